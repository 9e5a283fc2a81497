"""Text to records: the bytes of one file become typed records, every fault with its line and column."""

import re
from array import array
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from syriakb.errors import ERROR, WARNING, Problem
from syriakb.model.fields import WARNINGS, Fault, build
from syriakb.model.readers import Raw
from syriakb.model.records import Kb, Record
from syriakb.text import canonical, conflict, jsonl, recover, yaml
from syriakb.text.items import Item, Spot, TextError, line_column

MAX_FILE = 512 * 1024 * 1024
_KEY_FAULTS = frozenset({"unknown-field", "duplicate-field"})


class Unsound(NamedTuple):
    """A record with faults: where it begins, what problems call it, and its fields as text."""

    line: int
    column: int
    name: str
    raw: dict[str, Raw]


class Entry(NamedTuple):
    """A sound record and where it begins, counted from 1."""

    line: int
    column: int
    record: Record


def load(kind: type[Any], file: str, data: bytes) -> Iterator[Entry | Unsound | Problem]:
    """Read the records of one kind from the bytes of one file.

    `file` names it in problems, and its suffix says which form it has: `.jsonl` or YAML. Gives the sound records in
    the order of the file, and every problem; reading goes on behind a faulty record, also
    where it is the syntax that is wrong. Those that a change in git touches which met another are left out.
    """
    try:
        text = _decode(data)
        found = _items(kind, file, text)
        if met := conflict.markers(text):
            found = conflict.items(text, found, met, a_line_each=file.endswith(".jsonl"))
        for item in found:
            yield from _entry(kind, file, text, item)
    except TextError as error:
        yield Problem(ERROR, error.code, file, error.line, error.column, error.message, error.hint)


def locate(file: str, data: bytes, line: int, column: int, field: str) -> tuple[int, int]:
    """Line and column of a field's value in the record that begins at `line` and `column`; else the record's own."""
    spot = _spots(file)(_of_record(file, data, line, column), Item(1, column)).get(field)
    return (spot.value[0] + line - 1, spot.value[1]) if spot else (line, column)


def _of_record(file: str, data: bytes, line: int, column: int) -> str:
    """The lines of a record alone, since a large file is not decoded for one; none where it became too short for it."""
    starts = _starts(data)
    if line > len(starts):
        return ""
    found = _next_record(file, column).search(data, starts[line - 1])
    return data[starts[line - 1] : found.start() if found else None].decode("utf-8-sig" if line == 1 else "utf-8")


def _next_record(file: str, column: int) -> re.Pattern[bytes]:
    """The line end before what does not belong to a record that begins in that column."""
    if file.endswith(".jsonl"):
        return re.compile(rb"\n")
    return re.compile(rb"\n {0,%d}(?=[^\s#])" % (column - 2) if column > 1 else rb"\Z")


# Many findings of one file are located one after the other. No file is so large that 32 bits do not count its bytes.
@lru_cache(maxsize=1)
def _starts(data: bytes) -> "array[int]":
    return array("I", chain([0], (found.end() for found in re.finditer(b"\n", data))))


def _items(kind: type[Any], file: str, text: str) -> Iterator[Item]:
    if file.endswith(".jsonl"):
        return jsonl.items(text)
    return yaml.items(text, single=True) if kind is Kb else recover.items(text, canonical.items(kind, text))


def _spots(file: str) -> Callable[[str, Item], dict[str, Spot]]:
    return jsonl.spots if file.endswith(".jsonl") else yaml.spots


def _entry(kind: type[Any], file: str, text: str, item: Item) -> Iterator[Entry | Unsound | Problem]:
    record, faults = build(kind, item.raw) if item.raw or not item.faults else (None, [])
    if item.faults:
        record, faults = None, _beside(faults, item)
    if faults or item.faults:
        yield from _problems(
            file, item, faults, _spots(file)(text, item) if any(fault.field for fault in faults) else {}
        )
    if record is not None:
        yield Entry(item.line, item.column, record)
    elif item.raw:
        yield Unsound(item.line, item.column, _name(file, item), item.raw)


def _beside(faults: list[Fault], item: Item) -> list[Fault]:
    """Leave out what the fields' text already was accused of."""
    accused = {fault.field for _, _, fault in item.faults}
    return [fault for fault in faults if fault.field not in accused]


def _problems(file: str, item: Item, faults: list[Fault], spots: dict[str, Spot]) -> Iterator[Problem]:
    record = _name(file, item)
    here = Spot((item.line, item.column), (item.line, item.column))
    located = [(*_place(spots.get(fault.field, here), fault), fault) for fault in faults]
    for line, column, fault in sorted([*item.faults, *located], key=lambda found: found[:2]):
        severity = WARNING if fault.code in WARNINGS else ERROR
        yield Problem(severity, fault.code, file, line, column, fault.message, fault.hint, record)


def _name(file: str, item: Item) -> str:
    """The record's id, as far as it could be read; else where it stands."""
    name = item.raw.get("id")
    return name if isinstance(name, str) else f"{file}:{item.line}"


def _place(spot: Spot, fault: Fault) -> tuple[int, int]:
    return spot.key if fault.code in _KEY_FAULTS else spot.value


def _decode(data: bytes) -> str:
    if len(data) > MAX_FILE:
        limit = f"{MAX_FILE // 1024**2} MiB"
        raise TextError(1, 1, "too-large", f"The file is larger than {limit}.", "Split it into several files.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        before = data[: bad.start].decode("utf-8", "replace")
        message = f"The byte 0x{data[bad.start]:02x} is not UTF-8."
        hint = "Save the file with the encoding UTF-8."
        raise TextError(*line_column(before, len(before)), "encoding", message, hint) from None
