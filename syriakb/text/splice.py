"""Splices: the text of one file with a record added, changed or taken back, every other byte as it was.

Each gives the new bytes only after reading them back: they hold the records that were there, and the changed one as it
was meant. A text written in a way that cannot be changed like that is refused, never rewritten.
"""

from __future__ import annotations  # Raw is the name of a type that is written as text

import dataclasses
import re
from codecs import iterdecode
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from syriakb.errors import StoreError
from syriakb.model.readers import Raw
from syriakb.model.records import FIELDS
from syriakb.text import canonical, field, jsonl, write, yaml
from syriakb.text.items import Item, TextError
from syriakb.text.parts import blank_below

_BOM = "\ufeff"
_HEAD = 64 * 1024  # bytes; within so many the first record begins
_FIRST = re.compile(r"^( *)(?:-(?=\s)|(\[))", re.MULTILINE)


class Spliced(NamedTuple):
    """The new bytes of a file, and the line on which the record now begins."""

    data: bytes
    line: int


class Excerpt(NamedTuple):
    """One record out of a file: its text as somebody would edit it, and the line on which it begins."""

    text: str
    line: int
    raw: dict[str, Raw]


class _Text(NamedTuple):
    """A file's text apart from its byte order mark, with the line end that it uses."""

    kind: type[Any]
    path: str
    mark: str
    text: str
    newline: str

    @classmethod
    def of(cls, kind: type[Any], path: str, data: bytes) -> _Text:
        try:
            text = data.decode()
        except UnicodeDecodeError:
            raise StoreError(f"{path} is not UTF-8, so nothing can be written to it. Save it as UTF-8 first.") from None
        mark = _BOM if text.startswith(_BOM) else ""
        newline = "\r\n" if re.match("[^\n]*\r\n", text) else "\n"
        return cls(kind, path, mark, text[len(mark) :], newline)

    @property
    def lines_of_json(self) -> bool:
        return self.path.endswith(".jsonl")

    def items(self, text: str | None = None) -> list[Item]:
        """The records, as the loader reads them. Raises StoreError where they cannot be read to the end."""
        own = self.text if text is None else text
        return self._read(jsonl.items(own) if self.lines_of_json else canonical.items(self.kind, own))

    def placed(self) -> list[Item]:
        """The records of a YAML text, with their offsets."""
        return self._read(yaml.items(self.text, single=False))

    def _read(self, items: Iterator[Item]) -> list[Item]:
        try:
            return list(items)
        except TextError as error:
            where = f"{self.path}:{error.line}:{error.column}"
            raise StoreError(f"{where}: {error.message} Mend it before anything is written to the file.") from None

    def changed(self, new: str, at: int, expected: list[Mapping[str, Raw]]) -> Spliced | None:
        """The spliced bytes where they read back as `expected`, else None; the record begins at the offset `at`."""
        try:
            found = self.items(new)
        except StoreError:
            return None
        if [item.raw for item in found] != expected:
            return None
        return Spliced((self.mark + new).encode(), new.count("\n", 0, at) + 1)

    def own_lines(self, text: str) -> str:
        """A text with the line ends of the file."""
        return text.replace("\n", self.newline)


def append(
    kind: type[Any], path: str, data: bytes, raws: Sequence[Mapping[str, Raw]], behind: str | None = None
) -> Spliced:
    """Add records behind the one with the id `behind`, where that can be done, else behind the last one.

    Gives the line of the first of them. Raises StoreError.
    """
    if behind and (spliced := _behind_one(kind, path, data, raws, behind)):
        return spliced
    if spliced := _behind_last(kind, path, data, raws):
        return spliced
    whole = _Text.of(kind, path, data)
    expected: list[Mapping[str, Raw]] = [*(item.raw for item in whole.items()), *raws]
    for place in (_behind_lines,) if whole.lines_of_json else (_behind, _in_brackets):
        new, at = place(whole, raws)
        if spliced := whole.changed(new, at, expected):
            return spliced
    raise _refusal(path)


def _behind_last(kind: type[Any], path: str, data: bytes, raws: Sequence[Mapping[str, Raw]]) -> Spliced | None:
    """Behind the last of records that have lines of their own; None where that is not how they stand.

    Such records are read one by one, so that only the last of a large file has to be read back with what is added.
    """
    first = _FIRST.search(data[:_HEAD].decode("utf-8", "replace"))
    if not first or first[2]:
        return None
    margin = f"\n{first[1]}-".encode()
    start = max(data.rfind(margin + blank) for blank in (b" ", b"\n", b"\r")) + 1
    if not start:  # no record but the first, or none that begins a line
        return None
    return _joined_in(kind, path, data, (start, len(data)), raws)


