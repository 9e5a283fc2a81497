"""Answers as text. A renderer returns a string that ends with a newline; it never prints, and never raises on a text.

Each renderer is imported when it is first used, because every command starts through here and only tables need Rich.
"""

from collections.abc import Callable
from typing import NamedTuple

from syriakb.answers import Answer, Labels
from syriakb.errors import UsageError


class Screen(NamedTuple):
    """Where the text will stand: columns to use, whether colour is wanted, whether signs beyond ASCII can be shown."""

    width: int = 80
    color: bool = False
    unicode: bool = True


Renderer = Callable[[Answer, Labels, Screen], str]


def _table(answer: Answer, labels: Labels, screen: Screen) -> str:
    from syriakb.render.table import render as draw

    return draw(answer, labels, screen)


def _json(answer: Answer, labels: Labels, screen: Screen) -> str:
    from syriakb.render.json import render as draw

    return draw(answer, labels, screen)


def _jsonl(answer: Answer, labels: Labels, screen: Screen) -> str:
    from syriakb.render.json import render_lines as draw

    return draw(answer, labels, screen)


def _csv(answer: Answer, labels: Labels, screen: Screen) -> str:
    from syriakb.render.csv import render as draw

    return draw(answer, labels, screen)


def _markdown(answer: Answer, labels: Labels, screen: Screen) -> str:
    from syriakb.render.markdown import render as draw

    return draw(answer, labels, screen)


FORMATS: dict[str, Renderer] = {
    "table": _table,
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "markdown": _markdown,
}
# These show names and marks in the place of ids; the others need no labels and may be given empty ones.
LABELLED = frozenset({"table", "markdown"})


def render(format_name: str, answer: Answer, labels: Labels, screen: Screen) -> str:
    """Give an answer as text in one of FORMATS. Raises UsageError for any other format."""
    if format_name not in FORMATS:
        raise UsageError(f"There is no format {format_name!r}. Use one of: {', '.join(FORMATS)}.")
    return FORMATS[format_name](answer, labels, screen)
