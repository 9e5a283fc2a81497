"""Values: what a field becomes of a row's cells, worked out once for all rows from what a mapping says."""

from __future__ import annotations  # Raw is the name of a type that is written as text

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from syriakb.edits.entry import slug
from syriakb.edits.table.days import DayError, edtf
from syriakb.model.readers import Raw, is_slug

REFUSE, SKIP = "refuse", "skip"  # values of a map that are none
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}|]*)(?:\|([^{}]*))?\}")
_POINT = re.compile(r"(?i)point\s*\(\s*(-?[0-9.]+)\s+(-?[0-9.]+)")
Cells: TypeAlias = Mapping[str, Raw]
Get: TypeAlias = "Callable[[Cells], Raw | None]"
_Filter: TypeAlias = Callable[[str], str]


class UnfitError(ValueError):
    """A row's cells do not give the value; the message is a sentence."""


class SkipError(Exception):
    """The mapping leaves out what has that value."""


class Part(NamedTuple):
    """A part of a template: words of its own, or a column and what is done to its cell."""

    words: str
    column: str | None = None
    filter: str | None = None


class Value(NamedTuple):
    """Where a field's value comes from: the parts of a template, of which a column and a constant are the simplest.

    Then, in this order: what single values become, the forms of its dates, whether it is a number, what parts a list.
    `by` is a column of ids or codes that is asked first, `within` one of what a place lies in.
    """

    parts: tuple[Part, ...]
    table: Mapping[str, str] | None = None
    default: str | None = None
    date: tuple[str, ...] | None = None
    number: bool = False
    split: str | None = None
    by: str | None = None
    within: str | None = None

    @property
    def columns(self) -> list[str]:
        """The columns that it takes something from."""
        return [*(part.column for part in self.parts if part.column), *filter(None, (self.by, self.within))]


def number(text: str) -> str:
    """A whole number without a fraction that a spreadsheet gave it: `652.0` is 652."""
    return re.sub(r"\A(-?\d+)\.0+\Z", r"\1", text.strip())


def _date(text: str) -> str:
    try:
        return edtf(text)
    except DayError as error:
        raise UnfitError(str(error)) from None


def as_id(text: str) -> str:
    """A text as an id, or as a part of one. Raises UnfitError."""
    if is_slug(text := number(text)):
        return text
    if made := slug(text):
        return made
    raise UnfitError(f"No id can be made of {text!r}.")


def _last(text: str) -> str:
    """What stands behind the last slash of an address: the item of Wikidata."""
    return text.rstrip("/").rpartition("/")[2]


def _degrees(which: int) -> _Filter:
    """The longitude (1) or latitude (2) of a point as WKT writes it, `Point(36.2 35.5)`."""

    def read(text: str) -> str:
        if found := _POINT.search(text):
            return found[which]
        raise UnfitError(f"{text!r} is no point, such as Point(36.2 35.5).")

    return read


FILTERS: Mapping[str, _Filter] = {
    "date": _date,
    "number": number,
    "id": as_id,
    "last": _last,
    "lat": _degrees(2),
    "lon": _degrees(1),
}


def parts(text: str) -> tuple[Part, ...]:
    """The parts of a template; `{{` and `}}` are braces. Raises UnfitError."""
    found: list[Part] = []
    at = 0
    for match in _PLACEHOLDER.finditer(text):
        words = text[at : match.start()] + (match[0][0] if match[1] is None else "")
        if words:
            found.append(Part(_unbraced(words) if match[1] is not None else words))
        if match[1] is not None:
            name = match[2].strip() if match[2] else None
            if name is not None and name not in FILTERS:
                raise UnfitError(f"{name!r} is nothing that can be done to a cell. There is {', '.join(FILTERS)}.")
            found.append(Part("", match[1].strip(), name))
        at = match.end()
    if text[at:]:
        found.append(Part(_unbraced(text[at:])))
    return tuple(found)


def _unbraced(words: str) -> str:
    if "{" in words or "}" in words:
        raise UnfitError("A brace does not close. For a brace as it is, write two.")
    return words


def getter(value: Value, *, is_id: bool = False) -> Get:
    """How to get a value; of an id, each part is made fit for one. None where there is nothing.

    The getter raises UnfitError, SkipError.
    """
    get = _single(value.parts[0], is_id) if len(value.parts) == 1 else _joined(value.parts, is_id)
    if value.table is not None or value.default is not None:
        get = _mapped(get, value)
    if value.number:
        get = _each(get, number)
    if value.date is not None:
        get = _each(get, _reader(value.date))
    return _split(get, value.split) if value.split else get


def blank(value: Raw | None) -> bool:
    """Whether a cell says nothing."""
    if value.__class__ is str:
        return not value or value.isspace()
    return not value


def _single(part: Part, is_id: bool) -> Get:
    if part.column is None:
        constant = part.words
        return lambda _: constant
    column, change = part.column, FILTERS[part.filter] if part.filter else as_id if is_id else None

    def get(cells: Cells) -> Raw | None:
        cell = cells.get(column)
        if cell is None or blank(cell):
            return None
        return change(cell) if change and isinstance(cell, str) else cell

    return get


def _joined(parts: tuple[Part, ...], is_id: bool) -> Get:
    """Of a template; where one of its columns is blank it gives nothing, since half a sentence is none."""
    singles = [(part.words, _single(part, is_id) if part.column is not None else None) for part in parts]

    def get(cells: Cells) -> Raw | None:
        texts = []
        for words, single in singles:
            if single is None:
                texts.append(words)
            elif (text := single(cells)) is None:
                return None
            else:
                texts.append(_listed(text).strip())
        return "".join(texts)

    return get


def _listed(value: Raw) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _mapped(get: Get, value: Value) -> Get:
    table = {key.strip().casefold(): each for key, each in (value.table or {}).items()}

    def one(text: str) -> str | None:
        if value.table is None:
            return text
        found = table.get(text.strip().casefold(), value.default)
        if found is None or found == REFUSE:
            raise UnfitError(f"{text!r} is refused by the mapping, which takes {', '.join(value.table)}.")
        if found == SKIP:
            raise SkipError
        return found or None

    def mapped(cells: Cells) -> Raw | None:
        cell = get(cells)
        if cell is None:
            if "" in table:
                return one("")
            if value.default == REFUSE:
                raise UnfitError("It is blank, which the mapping refuses.")
            if value.default == SKIP:
                raise SkipError
            return value.default or None
        if isinstance(cell, list):
            return [text for text in map(one, cell) if text]
        return one(cell) if isinstance(cell, str) else cell

    return mapped


def _reader(formats: tuple[str, ...]) -> _Filter:
    def read(text: str) -> str:
        try:
            return edtf(text, formats)
        except DayError as error:
            raise UnfitError(str(error)) from None

    return read


def _each(get: Get, change: _Filter) -> Get:
    def changed(cells: Cells) -> Raw | None:
        cell = get(cells)
        if isinstance(cell, list):
            return [change(text) for text in cell]
        return change(cell) if isinstance(cell, str) else cell

    return changed


def _split(get: Get, separator: str) -> Get:
    def listed(cells: Cells) -> Raw | None:
        cell = get(cells)
        if not isinstance(cell, str):
            return cell
        return [text.strip() for text in cell.split(separator) if text.strip()]

    return listed
