"""The prepared facts in a folder of Parquet (`export parquet --facts`), asked by DuckDB in the same SQL as SQLite.

It speaks as a connection to a server does, over a database in memory that holds nothing: its tables are the files.
"""

import json
import re
from pathlib import Path
from threading import Timer
from typing import Any

from syriakb.errors import StoreError
from syriakb.extras import library
from syriakb.index import made
from syriakb.index.libpq import RefusedError, Rows, literal
from syriakb.index.script import statements
from syriakb.index.server import Server

MARK = "about.json"
_TYPES = {"INTEGER": "BIGINT", "REAL": "DOUBLE"}
_NEEDED = ("file", "kb", "claim", "control_fact", "relation_fact")


def open_index(folder: Path) -> Server:
    """The facts in a folder. Raises StoreError where they are of another version, or not there."""
    duckdb = library("duckdb", "duckdb", "A knowledge base in Parquet")
    try:
        about = json.loads((folder / MARK).read_text(encoding="utf-8"))
        files, stamp, version, day = (about[name] for name in ("files", "stamp", "version", "day"))
        missing = [name for table in files.values() for name in table if not (folder / name).is_file()]
    except (OSError, ValueError, KeyError, TypeError):
        raise StoreError(f"{folder / MARK} does not tell of facts: syriakb export parquet --facts") from None
    if stamp != made.schema():
        raise StoreError(f"It was written by another version, syriakb {version}. Export it again with this one.")
    if missing or not all(name in files for name in _NEEDED):
        what = missing[0] if missing else MARK
        raise StoreError(f"{folder} is not complete: {what}. Export it again: syriakb export parquet --facts")
    db = Folder(_Connection(duckdb, folder, files), "main")
    db.published = f"As exported on {day}."
    return db


class Folder(Server):
    """A folder of Parquet, as questions use a connection."""

    indexes = False
    _settings_for_many = ()

    def _declared(self, kind: str) -> str:
        return _TYPES.get(kind, kind)

    def _bound(self, seconds: float) -> None:
        connection: Any = self._connection
        connection.bounded(seconds)

    def _look_at(self, sql: str) -> None:
        """It counts the rows itself."""

    def _token(self, found: re.Match[str], given: Any) -> str:
        if found["searched"] or found["ranked"]:
            if found["searched"] == "sounds":
                next(given)
                return "FALSE"
            raise StoreError("Full text is not searched in Parquet. Ask the folder that was exported.")
        if found["room"]:
            return "temp." if found["room"] == "temp" else "memory.main."
        return super()._token(found, given)


class _Connection:
    """DuckDB, as the connection to a server is used."""

    def __init__(self, duckdb: Any, folder: Path, files: dict[str, list[str]]) -> None:
        self._duckdb, self._db = duckdb, duckdb.connect(":memory:")
        self._seconds: float | None = None
        try:
            for table, names in files.items():
                listed = ", ".join(literal(str(folder / name)) for name in names)
                self._db.execute(
                    f'CREATE VIEW "{table}" AS SELECT * FROM read_parquet([{listed}], hive_partitioning = false)'
                )
            for statement in statements("schema.sql"):
                if re.search(r"^CREATE VIEW\b", statement, re.M):
                    self._db.execute(statement)
            self._db.execute(
                "CREATE VIEW sounds AS SELECT 0 AS rowid, '' AS outline, '' AS sound, '' AS near WHERE FALSE"
            )
            self._db.execute("SET default_null_order = 'nulls_first'")
            self._db.execute(f"SET allowed_directories = [{literal(str(folder))}]")
            self._db.execute("SET enable_external_access = false")
            self._db.execute("SET lock_configuration = true")
        except duckdb.Error as error:
            raise StoreError(f"{folder} cannot be read: {str(error).splitlines()[0]}") from None

    def ask(self, sql: str, *, alone: bool = False) -> Rows:
        """Ask. Raises RefusedError."""
        try:
            return self._bounded(sql) if alone else self._asked(sql)
        except self._duckdb.InterruptException:
            raise RefusedError("It took too long", "57014") from None
        except self._duckdb.Error as error:
            raise RefusedError(str(error), "42000") from None

    def _asked(self, sql: str) -> Rows:
        found = self._db.execute(sql)
        return Rows(tuple(each[0] for each in found.description or ()), found.fetchall())

    def _bounded(self, sql: str) -> Rows:
        told = self._db.extract_statements(sql)
        if any("SELECT" not in str(each.type) for each in told) or len(told) > 1:
            raise RefusedError("only one SELECT is asked here", "42000")
        timer = Timer(self._seconds or 10.0, self._db.interrupt)
        timer.start()
        try:
            return self._asked(sql) if told else Rows()
        finally:
            timer.cancel()

    def bounded(self, seconds: float) -> None:
        """How long what is asked alone may take."""
        self._seconds = seconds

    def close(self) -> None:
        """Let go of the files."""
        self._db.close()
