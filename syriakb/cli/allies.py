"""`syriakb allies ACTOR`."""

from typing import Annotated

import typer

from syriakb.answers import Answer
from syriakb.cli.options import ActorArgument, question
from syriakb.queries import lookup, relations
from syriakb.queries.moment import Moment

Depth = Annotated[int, typer.Option("--depth", metavar="N", min=1, max=10, help="How many relations to follow.")]


@question
def allies(moment: Moment, actor: ActorArgument, depth: Depth = 1) -> Answer:
    """Who stands with an actor, by support, alliance or membership."""
    return relations.allies(moment, lookup.actor(moment.db, actor), depth)
