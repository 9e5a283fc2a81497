"""The index: an SQLite database of the sound records, one per knowledge base, that keeps itself up to date.

A question opens it, compares the files' names, sizes and times, and reads nothing else. Changed files are read again
and the facts that rest on them prepared anew. It holds nothing that the files do not, so whatever is wrong with it
(another schema, damage, no place to write) is mended by building it again.
"""

import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeAlias

from syriakb import store
from syriakb.errors import ERROR, Problem
from syriakb.store import Base, RecordFile

SCHEMA = 6
RACY = 2_000_000_000  # ns; two changes within a file system's clock tick (FAT: 2 s) can leave the same time
ROWS_PER_FILE = 1 << 32
_FILES_PER_KIND = 1 << 28  # times 7 kinds, times the rows of a file, just fits the integers of SQLite
_GAP = 1 << 10  # between the numbers of files, for files that come later and belong between them
_EVERYTHING = (0, (1 << 63) - 1)
_HERE = Path(__file__).parent

Span: TypeAlias = tuple[int, int]  # the first and the last row of a file
Progress: TypeAlias = Callable[[int, int], None]  # called with the bytes read and the bytes to read


def _silent(done: int, total: int) -> None:
    pass


def open_index(base: Base, progress: Progress = _silent) -> sqlite3.Connection:
    """Give a connection to the up-to-date index of a knowledge base; nothing but temporary tables can be written.

    `progress` is told how far the reading of changed files has come. Raises StoreError where the knowledge base itself
    cannot be read.
    """
    files = store.record_files(base)
    path = _path(base.folder)
    try:
        db = _connect(path, "ro")
        if _current(db, files):
            return db
        db.close()
    except (OSError, sqlite3.DatabaseError):
        pass  # absent, damaged, or left half-written by a killed process: refreshing mends each of them
    return _refreshed(base, path, progress)


def rebuilt(base: Base, progress: Progress = _silent) -> sqlite3.Connection:
    """Build the index anew, for one that proved damaged only when it was read."""
    return _refreshed(base, _path(base.folder), progress, anew=True)


@contextmanager
def trial(base: Base, *, in_memory: bool = False) -> Iterator[sqlite3.Connection]:
    """Give the up-to-date index in a transaction of its own; what `propose` does to it is undone unless `keep` says so.

    Nobody else sees it meanwhile. With `in_memory` it is built apart, which needs no room on the disk.
    """
    db = _in_memory(base, _silent) if in_memory else _writable(base)
    try:
        db.execute("BEGIN IMMEDIATE")
        _read_changes(db, base, _silent)
        yield db
    finally:
        # By then the files may be written, and nobody must be told otherwise because of the index.
        with suppress(sqlite3.DatabaseError):
            db.rollback()
            db.close()


def propose(db: sqlite3.Connection, base: Base) -> None:
    """Change an index on trial to what the knowledge base with its proposed files says."""
    _read_changes(db, base, _silent)


def keep(db: sqlite3.Connection, base: Base) -> None:
    """Keep what was on trial, now that the proposed files of `base` are written as they were proposed."""
    now = time.time_ns()
    for file in store.record_files(Base(base.folder)):
        if file.path in base.proposed:
            db.execute("UPDATE file SET size = ?, mtime = ?, seen = ? WHERE path = ?", (*file[2:], now, file.path))
    db.execute("COMMIT")


def problems(db: sqlite3.Connection) -> list[Problem]:
    """Every problem that the index knows of."""
    rows = db.execute("SELECT severity, code, file, line, col, message, hint, record FROM problem")
    return [Problem(*row) for row in rows]


def left_out(db: sqlite3.Connection) -> int:
    """How many records, or whole files, have errors and are left out of every answer."""
    sql = "SELECT COUNT(DISTINCT COALESCE(record, file)) FROM problem WHERE severity = ?"
    return int(db.execute(sql, (ERROR,)).fetchone()[0])


def _path(folder: Path) -> Path:
    import zlib

    full = folder.resolve()
    return _cache() / f"{full.parent.name}-{full.name}-{zlib.crc32(os.fsencode(full)):08x}.sqlite"


def _cache() -> Path:
    if sys.platform == "linux":
        # What platformdirs says too; importing it would cost every warm question a tenth of its time.
        # A relative path there is to be ignored, says the XDG Base Directory Specification.
        named = os.environ.get("XDG_CACHE_HOME", "")
        return Path(named if named.startswith("/") else "~/.cache").expanduser() / "syriakb"
    from platformdirs import user_cache_path

    return user_cache_path("syriakb", appauthor=False)


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    db = sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=60)
    db.execute("PRAGMA temp_store = MEMORY")
    return db


def _current(db: sqlite3.Connection, files: list[RecordFile]) -> bool:
    """Whether the index is whole, of this schema, and holds just these files as they are now."""
    if db.execute("PRAGMA user_version").fetchone()[0] != SCHEMA:
        return False
    known = db.execute("SELECT path, kind, size, mtime FROM file WHERE mtime < seen - ?", (RACY,)).fetchall()
    return sorted(known) == sorted(files)


