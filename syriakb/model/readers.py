"""Readers: the text of a field typed by the field it stands in, never by how it looks.

`no` is a word in a statement and an error in `credibility`. A reader takes the text, list or mapping that stands in a
file and gives the value; it raises UnfitError where the one does not fit the other.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, TypeAlias, TypeGuard
from unicodedata import normalize

from syriakb.model import dates
from syriakb.model.dates import Date
from syriakb.model.vocabulary import CREDIBILITIES

Raw: TypeAlias = "str | list[str] | dict[str, str]"


class UnfitError(ValueError):
    """A field's text does not fit the field."""

    def __init__(self, message: str, hint: str | None = None, code: str = "wrong-type") -> None:
        super().__init__(message)
        self.hint, self.code = hint, code


class Kind(NamedTuple):
    """What the text of a field can be: its reader, the type of its column, and how help writes it.

    `type` is that of an SQL column; FLAG is 1 or 0, DAYS an EDTF text with its first and last day, LIST texts in a
    table of their own, RECORD a record within the record. `choices` are the words that it is one of.
    """

    read: Callable[[Raw], Any]
    type: str
    metavar: str = "TEXT"
    choices: tuple[str, ...] = ()


TEXT, WHOLE, DECIMAL, FLAG, DAYS, LIST, RECORD = "TEXT", "INTEGER", "REAL", "FLAG", "DATE", "JSON", "RECORD"


def _text(raw: Raw) -> str:
    if isinstance(raw, str) and raw.strip():
        return raw
    if isinstance(raw, str):
        raise UnfitError("is empty", "Give it a value, or leave the field out.", "empty-value")
    raise UnfitError("is a list or a mapping where one text is expected")


_SLUG_LETTERS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*").fullmatch
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}").fullmatch


_SHOWN = 30  # digits of a number that is too large


def is_slug(raw: Raw) -> TypeGuard[str]:
    """Whether it can be an id."""
    return isinstance(raw, str) and _SLUG(raw) is not None


def _slug(raw: Raw) -> str:
    if is_slug(raw):
        return raw
    text = _text(raw)
    if _SLUG_LETTERS(text):
        raise UnfitError(f"is {text[:_SHOWN]}..., which is no id, as it has {len(text)} characters", "At most 100 do.")
    near = "-".join(re.findall(r"[a-z0-9._]+", re.sub(r"[\u0300-\u036f]", "", normalize("NFKD", text)).lower()))
    such = f", such as {near}" if is_slug(near) and len(near) > 1 else ""
    hint = f"An id is up to 100 letters a-z, digits, hyphens, dots and underscores{such}."
    raise UnfitError(f"is {text!r}, which is no id", hint)


def _one_of(*words: str) -> Callable[[Raw], str]:
    def read(raw: Raw) -> str:
        if raw in words:
            return str(raw)
        raise UnfitError(f"is {_text(raw)!r}, which it cannot be", f"Write one of {', '.join(words)}.")

    return read


def _many(one: Callable[[Raw], str]) -> Callable[[Raw], tuple[str, ...]]:
    def read(raw: Raw) -> tuple[str, ...]:
        if not isinstance(raw, list):
            raise UnfitError("is not a list", "Write a list, such as [one, two].")
        return tuple(one(item) for item in raw)

    return read


def _one_or_many(raw: Raw) -> str | tuple[str, ...]:
    if not isinstance(raw, list) or len(raw) == 1:
        return _text(raw[0] if isinstance(raw, list) else raw)
    several = tuple(_text(each) for each in raw)
    if not several:
        raise UnfitError("is an empty list", "Name one, or several who do it together.", "empty-value")
    if len(set(several)) < len(several):
        raise UnfitError(f"names {next(e for e in several if several.count(e) > 1)} twice", "Name each once.")
    return several


def _date(raw: Raw) -> Date:
    try:
        return dates.parse(_text(raw))
    except dates.BadDate as bad:
        raise UnfitError(f"is no date. {bad}", _meant(_text(raw)), "bad-date") from None


