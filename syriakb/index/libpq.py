"""PostgreSQL's own library, libpq, called directly: importing more takes longer than a question may.

It comes with psycopg, which is installed with the extra `postgres`, or with the system. It reads `PGPASSWORD`,
`~/.pgpass`, `PGSERVICE` and whatever else programs of PostgreSQL read. Statements are sent many at a time.
"""

import select
import sys
from collections.abc import Callable
from ctypes import CDLL, CFUNCTYPE, POINTER, c_char_p, c_int, c_uint, c_void_p
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from syriakb.errors import SyriakbError

_PLACES = ("psycopg_binary.libs/libpq*", "psycopg_binary/.dylibs/libpq*", "psycopg2_binary.libs/libpq*")
_OK, _DEAD = 0, 1  # ConnStatusType
_ROWS, _BAD = 2, (5, 7)  # ExecStatusType: PGRES_TUPLES_OK, PGRES_BAD_RESPONSE and PGRES_FATAL_ERROR
_SQLSTATE, _MESSAGE = ord("C"), ord("M")
_PATIENCE = 10.0  # seconds for a connection
_CALLS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "PQconnectdbParams": (c_void_p, (POINTER(c_char_p), POINTER(c_char_p), c_int)),
    "PQstatus": (c_int, (c_void_p,)),
    "PQerrorMessage": (c_char_p, (c_void_p,)),
    "PQfinish": (None, (c_void_p,)),
    "PQsocket": (c_int, (c_void_p,)),
    "PQsendQuery": (c_int, (c_void_p, c_char_p)),
    "PQsendQueryParams": (c_int, (c_void_p, c_char_p, c_int, *[c_void_p] * 4, c_int)),
    "PQconsumeInput": (c_int, (c_void_p,)),
    "PQisBusy": (c_int, (c_void_p,)),
    "PQgetResult": (c_void_p, (c_void_p,)),
    "PQresultStatus": (c_int, (c_void_p,)),
    "PQresultErrorField": (c_char_p, (c_void_p, c_int)),
    "PQntuples": (c_int, (c_void_p,)),
    "PQnfields": (c_int, (c_void_p,)),
    "PQfname": (c_char_p, (c_void_p, c_int)),
    "PQftype": (c_uint, (c_void_p, c_int)),
    "PQgetvalue": (c_char_p, (c_void_p, c_int, c_int)),
    "PQgetisnull": (c_int, (c_void_p, c_int, c_int)),
    "PQclear": (None, (c_void_p,)),
}
_SILENT = CFUNCTYPE(None, c_void_p, c_char_p)(lambda _, __: None)


class Rows(NamedTuple):
    """What a statement gave: the names of its columns, and its rows. One that gives none has no columns."""

    columns: tuple[str, ...] = ()
    rows: list[tuple[Any, ...]] = []  # noqa: RUF012 - of a tuple, nobody changes it


class RefusedError(Exception):
    """A statement that the server refuses, or cannot answer: its code (SQLSTATE), nothing where the server is gone."""

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        self.code = code


@cache
def _library() -> CDLL:
    """The library, with its functions declared. Raises SyriakbError where there is none."""
    for name in _names():
        try:
            found = CDLL(name)
        except OSError:
            continue
        for call, (gives, takes) in _CALLS.items():
            function = getattr(found, call)
            function.restype, function.argtypes = gives, takes
        found.PQsetNoticeProcessor.argtypes = (c_void_p, c_void_p, c_void_p)
        found.PQsetNoticeProcessor.restype = c_void_p
        return found
    from syriakb.extras import installing

    raise SyriakbError(
        f"A knowledge base on a server needs PostgreSQL's libpq, not installed: {installing('postgres')}"
    )


def _names() -> list[str]:
    found = [str(each) for folder in sys.path for place in _PLACES for each in sorted(Path(folder).glob(place))]
    if found:
        return found
    from ctypes.util import find_library  # which asks the compiler, and takes its time

    return [name for name in [find_library("pq")] if name]


