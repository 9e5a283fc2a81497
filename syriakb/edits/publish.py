"""Publishing: the index of a knowledge base on a PostgreSQL server, for everybody to ask.

All in one transaction, so that readers see the old state or the new. What is there already is compared by the files
that rows come from, part by part, and only what differs is sent.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime
from hashlib import blake2b
from itertools import groupby
from sqlite3 import Connection
from typing import Any, NamedTuple

import psycopg
import psycopg.sql

from syriakb.disk.git import revision
from syriakb.disk.store import Base
from syriakb.errors import StoreError
from syriakb.index import made
from syriakb.index import open as index
from syriakb.index.lexemes import COLUMNS, vector
from syriakb.index.server import declared, said, split
from syriakb.version import __version__

_LEFT_OUT = ("words", "sounds", "sqlite_")  # full text, which each engine has its own way for
# What is kept of it, in the server's way: the columns that are read beside the words that are searched.
_SEARCHED = {"words": ("called",), "sounds": ("outline", "sound", "near")}
_PART = 12  # bits of a row's number that tell rows of one part of a file apart; of one changed claim 4096 are sent


class Published(NamedTuple):
    """What a publication came to: where, how many rows were sent, and how many there are."""

    schema: str
    sent: int
    rows: int


class _Table(NamedTuple):
    """A table: its columns with their types, and whether its rows come from files that can be told apart."""

    name: str
    columns: Mapping[str, str]

    @property
    def by_file(self) -> bool:
        return bool({"row", "rowid"} & {*self.columns}) and self.name != "problem"

    @property
    def number(self) -> str:
        """The column of the numbers of its rows."""
        return "rowid" if "rowid" in self.columns else "row"

    @property
    def read(self) -> tuple[str, ...]:
        """The columns that are read of the index for it."""
        return ("rowid", *COLUMNS[self.name]) if self.name in _SEARCHED else (*self.columns,)

    def written(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """A row as it is sent, of what was read."""
        if self.name not in _SEARCHED:
            return row
        texts = dict(zip(COLUMNS[self.name], row[1:], strict=True))
        return (row[0], *(texts[each] for each in _SEARCHED[self.name]), vector(self.name, row[1:]))


def publish(base: Base, url: str, schema: str | None) -> Published:
    """Publish. Raises StoreError where the server cannot be reached or refuses; then all is as it was."""
    if base.url:
        raise StoreError("What is published on a server is published from its files. Name their folder with --data.")
    place = url if schema is None else f"{url}{'&' if '?' in url else '?'}schema={schema}"
    address, into = split(place)
    with closing(index.unchanging(index.open_index(base))) as db, _connected(address) as server:
        try:
            with server.transaction():
                _prepared(server, db, into)
                sent, rows = _sent(server, db)
                _told(server, db, base)
        except psycopg.Error as error:
            raise StoreError(f"The server refused it: {said(str(error))} Nothing was published.") from None
    return Published(into, sent, rows)


def _connected(url: str) -> "psycopg.Connection[Any]":
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=10)
    except (psycopg.Error, UnicodeError) as error:
        raise StoreError(f"The server cannot be asked: {said(str(error))}") from None


def _prepared(server: "psycopg.Connection[Any]", db: Connection, schema: str) -> None:
    """Make the schema and its tables, where there are none or those of another version; one publisher at a time."""
    name = psycopg.sql.Identifier(schema)
    server.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (f"syriakb {schema}",))
    server.execute(psycopg.sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(name))
    server.execute(psycopg.sql.SQL("SET LOCAL search_path TO {}").format(name))
    server.execute("CREATE TABLE IF NOT EXISTS part (tbl TEXT, number BIGINT, digest BYTEA)")
    server.execute("LOCK TABLE part IN SHARE ROW EXCLUSIVE MODE")
    columns = "title TEXT, day TEXT, revision TEXT, version TEXT, stamp BIGINT"
    server.execute(f"CREATE TABLE IF NOT EXISTS published ({columns})")
    if server.execute("SELECT stamp FROM published").fetchone() == (made.schema(),):
        return
    server.execute("DELETE FROM part")
    for kind, each, text in db.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type = 'view', rowid"):
        if each.startswith(_LEFT_OUT) or kind not in ("table", "view"):
            continue
        server.execute(f"DROP {kind.upper()} IF EXISTS {each} CASCADE")
        columns = ", ".join(f'"{column}" {declared(type)}' for column, type in _columns(db, each).items())
        server.execute(text if kind == "view" else f"CREATE TABLE {each} ({columns})")
        if kind == "table" and "row" in columns and _keyed(db, each):
            server.execute(f'CREATE INDEX {each}_key ON {each} ("row")')
    indexes = db.execute("SELECT tbl_name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
    for table, text in indexes.fetchall():
        if not table.startswith(_LEFT_OUT):
            server.execute(text)
    for table in filter(lambda each: each.name in _SEARCHED, _tables(db)):
        columns = ", ".join(f'"{column}" {declared(type)}' for column, type in table.columns.items())
        server.execute(f"DROP TABLE IF EXISTS {table.name}")
        server.execute(f"CREATE TABLE {table.name} ({columns})")
        server.execute(f"CREATE INDEX {table.name}_rows ON {table.name} (rowid)")
        server.execute(f"CREATE INDEX {table.name}_vector ON {table.name} USING gin ((vector::tsvector))")


def _keyed(db: Connection, table: str) -> bool:
    """Whether SQLite looks up its rows by their number."""
    return any(row[1] == "row" and row[5] for row in db.execute(f"PRAGMA table_xinfo({table})"))


def _columns(db: Connection, table: str) -> dict[str, str]:
    return {row[1]: row[2] for row in db.execute(f"PRAGMA table_xinfo({table})")}


def _tables(db: Connection) -> Iterator[_Table]:
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")]
    for name in names:
        if not name.startswith(_LEFT_OUT):
            yield _Table(name, _columns(db, name))
        elif name in _SEARCHED:
            yield _Table(name, {"rowid": "INTEGER", **dict.fromkeys((*_SEARCHED[name], "vector"), "TEXT")})


def _sent(server: "psycopg.Connection[Any]", db: Connection) -> tuple[int, int]:
    """Send the parts that differ; gives how many rows that were, and how many there are."""
    sent = total = 0
    known = {(table, number): digest for table, number, digest in server.execute("SELECT * FROM part")}
    seen, changed = set[tuple[str, int]](), set[str]()
    for table in _tables(db):
        for number, rows in _parts(db, table):
            seen.add((table.name, number))
            digest, total = _digest(rows), total + len(rows)
            if known.get((table.name, number)) != digest:
                _replace(server, table, number, rows, digest)
                sent += len(rows)
                changed.add(table.name)
    for table_name, number in known.keys() - seen:
        gone = next(table for table in _tables(db) if table.name == table_name)
        _replace(server, gone, number, [], None)
    for name in sorted(changed):
        server.execute(f"ANALYZE {name}")  # so that questions are planned for what there is
    return sent, total


def _parts(db: Connection, table: _Table) -> Iterator[tuple[int, list[Any]]]:
    """The rows of a table, file by file; a table that tells of no files is one part."""
    names = ", ".join(f'"{name}"' for name in table.read)
    if not table.by_file:
        yield 0, db.execute(f"SELECT {names} FROM {table.name} ORDER BY {names}").fetchall()
        return
    number = f'"{table.number}"' if table.number == "row" else "rowid"
    found = db.execute(f"SELECT {number}, {names} FROM {table.name} ORDER BY {number}, {names}")
    for number, rows in groupby(found, key=lambda row: row[0] >> _PART):
        yield number, [row[1:] for row in rows]


def _digest(rows: list[Any]) -> bytes:
    return blake2b(repr(rows).encode("utf-8", "backslashreplace"), digest_size=16).digest()


def _replace(
    server: "psycopg.Connection[Any]", table: _Table, number: int, rows: list[Any], digest: bytes | None
) -> None:
    span = (number << _PART, (number + 1) << _PART)
    if table.by_file:
        server.execute(f'DELETE FROM {table.name} WHERE "{table.number}" >= %s AND "{table.number}" < %s', span)
    else:
        server.execute(f"DELETE FROM {table.name}")
    names = ", ".join(f'"{name}"' for name in table.columns)
    with server.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(table.written(row))
    server.execute("DELETE FROM part WHERE tbl = %s AND number = %s", (table.name, number))
    if digest is not None:
        server.execute("INSERT INTO part VALUES (%s, %s, %s)", (table.name, number, digest))


def _told(server: "psycopg.Connection[Any]", db: Connection, base: Base) -> None:
    (title,) = db.execute("SELECT title FROM kb").fetchone() or ("",)
    day = datetime.now().strftime("%Y-%m-%d %H:%M")
    server.execute("DELETE FROM published")
    told = (title, day, revision(base.folder), __version__, made.schema())
    server.execute("INSERT INTO published VALUES (%s, %s, %s, %s, %s)", told)