def _refreshed(base: Base, path: Path, progress: Progress, *, anew: bool = False) -> sqlite3.Connection:
    from filelock import FileLock

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # One process at a time: replacing an index that another writes to would leave its journal beside the new one.
        with FileLock(path.with_suffix(".lock"), timeout=60):
            if anew or not _updated(base, path, progress):
                _build(base, path, progress)
        return _connect(path, "ro")
    except (OSError, NotImplementedError, sqlite3.DatabaseError):  # the second: a file system without locks
        return _in_memory(base, progress)


def _in_memory(base: Base, progress: Progress) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    _create(db)
    _read_changes(db, base, progress)
    return db


def _writable(base: Base) -> sqlite3.Connection:
    open_index(base).close()
    try:
        db = _connect(_path(base.folder), "rw")
        db.execute("PRAGMA synchronous = OFF")
        return db
    except sqlite3.DatabaseError:
        return _in_memory(base, _silent)


def _updated(base: Base, path: Path, progress: Progress) -> bool:
    """Bring an index there is up to date; False where there is none, or none that can be."""
    try:
        db = _connect(path, "rw")
    except sqlite3.DatabaseError:
        return False
    try:
        if db.execute("PRAGMA user_version").fetchone()[0] != SCHEMA:
            return False
        db.execute("PRAGMA synchronous = OFF")  # a damaged index is built anew; durability is the files' business
        db.execute("BEGIN IMMEDIATE")
        _read_changes(db, base, progress)
        db.execute("COMMIT")
    except sqlite3.DatabaseError:
        return False
    finally:
        db.close()
    return True


def _build(base: Base, path: Path, progress: Progress) -> None:
    """Build beside the old one and rename: a reader sees the old index or the new one, never half of it."""
    beside = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        beside.unlink(missing_ok=True)
        db = _connect(beside, "rwc")
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        _create(db)
        db.execute("BEGIN")
        _read_changes(db, base, progress)
        db.execute("COMMIT")
        db.close()
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)  # of a process that was killed
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _create(db: sqlite3.Connection) -> None:
    for statement in _statements("schema.sql"):
        if not _is_index(statement):
            db.execute(statement)
    db.execute(f"PRAGMA user_version = {SCHEMA}")


def _create_indexes(db: sqlite3.Connection) -> None:
    """Add the indexes of tables that have their first rows: sorting once is faster than keeping sorted."""
    there = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'index'")}
    for statement in filter(_is_index, _statements("schema.sql")):
        name, table = statement.split()[2], statement.split()[4]
        if name not in there and db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
            db.execute(statement)


def _is_index(statement: str) -> bool:
    return "CREATE INDEX" in statement


def _read_changes(db: sqlite3.Connection, base: Base, progress: Progress) -> None:
    """Read what changed since the index last looked, check it, and prepare the facts that rest on it."""
    files = {file.path: file for file in store.record_files(base)}
    known = {row[0]: row[1:] for row in db.execute("SELECT path, id, kind, size, mtime, seen, digest FROM file")}
    gone = [path for path in known if path not in files]
    changed = [path for path, file in files.items() if path not in known or _differs(db, base, file, known[path])]
    if not gone and not changed:
        return
    faulty = [path for (path,) in db.execute("SELECT path FROM file WHERE faulty") if path in files]
    again = [path for path in files if path in {*changed, *faulty}]
    kinds = {known[path][1] for path in gone} | {files[path].kind for path in changed}
    for path in (*gone, *again):
        if path in known:
            _forget(db, path, known[path][0])
    numbers = _numbers(list(files.values()), {path: each[0] for path, each in known.items() if path in files})
    scope = _read_files(db, base, [(files[path], numbers[path]) for path in again], progress)
    _create_indexes(db)
    # Alliances rest on claims anywhere, so they are looked at each time; everything rests on the other kinds.
    scope += [_span(number) for (number,) in db.execute("SELECT id FROM file WHERE kind = 'alliance'")]
    _check(db, base, scope if kinds <= {"claim", "alliance", "kb"} else [_EVERYTHING])


def _differs(db: sqlite3.Connection, base: Base, file: RecordFile, known: tuple[Any, ...]) -> bool:
    """Whether a file holds something else than when it was read; the bytes decide where its times leave it open."""
    number, kind, size, mtime, seen, digest = known
    if (kind, size) != (file.kind, file.size):
        return True
    if file.mtime == mtime < seen - RACY:
        return False
    from syriakb import reading

    now = time.time_ns()
    if reading.digest(store.read(base, file.path)) != digest:
        return True
    db.execute("UPDATE file SET seen = ?, mtime = ? WHERE id = ?", (now, file.mtime, number))
    return False


_TABLES = (
    *("kb", "predicate", "predicate_kind", "source", "actor", "place", "within", "name", "alliance", "support_type"),
    *("evidence", "claim", "about", "control_fact", "relation_fact", "count_fact"),
)


