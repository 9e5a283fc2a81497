"""Parts: a file of records cut into pieces of text that belong together, so that they can be put together otherwise.

A piece is a record with the comments and blank lines right above it. All pieces, one behind the other, are the text.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from syriakb.model.readers import Raw
from syriakb.text import jsonl, yaml
from syriakb.text.items import Item, TextError

_EMPTY_LIST = re.compile(r"^\[\s*\][ \t]*\n?", re.MULTILINE)


class Part(NamedTuple):
    """One record: the lines above it that tell of it, its own lines, and what they say. All lines end."""

    name: str
    lead: str
    text: str
    raw: Mapping[str, Raw]
    column: int  # in which its fields stand, from 1; 0 where they have no lines of their own


class Parts(NamedTuple):
    """A file: what stands above the records, the records, and what stands below."""

    head: str
    records: tuple[Part, ...]
    tail: str


class UncutError(Exception):
    """The text cannot be cut into records."""


def cut(text: str, *, lines_of_json: bool) -> Parts:
    """Cut a text whose lines end with \\n into its records.

    Raises UncutError where it has faults, a record without an id or two with one, or records that share lines.
    """
    if text and not text.endswith("\n"):
        text += "\n"
    try:
        items = list(jsonl.items(text) if lines_of_json else yaml.items(text, single=False))
    except TextError as error:
        raise UncutError(error.message) from None
    names = [str(item.raw.get("id", "")) for item in items]
    if any(item.faults for item in items) or "" in names or len({*names}) < len(names):
        raise UncutError("A record has faults, no id, or that of another.")
    if not items:
        return Parts("" if lines_of_json else _EMPTY_LIST.sub("", text, count=1), (), "")
    lines = text.splitlines(keepends=True) if lines_of_json else text.split("\n")
    if not lines_of_json:
        lines = [f"{line}\n" for line in lines[:-1]]
    return _of_lines(lines, items) if lines_of_json else _of_blocks(lines, items)


def _of_lines(lines: list[str], items: list[Item]) -> Parts:
    return Parts("", tuple(Part(str(each.raw["id"]), "", lines[each.line - 1], each.raw, 0) for each in items), "")


def _of_blocks(lines: list[str], items: list[Item]) -> Parts:
    begins = [_hyphen(lines, item) for item in items]
    if len({*begins}) < len(begins):
        raise UncutError("Two records share a line.")
    margin = len(lines[begins[0]]) - len(lines[begins[0]].lstrip(" "))
    ends = [_last(lines, begin, below, margin) for begin, below in zip(begins, [*begins[1:], len(lines)], strict=True)]
    head = _head(lines, begins[0])
    records = []
    for item, begin, end, above in zip(items, begins, ends, [head, *ends], strict=False):
        text = "".join(lines[begin:end])
        column = 0 if text.lstrip(" -\n").startswith("{") else item.column
        records.append(Part(str(item.raw["id"]), "".join(lines[above:begin]), text, item.raw, column))
    return Parts("".join(lines[:head]), tuple(records), "".join(lines[ends[-1] :]))


def _hyphen(lines: list[str], item: Item) -> int:
    """The line with the hyphen of a record, counted from 0. Raises UncutError where it has none to itself."""
    at = item.line - 1
    before = lines[at][: item.column - 1]
    while not before.strip() and at:
        at -= 1
        before = lines[at]
    if not re.fullmatch(r" *-\s*", before):
        raise UncutError("A record shares its line, or stands in brackets.")
    return at


def _last(lines: list[str], begin: int, end: int, margin: int) -> int:
    """The line behind the last one of a record: blank lines and comments at its margin belong to the one below."""
    return end - blank_below(lines[begin:end], margin)


def blank_below(lines: list[str], margin: int) -> int:
    """How many lines at the end are blank, or comments no deeper than the margin of the records."""
    count = 0
    for line in reversed(lines):
        bare = line.strip()
        if bare and not (bare.startswith("#") and len(line) - len(line.lstrip(" ")) <= margin):
            break
        count += 1
    return count


def _head(lines: list[str], begin: int) -> int:
    """How many lines are above the first record and not about it: down to the last blank one, else all of them."""
    blank = [at for at in range(begin) if not lines[at].strip()]
    return blank[-1] + 1 if blank else begin


class Fields(NamedTuple):
    """A record in pieces: its hyphen, and the lines of each field with the comments right above them, by its name."""

    hyphen: str
    lines: Mapping[str, str]


def fields(part: Part) -> Fields:
    """Cut a record whose fields have lines of their own. Raises UncutError where two fields share one."""
    (item,) = yaml.items(part.text, single=False)
    keys = list(yaml.layout(part.text, item).keys.items())
    starts = [_line_start(part.text, offset) for _, offset in keys]
    hyphen = part.text[: keys[0][1]]
    starts[0] = keys[0][1] - (part.column - 1)
    if starts[0] < 0 or sorted({*starts}) != starts:
        raise UncutError("Two fields share a line.")
    text = " " * (part.column - 1)  # in the place of the hyphen, as the other fields begin
    pieces = {}
    for at, ((name, offset), start) in enumerate(zip(keys, starts, strict=True)):
        start = start if at else offset
        end = starts[at + 1] if at + 1 < len(keys) else len(part.text)
        pieces[name] = (text if not at else "") + part.text[start:end]
    return Fields(hyphen, pieces)


def _line_start(text: str, offset: int) -> int:
    """Where the line of an offset begins, or the comments right above it."""
    start = text.rfind("\n", 0, offset) + 1
    while start:
        above = text.rfind("\n", 0, start - 1) + 1
        if not text[above:start].lstrip().startswith("#"):
            break
        start = above
    return start
