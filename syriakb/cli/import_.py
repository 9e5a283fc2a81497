"""`syriakb import FILE`."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from syriakb.cli.change import Data, DryRun, FormatOption, show, way
from syriakb.edits import batch, imports

File = Annotated[Path, typer.Argument(metavar="FILE", help="CSV with a header, or JSON Lines (.jsonl).")]
Map = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=COLUMN", help="Take a field from a column of another name. Repeatable."),
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help="The value where a row has none of its own. Repeatable."),
]
KeepGoing = Annotated[bool, typer.Option("--keep-going", help="Import the sound rows even where others are refused.")]
Rejects = Annotated[
    Path | None, typer.Option("--rejects", metavar="FILE", help="Where refused rows go; else beside FILE.")
]


def import_(
    file: File,
    map: Map = None,
    set: Set = None,
    keep_going: KeepGoing = False,
    rejects: Rejects = None,
    data: Data = None,
    dry_run: DryRun = False,
    format: FormatOption = "table",
) -> None:
    """Add many claims from a CSV or JSON Lines file. All of them or none, unless --keep-going."""
    wanted = batch.Import(file, imports.plan(map or [], set or []), keep_going, rejects)
    show(batch.run(way(data, dry_run=dry_run), wanted, _progress), format, dry_run=dry_run)


@contextmanager
def _progress(what: str, total: int | None) -> Iterator[Callable[[int], object]]:
    """A bar on standard error, where that is a terminal and it takes long enough to be seen."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield lambda done: progress.update(task, completed=done)
