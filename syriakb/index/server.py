"""An index that was published to a PostgreSQL server, asked in the SQL that SQLite is asked.

It speaks as a connection of SQLite does, as far as questions use one. What differs between the engines is told here and
nowhere else: placeholders, the width of integers, how texts are ordered, the names of schemas. All that is asked over
one connection is asked of one state. Nothing is written but temporary tables.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from syriakb.errors import StoreError, UsageError
from syriakb.index import made

SCHEMA = "syriakb"
_TOKEN = re.compile(
    r"""(?P<text>'(?:[^']|'')*'|"(?:[^"]|"")*")|(?P<remark>--[^\n]*)|(?P<mark>\?)|(?<!:):(?P<name>[a-z_]\w*)"""
    r"""|(?P<percent>%)|\b(?P<room>temp|main)\.(?=\w)"""
)
_TABLE = re.compile(r"\s*CREATE (?:TEMP )?TABLE\b")
_TYPES = {"INTEGER": "BIGINT", "TEXT": 'TEXT COLLATE "C"', "REAL": "DOUBLE PRECISION", "BLOB": "BYTEA"}
_SEARCHED, _OWN = (
    re.compile(r"\b(words|sounds) MATCH\b"),
    re.compile(r"\bPRAGMA\b|\bjson_(?:group_array|each|tree)\b|\bprintf\("),
)
_SETTINGS = ("SET jit = off", "BEGIN ISOLATION LEVEL REPEATABLE READ")


def split(url: str) -> tuple[str, str]:
    """The address as the library takes it, and the schema that `?schema=` names in it. Raises UsageError."""
    parts = urlsplit(url)
    named = [each for each in parts.query.split("&") if each]
    schema = next((each.partition("=")[2] for each in reversed(named) if each.startswith("schema=")), SCHEMA)
    if not re.fullmatch("[a-z_][a-z0-9_]*", schema):
        raise UsageError(f"{schema!r} is no name of a schema: write it in small letters, digits and underscores.")
    rest = "&".join(each for each in named if not each.startswith("schema="))
    return urlunsplit(parts._replace(query=rest)), schema


def connected(url: str) -> "psycopg.Connection[Any]":
    """Connect. Raises StoreError with what the server says."""
    try:
        return psycopg.connect(url, autocommit=True, cursor_factory=psycopg.ClientCursor, connect_timeout=10)
    except (psycopg.Error, UnicodeError) as error:
        raise StoreError(f"The server cannot be asked: {_said(error)}") from None


def declared(kind: str) -> str:
    """The type of a column of SQLite as the server has it."""
    return _TYPES.get(kind, kind)


def open_index(url: str) -> "Server":
    """The index that was published there. Raises StoreError where there is none, or one of another version."""
    address, schema = split(url)
    db = Server(connected(address), schema)
    try:
        return db.begun()
    except BaseException:
        db.close()
        raise


