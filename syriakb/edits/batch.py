"""A file of rows imported: all of them or none, or with leave to go on, as many as are sound."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from sqlite3 import Connection
from typing import Any, NamedTuple, TypeAlias

from syriakb.disk import outlet
from syriakb.disk.store import Base
from syriakb.edits import imports, trial
from syriakb.edits.change import Done, Told, Way, attempted, looked_up, shown_path, writable
from syriakb.edits.entry import random_id, slug
from syriakb.edits.imports import ColumnMap, FileRow, Made, Refused
from syriakb.edits.trial import Draft, Outcome
from syriakb.errors import StoreError, SyriakbError, UsageError, WrittenError
from syriakb.model.records import Record
from syriakb.text import write

Progress: TypeAlias = Callable[[str, int | None], AbstractContextManager[Callable[[int], object]]]
_SHOWN, _NAMES = 5, 20  # refused rows, and names that nobody has, that are told


class Import(NamedTuple):
    """What to import: a file, what its columns and constants are, and what becomes of rows that are refused.

    They go to `rejects`, or without it beside the file; with `keep_going` the others are imported all the same.
    """

    file: Path
    columns: ColumnMap
    keep_going: bool
    rejects: Path | None

    @property
    def beside(self) -> Path:
        """The file that refused rows go to."""
        return self.rejects or self.file.with_name(f"{self.file.stem}.rejects{self.file.suffix}")


class _Sorted(NamedTuple):
    """Rows as they came out: those that became claims, those refused, the names that nobody has and how often."""

    made: list[Made]
    refused: list[Refused]
    unresolved: dict[str, int]


def run(way: Way, batch: Import, progress: Progress) -> Done:
    """Import a batch. `progress` shows how far it has come, given what is done and how many rows there are.

    Raises UsageError, and SyriakbError where nothing was written since rows were refused.
    """
    columns, rows = _rows(way, batch)
    base = writable(way)
    found = looked_up(base, lambda db: _made(db, way, batch.columns, rows, progress))
    stem, today = slug(batch.file.stem)[:40] or "import", date.today().isoformat()
    path = f"claims/{today}-{stem}-{random_id('i')[2:6]}.jsonl"
    outcome, found = _reserved(way, base, batch, path, columns, found, progress)
    if outcome is None:
        what = f"{_counted(len(found.refused))} of {len(rows)} {'was' if len(found.refused) == 1 else 'were'} refused"
        hint = " To import the others: --keep-going." if found.made else ""
        raise SyriakbError(f"{what}, so nothing was written.{hint}")
    extra = _extra(found, batch.beside if found.refused and not way.dry_run else None)
    return Done("import", _sentence(way, found), "claim", None, base, path, 1, outcome, extra=extra)


def _rows(way: Way, batch: Import) -> tuple[list[str], list[FileRow]]:
    if batch.beside.resolve() == batch.file.resolve():
        raise UsageError(f"{batch.beside} is the file to import. Name another one for the rows that are refused.")
    columns, rows = imports.read(str(batch.file), _bytes(batch.file))
    if unused := imports.fitting(batch.columns, columns):
        which = "these columns" if unused[1:] else "the column"
        way.asker.tell(f"note: Nothing is taken from {which}: {', '.join(unused)}.")
    return columns, rows


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SyriakbError(f"{file} cannot be read: {(error.strerror or str(error)).lower()}.") from None


def _made(db: Connection, way: Way, columns: ColumnMap, rows: list[FileRow], progress: Progress) -> _Sorted:
    maker = imports.Maker(db, columns, lambda: random_id("c"))
    made: list[Made] = []
    refused: list[Refused] = []
    with progress("Reading", len(rows)) as tick:
        for at, row in enumerate(rows):
            done = maker.make(row)
            if isinstance(done, Refused):
                refused.append(done)
            else:
                made.append(done)
            if at % 1000 == 0:
                tick(at)
    if again := imports.repeated(db, made):
        say = "says" if again == 1 else "say"
        way.asker.tell(f"warning: {_counted(again)} {say} word for word what a claim says already.")
    return _Sorted(made, refused, dict(maker.unresolved.most_common()))


def _reserved(
    way: Way, base: Base, batch: Import, path: str, columns: list[str], found: _Sorted, progress: Progress
) -> tuple[Outcome[Told] | None, _Sorted]:
    """Write the sound rows and those refused, whose place is held before anything is written.

    So no import is half told for want of a place. Raises WrittenError where something was written and not all told.
    """
    outcome = None
    try:
        at_once = not way.dry_run and bool(batch.rejects or batch.keep_going)
        with outlet.reserved(batch.beside, at_once=at_once) as put:
            outcome, found = _written(way, base, path, found, progress, keep_going=batch.keep_going)
            if found.refused and not way.dry_run:
                put(imports.rejects(str(batch.file), columns, found.refused))
        _tell_refused(way, found, batch.beside)
    except (StoreError, OSError) as error:
        if outcome is None or way.dry_run:
            raise
        reason = error if isinstance(error, StoreError) else f"More could not be told: {error.strerror}."
        raise WrittenError(f"{_sentence(way, found)}, {shown_path(base, path)}. {reason}") from None
    return outcome, found


def _written(
    way: Way, base: Base, path: str, found: _Sorted, progress: Progress, *, keep_going: bool
) -> tuple[Outcome[Told] | None, _Sorted]:
    """Write the sound rows, all or with `keep_going` as many as are; None where nothing was written."""
    while found.made:
        # Even when nothing will be written, the rest is tried, so that one run tells all that is wrong.
        vain = bool(found.refused) and not keep_going
        try:
            with progress("Checking", None):
                outcome = _tried(way._replace(dry_run=way.dry_run or vain), base, path, found.made)
        except trial.RefusedError as error:
            found = _without(found, error, path)
        else:
            return (None if vain else outcome), found
    return None, found


def _tried(way: Way, base: Base, path: str, made: list[Made]) -> Outcome[Told]:
    lines = "".join(f"{write.json_record(each.raw)}\n" for each in made)
    drafts = [Draft(path, None, lines.encode(), 1)]
    records: list[Record] = list(imports.touching(made))
    return attempted(way, base, lambda _: drafts, records)


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


def _tell_refused(way: Way, found: _Sorted, beside: Path) -> None:
    for each in found.refused[:_SHOWN]:
        way.asker.tell(f"line {each.row.line}: {each.reason}")
    if len(found.refused) > _SHOWN:
        way.asker.tell(f"... and {len(found.refused) - _SHOWN:,} more.")
    if found.refused and found.unresolved:
        names = [f"{name} ({_counted(count)})" for name, count in list(found.unresolved.items())[:_NAMES]]
        more = [f"and {len(found.unresolved) - _NAMES} more"] if len(found.unresolved) > _NAMES else []
        way.asker.tell(f"Names that nobody has: {'; '.join([*names, *more])}.")
    if found.refused and not way.dry_run:
        way.asker.tell(f"Refused rows are in {beside}, with the reasons.")


def _extra(found: _Sorted, rejects: Path | None) -> dict[str, Any]:
    return {
        "imported": len(found.made),
        "rejected": len(found.refused),
        "rejects": str(rejects) if rejects else None,
        "unresolved": [{"name": name, "rows": rows} for name, rows in found.unresolved.items()],
    }


def _sentence(way: Way, found: _Sorted) -> str:
    count = len(found.made)
    return f"{'Would import' if way.dry_run else 'Imported'} {count:,} {'claim' if count == 1 else 'claims'}"


def _counted(rows: int) -> str:
    return f"{rows:,} {'row' if rows == 1 else 'rows'}"
