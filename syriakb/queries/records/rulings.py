"""Rulings on one place that are in effect at once and say different things, so that only one of them decides."""

from collections.abc import Iterator
from itertools import groupby
from sqlite3 import Connection

from syriakb.errors import WARNING, Problem
from syriakb.model.dates import day_text, shifted

_OTHERS = "SELECT holder FROM ruled WHERE row = {} EXCEPT SELECT holder FROM ruled WHERE row = {}"
# Of each ruling those that decide in its stead, the earliest first: of several the one that began last does, of one day
# the one whose id comes first (rule 4f).
_TWICE = f"""
    SELECT DISTINCT f.ruling, o.ruling AS deciding, f.from_day, o.from_day AS later, p.path, r.line, r.col
    FROM ruling_fact AS f JOIN ruling_fact AS o ON o.place = f.place AND o.row <> f.row
    JOIN ruling AS r ON r.row = f.row JOIN file AS p ON p.id = r.file
    WHERE o.from_day <= f.until_day AND o.until_day >= f.from_day
      AND (o.from_day > f.from_day OR (o.from_day = f.from_day AND o.ruling < f.ruling))
      AND (
        o.status <> f.status
        OR EXISTS ({_OTHERS.format("f.row", "o.row")}) OR EXISTS ({_OTHERS.format("o.row", "f.row")})
      )
    ORDER BY f.ruling, later, deciding"""


def problems(db: Connection) -> Iterator[Problem]:
    """A warning for each ruling that another displaces while it still lasts."""
    for name, found in groupby(db.execute(_TWICE).fetchall(), key=lambda row: row[0]):
        _, deciding, day, later, file, line, column = next(found)
        if day == later:
            message = f"The ruling {deciding} on this place and of the same day says otherwise, and decides by its id."
            hint = f"Keep one of the two, or give one another day: syriakb edit {name} --start DATE"
        else:
            message = (
                f"From {day_text(later)} on the ruling {deciding} says otherwise and decides, though this one lasts."
            )
            hint = f"If it was so until then: syriakb edit {name} --end {day_text(shifted(later, -1))}"
        yield Problem(WARNING, "overlapping-rulings", file, line, column, message, hint, name)
