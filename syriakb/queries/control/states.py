"""Who holds a place at a moment, and the claims that say so."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from sqlite3 import Connection
from typing import Any, NamedTuple

from syriakb.answers import Column
from syriakb.queries.claims.interest import interests, rank
from syriakb.queries.moment import Moment
from syriakb.queries.sql import fill, sql

_AT_ONCE = 20  # places: SQLite joins the steps of the rules without indexes, so that the cost of many is quadratic
STATE = (
    Column("controllers", "Controller", "holders"),
    Column("status", "Status", "status"),
    Column("basis", "Basis", "basis"),
    Column("since", "Since", "date"),
    Column("evidence", "Evidence", "evidence"),
    Column("grade", "Grade", "grade"),
)


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


def states(db: Connection, asked: Iterable[tuple[str, int, int]]) -> dict[tuple[str, int, int], State]:
    """The state of each place, day and report day asked for; a place that nothing is known of is `unknown`."""
    keys = sorted(set(asked))
    batches = (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))
    return {state[:3]: state for batch in batches for state in _some_states(db, batch)}


def _some_states(db: Connection, asked: list[tuple[str, int, int]]) -> Iterator[State]:
    fill(db, "asked", "place TEXT, as_of INTEGER, known_by INTEGER", asked)
    rows = _ranked(db, db.execute(sql("control/steps.sql") + sql("control/states.sql")))
    return (_state(key, list(group)) for key, group in groupby(rows, key=lambda row: row[:3]))


def _ranked(db: Connection, rows: Iterable[Any]) -> list[Any]:
    """The rows, of those with one part and one grade in a state the ones against their speakers' interest first."""
    groups = [list(group) for _, group in groupby(rows, key=lambda row: (row[:3], row[5], row[8]))]
    tied = [(row[7], row[1], row[2]) for group in groups if len(group) > 1 for row in group]
    found = interests(db, tied) if tied else {}
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


def now(db: Connection, moment: Moment, places: Iterable[str]) -> dict[str, State]:
    """The state of places at the moment."""
    asked = ((place, moment.as_of, moment.known_by) for place in places)
    return {state.place: state for state in states(db, asked).values()}
