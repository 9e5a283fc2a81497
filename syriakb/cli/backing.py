"""`syriakb backing [ACTOR]`."""

from typing import Annotated

import typer

from syriakb.answers import Answer
from syriakb.cli.asking import question
from syriakb.cli.complete import actors
from syriakb.queries import lookup
from syriakb.queries.moment import Opened
from syriakb.queries.relations import backing as asked

Actor = Annotated[
    str | None, typer.Argument(metavar="ACTOR", help="Only what it gives or gets.", autocompletion=actors)
]
Backer = Annotated[str | None, typer.Option("--backer", metavar="ACTOR", help="Whom it backs.", autocompletion=actors)]
Backed = Annotated[str | None, typer.Option("--backed", metavar="ACTOR", help="Who backs it.", autocompletion=actors)]
Matrix = Annotated[bool, typer.Option("--matrix", help="Backers down, those they back across (tables, CSV, Markdown).")]


@question
def backing(
    kb: Opened, actor: Actor = None, backer: Backer = None, backed: Backed = None, matrix: Matrix = False
) -> Answer:
    """Who backs whom: one actor supporting another."""
    ends = (lookup.actor(kb.db, name) if name else None for name in (actor, backer, backed))
    return asked.backing(kb.db, kb.at, *ends, matrix=matrix)