@cache
def _meant(text: str) -> str | None:
    """What somebody probably meant who wrote no EDTF, as a hint. It is kept, since tables repeat what is wrong."""
    from syriakb.model import everyday

    try:
        return f"Did you mean {everyday.understood(text)}?"
    except everyday.TwoDays as two:
        return f"Did you mean {' or '.join(two.days)}?"
    except dates.BadDate:
        return None


def _whole(raw: Raw) -> int:
    text = _text(raw)
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return int(text)
    if re.fullmatch(r"[0-9]+", text, re.ASCII):
        raise UnfitError(f"is {text[:_SHOWN]}, which is too large", "The largest is 999999999.")
    plain = re.sub(r"[\s,.'_]", "", text)
    grouped = plain.isascii() and plain.isdigit() and re.fullmatch(r"[0-9]{1,3}([\s,.'_][0-9]{3})+", text)
    hint = f"Write {plain}." if grouped and len(plain) <= 9 else "Write one, such as 4."
    raise UnfitError(f"is {text!r}, which is no whole number", hint)


def _degrees(limit: int) -> Callable[[Raw], float]:
    def read(raw: Raw) -> float:
        text = _text(raw)
        if re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]+)?(e-[0-9]{1,3})?", text):
            if abs(float(text)) <= limit:
                return float(text)
            raise UnfitError(f"is {text}, which is beyond {limit} degrees", f"It is between -{limit} and {limit}.")
        hint = f"Write degrees and their decimals, between -{limit} and {limit}, such as 35.93 or -0.5."
        raise UnfitError(f"is {text!r}, which is no number", hint)

    return read


def _flag(raw: Raw) -> bool:
    return _one_of("true", "false")(raw) == "true"


def _wikidata(raw: Raw) -> str:
    text = _text(raw)
    if re.fullmatch("Q[1-9][0-9]*", text):
        return text
    meant = re.fullmatch(r"(?:\S*[/:])?[Qq]([1-9][0-9]*)/?", text.strip())
    hint = f"Did you mean Q{meant[1]}?" if meant else "An item is a Q and a number, such as Q2007044."
    raise UnfitError(f"is {text!r}, which is no item of Wikidata", hint)


def _mapping(raw: Raw) -> dict[str, str]:
    if isinstance(raw, dict):
        return raw
    raise UnfitError("is not a mapping", "Write `on` and `reason` below it, each on a line of its own.")


def _url(raw: Raw) -> str:
    text = _text(raw)
    start, colon, rest = text.partition("://")
    if not colon or start not in ("https", "http") or not rest:
        raise UnfitError(f"is {text!r}, which is no web address", "It begins with https:// or http://.")
    if blank := re.search(r"\s", text):
        hint = f"Write %20 for a blank within it, or leave out what follows {text[: blank.start()]}."
        raise UnfitError(f"is {text!r}, which has a blank in it", hint)
    return text


PLAIN = Kind(_text, TEXT)
ID = Kind(_slug, TEXT, "ID")
DATE = Kind(_date, DAYS, "DATE")
NUMBER = Kind(_whole, WHOLE, "N")
GRADE = Kind(lambda raw: int(_one_of(*CREDIBILITIES)(raw)), WHOLE, "1-6", CREDIBILITIES)
SCHEMA = Kind(lambda raw: int(_one_of("1")(raw)), WHOLE)
YES = Kind(_flag, FLAG)
LATITUDE = Kind(_degrees(90), DECIMAL, "DEGREES")
LONGITUDE = Kind(_degrees(180), DECIMAL, "DEGREES")
WIKIDATA = Kind(_wikidata, TEXT, "Q")
URL = Kind(_url, TEXT, "URL")
NAMES = Kind(_many(_text), LIST, "NAME")
TEXTS = Kind(_many(_text), LIST)
IDS = Kind(_many(_slug), LIST, "ID")
# The id of another record. Any text is read, since the check whether there is such a record knows who may be meant.
REF = Kind(_text, TEXT, "ID")
REFS = Kind(_many(_text), LIST, "ID")
TOGETHER = Kind(_one_or_many, TEXT, "ID")  # an id, or a list of those who do it together
NESTED = Kind(_mapping, RECORD)


def one_of(words: tuple[str, ...], metavar: str = "TEXT") -> Kind:
    """One of some words."""
    return Kind(_one_of(*words), TEXT, metavar, words)
