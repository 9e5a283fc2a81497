"""Answers as GitHub Markdown, to be pasted into an issue or a page. Nothing from a record is read as markup."""

import re
from collections.abc import Iterator

from syriakb.answers import Answer, Dossier, Labels
from syriakb.render.cells import plain
from syriakb.render.dossier import tables
from syriakb.render.screen import Screen
from syriakb.render.sheet import Cells, Sheet, sheet

_MARKUP = re.compile(r"[\\`*_\[\]<>|~&$#]")
_BLOCK = re.compile(r"^(?:(\d+)(?=[.)])|(?=[-+=]))")  # what makes a line a list, numbered or not, or a rule


def render(found: Answer | Dossier, labels: Labels, screen: Screen) -> str:
    """Give the title as heading, the days asked for, a table (or one for each group), the notes and the legend."""
    pages = (sheet(answer, labels, screen) for answer in tables(found))
    return "\n".join("\n\n".join(_blocks(page)) + "\n" for page in pages)


def _blocks(page: Sheet) -> Iterator[str]:
    yield f"## {_line(page.title)}"
    yield from map(_line, page.above)
    for group in page.groups:
        if group.heading:
            yield f"### {_line(plain(group.heading))}"
        yield "\n".join(_table(page, group.rows))
    yield from map(_line, page.below)
    if page.legend:
        yield "\n".join(f"- {_line(line)}" for line in page.legend)


def _table(page: Sheet, rows: tuple[Cells, ...]) -> Iterator[str]:
    yield _row(_escaped(column.label) for column in page.columns)
    yield _row("---:" if column.kind == "number" else "---" for column in page.columns)
    for row in rows:
        yield _row(_escaped(plain(cell)) for cell in row)


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _line(text: str) -> str:
    return _BLOCK.sub(r"\1\\", _escaped(text.strip()))


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)
