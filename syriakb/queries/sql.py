"""The SQL files of the questions, and what a question hands to them."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from sqlite3 import Connection


@cache
def sql(*names: str) -> str:
    """The text of an SQL file beside the questions; several make one statement, each going on from the one before."""
    return "".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in names)


@cache
def statements(name: str) -> tuple[str, ...]:
    """The statements of an SQL file beside the questions, one by one: each ends with its line."""
    return tuple(f"{each};" for each in sql(name).split(";\n") if each.strip())


def run(db: Connection, *names: str) -> None:
    """Run the statements of SQL files, which hand temporary tables on to each other."""
    for name in names:
        for statement in statements(name):
            db.execute(statement)


def ready(db: Connection, *names: str) -> None:
    """Make and empty the temporary tables of SQL files, which are run later or, where there is nothing to ask, never.

    After each new table SQLite prepares all statements anew, so they are made before.
    """
    for name in names:
        for statement in _making(name):
            db.execute(statement)


@cache
def _making(name: str) -> tuple[str, ...]:
    return tuple(each for each in statements(name) if re.search(r"^(CREATE |DELETE FROM \w+;)", each, re.MULTILINE))


def fill(db: Connection, table: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
    """Fill a temporary table anew: how a question hands the SQL what it is about."""
    db.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table} ({columns})")
    db.execute(f"DELETE FROM {table}")
    db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * (columns.count(',') + 1))})", rows)
