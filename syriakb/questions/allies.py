"""Who stands with an actor."""

from typing import Annotated

from syriakb.answers import Answer
from syriakb.queries import lookup
from syriakb.queries.moment import Opened
from syriakb.queries.relations import allies as asked
from syriakb.questions.words import Actor, Given

Depth = Annotated[int, Given("How many relations to follow.", "N", least=1, most=10)]


def allies(kb: Opened, actor: Actor, depth: Depth = 1) -> Answer:
    """Who stands with an actor, by support, alliance or membership."""
    return asked.allies(kb.db, kb.at, lookup.actor(kb.db, actor), depth)
