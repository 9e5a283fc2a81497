"""`syriakb remove ID`."""

from typing import Annotated

import typer

from syriakb.cli.change import Data, DryRun, FormatOption, NoInput, show, way
from syriakb.cli.complete import anything
from syriakb.edits import removal

Ref = Annotated[str, typer.Argument(metavar="ID", help="An actor, place, source or alliance.", autocompletion=anything)]


def remove(
    ref: Ref,
    data: Data = None,
    dry_run: DryRun = False,
    no_input: NoInput = False,
    format: FormatOption = "table",
) -> None:
    """Remove a record that no other refers to. Claims are taken back instead: syriakb retract ID."""
    show(removal.remove(way(data, dry_run=dry_run, no_input=no_input), ref), format, dry_run=dry_run)
