"""Dates as other people write them, to EDTF: only where there is no doubt which day is meant."""

import re
from datetime import UTC, datetime
from functools import lru_cache

from syriakb.model import dates

EPOCH = "epoch"  # seconds since 1970, instead of a format
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORD = r"([A-Za-z]{3,9})\.?"
_FORMS = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)[T ]\d\d:?\d\d.*"), "ymd"),
    (re.compile(r"(\d{4})(\d\d)(\d\d)"), "ymd"),
    (re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})"), "ymd"),
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"), "ymd"),
    (re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})"), "dmy"),
    (re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[ -]{_WORD}[ ,-]+(\d{{4}})"), "dmy"),
    (re.compile(rf"{_WORD} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})"), "mdy"),
    (re.compile(rf"{_WORD}[ -](\d{{4}})"), "my"),
)
_EITHER = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}")
_SPAN = re.compile(r"([^/]+?) ?/ ?([^/]+)")


class DayError(ValueError):
    """A text is no date that can be read without doubt; the message is a sentence."""


@lru_cache(maxsize=1 << 16)
def edtf(text: str, formats: tuple[str, ...] = ()) -> str:
    """A date as EDTF; a span of two as `start/end`. Raises DayError.

    With `formats` (those of strptime, such as %d/%m/%Y, or `epoch`) it has to be in one of them, or in EDTF.
    """
    text = text.strip()
    try:
        return dates.parse(text).text
    except dates.BadDate:
        pass
    if formats:
        return _formatted(text, formats)
    for form, order in _FORMS:
        if found := form.fullmatch(text):
            return _checked(_ordered(text, dict(zip(order, found.groups(), strict=True))))
    if _EITHER.fullmatch(text):
        raise DayError(f"{text} can be read as two days. Say which in a mapping: date: '%d/%m/%Y' or '%m/%d/%Y'.")
    if span := _SPAN.fullmatch(text):
        return f"{edtf(span[1])}/{edtf(span[2])}"
    raise DayError(f"{text} is not a date.")


def _ordered(text: str, parts: dict[str, str]) -> str:
    month = parts["m"] if parts["m"].isdigit() else _month(text, parts["m"])
    written = [parts["y"], f"{int(month):02}"] + ([f"{int(parts['d']):02}"] if "d" in parts else [])
    return "-".join(written)


def _month(text: str, word: str) -> str:
    if (name := word[:3].lower()) in _MONTHS:
        return str(_MONTHS.index(name) + 1)
    raise DayError(f"{text} is not a date: {word} is no month.")


def _checked(written: str) -> str:
    try:
        return dates.parse(written).text
    except dates.BadDate as bad:
        raise DayError(str(bad)) from None


def _formatted(text: str, formats: tuple[str, ...]) -> str:
    for form in formats:
        try:
            if form == EPOCH:
                return datetime.fromtimestamp(float(text), UTC).date().isoformat()
            found = datetime.strptime(text, form)
        except (ValueError, OverflowError, OSError):
            continue
        parts = ["%Y", "%m", "%d"]
        if not re.search("%[djcxFD]", form):
            parts = parts[: 2 if re.search("%[mbB]", form) else 1]
        return found.strftime("-".join(parts)).zfill(4)
    raise DayError(f"{text} is no date in the form {' or '.join(formats)}.")
