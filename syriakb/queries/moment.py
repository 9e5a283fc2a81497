"""The moment that is asked for."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from sqlite3 import Connection
from types import MappingProxyType
from typing import Any, NamedTuple

from syriakb.errors import UsageError
from syriakb.model.dates import LAST_DAY, BadDate, Date, parse


class Moment(NamedTuple):
    """The two days of every question, ints YYYYMMDD.

    `as_of`: what holds on that day; `known_by`: what had been reported by then. `chosen` tells whether somebody asked
    for the day, or it is the knowledge base's own. With `sides` every holder of a place is told by its
    side, the outermost actor that it belongs to. `narrowed` says in words whose word alone counts, if not everybody's.
    `stale_after` is after how many days what was reported is stale; None for the usual.
    """

    as_of: int
    known_by: int = LAST_DAY
    chosen: bool = False
    sides: bool = False
    narrowed: str = ""
    stale_after: int | None = None

    @property
    def filters(self) -> str:
        """What an answer must be read with besides its days, in words; nothing where that is nothing."""
        return "; ".join(filter(None, (self.narrowed, "by sides" if self.sides else "")))

    @property
    def stamp(self) -> dict[str, Any]:
        """The days as an Answer states them."""
        return {"as_of": self.as_of, "known_by": None if self.known_by == LAST_DAY else self.known_by}


class Opened(NamedTuple):
    """A knowledge base opened for a question: its index, the moment that is asked for, the folder of its records.

    `mended` tells that its index was found damaged, or to differ from the files, and was built anew. Where not
    everybody's word counts, `filters` has the options that say so, and `left_out` how many claims do not count.
    `understood` tells how days were understood that are not written as EDTF.
    """

    db: Connection
    at: Moment
    folder: Path
    mended: bool = False
    filters: Mapping[str, object] = MappingProxyType({})
    left_out: int = 0
    understood: tuple[str, ...] = ()

    @property
    def narrowed(self) -> str:
        """The filters in words."""
        return self.at.narrowed

    def by_sides(self, wanted: bool) -> "Opened":
        """The same, with holders told by their sides where that is wanted."""
        return self._replace(at=self.at._replace(sides=wanted))


def moment(db: Connection, as_of: str | None = None, known_by: str | None = None) -> Moment:
    """Read the two days from EDTF texts; a year or a month means its last day.

    Without `as_of` it is the knowledge base's own day, else the day of the latest report, else of the latest record.
    Raises UsageError.
    """
    day, known = read_day("--as-of", as_of), read_day("--known-by", known_by)
    return Moment(day or latest(db), known or LAST_DAY, bool(as_of))


def read_day(option: str, text: str | None) -> int | None:
    """Read the day that an option gives as EDTF; a year or a month means its last day. Raises UsageError."""
    date = read_date(option, text)
    if date and date.latest == LAST_DAY and ".." in date.text:
        raise UsageError(f"{option}: {date.text} has no last day: write a day, a month or a year, such as 2024-11-27.")
    return date.latest if date else None


def read_date(option: str, text: str | None) -> Date | None:
    """Read the date that an option gives as EDTF. Raises UsageError."""
    try:
        return None if text is None else parse(text)
    except BadDate as bad:
        raise UsageError(f"{option}: {bad}") from None


def latest(db: Connection) -> int:
    """Give the day of an answer for which none was asked for: the knowledge base's own, else that of the latest report.

    Where no report has a day it is that of the latest record, and without one today.
    """
    (own,) = db.execute("SELECT MAX(as_of_last) FROM kb").fetchone()
    return own or _latest_report(db)


def _latest_report(db: Connection) -> int:
    """The day of the latest report, not after today; where none has a day, that of the latest record (rule 1)."""
    return latest_report(db) or _latest_record(db)


def latest_report(db: Connection, known_by: int = LAST_DAY) -> int | None:
    """The day of the latest report of a claim that was not taken back, not after today; None where none has a day.

    With `known_by` the latest of those by then. A source without claims reports nothing.
    """
    said = "SELECT MAX(reported_last) AS day FROM claim WHERE reported_last <= :today AND retracted_on IS NULL"
    published = (
        "SELECT MAX(s.published_last) FROM source AS s WHERE s.published_last <= :today AND EXISTS ("
        "SELECT 1 FROM claim AS c WHERE c.source = s.id AND c.reported IS NULL AND c.retracted_on IS NULL)"
    )
    today = {"today": min(known_by, int(time.strftime("%Y%m%d")))}
    (latest,) = db.execute(f"SELECT MAX(day) FROM ({said} UNION ALL {published}) AS reports", today).fetchone()
    return int(latest) if latest else None


def all_reported(db: Connection, claims: Sequence[str]) -> bool:
    """Whether every one of some claims has a day of report, so that what lies behind the latest is no news."""
    marks = ", ".join("?" * len(claims))
    undated = f"SELECT COUNT(*) FROM dated_claim WHERE id IN ({marks}) AND report IS NULL"
    (number,) = db.execute(undated, tuple(claims)).fetchone()
    return not number


def _latest_record(db: Connection) -> int:
    """The day that the latest claim was recorded; today where no claim has a day at all."""
    (latest,) = db.execute("SELECT MAX(recorded_last) FROM claim").fetchone()
    return latest or int(time.strftime("%Y%m%d"))
