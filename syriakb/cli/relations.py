"""`syriakb relations ACTOR`."""

from syriakb.answers import Answer
from syriakb.cli.options import ActorArgument, GroupOption, question
from syriakb.queries import lookup
from syriakb.queries.moment import Moment
from syriakb.queries.relations import listed as asked


@question
def relations(moment: Moment, actor: ActorArgument, group: GroupOption = None) -> Answer:
    """Every relation of an actor to another, the hostile ones too."""
    return asked.relations(moment, lookup.actor(moment.db, actor), group)
