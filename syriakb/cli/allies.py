"""`syriakb allies ACTOR`."""

from typing import Annotated

import typer

from syriakb.answers import Answer
from syriakb.cli.asking import question
from syriakb.cli.options import ActorArgument
from syriakb.queries import lookup
from syriakb.queries.moment import Opened
from syriakb.queries.relations import allies as asked

Depth = Annotated[int, typer.Option("--depth", metavar="N", min=1, max=10, help="How many relations to follow.")]


@question
def allies(kb: Opened, actor: ActorArgument, depth: Depth = 1) -> Answer:
    """Who stands with an actor, by support, alliance or membership."""
    return asked.allies(kb.db, kb.at, lookup.actor(kb.db, actor), depth)
