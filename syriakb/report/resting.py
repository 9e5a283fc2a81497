"""Which rows of the page rest on a claim, and on which days: what leads from a claim back to the answers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from syriakb.report.tables import Table, anchor

LINKS = 12  # of a claim that are shown
_WITHIN = ("backing",)  # its rows are among those of another table


class Rest(NamedTuple):
    """A row by its anchor and what it is called, and the numbers of the first and the last day of its resting on it."""

    anchor: str
    name: str
    first: int
    last: int


Resting: TypeAlias = Mapping[str, list[Rest]]
"""By claim the rows that rest on it."""


def resting(tables: Iterable[Table]) -> Resting:
    """The rows that rest on each claim, by their tables and names."""
    found: dict[str, dict[tuple[str, str], list[tuple[int, int]]]] = defaultdict(dict)
    for table in tables:
        for row in table.rows if table.name not in _WITHIN else ():
            for claim in row.rests:
                found[claim].setdefault((anchor(table.name, row.key), row.name), []).append((row.first, row.last))
    return {claim: list(_joined(rows)) for claim, rows in found.items()}


def _joined(rows: Mapping[tuple[str, str], list[tuple[int, int]]]) -> Iterator[Rest]:
    """Stretches of days that follow each other as one."""
    for key, stretches in rows.items():
        first, last = min(stretches)
        for start, end in sorted(stretches)[1:]:
            if start > last + 1:
                yield Rest(*key, first, last)
                first = start
            last = end
        yield Rest(*key, first, last)
