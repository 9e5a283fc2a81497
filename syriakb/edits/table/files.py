"""Files of rows: CSV and its kin, JSON in several shapes, workbooks, as rows of named cells.

CSV and JSON Lines are read row by row, and again as often as wanted; the other formats are held in memory as a whole.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import IO, Any, NamedTuple

from syriakb.edits.table import filled, shapes
from syriakb.errors import SyriakbError
from syriakb.model.readers import Raw

STANDARD_INPUT = "-"
_DELIMITERS = ",;\t|"
_JSON = (".jsonl", ".ndjson", ".json", ".geojson")
_YAML = (".yaml", ".yml")
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_HEAD = 1 << 16  # bytes that tell what a file is
_NULLS = frozenset({"null", "NULL"})  # as databases write that there is nothing
_WORKBOOK = b"PK\x03\x04"


class FileRow(NamedTuple):
    """A row of the file: the line it begins on, its cells by column, and why it could not even be read."""

    line: int
    cells: dict[str, Raw]
    fault: str | None = None


class Table(NamedTuple):
    """A table: how it is called, its columns, its rows from the first on.

    `unit` is what rows are counted in, the lines of a text or the rows of something else; `json` is whether it is one.
    """

    name: str
    columns: list[str]
    rows: Callable[[], Iterator[FileRow]]
    json: bool
    unit: str = "line"
    notes: tuple[str, ...] = ()


class File(NamedTuple):
    """A file to read: what to call it, and how it is opened, from its start, in bytes."""

    name: str
    open: Callable[[], IO[bytes]]


def file(path: Path, standard_input: Callable[[], bytes]) -> File:
    """The file of a path; `-` is standard input, which is read to its end once. Raises SyriakbError."""
    if str(path) == STANDARD_INPUT:
        data = standard_input()
        return File("standard input", lambda: BytesIO(data))
    try:
        path.open("rb").close()
    except OSError as error:
        raise SyriakbError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from None
    return File(str(path), lambda: path.open("rb"))


def read(file: File, sheet: str | None = None, header: tuple[str, ...] = ()) -> Table:
    """The table of a file: by what its name ends in, else by how it begins. Raises SyriakbError.

    `header` are the names of columns of a text that has no first row of them; such a text has no quotes either.
    """
    with file.open() as opened:
        head = opened.read(_HEAD)
    if head.startswith(_WORKBOOK) or file.name.endswith(".xlsx"):
        table = _workbook(file, sheet)
    elif sheet is not None:
        raise SyriakbError(f"{file.name} is no workbook, so that it has no sheets.")
    elif file.name.endswith(_YAML):
        table = _drafts(file)
    elif file.name.endswith(_JSON) or _begins_json(head):
        table = _json(file, head)
    else:
        table = _csv(file, head, header)
    if next(table.rows(), None) is None:
        raise SyriakbError(" ".join([f"{file.name} has no rows.", *table.notes]))
    return table


def _begins_json(head: bytes) -> bool:
    """Whether a text without a telling name is JSON; a table could begin with a bracket only in its first name."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith((b"{", b'[{"', b"[\n", b"[ ", b"[{", b"[\r"))


def _encoding(head: bytes) -> str:
    return _MARKS.get(head[:2], "utf-8-sig")


def _text(file: File, encoding: str, newline: str | None = "") -> TextIOWrapper:
    return TextIOWrapper(file.open(), encoding=encoding, newline=newline)


def _not_utf8(file: File, encoding: str) -> SyriakbError:
    """What to say of bytes that are no text, with the first of them."""
    if encoding == "utf-16":
        return SyriakbError(f"{file.name} is not UTF-16, as its first bytes say. Save it as UTF-8.")
    with file.open() as opened:
        try:
            opened.read().decode()
        except UnicodeDecodeError as bad:
            return SyriakbError(f"{file.name} is not UTF-8 (byte {bad.start:,}). Save it as UTF-8.")
    return SyriakbError(f"{file.name} changed while it was read.")


def _json(file: File, head: bytes) -> Table:
    encoding = _encoding(head)
    try:
        with _text(file, encoding) as text:
            shape = shapes.shape(text, file.name)
        columns = dict[str, None]()
        if shape.rows is not None:
            held = [FileRow(*row) for row in shape.rows]
            for row in held:
                columns.update(dict.fromkeys(row.cells))
            return Table(file.name, list(columns), lambda: iter(held), json=True, unit="row", notes=shape.notes)

        def rows() -> Iterator[FileRow]:
            with _text(file, encoding, None) as text:
                for number, line in enumerate(text, 1):
                    if line.strip():
                        yield FileRow(number, *shapes.line_cells(number, line.rstrip("\n")))

        for row in rows():
            columns.update(dict.fromkeys(row.cells))
    except UnicodeError:
        raise _not_utf8(file, encoding) from None
    return Table(file.name, list(columns), rows, json=True)


def _drafts(file: File) -> Table:
    """Drafts of claims that somebody filled in; those that have no statement are left aside."""
    try:
        with _text(file, "utf-8-sig") as text:
            found = [FileRow(*each) for each in filled.drafts(file.name, text.read())]
    except UnicodeError:
        raise _not_utf8(file, "utf-8-sig") from None
    columns = dict.fromkeys(name for each in found for name in each.cells)
    return Table(file.name, list(columns), lambda: iter(found), json=True)


def _csv(file: File, head: bytes, given: tuple[str, ...]) -> Table:
    csv.field_size_limit(1 << 30)
    encoding = _encoding(head)
    header = head.decode(encoding, "ignore").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    bare = bool(given) and header.partition(delimiter)[0].strip() != given[0]

    def rows(*, columns: list[str] | None = None) -> Iterator[FileRow]:
        with _text(file, encoding) as text:
            quoting: Any = csv.QUOTE_NONE if bare else csv.QUOTE_MINIMAL
            reader = csv.reader(text, delimiter=delimiter, strict=True, quoting=quoting)
            try:
                names = _unique(file, list(given) if bare else next(reader, []))
                if columns is not None:
                    columns += names
                before = reader.line_num
                for cells in reader:
                    if cells:
                        yield _csv_row(before + 1, names, cells)
                    before = reader.line_num
            except csv.Error as error:
                message = f"{file.name}:{reader.line_num}: This is no CSV that can be read on: {error}."
                raise SyriakbError(message) from None
            except UnicodeError:
                raise _not_utf8(file, encoding) from None

    columns: list[str] = []
    next(rows(columns=columns), None)
    return Table(file.name, columns, rows, json=False)


def _unique(file: File, header: list[str]) -> list[str]:
    """The names of columns; one without a name is called by its number."""
    columns = [name.strip() or f"column {number}" for number, name in enumerate(header, 1)]
    if twice := [name for name, count in Counter(columns).items() if count > 1]:
        raise SyriakbError(f"{file.name} has several columns named {twice[0]!r}. Give each a name of its own.")
    return columns


def _csv_row(line: int, columns: list[str], cells: list[str]) -> FileRow:
    wrong = len(cells) != len(columns)
    fault = f"The row has {len(cells)} cells, but there are {len(columns)} columns." if wrong else None
    return FileRow(
        line, {name: "" if cell in _NULLS else cell for name, cell in zip(columns, cells, strict=False)}, fault
    )


def _workbook(file: File, sheet: str | None) -> Table:
    from syriakb.edits.table import workbook

    with file.open() as opened:
        found = workbook.read(file.name, opened.read(), sheet)
    columns = _unique(file, found.header)
    rows = [FileRow(number, dict(zip(columns, cells, strict=False))) for number, cells in found.rows]
    return Table(file.name, columns, lambda: iter(rows), json=False, unit="row", notes=found.notes)