def _behind_one(
    kind: type[Any], path: str, data: bytes, raws: Sequence[Mapping[str, Raw]], name: str
) -> Spliced | None:
    """Behind a record whose first line tells its id, not the last; None where that is not how they stand."""
    found = re.search(rb"^( *)- id: %s[ \t]*\r?$" % re.escape(name.encode()), data, re.MULTILINE)
    if not found or path.endswith(".jsonl"):
        return None
    following = re.compile(rb"^%s-(?=\s)" % found[1], re.MULTILINE).search(data, found.end())
    if not following:
        return None
    lines = data[found.start() : following.start()].decode("utf-8", "replace").splitlines()
    below = blank_below(lines, len(found[1]))
    end = following.start()
    for _ in range(below):
        end = data.rindex(b"\n", 0, end - 1) + 1
    return _joined_in(kind, path, data, (found.start(), end), raws)


def _joined_in(
    kind: type[Any], path: str, data: bytes, place: tuple[int, int], raws: Sequence[Mapping[str, Raw]]
) -> Spliced | None:
    """Behind the one record that stands between two offsets, which alone is read back; None where it is not one."""
    start, end = place
    try:
        for _ in iterdecode((data[at : at + _HEAD] for at in range(0, len(data), _HEAD)), "utf-8"):
            pass  # only whether it can be read: a large file is not in memory twice
        newline = "\r\n" if re.match(b"[^\n]*\r\n", data) else "\n"
        last = _Text.of(kind, path, data[start:end])._replace(newline=newline)
        new, at = _behind(last, raws)
        found = last.items(new)
    except (UnicodeDecodeError, StoreError):
        return None
    if [item.raw for item in found[1:]] != list(raws):
        return None
    whole = b"".join((memoryview(data)[:start], new.encode(), memoryview(data)[end:]))
    return Spliced(whole, data.count(b"\n", 0, start) + new.count("\n", 0, at) + 1)


def _behind(whole: _Text, raws: Sequence[Mapping[str, Raw]]) -> tuple[str, int]:
    """Behind a list with a line or more for each record."""
    found = _FIRST.search(whole.text)
    indent = found[1] if found else ""
    lines = "".join(write.yaml_record(whole.kind, raw) for raw in raws)
    text = whole.text
    if found and found[2]:
        text = re.sub(r"\[\s*\][ \t]*(?:\r?\n)?", "", text, count=1)
    return _joined(whole, text, re.sub("^(?=.)", indent, lines, flags=re.MULTILINE))


def _behind_lines(whole: _Text, raws: Sequence[Mapping[str, Raw]]) -> tuple[str, int]:
    return _joined(whole, whole.text, "".join(f"{write.json_record(raw)}\n" for raw in raws))


def _joined(whole: _Text, text: str, lines: str) -> tuple[str, int]:
    """Lines behind a text. One that does not end its last line still does not."""
    added = whole.own_lines(lines)
    if not text or text.endswith("\n"):
        return text + added, len(text)
    return text + whole.newline + added.removesuffix(whole.newline), len(text) + len(whole.newline)


def _in_brackets(whole: _Text, raws: Sequence[Mapping[str, Raw]]) -> tuple[str, int]:
    """Into a list in brackets."""
    before, bracket, after = whole.text.rpartition("]")
    comma = "" if before.rstrip().endswith("[") else " " if before.rstrip().endswith(",") else ", "
    added = comma + ", ".join(map(write.yaml_inline, raws))
    return before + added + bracket + after, len(before) + len(comma)


def excerpt(kind: type[Any], path: str, data: bytes, name: str) -> Excerpt:
    """The record whose id is `name`, as YAML: a list of that one record. Raises StoreError where it is not there."""
    whole = _Text.of(kind, path, data)
    if whole.lines_of_json:
        item = _named(whole, whole.items(), name)[0]
        return Excerpt(write.yaml_record(kind, item.raw), item.line, item.raw)
    item = _named(whole, whole.placed(), name)[0]
    start, end = _extent(whole.text, item)
    lines = whole.text[start:end].replace("\r\n", "\n") + "\n"
    return Excerpt(lines if lines.lstrip().startswith("-") else f"- {lines}", item.line, item.raw)


