"""An index that was published to a PostgreSQL server, asked in the SQL that SQLite is asked.

It speaks as a connection of SQLite does, as far as questions use one. What differs between the engines is told here and
nowhere else: placeholders, the width of integers, how texts are ordered, the names of schemas. All that is asked over
one connection is asked of one state. Nothing is written but temporary tables.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from time import perf_counter
from typing import Any
from urllib.parse import unquote

from syriakb.errors import StoreError, UsageError
from syriakb.index import lexemes, made
from syriakb.index.libpq import Connection, RefusedError, Rows, literal

SCHEMA = "syriakb"
_TOKEN = re.compile(
    r"""(?P<text>'(?:[^']|'')*'|"(?:[^"]|"")*")|(?P<remark>--[^\n]*)|(?P<mark>\?)|(?<!:):(?P<name>[a-z_]\w*)"""
    r"""|\b(?P<room>temp|main)\.(?=\w)|\b(?P<searched>words|sounds) MATCH (?P<sought>\?|:\w+)"""
    r"""|bm25\((?P<ranked>\w+),[^)]*\)"""
    r"""|json_group_array\((?P<array>\w+)\)|printf\('%0(?P<wide>\d)d', (?P<digits>[\w.]+)\)"""
    r"""|(?P<joined>(?i:group_concat)\()"""
)
_TABLE = re.compile(r"\s*CREATE (?:TEMP )?TABLE\b")
_TYPES = {"INTEGER": "BIGINT", "TEXT": 'TEXT COLLATE "C"', "REAL": "DOUBLE PRECISION", "BLOB": "BYTEA"}
_WEIGHTS = (
    "{0.5,0.75,0.25,1}"  # of who is named, stems, what more is said, and what it is called: those of SQLite's search
)
_REMARKS = re.compile(r"(?:\s|--[^\n]*\n)*")
_ASKS = re.compile(r"(?:SELECT|VALUES|WITH)\b", re.IGNORECASE)
_CHANGED = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM) (?:temp\.)?(\w+)", re.IGNORECASE)
_INDEXED = re.compile(r"CREATE (?:UNIQUE )?INDEX\b")
_ROW = re.compile(r"VALUES (\([?, ]+\))\s*;?\s*$")
_TOO_LONG = "57014"  # the code of a statement that was cancelled
_AT_ONCE = 500  # rows in a statement
_MANY, _VERY_MANY = 20, 1_000  # rows that are asked about; for more, the plans are those of many
_FAR = 0.001  # seconds to the server and back, which is longer than it takes to plan a statement that changes nothing
# Compiling takes longer than asking. What is about little is looked up by indexes, one thing after the other, as SQLite
# does. Of many rows the server looks at those of temporary tables first, and chooses: what it has stands in its memory,
# mostly, and a rough look is enough. Of very many, what it takes for alike is not: it is to use the indexes there are.
_SETTINGS = (
    "SET client_min_messages = error; SET standard_conforming_strings = on; SET jit = off;"
    " SET enable_hashjoin = off; SET enable_mergejoin = off"
)
_FOR_MANY = (
    "SET enable_hashjoin = on; SET enable_mergejoin = on;"
    " SET random_page_cost = 1.1; SET default_statistics_target = 10"
)
_FOR_VERY_MANY = "SET enable_seqscan = off"


def split(url: str) -> tuple[str, str]:
    """The address as the library takes it, and the schema that `?schema=` names in it. Raises UsageError."""
    where, _, query = url.partition("?")
    named = [each for each in query.split("&") if each]
    schema = next((each.partition("=")[2] for each in reversed(named) if each.startswith("schema=")), SCHEMA)
    if not re.fullmatch("[a-z_][a-z0-9_]*", schema):
        raise UsageError(f"{schema!r} is no name of a schema: write it in small letters, digits and underscores.")
    rest = "&".join(each for each in named if not each.startswith("schema="))
    return where + (f"?{rest}" if rest else ""), schema


def declared(kind: str) -> str:
    """The type of a column of SQLite as the server has it."""
    return _TYPES.get(kind, kind)


def open_index(url: str) -> "Server":
    """The index that was published there. Raises StoreError where there is none, or one of another version."""
    address, schema = split(url)
    try:
        db = Server(Connection(address), schema)
    except RefusedError as refused:
        raise StoreError(f"The server cannot be asked: {said(str(refused), address)}") from None
    try:
        return db.begun()
    except BaseException:
        db.close()
        raise


