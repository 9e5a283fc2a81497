"""`syriakb claims`."""

from typing import Annotated, Literal

import typer

from syriakb.answers import Answer
from syriakb.cli.asking import question
from syriakb.cli.complete import actors, records
from syriakb.cli.options import Limit
from syriakb.queries import lookup
from syriakb.queries.claims import listed as asked
from syriakb.queries.moment import Opened

About = Annotated[str | None, typer.Option(metavar="REF", help="An actor or a place.", autocompletion=records)]
By = Annotated[str | None, typer.Option(metavar="ACTOR", help="Who says it.", autocompletion=actors)]
Source = Annotated[str | None, typer.Option(metavar="ID", help="Where it was published.")]
Predicate = Annotated[str | None, typer.Option(metavar="ID", help="Of this predicate, such as backs.")]
Stance = Annotated[Literal["asserts", "denies"] | None, typer.Option()]
Modality = Annotated[Literal["actual", "possible", "intended", "conditional"] | None, typer.Option()]
Directness = Annotated[Literal["stated", "implied"] | None, typer.Option()]
Standing = Annotated[
    Literal["assessed", "stated", "claimed", "disputed", "denied"] | None, typer.Option(help="How what it says stands.")
]
GroupBy = Annotated[
    Literal["proposition"] | None, typer.Option("--group-by", help="Who asserts and who denies the same, side by side.")
]
Retracted = Annotated[bool | None, typer.Option("--retracted/--not-retracted", help="Only those taken back, or not.")]


@question
def claims(
    kb: Opened,
    about: About = None,
    by: By = None,
    source: Source = None,
    predicate: Predicate = None,
    stance: Stance = None,
    modality: Modality = None,
    directness: Directness = None,
    standing: Standing = None,
    retracted: Retracted = None,
    group_by: GroupBy = None,
    limit: Limit = asked.SHOWN,
) -> Answer:
    """The claims, filtered."""
    ref = lookup.named(kb.db, about, "actor", "place").id if about else None
    speaker = lookup.actor(kb.db, by) if by else None
    origin = lookup.by_id(kb.db, "source", source) if source else None
    relation = lookup.by_id(kb.db, "predicate", predicate) if predicate else None
    wanted = asked.Filter(ref, speaker, origin, relation, stance, modality, directness, standing, retracted)
    ask = asked.rivals if group_by else asked.claims
    return ask(kb.db, kb.at, wanted, limit)
