"""Answers as tables for the terminal, and as cards where the screen is too narrow for their table."""

import io
from collections.abc import Iterator, Sequence
from functools import cache

from rich.box import Box
from rich.color import ColorSystem
from rich.console import Console, JustifyMethod, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from syriakb.answers import Answer, Column, Dossier, Labels
from syriakb.render.cards import BETWEEN, Line, cards
from syriakb.render.cells import Cell, Piece, plain, unknown
from syriakb.render.dossier import tables
from syriakb.render.fit import GAP, Fit, fit, need
from syriakb.render.screen import Screen
from syriakb.render.sheet import Cells, Sheet, sheet

_NARROWEST = 20  # nothing can be laid out on less; such a terminal wraps by itself
_INDENT = 2  # of cards under their heading
_CAVEAT = "caveat"  # the key of the last column of many answers: a sentence, where there is one
_NO_LINE = "    \n"
_FIRST = 50


def render(found: Answer | Dossier, labels: Labels, screen: Screen) -> str:
    """Give the title, the days asked for, the rows, the notes and a legend, with no blanks at the ends of lines."""
    return "\n".join(_drawn(sheet(answer, labels, screen), screen) for answer in tables(found))


def _drawn(page: Sheet, screen: Screen) -> str:
    drawn = io.StringIO()
    console = plain_console(drawn, screen)
    for block in _page(page, console.width, screen):
        if isinstance(block, str):  # drawn already
            drawn.write(f"{block}\n")
        else:
            console.print(block)
    return "\n".join(map(str.rstrip, drawn.getvalue().split("\n")))


def plain_console(file: io.StringIO, screen: Screen) -> Console:
    """A console that guesses nothing from its surroundings, so that the same answer always looks the same."""
    return Console(
        file=file,
        width=max(screen.width, _NARROWEST),
        height=25,  # without it, the width is not believed on a dumb terminal
        color_system="standard" if screen.color else None,
        force_terminal=screen.color,
        force_jupyter=False,
        legacy_windows=False,
        no_color=False,
        markup=False,
        emoji=False,
        highlight=False,
    )


def _box(screen: Screen) -> Box:
    """A box of nothing but a rule under the headings."""
    line = "─" if screen.unicode else "-"
    return Box(_NO_LINE * 2 + f" {line}{line} \n" + _NO_LINE * 5, ascii=not screen.unicode)


def _page(page: Sheet, width: int, screen: Screen) -> Iterator[RenderableType]:
    yield Text(page.title, "bold")
    yield from map(Text, page.above)
    if page.columns:
        yield ""
        yield from _body(page, width, screen)
    yield from _paragraph(page.below, "")
    yield from _paragraph(page.legend, "dim")


def _paragraph(lines: tuple[str, ...], style: str) -> Iterator[RenderableType]:
    """Lines with an empty one before them; nothing where there are none."""
    if lines:
        yield ""
        yield from (Text(line, style) for line in lines)


def _body(page: Sheet, width: int, screen: Screen) -> Iterator[RenderableType]:
    """The groups one after the other, each under its heading; the columns' heading stands above them all.

    Where the screen is too narrow for the column of caveats alone, each stands under its row.
    """
    fitted, box = _fit(page.columns, page, width), _box(screen)
    below = fitted is None and page.columns[-1].key == _CAVEAT
    if below and len(page.columns) > 1:
        fitted = _fit(page.columns[:-1], page, width)
    grouped = bool(page.groups[0].heading)
    if fitted and grouped:
        yield _table(page, fitted, box, ())
    for at, group in enumerate(page.groups):
        yield from ("",) * bool(at)
        yield from (_styled((Piece(box.head_row_horizontal * 2 + " "), *group.heading), "bold"),) * grouped
        if fitted is None:
            yield from _cards(page, group.rows, width, color=screen.color)
        elif below:
            yield from _interrupted(page, fitted, box, group.rows, grouped)
        else:
            yield _table(page, fitted, box, group.rows, grouped)


def _interrupted(page: Sheet, fitted: Fit, box: Box, rows: Sequence[Cells], headless: bool) -> Iterator[RenderableType]:
    """Rows up to the next that has a caveat, in its last cell, and that below it."""
    begun = 0
    for at, row in enumerate(rows, start=1):
        said = not unknown(row[-1])
        if said or at == len(rows):
            yield _table(page, fitted, box, rows[begun:at], headless)
            begun, headless = at, True
        if said:
            yield Padding(_styled((Piece(f"{page.columns[-1].label}: "), *row[-1])), (0, 0, 0, _INDENT))


