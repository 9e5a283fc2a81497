"""Who backs whom, as a list or as a matrix."""

from collections.abc import Iterator
from itertools import groupby
from sqlite3 import Connection
from typing import Any

from syriakb.answers import Answer, Column
from syriakb.queries.labels import told_apart
from syriakb.queries.moment import Moment
from syriakb.queries.relations.ties import EVIDENCE, SINCE, STANDINGS, Relation, among, name_of


def backing(
    db: Connection,
    moment: Moment,
    actor: str | None = None,
    backer: str | None = None,
    backed: str | None = None,
    *,
    matrix: bool = False,
) -> Answer:
    """Who backs whom: all, around one actor, by one backer or of one who is backed; in a list or as a matrix."""
    ends = [each for each in (actor, backer, backed) if each]
    found = among(db, moment, ends or None, ("support",))
    found = [r for r in found if _matches(r, actor, backer, backed)]
    found.sort(key=lambda r: (r.subject, r.object, STANDINGS.index(r.standing)))
    columns = (
        Column("backer", "Backer", "ref"),
        Column("backed", "Backed", "ref"),
        Column("relation", "Relation"),
        Column("standing", "Standing", "standing"),
        Column("support", "Support", "words"),
        *SINCE,
        *EVIDENCE,
    )
    types = _support_types(db)
    rows = (
        (r.subject, r.object, r.predicate, r.standing, types.get(r.alliance, ()), r.since, r.until, r.evidence, r.grade)
        for r in found
    )
    answer = Answer("backing", "Who backs whom", columns, tuple(rows), **moment.stamp)
    return _matrix(db, answer) if matrix else answer


def _matches(relation: Relation, actor: str | None, backer: str | None, backed: str | None) -> bool:
    return (
        (actor is None or actor in (relation.subject, relation.object))
        and (backer is None or backer == relation.subject)
        and (backed is None or backed == relation.object)
    )


def _support_types(db: Connection) -> dict[str | None, tuple[str, ...]]:
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
    lines = ((backer, {row[1]: row[3] for row in rows}) for backer, rows in _by_backer(answer))
    rows = tuple((backer, *(cells.get(each) for each in backed)) for backer, cells in lines)
    return answer._replace(columns=columns, rows=rows)


def _by_backer(answer: Answer) -> Iterator[tuple[str, list[Any]]]:
    return ((backer, list(rows)) for backer, rows in groupby(answer.rows, key=lambda row: row[0]))
