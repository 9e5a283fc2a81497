"""Options and arguments that commands share, and how those of a question become Typer's."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from syriakb.cli import complete
from syriakb.disk.store import place
from syriakb.questions.terms import Terms
from syriakb.questions.words import Given, Group

_COMPLETE: dict[tuple[str, ...], Any] = {
    (): None,
    ("actor",): complete.actors,
    ("place",): complete.places,
    ("actor", "place"): complete.records,
}
_DAYS = ("DATE", "FROM", "TO")
# By what the parameter is called, of those that take what is no name.
_OWN = {
    "ref": complete.anything,
    "without": complete.voices,
    "only": complete.voices,
    "source": complete.of("source"),
    "predicate": complete.of("predicate"),
    "code": complete.of("code of a problem"),
    "kind": complete.kinds,
    "rev": complete.revisions,
    "grade": complete.among([f"{letter}{number}" for letter in "ABCDEF" for number in "123456"]),
}


def option(name: str, told: Given) -> Any:
    """What Typer is told of a parameter of a question."""
    settings: dict[str, Any] = {
        "metavar": told.metavar,
        "help": told.help,
        "min": told.least,
        "max": told.most,
        "autocompletion": _OWN.get(name, complete.days_of_answers if told.metavar in _DAYS else _COMPLETE[told.names]),
        "show_default": told.default_shown,
    }
    if told.argument:
        return typer.Argument(**settings)
    called = told.option or f"--{name.replace('_', '-')}"
    return typer.Option(called, **settings, rich_help_panel=told.heading)


def limit(shown: int | None, otherwise: str) -> tuple[Any, int | None]:
    """The annotation and the default of an option for how many rows are shown: so many, or `otherwise` by format."""
    own: dict[str, Any] = {} if shown else {"show_default": otherwise}
    return Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="How many to show.", **own)], shown


def of_question(name: str, annotation: Any) -> Any:
    """The same of a parameter with what is told of it in its annotation."""
    return option(name, annotation.__metadata__[0])


ALL = Annotated[bool, typer.Option("--all", help="Show all.")]
DATA = typer.Option(
    "--data", metavar="DIR", help="The folder of the knowledge base, or the address of a server.", parser=place
)


def one_of(names: Iterable[str], parameter: Any) -> Any:
    """The annotation of a parameter that takes one of the names."""
    choice: Any = Literal[tuple(names)]
    return Annotated[choice, parameter]


AsOf = Annotated[str | None, of_question("as_of", Terms.__annotations__["as_of"])]
KnownBy = Annotated[str | None, of_question("known_by", Terms.__annotations__["known_by"])]
GroupOption = Annotated[Group, of_question("group", Group)]
DataFolder = Annotated[Path | None, DATA]
PngOption = Annotated[
    Path | None, typer.Option("--png", metavar="FILE", help="Write it as a picture in dots, PNG, as the SVG shows it.")
]
WithDenied = Annotated[bool, typer.Option("--with-denied", help="Relations that are only denied too, marked as such.")]
LabelsOption = Annotated[
    bool, typer.Option("--labels", help="In csv and markdown: names for ids, and words for grades.")
]
WideOption = Annotated[
    bool, typer.Option("--wide", help="In tables too: whose word a row is, how many sources say so, and when last.")
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", "-o", metavar="FILE", help="Where to write it; - is standard output, as without it."),
]