def replace(kind: type[Any], path: str, data: bytes, name: str, text: str) -> Spliced:
    """Put a text such as `excerpt` gives in the place of the record whose id is `name`. Raises StoreError."""
    whole = _Text.of(kind, path, data)
    (new,) = yaml.items(text, single=False)
    if whole.lines_of_json:
        return _replaced_line(whole, name, lambda _: write.json_record(new.raw), new.raw)
    items = whole.placed()
    item, expected = _named(whole, items, name, new.raw)
    start, end = _extent(whole.text, item)
    lines = whole.own_lines(text.rstrip("\n"))
    if not whole.text[start:end].lstrip().startswith("-"):
        lines = re.sub(r"\A\s*-\s*", "", lines)
    if spliced := whole.changed(whole.text[:start] + lines + whole.text[end:], start, expected):
        return spliced
    raise _refusal(path)


def insert(kind: type[Any], path: str, data: bytes, name: str, added: tuple[str, Raw], before: str) -> Spliced:
    """Give the record whose id is `name` one more field, in front of the field `before` if it has that.

    Raises StoreError.
    """
    whole = _Text.of(kind, path, data)
    more = dict([added])
    if whole.lines_of_json:
        old = _named(whole, whole.items(), name)[0].raw
        return _replaced_line(
            whole, name, lambda line: _in_braces(line, write.json_record(more)[1:-1]), {**old, **more}
        )
    items = whole.placed()
    item = _named(whole, items, name)[0]
    expected = _named(whole, items, name, {**item.raw, **more})[1]
    for start, new in _insertions(whole, item, added, before):
        if spliced := whole.changed(new, start, expected):
            return spliced
    raise _refusal(path)


def amend(kind: type[Any], path: str, data: bytes, name: str, changes: Mapping[str, Raw | None]) -> Spliced:
    """Give fields of the record whose id is `name` other values, or with None take them out; the others stay.

    Raises StoreError.
    """
    whole = _Text.of(kind, path, data)
    items = whole.items() if whole.lines_of_json else whole.placed()
    item = _named(whole, items, name)[0]
    raw = field.changed(item.raw, changes, list(FIELDS[kind]))
    if whole.lines_of_json:
        return _replaced_line(whole, name, lambda _: write.json_record(raw), raw)
    expected = _named(whole, items, name, raw)[1]
    new = field.rewritten(whole.text, item, changes, list(FIELDS[kind]), whole.newline)
    if spliced := whole.changed(new, _extent(whole.text, item)[0], expected):
        return spliced
    raise _refusal(path)


def _insertions(whole: _Text, item: Item, added: tuple[str, Raw], before: str) -> Iterator[tuple[int, str]]:
    """The texts that may do, best first, each with where the record begins in it."""
    text, laid = whole.text, yaml.layout(whole.text, item)
    start, end = _extent(text, item)
    if laid.braces:
        inner = write.yaml_inline(dict([added]))[1:-1]
        yield start, text[: item.start] + _in_braces(text[item.start : item.end], inner) + text[item.end :]
        return
    lines = whole.own_lines("\n".join(write.yaml_field(*added, item.column - 1)))
    if before in laid.keys:
        line = text.rfind("\n", 0, laid.keys[before]) + 1
        yield start, text[:line] + lines + whole.newline + text[line:]
    yield start, text[:end] + whole.newline + lines + text[end:]
    yield start, text[: item.end] + lines + whole.newline + text[item.end :]


def _in_braces(record: str, added: str) -> str:
    before, brace, after = record.rpartition("}")
    comma = " " if before.rstrip().endswith(",") else ", "
    return before + comma + added + brace + after


def _replaced_line(whole: _Text, name: str, change: Callable[[str], str], raw: Mapping[str, Raw]) -> Spliced:
    item, expected = _named(whole, whole.items(), name, raw)
    lines = whole.text.split("\n")
    ending = "\r" if lines[item.line - 1].endswith("\r") else ""
    lines[item.line - 1] = change(lines[item.line - 1].removesuffix("\r")) + ending
    at = sum(len(line) + 1 for line in lines[: item.line - 1])
    if spliced := whole.changed("\n".join(lines), at, expected):
        return spliced
    raise _refusal(whole.path)


def _named(
    whole: _Text, items: list[Item], name: str, instead: Mapping[str, Raw] | None = None
) -> tuple[Item, list[Mapping[str, Raw]]]:
    """The record of that id, and the fields of all with `instead` in the place of its own."""
    for at, item in enumerate(items):
        if item.raw.get("id") == name:
            expected: list[Mapping[str, Raw]] = [each.raw for each in items]
            expected[at] = item.raw if instead is None else instead
            return item, expected
    raise StoreError(f"The record {name} is no longer in {whole.path}.")


