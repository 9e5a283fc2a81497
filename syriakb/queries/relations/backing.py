"""Who backs whom, as a list or as a matrix."""

from collections.abc import Iterator
from itertools import groupby
from sqlite3 import Connection
from typing import Any, TypeAlias

from syriakb.answers import Answer, Column
from syriakb.queries.labels import told_apart
from syriakb.queries.moment import Moment
from syriakb.queries.relations.nearby import nearby, over
from syriakb.queries.relations.ties import (
    EVIDENCE,
    SINCE,
    STANDINGS,
    VOICED,
    Relation,
    name_of,
    relation_words,
    told,
)

SUPPORT = "support"
ALLIED_ONLY = "allied; nobody says that support is given"
_COLUMNS = (
    Column("backer", "Backer", "ref"),
    Column("backed", "Backed", "ref"),
    Column("group", "Group", "data"),
    Column("relation", "Relation"),
    Column("standing", "Standing", "standing"),
    Column("support", "Support", "words"),
    *SINCE,
    *EVIDENCE,
    *VOICED,
)
_Types: TypeAlias = dict[str | None, tuple[str, ...]]


def backing(
    db: Connection,
    moment: Moment,
    actor: str | None = None,
    backer: str | None = None,
    backed: str | None = None,
    *,
    matrix: bool = False,
) -> Answer:
    """Who backs whom: all, around one actor, by one backer or of one who is backed; in a list or as a matrix.

    In a list, whoever is named has a second group: its allies of whom nobody says that they give support (or, of a
    backer, that they are given any), each as the backer of what it is an ally of.
    """
    ends = [each for each in (actor, backer, backed) if each]
    found = [r for r in told(db, moment, ends or None, ("support",)) if _matches(r, actor, backer, backed)]
    found.sort(key=lambda r: (r.subject, r.object, STANDINGS.index(r.standing)))
    types, words = _support_types(db), relation_words(db)
    rows = [_row(r, SUPPORT, r.subject, words, types) for r in found]
    if ends and not matrix:
        rows += [
            _row(r, ALLIED_ONLY, one, words, types) for r, one in _allies(db, moment, found, actor, backer, backed)
        ]
    notes = nearby(db, moment, ends, _asked(actor, backer)) if ends and not found else ()
    notes = (*notes, *(over(db, moment, ends, (SUPPORT,)) if ends and not found else ()))
    answer = Answer("backing", "Who backs whom", _COLUMNS, tuple(rows), notes, **moment.stamp)
    return _matrix(db, answer) if matrix else answer._replace(group="group" if ends else None)


def _asked(actor: str | None, backer: str | None) -> str:
    return "backing" if actor else "backing --backer" if backer else "backing --backed"


def _row(tie: Relation, group: str, one: str, words: dict[tuple[str, bool], str], types: _Types) -> tuple[Any, ...]:
    """A relation as a row, `one` of its ends being the backer."""
    return (
        *(one, tie.other(one), group, words[tie.predicate, tie.subject == one], tie.standing),
        *(types.get(tie.alliance, ()), tie.since, tie.until, tie.evidence, tie.grade, *tie.voiced),
    )


def _matches(relation: Relation, actor: str | None, backer: str | None, backed: str | None) -> bool:
    return (
        (actor is None or actor in (relation.subject, relation.object))
        and (backer is None or backer == relation.subject)
        and (backed is None or backed == relation.object)
    )


def _allies(
    db: Connection, moment: Moment, found: list[Relation], actor: str | None, backer: str | None, backed: str | None
) -> Iterator[tuple[Relation, str]]:
    """The alliances and memberships of whoever is named, without those of whom somebody says that they give support
    (`found`), each with the end that would be the backer."""
    backing = {frozenset(r.proposition[::2]) for r in found if r.standing != "denied"}
    named = backer or backed or actor
    assert named
    ties = told(db, moment, [named], ("alliance", "membership"))
    for tie in sorted(ties, key=lambda r: (r.group, STANDINGS.index(r.standing), r.other(named))):
        ends = {tie.subject, tie.object}
        meant = all(each in ends for each in (actor, backer, backed) if each)
        if meant and tie.standing != "denied" and frozenset(ends) not in backing:
            yield tie, backer or tie.other(named)


def _support_types(db: Connection) -> _Types:
    rows = db.execute("SELECT a.id, t.type FROM support_type AS t JOIN alliance AS a ON a.row = t.row ORDER BY t.seq")
    return {
        alliance: tuple(kind for _, kind in group)
        for alliance, group in groupby(sorted(rows.fetchall(), key=lambda row: str(row[0])), key=lambda row: row[0])
    }


def _matrix(db: Connection, answer: Answer) -> Answer:
    """Backers down, those they back across, the standing in each cell."""
    backed = sorted({row[1] for row in answer.rows})
    called = told_apart({each: name_of(db, each) for each in backed})
    columns = (Column("backer", "Backer", "ref"), *(Column(each, called[each], "standing") for each in backed))
    lines = ((backer, {row[1]: row[4] for row in rows}) for backer, rows in _by_backer(answer))
    rows = tuple((backer, *(cells.get(each) for each in backed)) for backer, cells in lines)
    return answer._replace(columns=columns, rows=rows)


def _by_backer(answer: Answer) -> Iterator[tuple[str, list[Any]]]:
    return ((backer, list(rows)) for backer, rows in groupby(answer.rows, key=lambda row: row[0]))
