"""Scripts: the SQL files of the index."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

_HERE = Path(__file__).parent


def statements(name: str) -> Iterator[str]:
    """The statements of an SQL file, one by one, none where there is no such file.

    A script that is run as a whole would end the transaction.
    """
    if not (_HERE / name).exists():
        return
    statement = ""
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
