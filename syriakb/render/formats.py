"""The formats of answers. A new one is a module beside this one, named as it is called, and a line in FORMATS.

The module has `render(found, labels, screen)`, which gives an answer, or a record with all that touches it, as a string
that ends with a newline; it never prints, and never raises on a text. It is imported when it is first used, because
every command starts through here and only tables need Rich.
"""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, TypeAlias

from syriakb.answers import Answer, Dossier, Labels
from syriakb.errors import UsageError
from syriakb.render.screen import Screen

Renderer: TypeAlias = Callable[[Answer | Dossier, Labels, Screen], str]


class Format(NamedTuple):
    """What a format can do.

    `ending`: that of its files. `labelled`: it shows names and marks in the place of ids; the others need no labels and
    may be given empty ones. `programs`: programs read it, and want all rows of a long list. `notes`: it has a place for
    an answer's notes. `base`: it tells which knowledge base was asked. `escapes`: nothing in it steers a terminal; a
    format that has no way to say so may hold any character.
    """

    ending: str
    labelled: bool = False
    programs: bool = False
    notes: bool = True
    base: bool = False
    escapes: bool = True


FORMATS = {
    "table": Format("txt", labelled=True),
    "json": Format("json", programs=True, base=True),
    "jsonl": Format("jsonl", programs=True, notes=False),
    "csv": Format("csv", programs=True, notes=False, escapes=False),
    "markdown": Format("md", labelled=True),
}
# Those of problems alone, in which a review shows them at their lines.
OF_PROBLEMS = {
    "github": Format("txt", programs=True, notes=False, escapes=False),
    "sarif": Format("sarif", programs=True, notes=False),
}
EVERY = {**FORMATS, **OF_PROBLEMS}


def render(name: str, found: Answer | Dossier, labels: Labels, screen: Screen) -> str:
    """Give an answer as text in one of EVERY. Raises UsageError for any other format."""
    if name not in EVERY:
        raise UsageError(f"There is no format {name!r}. Use one of: {', '.join(FORMATS)}.")
    draw: Renderer = import_module(f"syriakb.render.{name}").render
    return draw(found, labels, screen)
