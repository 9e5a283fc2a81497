"""What encloses each place, by steps from place to place; and which places lie in a circle.

The graph is walked here and not in SQL: a query that goes up by steps keeps every pair of places and distance apart,
which takes five times as long where places lie deep within each other.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TypeAlias

_Parents: TypeAlias = Mapping[str, list[str]]


def derive(db: sqlite3.Connection) -> None:
    """Fill the table `enclosing`: every place with itself, and with each that encloses it, by the shortest way."""
    db.execute("DELETE FROM enclosing")
    db.executemany("INSERT INTO enclosing VALUES (?, ?, ?)", _pairs(_parents(db)))


def circles(db: sqlite3.Connection) -> list[str]:
    """The places that lie within themselves."""
    parents = _parents(db)
    return [place for place in _blocked(parents) if place in _above(parents, place)]


def _parents(db: sqlite3.Connection) -> _Parents:
    parents: dict[str, list[str]] = {place: [] for (place,) in db.execute("SELECT id FROM place")}
    for place, parent in db.execute("SELECT p.id, w.parent FROM within AS w JOIN place AS p ON p.row = w.row"):
        parents[place].append(parent)
    return parents


def _pairs(parents: _Parents) -> Iterator[tuple[str, str, int]]:
    for place in parents:
        yield place, place, 0
        for ancestor, distance in _above(parents, place).items():
            if ancestor != place:
                yield place, ancestor, distance


def _above(parents: _Parents, place: str) -> dict[str, int]:
    """How many steps up each place lies that encloses this one; itself too where it lies within itself."""
    found: dict[str, int] = {}
    waiting = [place]
    for each in waiting:
        step = found.get(each, 0) + 1
        for parent in parents.get(each, ()):
            if parent not in found:
                found[parent] = step
                waiting.append(parent)
    return found


def _blocked(parents: _Parents) -> set[str]:
    """The places that cannot be put behind all that encloses them: those in a circle, and those within one."""
    from graphlib import CycleError, TopologicalSorter

    sorter = TopologicalSorter(parents)
    with suppress(CycleError):  # it sorts what can be sorted all the same
        sorter.prepare()
    left = set(parents)
    while ready := sorter.get_ready():
        left.difference_update(ready)
        sorter.done(*ready)
    return left
