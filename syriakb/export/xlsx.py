"""A workbook of Excel (Office Open XML): a sheet for each of the documented tables, `claims` and so on.

Sheets and columns are those that `sql --schema` describes, each heading with its meaning as a comment, the first row
and the first column kept in sight. The comment of the file says what it was asked for. Texts are texts, whatever they
begin with; EDTF dates are texts too, and the days beside them (`start_from`, `start_to`) are dates of the sheet; lists
are joined by a semicolon. What such a file cannot hold is refused or told: it knows no day before 1900, which stays a
text, no text of more than 32,767 characters, which is cut and ends in an ellipsis, and no sheet of more than 1,048,576
rows.
"""

import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from syriakb.errors import SyriakbError
from syriakb.export import Options, Part, pieces
from syriakb.export.asked import asked
from syriakb.extras import library
from syriakb.model.readers import DAYS, DECIMAL, WHOLE
from syriakb.queries.moment import Opened
from syriakb.queries.tables.views import TABLES, Table, values

_MOST_ROWS = 1_048_576
_LONGEST = 32_767
_FIRST = "1900-03-01"  # before it the sheet counts a day that never was
_WIDTHS = {DAYS: 11, WHOLE: 9, DECIMAL: 11}
_TEXT_WIDTH = 24
_MADE = datetime(1980, 1, 1)  # the same content gives the same bytes


def parts(kb: Opened, options: Options) -> Iterator[Part]:  # noqa: ARG001 - all formats are called alike
    """One file. Raises SyriakbError without the library xlsxwriter, and for more rows than a sheet has."""
    writer = library("xlsxwriter", "xlsx", "The format xlsx")
    yield Part("knowledge-base.xlsx", _file(kb, writer))


def _file(kb: Opened, writer: Any) -> Iterator[bytes]:
    settings = {"constant_memory": True, "strings_to_urls": False, "nan_inf_to_errors": True}
    with tempfile.TemporaryFile() as file:
        with writer.Workbook(file, settings) as book:
            book.set_properties({"created": _MADE, "comments": asked(kb)})
            head, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
            for name, table in TABLES.items():
                _fill(book.add_worksheet(name), name, table, values(kb.db, kb.at, name), head, day)
        file.seek(0)
        yield from pieces(file)


def _fill(sheet: Any, name: str, table: Table, rows: Iterator[tuple[Any, ...]], head: Any, day: Any) -> None:
    sheet.freeze_panes(1, 1)
    for at, field in enumerate(table.fields):
        sheet.set_column(at, at, _WIDTHS.get(field.type, _TEXT_WIDTH))
        sheet.write_string(0, at, field.name, head)
        sheet.write_comment(0, at, field.meaning)
    for number, row in enumerate(rows, 1):
        if number == _MOST_ROWS:
            raise SyriakbError(f"A sheet has {_MOST_ROWS:,} rows, and {name} has more. Choose another format.")
        for at, (field, cell) in enumerate(zip(table.fields, row, strict=True)):
            _write(sheet, number, at, cell, day if field.type == DAYS else None)


def _write(sheet: Any, row: int, column: int, cell: Any, day: Any) -> None:
    if cell is None or cell == ():
        return
    if isinstance(cell, int | float):
        sheet.write_number(row, column, cell)
    elif day and cell >= _FIRST:
        sheet.write_datetime(row, column, date.fromisoformat(cell), day)
    else:
        text = "; ".join(cell) if isinstance(cell, tuple) else str(cell)
        sheet.write_string(row, column, text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")
