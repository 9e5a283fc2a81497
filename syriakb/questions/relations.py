"""All relations of an actor."""

from typing import Annotated

from syriakb.answers import Answer
from syriakb.queries import lookup
from syriakb.queries.moment import Opened
from syriakb.queries.relations import listed as asked
from syriakb.questions.words import Actor, Given, Group

History = Annotated[bool, Given("Every state of its relations over time, up to the day asked for.")]


def relations(kb: Opened, actor: Actor, group: Group = None, history: History = False) -> Answer:
    """Every relation of an actor to another, the hostile ones too."""
    who = lookup.actor(kb.db, actor)
    if history:
        from syriakb.queries.time.history import relations_history

        return relations_history(kb.db, kb.at, who, group)
    return asked.relations(kb.db, kb.at, who, group)
