"""Rows as cards, for a screen too narrow for their table: nothing is dropped, everything may wrap."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from syriakb.answers import Column
from syriakb.render.cells import Cell, Piece, plain, unknown
from syriakb.render.fit import cell_width
from syriakb.render.sheet import Cells

BETWEEN = "; "


class Fact(NamedTuple):
    """What stands on a line by itself or beside others: its pieces, their text, and how wide that is."""

    pieces: Cell
    text: str
    width: int


Line: TypeAlias = tuple[Fact, ...]
Kept: TypeAlias = dict[tuple[str, int], Fact]


def card(columns: Sequence[Column], row: Cells, width: int, kept: Kept) -> Iterator[Line]:
    """Give the lines of a row: its first cell as heading, its sentences, then the rest as `Label: value; ...`.

    What is unknown is left out: beside labels it would be noise, where in a column a dash keeps its place. `kept` has
    the facts of rows before, by label and cell, since thousands of rows say much the same.
    """
    known = [(column, cell) for column, cell in zip(columns[1:], row[1:], strict=True) if not unknown(cell)]
    yield (_whole(row[0]),)
    yield from ((_whole(cell),) for column, cell in known if column.kind == "wide")
    yield from _lines([_fact(column.label, cell, kept) for column, cell in known if column.kind != "wide"], width)


def _whole(pieces: Cell) -> Fact:
    text = plain(pieces)
    return Fact(pieces, text, cell_width(text))


def _fact(label: str, cell: Cell, kept: Kept) -> Fact:
    key = label, id(cell)
    if key not in kept:
        kept[key] = _whole((Piece(f"{label}: ", "dim"), *cell))
    return kept[key]


def _lines(facts: Sequence[Fact], width: int) -> Iterator[Line]:
    """Facts side by side as far as a line goes; only one longer than a line is broken, by whoever draws it."""
    line: list[Fact] = []
    taken = 0
    for fact in facts:
        longer = taken + len(BETWEEN) + fact.width
        if line and longer > width:
            yield tuple(line)
            line = []
        taken = longer if line else fact.width
        line.append(fact)
    if line:
        yield tuple(line)
