"""The SQL files of the questions, and what a question hands to them."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from sqlite3 import Connection, complete_statement


@cache
def sql(*names: str) -> str:
    """The text of an SQL file beside the questions; several make one statement, each going on from the one before."""
    return "".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in names)


@cache
def statements(name: str) -> tuple[str, ...]:
    """The statements of an SQL file beside the questions, one by one."""
    found, statement = [], ""
    for line in sql(name).splitlines():
        statement += line + "\n"
        if complete_statement(statement):
            found.append(statement)
            statement = ""
    return tuple(found)


def run(db: Connection, *names: str) -> None:
    """Run the statements of SQL files, which hand temporary tables on to each other."""
    for name in names:
        for statement in statements(name):
            db.execute(statement)


def fill(db: Connection, table: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
    """Fill a temporary table anew: how a question hands the SQL what it is about."""
    db.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table} ({columns})")
    db.execute(f"DELETE FROM {table}")
    db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * (columns.count(',') + 1))})", rows)
