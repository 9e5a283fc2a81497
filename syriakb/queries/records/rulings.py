"""Rulings on one place that begin on one day and say different things, so that their ids decide."""

from collections.abc import Iterator
from itertools import groupby
from sqlite3 import Connection

from syriakb.errors import WARNING, Problem

_OTHERS = "SELECT holder FROM ruled WHERE row = {} EXCEPT SELECT holder FROM ruled WHERE row = {}"
# Of each ruling those that decide in its stead: of several of one day the one whose id comes first does (rule 4f). One
# that began earlier needs no warning: that a later one takes its place is how editors change their minds.
_TWICE = f"""
    SELECT DISTINCT f.ruling, o.ruling AS deciding, p.path, r.line, r.col
    FROM ruling_fact AS f JOIN ruling_fact AS o ON o.place = f.place AND o.from_day = f.from_day AND o.ruling < f.ruling
    JOIN ruling AS r ON r.row = f.row JOIN file AS p ON p.id = r.file
    WHERE o.status <> f.status
      OR EXISTS ({_OTHERS.format("f.row", "o.row")}) OR EXISTS ({_OTHERS.format("o.row", "f.row")})
    ORDER BY f.ruling, deciding"""


def problems(db: Connection) -> Iterator[Problem]:
    """A warning for each ruling in whose stead another of its day decides."""
    for name, found in groupby(db.execute(_TWICE).fetchall(), key=lambda row: row[0]):
        _, deciding, file, line, column = next(found)
        message = f"The ruling {deciding} on this place and of the same day says otherwise, and decides by its id."
        hint = f"Keep one of the two, or give one another day: syriakb edit {name} --start DATE"
        yield Problem(WARNING, "overlapping-rulings", file, line, column, message, hint, name)
