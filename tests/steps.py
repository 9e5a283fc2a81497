"""What a question costs a database: steps of its machine, which are the same however busy a computer is."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection

from syriakb.disk.store import Base
from syriakb.index import open as index

_EACH = 10  # steps, of which SQLite tells


def steps(folder: Path, ask: Callable[[Connection], object]) -> int:
    """How many steps asking takes of the index of a knowledge base, to the nearest ten."""
    counted = 0

    def count() -> None:
        nonlocal counted
        counted += _EACH

    with closing(index.open_index(Base(folder))) as db:
        db.set_progress_handler(count, _EACH)
        ask(db)
    return counted
