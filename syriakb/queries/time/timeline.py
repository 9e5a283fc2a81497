"""Dated claims in the order in which what they say can have happened."""

from sqlite3 import Connection
from typing import Any

from syriakb.answers import Answer, Column
from syriakb.model.dates import LAST_DAY, Date
from syriakb.queries.claims.listed import ABOUT
from syriakb.queries.lookup import Ref
from syriakb.queries.moment import Moment

_COLUMNS = (
    Column("date", "Date", "date"),
    Column("statement", "Statement", "wide"),
    Column("caveat", "Caveat"),
    Column("said_by", "Said by", "ref"),
    Column("source", "Source", "source"),
    Column("locator", "At", "data"),
    Column("claim", "Claim", "evidence"),
    Column("grade", "Grade", "grade"),
)
_KNOWN = "c.known_day <= :known_by"
_OF = {
    "source": "c.row IN (SELECT row FROM claim WHERE source = :about)",
    "predicate": "c.row IN (SELECT row FROM claim WHERE predicate = :about)",
    "claim": "c.row IN (SELECT row FROM claim WHERE id = :about)",
}


def timeline(
    db: Connection, moment: Moment, ref: Ref | None, start: Date | None, end: Date | None, limit: int | None
) -> Answer:
    """The claims that have a date of their own, of all or about one record, by the earliest day that it can mean.

    `date` is as the source gives it: when it began; `..` before a date that is only known to be the end, and a slash
    between beginning and end where both are known (ISO 8601-2). With `start` and `end`, those are kept that can lie
    between the two. Not in it: what was taken back, and what comes into effect only after the day asked for.
    """
    where, values = _where(moment, ref)
    every = (ref, start, end, moment.known_by) == (None, None, None, LAST_DAY)
    total, undated = _tallied(db, moment) if every else (None, _count(db, f"{where} AND c.first_day IS NULL", values))
    where += " AND c.first_day <= :end AND c.last_day >= :start AND c.from_day <= :as_of"
    values |= {"start": start.earliest if start else 0, "end": end.latest if end else 99991231}
    total = _count(db, where, values) if total is None else total
    values["limit"] = total if limit is None else limit
    rows = db.execute(
        f"""SELECT d.start, d.until, d.statement, d.stance, d.modality, d.directness, d.said_by, d.source,
          d.locator, d.id, d.grade
        FROM happening AS c CROSS JOIN dated_claim AS d WHERE d.row = c.row AND {where}
        ORDER BY c.first_day, c.last_day, c.row LIMIT :limit""",
        values,
    )
    cells = tuple((_date(*row[:2]), row[2], _caveat(*row[3:6]), *row[6:11]) for row in rows)
    title = "Timeline" if ref is None else f"Timeline of {_name(db, ref)}"
    return Answer("timeline", title, _COLUMNS, cells, _notes(len(cells), total, undated), **moment.stamp, total=total)


def _where(moment: Moment, ref: Ref | None) -> tuple[str, dict[str, Any]]:
    values: dict[str, Any] = {"as_of": moment.as_of, "known_by": moment.known_by}
    if ref is None:
        return _KNOWN, values
    values["about"] = ref.id
    return f"{_KNOWN} AND {_OF.get(ref.kind, ABOUT)}", values


def _tallied(db: Connection, moment: Moment) -> tuple[int, int]:
    """How many claims a timeline of all has, and how many have no date, from what the index has counted of them."""
    dated, undated = db.execute("SELECT dated, undated FROM tally").fetchone()
    later = "SELECT COUNT(*) FROM happening AS c WHERE c.first_day IS NOT NULL AND c.from_day > ?"
    return dated - db.execute(later, (moment.as_of,)).fetchone()[0], undated


def _count(db: Connection, where: str, values: dict[str, Any]) -> int:
    (count,) = db.execute(f"SELECT COUNT(*) FROM happening AS c WHERE {where}", values).fetchone()
    return int(count)


def _date(start: str | None, end: str | None) -> str:
    once = start == end and start is not None and start.startswith("[")  # some day or days of one span
    return f"{start or '..'}/{end}" if end and not once else str(start)


def _caveat(stance: str, modality: str, directness: str) -> str | None:
    words = ["denied" if stance == "denies" else "", modality if modality != "actual" else ""]
    words.append("implied" if directness == "implied" else "")
    return ", ".join(filter(None, words)) or None


def _name(db: Connection, ref: Ref) -> str:
    column = {"source": "title", "predicate": "label", "claim": "id", "alliance": "id"}.get(ref.kind, "name")
    (name,) = db.execute(f"SELECT {column} FROM {ref.kind} WHERE id = ?", (ref.id,)).fetchone()
    return str(name)


def _notes(shown: int, total: int, undated: int) -> tuple[str, ...]:
    notes = [f"The first {shown} of {total}. Show more with --limit N or --all."] if shown < total else []
    if undated:
        claims = "1 claim has" if undated == 1 else f"{undated} claims have"
        notes.append(f"{claims} no date but that of the report, and no place here.")
    return tuple(notes)
