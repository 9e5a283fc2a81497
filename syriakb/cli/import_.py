"""`syriakb import FILE`."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from syriakb.cli import prompt
from syriakb.cli.change import (
    Data,
    DryRun,
    Format,
    FormatOption,
    Report,
    Told,
    looked_up,
    show,
    shown_path,
    watch,
    writable,
)
from syriakb.cli.entry import random_id, slug
from syriakb.disk import outlet
from syriakb.disk.store import Base
from syriakb.edits import imports, trial
from syriakb.edits.imports import Made, Refused, Row
from syriakb.edits.trial import Draft, Outcome
from syriakb.errors import StoreError, SyriakbError, UsageError, WrittenError
from syriakb.model.records import Record
from syriakb.text import write

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
_SHOWN = 5


class _Sorted(NamedTuple):
    """Rows as they came out: those that became claims, those refused, the names that nobody has and how often."""

    made: list[Made]
    refused: list[Refused]
    unresolved: dict[str, int]


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
    plan = imports.plan(map or [], set or [])
    beside = rejects or file.with_name(f"{file.stem}.rejects{file.suffix}")
    if beside.resolve() == file.resolve():
        raise UsageError(f"{beside} is the file to import. Name another one for the rows that are refused.")
    columns, rows = imports.read(str(file), _bytes(file))
    if unused := imports.fitting(plan, columns):
        prompt.tell(
            f"note: Nothing is taken from {'these columns' if unused[1:] else 'the column'}: {', '.join(unused)}."
        )
    base = writable(data, dry_run=dry_run)
    found = _made(base, plan, rows)
    path = f"claims/{date.today().isoformat()}-{slug(file.stem)[:40] or 'import'}-{random_id('i')[2:6]}.jsonl"
    outcome = None
    try:
        # The place is held before anything is written, so that no import is half told for want of one.
        with outlet.reserved(beside, at_once=not dry_run and bool(rejects or keep_going)) as put:
            outcome, found = _written(base, path, found, keep_going=keep_going, dry_run=dry_run)
            if found.refused and not dry_run:
                put(imports.rejects(str(file), columns, found.refused))
        _tell_refused(found, beside, dry_run=dry_run)
    except (StoreError, OSError) as error:
        if outcome is None or dry_run:
            raise
        reason = error if isinstance(error, StoreError) else f"More could not be told: {error.strerror}."
        raise WrittenError(f"{_sentence(found, dry_run=False)}, {shown_path(base, path)}. {reason}") from None
    if outcome is None:
        what = f"{_rows(len(found.refused))} of {len(rows)} {'was' if len(found.refused) == 1 else 'were'} refused"
        hint = " To import the others: --keep-going." if found.made else ""
        raise SyriakbError(f"{what}, so nothing was written.{hint}")
    _show(base, path, outcome, found, beside, format, dry_run=dry_run)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SyriakbError(f"{file} cannot be read: {(error.strerror or str(error)).lower()}.") from None


def _made(base: Base, plan: imports.Plan, rows: list[Row]) -> _Sorted:
    return looked_up(base, lambda db: _made_with(db, plan, rows))


def _made_with(db: sqlite3.Connection, plan: imports.Plan, rows: list[Row]) -> _Sorted:
    maker = imports.Maker(db, plan, lambda: random_id("c"))
    made: list[Made] = []
    refused: list[Refused] = []
    with _progress("Reading", len(rows)) as tick:
        for at, row in enumerate(rows):
            done = maker.make(row)
            if isinstance(done, Refused):
                refused.append(done)
            else:
                made.append(done)
            if at % 1000 == 0:
                tick(at)
    if again := imports.repeated(db, made):
        prompt.tell(
            f"warning: {_rows(again)} {'says' if again == 1 else 'say'} word for word what a claim says already."
        )
    return _Sorted(made, refused, dict(maker.unresolved.most_common()))


def _written(
    base: Base, path: str, found: _Sorted, *, keep_going: bool, dry_run: bool
) -> tuple[Outcome[Told] | None, _Sorted]:
    """Write the sound rows, all or with `keep_going` as many as are; None where nothing was written."""
    while found.made:
        # Even when nothing will be written, the rest is tried, so that one run tells all that is wrong.
        vain = bool(found.refused) and not keep_going
        try:
            with _progress("Checking", None):
                outcome = _tried(base, path, found.made, dry_run=dry_run or vain)
        except trial.RefusedError as error:
            found = _without(found, error, path)
        else:
            return (None if vain else outcome), found
    return None, found


def _tried(base: Base, path: str, made: list[Made], *, dry_run: bool) -> Outcome[Told]:
    lines = "".join(f"{write.json_record(each.raw)}\n" for each in made)
    drafts = [Draft(path, None, lines.encode(), 1)]
    records: list[Record] = list(imports.touching(made))
    return trial.make(base, lambda _: drafts, watch(records), dry_run=dry_run, say=prompt.tell)


def _without(found: _Sorted, error: trial.RefusedError, path: str) -> _Sorted:
    """The same with the rows refused that the knowledge base does not take. Raises where it is none of them."""
    reasons: dict[int, list[str]] = {}
    for problem in error.problems:
        if problem.file != path:
            raise SyriakbError(f"{error} Nothing was written.") from None
        reasons.setdefault(problem.line, []).append(" ".join(filter(None, (problem.message, problem.hint))))
    made = [each for line, each in enumerate(found.made, 1) if line not in reasons]
    refused = [Refused(each.row, " ".join(reasons[line])) for line, each in enumerate(found.made, 1) if line in reasons]
    ordered = sorted([*found.refused, *refused], key=lambda each: each.row.line)
    return found._replace(made=made, refused=ordered)


def _tell_refused(found: _Sorted, beside: Path, *, dry_run: bool) -> None:
    if not found.refused:
        return
    for each in found.refused[:_SHOWN]:
        prompt.tell(f"line {each.row.line}: {each.reason}")
    if len(found.refused) > _SHOWN:
        prompt.tell(f"... and {len(found.refused) - _SHOWN:,} more.")
    if found.unresolved:
        names = [f"{name} ({_rows(count)})" for name, count in list(found.unresolved.items())[:20]]
        more_names = len(found.unresolved) - 20
        prompt.tell(f"Names that nobody has: {'; '.join(names)}{f'; and {more_names} more' if more_names > 0 else ''}.")
    if not dry_run:
        prompt.tell(f"Refused rows are in {beside}, with the reasons.")


def _show(
    base: Base, path: str, outcome: Outcome[Told], found: _Sorted, beside: Path, format_name: Format, *, dry_run: bool
) -> None:
    count, refused = len(found.made), len(found.refused)
    extra: dict[str, Any] = {
        "imported": count,
        "rejected": refused,
        "rejects": str(beside) if refused and not dry_run else None,
        "unresolved": [{"name": name, "rows": rows} for name, rows in found.unresolved.items()],
    }
    report = Report("import", _sentence(found, dry_run=dry_run), "claim", None, path, 1, extra)
    show(report, outcome, base, format_name, dry_run=dry_run)


def _sentence(found: _Sorted, *, dry_run: bool) -> str:
    count = len(found.made)
    return f"{'Would import' if dry_run else 'Imported'} {count:,} {'claim' if count == 1 else 'claims'}"


def _rows(count: int) -> str:
    return f"{count:,} {'row' if count == 1 else 'rows'}"


@contextmanager
def _progress(what: str, total: int | None) -> Iterator[Callable[[int], object]]:
    """A bar on standard error, where that is a terminal and it takes long enough to be seen."""
    import sys

    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield lambda done: progress.update(task, completed=done)
