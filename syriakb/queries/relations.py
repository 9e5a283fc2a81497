"""Who stands with and against whom: the relations between actors, and the questions about them."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from syriakb.answers import Answer, Column
from syriakb.queries.moment import Moment, fill, sql
from syriakb.vocabulary import GROUPS

ALLIED = ("support", "alliance", "membership")
STANDINGS = ("assessed", "claimed", "disputed", "denied")
_SINCE = (Column("since", "Since", "date"), Column("until", "Until", "date"))
_EVIDENCE = (Column("evidence", "Evidence", "evidence"), Column("grade", "Grade", "grade"))


class Relation(NamedTuple):
    """A proposition between two actors as it stands at a moment, with the claims for and against it."""

    as_of: int
    known_by: int
    subject: str
    predicate: str
    object: str
    group: str
    standing: str
    since: str | None
    until: str | None
    evidence: tuple[str, ...]
    grade: str
    alliance: str | None
    denials: tuple[str, ...]

    def other(self, actor: str) -> str:
        """The actor at the other end."""
        return self.object if self.subject == actor else self.subject


def among(
    moment: Moment,
    actors: Iterable[str] | None = None,
    groups: Iterable[str] = GROUPS,
    moments: Iterable[tuple[int, int]] | None = None,
) -> list[Relation]:
    """The relations of some actors, or of all, in the given groups, at the moment or at several (as of, known by)."""
    db = moment.db
    everybody = actors is None
    fill(db, "frontier", "actor TEXT", [] if actors is None else [(actor,) for actor in set(actors)])
    if everybody:
        db.execute("INSERT INTO frontier SELECT id FROM actor")
    fill(db, "wanted", "grp TEXT", [(group,) for group in groups])
    fill(db, "moments", "as_of INTEGER, known_by INTEGER", moments or [(moment.as_of, moment.known_by)])
    rows = db.execute(sql("relations.sql") + sql("relations_states.sql"))
    return [_relation(key, list(group)) for key, group in groupby(rows, key=lambda row: row[:8])]


def _relation(key: tuple[Any, ...], rows: list[Any]) -> Relation:
    alliance = key[7]
    weighing = [row for row in rows if row[8] == "asserts"] or rows
    since = next((row[11] for row in weighing if row[11]), None)
    until = next((row[12] for row in weighing if row[12]), None)
    evidence = tuple(dict.fromkeys(row[9] for row in rows))
    denials = tuple(row[9] for row in rows if row[8] == "denies")
    return Relation._make((*key[:7], since, until, evidence, min(row[10] for row in weighing), alliance, denials))


def members(moment: Moment, actor: str, *, up: bool = False) -> frozenset[str]:
    """Everybody who belongs to an actor, directly or through others; with `up`, everybody it belongs to."""
    found: set[str] = set()
    frontier = {actor}
    while frontier:
        ties = [tie for tie in among(moment, frontier, ("membership",)) if tie.standing in ("assessed", "claimed")]
        pairs = [(tie.subject, tie.object) if up else (tie.object, tie.subject) for tie in ties]
        frontier = {other for one, other in pairs if one in frontier} - found - {actor}
        found |= frontier
    return frozenset(found)


def relations(moment: Moment, actor: str, group: str | None = None) -> Answer:
    """Every relation of an actor to another, friendly or hostile, of one group or of all."""
    found = sorted(among(moment, [actor], [group] if group else GROUPS), key=lambda r: GROUPS.index(r.group))
    columns = (
        Column("subject", "Subject", "ref"),
        Column("predicate", "Relation", "ref"),
        Column("object", "Object", "ref"),
        Column("group", "Group"),
        Column("standing", "Standing", "standing"),
        *_SINCE,
        *_EVIDENCE,
    )
    rows = (
        (r.subject, r.predicate, r.object, r.group, r.standing, r.since, r.until, r.evidence, r.grade) for r in found
    )
    return Answer(
        "relations", f"Relations of {_name(moment, actor)}", columns, tuple(rows), **moment.stamp, group="group"
    )


def backing(
    moment: Moment,
    actor: str | None = None,
    backer: str | None = None,
    backed: str | None = None,
    *,
    matrix: bool = False,
) -> Answer:
    """Who backs whom: all, around one actor, by one backer or of one who is backed; in a list or as a matrix."""
    ends = [each for each in (actor, backer, backed) if each]
    found = among(moment, ends or None, ("support",))
    found = [r for r in found if _matches(r, actor, backer, backed)]
    found.sort(key=lambda r: (r.subject, r.object, STANDINGS.index(r.standing)))
    columns = (
        Column("backer", "Backer", "ref"),
        Column("backed", "Backed", "ref"),
        Column("standing", "Standing", "standing"),
        Column("support", "Support", "words"),
        *_SINCE,
        *_EVIDENCE,
    )
    types = _support_types(moment)
    rows = (
        (r.subject, r.object, r.standing, types.get(r.alliance, ()), r.since, r.until, r.evidence, r.grade)
        for r in found
    )
    answer = Answer("backing", "Who backs whom", columns, tuple(rows), **moment.stamp)
    return _matrix(moment, answer) if matrix else answer


def _matches(relation: Relation, actor: str | None, backer: str | None, backed: str | None) -> bool:
    return (
        (actor is None or actor in (relation.subject, relation.object))
        and (backer is None or backer == relation.subject)
        and (backed is None or backed == relation.object)
    )


def _support_types(moment: Moment) -> dict[str | None, tuple[str, ...]]:
    rows = moment.db.execute(
        "SELECT a.id, t.type FROM support_type AS t JOIN alliance AS a ON a.row = t.row ORDER BY t.seq"
    )
    return {
        alliance: tuple(kind for _, kind in group)
        for alliance, group in groupby(sorted(rows.fetchall(), key=lambda row: str(row[0])), key=lambda row: row[0])
    }


class _Reached(NamedTuple):
    """An ally and the chain of relations that leads to it."""

    ally: str
    relation: Relation
    path: tuple[str, ...]
    evidence: tuple[str, ...]
    grade: str
    standing: str


def allies(moment: Moment, actor: str, depth: int = 1) -> Answer:
    """Who stands with an actor, in either direction, over at most `depth` relations."""
    direct = [_reach(None, actor, tie) for tie in _ties(moment, [actor])]
    found, level, seen = list(direct), direct, {actor, *(each.ally for each in direct)}
    for _ in range(depth - 1):
        level = _further(moment, level, seen)
        seen |= {each.ally for each in level}
        found += level
    caveats = _hostilities(moment, actor)
    columns = (
        Column("ally", "Ally", "ref"),
        Column("name", "Name"),
        Column("relation", "Relation"),
        Column("standing", "Standing", "standing"),
        *_SINCE,
        Column("hops", "Hops", "number"),
        Column("path", "Path", "path"),
        *_EVIDENCE,
        Column("caveat", "Caveat"),
    )
    names, words = _names(moment, seen), _relation_words(moment)
    rows = sorted(
        (_ally_row(each, names, words, caveats) for each in found),
        key=lambda r: (r[6], STANDINGS.index(r[3]), r[1], r[2]),
    )
    further = "Further than one hop, the relation is to the ally before on the path."
    notes = (further,) if any(len(each.path) > 2 for each in found) else ()
    return Answer("allies", f"Allies of {names[actor]}", columns, tuple(rows), notes, **moment.stamp)


def _ties(moment: Moment, actors: Iterable[str]) -> list[Relation]:
    return [tie for tie in among(moment, actors, ALLIED) if tie.standing != "denied"]


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
        max(before.standing, tie.standing, key=STANDINGS.index),
    )


def _further(moment: Moment, level: list[_Reached], seen: set[str]) -> list[_Reached]:
    """One hop on from a level: each new ally once, by the chain whose weakest grade is best."""
    before: dict[str, _Reached] = {}
    for each in sorted(level, key=lambda e: (e.grade, e.path)):
        before.setdefault(each.ally, each)
    best: dict[str, _Reached] = {}
    for tie in _ties(moment, before):
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


def _relation_words(moment: Moment) -> dict[tuple[str, bool], str]:
    """What to call a predicate seen from its subject (its id) and from its object (its inverse label, as an id)."""
    words: dict[tuple[str, bool], str] = {}
    for name, inverse, symmetric in moment.db.execute("SELECT id, inverse_label, symmetric FROM predicate"):
        words[name, True] = name
        words[name, False] = name if symmetric or not inverse else inverse.replace(" ", "_")
    return words


def _hostilities(moment: Moment, actor: str) -> dict[str, str]:
    labels = dict(moment.db.execute("SELECT id, label FROM predicate").fetchall())
    found: dict[str, list[str]] = {}
    for tie in among(moment, [actor], ("hostility",)):
        if tie.standing != "denied":
            found.setdefault(tie.other(actor), []).append(f"{labels[tie.predicate]} ({tie.standing})")
    return {other: f"also {', '.join(sorted(set(words)))}" for other, words in found.items()}


def _names(moment: Moment, ids: Iterable[str]) -> dict[str, str]:
    return {each: _name(moment, each) for each in ids}


def _name(moment: Moment, actor: str) -> str:
    (name,) = moment.db.execute("SELECT name FROM actor WHERE id = ?", (actor,)).fetchone()
    return str(name)


def _matrix(moment: Moment, answer: Answer) -> Answer:
    """Backers down, those they back across, the standing in each cell."""
    backed = sorted({row[1] for row in answer.rows})
    columns = (Column("backer", "Backer", "ref"), *(Column(each, _name(moment, each), "standing") for each in backed))
    lines = ((backer, {row[1]: row[2] for row in rows}) for backer, rows in _by_backer(answer))
    rows = tuple((backer, *(cells.get(each) for each in backed)) for backer, cells in lines)
    return answer._replace(columns=columns, rows=rows)


def _by_backer(answer: Answer) -> Iterator[tuple[str, list[Any]]]:
    return ((backer, list(rows)) for backer, rows in groupby(answer.rows, key=lambda row: row[0]))
