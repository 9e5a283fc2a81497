"""The prepared facts as Parquet, for feeds that no database should hold: every table of the index as it is.

What says who controls a place is partitioned by the year in which it counts and by its place, what relates two actors
by the year and by the first of them, both hashed (CRC-32, modulo 8): `control_fact/year=2016/part=3.parquet`. Rows are
in the order of those columns, so that a reader can skip what it does not want. `about.json` lists the files by table.
"""

import json
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby, islice
from typing import Any

from syriakb.errors import UsageError
from syriakb.export import Options, Part, pieces
from syriakb.extras import library
from syriakb.index import made, states
from syriakb.index import open as index
from syriakb.queries.moment import Opened
from syriakb.version import __version__

PARTS = 8
_PARTED = {"control_fact": "place", "relation_fact": "subject"}
_LEFT_OUT = ("words", "sounds", "sqlite_", *states.TABLES)
_AT_ONCE = 50_000


def parts(kb: Opened, options: Options) -> Iterator[Part]:  # noqa: ARG001 - all formats are called alike
    """The files. Raises SyriakbError without the library pyarrow, UsageError for what is no index of files."""
    arrow = library("pyarrow", "parquet", "The format parquet")
    writer = library("pyarrow.parquet", "parquet", "The format parquet")
    if index.published(kb.db):
        raise UsageError("The facts are written of files. Name their folder with --data.")
    return _parts(kb, arrow, writer)


def _parts(kb: Opened, arrow: Any, writer: Any) -> Iterator[Part]:
    listed: dict[str, list[str]] = {}
    sql = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid"
    for (table,) in kb.db.execute(sql).fetchall():
        if table.startswith(_LEFT_OUT):
            continue
        types = {row[1]: row[2] for row in kb.db.execute(f"PRAGMA table_xinfo({table})")}
        for name, rows in _files(kb, table, types):
            listed.setdefault(table, []).append(name)
            yield Part(name, _bytes(rows, types, arrow, writer))
    (title,) = kb.db.execute("SELECT title FROM kb").fetchone() or ("",)
    about = {"title": title, "day": datetime.now().strftime("%Y-%m-%d %H:%M"), "version": __version__}
    text = json.dumps({**about, "stamp": made.schema(), "files": listed}, ensure_ascii=False, indent=1)
    yield Part("about.json", iter([text.encode()]))


def _files(kb: Opened, table: str, types: Mapping[str, str]) -> Iterator[tuple[str, Iterator[Any]]]:
    """The files of a table, each with its rows; one without rows tells the columns of a table that is partitioned."""
    names = ", ".join(f'"{name}"' for name in types)
    if table not in _PARTED:
        yield f"{table}.parquet", kb.db.execute(f"SELECT {names} FROM {table}")
        return
    yield f"{table}/none.parquet", iter(())
    by = [*types].index(_PARTED[table])
    years = kb.db.execute(f"SELECT DISTINCT from_day / 10000 FROM {table} ORDER BY 1").fetchall()
    for (year,) in years:
        sql = f"SELECT {names} FROM {table} WHERE from_day BETWEEN ? AND ?"
        found = kb.db.execute(sql, (year * 10_000, year * 10_000 + 9_999)).fetchall()
        found.sort(key=lambda row: (_part(row[by]), row[by]))
        for part, rows in groupby(found, key=lambda row: _part(row[by])):
            yield f"{table}/year={year}/part={part}.parquet", rows


def _part(name: str) -> int:
    return zlib.crc32(name.encode()) % PARTS


def _bytes(rows: Iterator[Any], types: Mapping[str, str], arrow: Any, writer: Any) -> Iterator[bytes]:
    kinds = {"INTEGER": arrow.int64(), "BIGINT": arrow.int64(), "REAL": arrow.float64(), "BLOB": arrow.binary()}
    schema = arrow.schema([arrow.field(name, kinds.get(kind, arrow.string())) for name, kind in types.items()])
    with tempfile.TemporaryFile() as file:
        with writer.ParquetWriter(file, schema) as table:
            while batch := list(islice(rows, _AT_ONCE)):
                columns = zip(*batch, strict=True)
                arrays = [arrow.array(cells, kind) for cells, kind in zip(columns, schema.types, strict=True)]
                table.write_batch(arrow.RecordBatch.from_arrays(arrays, schema=schema))
        file.seek(0)
        yield from pieces(file)