def _extent(text: str, item: Item) -> tuple[int, int]:
    """From the start of the line with the record's hyphen to the end of the line with its last value."""
    laid = yaml.layout(text, item)
    hyphen = re.search(r"^ *-\s*\Z", text[: item.start], re.MULTILINE)
    if not hyphen:
        return item.start, item.end
    end = text.find("\n", laid.end)
    end = len(text) if end < 0 else end
    return hyphen.start(), end - 1 if text[laid.end : end].endswith("\r") else end


def _refusal(path: str) -> StoreError:
    return StoreError(
        f"{path} is written in a form that cannot be changed from here: use an editor. More: syriakb help changing"
    )


def records(kind: type[Any], path: str, data: bytes) -> Iterator[dict[str, Raw]]:
    """The fields of every record of a file, as text. Raises StoreError where they cannot be read to the end."""
    return (item.raw for item in _Text.of(kind, path, data).items())


def rewrite(kind: type[Any], path: str, data: bytes, changes: Mapping[str, Mapping[str, Raw] | None]) -> Spliced:
    """Write several records anew, by their ids, or leave out those that become None; gives the line of the first.

    Raises StoreError.
    """
    whole = _Text.of(kind, path, data)
    items = whole.items() if whole.lines_of_json else whole.placed()
    become = [changes.get(str(item.raw.get("id")), item.raw) for item in items]
    expected = [raw for raw in become if raw is not None]
    meant = [item for item in items if item.raw.get("id") in changes]
    if len(meant) != len(changes):
        gone = min({*changes} - {str(item.raw.get("id")) for item in meant}, default=next(iter(changes)))
        raise StoreError(f"The record {gone} is no longer in {path}, or stands there twice.")
    if whole.lines_of_json:
        texts: Iterator[str] = iter([_lines_rewritten(whole, meant, changes)])
    else:
        texts = (_rewritten(whole, meant, changes, by_field=each) for each in (True, False))
    for new in texts:
        if spliced := whole.changed(new, 0, expected):
            return spliced._replace(line=meant[0].line)
    raise _refusal(path)


def _lines_rewritten(whole: _Text, meant: list[Item], changes: Mapping[str, Mapping[str, Raw] | None]) -> str:
    lines: list[str | None] = list(whole.text.split("\n"))
    for item in meant:
        ending = "\r" if str(lines[item.line - 1]).endswith("\r") else ""
        raw = changes[str(item.raw["id"])]
        lines[item.line - 1] = None if raw is None else write.json_record(raw) + ending
    return "\n".join(line for line in lines if line is not None)


def _rewritten(
    whole: _Text, meant: list[Item], changes: Mapping[str, Mapping[str, Raw] | None], *, by_field: bool
) -> str:
    """The text with records rewritten: only the fields that differ, or as wholes, where that cannot be done."""
    pieces, at = [], 0
    for item in meant:
        start, end = _extent(whole.text, item)
        raw = changes[str(item.raw["id"])]
        if raw is None:
            text = ""
            end = whole.text.find("\n", end) + 1 or len(whole.text)
        elif by_field:
            text = _fields_rewritten(whole, item, raw, start, end)
        elif yaml.layout(whole.text, item).braces:
            start, end, text = item.start, whole.text.rindex("}", item.start, item.end) + 1, write.yaml_inline(raw)
        else:
            indent = " " * (len(whole.text[start:end]) - len(whole.text[start:end].lstrip(" ")))
            lines = write.yaml_record(whole.kind, raw).rstrip("\n")
            text = whole.own_lines(re.sub("^(?=.)", indent, lines, flags=re.MULTILINE))
        pieces += [whole.text[at:start], text]
        at = end
    return "".join([*pieces, whole.text[at:]])


def _fields_rewritten(whole: _Text, item: Item, raw: Mapping[str, Raw], start: int, end: int) -> str:
    """The text from `start` to `end`, in which a record stands, with the fields that differ."""
    differing: dict[str, Raw | None] = {name: value for name, value in raw.items() if item.raw.get(name) != value}
    differing |= dict.fromkeys(name for name in item.raw if name not in raw)
    own = dataclasses.replace(item, start=item.start - start, end=min(item.end, end) - start)
    return field.rewritten(whole.text[start:end], own, differing, list(FIELDS[whole.kind]), whole.newline)
