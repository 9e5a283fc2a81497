"""Workbooks: a sheet of an `.xlsx` file as rows of texts, whatever is a number or a day in it."""

from datetime import date, datetime
from io import BytesIO
from typing import Any, NamedTuple

from syriakb.errors import SyriakbError
from syriakb.extras import library


class Sheet(NamedTuple):
    """The names in the first row that is not empty, the rows below it with their numbers, and what is to be noted."""

    header: list[str]
    rows: list[tuple[int, list[str]]]
    notes: tuple[str, ...]


def read(name: str, data: bytes, sheet: str | None) -> Sheet:
    """The sheet of that name, else the first. Raises SyriakbError, also where the library is not installed."""
    calamine = library("python_calamine", "xlsx", "Reading a workbook")
    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        wanted = _chosen(name, list(book.sheet_names), sheet)
        cells = book.get_sheet_by_name(wanted).to_python(skip_empty_area=False)
    except calamine.CalamineError as error:
        raise SyriakbError(f"{name} is no workbook that can be read: {error}.") from None
    rows = [(number, [_text(cell) for cell in row]) for number, row in enumerate(cells, 1)]
    full = [(number, row) for number, row in rows if any(row)]
    others = [each for each in book.sheet_names if each != wanted]
    note = f"The sheet {wanted!r} is read, not {_listed(others)}. For another one: --sheet NAME"
    header = full[0][1] if full else []
    return Sheet(header, full[1:], (note,) if others and sheet is None else ())


def _chosen(name: str, names: list[str], sheet: str | None) -> str:
    if not names or (sheet is not None and sheet not in names):
        raise SyriakbError(f"{name} has no sheet {sheet!r}. It has {_listed(names)}.")
    return names[0] if sheet is None else sheet


def _text(cell: Any) -> str:
    """What people see in a cell: a whole number without a fraction, a day without a time, `true` and `false`."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ") if cell.time().isoformat() != "00:00:00" else cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip() if cell is not None else ""


def _listed(names: list[str]) -> str:
    return ", ".join(map(repr, names)) or "none"
