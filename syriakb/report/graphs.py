"""The graph through the days: a picture for each stretch of days, of which every day shows what holds on it.

A picture has the relations of all its days together, so that nobody moves while the days pass (a foresighted layout:
Diehl, Görg and Kerren, 2001). The stretches are gathered from the last day back: as long as all of it can be read; of
days that have more than that, as long as the last one's picture still has half of what could be drawn of each.
"""

from collections.abc import Iterable, Mapping, Sequence
from sqlite3 import Connection
from typing import NamedTuple

from syriakb.pictures.charts import Tie
from syriakb.pictures.core import READABLE, Chosen, chosen
from syriakb.pictures.network import networked
from syriakb.queries.moment import Moment
from syriakb.queries.relations.ties import Proposition, Relation
from syriakb.queries.time.turns import Turns

PICTURES = 6  # of which the earliest has all days before the others, too


class Day(NamedTuple):
    """The relations that the graph of a day can have, and how many more are only denied."""

    ties: Mapping[Proposition, Relation]
    denied: int


class Stretch(NamedTuple):
    """The numbers of the first and the last of its days, and what is drawn and listed of them."""

    first: int
    last: int
    part: Chosen


def by_day(turns: Turns, centre: str | None, depth: int) -> list[Day]:
    """What there is of each day; with a centre, over at most `depth` relations from there."""
    days: list[dict[Proposition, Relation]] = [{} for _ in turns.days]
    for key, spans in turns.relations.items():
        for span in spans:
            for day in range(span.first, span.last + 1):
                days[day][key] = span.value
    return [_day(_around(every, centre, depth) if centre else every) for every in days]


def _day(every: Mapping[Proposition, Relation]) -> Day:
    ties = {key: tie for key, tie in every.items() if tie.standing != "denied"}
    return Day(ties, len(every) - len(ties))


def _around(every: Mapping[Proposition, Relation], centre: str, depth: int) -> Mapping[Proposition, Relation]:
    """A denied relation is counted, but leads nowhere."""
    reached, found = {centre}, dict[Proposition, Relation]()
    for _ in range(depth):
        found |= {key: tie for key, tie in every.items() if {tie.subject, tie.object} & reached}
        led = (tie for tie in found.values() if tie.standing != "denied")
        reached |= {end for tie in led for end in (tie.subject, tie.object)}
    return found


def stretches(db: Connection, moment: Moment, turns: Turns, days: Sequence[Day], centre: str | None) -> list[Stretch]:
    """The pictures, the earliest first."""
    found: list[Stretch] = []
    last = turns.last
    while last >= 0:
        at = moment._replace(as_of=turns.days[last])
        first, ties = _gathered(days, last)
        part = chosen(networked(db, at, _ordered(ties), centre))
        first = 0 if len(found) == PICTURES - 1 else _shared(days, first, part) if first == last else first
        found.insert(0, Stretch(first, last, part))
        last = first - 1
    return found


def _gathered(days: Sequence[Day], last: int) -> tuple[int, Iterable[Relation]]:
    """From which day on all relations can be read together, and these, each as it stands last."""
    first, found = last, dict(days[last].ties)
    while first and len(found.keys() | days[first - 1].ties.keys()) <= READABLE:
        first -= 1
        found = {**days[first].ties, **found}
    return first, found.values()


def _shared(days: Sequence[Day], first: int, part: Chosen) -> int:
    """From which day on a picture has half of what could be drawn of each day, where there is too much to read."""
    drawn = {proposition(tie) for tie in part.net.ties}
    while first and len(days[first].ties) > READABLE:
        before = days[first - 1].ties.keys()
        if 2 * len(drawn & before) < min(READABLE, len(before)):
            break
        first -= 1
    return first


def proposition(tie: Tie) -> Proposition:
    """The triple that an arrow stands for."""
    return tie.subject, tie.predicate, tie.object


def _ordered(relations: Iterable[Relation]) -> list[Relation]:
    """As they are answered."""
    return sorted(relations, key=lambda tie: (tie.group, tie.predicate, tie.subject, tie.object))
