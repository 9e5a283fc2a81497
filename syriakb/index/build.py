"""Building: what changed in the files is read again, checked, and the facts that rest on it are prepared anew."""

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from syriakb.disk import store
from syriakb.disk.store import Base, Progress, RecordFile
from syriakb.errors import ERROR, Problem
from syriakb.index import checks, fresh, made, read
from syriakb.index.checks import Finding
from syriakb.index.rows import insertion

ROWS_PER_FILE = 1 << 32
_FILES_PER_KIND = 1 << 28  # times 7 kinds, times the rows of a file, just fits the integers of SQLite
_GAP = 1 << 10  # between the numbers of files, for files that come later and belong between them
_EVERYTHING = (0, (1 << 63) - 1)
_HERE = Path(__file__).parent

Span: TypeAlias = tuple[int, int]  # the first and the last row of a file


def create(db: sqlite3.Connection) -> None:
    """Make the tables of an index."""
    sign(db)
    for statement in _statements("schema.sql"):
        if not _is_index(statement):
            db.execute(statement)


def sign(db: sqlite3.Connection) -> None:
    """Note in the index what makes it, for `open` to tell whether it still does."""
    db.execute(f"PRAGMA user_version = {made.schema()}")
    db.execute(f"PRAGMA application_id = {made.stamp()}")


def _create_indexes(db: sqlite3.Connection) -> None:
    """Add the indexes of tables that have their first rows: sorting once is faster than keeping sorted."""
    there = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'index'")}
    for statement in filter(_is_index, _statements("schema.sql")):
        name, table = statement.split()[2], statement.split()[4]
        if name not in there and db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
            db.execute(statement)


def _is_index(statement: str) -> bool:
    return "CREATE INDEX" in statement


def read_changes(db: sqlite3.Connection, base: Base, progress: Progress) -> None:
    """Read what changed since the index last looked, check it, and prepare the facts that rest on it."""
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
    again = [path for path in files if path in {*changed, *faulty}]
    old = {path: known[path].number for path in (*gone, *again) if path in known}
    spans = [_span(number) for number in old.values()]
    scope, was = _resting_on(db, spans), _vocabulary(db, spans)
    for path, number in old.items():
        _forget(db, path, number)
    numbers = _numbers(list(files.values()), {path: each.number for path, each in known.items() if path in files})
    scope += _read_files(db, base, [(files[path], numbers[path]) for path in again], progress)
    _create_indexes(db)
    whole = not known or was - _vocabulary(db, spans) or _names_meet(db, scope)
    _check(db, base, [_EVERYTHING] if whole else scope)


def _vocabulary(db: sqlite3.Connection, spans: list[Span]) -> set[tuple[Any, ...]]:
    """The rows that claims anywhere may rest on, each with its table. As long as they stay, other files can."""
    return {
        (table, *row)
        for table in ("predicate", "predicate_kind", "source", "actor", "place", "within", "name")
        for span in spans
        for row in db.execute(f"SELECT * FROM {table} WHERE row BETWEEN ? AND ?", span)
    }


def _names_meet(db: sqlite3.Connection, scope: list[Span]) -> bool:
    """Whether an id or a name that was read is another record's too, so that records elsewhere may be at fault."""
    ids = " UNION ALL ".join(f"SELECT row, id FROM {table}" for table in ("actor", "place"))
    meeting = [f"SELECT 1 FROM {table} AS r JOIN {table} AS o ON o.id = r.id" for table in ("predicate", "source")]
    meeting.append(f"SELECT 1 FROM ({ids}) AS r JOIN ({ids}) AS o ON o.id = r.id")
    meeting.append("SELECT 1 FROM name AS r JOIN name AS o ON o.folded = r.folded AND o.kind = r.kind")
    return any(
        db.execute(f"{sql} AND o.row <> r.row WHERE r.row BETWEEN ? AND ? LIMIT 1", span).fetchone()
        for sql in meeting
        for span in scope
    )


