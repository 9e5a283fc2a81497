"""Who stands with an actor, over one relation or several."""

from collections.abc import Iterable
from sqlite3 import Connection
from typing import Any, NamedTuple

from syriakb.answers import Answer, Column
from syriakb.queries.moment import Moment
from syriakb.queries.relations.ties import ALLIED, EVIDENCE, SINCE, STANDINGS, Relation, among, names_of, relation_words


class _Reached(NamedTuple):
    """An ally and the chain of relations that leads to it."""

    ally: str
    relation: Relation
    path: tuple[str, ...]
    evidence: tuple[str, ...]
    grade: str
    standing: str


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
    caveats = _hostilities(db, moment, actor)
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
    )
    names, words = names_of(db, seen), relation_words(db)
    rows = sorted(
        (_ally_row(each, names, words, caveats) for each in found),
        key=lambda r: (r[6], STANDINGS.index(r[3]), r[1], r[2]),
    )
    further = "Further than one hop, the relation is to the ally before on the path."
    notes = (further,) if any(len(each.path) > 2 for each in found) else ()
    return Answer("allies", f"Allies of {names[actor]}", columns, tuple(rows), notes, **moment.stamp)


def _ties(db: Connection, moment: Moment, actors: Iterable[str]) -> list[Relation]:
    return [tie for tie in among(db, moment, actors, ALLIED) if tie.standing != "denied"]


def _reach(before: _Reached | None, actor: str, tie: Relation) -> _Reached:
    ally = tie.other(actor)
    if before is None:
        return _Reached(ally, tie, (actor, ally), tie.evidence, tie.grade, tie.standing)
    return _Reached(
        ally,
        tie,
        (*before.path, ally),
        tuple(dict.fromkeys((*before.evidence, *tie.evidence))),
        max(before.grade, tie.grade),
        max(before.standing, tie.standing, "claimed", key=STANDINGS.index),
    )


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


def _ally_row(
    each: _Reached, names: dict[str, str], words: dict[tuple[str, bool], str], caveats: dict[str, str]
) -> Any:
    tie = each.relation
    relation = words[tie.predicate, tie.subject == each.ally]
    notes = [caveats[each.ally]] if each.ally in caveats else []
    notes += ["denied too"] if tie.denials else []
    return (
        *(each.ally, names[each.ally], relation, each.standing, tie.since, tie.until, len(each.path) - 1, each.path),
        *(each.evidence, each.grade, "; ".join(notes) or None),
    )


def _hostilities(db: Connection, moment: Moment, actor: str) -> dict[str, str]:
    labels = dict(db.execute("SELECT id, label FROM predicate").fetchall())
    found: dict[str, list[str]] = {}
    for tie in among(db, moment, [actor], ("hostility",)):
        if tie.standing != "denied":
            found.setdefault(tie.other(actor), []).append(f"{labels[tie.predicate]} ({tie.standing})")
    return {other: f"also {', '.join(sorted(set(words)))}" for other, words in found.items()}
