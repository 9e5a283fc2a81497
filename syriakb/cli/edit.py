"""`syriakb edit ID`."""

import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from difflib import unified_diff
from itertools import islice
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from syriakb.cli import prompt
from syriakb.cli.change import (
    Data,
    DryRun,
    Format,
    FormatOption,
    NoInput,
    Report,
    Told,
    looked_up,
    show,
    watch,
    writable,
)
from syriakb.cli.complete import records
from syriakb.cli.output import screen
from syriakb.disk import store
from syriakb.disk.store import Base
from syriakb.edits import trial
from syriakb.edits.trial import Draft, Outcome
from syriakb.errors import ERROR, NotFoundError, Problem, SyriakbError
from syriakb.model.records import KINDS, Record
from syriakb.queries import lookup
from syriakb.render.safe import safe
from syriakb.text import load, splice
from syriakb.text.splice import Excerpt

Ref = Annotated[str, typer.Argument(metavar="ID", help="Any record: id, name or alias.", autocompletion=records)]
_EDITORS = ("sensible-editor", "nano", "vi", "notepad")


class _Place(NamedTuple):
    """Where a record stands: the file of its kind, and its id there."""

    kind: str
    path: str
    id: str


def edit(
    ref: Ref,
    data: Data = None,
    dry_run: DryRun = False,
    no_input: NoInput = False,
    format: FormatOption = "table",
) -> None:
    """Change one record in your editor; it is checked before it is written."""
    place = _place(store.find(data), ref)
    base = writable(data, dry_run=dry_run)
    before = splice.excerpt(KINDS[place.kind], place.path, store.read(base, place.path), place.id)
    folder = Path(tempfile.mkdtemp(prefix="syriakb-"))
    file = folder / f"{place.id}.yaml"
    file.write_text(before.text, encoding="utf-8")
    try:
        done = _until_sound(base, place, before, file, dry_run=dry_run, asks=prompt.interactive(no_input))
    except KeyboardInterrupt:
        prompt.tell(f"What you wrote is in {file}")
        raise
    shutil.rmtree(folder, ignore_errors=True)
    if done is None:
        prompt.tell("Nothing was changed.")
        return
    _show(base, place, before, done, format, dry_run=dry_run)


def _until_sound(
    base: Base, place: _Place, before: Excerpt, file: Path, *, dry_run: bool, asks: bool
) -> "_Done | None":
    while True:
        try:
            _run_editor(file)
            return _attempt(base, place, before, file, dry_run=dry_run)
        except SyriakbError as error:
            prompt.tell(str(error))
            if not asks or not prompt.confirm("Edit it again?", default=True):
                raise SyriakbError(f"Nothing was written. What you wrote is in {file}") from None


class _Done(NamedTuple):
    text: str
    record: Record
    outcome: Outcome[Told]


def _place(base: Base, name: str) -> _Place:
    return looked_up(base, lambda db: _found(db, name))


def _found(db: sqlite3.Connection, name: str) -> _Place:
    try:
        ref = lookup.record(db, name)
    except NotFoundError:
        # A record with errors is in no answer, and editing is how it gets mended.
        if path := lookup.faulty(db, name):
            return _Place(store.kind_of(path), path, name)
        raise
    return _Place(ref.kind, lookup.file_of(db, ref), ref.id)


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


def _attempt(base: Base, place: _Place, before: Excerpt, file: Path, *, dry_run: bool) -> _Done | None:
    """Write what the editor left, if it is sound. Raises SyriakbError saying what is wrong."""
    new = _read(file)
    if new == before.text:
        return None
    record = _sound(place.kind, new)
    old, _ = _single(place.kind, before)

    def plan(base: Base) -> list[Draft]:
        was = store.read(base, place.path)
        if splice.excerpt(KINDS[place.kind], place.path, was, place.id).text != before.text:
            raise SyriakbError(f"Somebody else changed {place.id} while you did.")
        spliced = splice.replace(KINDS[place.kind], place.path, was, place.id, new)
        return [Draft(place.path, was, spliced.data, spliced.line)]

    touched = [each for each in (old, record) if each]
    try:
        outcome = trial.make(base, plan, watch(touched), dry_run=dry_run, say=prompt.tell)
    except trial.RefusedError as error:
        raise SyriakbError(_listed(error.problems)) from None
    return _Done(new, record, outcome)


def _single(kind: str, excerpt: Excerpt) -> tuple[Record | None, list[Problem]]:
    """The record of an excerpt, None where it is not sound, and what is wrong with it."""
    found = list(load.load(KINDS[kind], "record.yaml", excerpt.text.encode()))
    sound = [each.record for each in found if isinstance(each, load.Entry)]
    return (sound[0] if len(sound) == 1 else None), [each for each in found if isinstance(each, Problem)]


def _sound(kind: str, new: str) -> Record:
    record, problems = _single(kind, Excerpt(new, 1, {}))
    if errors := [problem for problem in problems if problem.severity == ERROR]:
        raise SyriakbError("\n".join(f"Line {each.line}: {_sentence(each)}" for each in errors))
    if record is None:
        raise SyriakbError("The text must hold this one record. To take a claim back: syriakb retract ID --reason TEXT")
    return record


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SyriakbError("The text is not UTF-8. Save it as UTF-8.") from None
    except OSError as error:
        raise SyriakbError(f"The text cannot be read: {error.strerror}.") from None


def _listed(problems: tuple[Problem, ...]) -> str:
    return "\n".join(f"{problem.file}:{problem.line}: {_sentence(problem)}" for problem in problems)


def _sentence(problem: Problem) -> str:
    return " ".join(filter(None, (problem.message, problem.hint)))


def _show(base: Base, place: _Place, before: Excerpt, done: _Done, format_name: Format, *, dry_run: bool) -> None:
    lines = list(_diff(before.text, done.text))
    if format_name == "table":
        sys.stdout.write("".join(f"{_coloured(line)}\n" for line in lines) + "\n")
    sentence = f"{'Would change' if dry_run else 'Changed'} the {place.kind} {place.id}"
    line = done.outcome.drafts[0].line
    report = Report("edit", sentence, place.kind, done.record, place.path, line, {"diff": lines})
    show(report, done.outcome, base, format_name, dry_run=dry_run)


def _diff(before: str, after: str) -> Iterator[str]:
    """The lines that differ with those around them, without the headings that name files and lines."""
    lines = islice(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1), 2, None)
    return (line for line in lines if not line.startswith("@@"))


def _coloured(line: str) -> str:
    code = {"+": "32", "-": "31"}.get(line[:1])
    return f"\x1b[{code}m{safe(line)}\x1b[0m" if code and screen().color else safe(line)
