"""The SQL files of the questions, and what a question hands to them."""

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
    ready(db, *names)
    steps(db, *names)


def ready(db: Connection, *names: str) -> None:
    """Make and empty the temporary tables of SQL files; their steps are run later or, with nothing to ask, never.

    After each new table SQLite prepares all statements anew, so those of all files are made before.
    """
    for name in names:
        for statement in parted(name)[0]:
            db.execute(statement)


def steps(db: Connection, *names: str) -> None:
    """Run the statements of SQL files whose tables are ready, but for those that have nothing to work on.

    Above a statement, `-- needs: T` names rows without which it changes nothing: to look for one costs a tenth of what
    it takes to prepare the statement, and most places are neither besieged nor disputed. Where the way to who is asked
    takes longer than that, all are run.
    """
    far = getattr(db, "far", False)
    for name in names:
        for need, statement in parted(name)[1]:
            if far or not need or db.execute(f"SELECT 1 FROM {need} LIMIT 1").fetchone():
                db.execute(statement)


@cache
def parted(name: str) -> tuple[list[str], list[tuple[str, str]]]:
    """The statements that make the tables of a file and empty them, and the others, each behind what it needs."""
    making: list[str] = []
    others: list[tuple[str, str]] = []
    emptied = set()
    for statement in statements(name):
        lines = statement.splitlines()
        line = next(each for each in lines if each[:2] not in ("--", ""))
        if line.startswith(_TABLE):
            emptied.add(f"DELETE FROM {line[len(_TABLE) :].partition(' ')[0]};")
        if line.startswith(_MAKING) or line in emptied:
            making.append(statement)
            emptied.discard(line)
        else:
            others.append(("".join(each[len(_NEEDS) :] for each in lines if each.startswith(_NEEDS)), statement))
    return making, others


_NEEDS = "-- needs: "
_TABLE = "CREATE TEMP TABLE IF NOT EXISTS "
_MAKING = (_TABLE, "CREATE INDEX", "CREATE UNIQUE INDEX")


def fill(db: Connection, table: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
    """Fill a temporary table anew: how a question hands the SQL what it is about."""
    db.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table} ({columns})")
    db.execute(f"DELETE FROM {table}")
    db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * (columns.count(',') + 1))})", rows)
