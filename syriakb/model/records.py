"""The records: what a knowledge base holds, as frozen values.

Every list is a tuple, every date an EDTF `Date`, every id the id of another record of the same knowledge base.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from syriakb.model.dates import Date


@dataclass(frozen=True, slots=True, kw_only=True)
class Kb:
    """`kb.yaml`: what this knowledge base is. `as_of` is the day that questions are asked for by default."""

    title: str
    schema: int
    about: str | None = None
    as_of: Date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """A word of the vocabulary: `subject label object`, `object inverse_label subject`."""

    id: str
    label: str
    group: str
    inverse_label: str | None = None
    symmetric: bool = False
    subject_kinds: tuple[str, ...] = ()
    object_kinds: tuple[str, ...] = ()
    effect: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where something was published. `reliability` is the Admiralty code's letter; F = cannot be judged."""

    id: str
    title: str
    publisher: str | None = None
    published: Date | None = None
    url: str | None = None
    reliability: str = "F"
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who acts: identity only, whatever is asserted of an actor is a claim."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = "actor"
    wikidata: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place; `within` lists the places that enclose it, `lat` and `lon` are degrees of WGS 84."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = "place"
    within: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    pcode: str | None = None
    wikidata: str | None = None
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alliance:
    """A relation that the knowledge base itself holds, with the claims that are its evidence."""

    id: str
    subject: str
    predicate: str
    object: str
    start: Date | None = None
    end: Date | None = None
    support_types: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction:
    """That a claim was taken back: when, why, and which claim stands in its stead."""

    on: Date
    reason: str
    superseded_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one speaker says in one source; `said_by` None is the source's own voice."""

    id: str
    statement: str
    subject: str | None = None
    predicate: str | None = None
    object: str | None = None
    value: int | None = None
    about: tuple[str, ...] = ()
    stance: str = "asserts"
    modality: str = "actual"
    directness: str = "stated"
    said_by: str | None = None
    via: str | None = None
    source: str
    locator: str | None = None
    exact: str | None = None
    start: Date | None = None
    end: Date | None = None
    reported: Date | None = None
    credibility: int = 6
    note: str | None = None
    retracted: Retraction | None = None
    recorded: Date | None = None


Record: TypeAlias = Kb | Predicate | Source | Actor | Place | Alliance | Claim
KINDS: Mapping[str, type[Any]] = {
    "predicate": Predicate,
    "source": Source,
    "actor": Actor,
    "place": Place,
    "alliance": Alliance,
    "claim": Claim,
}
