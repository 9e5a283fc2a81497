"""Who controls what: the state of places at a moment, and the questions about it."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from syriakb.answers import Answer, Column
from syriakb.queries.interest import interests, rank
from syriakb.queries.moment import Moment, fill, sql
from syriakb.queries.relations import members

_AT_ONCE = 20  # places: SQLite joins the steps of the rules without indexes, so that the cost of many is quadratic
CAPITAL = "provincial-capital"
_STATE = (
    Column("controllers", "Controller", "refs"),
    Column("status", "Status", "status"),
    Column("basis", "Basis", "basis"),
    Column("since", "Since", "date"),
    Column("evidence", "Evidence", "evidence"),
    Column("grade", "Grade", "grade"),
)
_CAPITALS = (
    Column("capital", "Capital", "ref"),
    Column("name", "Name"),
    Column("governorate", "Governorate", "ref"),
    *_STATE,
)
COLUMNS = (Column("place", "Place", "ref"), Column("name", "Name"), Column("kind", "Kind"), *_STATE)


class State(NamedTuple):
    """Who holds a place on a day, as of what had been reported by another, and the claims that say so."""

    place: str
    as_of: int
    known_by: int
    controllers: tuple[str, ...]
    status: str
    basis: str
    since: str | None
    evidence: tuple[str, ...]
    grade: str | None
    via: str | None

    @property
    def cells(self) -> tuple[Any, ...]:
        """The columns that all questions about control share."""
        return self.controllers, self.status, self.basis, self.since, self.evidence, self.grade


def states(moment: Moment, asked: Iterable[tuple[str, int, int]]) -> dict[tuple[str, int, int], State]:
    """The state of each place, day and report day asked for; a place that nothing is known of is `unknown`."""
    keys = sorted(set(asked))
    batches = (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))
    return {state[:3]: state for batch in batches for state in _some_states(moment, batch)}


def _some_states(moment: Moment, asked: list[tuple[str, int, int]]) -> Iterator[State]:
    fill(moment.db, "asked", "place TEXT, as_of INTEGER, known_by INTEGER", asked)
    rows = _ranked(moment, moment.db.execute(sql("control.sql") + sql("control_states.sql")))
    return (_state(key, list(group)) for key, group in groupby(rows, key=lambda row: row[:3]))


def _ranked(moment: Moment, rows: Iterable[Any]) -> list[Any]:
    """The rows, of those with one part and one grade in a state the ones against their speakers' interest first."""
    groups = [list(group) for _, group in groupby(rows, key=lambda row: (row[:3], row[5], row[8]))]
    tied = [(row[7], row[1], row[2]) for group in groups if len(group) > 1 for row in group]
    found = interests(moment, tied) if tied else {}
    return [row for group in groups for row in sorted(group, key=lambda r: rank(found.get((r[7], r[1], r[2]))))]


def _state(key: tuple[str, int, int], rows: list[Any]) -> State:
    _, _, _, status, basis, _, _, claim, _, _, via = rows[0]
    if claim is None:
        return State(*key, (), status, basis, None, (), None, None)
    holding = [row for row in rows if row[5] == "holds"]
    controllers = tuple(dict.fromkeys(row[6] for row in holding))
    # The claim that a lasting holding began with, where there is one, comes before those that say it lasts.
    starting = [row for row in rows if row[5] == "began"] or holding or rows
    since = next((row[9] for row in starting if row[9]), None)
    grade = min(row[8] for row in holding or rows)
    return State(*key, controllers, status, basis, since, tuple(dict.fromkeys(row[7] for row in rows)), grade, via)


def now(moment: Moment, places: Iterable[str]) -> dict[str, State]:
    """The state of places at the moment."""
    asked = ((place, moment.as_of, moment.known_by) for place in places)
    return {state.place: state for state in states(moment, asked).values()}


def capitals(moment: Moment, *, by_controller: bool = False, controller: str | None = None) -> Answer:
    """The provincial capitals and who holds them; `controller` (an actor's id) keeps what it holds, also jointly."""
    rows = moment.db.execute(
        "SELECT p.id, p.name, w.parent FROM place AS p LEFT JOIN within AS w ON w.row = p.row AND w.seq = 0"
        " WHERE p.kind = ? ORDER BY p.name",
        (CAPITAL,),
    ).fetchall()
    found = now(moment, [row[0] for row in rows])
    notes = _counts(moment, found)
    if controller:
        side = _Side.of(moment, controller)
        rows = [row for row in rows if side.holds(found[row[0]])]
        notes = side.notes(moment, (found[row[0]] for row in rows))
    cells = [(*row, *found[row[0]].cells) for row in rows]
    if by_controller:
        cells = _by_controller(cells)
        notes = (*_tally(moment, cells), *notes)
    return Answer(
        "capitals",
        "Provincial capitals by controller" if by_controller else "Provincial capitals",
        _CAPITALS,
        tuple(cells),
        notes,
        **moment.stamp,
        group="controllers" if by_controller else None,
    )


