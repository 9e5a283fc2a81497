"""The claims, filtered."""

from typing import Annotated, Literal

from syriakb.answers import Answer
from syriakb.queries import lookup
from syriakb.queries.claims import listed as asked
from syriakb.queries.moment import Opened
from syriakb.questions.words import Given, Limit

About = Annotated[list[str] | None, Given("An actor or a place; given twice, about both.", "REF", ("actor", "place"))]
By = Annotated[str | None, Given("Who says it.", "ACTOR", ("actor",))]
Source = Annotated[str | None, Given("Where it was published.", "ID")]
Predicate = Annotated[str | None, Given("Of this predicate, such as backs.", "ID")]
Stance = Annotated[Literal["asserts", "denies", "ends"] | None, Given()]
Modality = Annotated[Literal["actual", "possible", "intended", "conditional"] | None, Given()]
Directness = Annotated[Literal["stated", "implied"] | None, Given()]
Standing = Annotated[
    Literal["assessed", "stated", "claimed", "disputed", "denied"] | None, Given("How what it says stands.")
]
GroupBy = Annotated[Literal["proposition"] | None, Given("Who asserts and who denies the same, side by side.")]
Retracted = Annotated[bool | None, Given("Only those taken back, or not.", option="--retracted/--not-retracted")]


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
    refs = tuple(lookup.named(kb.db, each, "actor", "place").id for each in about or ())
    speaker = lookup.actor(kb.db, by) if by else None
    origin = lookup.by_id(kb.db, "source", source) if source else None
    relation = lookup.by_id(kb.db, "predicate", predicate) if predicate else None
    wanted = asked.Filter(refs, speaker, origin, relation, stance, modality, directness, standing, retracted)
    ask = asked.rivals if group_by else asked.claims
    return ask(kb.db, kb.at, wanted, limit)
