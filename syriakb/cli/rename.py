"""`syriakb rename OLD NEW`."""

from typing import Annotated

import typer

from syriakb.cli.change import Data, DryRun, FormatOption, NoInput, show, way
from syriakb.cli.complete import anything
from syriakb.edits import renaming

Old = Annotated[str, typer.Argument(metavar="OLD", help="Any record: id, name or alias.", autocompletion=anything)]
New = Annotated[str, typer.Argument(metavar="NEW", help="Its new id, which nobody has.")]


def rename(
    old: Old,
    new: New,
    data: Data = None,
    dry_run: DryRun = False,
    no_input: NoInput = False,
    format: FormatOption = "table",
) -> None:
    """Give a record another id, and rewrite every reference to it. What it is called: syriakb edit ID --name TEXT."""
    show(renaming.rename(way(data, dry_run=dry_run, no_input=no_input), old, new), format, dry_run=dry_run)
