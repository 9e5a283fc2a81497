"""`syriakb allies ACTOR`."""

from typing import Annotated

import typer

from syriakb.answers import Answer
from syriakb.cli.options import ActorArgument, question
from syriakb.queries import lookup
from syriakb.queries.moment import Moment
from syriakb.queries.relations import allies as asked

Depth = Annotated[int, typer.Option("--depth", metavar="N", min=1, max=10, help="How many relations to follow.")]


@question
def allies(moment: Moment, actor: ActorArgument, depth: Depth = 1) -> Answer:
    """Who stands with an actor, by support, alliance or membership."""
    return asked.allies(moment, lookup.actor(moment.db, actor), depth)
