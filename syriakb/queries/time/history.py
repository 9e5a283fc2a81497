"""The history of a place, or of relations: every state, each from the day it counts to the day before the next."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from sqlite3 import Connection
from typing import Any

from syriakb.answers import Answer, Column
from syriakb.model.dates import FIRST_DAY, LAST_DAY, day_text, shifted
from syriakb.model.vocabulary import GROUPS
from syriakb.queries.control.announced import asked_for
from syriakb.queries.control.places import COLUMNS
from syriakb.queries.control.states import Key, State, states
from syriakb.queries.control.turning import turning
from syriakb.queries.moment import Moment
from syriakb.queries.relations.listed import TOLD, TRIPLE, cells
from syriakb.queries.relations.ties import Proposition, Relation, marked, name_of, propositions

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
    asked = [(place, day, moment.known_by) for day in days]
    # Of the days on which nothing changes, no row is told, and so no caveat is asked for.
    found = asked_for(db, moment, asked, lambda bare: [each[:3] for each in _changes(bare, asked)])
    changes = _changes(found, asked)
    if len(changes) == 1 and not changes[0].evidence:
        now = place, moment.as_of, moment.known_by
        return [((None, None), states(db, [now])[now])]
    ends = [day_text(shifted(after.as_of, -1)) for after in changes[1:]]
    starts = [day_text(state.as_of) if state.as_of > FIRST_DAY else None for state in changes]
    return [((start, end), state) for start, end, state in zip(starts, (*ends, None), changes, strict=True)]


def _changes(found: dict[Key, State], asked: Sequence[Key]) -> list[State]:
    """The first of the states asked for, and each that says something else than the one before."""
    ordered = [found[key] for key in asked]
    return ordered[:1] + [after for before, after in pairwise(ordered) if _says(after) != _says(before)]


def _says(state: State) -> tuple[Any, ...]:
    # Whose claim comes first follows the interests of their speakers, which change on days of their own.
    return {*state.controllers}, state.status, state.basis, state.since


def _turns(db: Connection, moment: Moment, place: str) -> list[int]:
    return sorted({day for _, day in turning(db, moment.known_by, moment.as_of, place)})


def relations_history(db: Connection, moment: Moment, actor: str, group: str | None = None) -> Answer:
    """Every state of the relations of an actor, as `history` gives those of a place.

    A state goes on until the standing, since or until when changes, or nothing says any more that it is so. Of a
    relation of which very many claims tell, only the latest are told; a note says from which day on.
    """
    days, cut = _days(db, moment, actor, GROUPS if group is None else (group,))
    known = moment.known_by
    asked = ((*key, day, known) for key, several in days.items() for day in several)
    found = {(each.proposition, each.as_of): each for each in marked(db, propositions(db, asked))}
    rows = [row for key, several in days.items() for row in _states(found, key, several)]
    names = dict(db.execute("SELECT id, name FROM actor").fetchall())
    rows.sort(key=lambda row: (GROUPS.index(row[3]), names[row[0]], row[1], names[row[2]], row[:3]))
    columns = (*TRIPLE, *_SPAN, *TOLD)
    notes = ((_NOTE,) if rows else ()) + tuple(_shortened(cut))
    title = f"Relations of {name_of(db, actor)} over time"
    return Answer("relations", title, columns, tuple(rows), notes, **moment.stamp, group="group")


def _days(
    db: Connection, moment: Moment, actor: str, groups: Sequence[str]
) -> tuple[dict[Proposition, list[int]], dict[Proposition, int]]:
    """The days on which each relation of an actor may change; of which only the latest, with the first of these."""
    told, claims = dict[Proposition, set[int]](), Counter[Proposition]()
    for subject, predicate, object_, stance, begun, until, report in db.execute(
        _TOLD.format(", ".join("?" * len(groups))), (*groups, moment.known_by, actor, actor)
    ):
        over = begun if stance == "ends" else until
        turns = {begun, shifted(over, 1) if over < LAST_DAY else begun, max(begun, report or begun)}
        for each in _ONE if stance == "ends" and predicate in _ONE else (predicate,):
            key = subject, each, object_
            told.setdefault(key, set()).update(day for day in turns if day <= moment.as_of)
            claims[key] += 1
    days = {key: sorted(several) for key, several in told.items() if several}
    kept = {key: several[-max(_FEW, _WORK // claims[key]) :] for key, several in days.items()}
    return kept, {key: several[0] for key, several in kept.items() if len(several) < len(days[key])}


def _states(
    found: dict[tuple[Proposition, int], Relation], key: Proposition, days: list[int]
) -> Iterator[tuple[Any, ...]]:
    spans = [(told, next(group)) for told, group in groupby(days, key=lambda day: _stands(found.get((key, day))))]
    ends = [day_text(shifted(day, -1)) for _, day in spans[1:]]
    for (told, day), end in zip(spans, (*ends, None), strict=True):
        if told:
            relation = found[key, day]
            start = day_text(day) if day > FIRST_DAY else None
            yield (*key, relation.group, start, end, *cells(relation))


def _stands(relation: Relation | None) -> tuple[Any, ...] | None:
    return relation and (relation.standing, relation.since, relation.until)


def _shortened(cut: dict[Proposition, int]) -> Iterator[str]:
    for key, day in cut.items():
        yield f"So many claims tell of {' '.join(key)} that what was before {day_text(day)} is left out."


_ONE = ("part_of", "member_of")  # an ending of one reaches the other (rule 7)
_FEW, _WORK = 10, 1_000_000  # days that are told at least; claims that are read for the days of one relation
_TOLD = (
    "SELECT subject, predicate, object, stance, from_day, until_day, report_day FROM relation_fact"
    " WHERE grp IN ({0}) AND known_day <= ? AND (subject = ? OR object = ?)"
)