class Server:
    """A connection to a server, as questions use one.

    What gives no rows waits until something is asked that does, and is sent with it.
    """

    published = ""
    indexes = True  # whether temporary tables of many rows have them
    far = False  # whether the way there takes longer than a statement that has nothing to work on
    _settings_for_many: tuple[str, ...] = (_FOR_MANY, _FOR_VERY_MANY)
    revision: str | None = None

    def __init__(self, connection: Connection | Any, schema: str) -> None:
        self._connection, self._schema = connection, schema
        self._waiting: list[str] = []
        self._many, self._theirs = 0, False  # for how many rows the plans are: few, many, very many
        self._unlike = set[str]()  # temporary tables whose rows the server has not looked at

    def begun(self) -> "Server":
        """The same, looking at one state of what was published. Raises StoreError."""
        self._waiting += [_SETTINGS, f'SET search_path TO "{self._schema}"', "BEGIN ISOLATION LEVEL REPEATABLE READ"]
        try:
            found = self._sent("SELECT title, day, revision, version, stamp FROM published")
        except RefusedError as refused:
            if refused.code not in ("42P01", "42703", "3F000"):
                raise self._cannot(refused) from None
            raise StoreError(
                f"Nothing is published there in the schema {self._schema!r}: syriakb publish URL"
            ) from None
        _, day, revision, version, stamp = found.rows[0]
        if stamp != made.schema():
            raise StoreError(f"It was published by another version, syriakb {version}. Publish it again with this one.")
        of = f", revision {revision}" if revision else ""
        self.revision = revision
        self.published = f"As published on {day}{of}."
        begun = perf_counter()
        self._sent("SELECT 1")
        self.far = perf_counter() - begun > _FAR
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

    def bounded(self, seconds: float | None) -> None:
        """From now on only read, each time for at most so long: what is asked next was written by anybody.

        None: no longer.
        """
        self._theirs = seconds is not None
        if seconds is not None:
            longest = min(max(seconds, 0.001), 86_400) if seconds == seconds else 0.001
            self._bound(longest)

    def _bound(self, seconds: float) -> None:
        self._waiting += [f"SET LOCAL statement_timeout = {seconds * 1000:.0f}", "SET TRANSACTION READ ONLY"]

    def asked(self, sql: str, values: Any) -> Rows:
        """Ask in the server's own words. Raises StoreError where it cannot be asked."""
        if self._theirs:
            return self._asked_by_anybody(sql)
        begun = _REMARKS.match(sql)
        statement = sql[begun.end() if begun else 0 :]
        if _INDEXED.match(statement) and not (self._many and self.indexes):
            return Rows()
        self._look_at(statement)
        text = self._translated(statement, values)
        if not _ASKS.match(statement):
            self._waiting.append(text)
            return Rows()
        try:
            return self._sent(text)
        except RefusedError as refused:
            raise self._cannot(refused) from None

    def _asked_by_anybody(self, sql: str) -> Rows:
        """Ask one statement as it stands; the server takes no second one beside it."""
        try:
            self._sent("SELECT 1")
            return self._connection.ask(sql, alone=True)
        except RefusedError as refused:
            raise self._cannot(refused) from None

    def filled(self, sql: str, rows: Iterable[Any]) -> None:
        """Send many rows."""
        kept = [tuple(row) for row in rows]
        size = (len(kept) > _MANY) + (len(kept) > _VERY_MANY)
        self._waiting += self._settings_for_many[self._many : size]
        self._many = max(self._many, size)
        if kept:
            self._look_at(sql)
        one = _ROW.search(sql)
        for start in range(0, len(kept), _AT_ONCE if one else 1):
            some = kept[start : start + _AT_ONCE] if one else [kept[start]]
            text = sql[: one.start(1)] + ", ".join([one[1]] * len(some)) if one else sql
            self._waiting.append(self._translated(text, [value for row in some for value in row]))

    def _look_at(self, sql: str) -> None:
        """Of many rows, the server looks at those of temporary tables before it makes plans for them."""
        if not self._many:
            return
        changed = _CHANGED.match(sql)
        read = sql[changed.end() if changed else 0 :]
        for table in sorted(each for each in self._unlike if re.search(rf"\b{each}\b", read)):
            self._waiting.append(f"ANALYZE pg_temp.{table}")
            self._unlike.discard(table)
        if changed and not sql.startswith("DELETE"):
            self._unlike.add(changed[1])

    def _sent(self, sql: str) -> Rows:
        text = ";\n".join([*self._waiting, sql])
        self._waiting.clear()
        return self._connection.ask(text)

    def _cannot(self, refused: RefusedError) -> Exception:
        """What cannot be asked at all is told so; a statement that is wrong is as SQLite has it."""
        if refused.code == _TOO_LONG and self._theirs:
            error = sqlite3.OperationalError("interrupted")
            error.sqlite_errorcode = sqlite3.SQLITE_INTERRUPT
            return error
        if refused.code[:2] in ("", "08", "53", "57", "58") or refused.code == "42501":
            return StoreError(f"The server cannot be asked: {said(str(refused))}")
        return sqlite3.OperationalError(said(str(refused)).rstrip("."))

    def _translated(self, sql: str, values: Any) -> str:
        given = values if isinstance(values, Mapping) else iter(values)
        text = _TOKEN.sub(lambda found: self._token(found, given), sql).replace("IN ()", "IN (NULL)")
        text = text.rstrip().removesuffix(";")
        if not _TABLE.match(text):
            return text
        return re.sub(r"\b(INTEGER|TEXT|REAL|BLOB)\b", lambda found: self._declared(found[0]), text)

    def _declared(self, kind: str) -> str:
        return declared(kind)

    @staticmethod
    def _sought(table: str, text: str) -> str:
        return f"{literal(lexemes.query(table, text))}::tsquery"

    def _token(self, found: re.Match[str], given: Any) -> str:
        if found["text"]:
            return found["text"]
        if found["mark"]:
            return literal(next(given))
        if found["name"]:
            return literal(given[found["name"]])
        if found["searched"]:
            sought = next(given) if found["sought"] == "?" else given[found["sought"][1:]]
            return f"{found['searched']}.vector::tsvector @@ {self._sought(found['searched'], sought)}"
        if found["ranked"]:
            table, sought = found["ranked"], self._sought(found["ranked"], given["query"])
            return f"-ts_rank('{_WEIGHTS}'::float4[], {table}.vector::tsvector, {sought})"
        if found["array"]:
            return f"'[' || COALESCE(string_agg(to_json({found['array']})::text, ','), '') || ']'"
        if found["wide"]:
            return f"lpad({found['digits']}::text, {found['wide']}, '0')"
        if found["joined"]:
            return "string_agg("
        if found["room"]:
            return "pg_temp." if found["room"] == "temp" else f'"{self._schema}".'
        return " "


