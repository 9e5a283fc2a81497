"""A connection that asks DuckDB whatever it asks SQLite, and tells where the two give different rows."""

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import duckdb

from syriakb.index.columns import SEARCHED

_TYPES = {"INTEGER": "BIGINT", "REAL": "DOUBLE"}
# Full-text search and what SQLite alone has: its own settings, its own lists of tables. An index answers nothing.
_SQLITE_ONLY = re.compile(
    r"^CREATE (?:UNIQUE )?INDEX\b|\bwords\b|\bsounds\b|\bPRAGMA\b|\bsqlite_schema\b|\bjson_group_array\b", re.IGNORECASE
)


class Both(sqlite3.Connection):
    """An index in memory, with a copy of its tables in DuckDB. `asked` tells of each statement whether both agreed."""

    asked: dict[str, bool]
    other: duckdb.DuckDBPyConnection

    def cursor(self, *_: Any) -> "_Cursor":  # type: ignore[override]
        """A cursor that asks both."""
        return _Cursor(self)

    def execute(self, sql: str, values: Any = ()) -> "_Cursor":
        """Ask both."""
        return self.cursor().execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[Any]) -> "_Cursor":
        """Fill a table of both."""
        return self.cursor().executemany(sql, rows)


class _Cursor(sqlite3.Cursor):
    connection: Both

    def execute(self, sql: str, values: Any = ()) -> "_Cursor":
        super().execute(sql, values)
        if not _SQLITE_ONLY.search(re.sub(r"--[^\n]*", "", sql).strip()):
            found = self._asked_of_the_other(sql, values)
            if self.description is None:
                self.connection.asked[sql] = not isinstance(found, duckdb.Error)
            else:
                self.connection.asked[sql] = found == _rows(sql, self.description, self.fetchall())
                super().execute(sql, values)
        return self

    def _asked_of_the_other(self, sql: str, values: Any) -> Any:
        try:
            found = self.connection.other.execute(*_translated(sql, values))
            return _rows(sql, found.description or (), found.fetchall())
        except duckdb.Error as error:
            return error

    def executemany(self, sql: str, rows: Iterable[Any]) -> "_Cursor":
        kept = list(rows)
        super().executemany(sql, kept)
        if kept:
            self.connection.other.executemany(sql, kept)
        return self


def _rows(sql: str, columns: Any, rows: Iterable[Any]) -> Any:
    """Rows as they can be compared: in their order where the statement gives one, under the names that it gives."""
    names = [name for name, *_ in columns if name.isidentifier()]
    found = [tuple(row) for row in rows]
    return names, found if re.search(r"\bORDER BY\b[^()]*$", sql) else sorted(found, key=repr)


def both(index: sqlite3.Connection) -> Both:
    """Copy an index into a connection that asks both engines."""
    twin = sqlite3.connect(":memory:", factory=Both, isolation_level=None)
    index.backup(twin)
    index.close()
    twin.asked, twin.other = {}, duckdb.connect(":memory:")
    plain = sqlite3.Connection.cursor(twin)
    made = plain.execute("SELECT type, name, sql FROM sqlite_schema WHERE type IN ('table', 'view')").fetchall()
    for kind, name, sql in made:
        if kind == "view":
            twin.other.execute(sql)
        elif not name.startswith(SEARCHED):
            _copy(plain, twin.other, name)
    return twin


def _copy(index: sqlite3.Cursor, other: duckdb.DuckDBPyConnection, table: str) -> None:
    columns = [(row[1], row[2]) for row in index.execute(f"PRAGMA table_xinfo({table})")]
    declared = ", ".join(f"{name} {_TYPES.get(kind, kind)}" for name, kind in columns)
    other.execute(f"CREATE TABLE {table} ({declared})")
    rows = index.execute(f"SELECT {', '.join(name for name, _ in columns)} FROM {table}").fetchall()
    if rows:
        other.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", rows)


def _translated(sql: str, values: Any) -> tuple[str, Any]:
    """The statement with its named parameters as DuckDB writes them, and those that are in it."""
    if not isinstance(values, Mapping):
        return sql, list(values) if isinstance(values, Sequence) else values
    names = set(re.findall(r":(\w+)", sql))
    return re.sub(r":(\w+)", r"$\1", sql), {name: values[name] for name in names}
