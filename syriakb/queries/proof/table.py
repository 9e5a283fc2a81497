"""What all proofs share: their columns, and the reasons that keep a claim out of any answer."""

import sqlite3
from collections.abc import Callable, Iterable
from sqlite3 import Connection
from typing import Any

from syriakb.answers import Column
from syriakb.model.dates import FIRST_DAY, LAST_DAY, day_text, parse
from syriakb.queries.claims import interest
from syriakb.queries.moment import Moment

COLUMNS = (
    Column("role", "Role"),
    Column("claim", "Claim", "evidence"),
    Column("statement", "Statement", "wide"),
    Column("reason", "Why", "wide"),
    Column("said_by", "Said by", "ref"),
    Column("source", "Source", "source"),
    Column("locator", "At", "data"),
    Column("exact", "Anchor"),
    Column("grade", "Grade", "grade"),
    interest.COLUMN,
)
Reason = Callable[[sqlite3.Row, Moment], str]


def rows(db: Connection, sql: str, values: dict[str, Any]) -> list[sqlite3.Row]:
    """Run SQL and give its rows with their columns by name."""
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(sql, values).fetchall()


def cells(row: sqlite3.Row, role: str, reason: str, interests: dict[str, str]) -> tuple[Any, ...]:
    """A claim of the proof as a row of the answer."""
    claim, statement, *cited, grade = row[:7]
    return (role, claim, statement, reason, *cited, grade, interests.get(claim))


def counts(row: sqlite3.Row) -> str:
    """From which day a claim counts, and by which rule: `counts from 2018-12-31, the latest day of its start 2018`."""
    if row["from_day"] == FIRST_DAY:
        return f"counts on every day{'' if row['start'] else ', since it has no date,'} up to its end"
    day = day_text(row["from_day"])
    if row["start"] is None:
        return f"counts from {day}, when it was reported, since it names no start"
    return f"counts from {day}" + ("" if row["start"] == day else f", {_reading(row)} {row['start']}")


def _reading(row: sqlite3.Row) -> str:
    """Which day of its start that is (rule 2)."""
    start = parse(row["start"])
    if row["from_day"] == start.latest:
        return "the latest day of its start"
    same = row["until"] is not None and parse(row["until"])[1:3] == start[1:3]
    return "the first day of its start and end" if same else "its report, which lies in its start"


def days(moment: Moment) -> str:
    """The rule of what counts at all, with the days of the question in it."""
    known = "" if moment.known_by == LAST_DAY else f", was reported by {day_text(moment.known_by)}"
    return (
        f"A claim counts if it is of something actual, was not taken back{known}, and is in effect on"
        f" {day_text(moment.as_of)}: from the latest day of its start (from its report, where that lies in its start"
        " or it names none) to the earliest day of its end."
    )


def footnotes(shown: Iterable[tuple[Any, ...]]) -> tuple[str, ...]:
    """What the reader must know of the columns: who speaks where nobody is named, and what interest means."""
    found = list(shown)
    notes = ["A claim without a speaker is in the source's own voice."] if any(row[4] is None for row in found) else []
    if any(row[9] for row in found):
        notes.append(
            "Interest: against = the speaker's side loses or its foes gain by it; own = the other way round. Of equally"
            " graded claims, one against interest comes first."
        )
    return (*notes, "More: syriakb help rules")


def _retracted(row: sqlite3.Row, _: Moment) -> str:
    instead = f" {row['superseded_by']} stands in its stead." if row["superseded_by"] else ""
    return f"It was taken back on {row['retracted_on']}: {row['retracted_reason'].rstrip('.')}.{instead}"


def _only(modality: str) -> Reason:
    return lambda _row, _: f"It says what is only {modality}; nothing but what is actual counts."


def _unreported(row: sqlite3.Row, moment: Moment) -> str:
    when = f"reported {row['reported']}" if row["reported"] else "of an unknown day of report"
    return f"It is {when}, and what is known by {day_text(moment.known_by)} is asked for."


def _until(row: sqlite3.Row) -> str:
    """When it ended, as the claim has it; of several days the earliest counts (rule 2)."""
    until = str(row["until"])
    return f"some day of {until}, of which the earliest counts" if until.startswith("[") else until


COMMON: dict[str, tuple[str, Reason]] = {
    "retracted": ("retracted", _retracted),
    "only possible": ("only possible", _only("possible")),
    "only intended": ("only intended", _only("intended")),
    "only conditional": ("only conditional", _only("conditional")),
    "not yet reported": ("not yet reported", _unreported),
    "not begun": ("not in effect", lambda r, m: f"It {counts(r)}, and {day_text(m.as_of)} is asked for."),
    "ended": ("not in effect", lambda r, m: f"It ended {_until(r)}, and {day_text(m.as_of)} is asked for."),
}