class _Cursor:
    """A cursor, whose rows know their columns by name where a `row_factory` is set."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._found = Rows()
        self._left: Iterator[Any] = iter(())
        self.row_factory: Any = None

    @property
    def description(self) -> Any:
        """The columns, by name."""
        return [(each,) for each in self._found.columns] or None

    def execute(self, sql: str, values: Any = ()) -> "_Cursor":
        """Ask."""
        self._found = self._server.asked(sql, values)
        self._left = iter(self._found.rows)
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

    def fetchmany(self, size: int = 1) -> list[Any]:
        """The next rows, at most so many."""
        return list(islice(self, size))

    def __iter__(self) -> Iterator[Any]:
        if self.row_factory is None:
            return self._left
        return (_Row(row, self._found.columns) for row in self._left)


class _Row(tuple[Any, ...]):
    """A row with its columns by name, too."""

    names: Sequence[str]

    def __new__(cls, row: tuple[Any, ...], names: Sequence[str]) -> "_Row":
        """Make one."""
        self = super().__new__(cls, row)
        self.names = names
        return self

    def __getitem__(self, at: Any) -> Any:
        return super().__getitem__(self.names.index(at) if isinstance(at, str) else at)

    def keys(self) -> list[str]:
        """The names of the columns."""
        return list(self.names)


def said(message: str, address: str = "") -> str:
    """The first line of what went wrong, without the passwords in an address, which the library quotes."""
    line = message.strip().split("\n")[0].rstrip(".") + "."
    if any(secret in line for secret in _secrets(address)):
        line = re.sub('".*"', '"..."', line)
    return line


def _secrets(address: str) -> Iterator[str]:
    where, _, query = address.partition("?")
    user = where.partition("://")[2].rpartition("@")[0].partition(":")[2]
    named = [each.partition("=") for each in query.split("&")]
    told = [value for name, _, value in named if unquote(name).endswith("password")]
    for secret in (user, *re.split("[/:@]", user), *told):  # one with a sign that is not written out is taken apart
        yield from filter(None, {secret, unquote(secret)})
