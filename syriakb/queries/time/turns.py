"""The days on which an answer changed, and what it was from each of them to the next."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from sqlite3 import Connection
from typing import Any, NamedTuple

from syriakb.model.dates import LAST_DAY, shifted
from syriakb.model.vocabulary import GROUPS
from syriakb.queries.control.announced import asked_for
from syriakb.queries.control.states import State
from syriakb.queries.control.turning import turning, turning_days
from syriakb.queries.moment import Moment
from syriakb.queries.relations.sides import grouped, joined
from syriakb.queries.relations.ties import Proposition, Relation, among, marked, propositions

_DAYS, _WORK = 200, 10_000  # days, and questions for them: a page with more is too slow to make and to read
_STRETCH = 20  # days that are asked for at a time
_CLAIMS = 30  # of a proposition that are read as fast as a place's state is found
_RELATIONS = """
    SELECT subject, predicate, object, from_day, CASE WHEN stance = 'ends' THEN from_day ELSE until_day END
    FROM relation_fact WHERE known_day <= :known
    UNION ALL
    SELECT subject, predicate, object, report_day, 99991231 FROM relation_fact
    WHERE known_day <= :known AND report_day > from_day
    UNION ALL
    SELECT subject, CASE predicate WHEN 'part_of' THEN 'member_of' ELSE 'part_of' END, object, from_day, from_day
    FROM relation_fact
    WHERE known_day <= :known AND stance = 'ends' AND predicate IN ('part_of', 'member_of')"""
_WITHIN = "SELECT place FROM enclosing WHERE ancestor = ?"


class Span(NamedTuple):
    """A value and the numbers of the first and the last day that it holds for."""

    first: int
    last: int
    value: Any


class Turns(NamedTuple):
    """The days, oldest first, the last of which is the moment's; and what holds from which of them to which.

    `control` has the states of each place, `relations` the relations of each proposition, in their order; a value is as
    of the first day of its span, and of the last that is said which is said of the first. `left_out` counts the days
    before them on which something may have changed too. Where actors are told by their sides, `inside` is how many
    relations of each day are within one, and `pairs` who is told by which.
    """

    days: tuple[int, ...]
    control: dict[str, list[Span]]
    relations: dict[Proposition, list[Span]]
    left_out: int
    inside: tuple[int, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()

    @property
    def last(self) -> int:
        """The number of the moment's day."""
        return len(self.days) - 1


class _Turning(NamedTuple):
    """What may change on which day: places and propositions by day, and how many claims tell of each proposition."""

    places: dict[int, set[str]]
    relations: Mapping[int, set[Proposition]]
    claims: Counter[Proposition]

    def work(self, day: int) -> float:
        """How much there is to ask for a day, in places."""
        told = sum(1 + self.claims[each] / _CLAIMS for each in self.relations.get(day, ()))
        return len(self.places.get(day, ())) + told


def turns(db: Connection, moment: Moment, places: Sequence[str]) -> Turns:
    """The days up to the moment's on which control of the places or a relation changed, or the latest of very many."""
    turning = _turning(db, moment)
    every = {*turning_days(db, moment.known_by, moment.as_of), *turning.relations, moment.as_of}
    possible = sorted(every)
    kept = _kept(db, moment, possible, turning)
    control = _control(db, moment, kept, places, turning)
    relations = _relations(db, moment, kept, turning)
    found: tuple[Sequence[tuple[int, Any]], ...] = (*control.values(), *relations.values())
    days = sorted({kept[0], moment.as_of, *(day for each in found for day, _ in each)})
    number = {day: at for at, day in enumerate(days)}
    return Turns(
        tuple(days),
        {place: list(_spans(found, number)) for place, found in control.items()},
        {key: list(_spans(found, number)) for key, found in relations.items()},
        len(possible) - len(kept),
    )


def by_sides(db: Connection, found: Turns) -> Turns:
    """The same, every relation between sides: what all of one have with all of another on a day is one."""
    of_days = [
        span.value._replace(as_of=found.days[day])
        for each in found.relations.values()
        for span in each
        for day in range(span.first, span.last + 1)
    ]
    known = grouped(db, of_days)
    number = {day: at for at, day in enumerate(found.days)}
    relations: dict[Proposition, list[Span]] = {}
    before: dict[Proposition, Any] = {}
    for (day, _, key), ties in sorted(known.groups.items(), key=lambda each: each[0]):
        at, told, mine = number[day], [_said(tie) for tie in ties], relations.setdefault(key, [])
        if mine and mine[-1].last == at - 1 and before[key] == told:
            mine[-1] = mine[-1]._replace(last=at)
        else:
            mine.append(Span(at, at, joined(db, key, ties)))
        before[key] = told
    inside = tuple(known.inside[day] for day in found.days)
    return found._replace(relations=relations, inside=inside, pairs=known.pairs)


