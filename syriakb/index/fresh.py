"""Freshness: whether the files are still what the index was filled from.

A file that looks the same from outside is taken to be the same only where its times can be trusted: neither so young
that a second change could have left the same time, nor set by an archive or an image, nor in the future. Else its
bytes decide.
"""

import sqlite3
import time
from typing import NamedTuple

from syriakb.disk import store
from syriakb.disk.store import Base, Look, RecordFile

_LOOK = ", ".join(Look._fields)
_MARKS = ", ".join("?" * len(Look._fields))


class Known(NamedTuple):
    """A file as the index knows it: its number, its kind, its digest, how it looked, and whether that is trusted."""

    number: int
    kind: str
    digest: bytes
    trusted: bool
    look: Look


def known(db: sqlite3.Connection) -> dict[str, Known]:
    """Every file that the index was filled from, by its path."""
    rows = db.execute(f"SELECT path, id, kind, digest, trusted, {_LOOK} FROM file")
    return {
        path: Known(number, kind, digest, trusted, Look._make(look))
        for path, number, kind, digest, trusted, *look in rows
    }


def current(db: sqlite3.Connection, base: Base, files: list[RecordFile]) -> bool:
    """Whether the index was filled from just these files as they are now; nothing is written to it.

    False too where it could know more than it does: that a file which was young when it was read no longer is.
    """
    there = known(db)
    if there.keys() != {file.path for file in files}:
        return False
    now, timeless = time.time_ns(), store.timeless(files)
    if any((file.kind, file.look) != (there[file.path].kind, there[file.path].look) for file in files):
        return False
    doubtful = [file for file in files if timeless or not there[file.path].trusted]
    if not timeless and any(file.look.trusted(now) for file in doubtful):
        return False
    return all(store.digest_of(base, file.path) == there[file.path].digest for file in doubtful)


def differs(db: sqlite3.Connection, base: Base, file: RecordFile, was: Known, *, timeless: bool) -> bool:
    """Whether a file holds something else than when it was read; where it does not, how it looks now is noted."""
    if (was.kind, was.look.size) != (file.kind, file.look.size):
        return True
    if was.trusted and was.look == file.look and not timeless:
        return False
    now = time.time_ns()
    if store.digest_of(base, file.path) != was.digest:
        return True
    note(db, file, now)
    return False


def add(db: sqlite3.Connection, number: int, file: RecordFile, digest: bytes, seen: int) -> None:
    """Enter a file that was read at the time `seen` (nanoseconds)."""
    values = (number, file.path, file.kind, digest, file.look.trusted(seen), *file.look)
    db.execute(f"INSERT INTO file (id, path, kind, digest, trusted, {_LOOK}) VALUES (?, ?, ?, ?, ?, {_MARKS})", values)


def grow(db: sqlite3.Connection, file: RecordFile, digest: bytes, seen: int) -> None:
    """Note how a file looks, and what its bytes hash to, that only grew, and was read at the time `seen`."""
    note(db, file, seen)
    db.execute("UPDATE file SET digest = ? WHERE path = ?", (digest, file.path))


def note(db: sqlite3.Connection, file: RecordFile, seen: int) -> None:
    """Note how a file looks that holds, at the time `seen` (nanoseconds), what the index was filled from."""
    values = (*file.look, file.look.trusted(seen), file.path)
    db.execute(f"UPDATE file SET ({_LOOK}, trusted) = ({_MARKS}, ?) WHERE path = ?", values)
