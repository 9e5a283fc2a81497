"""Rows as cards, for a screen too narrow for their table: nothing is dropped, everything may wrap."""

from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import NamedTuple, TypeAlias

from syriakb.answers import Column
from syriakb.render.cells import Cell, Piece, plain, unknown
from syriakb.render.fit import cell_width
from syriakb.render.sheet import Cells

BETWEEN = "; "
Paint: TypeAlias = Callable[[Cell], str] | None  # how pieces are drawn on a screen that has styles


class Fact(NamedTuple):
    """What stands on a line by itself or beside others: its pieces, their text and its width, and what is written.

    That is None of signs of which only Rich knows how they are drawn.
    """

    pieces: Cell
    text: str
    width: int
    drawn: str | None


class Line(NamedTuple):
    """Facts side by side, and how wide they are together."""

    facts: tuple[Fact, ...]
    width: int


Card: TypeAlias = list[Line]


def cards(columns: Sequence[Column], rows: Sequence[Cells], width: int, paint: Paint) -> Iterator[Card]:
    """Give the lines of each row: its first cell as heading, its sentences, then the rest as `Label: value; ...`.

    What is unknown is left out: beside labels it would be noise, where in a column a dash keeps its place.
    """
    wide = [at for at, column in enumerate(columns) if at and column.kind == "wide"]
    rest = [at for at, column in enumerate(columns) if at and column.kind != "wide"]
    labelled = zip(*(_facts(columns[at].label, [row[at] for row in rows], paint) for at in rest), strict=True)
    for row, facts in zip(rows, labelled if rest else repeat(()), strict=bool(rest)):
        heading = tuple([Piece(text, f"bold {style}".rstrip()) for text, style in row[0]])
        sentences = [_line(row[at], paint) for at in wide if not unknown(row[at])]
        yield [_line(heading, paint), *sentences, *_lines([each for each in facts if each], width)]


def _facts(label: str, cells: Sequence[Cell], paint: Paint) -> list[Fact | None]:
    """The facts of a column, None for what is unknown; each is made once, since rows that say the same share a cell."""
    before = Piece(f"{label}: ", "dim")
    each = {id(cell): cell for cell in cells}
    made = {key: None if unknown(cell) else fact((before, *cell), paint) for key, cell in each.items()}
    return [made[id(cell)] for cell in cells]


def fact(pieces: Cell, paint: Paint) -> Fact:
    """Measure and draw pieces once, however often they are laid out."""
    text = plain(pieces)
    if not text.isprintable():
        return Fact(pieces, text, cell_width(text), None)
    return Fact(pieces, text, len(text) if text.isascii() else cell_width(text), paint(pieces) if paint else text)


def _line(pieces: Cell, paint: Paint) -> Line:
    whole = fact(pieces, paint)
    return Line((whole,), whole.width)


def _lines(facts: Sequence[Fact], width: int) -> Iterator[Line]:
    """Facts side by side as far as a line goes; only one longer than a line is broken, by whoever draws it."""
    line: list[Fact] = []
    taken = 0
    for each in facts:
        longer = taken + len(BETWEEN) + each.width
        if line and longer > width:
            yield Line(tuple(line), taken)
            line = []
        taken = longer if line else each.width
        line.append(each)
    if line:
        yield Line(tuple(line), taken)