def _resting_on(db: sqlite3.Connection, spans: list[Span]) -> list[Span]:
    """The alliances elsewhere whose evidence stands among these rows, each as a span of its one row."""
    sql = """
        SELECT DISTINCT e.row FROM claim AS c JOIN evidence AS e ON e.claim = c.id
        WHERE c.row BETWEEN ? AND ?"""
    rows = {row for span in spans for (row,) in db.execute(sql, span)}
    return [(row, row) for row in rows if not any(first <= row <= last for first, last in spans)]


_TABLES = (
    *("kb", "predicate", "predicate_kind", "source", "actor", "place", "within", "name", "alliance", "support_type"),
    *("evidence", "claim", "about", "control_fact", "relation_fact", "count_fact"),
    "proposition_fact",
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
    spans = [_span(number) for _, number in files]
    total, done = sum(file.look.size for file, _ in files), 0
    parts = read.read_files(base, [(file, first) for (file, _), (first, _) in zip(files, spans, strict=True)])
    for (_, number), (file, digest, seen, batches) in zip(files, parts, strict=True):
        fresh.add(db, number, file, digest, seen)
        for batch in batches:
            for table, rows in batch.rows.items():
                db.executemany(insertion(table, rows[0]), rows)
            for problem in batch.problems:
                _note(db, problem)
        done += file.look.size
        progress(done, total)
    return spans


def _note(db: sqlite3.Connection, problem: Problem, row: int | None = None) -> None:
    db.execute("INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*problem, row))
    if problem.severity == ERROR:
        db.execute("UPDATE file SET faulty = 1 WHERE path = ?", (problem.file,))


def _check(db: sqlite3.Connection, base: Base, scope: list[tuple[int, int]]) -> None:
    """Check what lies in the scope, leave out what is unsound, prepare the facts that rest on the rest."""
    # The scope is a handful of spans, which SQLite cannot know: it would index a million claims to join them once.
    db.execute("PRAGMA automatic_index = OFF")
    db.execute("CREATE TEMP TABLE scope (first INTEGER NOT NULL, last INTEGER NOT NULL)")
    db.executemany("INSERT INTO scope VALUES (?, ?)", set(scope))
    db.execute("DELETE FROM problem WHERE EXISTS (SELECT 1 FROM scope WHERE problem.row BETWEEN first AND last)")
    for kind, rules in checks.STAGES:
        if scope != [_EVERYTHING] and not db.execute(f"SELECT 1 {checks.scoped(kind)} LIMIT 1").fetchone():
            continue
        found = checks.find(db, rules)
        for row, problem in _located(db, base, found):
            _note(db, problem, row)
        for row in {finding.row for finding in found if finding.severity == ERROR}:
            _leave_out(db, kind, row)
        for statement in _statements(f"derive_{kind}.sql"):
            db.execute(statement)
    _create_indexes(db)
    db.execute("DROP TABLE scope")
    db.execute("PRAGMA automatic_index = ON")


def _leave_out(db: sqlite3.Connection, kind: str, row: int) -> None:
    parts = {"place": ("within", "name"), "actor": ("name",), "claim": ("about", "control_fact", "relation_fact")}
    for table in (kind, *parts.get(kind, ())):
        db.execute(f"DELETE FROM {table} WHERE row = ?", (row,))
    db.execute("DELETE FROM words WHERE rowid = ?", (row,))


def _located(db: sqlite3.Connection, base: Base, findings: list[Finding]) -> Iterator[tuple[int, Problem]]:
    """Findings as problems: the place of the field is looked up in the text, which the index does not keep."""
    from syriakb.text import load

    data: dict[str, bytes] = {}
    for finding in findings:
        path, line, column, name = db.execute(
            f"SELECT f.path, r.line, r.col, r.id FROM {finding.kind} AS r"
            " JOIN file AS f ON f.id = r.file WHERE r.row = ?",
            (finding.row,),
        ).fetchone()
        if path not in data:
            data[path] = store.read(base, path)
        line, column = load.locate(path, data[path], line, column, finding.field)
        sense = (finding.severity, finding.code, path, line, column, finding.message, finding.hint, name)
        yield finding.row, Problem(*sense)


def _statements(name: str) -> Iterator[str]:
    """The statements of an SQL file, one by one: a script run as a whole would end the transaction."""
    if not (_HERE / name).exists():
        return
    statement = ""
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
