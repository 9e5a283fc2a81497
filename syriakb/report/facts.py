"""What the report tells, gathered from the questions: all of it once, before anything is written."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from sqlite3 import Connection
from typing import Any, NamedTuple

from syriakb.errors import NotFoundError
from syriakb.model.dates import day_text, parse
from syriakb.pictures.atlas import atlas
from syriakb.pictures.charts import Atlas, Node, Party
from syriakb.pictures.network import side_of
from syriakb.pictures.sides import ordered
from syriakb.queries.claims import interest
from syriakb.queries.control.capitals import Called, called, noted
from syriakb.queries.control.side import stand_for
from syriakb.queries.control.states import State
from syriakb.queries.labels import told_apart
from syriakb.queries.moment import Moment, Opened
from syriakb.queries.records.read import records, some
from syriakb.queries.relations.ties import Relation
from syriakb.queries.time.timeline import timeline
from syriakb.queries.time.turns import Turns, by_sides, on, turns
from syriakb.report import cited
from syriakb.report.graphs import Day, Stretch, by_day, stretches
from syriakb.report.rivals import Rival, contested, contradicted

_ALL, _NEWEST = 1000, 500  # claims: so many are all on the page; of more the newest are, and those that decide
_KNOWN = "FROM dated_claim WHERE known_day <= ?"


class Dated(NamedTuple):
    """A claim on the timeline: its date, its id, and what lessens it."""

    date: str
    claim: str
    caveat: str | None


class Facts(NamedTuple):
    """Everything on the page. `names` has what every id is called, `claims` the records of the claims that are on it by
    their ids, in the order of the files; `known` counts all that there are, `dated` those that the timeline could have.

    `related` is what the graph of each day could have, `graph` the pictures, around the actor `centre` where there is
    one; `origins` has the source of every claim. `heard` are the actors that any claim is about, or by; `aliases` has
    what else actors and places are called; `notes` tell what sources count, by day; `reported` is the day of the
    earliest report; `at` is the moment of the page; `folds` tells in sentences which actors are told by their sides.
    """

    title: str
    about: str | None
    as_of: str
    known_by: str | None
    names: dict[str, str]
    aliases: dict[str, list[str]]
    kinds: dict[str, str]
    within: dict[str, list[str]]
    labels: dict[str, dict[str, Any]]
    sources: dict[str, dict[str, Any]]
    claims: dict[str, dict[str, Any]]
    known: int
    marks: dict[str, str]
    grades: dict[str, str]
    interests: dict[str, str]
    turns: Turns
    parties: dict[Party, str]
    numbers: dict[Party, int]
    atlas: Atlas | None
    related: list[Day]
    graph: list[Stretch]
    origins: dict[str, str]
    centre: str | None
    timeline: list[Dated]
    dated: int
    rivals: list[Rival]
    heard: set[str]
    notes: list[tuple[str, ...]]
    reported: int | None
    called: Called
    at: Moment
    folds: tuple[str, ...]

    def places(self, kind: str | None = None) -> list[str]:
        """The ids of the places, or of those of a kind, by their names."""
        chosen = (place for place in self.turns.control if kind in (None, self.kinds[place]))
        return sorted(chosen, key=lambda place: (self.names[place], place))

    @property
    def capitals(self) -> list[str]:
        """The ids of the capitals, by their names."""
        return self.places(self.called.kind)

    @property
    def speaking(self) -> list[str]:
        """The ids of the actors that any claim is about, or by."""
        return sorted(actor for actor in self.heard if actor not in self.within)

    def since(self, date: str) -> int:
        """The number of the first of the days on or after the earliest day of a date."""
        return min(bisect_left(self.turns.days, parse(date.partition("/")[0]).earliest), self.turns.last)

    def latest(self, place: str) -> State:
        """The state of a place on the day of the page."""
        state: State = self.turns.control[place][-1].value
        return state

    @property
    def drawn(self) -> list[Node]:
        """The actors in the pictures of the graph."""
        return list(dict.fromkeys(node for stretch in self.graph for node in stretch.part.net.nodes))

    def relations(self, day: int) -> Iterator[Relation]:
        """The relations of the day of that number, in their order."""
        return (tie for spans in self.turns.relations.values() if (tie := on(spans, day)))


def gather(kb: Opened, *, all_claims: bool = False, graph_of: str | None = None, depth: int = 1) -> Facts:
    """Ask everything. Raises StoreError where the knowledge base's geometry cannot be read.

    Of very many claims those are kept that decide what the page shows, and the newest; `all_claims` keeps all.
    `graph_of` is the id of the actor whose relations the graph has, over at most `depth` of them; else it has all.
    """
    db, at = kb.db, kb.at
    title, about = db.execute("SELECT title, about FROM kb").fetchone() or ("", None)
    actors, places = list(records(db, "actor")), list(records(db, "place"))
    labels = {each["id"]: each for each in records(db, "predicate")}
    names = told_apart({each["id"]: each["name"] for each in (*actors, *places)})
    aliases = {each["id"]: each["aliases"] for each in (*actors, *places) if each["aliases"]}
    kinds = {each["id"]: each["kind"] for each in (*actors, *places)}
    found = turns(db, at, sorted((place["id"] for place in places), key=lambda place: (names[place], place)))
    grades = dict(db.execute(f"SELECT id, grade {_KNOWN}", (at.known_by,)).fetchall())
    rivals = [*contested(db, found, names, labels), *contradicted(db, at, found)]
    found = by_sides(db, found) if at.sides else found
    graph_of = graph_of and (side_of(db, at, graph_of) if at.sides else graph_of)
    every = all_claims or len(grades) <= _ALL
    chosen = grades.keys() if every else _deciding(found, rivals, grades) | _newest(db, at)
    claims = {each["id"]: each for each in some(db, "claim", chosen)}
    dated = [Dated(row[0], row[6], row[2]) for row in timeline(db, at, None, None, None, None).rows]
    related = by_day(found, graph_of, depth)
    parties = _parties(found, names, kinds, called(db).kind)
    states = [span.value for spans in found.control.values() for span in spans]
    days = {key: day_text(day) if day else None for key, day in at.stamp.items()}
    return Facts(
        *(title, about, str(days["as_of"]), days["known_by"], names, aliases, kinds),
        within={place["id"]: place["within"] for place in places},
        labels=labels,
        sources={each["id"]: each for each in records(db, "source")},
        claims=claims,
        known=len(grades),
        marks=_marks(claims),
        grades=grades,
        interests=interest.now(db, at, claims),
        turns=found,
        parties=parties,
        numbers={party: number for number, party in enumerate(parties)},
        atlas=_atlas(kb),
        related=related,
        graph=stretches(db, at, found, related, graph_of),
        origins=dict(db.execute("SELECT id, source FROM claim").fetchall()),
        centre=graph_of,
        timeline=[each for each in dated if each.claim in claims],
        dated=len(dated),
        rivals=rivals,
        heard=_heard(db, at),
        notes=_notes(db, at, found, kinds),
        reported=db.execute(f"SELECT MIN(report_last) {_KNOWN}", (at.known_by,)).fetchone()[0],
        called=called(db),
        at=at,
        folds=stand_for(db, [*found.pairs, *(pair for state in states for pair in state.folded)]),
    )


def _deciding(found: Turns, rivals: Iterable[Rival], grades: dict[str, str]) -> set[str]:
    """The claims that the page leads to from an answer."""
    states = [cited.of_state(span.value) for spans in found.control.values() for span in spans]
    ties = [cited.of_relation(span.value, grades) for spans in found.relations.values() for span in spans]
    sides = [side for rival in rivals for side in rival.sides.values()]
    return {claim for each in (*states, *ties, *sides) for claim in each.claims}


def _newest(db: Connection, at: Moment) -> set[str]:
    rows = db.execute(f"SELECT id {_KNOWN} ORDER BY known_day DESC, row DESC LIMIT ?", (at.known_by, _NEWEST))
    return {claim for (claim,) in rows}


def _notes(db: Connection, at: Moment, found: Turns, kinds: dict[str, str]) -> list[tuple[str, ...]]:
    """What sources count beside what the records give, of each day."""
    held = {place: spans for place, spans in found.control.items() if kinds[place] == called(db).kind}
    states = [{place: on(spans, number) for place, spans in held.items()} for number in range(len(found.days))]
    return [noted(db, at._replace(as_of=day), each) for day, each in zip(found.days, states, strict=True)]


def _heard(db: Connection, at: Moment) -> set[str]:
    columns = ("subject", "object", "said_by")
    rows = [db.execute(f"SELECT DISTINCT {column} {_KNOWN}", (at.known_by,)).fetchall() for column in columns]
    rows.append(db.execute("SELECT DISTINCT subject FROM joint").fetchall())
    return {name for found in rows for (name,) in found if name}


def _marks(claims: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Where each claim stands, in short: its paragraph, with the number of its source where there are several."""
    cited_sources = dict.fromkeys(each["source"] for each in claims.values())
    numbers = {source: f"{number}:" for number, source in enumerate(cited_sources, 1)}
    before = numbers if len(numbers) > 1 else dict.fromkeys(numbers, "")
    return {
        name: f"{before[each['source']]}{each['locator']}" if each["locator"] else name for name, each in claims.items()
    }


def _atlas(kb: Opened) -> Atlas | None:
    try:
        return atlas(kb)
    except NotFoundError:
        return None


def _parties(found: Turns, names: dict[str, str], kinds: dict[str, str], capital: str) -> dict[Party, str]:
    """Everybody who holds a place on some day: who holds most capitals at last comes first, nobody last."""
    last = [spans[-1].value.controllers for place, spans in found.control.items() if kinds[place] == capital]
    all_days = {span.value.controllers for spans in found.control.values() for span in spans} | {()}
    return ordered({party: last.count(party) for party in all_days}, names)