class Server:
    """A connection to a server, as questions use one."""

    published = ""
    revision: str | None = None

    def __init__(self, connection: "psycopg.Connection[Any]", schema: str) -> None:
        self._connection, self._schema = connection, schema

    def begun(self) -> "Server":
        """The same, looking at one state of what was published. Raises StoreError."""
        sql = "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ?"
        if not self.execute(sql, (self._schema,)).fetchone():
            raise StoreError(f"Nothing is published there in the schema {self._schema!r}: syriakb publish URL")
        self._connection.execute(f'SET search_path TO "{self._schema}"')
        for setting in _SETTINGS:
            self._connection.execute(setting)
        sql = "SELECT title, day, revision, version, stamp FROM published"
        _, day, revision, version, stamp = self.execute(sql).fetchone()
        if stamp != made.schema():
            raise StoreError(f"It was published by another version, syriakb {version}. Publish it again with this one.")
        of = f", revision {revision}" if revision else ""
        self.revision = revision
        self.published = f"As published on {day}{of}."
        return self

    def cursor(self) -> "_Cursor":
        """A cursor."""
        return _Cursor(self)

    def execute(self, sql: str, values: Any = ()) -> "_Cursor":
        """Ask."""
        return self.cursor().execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[Any]) -> "_Cursor":
        """Fill a temporary table."""
        return self.cursor().executemany(sql, rows)

    def close(self) -> None:
        """Let go of the server."""
        self._connection.close()

    def rollback(self) -> None:
        """Nothing was written."""

    def asked(self, sql: str, values: Any) -> "psycopg.Cursor[Any]":
        """Ask in the server's own words. Raises StoreError where it cannot be asked."""
        if _OWN.search(sql):
            raise StoreError("This is not asked of a server. Ask the folder that was published.")
        if found := _SEARCHED.search(sql):
            if found[1] == "words":
                raise StoreError("Full text is not searched on a server. Ask the folder that was published.")
            sql, values = "SELECT NULL WHERE FALSE", ()
        try:
            cursor = self._connection.cursor()
            given = {**values} if isinstance(values, Mapping) else tuple(values)
            return cursor.execute(self._translated(sql), _plain(given))
        except (psycopg.OperationalError, psycopg.InterfaceError, psycopg.errors.InsufficientPrivilege) as error:
            raise StoreError(f"The server cannot be asked: {_said(error)}") from None

    def filled(self, sql: str, rows: Iterable[Any]) -> None:
        """Send many rows."""
        kept = [_plain(tuple(row)) for row in rows]
        if kept:
            self._connection.cursor().executemany(self._translated(sql), kept)

    def _translated(self, sql: str) -> str:
        text = _TOKEN.sub(self._token, sql).replace("IN ()", "IN (NULL)")
        if not _TABLE.match(text):
            return text
        return re.sub(r"\b(INTEGER|TEXT|REAL|BLOB)\b", lambda found: declared(found[0]), text)

    def _token(self, found: re.Match[str]) -> str:
        if found["text"]:
            return found["text"].replace("%", "%%")
        if found["mark"]:
            return "%s"
        if found["name"]:
            return f"%({found['name']})s"
        if found["room"]:
            return "pg_temp." if found["room"] == "temp" else f'"{self._schema}".'
        return "%%" if found["percent"] else " "


class _Cursor:
    """A cursor, whose rows know their columns by name where a `row_factory` is set."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._found: psycopg.Cursor[Any] | None = None
        self.row_factory: Any = None

    @property
    def description(self) -> Any:
        """The columns, by name."""
        return [(each.name,) for each in self._found.description or ()] if self._found else None

    def execute(self, sql: str, values: Any = ()) -> "_Cursor":
        """Ask."""
        self._found = self._server.asked(sql, values)
        return self

    def executemany(self, sql: str, rows: Iterable[Any]) -> "_Cursor":
        """Fill a table."""
        self._server.filled(sql, rows)
        return self

    def fetchone(self) -> Any:
        """The next row, or None."""
        return next(iter(self), None)

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        return list(self)

    def __iter__(self) -> Iterator[Any]:
        assert self._found is not None
        if not self._found.description:
            return iter(())
        if self.row_factory is None:
            return iter(self._found)
        names = [each.name for each in self._found.description]
        return (_Row(row, names) for row in self._found)


class _Row(tuple[Any, ...]):
    """A row with its columns by name, too."""

    names: list[str]

    def __new__(cls, row: tuple[Any, ...], names: list[str]) -> "_Row":
        """Make one."""
        self = super().__new__(cls, row)
        self.names = names
        return self

    def __getitem__(self, at: Any) -> Any:
        return super().__getitem__(self.names.index(at) if isinstance(at, str) else at)

    def keys(self) -> list[str]:
        """The names of the columns."""
        return self.names


def _plain(values: Any) -> Any:
    """Truth as a number, as SQLite has it."""
    if isinstance(values, dict):
        return {name: int(each) if isinstance(each, bool) else each for name, each in values.items()}
    return tuple(int(each) if isinstance(each, bool) else each for each in values)


def _said(error: Exception) -> str:
    """The first line of what went wrong; the library leaves passwords out of it."""
    return str(error).strip().split("\n")[0].rstrip(".") + "."
