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
from syriakb.pictures.network import around, networked
from syriakb.queries.moment import Moment
from syriakb.queries.relations.ties import Proposition, Relation
from syriakb.queries.time.turns import Turns

PICTURES = 6  # of which the earliest has all days before the others, too


class Day(NamedTuple):
    """The relations that the graph of a day can have, how many more are only denied, and how many are within a side,
    where actors are told by their sides."""

    ties: Mapping[Proposition, Relation]
    denied: int
    inside: int = 0


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
    inside = turns.inside or (0,) * len(days)
    return [_day(every.values(), centre, depth, *each) for every, *each in zip(days, inside, strict=True)]


def _day(every: Iterable[Relation], centre: str | None, depth: int, inside: int) -> Day:
    found = around(every, centre, depth) if centre else list(every)
    ties = {tie.proposition: tie for tie in found if tie.standing != "denied"}
    return Day(ties, len(found) - len(ties), inside)


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