def spans(values: Sequence[Any]) -> list[Span]:
    """Equal neighbours joined: a value for each day in, the stretches of days with one value out; None is no value."""
    found: list[Span] = []
    for at, value in enumerate(values):
        if found and found[-1].last == at - 1 and found[-1].value == value:
            found[-1] = found[-1]._replace(last=at)
        elif value is not None:
            found.append(Span(at, at, value))
    return found


def on(found: Iterable[Span], day: int) -> Any:
    """What holds on the day of that number; None where nothing does."""
    return next((span.value for span in found if span.first <= day <= span.last), None)


def _turning(db: Connection, moment: Moment) -> _Turning:
    relations, claims = defaultdict[int, set[Proposition]](set), Counter[Proposition]()
    for *proposition, start, end in db.execute(_RELATIONS, {"known": moment.known_by}):
        key = (proposition[0], proposition[1], proposition[2])
        claims[key] += 1
        for day in _turns(start, end, moment):
            relations[day].add(key)
    return _Turning({}, relations, claims)


def _turns(start: int, end: int, moment: Moment) -> Iterator[int]:
    """The days on which a claim begins and ceases to count; none where it is certain of no day (rule 2)."""
    if end < start:
        return
    yield from (day for day in (start, shifted(end, 1) if end < LAST_DAY else LAST_DAY) if day <= moment.as_of)


def _kept(db: Connection, moment: Moment, possible: list[int], turning: _Turning) -> list[int]:
    """The latest of the days for which there is not too much to ask, two at least. Of the first everything is asked."""
    work, kept = 0.0, list[int]()
    for day, places in islice(_latest(db, moment, possible), _DAYS):
        work += turning.work(kept[0]) if len(kept) > 1 else 0
        if work > _WORK:
            break
        turning.places[day] = places
        kept.insert(0, day)
    return kept


def _latest(db: Connection, moment: Moment, possible: list[int]) -> Iterator[tuple[int, set[str]]]:
    """The days, the latest first, with the places that may change on each; asked for some days at a time, since over
    many years one relation sways many places."""
    within: dict[str, set[str]] = {}
    for end in range(len(possible), 0, -_STRETCH):
        days = possible[max(0, end - _STRETCH) : end]
        found: dict[int, set[str]] = {day: set() for day in days}
        for place, day in turning(db, moment.known_by, days[-1], since=days[0]):
            if place not in within:
                within[place] = {row[0] for row in db.execute(_WITHIN, (place,))}
            found[day] |= within[place]
        yield from reversed(found.items())


def _control(
    db: Connection, moment: Moment, days: list[int], places: Sequence[str], turning: _Turning
) -> dict[str, list[tuple[int, State]]]:
    # On the last day all are asked, too: a caveat can come on a day that moves no answer.
    asked = {(place, day, moment.known_by) for place in places for day in (days[0], days[-1])}
    asked |= {(place, day, moment.known_by) for day in days[1:] for place in turning.places.get(day, ())}
    found: dict[str, list[tuple[int, State]]] = {place: [] for place in places}
    for (place, day, _), state in sorted(asked_for(db, moment, asked).items()):
        if not found[place] or found[place][-1][1].cells != state.cells:
            found[place].append((day, state))
    return found


def _relations(
    db: Connection, moment: Moment, days: list[int], turning: _Turning
) -> dict[Proposition, list[tuple[int, Relation | None]]]:
    found: dict[Proposition, list[tuple[int, Relation | None]]] = {}
    for tie in marked(db, among(db, moment, None, GROUPS, [(days[0], moment.known_by)])):
        found[tie.proposition] = [(days[0], tie)]
    asked = [(*key, day, moment.known_by) for day in days[1:] for key in sorted(turning.relations.get(day, ()))]
    known = {(*tie.proposition, tie.as_of): tie for tie in marked(db, propositions(db, asked))}
    for subject, predicate, object_, day, _ in asked:
        before = found.setdefault((subject, predicate, object_), [])
        now = known.get((subject, predicate, object_, day))
        if _said(before[-1][1] if before else None) != _said(now):
            before.append((day, now))
    return {key: told for key, told in found.items() if told}


def _said(tie: Relation | None) -> Any:
    """What is said of a relation, without the day itself."""
    return tie and tie[2:]


def _spans(found: Sequence[tuple[int, Any]], number: Mapping[int, int]) -> Iterator[Span]:
    ends = [number[day] - 1 for day, _ in found[1:]] + [len(number) - 1]
    return (Span(number[day], end, value) for (day, value), end in zip(found, ends, strict=True) if value)
