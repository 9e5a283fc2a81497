"""`syriakb import FILE`."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from syriakb.cli.change import Data, DryRun, FormatOption, as_json, show, way
from syriakb.cli.complete import among, mappings
from syriakb.disk import store
from syriakb.edits import batch
from syriakb.edits.table import files, mapping, suggested, written
from syriakb.edits.table.mapping import Rules
from syriakb.errors import SyriakbError, UsageError
from syriakb.model.records import KINDS

File = Annotated[
    Path | None,
    typer.Argument(
        metavar="[FILE]", help="CSV, TSV, JSON, GeoJSON, .xlsx or filled drafts (.yaml); - is standard input."
    ),
]
Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KINDS",
        help="What the rows are: claims, actors, places, ...",
        autocompletion=among([f"{kind}s" for kind in KINDS]),
    ),
]
Mapping = Annotated[
    str | None,
    typer.Option("--mapping", metavar="NAME|FILE", help="How rows become records: a mapping.", autocompletion=mappings),
]
Map = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=COLUMN", help="Take a field from a column of another name. Repeatable."),
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help="The value where a row has none of its own. Repeatable."),
]
Sheet = Annotated[
    str | None, typer.Option("--sheet", metavar="NAME", help="Which sheet of a workbook; else the first.")
]
KeepGoing = Annotated[bool, typer.Option("--keep-going", help="Import the sound rows even where others are refused.")]
Rejects = Annotated[
    Path | None, typer.Option("--rejects", metavar="FILE", help="Where refused rows go; else beside FILE.")
]
Create = Annotated[bool, typer.Option("--create", help="Make new records of names that nobody has.")]
NamesFile = Annotated[
    Path | None, typer.Option("--names", metavar="FILE", help="A table of unknown names to decide in; made if missing.")
]
Update = Annotated[bool, typer.Option("--update", help="Change records that are there where rows differ.")]
Retract = Annotated[
    bool, typer.Option("--retract-missing", help="Take back the claims of the mapping that no row has. Needs --reason.")
]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why they are taken back.")]
Text = Annotated[
    Path | None,
    typer.Option("--text", metavar="FILE", help="The text that the claims are of: statements may not have its words."),
]
ShowMapping = Annotated[
    str | None,
    typer.Option("--show-mapping", metavar="NAME", help="Print a mapping, to begin from.", autocompletion=mappings),
]
Suggest = Annotated[
    bool, typer.Option("--suggest-mapping", help="Print a first mapping from the columns, and import nothing.")
]


def import_(
    file: File = None,
    kind: Kind = None,
    mapping: Mapping = None,
    map: Map = None,
    set: Set = None,
    sheet: Sheet = None,
    dry_run: DryRun = False,
    keep_going: KeepGoing = False,
    rejects: Rejects = None,
    create: Create = False,
    names: NamesFile = None,
    update: Update = False,
    retract_missing: Retract = False,
    reason: Reason = None,
    text: Text = None,
    show_mapping: ShowMapping = None,
    suggest_mapping: Suggest = False,
    data: Data = None,
    format: FormatOption = "table",
) -> None:
    """Add many records from a table of your own or somebody else's. All of its rows or none, unless --keep-going."""
    if show_mapping is not None or suggest_mapping:
        sys.stdout.write(_mapping_text(file, show_mapping, sheet, kind, data))
        return
    _check(retract_missing, reason)
    rules = _rules(data, kind, mapping, map or [], set or [])
    table = files.read(_file(file), sheet, rules.header)
    words = _paragraphs(text) if text else None
    wanted = batch.Import(table, _path(file), rules, keep_going, rejects, create, names, update, reason, words)
    _tell(batch.run(way(data, dry_run=dry_run), wanted, _progress), format, dry_run=dry_run)


def _mapping_text(file: Path | None, shown: str | None, sheet: str | None, kind: str | None, data: Path | None) -> str:
    """The mapping that is shown, else one that is suggested for the file."""
    if shown is not None:
        return written.text(store.find(data), shown).text
    return suggested.text(files.read(_file(file), sheet), kind)


def _paragraphs(text: Path) -> list[str]:
    from syriakb.reading.paragraphs import article

    return article(text).paragraphs


def _path(file: Path | None) -> Path:
    if file is None:
        raise UsageError("Which file? See: syriakb import --help")
    return file


def _file(file: Path | None) -> files.File:
    return files.file(_path(file), _standard_input)


def _check(retract_missing: bool, reason: str | None) -> None:
    if retract_missing != bool(reason and reason.strip()):
        raise UsageError("--retract-missing and --reason TEXT belong together: claims are taken back for a reason.")


def _tell(ended: batch.Ended, format: str, *, dry_run: bool) -> None:
    if ended.error is None:
        show(ended.done, format, dry_run=dry_run)
    elif format == "json":
        sys.stdout.writelines(as_json(ended.done, dry_run=dry_run))
    if ended.error is not None:
        raise SyriakbError(ended.error)
    if ended.refused:
        raise typer.Exit(1)


def _rules(data: Path | None, kind: str | None, name: str | None, columns: list[str], constants: list[str]) -> Rules:
    if name is None:
        return mapping.ready_made(mapping.kind_named(kind or "claims"), columns, constants)
    if kind is not None or columns or constants:
        raise UsageError("A mapping says itself what --kind, --map and --set say. Give it alone.")
    return written.rules(written.text(store.find(data), name))


def _standard_input() -> bytes:
    return sys.stdin.buffer.read()


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
