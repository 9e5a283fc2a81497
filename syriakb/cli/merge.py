"""`syriakb merge KEEP OTHER`."""

from typing import Annotated

import typer

from syriakb.cli.change import Data, DryRun, FormatOption, NoInput, show, way
from syriakb.cli.complete import records
from syriakb.edits import merging

Keep = Annotated[str, typer.Argument(metavar="KEEP", help="The actor or place that stays.", autocompletion=records)]
Other = Annotated[str, typer.Argument(metavar="OTHER", help="The one that becomes it.", autocompletion=records)]


def merge(
    keep: Keep,
    other: Other,
    data: Data = None,
    dry_run: DryRun = False,
    no_input: NoInput = False,
    format: FormatOption = "table",
) -> None:
    """Make two actors or two places one. Names are joined, and every reference to the other is rewritten."""
    show(merging.merge(way(data, dry_run=dry_run, no_input=no_input), keep, other), format, dry_run=dry_run)
