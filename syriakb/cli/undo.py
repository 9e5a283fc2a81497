"""`syriakb undo`."""

from syriakb.cli.change import Data, DryRun, FormatOption, NoInput, show, way
from syriakb.edits import undoing


def undo(data: Data = None, dry_run: DryRun = False, no_input: NoInput = False, format: FormatOption = "table") -> None:
    """Take back the last change that was made here with this tool. Again, the one before it."""
    show(undoing.undo(way(data, dry_run=dry_run, no_input=no_input)), format, dry_run=dry_run)
