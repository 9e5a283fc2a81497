"""Preparing: what was read is checked, what is unsound left out, and the facts that questions need are worked out."""

import sqlite3
from collections.abc import Iterator

from syriakb.disk import store
from syriakb.disk.store import Base
from syriakb.errors import ERROR, Problem
from syriakb.index import checks, enclosing, reach
from syriakb.index.checks import Finding, Stage
from syriakb.index.columns import SEARCHED
from syriakb.index.script import statements


def prepare(db: sqlite3.Connection, base: Base, *, whole: bool) -> None:
    """Check what lies in the scope and what rests on it; prepare the facts of all that is sound.

    With `whole` everything lies in the scope already.
    """
    for stage in checks.STAGES:
        if not whole:
            reach.follow(db, stage.kind)
        if whole or reach.has_changed(db, stage.kind) or _any(db, stage.kind) or _any(db, "loose"):
            _check(db, base, stage)
            _derive(db, stage.kind, whole=whole)


def _derive(db: sqlite3.Connection, kind: str, *, whole: bool) -> None:
    if kind == "place" and (whole or reach.has_changed(db, kind)):
        enclosing.derive(db)
    for statement in statements(f"derive_{kind}.sql"):
        db.execute(statement)


def tables(db: sqlite3.Connection) -> list[str]:
    """The tables that hold records, what is part of them, and the facts that they give, all by the record's row."""
    sql = """
        SELECT t.name FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c ON c.name = 'row'
        WHERE t.type = 'table' AND t.name <> 'problem'"""
    return [name for (name,) in db.execute(sql)]


def note(db: sqlite3.Connection, problem: Problem, row: int | None = None) -> None:
    """Note a problem, and the record's row where a rule between records found it."""
    db.execute("INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*problem, row))
    if problem.severity == ERROR:
        db.execute("UPDATE file SET faulty = 1 WHERE path = ?", (problem.file,))


def _any(db: sqlite3.Connection, kind: str) -> bool:
    return bool(db.execute(f"SELECT 1 {checks.scoped(kind)} LIMIT 1").fetchone())


def _check(db: sqlite3.Connection, base: Base, stage: Stage) -> None:
    _clear(db, stage.kind)
    found = checks.find(db, stage.rules)
    _note_all(db, base, found)
    wrong = [(finding.row, finding.row) for finding in found if (finding.kind, finding.severity) == (stage.kind, ERROR)]
    reach.extend(db, {row for row, _ in wrong} | reach.alike(db, wrong))
    if stage.comparing:
        _clear(db, stage.kind, f"AND p.code IN ({', '.join(map(repr, checks.COMPARED))})")
    holding = tables(db)
    for row in {row for row, _ in wrong}:
        _leave_out(db, stage.kind, row, holding)
    _note_all(db, base, checks.find(db, stage.comparing))


def _clear(db: sqlite3.Connection, kind: str, which: str = "") -> None:
    """Forget the problems that rules found in the records of a kind within the scope."""
    sql = "SELECT p.rowid FROM scope CROSS JOIN problem AS p ON p.row BETWEEN scope.first AND scope.last"
    db.execute(f"DELETE FROM problem WHERE rowid IN ({sql} CROSS JOIN {kind} AS r ON r.row = p.row {which})")


def _leave_out(db: sqlite3.Connection, kind: str, row: int, holding: list[str]) -> None:
    (name,) = db.execute(f"SELECT id FROM {kind} WHERE row = ?", (row,)).fetchone()
    reach.change(db, [(kind, name)])
    for table in holding:
        db.execute(f"DELETE FROM {table} WHERE row = ?", (row,))
    for table in SEARCHED:
        db.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))


def _note_all(db: sqlite3.Connection, base: Base, findings: list[Finding]) -> None:
    for row, problem in _located(db, base, findings):
        note(db, problem, row)


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
