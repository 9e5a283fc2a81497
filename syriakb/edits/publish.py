"""Publishing: the index of a knowledge base on a PostgreSQL server, for everybody to ask.

All in one transaction, so that readers see the old state or the new. What is there already is compared part by part,
and only what differs is sent.
"""

import re
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from sqlite3 import Connection
from typing import NamedTuple

import psycopg
import psycopg.sql

from syriakb.disk.git import revision
from syriakb.disk.store import Base
from syriakb.edits import sending
from syriakb.edits.sending import SEARCHED, Sent, Server
from syriakb.errors import StoreError
from syriakb.index import made, states
from syriakb.index import open as index
from syriakb.index.script import statements
from syriakb.index.server import declared, said, split
from syriakb.index.states import Touched
from syriakb.version import __version__

_PUBLISHED = "title TEXT, day TEXT, revision TEXT, version TEXT, stamp BIGINT, state BYTEA"
_PART = "tbl TEXT, number BIGINT, digest BYTEA, rows BIGINT"
Opening = Callable[[Base], Connection]


class Published(NamedTuple):
    """What a publication came to: where, how many rows were sent, and how many there are."""

    schema: str
    sent: int
    rows: int


def publish(base: Base, url: str, schema: str | None) -> Published:
    """Publish. Raises StoreError where the server cannot be reached or refuses; then all is as it was."""
    if base.url:
        raise StoreError("What is published on a server is published from its files. Name their folder with --data.")
    place = url if schema is None else f"{url}{'&' if '?' in url else '?'}schema={schema}"
    address, into = split(place)
    opening: Opening = index.open_index
    try:
        opening(base).close()  # which may take its time, and nobody waits for it
    except index.DAMAGE:
        opening = index.rebuilt
    with _connected(address) as server:
        try:
            with server.transaction():
                return Published(into, *_published(server, base, into, opening))
        except psycopg.Error as error:
            raise StoreError(f"The server refused it: {said(str(error))} Nothing was published.") from None


def _connected(url: str) -> Server:
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=10)
    except (psycopg.Error, UnicodeError) as error:
        raise StoreError(f"The server cannot be asked: {said(str(error), url)}") from None


def _published(server: Server, base: Base, schema: str, opening: Opening) -> Sent:
    name = psycopg.sql.Identifier(schema)
    server.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (f"syriakb {schema}",))  # one publisher at a time
    server.execute(psycopg.sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(name))
    server.execute(psycopg.sql.SQL("SET LOCAL search_path TO {}").format(name))
    server.execute(f"CREATE TABLE IF NOT EXISTS published ({_PUBLISHED})")
    anew = server.execute("SELECT stamp FROM published").fetchone() != (made.schema(),)
    with closing(opening(base)) as db:
        if anew:
            _make_tables(server, db)
        (state,) = server.execute("SELECT state FROM published").fetchone() or (None,)
        db.execute("BEGIN")
        touched = states.since(db, state)
        if touched is not None:
            return _sent(server, db, base, touched)
        db.execute("ROLLBACK")
        with closing(index.unchanging(db)) as whole:
            sent = _sent(server, whole, base, states.everything())
            if anew:
                _make_indexes(server, whole)
            return sent


def _make_tables(server: Server, db: Connection) -> None:
    """Make all tables, in the place of those of another version."""
    for name, columns in (("published", _PUBLISHED), ("part", _PART)):
        server.execute(f"DROP TABLE IF EXISTS {name}")
        server.execute(f"CREATE TABLE {name} ({columns})")
    for table in sending.tables(db):
        columns = ", ".join(f'"{column}" {declared(kind)}' for column, kind in table.columns.items())
        server.execute(f"DROP TABLE IF EXISTS {table.name} CASCADE")
        server.execute(f"CREATE TABLE {table.name} ({columns})")
    for statement in statements("schema.sql"):
        if re.search(r"^CREATE VIEW\b", statement, re.M):
            server.execute(statement)


def _make_indexes(server: Server, db: Connection) -> None:
    """Index all tables: sorting their rows once is faster than keeping them sorted."""
    for statement in statements("schema.sql"):
        if re.search(r"^CREATE INDEX\b", statement, re.M):
            server.execute(statement)
    for table in sending.tables(db):
        if table.name in SEARCHED:
            server.execute(f"CREATE INDEX {table.name}_rows ON {table.name} (rowid)")
            server.execute(f"CREATE INDEX {table.name}_vector ON {table.name} USING gin ((vector::tsvector))")
        elif _keyed(db, table.name):
            server.execute(f'CREATE INDEX {table.name}_key ON {table.name} ("row")')


def _keyed(db: Connection, table: str) -> bool:
    """Whether SQLite looks up its rows by their number."""
    return any(row[1] == "row" and row[5] for row in db.execute(f"PRAGMA table_xinfo({table})"))


def _sent(server: Server, db: Connection, base: Base, touched: Touched) -> Sent:
    sent = sending.send(server, db, touched)
    (title,) = db.execute("SELECT title FROM kb").fetchone() or ("",)
    day = datetime.now().strftime("%Y-%m-%d %H:%M")
    told = (title, day, revision(base.folder), __version__, made.schema(), states.token(db))
    server.execute("DELETE FROM published")
    server.execute("INSERT INTO published VALUES (%s, %s, %s, %s, %s, %s)", told)
    return sent
