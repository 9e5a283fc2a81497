"""The shortest chains of relations that link two actors."""

from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from sqlite3 import Connection
from typing import Any, NamedTuple

from syriakb.answers import Answer, Column
from syriakb.model.vocabulary import GROUPS
from syriakb.queries.moment import Moment
from syriakb.queries.relations.ties import Relation, between, neighbours

SHOWN = 10
_SOUGHT = 1000  # chains looked at; among more of the same length, better ones may be left out
_COLUMNS = (
    Column("path", "Path", "path"),
    Column("hop", "Hop", "number"),
    Column("subject", "Subject", "ref"),
    Column("predicate", "Relation", "ref"),
    Column("object", "Object", "ref"),
    Column("group", "Group"),
    Column("hostile", "Hostile", "data"),
    Column("standing", "Standing", "standing"),
    Column("evidence", "Evidence", "evidence"),
    Column("grade", "Grade", "grade"),
    Column("path_grade", "Weakest hop", "grade"),
)

_Pair = tuple[str, str]
_Ties = dict[frozenset[str], list[Relation]]


class _Chain(NamedTuple):
    """Actors in a row; each two neighbours have relations."""

    actors: tuple[str, ...]
    hops: tuple[list[Relation], ...]

    @property
    def hostile(self) -> int:
        """How many hops are nothing but hostility."""
        return sum(all(tie.group == "hostility" for tie in hop) for hop in self.hops)

    @property
    def grade(self) -> str:
        """The grade of the weakest hop; a hop is as good as its best relation."""
        return max(min(tie.grade for tie in hop) for hop in self.hops)


def path(
    db: Connection,
    moment: Moment,
    one: str,
    other: str,
    max_hops: int,
    group: str | None,
    limit: int | None = SHOWN,
) -> Answer:
    """The shortest chains from one actor to another, over relations that are not denied, of one group or of all.

    Chains with the fewest hostile hops come first, then those whose weakest hop is graded best. Every relation of a
    hop is a row of its own.
    """
    groups = (group,) if group else GROUPS
    pairs, levels = _reach(db, moment, one, other, max_hops, groups)
    found = list(islice(_chains(levels, pairs, other), _SOUGHT))
    ties = _ties(db, moment, {pair for actors in found for pair in pairwise(actors)}, groups)
    chains = [_Chain(actors, tuple(ties[frozenset(pair)] for pair in pairwise(actors))) for actors in found]
    chains.sort(key=lambda chain: (chain.hostile, chain.grade, chain.actors))
    shown = chains[:limit]
    names = dict(db.execute("SELECT id, name FROM actor WHERE id IN (?, ?)", (one, other)).fetchall())
    title = f"From {names[one]} to {names[other]}"
    rows = tuple(row for chain in shown for row in _rows(chain))
    notes = tuple(_notes(shown, len(chains), max_hops))
    return Answer("path", title, _COLUMNS, rows, notes, **moment.stamp, group="path")


def _notes(shown: list[_Chain], total: int, max_hops: int) -> Iterator[str]:
    if not total:
        yield f"No chain of at most {max_hops} relations links the two. To look further: --max-hops N."
    if any(tie.group == "hostility" for chain in shown for hop in chain.hops for tie in hop):
        yield "Hostile relations link too: who is linked by one stands against the other."
    if len(shown) < total:
        count = total if total < _SOUGHT else f"at least {total}"
        yield f"The first {len(shown)} of {count} chains. Show more with --limit N or --all."


def _reach(
    db: Connection, moment: Moment, one: str, other: str, max_hops: int, groups: Iterable[str]
) -> tuple[set[_Pair], list[set[str]]]:
    """Go out from one actor, a hop at a time, until the other is met; gives the pairs met and the levels passed."""
    pairs = set(neighbours(db, moment, [other], groups))
    beside = {actor for pair in pairs for actor in pair}
    levels, seen = [{one}], {one}
    while levels[-1] and len(levels) <= max_hops:
        if levels[-1] & beside:
            return pairs, [*levels, {other}]
        near = neighbours(db, moment, levels[-1], groups)
        levels.append({actor for pair in near for actor in pair} - seen)
        seen |= levels[-1]
        pairs.update(near)
    return pairs, levels


def _ties(db: Connection, moment: Moment, pairs: set[_Pair], groups: Iterable[str]) -> _Ties:
    """The relations of pairs that are not denied."""
    ties: _Ties = {}
    for tie in between(db, pairs, groups, [(moment.as_of, moment.known_by)]):
        if tie.standing != "denied":
            ties.setdefault(frozenset((tie.subject, tie.object)), []).append(tie)
    return ties


def _chains(levels: list[set[str]], pairs: set[_Pair], other: str) -> Iterator[tuple[str, ...]]:
    """Every chain of actors, one of each level, whose neighbours are tied."""
    if other not in levels[-1]:
        return
    linked: dict[str, list[str]] = {}
    for here, there in sorted({each for one, two in pairs for each in ((one, two), (two, one))}):
        linked.setdefault(here, []).append(there)
    yield from _back(levels, linked, (other,))


def _back(levels: list[set[str]], linked: dict[str, list[str]], tail: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    before = len(levels) - len(tail) - 1
    if before < 0:
        yield tail
        return
    for actor in linked.get(tail[0], ()):
        if actor in levels[before]:
            yield from _back(levels, linked, (actor, *tail))


def _rows(chain: _Chain) -> Iterator[tuple[Any, ...]]:
    for number, hop in enumerate(chain.hops, start=1):
        for tie in sorted(hop, key=lambda tie: (tie.group == "hostility", tie.grade, tie.predicate)):
            triple = (tie.subject, tie.predicate, tie.object)
            yield (
                chain.actors,
                number,
                *triple,
                tie.group,
                tie.group == "hostility",
                tie.standing,
                tie.evidence,
                tie.grade,
                chain.grade,
            )
