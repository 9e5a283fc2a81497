"""What the rows of a table became, set aside until all of them are known to be sound.

It lies in a temporary database, of which no more than a few pages are in memory, however long the table is.
"""

from __future__ import annotations  # Raw is the name of a type that is written as text

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from syriakb.model.readers import Raw

_TABLES = (
    "CREATE TABLE made (kind TEXT, id TEXT, line INTEGER, PRIMARY KEY (kind, id)) WITHOUT ROWID",
    "CREATE TABLE kept (kind TEXT, id TEXT, line INTEGER, PRIMARY KEY (kind, id)) WITHOUT ROWID",
    "CREATE TABLE met (kind TEXT, id TEXT, path TEXT, raw TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID",
    "CREATE TABLE new (number INTEGER PRIMARY KEY, kind TEXT, line INTEGER, text TEXT)",
)


class Met(NamedTuple):
    """A record that is there already: the file that it stands in, and its fields as the table has them."""

    path: str
    raw: dict[str, Raw]


class Stage:
    """Records that rows gave: those that are new, as lines of JSON in the order of the table, and those met."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)  # a file without a name, which ends with it
        for statement in ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", *_TABLES, "BEGIN"):
            self._db.execute(statement)

    def made(self, kind: str, name: str, line: int) -> None:
        """Note which line made a record, whatever becomes of that."""
        self._db.execute("INSERT OR REPLACE INTO made VALUES (?, ?, ?)", (kind, name, line))

    def maker(self, kind: str, name: str) -> int | None:
        """The line that made a record; None where none did."""
        row = self._db.execute("SELECT line FROM made WHERE kind = ? AND id = ?", (kind, name)).fetchone()
        return int(row[0]) if row else None

    def add(self, kind: str, name: str, line: int, text: str) -> None:
        """Take a new record, as a line of JSON."""
        self._keep(kind, name, line)
        self._db.execute("INSERT INTO new (kind, line, text) VALUES (?, ?, ?)", (kind, line, text))

    def meet(self, kind: str, name: str, line: int, met: Met) -> None:
        """Take one that is there already."""
        self._keep(kind, name, line)
        row = (kind, name, met.path, json.dumps(met.raw, ensure_ascii=False))
        self._db.execute("INSERT OR REPLACE INTO met VALUES (?, ?, ?, ?)", row)

    def _keep(self, kind: str, name: str, line: int) -> None:
        self._db.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", (kind, name, line))

    def line(self, kind: str, name: str | None) -> int | None:
        """The line that a new record, or one that is there, came from; None where it is not of this table."""
        row = self._db.execute("SELECT line FROM kept WHERE kind = ? AND id = ?", (kind, name)).fetchone()
        return int(row[0]) if row else None

    def met(self, kind: str, name: str) -> Met | None:
        """What the table has of a record that is there; None where it has nothing."""
        row = self._db.execute("SELECT path, raw FROM met WHERE kind = ? AND id = ?", (kind, name)).fetchone()
        return Met(row[0], json.loads(row[1])) if row else None

    def files_met(self) -> list[str]:
        """The files in which records stand that the table has too."""
        return [path for (path,) in self._db.execute("SELECT DISTINCT path FROM met ORDER BY path")]

    def counts(self) -> Counter[str]:
        """How many new records there are of each kind."""
        return Counter(dict(self._db.execute("SELECT kind, COUNT(*) FROM new GROUP BY kind")))

    def rows(self, apart_from: Iterable[int] = ()) -> int:
        """How many rows gave a new record, or one of those `apart_from` them."""
        own = [(line,) for line in apart_from]
        self._db.execute("CREATE TEMP TABLE other (line INTEGER)")
        self._db.executemany("INSERT INTO other VALUES (?)", own)
        sql = "SELECT COUNT(*) FROM (SELECT line FROM new UNION SELECT line FROM other)"
        (count,) = self._db.execute(sql).fetchone()
        self._db.execute("DROP TABLE other")
        return int(count)

    def texts(self, kind: str) -> Iterator[str]:
        """The new records of a kind, in the order of the table."""
        return (text for (text,) in self._db.execute("SELECT text FROM new WHERE kind = ? ORDER BY number", (kind,)))

    def size(self, kind: str) -> int:
        """How many bytes the new records of a kind take, a line each."""
        sql = "SELECT COALESCE(SUM(LENGTH(CAST(text AS BLOB)) + 1), 0) FROM new WHERE kind = ?"
        return int(self._db.execute(sql, (kind,)).fetchone()[0])

    def drop(self, lines: Iterable[int]) -> None:
        """Leave out the new records that came from some lines."""
        for line in lines:
            self._db.execute("DELETE FROM new WHERE line = ?", (line,))

    def clear(self) -> None:
        """Leave out all new records."""
        self._db.execute("DELETE FROM new")
