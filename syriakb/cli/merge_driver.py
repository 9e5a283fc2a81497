"""`syriakb merge-driver BASE OURS THEIRS`."""

from pathlib import Path
from typing import Annotated

import typer

from syriakb.cli.output import say
from syriakb.disk import git
from syriakb.disk.replace import replace
from syriakb.errors import StoreError
from syriakb.text import threeway
from syriakb.text.parts import UncutError

Base = Annotated[Path, typer.Argument(metavar="BASE", help="The file that both sides were made of (%O).")]
Ours = Annotated[Path, typer.Argument(metavar="OURS", help="The one side, which takes the merged file (%A).")]
Theirs = Annotated[Path, typer.Argument(metavar="THEIRS", help="The other side (%B).")]
Name = Annotated[str | None, typer.Argument(metavar="[PATH]", help="What the file is called (%P); else as OURS.")]


def merge_driver(base: Base, ours: Ours, theirs: Theirs, path: Name = None) -> None:
    """Merge two versions of a file record by record; git calls it. Ends with 3 where somebody has to choose."""
    name = path or str(ours)
    was = [_read(file) for file in (base, ours, theirs)]
    try:
        texts = [data.decode() for data in was]
        merged = threeway.merge(*texts, lines_of_json=name.endswith(".jsonl"))
    except (UncutError, UnicodeDecodeError) as error:
        raise StoreError(f"{name} is not merged record by record: {error}") from None
    replace(ours, merged.text.encode(), was[1])
    for clash in merged.clashes:
        say(f"conflict: {name}: {clash}")
    if merged.clashes:
        raise typer.Exit(git.CLASHED)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise StoreError(f"{file} cannot be read: {error.strerror}.") from None
