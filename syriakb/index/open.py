"""The index: an SQLite database of the sound records, one per knowledge base, that keeps itself up to date.

A question opens it, compares how the files look from outside, and reads nothing else. Changed files are read again
and the facts that rest on them prepared anew. It holds nothing that the files do not, so whatever is wrong with it
(another schema, damage, no place to write) is mended by building it again.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import cast

from syriakb.disk import store
from syriakb.disk.store import Base, Progress
from syriakb.errors import ERROR, Problem
from syriakb.index import cache, fresh, made

# What reading a damaged index raises: SQLite, or Python where it finds no text, or nothing, in the place of a value.
DAMAGE = (sqlite3.DatabaseError, UnicodeDecodeError, TypeError)


def _silent(done: int, total: int) -> None:
    pass


def open_index(base: Base, progress: Progress = _silent) -> sqlite3.Connection:
    """Give a connection to the up-to-date index of a knowledge base; nothing but temporary tables can be written.

    `progress` is told how far the reading of changed files has come. Raises StoreError where the knowledge base itself
    cannot be read, and one of DAMAGE where the index is damaged, which whoever reads it later may find too: see
    `rebuilt`. Of a knowledge base on a server it is a connection to that.
    """
    if base.url:
        return _on_server(base)
    files = store.record_files(base)
    path = cache.place(base.folder)
    if path is None:
        return _in_memory(base, progress)
    try:
        if cache.believed(path):
            db = cache.connect(path, "ro")
            if _of_this_schema(db) and fresh.current(db, base, files):
                return db
            db.close()
    except (OSError, sqlite3.OperationalError):
        pass  # absent, of another schema, or left half-written by a killed process: refreshing mends each of them
    return _refreshed(base, path, progress)


def rebuilt(base: Base, progress: Progress = _silent) -> sqlite3.Connection:
    """Build the index anew, for one that proved damaged."""
    if base.url:
        return _on_server(base)
    path = cache.place(base.folder)
    return _refreshed(base, path, progress, anew=True) if path else _in_memory(base, progress)


def unchanging(db: sqlite3.Connection) -> sqlite3.Connection:
    """The same index as it stands now, for whoever reads in it for long: later changes neither show nor wait for them.

    It is a copy that no other process sees, and that ends with this one. Where there is no room for one it is the index
    itself, which then stays as it is until the connection is closed. Raises DatabaseError where it is damaged, before
    anything of what is read is told.
    """
    if published(db) or (path := cache.file_of(db)) is None:
        return db
    db.execute("BEGIN")
    db.execute("SELECT 1 FROM file LIMIT 1").fetchone()  # from now on nobody else can write
    try:
        copy = cache.copied(path)
    except (OSError, sqlite3.OperationalError):
        copy = db
    else:
        db.close()
    if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise sqlite3.DatabaseError("The index is damaged.")
    return copy


def published(db: sqlite3.Connection) -> str:
    """When what is asked was published, in a sentence; nothing for an index of files."""
    return str(getattr(db, "published", ""))


def published_revision(db: sqlite3.Connection) -> str | None:
    """Of what was published, the revision of its files, where git keeps them."""
    return cast("str | None", getattr(db, "revision", None))


def _on_server(base: Base) -> sqlite3.Connection:
    if base.url.startswith(store.PARQUET):
        from syriakb.index import parquet

        return cast(sqlite3.Connection, parquet.open_index(base.folder))
    from syriakb.index import server

    return cast(sqlite3.Connection, server.open_index(base.url))


@contextmanager
def trial(base: Base, *, in_memory: bool = False) -> Iterator[sqlite3.Connection]:
    """Give the up-to-date index in a transaction of its own; what `propose` does to it is undone unless `keep` says so.

    Nobody else sees it meanwhile. With `in_memory` it is built apart, which needs no room on the disk.
    """
    from syriakb.index import build

    db = _in_memory(base, _silent) if in_memory else _writable(base)
    try:
        db.execute("BEGIN IMMEDIATE")
        build.read_changes(db, base, _silent)
        yield db
    finally:
        # By then the files may be written, and nobody must be told otherwise because of the index.
        with suppress(sqlite3.DatabaseError):
            db.rollback()
            db.close()


def propose(db: sqlite3.Connection, base: Base) -> None:
    """Change an index on trial to what the knowledge base with its proposed files says."""
    from syriakb.index import build

    build.read_changes(db, base, _silent)


def keep(db: sqlite3.Connection, base: Base) -> None:
    """Keep what was on trial, now that the proposed files of `base` are written as they were proposed."""
    now = time.time_ns()
    for file in store.record_files(Base(base.folder)):
        if file.path in base.proposed:
            fresh.note(db, file, now)
    db.execute("COMMIT")


def problems(db: sqlite3.Connection) -> list[Problem]:
    """Every problem of the records: those that the index keeps, and what is dated in the future today."""
    from syriakb.index.ahead import ahead

    rows = db.execute("SELECT severity, code, file, line, col, message, hint, record FROM problem")
    return [*(Problem(*row) for row in rows), *ahead(db)]


def left_out(db: sqlite3.Connection) -> list[tuple[str, int]]:
    """The records, or whole files, that have errors and are left out of every answer: file and line of the first."""
    sql = """
        SELECT file, line FROM (
          SELECT file, line, ROW_NUMBER() OVER (PARTITION BY COALESCE(record, file) ORDER BY line, file) AS place
          FROM problem WHERE severity = ?
        ) AS faults WHERE place = 1 ORDER BY file, line"""
    return db.execute(sql, (ERROR,)).fetchall()


def _of_this_schema(db: sqlite3.Connection) -> bool:
    """Whether the files that filled the index are those of this program; they are read only where one was touched."""
    stamp, schema = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    return bool(stamp == made.stamp() or schema == made.schema())


def _refreshed(base: Base, path: Path, progress: Progress, *, anew: bool = False) -> sqlite3.Connection:
    from filelock import FileLock

    try:
        cache.make_folder(path)
        # One process at a time: replacing an index that another writes to would leave its journal beside the new one.
        with FileLock(path.with_suffix(".lock"), timeout=60, mode=0o600):
            cache.clear(path)
            if anew or not _updated(base, path, progress):
                _build(base, path, progress)
        return cache.connect(path, "ro")
    except (OSError, NotImplementedError, sqlite3.OperationalError):  # the second: a file system without locks
        return _in_memory(base, progress)


def _in_memory(base: Base, progress: Progress) -> sqlite3.Connection:
    from syriakb.index import build

    return build.in_memory(base, progress)


def _writable(base: Base) -> sqlite3.Connection:
    open_index(base).close()
    path = cache.place(base.folder)
    try:
        if path and cache.believed(path):
            db = cache.connect(path, "rw")
            db.execute("PRAGMA synchronous = OFF")
            return db
    except (OSError, sqlite3.OperationalError):
        pass
    return _in_memory(base, _silent)


def _updated(base: Base, path: Path, progress: Progress) -> bool:
    """Bring an index there is up to date; False where there is none, or none that can be."""
    from syriakb.index import build

    try:
        if not cache.believed(path):
            return False
        db = cache.connect(path, "rw")
    except (OSError, sqlite3.OperationalError):
        return False
    try:
        if not _of_this_schema(db):
            return False
        db.execute("PRAGMA synchronous = OFF")  # a damaged index is built anew; durability is the files' business
        db.execute("BEGIN IMMEDIATE")
        build.sign(db)
        build.read_changes(db, base, progress)
        db.execute("COMMIT")
    except sqlite3.OperationalError:
        return False
    finally:
        db.close()
    return True


def _build(base: Base, path: Path, progress: Progress) -> None:
    """Build beside the old one and rename: a reader sees the old index or the new one, never half of it."""
    from syriakb.index import audit, build

    beside = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        beside.unlink(missing_ok=True)
        db = cache.connect(beside, "rwc")
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        build.create(db)
        db.execute("BEGIN")
        build.read_changes(db, base, progress)
        db.execute("COMMIT")
        db.close()
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)  # of a process that was killed
        beside.replace(path)
        audit.note(path)
    finally:
        beside.unlink(missing_ok=True)
