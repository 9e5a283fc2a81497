"""Dates as people write them, to EDTF. The library is loaded only for what is none: it takes as long as a start."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from syriakb.model import dates
from syriakb.model.dates import BadDate

_CLOCK = re.compile(r"[T ]\d{1,2}:\d\d.*", re.ASCII)
_FIRST, _OTHER = datetime(1904, 1, 1), datetime(1908, 2, 2)  # what only one of these gives was not in the text


class TwoDays(BadDate):
    """A text can mean two days, `days` as EDTF, according to whether the month stands before the day."""

    def __init__(self, text: str, days: Sequence[str]) -> None:
        super().__init__(f"{text} can mean two days, {' and '.join(days)}: write the one that is meant.")
        self.days = tuple(days)


def understood(text: str, *, today: date | None = None) -> str:
    """Give as EDTF what somebody meant who wrote a date in words or in numbers.

    In: EDTF, or a text such as `8 December 2024`, `Dec 8, 2024`, `2024-12-8`, `08.12.2024` (between dots the day stands
    before its month) or `Dec 2024`; with `today` also `today` and `yesterday`. The year has four digits. A time of day
    is left out. Raises BadDate for what is none, TwoDays for what can mean two days, such as `08/12/2024`.
    """
    word = " ".join(text.split())
    try:
        return dates.parse(word).text
    except BadDate as bad:
        refusal = bad
    if today and word.lower() in ("today", "yesterday"):
        return (today - timedelta(days=word.lower() == "yesterday")).isoformat()
    found = {each for month_first in _orders(word) if (each := _read(word, month_first))}
    if not found:
        raise refusal
    if len(found) > 1:
        raise TwoDays(word, sorted(found))
    return found.pop()


def _orders(word: str) -> tuple[bool, ...]:
    """Whether a month can stand before its day, where both are numbers: after a year it does, between dots not."""
    if re.match("[0-9]{4}", word):
        return (True,)
    return (False,) if re.fullmatch("[0-9.]+", word) else (True, False)


def _read(word: str, month_first: bool) -> str | None:
    """EDTF of one way to read it; None where that cannot be, or not everything that stands there is in it."""
    from dateutil.parser import parse, parserinfo

    plain = re.sub("^([0-9]{4})([0-9]{2})([0-9]{2})$", r"\1-\2-\3", _CLOCK.sub("", word))
    plain = plain.replace(".", "/") if re.fullmatch("[0-9.]+", plain) else plain
    numbers = re.findall("[0-9]+", plain)
    years = [each for each in numbers if len(each) == 4]
    try:
        one, other = (parse(plain, default=day, dayfirst=not month_first, ignoretz=True) for day in (_FIRST, _OTHER))
    except (ValueError, OverflowError):
        return None
    month, day = one.month == other.month, one.day == other.day
    calendar, words = parserinfo(), re.findall("[^\\W\\d_]+", plain)
    named = sum(1 for each in words if calendar.month(each) is not None)
    # Its parts are all the numbers and names of months there are: in "8-9 December 2024" one would be left over.
    if years != [f"{one.year:04}"] or 1 + month + day != len(numbers) + named or (day and not month):
        return None
    return "-".join([f"{one.year:04}", *([f"{one.month:02}"] if month else []), *([f"{one.day:02}"] if day else [])])
