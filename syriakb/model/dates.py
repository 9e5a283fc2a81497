"""Dates as sources give them: EDTF text to the first and the last day it can mean.

The forms are a subset of the Extended Date/Time Format, ISO 8601-2:2019. A day is an int such as 20241207: it reads
as the day it is, in SQL too, and orders as days do. Every command starts through here, so nothing heavy is imported.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

FIRST_DAY = 10101
LAST_DAY = 99991231

_FORM = "([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%]?)"
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class BadDate(ValueError):  # noqa: N818 - a bad date is what it is; "BadDateError" says it twice
    """A text is not a date; the message is one sentence saying what is wrong and what to write instead."""


class Date(NamedTuple):
    """A date as written, and the days it can mean, both included.

    `approximate` (`~`) and `uncertain` (`?`) stand beside the bounds and never widen them: ISO 8601-2 (8.2) gives a
    qualifier no width, and a width of our own making would look like evidence.
    """

    text: str
    earliest: int
    latest: int
    approximate: bool
    uncertain: bool


@cache
def parse(text: str) -> Date:
    """Read one EDTF date; the answer is kept, since a million claims repeat few dates.

    In: a Gregorian year, month or day of the years 0001 to 9999 (ISO 8601-1, 5.2.2), each with at most one qualifier
    after it, `~`, `?` or `%` for both (ISO 8601-2, 8.2); a one-of set of them (section 6), such as `[2018,2019]`,
    `[2018..2020-03]`, `[..2018]` or `[2018..]`; or `..`, an open date (10.2). Nothing may stand around it.
    Out: its Date, where an open end is FIRST_DAY or LAST_DAY. Raises BadDate.
    """
    if text == "..":
        return Date(text, FIRST_DAY, LAST_DAY, approximate=False, uncertain=False)
    if text.startswith("[") and text.endswith("]"):
        return _one_of(text)
    return _single(text)


def day_text(day: int) -> str:
    """Write a day as ISO 8601 does: 20241207 in, "2024-12-07" out."""
    digits = f"{day:08}"
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def shifted(day: int, by: int) -> int:
    """Give the day so many days later, or earlier where `by` is negative; the calendar's first and last day stay."""
    from datetime import date

    ordinal = date.fromisoformat(day_text(day)).toordinal() + by
    then = date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))
    return then.year * 10000 + then.month * 100 + then.day


def months_before(day: int, months: int) -> int:
    """Give the same day so many months earlier, or the last one of a shorter month; never one before FIRST_DAY."""
    year, month = divmod(day // 10000 * 12 + day // 100 % 100 - 1 - months, 12)
    return year * 10000 + (month + 1) * 100 + min(day % 100, _month_length(year, month + 1)) if year > 0 else FIRST_DAY


def order(date: Date) -> tuple[int, int]:
    """Key that sorts dates by their earliest day, then by their latest; it agrees with `before`."""
    return date.earliest, date.latest


def before(a: Date, b: Date) -> bool:
    """Whether a is certainly before b: no day a can mean is as late as any that b can."""
    return a.latest < b.earliest


def _single(text: str) -> Date:
    """Year, month or day with an optional qualifier."""
    form = re.fullmatch(_FORM, text)
    if not form:
        raise BadDate(_not_a_date(text))
    year, month, day, qualifier = form.groups()
    first_month, last_month = (int(month), int(month)) if month else (1, 12)
    _check_month(text, int(year), first_month)
    last_day = _month_length(int(year), last_month)
    if day and not 1 <= int(day) <= last_day:
        name = _MONTHS[last_month - 1]
        raise BadDate(f"{text} is not a day of the calendar: {name} {year} has {last_day} days.")
    return Date(
        text,
        earliest=int(year) * 10000 + first_month * 100 + int(day or 1),
        latest=int(year) * 10000 + last_month * 100 + int(day or last_day),
        approximate=qualifier in ("~", "%"),
        uncertain=qualifier in ("?", "%"),
    )


def _check_month(text: str, year: int, month: int) -> None:
    if year < 1:
        raise BadDate(f"{text} is not in a year of the calendar here: write a year from 0001 to 9999.")
    if not 1 <= month <= 12:
        raise BadDate(f"{text} is not in a month of the calendar: write a month from 01 to 12.")


def _month_length(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap and month == 2 else _LENGTHS[month - 1]


def _one_of(text: str) -> Date:
    """One-of set: some day of one of its members."""
    parts = text[1:-1].split(",")
    members = [_member(part) for part in parts]
    if len(parts) == 1 and ".." not in text:
        raise BadDate(f"{text} is a set of only one date: write {parts[0]} without the brackets.")
    # Section 6 opens a set only before its first date and after its last: elsewhere the dots would span its members.
    if any(part.startswith("..") for part in parts[1:]) or any(part.endswith("..") for part in parts[:-1]):
        raise BadDate(f"{text} is open in the middle: write .. only before the first date or after the last one.")
    return Date(
        text,
        earliest=min(member.earliest for member in members),
        latest=max(member.latest for member in members),
        approximate=any(member.approximate for member in members),
        uncertain=any(member.uncertain for member in members),
    )


def _member(part: str) -> Date:
    """Member of a set: a date, or all days from the first of one date to the last of another."""
    start, dots, end = part.partition("..")
    if not dots:
        return _single(part)
    if not start and not end:
        raise BadDate("[..] has no date in it: write .. alone for an open date, or a date beside the dots.")
    first, last = (_single(side) if side else parse("..") for side in (start, end))
    if last.latest < first.earliest:
        raise BadDate(f"[{part}] ends before it starts: write the earlier date first, as in [{end}..{start}].")
    return Date(
        part,
        first.earliest,
        last.latest,
        approximate=first.approximate or last.approximate,
        uncertain=first.uncertain or last.uncertain,
    )


def _not_a_date(text: str) -> str:
    # A blank or an invisible character is often all that is wrong, so such a text is shown quoted and escaped.
    plain = text and text == text.strip() and text.isprintable()
    shown = text if plain else ascii(text)
    shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
    if re.fullmatch(f"{_FORM}/{_FORM}", text):
        return f"{text} is an interval: write [{text.replace('/', '..')}] for some day within it."
    return f"{shown} is not a date: write a year, a month or a day, such as 2024, 2024-11 or 2024-11-27."
