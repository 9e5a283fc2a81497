"""`syriakb edit ID`."""

import os
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Annotated

import typer

from syriakb.cli import prompt
from syriakb.cli.change import Data, DryRun, FormatOption, NoInput, show, way
from syriakb.cli.complete import records
from syriakb.edits import revision
from syriakb.errors import SyriakbError

Ref = Annotated[str, typer.Argument(metavar="ID", help="Any record: id, name or alias.", autocompletion=records)]
_EDITORS = ("sensible-editor", "nano", "vi", "notepad")


def edit(
    ref: Ref,
    data: Data = None,
    dry_run: DryRun = False,
    no_input: NoInput = False,
    format: FormatOption = "table",
) -> None:
    """Change one record in your editor; it is checked before it is written."""
    if done := revision.revise(way(data, dry_run=dry_run, no_input=no_input), ref, _run_editor):
        show(done, format, dry_run=dry_run)
    else:
        prompt.tell("Nothing was changed.")


def _run_editor(file: Path) -> None:
    """Open the file in $VISUAL or $EDITOR, and wait. Raises SyriakbError where that fails."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    try:
        words = shlex.split(named) if named else [found for each in _EDITORS if (found := shutil.which(each))][:1]
    except ValueError:
        words = []
    if not words:
        raise SyriakbError("There is no editor. Set $EDITOR to the command that opens yours.")
    try:
        status = subprocess.run([*words, str(file)], check=False).returncode
    except OSError as error:
        raise SyriakbError(f"The editor {words[0]} cannot be started: {error.strerror}. Set $EDITOR.") from None
    if status:
        raise SyriakbError(f"The editor {words[0]} ended with the status {status}.")
