"""Answers as tables for the terminal, and as cards where the screen is too narrow for their table."""

import io
from collections.abc import Iterator

from rich.box import Box
from rich.console import Console, JustifyMethod, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from syriakb.answers import Answer, Labels
from syriakb.render import Screen
from syriakb.render.cards import card
from syriakb.render.cells import Cell, plain
from syriakb.render.fit import fit, need
from syriakb.render.sheet import Cells, Sheet, sheet

_NARROWEST = 20  # nothing can be laid out on less; such a terminal wraps by itself
_GAP = 2  # between columns: one of padding, one of the box
_NO_LINE = "    \n"


def render(answer: Answer, labels: Labels, screen: Screen) -> str:
    """Give the title, the days asked for, the rows, the notes and a legend, with no blanks at the ends of lines."""
    drawn = io.StringIO()
    console = _console(drawn, screen)
    for block in _page(sheet(answer, labels, screen), console.width, _box(screen)):
        console.print(block)
    return "".join(f"{line.rstrip()}\n" for line in drawn.getvalue()[:-1].split("\n"))


def _console(file: io.StringIO, screen: Screen) -> Console:
    """A console that guesses nothing from its surroundings, so that the same answer always looks the same."""
    return Console(
        file=file,
        width=max(screen.width, _NARROWEST),
        height=25,  # without it, a width is not believed on a dumb terminal
        color_system="standard" if screen.color else None,
        force_terminal=screen.color,
        force_jupyter=False,
        legacy_windows=False,
        no_color=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )


def _box(screen: Screen) -> Box:
    """A box of nothing but a rule under the headings."""
    line = "─" if screen.unicode else "-"
    return Box(_NO_LINE * 2 + f" {line}{line} \n" + _NO_LINE * 5, ascii=not screen.unicode)


def _page(page: Sheet, width: int, box: Box) -> Iterator[RenderableType]:
    yield Text(page.title, "bold")
    yield from map(Text, page.above)
    if page.columns:
        widths = _widths(page, width)
        yield ""
        yield from _tables(page, widths, box) if widths else _cards(page)
    for lines, style in ((page.below, ""), (page.legend, "dim")):
        yield from _paragraph(lines, style)


def _paragraph(lines: tuple[str, ...], style: str) -> Iterator[RenderableType]:
    """Lines with an empty one before them; nothing where there are none."""
    if lines:
        yield ""
        yield from (Text(line, style) for line in lines)


def _widths(page: Sheet, width: int) -> list[int] | None:
    rows = [row for group in page.groups for row in group.rows]
    needs = [
        need(column.kind, column.label, [plain(row[at]) for row in rows]) for at, column in enumerate(page.columns)
    ]
    return fit(needs, width - _GAP * (len(needs) - 1))


def _tables(page: Sheet, widths: list[int], box: Box) -> Iterator[RenderableType]:
    """One table; or, where rows are grouped, one of the headings alone, and then one for each group."""
    grouped = bool(page.groups[0].heading)
    if grouped:
        yield _table(page, widths, box, ())
    for at, group in enumerate(page.groups):
        if grouped:
            yield from ("", _styled(group.heading, "bold"))[not at :]
        yield _table(page, widths, box, group.rows, headed=not grouped)


def _table(page: Sheet, widths: list[int], box: Box, rows: tuple[Cells, ...], *, headed: bool = True) -> Table:
    table = Table(box=box, show_edge=False, show_header=headed, pad_edge=False, padding=(0, 1, 0, 0))
    for column, width in zip(page.columns, widths, strict=True):
        justify: JustifyMethod = "right" if column.kind == "number" else "left"
        table.add_column(Text(column.label), width=width, overflow="fold", justify=justify)
    for row in rows:
        table.add_row(*map(_styled, row))
    return table


def _cards(page: Sheet) -> Iterator[RenderableType]:
    for number, group in enumerate(page.groups):
        if group.heading:
            yield from ("", _styled(group.heading, "bold"))[not number :]
        for at, row in enumerate(group.rows):
            first, *lines = card(page.columns, row)
            yield from ("", _styled(first, "bold"))[not at :]
            yield from (Padding(_styled(line), (0, 0, 0, 2)) for line in lines)


def _styled(cell: Cell, style: str = "") -> Text:
    return Text.assemble(*cell, style=style)
