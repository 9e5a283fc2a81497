"""Guides on a terminal: Markdown with its headings, lists and tables drawn, its transcripts as they stand."""

import io
import re
from typing import ClassVar

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import CodeBlock, Heading, Markdown, MarkdownElement, TableElement
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from syriakb.render.screen import Screen
from syriakb.render.table import plain_console

_WIDEST = 100  # longer lines of prose are hard to read
_LINK = re.compile(r"\[([^]]+)\]\([^)\s]+\.md(?:#[^)]*)?\)")  # to another guide: there is no following it here
_TYPED = re.compile(r"^\$ (?:.*\\\n)*.*$|^# \S+\.yaml$", re.M)
_ASCII = str.maketrans("─•–", "-*-")
_THEME = Theme(
    {
        "markdown.h1": "bold",
        "markdown.h2": "bold",
        "markdown.code": "cyan",
        "markdown.item.bullet": "none",
        "markdown.item.number": "bold",
        "markdown.link": "none",
        "markdown.link_url": "underline",
        "markdown.table.header": "bold",
        "markdown.table.border": "none",
    }
)


class _Heading(Heading):
    """A heading at the left with a line under it, so that it is one without bold letters too."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Give the two lines."""
        yield self.text
        yield Text("─" * self.text.cell_len)


class _Block(CodeBlock):
    """A transcript or a file, never wrapped anew, what was typed in bold."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Give the lines, whatever the width."""
        text = Text(str(self.text).rstrip(), no_wrap=True, overflow="ignore")
        text.highlight_regex(_TYPED, "bold")
        yield text


class _Table(TableElement):
    """A table with no empty lines of its own above and below."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Give the table."""
        for table in super().__rich_console__(console, options):
            assert isinstance(table, Table)
            table.show_edge = False
            yield table


class _Guide(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "heading_open": _Heading,
        "fence": _Block,
        "table_open": _Table,
    }


def render(text: str, screen: Screen) -> str:
    """Draw a guide, a Markdown text, with no blanks at the ends of lines."""
    guide = _Guide(_LINK.sub(r"\1", text), hyperlinks=False)
    if not screen.color:
        _quote_code(guide)
    drawn = io.StringIO()
    console = plain_console(drawn, screen._replace(width=min(screen.width, _WIDEST)))
    console.push_theme(_THEME)
    console.print(guide, crop=False)
    lines = drawn.getvalue().strip("\n").split("\n")
    shown = "".join(f"{line.rstrip()}\n" for line in lines)
    return shown if screen.unicode else shown.translate(_ASCII).encode("ascii", "replace").decode("ascii")


def _quote_code(guide: Markdown) -> None:
    """Let words of code keep their quotes, where no colour sets them apart."""
    for token in guide.parsed:
        for part in token.children or ():
            if part.type == "code_inline":
                part.content = f"`{part.content}`"
