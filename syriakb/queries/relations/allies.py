"""Who stands with an actor, over one relation or several."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from sqlite3 import Connection
from typing import Any, NamedTuple, TypeAlias

from syriakb.answers import Answer, Column
from syriakb.model.shortlist import cited
from syriakb.queries.moment import Moment
from syriakb.queries.relations.nearby import over
from syriakb.queries.relations.ties import (
    ALLIED,
    EVIDENCE,
    SINCE,
    STANDINGS,
    Relation,
    between,
    names_of,
    relation_words,
    told,
)
from syriakb.queries.voices import VOICES


class _Foe(NamedTuple):
    """A hostile relation: its label, its two ends, its standing and evidence as one text."""

    label: str
    subject: str
    object: str
    cited: str


_Hostile: TypeAlias = dict[tuple[str, str], tuple[_Foe, ...]]


class _Reached(NamedTuple):
    """An ally and the chain of relations that leads to it."""

    ally: str
    relation: Relation
    path: tuple[str, ...]
    evidence: tuple[str, ...]
    grade: str
    standing: str
    caveats: tuple[str, ...] = ()


def allies(db: Connection, moment: Moment, actor: str, depth: int = 1) -> Answer:
    """Who stands with an actor, in either direction, over at most `depth` relations.

    That an ally's ally is one is nobody's word, so what is further than one hop stands as `claimed` at best.
    """
    direct = [_reach(None, actor, tie) for tie in _ties(db, moment, [actor])]
    found, level, seen = list(direct), direct, {actor, *(each.ally for each in direct)}
    for _ in range(depth - 1):
        level = _further(db, moment, level, seen)
        seen |= {each.ally for each in level}
        found += level
    caveats = _hostilities(db, moment, {pair for each in found for pair in ((actor, each.ally), *pairwise(each.path))})
    columns = (
        Column("ally", "Ally", "ref"),
        Column("name", "Name", "data"),
        Column("relation", "Relation"),
        Column("standing", "Standing", "standing"),
        *SINCE,
        Column("hops", "Hops", "data"),
        Column("path", "Path", "path"),
        *EVIDENCE,
        Column("caveat", "Caveat"),
        *VOICES,
    )
    names, words = names_of(db, seen), relation_words(db)
    rows = sorted(
        (_ally_row(each, names, words, caveats) for each in found),
        key=lambda r: (r[6], STANDINGS.index(r[3]), r[1], r[2]),
    )
    further = "Further than one hop, the relation is to the ally before on the path."
    notes = [further] if any(len(each.path) > 2 for each in found) else []
    notes += [] if found else over(db, moment, [actor], ALLIED)
    return Answer("allies", f"Allies of {names[actor]}", columns, tuple(rows), tuple(notes), **moment.stamp)


def _ties(db: Connection, moment: Moment, actors: Iterable[str]) -> list[Relation]:
    return [tie for tie in told(db, moment, actors, ALLIED) if tie.standing != "denied"]


def _reach(before: _Reached | None, actor: str, tie: Relation) -> _Reached:
    ally = tie.other(actor)
    if before is None:
        return _Reached(ally, tie, (actor, ally), tie.evidence, tie.grade, tie.standing, _own(tie))
    return _Reached(
        ally,
        tie,
        (*before.path, ally),
        tuple(dict.fromkeys((*before.evidence, *tie.evidence))),
        max(before.grade, tie.grade),
        max(before.standing, tie.standing, "claimed", key=STANDINGS.index),
        (*before.caveats, *_own(tie)),
    )


def _own(tie: Relation) -> tuple[str, ...]:
    return (tie.caveat,) if tie.caveat else ()


def _further(db: Connection, moment: Moment, level: list[_Reached], seen: set[str]) -> list[_Reached]:
    """One hop on from a level: each new ally once, by the chain whose weakest grade is best."""
    before: dict[str, _Reached] = {}
    for each in sorted(level, key=lambda e: (e.grade, e.path)):
        before.setdefault(each.ally, each)
    best: dict[str, _Reached] = {}
    for tie in _ties(db, moment, before):
        for end in (tie.subject, tie.object):
            if end in before and tie.other(end) not in seen:
                reached = _reach(before[end], end, tie)
                kept = best.setdefault(reached.ally, reached)
                best[reached.ally] = min(kept, reached, key=lambda e: (e.grade, e.path))
    return list(best.values())


def _ally_row(each: _Reached, names: dict[str, str], words: dict[tuple[str, bool], str], caveats: _Hostile) -> Any:
    tie = each.relation
    relation = words[tie.predicate, tie.subject == each.ally]
    return (
        *(each.ally, names[each.ally], relation, each.standing, tie.since, tie.until, len(each.path) - 1, each.path),
        *(each.evidence, each.grade, "; ".join(_caveats(each, names, caveats)) or None, *tie.said),
    )


def _caveats(each: _Reached, names: dict[str, str], hostile: _Hostile) -> Iterator[str]:
    """What speaks against it: what is said of each hop, and hostility within a hop or between the two ends."""
    actor = each.path[0]
    yield from (f"also {tie.label} it ({tie.cited})" for tie in hostile.get((actor, each.ally), ()))
    if len(each.path) > 2:
        for pair in pairwise(each.path):
            for tie in hostile.get(pair, ()):
                yield f"{names[tie.subject]} {tie.label} {names[tie.object]} ({tie.cited})"
    yield from each.caveats


def _hostilities(db: Connection, moment: Moment, pairs: set[tuple[str, str]]) -> _Hostile:
    """The hostile relations within pairs of actors, whichever of the two is the subject."""
    labels = dict(db.execute("SELECT id, label FROM predicate").fetchall())
    found: dict[tuple[str, str], set[_Foe]] = {}
    for tie in between(db, pairs, ("hostility",), [(moment.as_of, moment.known_by)]):
        if tie.standing != "denied":
            foe = _Foe(labels[tie.predicate], tie.subject, tie.object, f"{tie.standing}, {cited(tie.evidence)}")
            for pair in ((tie.subject, tie.object), (tie.object, tie.subject)):
                found.setdefault(pair, set()).add(foe)
    return {pair: tuple(sorted(foes)) for pair, foes in found.items()}
