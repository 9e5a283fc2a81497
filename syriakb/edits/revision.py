"""A record rewritten by somebody: given out as text, taken back only when it is sound."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from difflib import unified_diff
from itertools import islice
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from syriakb.disk import store
from syriakb.disk.store import Base
from syriakb.edits import trial
from syriakb.edits.change import Done, Way, attempted, looked_up, writable
from syriakb.edits.trial import Draft
from syriakb.errors import ERROR, NotFoundError, Problem, SyriakbError
from syriakb.model.records import KINDS, Record
from syriakb.queries import lookup
from syriakb.text import load, splice
from syriakb.text.splice import Excerpt

Rewrite = Callable[[Path], None]  # has somebody change a file; raises SyriakbError where that fails


class _Place(NamedTuple):
    """Where a record stands: the file of its kind, and its id there."""

    kind: str
    path: str
    id: str


def revise(way: Way, name: str, rewrite: Rewrite) -> Done | None:
    """Have somebody rewrite a record, which is called so, until it is sound; None where nothing was changed.

    Raises NotFoundError, AmbiguousError, and SyriakbError with the file of what was written where it was given up.
    """
    place = looked_up(way.base, lambda db: _found(db, name))
    base = writable(way)
    before = splice.excerpt(KINDS[place.kind], place.path, store.read(base, place.path), place.id)
    folder = Path(tempfile.mkdtemp(prefix="syriakb-"))
    file = folder / f"{place.id}.yaml"
    file.write_text(before.text, encoding="utf-8")
    try:
        done = _until_sound(way, base, place, before, file, rewrite)
    except KeyboardInterrupt:
        way.asker.tell(f"What you wrote is in {file}")
        raise
    shutil.rmtree(folder, ignore_errors=True)
    return done


def _found(db: Connection, name: str) -> _Place:
    try:
        ref = lookup.record(db, name)
    except NotFoundError:
        # A record with errors is in no answer, and editing is how it gets mended.
        if path := lookup.faulty(db, name):
            return _Place(store.kind_of(path), path, name)
        raise
    return _Place(ref.kind, lookup.file_of(db, ref), ref.id)


def _until_sound(way: Way, base: Base, place: _Place, before: Excerpt, file: Path, rewrite: Rewrite) -> Done | None:
    while True:
        try:
            rewrite(file)
            new = _read(file)
            return None if new == before.text else _replaced(way, base, place, before, new)
        except SyriakbError as error:
            way.asker.tell(str(error))
            if not way.asks or not way.asker.confirm("Edit it again?", default=True):
                raise SyriakbError(f"Nothing was written. What you wrote is in {file}") from None


def _replaced(way: Way, base: Base, place: _Place, before: Excerpt, new: str) -> Done:
    """Write the new text of a record, if it is sound. Raises SyriakbError saying what is wrong."""
    record = _sound(place.kind, new)
    old, _ = _single(place.kind, before)

    def plan(base: Base) -> list[Draft]:
        was = store.read(base, place.path)
        if splice.excerpt(KINDS[place.kind], place.path, was, place.id).text != before.text:
            raise SyriakbError(f"Somebody else changed {place.id} while you did.")
        spliced = splice.replace(KINDS[place.kind], place.path, was, place.id, new)
        return [Draft(place.path, was, spliced.data, spliced.line)]

    try:
        outcome = attempted(way, base, plan, [each for each in (old, record) if each])
    except trial.RefusedError as error:
        raise SyriakbError(
            "\n".join(f"{each.file}:{each.line}: {_sentence(each)}" for each in error.problems)
        ) from None
    sentence = f"{'Would change' if way.dry_run else 'Changed'} the {place.kind} {place.id}"
    lines, line = tuple(_diff(before.text, new)), outcome.drafts[0].line
    extra = {"diff": list(lines)}
    return Done("edit", sentence, place.kind, record, base, place.path, line, outcome, lines, extra=extra)


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


def _sentence(problem: Problem) -> str:
    return " ".join(filter(None, (problem.message, problem.hint)))


def _diff(before: str, after: str) -> Iterator[str]:
    """The lines that differ with those around them, without the headings that name files and lines."""
    lines = islice(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1), 2, None)
    return (line for line in lines if not line.startswith("@@"))