def _forget(db: sqlite3.Connection, path: str, number: int) -> None:
    for table in _TABLES:
        db.execute(f"DELETE FROM {table} WHERE row BETWEEN ? AND ?", _span(number))
    db.execute("DELETE FROM words WHERE rowid BETWEEN ? AND ?", _span(number))
    db.execute("DELETE FROM problem WHERE file = ?", (path,))
    db.execute("DELETE FROM file WHERE id = ?", (number,))


def _span(number: int) -> Span:
    return number * ROWS_PER_FILE, (number + 1) * ROWS_PER_FILE - 1


def _numbers(files: list[RecordFile], known: Mapping[str, int]) -> dict[str, int]:
    """Number files so that the rows of a kind come in the order of their paths, whichever was read first.

    A file keeps its number; a new one gets one between its neighbours'. Raises DatabaseError where none is left there,
    so that the index is built anew.
    """
    numbers: dict[str, int] = {}
    for at, kind in enumerate(("kb", *store.FOLDERS.values())):
        low, new = at * _FILES_PER_KIND, list[str]()
        for path in sorted(file.path for file in files if file.kind == kind):
            if path not in known:
                new.append(path)
                continue
            numbers |= _between(low, known[path], new)
            numbers[path] = low = known[path]
            new = []
        numbers |= _between(low, min(low + _GAP * (len(new) + 1), (at + 1) * _FILES_PER_KIND), new)
    return numbers


def _between(low: int, high: int, paths: list[str]) -> dict[str, int]:
    step = (high - low) // (len(paths) + 1)
    if paths and not step:
        raise sqlite3.DatabaseError("no number left")
    return {path: low + step * place for place, path in enumerate(paths, 1)}


def _read_files(
    db: sqlite3.Connection, base: Base, files: list[tuple[RecordFile, int]], progress: Progress
) -> list[Span]:
    """Put the records of files, each with its number, into the index; gives the rows that each can have."""
    from syriakb import reading

    spans = [_span(number) for _, number in files]
    total, done = sum(file.size for file, _ in files), 0
    parts = reading.read_files(base, [(file, first) for (file, _), (first, _) in zip(files, spans, strict=True)])
    for (_, number), (file, digest, seen, batches) in zip(files, parts, strict=True):
        values = (number, file.path, file.kind, file.size, file.mtime, digest, seen)
        db.execute("INSERT INTO file (id, path, kind, size, mtime, digest, seen) VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        for batch in batches:
            for table, rows in batch.rows.items():
                db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
            for problem in batch.problems:
                _note(db, problem, rule=0)
        done += file.size
        progress(done, total)
    return spans


def _note(db: sqlite3.Connection, problem: Problem, rule: int) -> None:
    db.execute("INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*problem, rule))
    if problem.severity == ERROR:
        db.execute("UPDATE file SET faulty = 1 WHERE path = ?", (problem.file,))


def _check(db: sqlite3.Connection, base: Base, scope: list[tuple[int, int]]) -> None:
    """Check what lies in the scope, leave out what is unsound, prepare the facts that rest on the rest."""
    from syriakb import checks

    db.execute("CREATE TEMP TABLE scope (first INTEGER NOT NULL, last INTEGER NOT NULL)")
    db.executemany("INSERT INTO scope VALUES (?, ?)", set(scope))
    db.execute(
        "DELETE FROM problem WHERE rule = 1 AND EXISTS (SELECT 1 FROM file JOIN scope"
        " ON file.id * 4294967296 BETWEEN first AND last WHERE file.path = problem.file)"
    )
    for kind, rules in checks.STAGES:
        found = checks.find(db, rules)
        for problem in _located(db, base, found):
            _note(db, problem, rule=1)
        for row in {finding.row for finding in found if finding.severity == ERROR}:
            _leave_out(db, kind, row)
    for statement in _statements("derive.sql"):
        db.execute(statement)
    _create_indexes(db)
    db.execute("DROP TABLE scope")


def _leave_out(db: sqlite3.Connection, kind: str, row: int) -> None:
    parts = {"place": ("within", "name"), "actor": ("name",), "claim": ("about", "control_fact", "relation_fact")}
    for table in (kind, *parts.get(kind, ())):
        db.execute(f"DELETE FROM {table} WHERE row = ?", (row,))
    db.execute("DELETE FROM words WHERE rowid = ?", (row,))


def _located(db: sqlite3.Connection, base: Base, findings: list[Any]) -> Iterator[Problem]:
    """Findings as problems: the place of the field is looked up in the text, which the index does not keep."""
    from syriakb import text

    data: dict[str, bytes] = {}
    for finding in findings:
        path, line, column, name = db.execute(
            f"SELECT f.path, r.line, r.col, r.id FROM {finding.kind} AS r"
            " JOIN file AS f ON f.id = r.row / 4294967296 WHERE r.row = ?",
            (finding.row,),
        ).fetchone()
        if path not in data:
            data[path] = store.read(base, path)
        line, column = text.locate(path, data[path], line, column, finding.field)
        yield Problem(finding.severity, finding.code, path, line, column, finding.message, finding.hint, name)


def _statements(name: str) -> Iterator[str]:
    """The statements of an SQL file, one by one: a script run as a whole would end the transaction."""
    statement = ""
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
