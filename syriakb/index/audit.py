"""Auditing: whether an index is whole, and holds just what the files say.

How it looks when it is built, or found right, is noted beside it, and as long as it looks so nothing is compared again.
Else what a little knowledge base says is built a second time, in memory, and every table held against that. Of a large
one, where that takes long, the bytes of the files are compared, and how many records each of them gave.
"""

import os
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path

from syriakb.disk import store
from syriakb.disk.store import Base
from syriakb.errors import ERROR
from syriakb.index import cache, fresh, states
from syriakb.index.columns import SEARCHED
from syriakb.index.fresh import Known

_LITTLE = 8 << 20  # bytes of text, which are built in some seconds
_LARGE = 32 << 20  # bytes of an index; those of a larger one take too long to read for every check


class DiffersError(sqlite3.DatabaseError):
    """An index does not hold what the files say."""


def hold(db: sqlite3.Connection, base: Base) -> None:
    """Hold an index that is up to date against the files. Raises DatabaseError where it is damaged, or differs."""
    path = cache.file_of(db)
    if path is None:
        return  # built in memory, just now
    db.execute("BEGIN")
    try:
        known = fresh.known(db)  # from now on nobody else can write to it
        mark = _mark(path)
        if mark == _noted(path):
            return
        right = _whole(db, path) and _true(db, base, known)
        files = {file.path: file.look for file in store.record_files(base)}
        if {name: each.look for name, each in known.items()} != files:
            return  # somebody changes the files just now
        if not right:
            raise DiffersError("The index differs from the files.")
        _write(path, mark)
    finally:
        db.execute("ROLLBACK")


def note(path: Path) -> None:
    """Note how an index looks that was built just now. Raises OSError."""
    _write(path, _mark(path))


def _mark(path: Path) -> bytes:
    look = store.look(path)
    return store.digest(path.read_bytes() if look.size <= _LARGE else repr(look).encode())


def _noted(path: Path) -> bytes | None:
    try:
        return path.with_suffix(".held").read_bytes()
    except OSError:
        return None


def _write(path: Path, mark: bytes) -> None:
    with suppress(OSError):  # then it is held against the files another time
        handle = os.open(path.with_suffix(".held"), os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(mark)


def _whole(db: sqlite3.Connection, path: Path) -> bool:
    """Whether SQLite finds no damage; in a large index it does not hold the indexes of tables against these."""
    check = "integrity_check" if path.stat().st_size <= _LARGE else "quick_check"
    return bool(db.execute(f"PRAGMA {check}(1)").fetchone() == ("ok",))


def _true(db: sqlite3.Connection, base: Base, known: Mapping[str, Known]) -> bool:
    """Whether an index holds what the files say, as far as that is compared."""
    if sum(each.look.size for each in known.values()) > _LITTLE:
        return _of_these_bytes(base, known) and _complete(db)
    from syriakb.index import build

    anew = build.in_memory(base, lambda *_: None, {path: each.number for path, each in known.items()})
    for index in (db, anew):
        for table in SEARCHED:
            index.execute(f"CREATE VIRTUAL TABLE temp.{table}_met USING fts5vocab(main, {table}, instance)")
    return all(
        one == other
        for query in _contents(anew)
        for one, other in zip_longest(*(index.execute(query) for index in (db, anew)))
    )


def _of_these_bytes(base: Base, known: Mapping[str, Known]) -> bool:
    return all(store.digest_of(base, path) == each.digest for path, each in known.items())


def _complete(db: sqlite3.Connection) -> bool:
    """Whether every record that was read is there, or was left out for an error."""
    left_out = "SELECT row >> 32 AS file, COUNT(DISTINCT row) FROM problem WHERE row IS NOT NULL AND severity = ?"
    there = Counter(dict(db.execute(f"{left_out} GROUP BY file", (ERROR,)).fetchall()))
    for kind in ("kb", *store.FOLDERS.values()):
        there.update(dict(db.execute(f"SELECT row >> 32 AS file, COUNT(*) FROM {kind} GROUP BY row >> 32").fetchall()))
    return there == Counter(dict(db.execute("SELECT id, records FROM file").fetchall()))


def _contents(db: sqlite3.Connection) -> Iterator[str]:
    """Queries that together give all that an index holds, but for how its files look and what changed them."""
    # What is damaged may be no text. Indexes of tables come with their first rows, and stay when those go.
    yield "SELECT type, name, CAST(sql AS BLOB) FROM sqlite_schema WHERE type <> 'index' ORDER BY type, name"
    yield "SELECT id, path, kind, digest, records, faulty FROM file ORDER BY id"
    for table in SEARCHED:
        yield f"SELECT rowid, * FROM {table} ORDER BY rowid"
        yield f"SELECT * FROM {table}_met ORDER BY term, doc, col, offset"
    others = "".join(f" AND t.name NOT GLOB '{table}*'" for table in SEARCHED)
    sql = f"""
        SELECT t.name, COUNT(*) FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c
        WHERE t.type = 'table' AND t.name NOT IN {("file", *states.TABLES)}{others} GROUP BY t.name"""
    for name, columns in db.execute(sql).fetchall():
        yield f"SELECT * FROM {name} ORDER BY {', '.join(map(str, range(1, columns + 1)))}"
