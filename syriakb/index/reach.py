"""Reach: how far a change of some files goes, so that only what can rest on it is checked and prepared again.

A record with an error is left out of the index, and its file is read again whenever anything changes: so every error
is found anew each time. What is to be found here are sound records of other files that may come to be at fault, get or
lose a warning, or give other facts: those that refer to what changed, and those that are alike to it.

The table `scope` holds the rows that are checked, as spans that do not overlap; the table `changed` the ids of which
something changed that others can rest on. A name, a title, a label or a note is none of that.
"""

import sqlite3
from collections.abc import Iterable
from typing import Any, TypeAlias

from syriakb.index.references import REFERENCES, Reference

Span: TypeAlias = tuple[int, int]  # the first and the last row of a file
EVERYTHING: Span = (0, (1 << 63) - 1)

# What other records can rest on, by the kind of the record: rows that begin with its id.
_BEARING = {
    "predicate": (
        "SELECT id, mutual, grp, effect FROM predicate AS r",
        "SELECT p.id, 'subject', r.kind FROM subject_kind AS r JOIN predicate AS p ON p.row = r.row",
        "SELECT p.id, 'object', r.kind FROM object_kind AS r JOIN predicate AS p ON p.row = r.row",
    ),
    "source": ("SELECT id, published, published_last, reliability, speaks_for FROM source AS r",),
    "actor": ("SELECT id, kind FROM actor AS r",),
    "place": (
        "SELECT id, kind FROM place AS r",
        "SELECT p.id, r.parent FROM within AS r JOIN place AS p ON p.row = r.row",
    ),
    "claim": ("SELECT id FROM claim AS r",),
}
# The records that are alike, and so may be at fault because of each other: of one id, of one name, saying the same.
_ALIKE = (
    *(
        f"SELECT o.row FROM {kind} AS r CROSS JOIN {kind} AS o ON o.id = r.id"
        for kind in (*_BEARING, "alliance", "ruling")
    ),
    "SELECT o.row FROM name AS r CROSS JOIN name AS o ON o.folded = r.folded AND o.kind = r.kind",
    "SELECT o.row FROM claim AS r CROSS JOIN claim AS o ON o.twin = r.twin",
)
# A place has no actor's id, which is not a reference but is followed like one.
_FOLLOWED = (*REFERENCES, Reference("place", "id", "place.id", ("actor",)))

Bearing: TypeAlias = set[tuple[Any, ...]]


def begin(db: sqlite3.Connection) -> None:
    """Make the tables of one change."""
    # SQLite cannot know how few rows these have: it would index a million claims to join them once.
    db.execute("PRAGMA automatic_index = OFF")
    db.execute("CREATE TEMP TABLE scope (first INTEGER PRIMARY KEY, last INTEGER NOT NULL)")
    db.execute("CREATE TEMP TABLE changed (kind TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (kind, id))")


def end(db: sqlite3.Connection) -> None:
    """Drop them."""
    db.execute("DROP TABLE scope")
    db.execute("DROP TABLE changed")
    db.execute("PRAGMA automatic_index = ON")


def bearing(db: sqlite3.Connection, spans: Iterable[Span]) -> Bearing:
    """What others can rest on among these rows: tuples of a kind, an id, and what it is like."""
    return {
        (kind, *row)
        for span in spans
        for kind, questions in _BEARING.items()
        for sql in questions
        for row in db.execute(f"{sql} WHERE r.row BETWEEN ? AND ?", span)
    }


def alike(db: sqlite3.Connection, spans: Iterable[Span]) -> set[int]:
    """The rows of records that are alike to one among these rows."""
    return {
        row
        for span in spans
        for sql in _ALIKE
        for (row,) in db.execute(f"{sql} AND o.row <> r.row WHERE r.row BETWEEN ? AND ?", span)
    }


def change(db: sqlite3.Connection, differences: Iterable[tuple[Any, ...]]) -> None:
    """Note as changed what these begin with: a kind and an id."""
    db.executemany("INSERT OR IGNORE INTO changed VALUES (?, ?)", {each[:2] for each in differences})


def has_changed(db: sqlite3.Connection, kind: str) -> bool:
    """Whether something changed that others can rest on in a record of that kind."""
    return bool(db.execute("SELECT 1 FROM changed WHERE kind = ? LIMIT 1", (kind,)).fetchone())


def extend(db: sqlite3.Connection, rows: Iterable[int]) -> None:
    """Take rows into the scope that do not lie in it yet."""
    sql = """
        INSERT INTO scope SELECT :row, :row
        WHERE COALESCE((SELECT last FROM scope WHERE first <= :row ORDER BY first DESC LIMIT 1), -1) < :row"""
    db.executemany(sql, ({"row": row} for row in rows))


def follow(db: sqlite3.Connection, kind: str) -> None:
    """Take into the scope the records of a kind that rest on what changed, or on a claim in the scope."""
    for reference in _FOLLOWED:
        if reference.kind == kind and any(has_changed(db, target) for target in reference.targets):
            table = reference.column.partition(".")[0]
            targets = ", ".join(f"'{target}'" for target in reference.targets)
            named = f"SELECT id FROM changed WHERE changed.kind IN ({targets})"
            extend(db, _rows(db, f"SELECT {table}.row FROM {table} WHERE {reference.column} IN ({named})"))
    if kind == "alliance":
        claims = "scope CROSS JOIN claim AS c ON c.row BETWEEN first AND last"
        extend(db, _rows(db, f"SELECT e.row FROM {claims} CROSS JOIN evidence AS e ON e.claim = c.id"))
    if kind == "ruling":  # they are few, and whatever is claimed of a place, and who belongs to whom, can outdate one
        extend(db, _rows(db, "SELECT row FROM ruling"))


def _rows(db: sqlite3.Connection, sql: str) -> set[int]:
    return {row for (row,) in db.execute(sql)}
