"""Options and arguments that commands share."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

import typer

from syriakb.cli.complete import actors, records

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


_TRUST = "Whose word counts"
Without = Annotated[
    list[str] | None,
    typer.Option(
        "--without", metavar="REF", help="As if an actor, source or claim had said nothing.", rich_help_panel=_TRUST
    ),
]
Only = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="REF", help="As if nobody but these had said anything.", rich_help_panel=_TRUST),
]
Grade = Annotated[
    str | None,
    typer.Option(
        "--grade",
        metavar="GRADE",
        help="Only claims graded so or better: C3, a letter or a number.",
        rich_help_panel=_TRUST,
    ),
]
Impartial = Annotated[
    bool, typer.Option("--impartial", help="As if nobody had spoken in the own interest.", rich_help_panel=_TRUST)
]
AsOf = Annotated[str | None, _AS_OF]
KnownBy = Annotated[str | None, _KNOWN_BY]
DataFolder = Annotated[Path | None, DATA]
PngOption = Annotated[
    Path | None, typer.Option("--png", metavar="FILE", help="Write it as a picture in dots, PNG, as the SVG shows it.")
]
WithDenied = Annotated[bool, typer.Option("--with-denied", help="Relations that are only denied too, marked as such.")]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", "-o", metavar="FILE", help="Where to write it; - is standard output, as without it."),
]
