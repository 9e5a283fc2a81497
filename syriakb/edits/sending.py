"""Sending: of an index, what a server does not hold yet, part by part.

A part are the rows of one table that come from neighbouring records of a file. The server keeps of each what it hashes
to. Where the index knows which parts were touched since what was published, it reads only those.
"""

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from itertools import groupby, islice
from sqlite3 import Connection
from typing import Any, NamedTuple

import psycopg

from syriakb.disk.store import Look
from syriakb.index import states
from syriakb.index.lexemes import COLUMNS, vector
from syriakb.index.libpq import literal
from syriakb.index.reach import Span
from syriakb.index.states import Touched

LEFT_OUT = ("words", "sounds", "sqlite_", *states.TABLES)  # full text, which each engine has its own way for
# What is kept of it, in the server's way: the columns that are read beside the words that are searched.
SEARCHED = {"words": ("called",), "sounds": ("outline", "sound", "near")}
_LOOKS = ("trusted", *Look._fields)  # of a file: how it looks here, which says nothing of what it holds
_AT_ONCE = 64  # parts in one COPY
_ANALYZED = 10  # a table is looked at anew where more than one row in so many was sent; less makes no plan another

Server = psycopg.Connection[Any]


class Sent(NamedTuple):
    """How many rows were sent, and how many there are."""

    sent: int
    rows: int


class Table(NamedTuple):
    """A table: its columns with their types."""

    name: str
    columns: Mapping[str, str]

    @property
    def by_file(self) -> bool:
        """Whether its rows come from records that can be told apart."""
        return bool({"row", "rowid"} & {*self.columns}) and self.name != "problem"

    @property
    def number(self) -> str:
        """The column of the numbers of its rows."""
        return "rowid" if "rowid" in self.columns else "row"

    @property
    def read(self) -> tuple[str, ...]:
        """The columns that are read of the index for it."""
        return ("rowid", *COLUMNS[self.name]) if self.name in SEARCHED else (*self.columns,)

    def written(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """A row as it is sent, of what was read."""
        if self.name not in SEARCHED:
            return row
        texts = dict(zip(COLUMNS[self.name], row[1:], strict=True))
        return (row[0], *(texts[each] for each in SEARCHED[self.name]), vector(self.name, row[1:]))


class _Part(NamedTuple):
    number: int
    rows: list[Any]
    digest: bytes


def tables(db: Connection) -> Iterator[Table]:
    """The tables of an index that are sent."""
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")]
    for name in names:
        if not name.startswith(LEFT_OUT):
            yield Table(name, columns(db, name))
        elif name in SEARCHED:
            yield Table(name, {"rowid": "INTEGER", **dict.fromkeys((*SEARCHED[name], "vector"), "TEXT")})


def columns(db: Connection, table: str) -> dict[str, str]:
    """The columns of a table that are sent, with their types."""
    found = {row[1]: row[2] for row in db.execute(f"PRAGMA table_xinfo({table})")}
    return {name: kind for name, kind in found.items() if table != "file" or name not in _LOOKS}


def send(server: Server, db: Connection, touched: Touched) -> Sent:
    """Send the parts that differ among those that were touched. Raises psycopg.Error."""
    known = dict[str, dict[int, tuple[bytes, int]]]()
    for name, number, digest, rows in server.execute("SELECT tbl, number, digest, rows FROM part"):
        known.setdefault(name, {})[number] = (digest, rows)
    sent = 0
    for table in tables(db):
        if table.name != "enclosing" or touched.enclosing:
            sent += _send(server, db, table, touched.spans, known.get(table.name, {}))
    (rows,) = server.execute("SELECT COALESCE(SUM(rows), 0)::bigint FROM part").fetchone() or (0,)
    return Sent(sent, rows)


def _send(
    server: Server, db: Connection, table: Table, spans: list[Span], known: Mapping[int, tuple[bytes, int]]
) -> int:
    """Send what differs of a table; gives how many rows that were."""
    seen, sent = set[int](), 0
    differing = _differing(db, table, spans, known, seen)
    while some := list(islice(differing, _AT_ONCE)):
        _forget(server, table, [part.number for part in some if part.number in known])
        _copy(server, table, some)
        sent += sum(len(part.rows) for part in some)
    within = known if not table.by_file else [each for each in known if any(a <= each <= b for a, b in spans)]
    gone = [number for number in within if number not in seen]
    _forget(server, table, gone)
    if (sent or gone) and sent * _ANALYZED >= sum(rows for _, rows in known.values()):
        server.execute(f"ANALYZE {table.name}")  # so that questions are planned for what there is
    return sent


def _differing(
    db: Connection, table: Table, spans: list[Span], known: Mapping[int, tuple[bytes, int]], seen: set[int]
) -> Iterator[_Part]:
    for number, rows in _parts(db, table, spans):
        seen.add(number)
        digest = blake2b(repr(rows).encode("utf-8", "backslashreplace"), digest_size=16).digest()
        if known.get(number, (None,))[0] != digest:
            yield _Part(number, rows, digest)


def _parts(db: Connection, table: Table, spans: list[Span]) -> Iterator[tuple[int, list[Any]]]:
    """The rows of a table, part by part; a table that tells of no files is one part."""
    names = ", ".join(f'"{name}"' for name in table.read)
    if not table.by_file:
        yield 0, db.execute(f"SELECT {names} FROM {table.name} ORDER BY {names}").fetchall()
        return
    number = f'"{table.number}"' if table.number == "row" else "rowid"
    sql = f"SELECT {number}, {names} FROM {table.name} WHERE {number} BETWEEN ? AND ? ORDER BY {number}, {names}"
    for span in spans:
        for at, rows in groupby(db.execute(sql, _rows(*span)), key=lambda row: row[0] >> states.PART):
            yield at, [row[1:] for row in rows]


def _rows(first: int, last: int) -> Span:
    return first << states.PART, ((last + 1) << states.PART) - 1


def _forget(server: Server, table: Table, numbers: list[int]) -> None:
    if not numbers:
        return
    spans = (_rows(number, number) for number in numbers)
    texts = [f'DELETE FROM {table.name} WHERE "{table.number}" BETWEEN {first} AND {last}' for first, last in spans]
    texts = texts if table.by_file else [f"DELETE FROM {table.name}"]
    listed = ", ".join(map(str, numbers))
    server.execute("; ".join([*texts, f"DELETE FROM part WHERE tbl = '{table.name}' AND number IN ({listed})"]))


def _copy(server: Server, table: Table, parts: list[_Part]) -> None:
    names = ", ".join(f'"{name}"' for name in table.columns)
    with server.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for part in parts:
            for row in part.rows:
                copy.write_row(table.written(row))
    told = (f"('{table.name}', {part.number}, {literal(part.digest)}, {len(part.rows)})" for part in parts)
    server.execute(f"INSERT INTO part VALUES {', '.join(told)}")
