"""The days on which an answer changed, and what it was from each of them to the next."""

from collections.abc import Sequence
from itertools import pairwise
from sqlite3 import Connection
from typing import Any, NamedTuple

from syriakb.model.dates import LAST_DAY, shifted
from syriakb.model.vocabulary import GROUPS
from syriakb.queries.control.states import State, states
from syriakb.queries.moment import Moment
from syriakb.queries.relations.ties import Relation, among

_DAYS, _STATES = 200, 40_000  # a page with more is too slow to make and to read
_TURNS = """
    SELECT from_day, until_day FROM control_fact WHERE known_day <= :known_by
    UNION SELECT from_day, until_day FROM relation_fact WHERE known_day <= :known_by"""


class Turns(NamedTuple):
    """The days, oldest first, the last of which is the moment's; and what held on each, in their order.

    `left_out` counts the days before them on which something may have changed too.
    """

    days: tuple[int, ...]
    control: tuple[dict[str, State], ...]
    relations: tuple[dict[tuple[str, str, str], Relation], ...]
    left_out: int


class Span(NamedTuple):
    """A value and the numbers of the first and the last day that it holds for."""

    first: int
    last: int
    value: Any


def turns(db: Connection, moment: Moment, places: Sequence[str]) -> Turns:
    """The days up to the moment's on which control of the places or a relation changed, or the latest of very many."""
    possible = _possible(db, moment)
    kept = possible[-max(2, min(_DAYS, _STATES // max(len(places), 1))) :]
    control, relations = _control(db, moment, kept, places), _relations(db, moment, kept)
    said = [_said(control[day], relations[day]) for day in kept]
    changed = [day for day, (before, after) in zip(kept[1:], pairwise(said), strict=True) if before != after]
    days = dict.fromkeys((kept[0], *changed, moment.as_of))
    return Turns(
        tuple(days),
        tuple(control[day] for day in days),
        tuple(relations[day] for day in days),
        len(possible) - len(kept),
    )


def spans(values: Sequence[Any]) -> list[Span]:
    """Equal neighbours joined: a value for each day in, the stretches of days with one value out; None is no value."""
    found: list[Span] = []
    for at, value in enumerate(values):
        if found and found[-1].last == at - 1 and found[-1].value == value:
            found[-1] = found[-1]._replace(last=at)
        elif value is not None:
            found.append(Span(at, at, value))
    return found


def _possible(db: Connection, moment: Moment) -> list[int]:
    rows = db.execute(_TURNS, {"known_by": moment.known_by}).fetchall()
    days = {start for start, _ in rows} | {shifted(end, 1) for _, end in rows if end < LAST_DAY}
    return sorted({day for day in days if day <= moment.as_of} | {moment.as_of})


def _control(db: Connection, moment: Moment, days: list[int], places: Sequence[str]) -> dict[int, dict[str, State]]:
    found: dict[int, dict[str, State]] = {day: {} for day in days}
    for state in states(db, [(place, day, moment.known_by) for place in places for day in days]).values():
        found[state.as_of][state.place] = state
    return found


def _relations(db: Connection, moment: Moment, days: list[int]) -> dict[int, dict[tuple[str, str, str], Relation]]:
    found: dict[int, dict[tuple[str, str, str], Relation]] = {day: {} for day in days}
    for tie in among(db, moment, None, GROUPS, [(day, moment.known_by) for day in days]):
        found[tie.as_of][tie.subject, tie.predicate, tie.object] = tie
    return found


def _said(control: dict[str, State], relations: dict[tuple[str, str, str], Relation]) -> Any:
    """What is said of a day, without the day itself."""
    return (
        {place: state.cells for place, state in control.items()},
        {key: tie[2:] for key, tie in relations.items()},
    )
