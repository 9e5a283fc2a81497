"""Read-only SQL over the documented tables, asked by somebody who may write anything into the query.

SQLite itself refuses whatever is not reading these tables (its authorizer), so that no query needs to be understood
here. Time, memory and the length of values are bounded.
"""

import re
import sqlite3
import time
from collections.abc import Iterable
from itertools import islice
from sqlite3 import Connection
from typing import Any

from syriakb.answers import Answer, Column
from syriakb.errors import SyriakbError, UsageError
from syriakb.queries.moment import Moment
from syriakb.queries.tables.views import TABLES, install

SHOWN = 1000
SECONDS = 10.0
_LONGEST = 10_000_000  # bytes of one value or one row
_MEMORY = 1 << 30
_STEPS = 10_000  # of SQLite's machine between two looks at the clock: about a millisecond
_WITHIN = ("dated_claim",)  # views of the index that the documented ones are made of
_FUNCTIONS_OF_TABLES = ("json_each", "json_tree")
_READING = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE)
_TOKEN = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^]]*\]|--[^\n]*|/\*.*?(?:\*/|\Z)""", re.DOTALL)
_EXPLAIN = re.compile(r"\A\s*EXPLAIN\b(?:\s+QUERY\s+PLAN\b)?", re.IGNORECASE)
_SCHEMA = (
    Column("view", "View", "value"),
    Column("column", "Column", "value"),
    Column("type", "Type", "value"),
    Column("meaning", "Meaning", "wide"),
)
_EXAMPLES = (
    'The columns "end" and "group" are words of SQL: write them in double quotes.',
    "Lists are arrays of JSON: SELECT name FROM control, json_each(controllers) AS c WHERE c.value = 'ID'.",
    "One row of a view: " + "; ".join(f"{name}: {table.meaning}" for name, table in TABLES.items()) + ".",
)


def schema() -> Answer:
    """The views and their columns."""
    rows = [(name, *field[:3]) for name, table in TABLES.items() for field in table.fields]
    return Answer("schema", "Views for SQL", _SCHEMA, tuple(rows), _EXAMPLES)


def ask(db: Connection, moment: Moment, query: str, limit: int | None = SHOWN, seconds: float = SECONDS) -> Answer:
    """What a query gives, at most `limit` rows of it (None for all).

    Raises UsageError where it is not SQL or wants more than reading the views, SyriakbError where it takes too long.
    """
    install(db, moment, [name for name in TABLES if re.search(rf"\b{name}\b", query, re.IGNORECASE)])
    deadline = time.monotonic() + seconds
    own = getattr(db, "bounded", None)  # of a server, which sees to it itself
    own(seconds) if own else _guard(db, deadline)
    try:
        if not own:
            _columns_exist(db, query)
        cursor = db.execute(query)
        found = _fetched(cursor, limit)
    except (sqlite3.Error, sqlite3.Warning, MemoryError, OverflowError, ValueError) as error:
        # A Ctrl-C that falls into the look at the clock is swallowed by sqlite3, which only ends the query.
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT and time.monotonic() <= deadline:
            raise KeyboardInterrupt from None
        raise _refusal(error, seconds) from None
    finally:
        own(None) if own else _unguard(db)
    if cursor.description is None:
        raise UsageError("The query is empty: write one, such as SELECT name FROM actors.")
    rows = tuple(tuple(map(_value, row)) for row in found[:limit])
    notes = (
        (f"The first {limit} rows; there are more. Show them with --limit N or --all.",)
        if len(found) > len(rows)
        else ()
    )
    names = _distinct(column[0] for column in cursor.description)
    return Answer("sql", "Rows", tuple(_column(*each) for each in _columns(names, rows)), rows, notes, **moment.stamp)


def _fetched(cursor: sqlite3.Cursor, limit: int | None) -> list[tuple[Any, ...]]:
    """One row more than the limit, so that it shows whether there are more."""
    found: list[tuple[Any, ...]] = []
    size = 0
    for row in islice(cursor, None if limit is None else limit + 1):
        size += sum(len(value) for value in row if isinstance(value, str | bytes))
        if size > _MEMORY // 4:
            raise MemoryError
        found.append(row)
    return found


def _columns_exist(db: Connection, query: str) -> None:
    """Raise what SQLite raises where something in double quotes is no column.

    SQLite takes that for a text, a misfeature of its own (sqlite.org/quirks.html, section 8) which Python can turn off
    from version 3.12 on. In backquotes the same is never a text, so the query is compiled once with those.
    """
    strict = _TOKEN.sub(_backquoted, query)
    if strict != query:
        db.execute(f"EXPLAIN {_EXPLAIN.sub('', strict)}").close()


def _backquoted(token: re.Match[str]) -> str:
    if not token[0].startswith('"'):
        return token[0]
    return "`{}`".format(token[0][1:-1].replace('""', '"').replace("`", "``"))


def _guard(db: Connection, deadline: float) -> None:
    for name in _FUNCTIONS_OF_TABLES:
        db.execute(f"SELECT 1 FROM {name}('[]')")  # declares it, which the authorizer would take for a write
    db.execute("PRAGMA query_only = ON")
    db.execute(f"PRAGMA hard_heap_limit = {_MEMORY}")
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    db.set_progress_handler(
        lambda: not time.monotonic() <= deadline, _STEPS
    )  # NaN, which a user may give, ends at once
    db.set_authorizer(_allowed)


def _unguard(db: Connection) -> None:
    db.set_authorizer(None)
    db.set_progress_handler(None, 0)
    db.execute(
        "PRAGMA query_only = OFF"
    )  # the index itself was opened to be read only; questions fill tables of their own


def _allowed(action: int, what: str | None, name: str | None, _database: str | None, view: str | None) -> int:
    # Reading no column is counting rows. Within a view, SQLite names it beside each table of the index that it reads.
    reads = action == sqlite3.SQLITE_READ and (
        name == "" or what in TABLES or view in (*TABLES, *_WITHIN) or what in _FUNCTIONS_OF_TABLES
    )
    calls = action == sqlite3.SQLITE_FUNCTION and name != "load_extension"
    return sqlite3.SQLITE_OK if reads or calls or action in _READING else sqlite3.SQLITE_DENY


def _refusal(error: Exception, seconds: float) -> SyriakbError:
    if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
        code = getattr(error, "sqlite_errorcode", None)
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise error
        if code == sqlite3.SQLITE_AUTH:
            return UsageError(
                f"A query can only read these views: {', '.join(TABLES)} ({error}). Their columns: sql --schema"
            )
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
        return SyriakbError(f"The query took longer than {seconds:g} seconds. Ask for less, or give more: --timeout N")
    if isinstance(error, MemoryError):
        return SyriakbError(
            "The query gives or needs too much: over 256 MiB of rows, or 1 GiB of memory. Ask for less."
        )
    texts = " A text stands in single quotes." if str(error).startswith("no such column") else ""
    return UsageError(f"The query cannot be run: {str(error).rstrip('.')}.{texts} The views and columns: sql --schema")


def _distinct(names: Iterable[str]) -> list[str]:
    """Names of columns, each once: they are keys in JSON."""
    found: list[str] = []
    for name in names:
        number = 2
        wanted = name
        while wanted in found:
            wanted, number = f"{name}_{number}", number + 1
        found.append(wanted)
    return found


def _value(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    return str(value) if isinstance(value, float) and value in (float("inf"), float("-inf")) else value


def _columns(names: list[str], rows: tuple[tuple[Any, ...], ...]) -> Iterable[tuple[str, list[Any]]]:
    return ((name, [row[at] for row in rows]) for at, name in enumerate(names))


def _column(name: str, values: list[Any]) -> Column:
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, int | float) for value in known):
        return Column(name, name, "number")
    return Column(name, name, "wide" if any(len(str(value)) > 40 for value in known) else "value")
