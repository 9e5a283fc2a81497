"""Rules 2 and 3: the records as they are written, and which claims count."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from syriakb.model.dates import FIRST_DAY, LAST_DAY, parse


class Then(NamedTuple):
    """The two days of a question: what holds on `day`, as of what had been reported by `known`."""

    day: int
    known: int = LAST_DAY


class Predicate(NamedTuple):
    id: str
    label: str
    group: str
    effect: str | None = None
    symmetric: bool = False
    inverse_label: str | None = None


class Source(NamedTuple):
    id: str
    reliability: str
    published: str | None = None


class Place(NamedTuple):
    id: str
    name: str
    kind: str
    within: tuple[str, ...] = ()


class Claim(NamedTuple):
    id: str
    source: str
    credibility: str
    predicate: str
    subject: str
    object: str | None = None
    jointly: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()
    value: int | None = None
    stance: str = "asserts"
    modality: str = "actual"
    directness: str = "stated"
    said_by: str | None = None
    start: str | None = None
    end: str | None = None
    reported: str | None = None
    recorded: str | None = None
    retracted: dict[str, str] | None = None
    ruled: "Ruled | None" = None

    @property
    def subjects(self) -> tuple[str, ...]:
        return (self.subject, *self.jointly)


class Ruled(NamedTuple):
    """Rule 4f. That a claim is read as evidence of a ruling: its first and last day, and its grade as that."""

    first: int
    last: int
    grade: str


class Ruling(NamedTuple):
    id: str
    place: str
    evidence: tuple[str, ...]
    holders: tuple[str, ...] = ()
    status: str = "held"
    start: str | None = None
    end: str | None = None


class Alliance(NamedTuple):
    id: str
    subject: str
    predicate: str
    object: str
    evidence: tuple[str, ...]
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, eq=False)
class World:
    """A knowledge base: its records by their ids."""

    predicates: dict[str, Predicate]
    sources: dict[str, Source]
    actors: dict[str, str]
    places: dict[str, Place]
    claims: dict[str, Claim]
    alliances: dict[str, Alliance]
    rulings: dict[str, Ruling]

    def effect(self, claim: Claim) -> str | None:
        """What it does; evidence of a ruling is read as what that says, which is an effect's word itself."""
        return claim.predicate if claim.ruled else self.predicates[claim.predicate].effect


def ancestors(world: World, place: str) -> dict[str, int]:
    """What a place lies in, with how many steps away, and itself."""
    found = {place: 0}
    waiting = [place]
    for each in waiting:
        for parent in world.places[each].within:
            if parent not in found:
                found[parent] = found[each] + 1
                waiting.append(parent)
    return found


def latest(text: str) -> int:
    return parse(text).latest


def reported(world: World, claim: Claim) -> int:
    """Rule 3. A claim is known from its report, else from when its source was published, else when it was recorded."""
    days = (claim.reported, world.sources[claim.source].published, claim.recorded)
    return next((latest(day) for day in days if day), LAST_DAY)


def begins(world: World, claim: Claim) -> int:
    """Rule 2. It counts from the latest day of its start, or from its report where that lies in its start or it names
    none; without both, or from an open start, on every day."""
    if claim.ruled:
        return claim.ruled.first
    days = (claim.reported, world.sources[claim.source].published)
    report = next((latest(day) for day in days if day), FIRST_DAY)
    if claim.start is None or whole(claim):
        return parse(claim.start).earliest if claim.start else report
    start = parse(claim.start)
    return FIRST_DAY if claim.start == ".." else report if start.earliest <= report <= start.latest else start.latest


def ends(record: Claim | Alliance | Ruling) -> int:
    """Rule 2. It ends on the earliest day of its end, and holds through that day; an open end is none."""
    if isinstance(record, Claim) and record.ruled:
        return record.ruled.last
    if record.end in (None, ".."):
        return LAST_DAY
    return parse(record.end).latest if whole(record) else parse(record.end).earliest


def whole(record: Claim | Alliance | Ruling) -> bool:
    """Rule 2. A start and an end of one and the same year, month or day mean all of it."""
    if record.start is None or record.end is None or record.start.startswith("["):
        return False
    return parse(record.start)[1:3] == parse(record.end)[1:3]


def spoken(world: World, claim: Claim) -> str | None:
    """Its report: its own, else when its source was published; of a ruling there is none."""
    if claim.ruled:
        return None
    return claim.reported or world.sources[claim.source].published


def stands(claim: Claim) -> bool:
    """Rule 3. Only what is actual and was not taken back."""
    return claim.modality == "actual" and claim.retracted is None


def begun(world: World, claim: Claim, then: Then) -> bool:
    """Whether it counts on the day or did before."""
    return stands(claim) and begins(world, claim) <= then.day and reported(world, claim) <= then.known


def counts(world: World, claim: Claim, then: Then) -> bool:
    """Rule 3. It has begun and not ended."""
    return begun(world, claim, then) and then.day <= ends(claim)


def same(one: Claim, other: Claim) -> bool:
    """Whether two claims are about one proposition."""
    return (one.subject, one.predicate, one.object) == (other.subject, other.predicate, other.object)


def grade(world: World, claim: Claim) -> str:
    """The Admiralty code: the letter of the source, the number of the claim."""
    if claim.ruled:
        return claim.ruled.grade
    return world.sources[claim.source].reliability + claim.credibility


def once(ids: Iterable[str]) -> tuple[str, ...]:
    """Each once, in their order."""
    return tuple(dict.fromkeys(ids))


def cited(ids: Iterable[str]) -> str:
    """Rule 14. Three in their order, each once, and how many more there are."""
    every = once(ids)
    return ", ".join(every[:3]) + (f" and {len(every) - 3:,} more" if every[3:] else "")