class Connection:
    """A connection to a server."""

    def __init__(self, url: str) -> None:
        """Connect. Raises RefusedError."""
        self._pq = _library()
        given = {"connect_timeout": f"{_PATIENCE:.0f}", "fallback_application_name": "syriakb", "dbname": url}
        given["client_encoding"] = "UTF8"
        names = (c_char_p * (len(given) + 1))(*map(str.encode, given), None)
        values = (c_char_p * (len(given) + 1))(*(each.encode() for each in given.values()), None)
        self._at: int | None = self._pq.PQconnectdbParams(names, values, 1)
        if self._pq.PQstatus(self._at) != _OK:
            said = self._pq.PQerrorMessage(self._at).decode("utf-8", "replace")
            self.close()
            raise RefusedError(said)
        self._pq.PQsetNoticeProcessor(self._at, _SILENT, None)

    def close(self) -> None:
        """Let go of the server."""
        if self._at is not None:
            self._pq.PQfinish(self._at)
            self._at = None

    def ask(self, sql: str, *, alone: bool = False) -> Rows:
        """Send statements, and give what the last of them gave. Raises RefusedError; none of them is then done.

        With `alone` more than one are refused.
        """
        text = sql.replace("\0", "\ufffd").encode("utf-8", "replace")
        if self._at is None or not (self._send_alone(text) if alone else self._pq.PQsendQuery(self._at, text)):
            raise self._gone()
        found, refused = Rows(), None
        while (result := self._next()) is not None:
            if self._pq.PQresultStatus(result) in _BAD:
                refused = refused or self._refusal(result)
            elif self._pq.PQresultStatus(result) == _ROWS:
                found = self._read(result)
            else:
                found = Rows()
            self._pq.PQclear(result)
        if refused:
            raise refused
        return found

    def _send_alone(self, text: bytes) -> int:
        return int(self._pq.PQsendQueryParams(self._at, text, 0, None, None, None, None, 0))

    def _next(self) -> int | None:
        """The next result; meanwhile Ctrl-C is heard."""
        while self._pq.PQisBusy(self._at):
            select.select([self._pq.PQsocket(self._at)], [], [])
            if not self._pq.PQconsumeInput(self._at):
                raise self._gone()
        found: int | None = self._pq.PQgetResult(self._at)
        return found

    def _gone(self) -> RefusedError:
        said = self._pq.PQerrorMessage(self._at).decode("utf-8", "replace") if self._at else "the connection is closed"
        return RefusedError(said)

    def _refusal(self, result: int) -> RefusedError:
        code = self._pq.PQresultErrorField(result, _SQLSTATE) or b""
        said = self._pq.PQresultErrorField(result, _MESSAGE) or self._pq.PQerrorMessage(self._at)
        return RefusedError(said.decode("utf-8", "replace"), code.decode())

    def _read(self, result: int) -> Rows:
        pq, number = self._pq, self._pq.PQntuples(result)
        fields = range(pq.PQnfields(result))
        columns = [_column(pq, result, at, number, _READ.get(pq.PQftype(result, at), bytes.decode)) for at in fields]
        return Rows(tuple(pq.PQfname(result, at).decode() for at in fields), list(zip(*columns, strict=True)))


def _column(pq: CDLL, result: int, at: int, number: int, read: Callable[[bytes], Any]) -> list[Any]:
    value, null = pq.PQgetvalue, pq.PQgetisnull
    found = (value(result, row, at) for row in range(number))
    return [read(cell) if cell or not null(result, row, at) else None for row, cell in enumerate(found)]


def _number(text: bytes) -> int | float:
    return float(text) if b"." in text or b"N" in text else int(text)


# How a value is read, by the number of its type: truth is a number, as SQLite has it.
_READ: dict[int, Callable[[bytes], Any]] = {
    **dict.fromkeys((20, 21, 23, 26), int),
    **dict.fromkeys((700, 701), float),
    1700: _number,
    16: lambda text: int(text == b"t"),
    17: lambda text: bytes.fromhex(text[2:].decode()),
}


def literal(value: Any) -> str:
    """A value as it stands in a statement."""
    if value is None:
        return "NULL"
    if isinstance(value, bool | int):
        return str(int(value)) if value >= 0 else f"({int(value)})"
    if isinstance(value, float):
        return f"'{value!r}'::float8"
    if isinstance(value, bytes):
        return f"'\\x{value.hex()}'::bytea"
    return "'" + str(value).replace("'", "''") + "'"
