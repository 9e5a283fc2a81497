"""Parquet: a file for each of the documented tables, `claims.parquet` and so on.

Tables and columns are those that `sql --schema` describes. Texts are strings, days are dates (date32), lists are lists
of strings, whole numbers are int64, the rest are doubles; what is not known is null. Each column's meaning is in its
metadata under `meaning`; that of the file says under `asked` what it was asked for.
"""

import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from syriakb.export import Options, Part, pieces
from syriakb.export.asked import asked
from syriakb.extras import library
from syriakb.model.readers import DAYS, DECIMAL, LIST, TEXT, WHOLE
from syriakb.queries.moment import Opened
from syriakb.queries.tables.views import TABLES, values

_AT_ONCE = 50_000  # rows that are in memory; each such batch is a row group of the file


def parts(kb: Opened, options: Options) -> Iterator[Part]:
    """A file for each table, or for the one asked for. Raises SyriakbError without the library pyarrow."""
    arrow = library("pyarrow", "parquet", "The format parquet")
    writer = library("pyarrow.parquet", "parquet", "The format parquet")
    return (_part(kb, name, arrow, writer) for name in ([options.table] if options.table else TABLES))


def _part(kb: Opened, name: str, arrow: Any, writer: Any) -> Part:
    return Part(f"{name}.parquet", _file(kb, name, arrow, writer))


def _file(kb: Opened, name: str, arrow: Any, writer: Any) -> Iterator[bytes]:
    types = {
        TEXT: arrow.string(),
        DAYS: arrow.date32(),
        WHOLE: arrow.int64(),
        DECIMAL: arrow.float64(),
        LIST: arrow.list_(arrow.string()),
    }
    fields = TABLES[name].fields
    schema = arrow.schema(
        [arrow.field(field.name, types[field.type], metadata={"meaning": field.meaning}) for field in fields],
        metadata={"asked": asked(kb)},
    )
    rows = values(kb.db, kb.at, name)
    with tempfile.TemporaryFile() as file:
        with writer.ParquetWriter(file, schema) as table:
            while batch := list(islice(rows, _AT_ONCE)):
                cells = (
                    [cell and date.fromisoformat(cell) for cell in column] if field.type == DAYS else column
                    for field, column in zip(fields, zip(*batch, strict=True), strict=True)
                )
                arrays = map(arrow.array, cells, schema.types)
                table.write_batch(arrow.RecordBatch.from_arrays(list(arrays), schema=schema))
        file.seek(0)
        yield from pieces(file)
