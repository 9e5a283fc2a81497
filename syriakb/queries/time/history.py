"""The history of a place: every state it was in, each from the day it counts to the day before the next."""

from itertools import pairwise
from sqlite3 import Connection
from typing import Any

from syriakb.answers import Answer, Column
from syriakb.model.dates import FIRST_DAY, day_text, shifted
from syriakb.queries.control.places import COLUMNS
from syriakb.queries.control.states import State, states
from syriakb.queries.control.turning import turning
from syriakb.queries.moment import Moment

_SPAN = (Column("start", "From", "date"), Column("end", "To", "date"))
_NOTE = (
    "From and to are the days on which a state counts; an uncertain date counts from its latest day."
    " Since is what the sources say, and the evidence is that of the first day."
)


def history(db: Connection, moment: Moment, place: str) -> Answer:
    """Every state of a place from its first claim to the day asked for, with what had been reported by the other.

    A state goes on until who holds the place, the status, the basis or since when changes; that somebody says the same
    again makes no new row, so each has the evidence of its first day. A place nothing is known of has one row,
    `unknown`, without days.
    """
    name, kind = db.execute("SELECT name, kind FROM place WHERE id = ?", (place,)).fetchone()
    columns = (*COLUMNS[:3], *_SPAN, *COLUMNS[3:])
    rows = tuple((place, name, kind, *span, *state.cells) for span, state in _spans(db, moment, place))
    notes = (_NOTE,) if any(row[3] for row in rows) else ()
    return Answer("control", f"Who controlled {name}", columns, rows, notes, **moment.stamp)


def _spans(db: Connection, moment: Moment, place: str) -> list[tuple[tuple[str | None, str | None], State]]:
    days = _turns(db, moment, place) or [moment.as_of]
    found = states(db, [(place, day, moment.known_by) for day in days])
    ordered = [found[place, day, moment.known_by] for day in days]
    changes = ordered[:1] + [after for before, after in pairwise(ordered) if _says(after) != _says(before)]
    if len(changes) == 1 and not changes[0].evidence:
        now = place, moment.as_of, moment.known_by
        return [((None, None), states(db, [now])[now])]
    ends = [day_text(shifted(after.as_of, -1)) for after in changes[1:]]
    starts = [day_text(state.as_of) if state.as_of > FIRST_DAY else None for state in changes]
    return [((start, end), state) for start, end, state in zip(starts, (*ends, None), changes, strict=True)]


def _says(state: State) -> tuple[Any, ...]:
    # Whose claim comes first follows the interests of their speakers, which change on days of their own.
    return {*state.controllers}, state.status, state.basis, state.since


def _turns(db: Connection, moment: Moment, place: str) -> list[int]:
    return sorted({day for _, day in turning(db, moment.known_by, moment.as_of, place)})
