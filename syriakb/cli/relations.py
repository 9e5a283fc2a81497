"""`syriakb relations ACTOR`."""

from typing import Annotated, Literal

import typer

from syriakb.answers import Answer
from syriakb.cli.options import ActorArgument, question
from syriakb.queries import lookup
from syriakb.queries import relations as asked
from syriakb.queries.moment import Moment

Group = Annotated[
    Literal[
        "support", "alliance", "membership", "hostility", "lineage",
        "legal", "diplomacy", "control", "movement", "intent",
    ]
    | None,
    typer.Option("--group", help="Only relations of this group."),
]  # fmt: skip


@question
def relations(moment: Moment, actor: ActorArgument, group: Group = None) -> Answer:
    """Every relation of an actor to another, the hostile ones too."""
    return asked.relations(moment, lookup.actor(moment.db, actor), group)
