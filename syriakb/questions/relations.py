"""All relations of an actor."""

from syriakb.answers import Answer
from syriakb.queries import lookup
from syriakb.queries.moment import Opened
from syriakb.queries.relations import listed as asked
from syriakb.questions.words import Actor, Group


def relations(kb: Opened, actor: Actor, group: Group = None) -> Answer:
    """Every relation of an actor to another, the hostile ones too."""
    return asked.relations(kb.db, kb.at, lookup.actor(kb.db, actor), group)
