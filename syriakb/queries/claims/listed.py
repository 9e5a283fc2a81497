"""The claims themselves, filtered."""

from itertools import groupby
from sqlite3 import Connection
from typing import Any, NamedTuple

from syriakb.answers import Answer, Column
from syriakb.queries.claims import interest
from syriakb.queries.labels import labels
from syriakb.queries.moment import Moment
from syriakb.queries.sql import fill, sql

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
_RIVALS = "CASE WHEN standing = 'disputed' THEN 0 ELSE 1 END, subject, predicate, object, stance, grade, row"
SHOWN = 50


class Filter(NamedTuple):
    """What claims to keep: ids of an actor or place they are about, of their speaker, their source, and so on."""

    about: str | None = None
    said_by: str | None = None
    source: str | None = None
    predicate: str | None = None
    stance: str | None = None
    modality: str | None = None
    directness: str | None = None
    standing: str | None = None
    retracted: bool | None = None
    ids: tuple[str, ...] | None = None


# About somebody is a claim with them as its subject or object, or in its list.
ABOUT = (
    "c.row IN (SELECT row FROM claim WHERE subject = :about UNION SELECT row FROM claim WHERE object = :about"
    " UNION SELECT row FROM about WHERE ref = :about)"
)
_CONDITIONS = {"about": ABOUT, "retracted": "CASE WHEN c.retracted IS NULL THEN 0 ELSE 1 END = :retracted"}


def claims(db: Connection, moment: Moment, wanted: Filter = Filter(), limit: int | None = SHOWN) -> Answer:  # noqa: B008 - immutable
    """The claims that pass a filter, in the order of their files, at most `limit` (None for all).

    Kept are the claims reported by the moment's report day; where somebody chose a day, those in effect on it.
    """
    where, values = _where(moment, wanted)
    total, rows = _found(db, f"FROM ({sql('claims/listed.sql')}) AS c WHERE {where}", values, "row", limit)
    found = interest.now(db, moment, (row[0] for row in rows))
    cells = tuple((*row[: len(COLUMNS) - 1], found.get(row[0])) for row in rows)
    return Answer("claims", "Claims", COLUMNS, cells, _counted(cells, total), **moment.stamp, total=total)


def rivals(db: Connection, moment: Moment, wanted: Filter, limit: int | None = SHOWN) -> Answer:
    """The same claims by proposition: how each stands, who asserts it, who denies it; the disputed ones first.

    Within each, the best graded come first, of equally graded ones those against their speakers' interest.
    """
    where, values = _where(moment, wanted)
    body = f"FROM ({sql('claims/listed.sql')}) AS c WHERE {where} AND c.object IS NOT NULL AND c.predicate IS NOT NULL"
    total, rows = _found(db, body, values, _RIVALS, limit)
    found = interest.now(db, moment, (row[0] for row in rows))
    names = labels(db, [Answer("", "", (Column("", "", "refs"),), tuple((row[-3:],) for row in rows))]).names
    groups = (list(group) for _, group in groupby(rows, key=lambda row: (row[-3:], row[5], row[11])))
    ordered = (row for group in groups for row in sorted(group, key=lambda r: interest.rank(found.get(r[0]))))
    cells = tuple((*_proposition(row, names), *row[: len(COLUMNS) - 1], found.get(row[0])) for row in ordered)
    columns = (*_PROPOSITION, *COLUMNS)
    notes = _counted(cells, total)
    return Answer(
        "claims", "Claims by proposition", columns, cells, notes, **moment.stamp, group="proposition", total=total
    )


def _proposition(row: tuple[Any, ...], names: dict[str, str]) -> tuple[str, str, str | None]:
    triple = row[-3:]
    return " ".join(triple), " ".join(names.get(each, each) for each in triple), row[16]


def _found(
    db: Connection, body: str, values: dict[str, Any], order: str, limit: int | None
) -> tuple[int, list[tuple[Any, ...]]]:
    """How many claims there are and those to show: first which, then all of them, since a standing is dear."""
    (total,) = db.execute(f"SELECT COUNT(*) {body}", values).fetchone()
    values = {**values, "limit": total if limit is None else limit}
    rows = db.execute(f"SELECT row {body} ORDER BY {order} LIMIT :limit", values).fetchall()
    fill(db, "shown", "row BIGINT, seq INTEGER", [(row, seq) for seq, (row,) in enumerate(rows)])
    claims_sql = sql("claims/listed.sql")
    shown = f"SELECT c.* FROM shown CROSS JOIN ({claims_sql}) AS c WHERE c.row = shown.row ORDER BY shown.seq"
    return total, db.execute(shown, values).fetchall()


def _counted(cells: tuple[Any, ...], total: int) -> tuple[str, ...]:
    return () if len(cells) == total else (f"The first {len(cells)} of {total}. Show more with --limit N or --all.",)


def _where(moment: Moment, wanted: Filter) -> tuple[str, dict[str, Any]]:
    values: dict[str, Any] = {name: value for name, value in wanted._asdict().items() if value is not None}
    ids = values.pop("ids", None)
    conditions = ["known_day <= :known_by", *(_CONDITIONS.get(name, f"c.{name} = :{name}") for name in values)]
    if ids is not None:
        values.update({f"id{at}": each for at, each in enumerate(ids)})
        conditions.append(f"c.claim IN ({', '.join(f':id{at}' for at in range(len(ids)))})")
    if moment.chosen:
        conditions.append("from_day <= :as_of AND until_day >= :as_of")
    return " AND ".join(conditions), {**values, "as_of": moment.as_of, "known_by": moment.known_by}
