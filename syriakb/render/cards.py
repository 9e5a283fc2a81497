"""Rows as cards, for a screen too narrow for their table: nothing is dropped, everything may wrap."""

from collections.abc import Iterator

from syriakb.answers import Column
from syriakb.render.cells import UNKNOWN, Cell, Piece
from syriakb.render.sheet import Cells


def card(columns: tuple[Column, ...], row: Cells) -> Iterator[Cell]:
    """Give the lines of a row: its first cell as heading, its sentences, then the rest as `Label: value; ...`.

    What is unknown is left out: beside labels it would be noise, where in a column a dash keeps its place.
    """
    known = [(column, cell) for column, cell in zip(columns[1:], row[1:], strict=True) if cell[0].text not in UNKNOWN]
    yield row[0]
    yield from (cell for column, cell in known if column.kind == "wide")
    facts = [_fact(column, cell) for column, cell in known if column.kind != "wide"]
    if facts:
        yield tuple(piece for fact in facts for piece in (Piece("; "), *fact))[1:]


def _fact(column: Column, cell: Cell) -> Cell:
    return (Piece(f"{column.label}: ", "dim"), *cell)
