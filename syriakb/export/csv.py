"""CSV (RFC 4180, in UTF-8): `predicates`, `sources`, `actors`, `places`, `alliances`, `claims`, `relations`, `control`.

The first row names the columns: for records the fields as they stand in the files, in the same order, for the last
two what the questions of that name answer at the moment. An empty cell is an absent field. Lists of ids are joined
by a space, which no id holds; names and aliases hold anything, so `aliases` is an array of JSON. The retraction of a
claim, `retracted`, is an object of JSON. `import` reads `claims.csv` back.

Cells are data as they stand. A spreadsheet takes a text that begins with one of = + - @, a tab or a line break for a
formula; for that use `excel_safe` puts an apostrophe before it, as OWASP advises against CSV injection. Such a file
is for looking at and not for importing.
"""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from syriakb.export import Options, Part
from syriakb.model.readers import NAMES
from syriakb.model.records import named
from syriakb.queries.moment import Opened
from syriakb.queries.tables import everything
from syriakb.queries.tables.everything import columns, rows

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_AT_ONCE = 1000
_NAMES = named(NAMES)


def parts(kb: Opened, options: Options) -> Iterator[Part]:
    """A file for each table, or for the one asked for."""
    for name in [options.table] if options.table else everything.NAMES:
        yield Part(f"{name}.csv", _file(kb, name, options.excel_safe))


def _file(kb: Opened, name: str, excel_safe: bool) -> Iterator[bytes]:
    header = columns(name)
    yield from _lines([list(header)])
    batch: list[list[Any]] = []
    for row in rows(kb.db, kb.at, name):
        cells = [_cell(key, row[key]) for key in header]
        batch.append([_tame(cell) for cell in cells] if excel_safe else cells)
        if len(batch) == _AT_ONCE:
            yield from _lines(batch)
            batch.clear()
    yield from _lines(batch)


def _lines(rows: list[list[Any]]) -> Iterator[bytes]:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    yield text.getvalue().encode("utf-8", "backslashreplace")


def _cell(key: str, value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        if not value:
            return None
        return json.dumps(value, ensure_ascii=False) if key in _NAMES else " ".join(value)
    if isinstance(value, dict):
        return json.dumps({name: each for name, each in value.items() if each is not None}, ensure_ascii=False)
    return value


def _tame(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
