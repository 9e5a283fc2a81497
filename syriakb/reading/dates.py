"""Dates that a text names, as EDTF, counted from the day on which it was published."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from syriakb.model.dates import Date
from syriakb.reading.language import DAYS, MONTHS, finder
from syriakb.reading.words import Word, capital, caseless

_YEAR = re.compile("(?:1[89]|20)[0-9]{2}").fullmatch
_DAY = re.compile("([0-9]{1,2})(?:st|nd|rd|th)?").fullmatch
_BETWEEN = ("of", "من")  # the 27th of November
_NEAR = finder(("0", "today"), ("1", "yesterday, أمس"))
_BEFORE_MONTHS = "in since by until till from during of last early late mid this next between and to في منذ"
_LEADING = frozenset(_BEFORE_MONTHS.split())


class Dated(NamedTuple):
    """A date in a text: from which word to behind which, how it stands there, and as EDTF."""

    first: int
    end: int
    edtf: str


def dates(words: list[Word], published: Date | None) -> list[Dated]:
    """The dates that words name. A month without a year is the last one up to the day of publishing.

    Where that is approximate, so are days of the week; where it is not known, they are left out.
    """
    found: list[Dated] = []
    behind = 0
    for each in sorted([*_months(words, published), *_relative(words, published), *_plain(words)]):
        if each.first >= behind:
            found.append(each)
            behind = each.end
    return found


def _months(words: list[Word], published: Date | None) -> Iterator[Dated]:
    for at, end, month in MONTHS.find(words):
        if not caseless(words[at].text) and not capital(words[at].text):
            continue
        first, day = _day_before(words, at)
        if day is None and (day := _number(words, end)):
            end += 1
        year = words[end].forms[0] if end < len(words) and _YEAR(words[end].forms[0]) else None
        end += year is not None
        if day is None and year is None and not (at and words[at - 1].forms[0] in _LEADING):
            continue  # May and March begin sentences too
        if edtf := _edtf(year, month, day, published):
            yield Dated(first, end, edtf)


def _day_before(words: list[Word], at: int) -> tuple[int, int | None]:
    place = at - 1
    if place > 0 and words[place].forms[0] in _BETWEEN:
        place -= 1
    day = _number(words, place) if place >= 0 else None
    return (place, day) if day else (at, None)


def _number(words: list[Word], at: int) -> int | None:
    match = _DAY(words[at].forms[0]) if at < len(words) else None
    return int(match[1]) if match and 1 <= int(match[1]) <= 31 else None


def _edtf(year: str | None, month: int, day: int | None, published: Date | None) -> str | None:
    """The date, in the last year that fits where none is named; None where there is no such day."""
    if year is None:
        if published is None:
            return None
        latest = published.latest
        year = str(latest // 10000 - (month * 100 + (day or 0) > latest % 10000))
    if day is None:
        return f"{year}-{month:02}"
    try:
        return date(int(year), month, day).isoformat()
    except ValueError:
        return None


def _relative(words: list[Word], published: Date | None) -> Iterator[Dated]:
    if published is None or published.earliest != published.latest:
        return
    mark = "~" if published.text.endswith(("~", "%")) else "?" if published.text.endswith("?") else ""
    day = published.latest
    today = date(day // 10000, day // 100 % 100, day % 100)
    for at, end, number in DAYS.find(words):
        if caseless(words[at].text) or capital(words[at].text):
            ago = (today.isoweekday() - number) % 7
            yield Dated(at, end, f"{(today - timedelta(ago)).isoformat()}{mark}")
    for at, end, back in _NEAR.find(words):
        yield Dated(at, end, f"{(today - timedelta(int(back))).isoformat()}{mark}")


def _plain(words: list[Word]) -> Iterator[Dated]:
    """Years, and days as 2024-11-27."""
    for at, word in enumerate(words):
        if _YEAR(word.forms[0]):
            month, day = _number(words, at + 1), _number(words, at + 2)
            joined = at + 2 < len(words) and words[at + 2].start - word.end <= len("-11-")
            if joined and month and day and month <= 12 and (edtf := _edtf(word.forms[0], month, day, None)):
                yield Dated(at, at + 3, edtf)
            else:
                yield Dated(at, at + 1, word.forms[0])
