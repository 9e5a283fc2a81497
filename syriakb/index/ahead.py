"""What is dated in the future: it depends on the day it is asked on, so it is looked for anew, and never kept."""

import sqlite3
from datetime import UTC, datetime, timedelta

from syriakb.errors import WARNING, Problem

_FIRST_IN_THE_WORLD = timedelta(hours=14)  # the time zone of Kiritimati; what is tomorrow here may be today there
# Of a claim with a report, a start behind it is told already (start-after-report), and one before it is not ahead.
_AHEAD = (
    ("source", "published", "SELECT row, published FROM source WHERE published_first > :today"),
    ("alliance", "start", "SELECT row, start FROM alliance WHERE start_first > :today"),
    (
        *("claim", "reported"),
        "SELECT row, reported FROM claim WHERE reported_last > :today AND reported_first > :today",
    ),
    (
        *("claim", "start"),
        """SELECT c.row, c.start FROM source AS s CROSS JOIN claim AS c WHERE c.source = s.id AND s.published IS NULL
        AND c.reported IS NULL AND c.modality = 'actual' AND c.retracted_on IS NULL AND c.start_first > :today""",
    ),
)
_HINT = "Mend the year, the month or the day; what is only planned has the modality intended or possible."


def ahead(db: sqlite3.Connection) -> list[Problem]:
    """Give a warning for each record of something that is, by its date, not yet so on any place of the world."""
    today = int(f"{datetime.now(UTC) + _FIRST_IN_THE_WORLD:%Y%m%d}")
    return [problem for each in _AHEAD for problem in _problems(db, *each, today)]


def _problems(db: sqlite3.Connection, kind: str, field: str, sql: str, today: int) -> list[Problem]:
    rows = db.execute(
        f"""SELECT f.path, r.line, r.col, r.id, found.{field} FROM ({sql}) AS found
        JOIN {kind} AS r ON r.row = found.row JOIN file AS f ON f.id = (r.row >> 32) ORDER BY r.row""",
        {"today": today},
    )
    return [
        Problem(WARNING, "future-date", path, line, column, f"The date {field} {text} is in the future.", _HINT, name)
        for path, line, column, name, text in rows
    ]