def _by_controller(cells: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    sizes: dict[tuple[str, ...], int] = {}
    for row in cells:
        sizes[row[3]] = sizes.get(row[3], 0) + 1
    return sorted(cells, key=lambda row: (not row[3], -sizes[row[3]], row[3], row[1]))


def _tally(moment: Moment, cells: list[tuple[Any, ...]]) -> Iterator[str]:
    counted = []
    for held_by, group in groupby(cells, key=lambda row: row[3]):
        names = " and ".join(_names(moment, "actor", held_by))
        counted.append(f"{names or 'unknown'} {len(list(group))}")
    yield f"Of {len(cells)}: {', '.join(counted)}."


def control(
    moment: Moment, *, place: str | None = None, controller: str | None = None, kind: str | None = None
) -> Answer:
    """Who controls what: one place and all within it, the places of a kind, what a controller holds, or all places."""
    rows = _places(moment, place, controller, kind)
    found = now(moment, [row[0] for row in rows])
    notes: tuple[str, ...] = ()
    if controller:
        side = _Side.of(moment, controller)
        rows = [row for row in rows if side.holds(found[row[0]])]
        notes = side.notes(moment, (found[row[0]] for row in rows))
    cells = tuple((*row, *found[row[0]].cells) for row in rows)
    return Answer("control", "Who controls what", COLUMNS, cells, notes, **moment.stamp)


def _places(moment: Moment, place: str | None, controller: str | None, kind: str | None) -> list[Any]:
    """The places that can belong to the answer: those asked for, or within what the side of the controller claims."""
    conditions, values = ["1 = 1"], []
    if place:
        conditions.append("p.id IN (SELECT place FROM enclosing WHERE ancestor = ?)")
        values.append(place)
    if kind:
        conditions.append("p.kind = ?")
        values.append(kind)
    if controller:
        side = sorted(_Side.of(moment, controller).all)
        conditions.append(
            "p.id IN (SELECT e.place FROM control_fact AS f JOIN enclosing AS e ON e.ancestor = f.place"
            f" WHERE f.subject IN ({', '.join('?' * len(side))})"
            " AND f.effect IN ('gains', 'holds') AND f.stance = 'asserts')"
        )
        values += side
    sql_text = f"SELECT p.id, p.name, p.kind FROM place AS p WHERE {' AND '.join(conditions)} ORDER BY p.name, p.id"
    return moment.db.execute(sql_text, values).fetchall()


class _Side(NamedTuple):
    """An actor, what belongs to it, and what it belongs to."""

    actor: str
    members: frozenset[str]
    coalitions: frozenset[str]

    @classmethod
    def of(cls, moment: Moment, actor: str) -> "_Side":
        return cls(actor, members(moment, actor), members(moment, actor, up=True))

    @property
    def all(self) -> frozenset[str]:
        return self.members | self.coalitions | {self.actor}

    def holds(self, state: State) -> bool:
        return not self.all.isdisjoint(state.controllers)

    def notes(self, moment: Moment, states: Iterable[State]) -> tuple[str, ...]:
        """Which of the places are held jointly, by a coalition that the actor belongs to."""
        joint = [state for state in states if (self.members | {self.actor}).isdisjoint(state.controllers)]
        if not joint:
            return ()
        holding = {holder for state in joint for holder in state.controllers}
        through = " and ".join(_names(moment, "actor", sorted(self.coalitions & holding)))
        places = _names(moment, "place", [state.place for state in joint])
        return (f"Held jointly, as a member of {through}: {', '.join(places)}.",)


def _names(moment: Moment, kind: str, ids: Iterable[str]) -> list[str]:
    return [moment.db.execute(f"SELECT name FROM {kind} WHERE id = ?", (each,)).fetchone()[0] for each in ids]


def _counts(moment: Moment, found: dict[str, State]) -> tuple[str, ...]:
    """What sources count beside what the records give."""
    return tuple(
        f"The source counts {count.claimed} for {count.name} ({count.locator or count.claim});"
        f" these records give {count.given}."
        for count in counts(moment, found)
    )


class Count(NamedTuple):
    """How many capitals a claim counts for an actor, and how many the records give it."""

    claim: str
    name: str
    locator: str | None
    claimed: int
    given: int


def counts(moment: Moment, found: dict[str, State]) -> list[Count]:
    """Hold the counting claims in effect against the state of the capitals."""
    rows = moment.db.execute(
        "SELECT f.claim, a.name, f.locator, f.subject, f.place, f.value"
        " FROM count_fact AS f JOIN actor AS a ON a.id = f.subject"
        " WHERE f.from_day <= :as_of AND f.until_day >= :as_of AND f.known_day <= :known_by ORDER BY f.claim",
        {"as_of": moment.as_of, "known_by": moment.known_by},
    ).fetchall()
    result = []
    for claim, name, locator, subject, place, value in rows:
        own = members(moment, subject) | {subject}
        inside = _inside(moment, place) if place else found.keys()
        given = sum(
            1 for capital, state in found.items() if capital in inside and not own.isdisjoint(state.controllers)
        )
        result.append(Count(claim, name, locator, value, given))
    return result


def _inside(moment: Moment, place: str) -> set[str]:
    return {row[0] for row in moment.db.execute("SELECT place FROM enclosing WHERE ancestor = ?", (place,))}
