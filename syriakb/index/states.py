"""States: which rows changes touched, so that who has a copy of an earlier state of the index reads no others again.

Every change of an index leaves a state with a token that no other has, in this index or another: who knows one knows
what the index held then. What is remembered are parts of files, of as many rows as one is long.
"""

import os
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from syriakb.index import reach
from syriakb.index.reach import Span

TABLES = ("index_state", "index_change")  # that say nothing of the records
PART = 10  # bits of a row's number that tell rows of one part apart
_ENCLOSING: Span = (-1, -1)  # stands for the table that has no rows of files
_KEPT = 100  # states; who has an older one compares all


class Touched(NamedTuple):
    """What can differ since a state: the first and the last of parts that follow each other; and what encloses what."""

    spans: list[Span]
    enclosing: bool


def everything() -> Touched:
    """What can differ from a state of which nothing is known."""
    return Touched([(0, reach.EVERYTHING[1] >> PART)], enclosing=True)


def note(db: sqlite3.Connection, gone: Iterable[Span], *, whole: bool) -> None:
    """Note what a change touched: what lies in its scope, and the rows of files that were read again or are `gone`."""
    number = db.execute("INSERT INTO index_state (token) VALUES (?)", (os.urandom(16),)).lastrowid
    if not whole:
        spans = db.execute("SELECT DISTINCT first >> ?, last >> ? FROM scope", (PART, PART)).fetchall()
        spans += [(first >> PART, last >> PART) for first, last in gone]
        spans += [_ENCLOSING] if reach.has_changed(db, "place") else []
        db.executemany("INSERT INTO index_change VALUES (?, ?, ?)", [(*span, number) for span in spans])
    for table, column in zip(TABLES, ("number", "state"), strict=True):
        db.execute(f"DELETE FROM {table} WHERE {column} <= ?", (int(number or 0) - _KEPT,))


def token(db: sqlite3.Connection) -> bytes | None:
    """The token of the state that the index is in."""
    found = db.execute("SELECT token FROM index_state ORDER BY number DESC LIMIT 1").fetchone()
    return bytes(found[0]) if found else None


def since(db: sqlite3.Connection, known: bytes | None) -> Touched | None:
    """What was touched since the state with this token; None where the index knows no such state."""
    state = db.execute("SELECT number FROM index_state WHERE token = ?", (known,)).fetchone()
    if state is None:
        return None
    found = db.execute("SELECT DISTINCT first, last FROM index_change WHERE state > ? ORDER BY first", state).fetchall()
    spans: list[Span] = []
    for first, last in (each for each in found if each != _ENCLOSING):
        if spans and first <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], max(spans[-1][1], last))
        else:
            spans.append((first, last))
    return Touched(spans, enclosing=_ENCLOSING in found)
