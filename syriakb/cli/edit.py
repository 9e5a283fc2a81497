"""`syriakb edit ID`."""

import inspect
import os
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Annotated, Any

import typer

from syriakb.cli import prompt
from syriakb.cli.change import Data, DryRun, FormatOption, NoInput, show, way
from syriakb.cli.complete import among, anything
from syriakb.cli.fields import option_for, signed
from syriakb.edits import amendment, revision
from syriakb.edits.form import FORMS, option
from syriakb.errors import SyriakbError, UsageError
from syriakb.model.records import attribute

Ref = Annotated[str, typer.Argument(metavar="ID", help="Any record: id, name or alias.", autocompletion=anything)]
_EDITORS = ("sensible-editor", "nano", "vi", "notepad")


_TAKEN_OUT = dict.fromkeys(option(field.name).removeprefix("--") for form in FORMS.values() for field in form)
_UNSET = Annotated[
    list[str] | None,
    typer.Option(
        "--unset",
        metavar="FIELD",
        help="Take a field out. Can be given several times.",
        autocompletion=among(_TAKEN_OUT),
    ),
]
_ID = Annotated[str | None, typer.Option("--id", hidden=True)]  # which only says how an id is changed
_SETTINGS = {"unset": _UNSET, "id": _ID, "data": Data, "dry_run": DryRun, "no_input": NoInput, "format": FormatOption}
_DEFAULTS = {"ref": inspect.Parameter.empty, "dry_run": False, "no_input": False, "format": "table"}


def edit(ref: str, **given: Any) -> None:
    """Change one record, by options or in your editor; it is checked before it is written.

    The options are those of `add`. What is given takes the place of all that the field was, of a whole list too.
    """
    unset, new, data, dry_run, no_input, format = (given.pop(name) for name in _SETTINGS)
    if new is not None:
        raise UsageError(f"A record keeps its id. To give it another one: syriakb rename {ref} {new}")
    fields = {name.rstrip("_"): value for name, value in given.items() if value not in (None, [])}
    own_way = way(data, dry_run=dry_run, no_input=no_input)
    if fields or unset:
        done = amendment.amend(own_way, ref, fields, unset or [])
    else:
        done = revision.revise(own_way, ref, _run_editor)
    if done:
        show(done, format, dry_run=dry_run)
    else:
        prompt.tell("Nothing was changed.")


_FIELDS = {attribute(field.name): option_for(field) for form in reversed(FORMS.values()) for field in form}
signed(edit, {"ref": Ref} | _FIELDS | _SETTINGS, _DEFAULTS)


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
