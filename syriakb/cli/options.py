"""What every question has: its common options, how it is asked, and how its answer is shown."""

import inspect
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias

import typer

from syriakb.answers import Answer, Dossier, Labels, brief
from syriakb.cli.complete import actors, records
from syriakb.cli.progress import Reading
from syriakb.disk import store
from syriakb.index import open as index
from syriakb.queries.moment import Opened, moment
from syriakb.render.dossier import tables
from syriakb.render.formats import FORMATS, render
from syriakb.render.screen import Screen

ActorArgument = Annotated[
    str, typer.Argument(metavar="ACTOR", help="An actor: id, name or alias.", autocompletion=actors)
]
ControllerOption = Annotated[
    str | None,
    typer.Option("--controller", metavar="ACTOR", help="Only what it holds, alone or jointly.", autocompletion=actors),
]
RefArgument = Annotated[
    str, typer.Argument(metavar="REF", help="Any record: id, name or alias.", autocompletion=records)
]

GroupOption = Annotated[
    Literal[
        "support", "alliance", "membership", "hostility", "lineage",
        "legal", "diplomacy", "control", "movement", "intent",
    ]
    | None,
    typer.Option("--group", help="Only relations of this group."),
]  # fmt: skip
Limit: TypeAlias = Annotated[int | None, "of a long list, people are shown so many rows, and programs all"]
Best = Annotated[int, typer.Option("--limit", metavar="N", min=1, help="How many to show.")]
All = Annotated[bool, typer.Option("--all", help="Show all.")]

DATA = typer.Option("--data", metavar="DIR", help="The folder of the knowledge base.", file_okay=False)
_AS_OF = typer.Option("--as-of", metavar="DATE", help="What holds on that day: 2024-12-07, 2018-12 or 2018.")
_KNOWN_BY = typer.Option("--known-by", metavar="DATE", help="With only what had been reported by then.")


def one_of(names: Iterable[str], parameter: Any) -> Any:
    """The annotation of a parameter that takes one of the names."""
    choice: Any = Literal[tuple(names)]
    return Annotated[choice, parameter]


_FORMAT = one_of(FORMATS, typer.Option("--format", "-f", help="How to show the answer."))


class View(NamedTuple):
    """How a question was asked: for which days, of which knowledge base, to be shown in which format."""

    as_of: str | None = None
    known_by: str | None = None
    format: str = "table"
    data: Path | None = None


AsOf = Annotated[str | None, _AS_OF]
KnownBy = Annotated[str | None, _KNOWN_BY]
DataFolder = Annotated[Path | None, DATA]
_COMMON = {"as_of": AsOf, "known_by": KnownBy, "format": _FORMAT, "data": DataFolder}


def question(ask: Callable[..., Answer | Dossier], *, dated: bool = True) -> Callable[..., None]:
    """Make a command of a question: a function of what is opened and of what the command line gives it.

    The command has the options of every question besides; it opens the knowledge base, asks, and prints the answer. One
    that is not `dated` asks for days of its own, and so has no `--as-of`. A `limit` is how many rows people are shown
    and becomes `--limit` and `--all`; without either, formats for programs have them all.
    """
    given_own = list(inspect.signature(ask).parameters.values())[1:]
    shown = next((each.default for each in given_own if each.annotation == Limit), None)
    own = [option for each in given_own for option in (_limits(each.default) if each.annotation == Limit else [each])]
    common = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=_COMMON[name])
        for name, default in View()._asdict().items()
        if dated or name != "as_of"
    ]

    @wraps(ask)
    def command(**given: Any) -> None:
        view = View(**{name: given.pop(name) for name in _COMMON if name in given})
        if shown is not None:
            programs = FORMATS[view.format].programs
            few = given["limit"] or (None if programs else shown)
            given["limit"] = None if given.pop("all") else few
        words = {name: _writable(value) if isinstance(value, str) else value for name, value in given.items()}
        answer_with(lambda kb: ask(kb, **words), view)

    command.__signature__ = inspect.Signature([*own, *common])  # type: ignore[attr-defined]
    command.__annotations__ = {each.name: each.annotation for each in (*own, *common)}
    return command


def _limits(shown: int) -> list[inspect.Parameter]:
    """The options of a question whose list is long."""
    default = f"{shown} for people, all for programs"
    limit = typer.Option("--limit", metavar="N", min=1, help="How many to show.", show_default=default)
    options = {"limit": (Annotated[int | None, limit], None), "all": (All, False)}
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    return [inspect.Parameter(name, kind, default=each[1], annotation=each[0]) for name, each in options.items()]


def _writable(word: str) -> str:
    """The word with escapes in the place of bytes that are no text, which nothing could look up or write."""
    return word.encode("utf-8", "backslashreplace").decode()


def answer_with(ask: Callable[[Opened], Answer | Dossier], view: View) -> None:
    """Ask, print the answer, say on standard error what was left out, and end with the answer's exit code."""
    base = store.find(view.data)
    try:
        shown = _answered(ask, base, opened(base), view)
    except sqlite3.DatabaseError:
        shown = _answered(ask, base, index.rebuilt(base), view)  # damage that only shows when its page is read
    sys.stdout.write(shown.text)
    sys.stdout.flush()
    for note in shown.notes:
        from syriakb.render.safe import safe

        sys.stderr.write(f"{safe(note)}\n")
    if shown.exit_code:
        raise typer.Exit(shown.exit_code)


def opened(base: store.Base) -> sqlite3.Connection:
    """Open the index, with a bar on a terminal while much has to be read."""
    reading = Reading()
    try:
        return index.open_index(base, reading)
    finally:
        reading.end()


class _Shown(NamedTuple):
    text: str
    notes: list[str]
    exit_code: int


def _answered(
    ask: Callable[[Opened], Answer | Dossier], base: store.Base, db: sqlite3.Connection, view: View
) -> _Shown:
    kb = Opened(db, moment(db, view.as_of, view.known_by), base.folder)
    found = ask(kb)
    if isinstance(found, Answer) and not FORMATS[view.format].programs:
        found = brief(found)
    text = render(view.format, found, _labels(kb, found, view), screen())
    if isinstance(found, Dossier):
        return _Shown(text, left_out(kb), 0)
    notes = [] if FORMATS[view.format].notes else [f"note: {note}" for note in found.notes]
    return _Shown(text, notes + ([] if found.answer == "check" else left_out(kb)), found.exit_code)


def _labels(kb: Opened, found: Answer | Dossier, view: View) -> Labels:
    if not FORMATS[view.format].labelled:
        return Labels({}, {}, {})
    from syriakb.queries.labels import labels

    return labels(kb.db, tables(found))


def left_out(kb: Opened) -> list[str]:
    """A warning where records with errors are left out; else nothing."""
    if not (missing := index.left_out(kb.db)):
        return []
    what = "1 record with errors is" if missing == 1 else f"{missing} records with errors are"
    return [f"warning: {what} left out of this answer. To see them: syriakb check"]


def screen() -> Screen:
    """What standard output can show: its width, and whether it takes colours and signs beyond ASCII."""
    terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    color = terminal and not os.environ.get("NO_COLOR")
    return Screen(shutil.get_terminal_size((80, 24)).columns, color, "utf" in (sys.stdout.encoding or "").lower())
