"""Who backs whom."""

from typing import Annotated

from syriakb.answers import Answer
from syriakb.queries import lookup
from syriakb.queries.moment import Opened
from syriakb.queries.relations import backing as asked
from syriakb.questions.words import Given

Actor = Annotated[str | None, Given("Only what it gives or gets.", "ACTOR", ("actor",), argument=True)]
Backer = Annotated[str | None, Given("Whom it backs.", "ACTOR", ("actor",))]
Backed = Annotated[str | None, Given("Who backs it.", "ACTOR", ("actor",))]
Matrix = Annotated[bool, Given("Backers down, those they back across (tables, CSV, Markdown).", shaped=True)]


def backing(
    kb: Opened, actor: Actor = None, backer: Backer = None, backed: Backed = None, matrix: Matrix = False
) -> Answer:
    """Who backs whom: one actor supporting another."""
    ends = (lookup.actor(kb.db, name) if name else None for name in (actor, backer, backed))
    return asked.backing(kb.db, kb.at, *ends, matrix=matrix)
