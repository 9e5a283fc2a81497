"""Chains of relations."""

from typing import Annotated

from syriakb.answers import Answer
from syriakb.errors import UsageError
from syriakb.queries import lookup
from syriakb.queries.moment import Opened
from syriakb.queries.relations import paths
from syriakb.questions.words import Given, Group, Limit

One = Annotated[str, Given("An actor.", "A", ("actor",), argument=True)]
Other = Annotated[str, Given("Another actor.", "B", ("actor",), argument=True)]
MaxHops = Annotated[int, Given("How long a chain may be.", "N", least=1, most=20)]


def path(
    kb: Opened,
    one: One,
    other: Other,
    max_hops: MaxHops = 6,
    group: Group = None,
    limit: Limit = paths.SHOWN,
) -> Answer:
    """The shortest chains of relations that link two actors, hostile ones marked."""
    ends = lookup.actor(kb.db, one), lookup.actor(kb.db, other)
    if ends[0] == ends[1]:
        raise UsageError(f"{one!r} and {other!r} are the same actor, {ends[0]}. Name two.")
    return paths.path(kb.db, kb.at, *ends, max_hops, group, limit)
