"""`syriakb path A B`."""

from typing import Annotated

import typer

from syriakb.answers import Answer
from syriakb.cli.asking import question
from syriakb.cli.complete import actors
from syriakb.cli.options import GroupOption, Limit
from syriakb.errors import UsageError
from syriakb.queries import lookup
from syriakb.queries.moment import Opened
from syriakb.queries.relations import paths

One = Annotated[str, typer.Argument(metavar="A", help="An actor.", autocompletion=actors)]
Other = Annotated[str, typer.Argument(metavar="B", help="Another actor.", autocompletion=actors)]
MaxHops = Annotated[int, typer.Option("--max-hops", metavar="N", min=1, max=20, help="How long a chain may be.")]


@question
def path(
    kb: Opened,
    one: One,
    other: Other,
    max_hops: MaxHops = 6,
    group: GroupOption = None,
    limit: Limit = paths.SHOWN,
) -> Answer:
    """The shortest chains of relations that link two actors, hostile ones marked."""
    ends = lookup.actor(kb.db, one), lookup.actor(kb.db, other)
    if ends[0] == ends[1]:
        raise UsageError(f"{one!r} and {other!r} are the same actor, {ends[0]}. Name two.")
    return paths.path(kb.db, kb.at, *ends, max_hops, group, limit)
