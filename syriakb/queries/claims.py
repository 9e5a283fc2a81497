"""The claims themselves, filtered."""

from typing import Any, NamedTuple

from syriakb.answers import Answer, Column
from syriakb.queries.moment import Moment, sql

COLUMNS = (
    Column("claim", "Claim", "claim"),
    Column("statement", "Statement", "wide"),
    Column("said_by", "Said by", "ref"),
    Column("source", "Source", "ref"),
    Column("locator", "At"),
    Column("stance", "Stance"),
    Column("modality", "Modality"),
    Column("directness", "Directness"),
    Column("start", "Start", "date"),
    Column("end", "End", "date"),
    Column("reported", "Reported", "date"),
    Column("grade", "Grade", "grade"),
    Column("retracted", "Retracted", "date"),
)
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
_CONDITIONS = {"about": ABOUT, "retracted": "(c.retracted IS NOT NULL) = :retracted"}


def claims(moment: Moment, wanted: Filter = Filter(), limit: int | None = SHOWN) -> Answer:  # noqa: B008 - immutable
    """The claims that pass a filter, in the order of their files, at most `limit` (None for all).

    Kept are the claims reported by the moment's report day; where somebody chose a day, those in effect on it.
    """
    where, values = _where(moment, wanted)
    body = f"FROM ({sql('claims.sql')}) AS c WHERE {where}"
    (total,) = moment.db.execute(f"SELECT COUNT(*) {body}", values).fetchone()
    values["limit"] = total if limit is None else limit
    rows = moment.db.execute(f"SELECT * {body} ORDER BY row LIMIT :limit", values)
    cells = tuple(row[: len(COLUMNS)] for row in rows)
    notes = () if len(cells) == total else (f"The first {len(cells)} of {total}. Show more with --limit N or --all.",)
    return Answer("claims", "Claims", COLUMNS, cells, notes, **moment.stamp, total=total)


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