def _fit(columns: Sequence[Column], page: Sheet, width: int) -> Fit | None:
    """The columns fitted into a width; of what does not fit with its first rows, the others are not looked at."""
    rows = [row for group in page.groups for row in group.rows]
    return _fitted(columns, rows, width) if _fitted(columns, rows[:_FIRST], width) else None


def _fitted(columns: Sequence[Column], rows: Sequence[Cells], width: int) -> Fit | None:
    cells = [{id(row[at]): row[at] for row in rows}.values() for at in range(len(columns))]
    needs = [need(c.kind, c.label, [*map(plain, each)]) for c, each in zip(columns, cells, strict=True)]
    return fit([column.kind for column in columns], needs, width)


def _table(page: Sheet, fitted: Fit, box: Box, rows: Sequence[Cells], headless: bool = False) -> Table:
    table = Table(box=box, show_edge=False, show_header=not headless, pad_edge=False, padding=(0, GAP - 1, 0, 0))
    for stack, width in zip(fitted.stacks, fitted.widths, strict=True):
        label = Text("\n".join(page.columns[at].label for at in stack))
        justify: JustifyMethod = "right" if page.columns[stack[0]].kind == "number" else "left"
        table.add_column(label, width=width, overflow="fold", justify=justify)
    for row in rows:
        table.add_row(*(_stacked([row[at] for at in stack]) for stack in fitted.stacks))
    return table


def _stacked(cells: Sequence[Cell]) -> Text:
    """Cells one under the other; under the first only what is known."""
    first, *others = cells
    return Text("\n").join(map(_styled, (first, *(cell for cell in others if not unknown(cell)))))


def _cards(page: Sheet, rows: Sequence[Cells], width: int, *, color: bool) -> Iterator[RenderableType]:
    """Cards, as few texts as there can be: what Rich has no part in is one up to the next line that it draws."""
    begun: list[str] = []
    for at, lines in enumerate(cards(page.columns, rows, width - _INDENT, painted if color else None)):
        begun += ("",) * bool(at)
        for number, line in enumerate(lines):
            block = drawn_line(line, width, _INDENT if number else 0)
            if isinstance(block, str):
                begun.append(block)
                continue
            yield from ("\n".join(begun),) * bool(begun)
            yield block
            begun = []
    yield from ("\n".join(begun),) * bool(begun)


def drawn_line(line: Line, width: int, indent: int) -> RenderableType:
    """A line of a card: a text where it fits, or is a plain sentence, since Rich would take long over thousands."""
    room = width - indent
    drawn = [fact.drawn for fact in line.facts if fact.drawn is not None]
    if line.width <= room and len(drawn) == len(line.facts):
        return " " * indent + BETWEEN.join(drawn)
    pieces = tuple(piece for fact in line.facts for piece in (Piece(BETWEEN), *fact.pieces))[1:]
    if len(pieces) == 1 and not pieces[0].style and (folded := _folded(pieces[0].text, room)):
        return "\n".join([" " * indent + part for part in folded])
    return Padding(_styled(pieces), (0, 0, 0, indent)) if indent else _styled(pieces)


def _folded(text: str, width: int) -> list[str]:
    """The lines of a text that is broken between words alone, all as wide as they are long; none of another."""
    if not (text.isascii() and text.isprintable()):
        return []
    lines, rest = [], text
    while len(rest) > width:
        at = rest.rfind(" ", 0, width + 1)
        if at < 0 or not (line := rest[:at].rstrip(" ")):
            return []
        lines.append(line)
        rest = rest[at:].lstrip(" ")
    return [*lines, rest] if rest else lines


def painted(pieces: Cell) -> str:
    """Pieces as a terminal shows them in their styles."""
    return "".join([_in_style(piece.text, piece.style) if piece.style else piece.text for piece in pieces])


@cache
def _style(name: str) -> Style:
    return Style.parse(name)


def _in_style(text: str, style: str) -> str:
    return _style(style).render(text, color_system=ColorSystem.STANDARD)


def _styled(cell: Cell, style: str = "") -> Text:
    return Text.assemble(*cell, style=style)
