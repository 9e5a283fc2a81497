"""Days that are asked for as people write them, as EDTF."""

import re
from sqlite3 import Connection
from typing import NamedTuple

from syriakb.errors import UsageError
from syriakb.model import dates
from syriakb.queries.moment import latest

_LATEST = "latest(?:-([0-9]{1,4})([dwmy]))?"
_DAYS, _MONTHS = {"d": 1, "w": 7}, {"m": 1, "y": 12}


class Understood(NamedTuple):
    """A date as EDTF, if one was given, and a sentence about it where it was written otherwise."""

    text: str | None
    notes: tuple[str, ...] = ()


def understood(option: str, text: str | None, db: Connection) -> Understood:
    """Read the date that an option gives.

    `latest` is the day of an answer without the option, `latest-7d` is seven days before it; so with w, m and y for
    weeks, months and years. `today` and `yesterday` are the calendar's. Raises UsageError.
    """
    if text is None:
        return Understood(None)
    from datetime import date

    from syriakb.model import everyday

    try:
        found = _latest(text.strip().lower(), db) or everyday.understood(text, today=date.today())
    except dates.BadDate as bad:
        raise UsageError(f"{option}: {bad}") from None
    notes = () if found == text else (f"{option}: {text.strip()} is understood as {found}.",)
    return Understood(found, notes)


def _latest(text: str, db: Connection) -> str | None:
    form = re.fullmatch(_LATEST, text)
    if not form:
        return None
    number, unit = int(form[1] or 0), form[2] or "d"
    if unit in _DAYS:
        return dates.day_text(dates.shifted(latest(db), -number * _DAYS[unit]))
    return dates.day_text(dates.months_before(latest(db), number * _MONTHS[unit]))
