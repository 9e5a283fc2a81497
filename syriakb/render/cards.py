"""Rows as cards, for a screen too narrow for their table: nothing is dropped, everything may wrap."""

from collections.abc import Iterator, Sequence

from syriakb.answers import Column
from syriakb.render.cells import Cell, Piece, plain, unknown
from syriakb.render.fit import cell_width
from syriakb.render.sheet import Cells

_BETWEEN = Piece("; ")


def card(columns: Sequence[Column], row: Cells, width: int) -> Iterator[Cell]:
    """Give the lines of a row: its first cell as heading, its sentences, then the rest as `Label: value; ...`.

    What is unknown is left out: beside labels it would be noise, where in a column a dash keeps its place.
    """
    known = [(column, cell) for column, cell in zip(columns[1:], row[1:], strict=True) if not unknown(cell)]
    yield row[0]
    yield from (cell for column, cell in known if column.kind == "wide")
    yield from _lines([_fact(column, cell) for column, cell in known if column.kind != "wide"], width)


def _fact(column: Column, cell: Cell) -> Cell:
    return (Piece(f"{column.label}: ", "dim"), *cell)


def _lines(facts: Sequence[Cell], width: int) -> Iterator[Cell]:
    """Facts side by side as far as a line goes; only one longer than a line is broken, by whoever draws it."""
    line: Cell = ()
    for fact in facts:
        longer = (*line, _BETWEEN, *fact) if line else fact
        if line and cell_width(plain(longer)) > width:
            yield line
            longer = fact
        line = longer
    if line:
        yield line
