"""What pictures show, before anybody decides how to draw it: the places of a map, the ties of a graph."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias

from syriakb.disk.geometry import Polygon
from syriakb.model.dates import day_text
from syriakb.model.shortlist import shortlist

Party: TypeAlias = tuple[str, ...]
"""Those who hold a place together, by their ids; nobody known is ()."""

_FEW = 8  # places that a sentence names


class Held(NamedTuple):
    """The state of a place: the columns that all questions about control share, and what stands beside it in words."""

    controllers: Party
    status: str
    basis: str
    since: str | None
    evidence: tuple[str, ...]
    grade: str | None
    beside: str | None = None
    stale: bool = False


class Region(NamedTuple):
    """A place with an outline; `place` None is an outline that belongs to no place."""

    place: str | None
    name: str
    kind: str
    polygons: tuple[Polygon, ...]


class Surrounding(NamedTuple):
    """What lies around the places: `role` is neighbour or sea."""

    role: str
    name: str
    polygons: tuple[Polygon, ...]


class Town(NamedTuple):
    """A place marked by a point."""

    place: str
    name: str
    kind: str
    lat: float
    lon: float


class Atlas(NamedTuple):
    """A map at a moment. `parties` are the sides, largest first, then those who share places, nobody () last.

    `credit` is whom outlines are owed to, `credits` whom coordinates are.
    `unplaced` are the names of provincial capitals that have no coordinates. `filters` says in words whose word alone
    counts, and whether holders are told by their sides; `folds` which actors are, in sentences.
    """

    title: str
    as_of: int
    known_by: int | None
    regions: tuple[Region, ...]
    towns: tuple[Town, ...]
    held: Mapping[str, Held]
    parties: Mapping[Party, str]
    sources: tuple[str, ...]
    credit: str | None
    credits: tuple[str, ...]
    unplaced: tuple[str, ...]
    around: tuple[Surrounding, ...] = ()
    filters: str = ""
    folds: tuple[str, ...] = ()

    def counts(self, party: Party, *, disputed: bool | None = None) -> list[str]:
        """How many places of each kind on the map a party holds, in words; nothing for none.

        `disputed` counts only those that are disputed, or only those that are not.
        """
        states = {place: self.held[place] for place, _ in self.placed}
        among = {place for place, state in states.items() if disputed in (None, state.status == "disputed")}
        shown = {place: kind for place, kind in self.placed if place in among and states[place].controllers == party}
        return counted(Counter(shown.values()), dict.fromkeys(shown.values()))

    @property
    def owed(self) -> list[str]:
        """Sentences on whom coordinates and outlines are owed to."""
        points = [f"Coordinates: {'; '.join(self.credits)}"] if self.credits else []
        return [*points, *([f"Outlines: {self.credit}"] if self.credit else [])]

    @property
    def absent(self) -> str | None:
        """A sentence on what the map cannot show."""
        return f"Not on the map, for want of coordinates: {shortlist(self.unplaced, _FEW)}." if self.unplaced else None

    @property
    def old(self) -> str | None:
        """A sentence on what was last reported long before the day."""
        called = {town.place: town.name for town in self.towns} | {each.place: each.name for each in self.regions}
        names = [called[place] for place, _ in self.placed if self.held[place].stale]
        return f"Stale, reported last long before that day: {shortlist(names, _FEW)}." if names else None

    @property
    def placed(self) -> list[tuple[str, str]]:
        """Each place on the map with its kind, towns first."""
        towns = [(town.place, town.kind) for town in self.towns]
        return towns + [(region.place, region.kind) for region in self.regions if region.place]

    @property
    def date(self) -> str:
        """What it was asked for, in words: the days, and whose word counts."""
        return _date(self.as_of, self.known_by, self.filters)


class Node(NamedTuple):
    """An actor in a graph."""

    id: str
    name: str
    kind: str


class Tie(NamedTuple):
    """A relation in a graph, from subject to object unless it is symmetric."""

    subject: str
    predicate: str
    label: str
    inverse: str
    object: str
    group: str
    symmetric: bool
    standing: str
    since: str | None
    until: str | None
    evidence: tuple[str, ...]
    grade: str
    caveat: str | None = None
    voices: tuple[str, ...] = ()
    sources: int = 0
    reported: str | None = None
    stale: bool = False

    @property
    def doubts(self) -> list[str]:
        """What a careful reader would add, in words."""
        old = f"stale: reported last {self.reported}" if self.stale else None
        return [*filter(None, (old, self.caveat))]


class Network(NamedTuple):
    """Who stands with and against whom at a moment; `centre` is the actor it was asked for.

    `denied` counts the relations that somebody denies and nobody asserts, where those are left out, `inside` those
    within a side, where actors are told by their sides; `folds` says which are. `filters` tells whose word alone
    counts, and whether actors are told by their sides, in words.
    """

    title: str
    as_of: int
    known_by: int | None
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    sources: tuple[str, ...]
    centre: str | None = None
    denied: int = 0
    filters: str = ""
    inside: int = 0
    folds: tuple[str, ...] = ()

    @property
    def told_by_sides(self) -> tuple[str, ...]:
        """Sentences on who is told by which side, and what is left out for it."""
        return (*self.folds, within(self.inside)) if self.inside else self.folds

    @property
    def absent(self) -> str | None:
        """A sentence on what the graph leaves out, for it would look as if it was."""
        what = "relation that is only denied is" if self.denied == 1 else "relations that are only denied are"
        return f"{self.denied:,} {what} left out." if self.denied else None

    @property
    def names(self) -> dict[str, str]:
        """The name of each actor."""
        return {node.id: node.name for node in self.nodes}

    @property
    def date(self) -> str:
        """What it was asked for, in words: the days, and whose word counts."""
        return _date(self.as_of, self.known_by, self.filters)

    @property
    def days(self) -> str:
        """The days alone."""
        return _date(self.as_of, self.known_by).removeprefix("as of ")


def within(number: int) -> str:
    """A sentence on how many relations within one side are left out."""
    return f"{number:,} relation{' within one side is' if number == 1 else 's within one side are'} left out."


def counted(kinds: Mapping[str, int], order: Iterable[str]) -> list[str]:
    """How many places of each kind, in words, the kinds in that order; nothing of those that there are none of."""
    return [f"{kinds[kind]} {_plural(kind, kinds[kind])}" for kind in order if kinds.get(kind)]


def _date(as_of: int, known_by: int | None, filters: str = "") -> str:
    known = f", known by {day_text(known_by)}" if known_by else ""
    return f"as of {day_text(as_of)}{known}{f', {filters}' if filters else ''}"


def _plural(kind: str, count: int) -> str:
    word = kind.replace("-", " ")
    if count == 1:
        return word
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
