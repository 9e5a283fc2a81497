"""CSV (RFC 4180, in UTF-8): a file for each kind of record, and `relations` and `control`.

The first row names the columns, which are those that `sql --schema` describes. An empty cell is an absent field, yes
and no are `true` and `false`. Lists of ids are joined by a space, which no id holds; names and aliases hold anything,
so `aliases` is an array of JSON. Several who are said to do something together stand in `subject`, parted by
semicolons. `import` reads `claims.csv` back.

Cells are data as they stand. A spreadsheet takes a text that begins with one of = + - @, a tab or a line break for a
formula; for that use `excel_safe` puts an apostrophe before it, as OWASP advises against CSV injection. Such a file
is for looking at and not for importing. It begins with a byte order mark, without which a spreadsheet takes UTF-8 for
the encoding of its system, and Arabic for gibberish.
"""

import codecs
import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from syriakb.export import Options, Part
from syriakb.model.readers import NAMES, YES
from syriakb.model.records import named
from syriakb.queries.moment import Opened
from syriakb.queries.tables import everything
from syriakb.queries.tables.views import TABLES, values

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_AT_ONCE = 1000
_NAMES, _FLAGS = named(NAMES), named(YES)


def parts(kb: Opened, options: Options) -> Iterator[Part]:
    """A file for each table, or for the one asked for."""
    for name in [options.table] if options.table else everything.NAMES:
        yield Part(f"{name}.csv", _file(kb, name, options.excel_safe))


def _file(kb: Opened, name: str, excel_safe: bool) -> Iterator[bytes]:
    header = [field.name for field in TABLES[name].fields]
    if excel_safe:
        yield codecs.BOM_UTF8
    yield from _lines([header])
    batch: list[list[Any]] = []
    for row in values(kb.db, kb.at, name):
        cells = [_cell(key, value) for key, value in zip(header, row, strict=True)]
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
    if key in _FLAGS:
        return "true" if value else "false"
    if isinstance(value, tuple):
        if not value:
            return None
        return json.dumps(value, ensure_ascii=False) if key in _NAMES else " ".join(value)
    return value


def _tame(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
