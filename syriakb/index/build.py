"""Building: what changed in the files is read again, checked, and the facts that rest on it are prepared anew."""

import sqlite3
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from syriakb.disk import store
from syriakb.disk.store import Base, Progress, RecordFile
from syriakb.index import fresh, growth, made, reach, read, states
from syriakb.index.columns import SEARCHED
from syriakb.index.fresh import Known
from syriakb.index.growth import Grown
from syriakb.index.prepare import note, prepare, tables
from syriakb.index.reach import Span
from syriakb.index.read import Batch
from syriakb.index.rows import insertion
from syriakb.index.script import statements

ROWS_PER_FILE = 1 << 32
_FILES_PER_KIND = 1 << 28  # times 7 kinds, times the rows of a file, just fits the integers of SQLite
_GAP = 1 << 10  # between the numbers of files, for files that come later and belong between them


def in_memory(base: Base, progress: Progress, numbers: Mapping[str, int] = MappingProxyType({})) -> sqlite3.Connection:
    """An index that lies on no disk. `numbers` are those that its files shall have, where another index is like it."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    create(db)
    read_changes(db, base, progress, numbers)
    return db


def create(db: sqlite3.Connection) -> None:
    """Make the tables of an index."""
    sign(db)
    for statement in statements("schema.sql"):
        if not _is_index(statement):
            db.execute(statement)


def sign(db: sqlite3.Connection) -> None:
    """Note in the index what makes it, for `open` to tell whether it still does."""
    db.execute(f"PRAGMA user_version = {made.schema()}")
    db.execute(f"PRAGMA application_id = {made.stamp()}")


def _create_indexes(db: sqlite3.Connection) -> None:
    """Add the indexes of tables that have their first rows: sorting once is faster than keeping sorted."""
    there = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'index'")}
    for statement in filter(_is_index, statements("schema.sql")):
        name, table = statement.split()[2], statement.split()[4]
        if name not in there and db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
            db.execute(statement)


def _is_index(statement: str) -> bool:
    return "CREATE INDEX" in statement


def read_changes(
    db: sqlite3.Connection, base: Base, progress: Progress, numbers: Mapping[str, int] = MappingProxyType({})
) -> None:
    """Read what changed since the index last looked, check it, and prepare the facts that rest on it.

    New files get the `numbers` that they have there, the others any between those of their neighbours.
    """
    found = store.record_files(base)
    files, timeless = {file.path: file for file in found}, store.timeless(found)
    known = fresh.known(db)
    gone = [path for path in known if path not in files]
    changed = [
        path
        for path, file in files.items()
        if path not in known or fresh.differs(db, base, file, known[path], timeless=timeless)
    ]
    if not gone and not changed:
        return
    faulty = [path for (path,) in db.execute("SELECT path FROM file WHERE faulty") if path in files]
    grown = _grown(db, base, {path: known[path] for path in changed if path in known and path not in faulty}, files)
    again = [path for path in files if path in {*changed, *faulty} and path not in grown]
    old = {path: known[path].number for path in (*gone, *again) if path in known}
    given = {path: each.number for path, each in known.items() if path in files}
    numbers = _numbers(list(files.values()), {**numbers, **given})
    reach.begin(db)
    if known:
        _read_again(db, base, old, [(files[path], numbers[path]) for path in again], grown, progress)
    else:
        _read_files(db, base, [(files[path], numbers[path]) for path in again], progress)
        _create_indexes(db)
        db.execute("INSERT INTO scope VALUES (?, ?)", reach.EVERYTHING)
    prepare(db, base, whole=not known)
    _create_indexes(db)
    states.note(db, map(_span, old.values()), whole=not known)
    reach.end(db)


def _read_again(
    db: sqlite3.Connection,
    base: Base,
    old: Mapping[str, int],
    new: list[tuple[RecordFile, int]],
    grown: Mapping[str, tuple[Grown, Span]],
    progress: Progress,
) -> None:
    """Put what files hold now in the place of what they held, and take into the scope what that makes a difference to.

    `old` has the numbers of the files that are gone or read again, `new` are those that are read, with theirs. Those
    that are `grown` keep what they held.
    """
    spans = [_span(number) for number in old.values()]
    was, alike = reach.bearing(db, spans), reach.alike(db, spans)
    for path, number in old.items():
        reach.change(db, _left_out(db, path))
        _forget(db, path, number)
    spans = _read_files(db, base, new, progress) + _add_to_files(db, grown.values())
    _create_indexes(db)
    db.executemany("INSERT INTO scope VALUES (?, ?)", spans)
    reach.change(db, was ^ reach.bearing(db, spans))
    reach.extend(db, alike | reach.alike(db, spans))


def _grown(
    db: sqlite3.Connection, base: Base, known: Mapping[str, Known], files: Mapping[str, RecordFile]
) -> dict[str, tuple[Grown, Span]]:
    """The files that only grew, by their paths, each with what was added and the rows that this can have."""
    found: dict[str, tuple[Grown, Span]] = {}
    for path, was in known.items():
        first, last = _span(was.number)
        (newest,) = db.execute(f"SELECT MAX(row) FROM {was.kind} WHERE row BETWEEN ? AND ?", (first, last)).fetchone()
        begun = first if newest is None else newest + 1
        if part := growth.grown(base, files[path], was, begun):
            found[path] = (part, (begun, last))
    return found


def _add_to_files(db: sqlite3.Connection, grown: Iterable[tuple[Grown, Span]]) -> list[Span]:
    for (file, digest, seen, batches), _ in grown:
        fresh.grow(db, file, digest, seen)
        _enter(db, file, batches)
    return [span for _, span in grown]


def _enter(db: sqlite3.Connection, file: RecordFile, batches: Iterable[Batch]) -> None:
    """Put what was read of a file into the index, and count its records."""
    records = 0
    for batch in batches:
        records += len(batch.rows.get(file.kind, ()))
        for table, rows in batch.rows.items():
            db.executemany(insertion(table), rows)
        for problem in batch.problems:
            note(db, problem)
    db.execute("UPDATE file SET records = records + ? WHERE path = ?", (records, file.path))


def _left_out(db: sqlite3.Connection, path: str) -> list[tuple[str, str]]:
    """The kinds and ids of the records of a file that were left out: others were checked beside them all the same."""
    sql = "SELECT f.kind, p.record FROM problem AS p JOIN file AS f ON f.path = p.file WHERE f.path = ?"
    return db.execute(f"{sql} AND p.severity = 'error' AND p.record IS NOT NULL", (path,)).fetchall()


def _forget(db: sqlite3.Connection, path: str, number: int) -> None:
    for table in tables(db):
        db.execute(f"DELETE FROM {table} WHERE row BETWEEN ? AND ?", _span(number))
    for table in SEARCHED:
        db.execute(f"DELETE FROM {table} WHERE rowid BETWEEN ? AND ?", _span(number))
    db.execute("DELETE FROM problem WHERE file = ?", (path,))
    db.execute("DELETE FROM file WHERE id = ?", (number,))


def _span(number: int) -> Span:
    return number * ROWS_PER_FILE, (number + 1) * ROWS_PER_FILE - 1


def _numbers(files: list[RecordFile], known: Mapping[str, int]) -> dict[str, int]:
    """Number files so that the rows of a kind come in the order of their paths, whichever was read first.

    A file keeps its number; a new one gets one between its neighbours'. Raises OperationalError where none is left
    there, so that the index is built anew.
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
        raise sqlite3.OperationalError("no number left")
    return {path: low + step * place for place, path in enumerate(paths, 1)}


def _read_files(
    db: sqlite3.Connection, base: Base, files: list[tuple[RecordFile, int]], progress: Progress
) -> list[Span]:
    """Put the records of files, each with its number, into the index; gives the rows that each can have."""
    spans = [_span(number) for _, number in files]
    total, done = sum(file.look.size for file, _ in files), 0
    parts = read.read_files(base, [(file, first) for (file, _), (first, _) in zip(files, spans, strict=True)])
    for (_, number), (file, digest, seen, batches) in zip(files, parts, strict=True):
        fresh.add(db, number, file, digest, seen)
        _enter(db, file, batches)
        done += file.look.size
        progress(done, total)
    return spans
