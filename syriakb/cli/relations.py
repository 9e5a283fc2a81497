"""`syriakb relations ACTOR`."""

from syriakb.answers import Answer
from syriakb.cli.asking import question
from syriakb.cli.options import ActorArgument, GroupOption
from syriakb.queries import lookup
from syriakb.queries.moment import Opened
from syriakb.queries.relations import listed as asked


@question
def relations(kb: Opened, actor: ActorArgument, group: GroupOption = None) -> Answer:
    """Every relation of an actor to another, the hostile ones too."""
    return asked.relations(kb.db, kb.at, lookup.actor(kb.db, actor), group)
