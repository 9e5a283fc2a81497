"""The claims themselves, filtered."""

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from sqlite3 import Connection, Row
from typing import Any, NamedTuple

from syriakb.answers import Answer, Column
from syriakb.queries.claims import interest
from syriakb.queries.labels import labels
from syriakb.queries.moment import Moment
from syriakb.queries.sql import sql

COLUMNS = (
    Column("claim", "Claim", "claim"),
    Column("statement", "Statement", "wide"),
    Column("said_by", "Said by", "ref"),
    Column("source", "Source", "source"),
    Column("locator", "At", "locator"),
    Column("stance", "Stance"),
    Column("modality", "Modality"),
    Column("directness", "Directness"),
    Column("start", "Start", "date"),
    Column("end", "End", "date"),
    Column("reported", "Reported", "date"),
    Column("grade", "Grade", "grade"),
    Column("retracted", "Retracted", "date"),
    interest.COLUMN,
)
_PROPOSITION = (
    Column("proposition", "Proposition", "proposition"),
    Column("reads", "Proposition", "data"),
    Column("standing", "Standing", "standing"),
)
# Where a column of the answer is not that of its name in listed.sql.
_COLUMNS = {"claim": "id", "end": "until", "reported": "report", "retracted": "retracted_on"}
_READ = tuple(_COLUMNS.get(column.key, column.key) for column in COLUMNS[:-1])
_FOUND = itemgetter(*_READ)
_RIVALS = "CASE WHEN c.standing = 'disputed' THEN 0 ELSE 1 END, c.one, c.predicate, c.other, c.stance, c.grade, c.row"
SHOWN = 50


class Filter(NamedTuple):
    """What claims to keep: ids of actors or places they are all about, of their speaker, their source, and so on."""

    about: tuple[str, ...] = ()
    said_by: str | None = None
    source: str | None = None
    predicate: str | None = None
    stance: str | None = None
    modality: str | None = None
    directness: str | None = None
    standing: str | None = None
    retracted: bool | None = None
    ids: tuple[str, ...] | None = None


# About somebody is a claim with them as its subject or object, or in its list; about a place, what happened there.
_ABOUT = (
    "c.row IN (SELECT row FROM claim WHERE subject = :{0} UNION SELECT row FROM claim WHERE object = :{0}"
    " UNION SELECT row FROM joint WHERE subject = :{0}"
    " UNION SELECT row FROM about WHERE ref = :{0} UNION SELECT row FROM claim WHERE place = :{0})"
)
ABOUT = _ABOUT.format("about")
_CONDITIONS = {
    "retracted": "CASE WHEN c.retracted_on IS NULL THEN 0 ELSE 1 END = :retracted",
    "standing": "c.standing = :standing",
}
# Few propositions are denied: where only those are wanted, theirs are the claims of which the standing is worked out.
_DENIED = """
    c.row IN (
      SELECT p.row FROM (SELECT DISTINCT subject, object, predicate FROM proposition WHERE stance = 'denies') AS d
      CROSS JOIN proposition AS p
      WHERE p.subject = d.subject AND p.object = d.object AND p.predicate = d.predicate
    )"""


def claims(db: Connection, moment: Moment, wanted: Filter = Filter(), limit: int | None = SHOWN) -> Answer:  # noqa: B008 - immutable
    """The claims that pass a filter, in the order of their files, at most `limit` (None for all).

    Kept are the claims reported by the moment's report day; where somebody chose a day, those in effect on it.
    """
    where, values = _where(moment, wanted)
    total, rows = _found(db, where, values, "c.row", limit, read=_READ)
    found = interest.now(db, moment, (row["id"] for row in rows))
    cells = tuple(_cells(row, found) for row in rows)
    return Answer("claims", "Claims", COLUMNS, cells, counted(cells, total), **moment.stamp, total=total)


def rivals(db: Connection, moment: Moment, wanted: Filter, limit: int | None = SHOWN) -> Answer:
    """The same claims by proposition: how each stands, who asserts it, who denies it; the disputed ones first.

    Within each, the best graded come first, of equally graded ones those against their speakers' interest.
    """
    where, values = _where(moment, wanted)
    where += " AND c.one IS NOT NULL"
    total, rows = _found(
        db, where, values, _RIVALS, limit, read=(*_READ, "one", "predicate", "other", "standing"), each=True
    )
    found = interest.now(db, moment, (row["id"] for row in rows))
    triples = Answer("", "", (Column("", "", "refs"),), tuple((_triple(row),) for row in rows))
    names = labels(db, [triples]).names
    groups = (list(group) for _, group in groupby(rows, key=lambda row: (*_triple(row), row["stance"], row["grade"])))
    ordered = (row for group in groups for row in sorted(group, key=lambda row: interest.rank(found.get(row["id"]))))
    cells = tuple((*_proposition(row, names), *_cells(row, found)) for row in ordered)
    columns = (*_PROPOSITION, *COLUMNS)
    notes = counted(cells, total)
    return Answer(
        "claims", "Claims by proposition", columns, cells, notes, **moment.stamp, group="proposition", total=total
    )


def _found(
    db: Connection,
    where: str,
    values: dict[str, Any],
    order: str,
    limit: int | None,
    *,
    read: Iterable[str],
    each: bool = False,
) -> tuple[int, list[Row]]:
    """How many claims there are, and those to show; with `each`, a claim of several together once for each of them."""
    values = {**values, "each": int(each)}
    body = f"FROM ({sql('claims/listed.sql')}) AS c WHERE {where}"
    (total,) = db.execute(f"SELECT COUNT(*) {body}", values).fetchone()
    cursor = db.cursor()
    cursor.row_factory = Row
    limited = f"SELECT {', '.join(f'c.{name}' for name in read)} {body} ORDER BY {order} LIMIT :limit"
    return total, cursor.execute(limited, {**values, "limit": total if limit is None else limit}).fetchall()


def _cells(row: Row, interests: dict[str, str]) -> tuple[Any, ...]:
    return (*_FOUND(row), interests.get(row["id"]))


def _triple(row: Row) -> tuple[str, str, str]:
    return row["one"], row["predicate"], row["other"]


def _proposition(row: Row, names: dict[str, str]) -> tuple[str, str, str | None]:
    triple = _triple(row)
    return " ".join(triple), " ".join(names.get(each, each) for each in triple), row["standing"]


def counted(rows: tuple[Any, ...], total: int) -> tuple[str, ...]:
    """The note that says how many claims there are, where not all are given."""
    return () if len(rows) == total else (f"The first {len(rows)} of {total}. Show more with --limit N or --all.",)


def _where(moment: Moment, wanted: Filter) -> tuple[str, dict[str, Any]]:
    values: dict[str, Any] = {name: value for name, value in wanted._asdict().items() if value is not None}
    ids, about = values.pop("ids", None), {f"about{at}": each for at, each in enumerate(values.pop("about"))}
    conditions = ["c.known_day <= :known_by", *(_CONDITIONS.get(name, f"c.{name} = :{name}") for name in values)]
    conditions += map(_ABOUT.format, about)
    values |= about
    if wanted.standing in ("disputed", "denied"):
        conditions.append(_DENIED)
    if ids is not None:
        values.update({f"id{at}": each for at, each in enumerate(ids)})
        conditions.append(f"c.id IN ({', '.join(f':id{at}' for at in range(len(ids)))})")
    if moment.chosen:
        conditions.append("c.from_day <= :as_of AND c.until_day >= :as_of")
    return " AND ".join(conditions), {**values, "as_of": moment.as_of, "known_by": moment.known_by}
