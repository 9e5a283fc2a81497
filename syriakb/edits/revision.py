"""A record rewritten by somebody: given out as text, taken back only when it is sound."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from difflib import unified_diff
from itertools import islice
from pathlib import Path

from syriakb.disk import store
from syriakb.disk.store import Base
from syriakb.edits import standing, trial
from syriakb.edits.change import Done, Way, attempted, looked_up, writable
from syriakb.edits.standing import Place
from syriakb.edits.trial import Draft
from syriakb.edits.wording import Wording
from syriakb.errors import ERROR, Problem, SyriakbError
from syriakb.model.records import KINDS, Claim, Record
from syriakb.text import load, splice
from syriakb.text.splice import Excerpt, Spliced

Rewrite = Callable[[Path], None]  # has somebody change a file; raises SyriakbError where that fails


def revise(way: Way, name: str, rewrite: Rewrite) -> Done | None:
    """Have somebody rewrite a record, which is called so, until it is sound; None where nothing was changed.

    Raises NotFoundError, AmbiguousError, and SyriakbError with the file of what was written where it was given up.
    """
    place = looked_up(way.base, lambda db: standing.found(db, name))
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


def _until_sound(way: Way, base: Base, place: Place, before: Excerpt, file: Path, rewrite: Rewrite) -> Done | None:
    while True:
        try:
            rewrite(file)
            new = _read(file)
            return None if new == before.text else _replaced(way, base, place, before, new)
        except SyriakbError as error:
            way.asker.tell(str(error))
            if not way.asks or not way.asker.confirm("Edit it again?", default=True):
                raise SyriakbError(f"Nothing was written. What you wrote is in {file}") from None


def _replaced(way: Way, base: Base, place: Place, before: Excerpt, new: str) -> Done:
    """Write the new text of a record, if it is sound. Raises SyriakbError saying what is wrong."""
    record = _sound(place, new)
    old, _ = _single(place.kind, before)
    if isinstance(record, Claim) and (fault := Wording(base.folder).fault(record.source, record.statement)):
        raise SyriakbError(fault)
    spliced: list[Spliced] = []

    def plan(base: Base) -> list[Draft]:
        was = store.read(base, place.path)
        if splice.excerpt(KINDS[place.kind], place.path, was, place.id).text != before.text:
            raise SyriakbError(f"Somebody else changed {place.id} while you did.")
        spliced.append(splice.replace(KINDS[place.kind], place.path, was, place.id, new))
        return [Draft(place.path, was, *spliced[-1])]

    try:
        outcome = attempted(
            way,
            base,
            plan,
            place.what("edit", "Changed"),
            [each for each in (old, record) if each],
        )
    except trial.RefusedError as error:
        said = (f"{_where(each, place, spliced[-1].line, new)}: {_sentence(each)}" for each in error.problems)
        raise SyriakbError("\n".join(said)) from None
    sentence = f"{'Would change' if way.dry_run else 'Changed'} the {place.kind} {place.id}"
    lines, line = tuple(differing(before.text, new)), outcome.drafts[0].line
    extra = {"diff": list(lines)}
    return Done("edit", sentence, place.kind, record, base, place.path, line, outcome, lines, extra=extra)


def _where(problem: Problem, place: Place, first: int, new: str) -> str:
    """Where a fault stands: in the record itself, by the lines that its editor shows, else by file and line."""
    line = problem.line - first + 1
    if (problem.file, problem.record) == (place.path, place.id) and 1 <= line <= new.count("\n") + 1:
        return f"Line {line}" if not place.path.endswith(".jsonl") else place.id
    return f"{problem.file}:{problem.line}"


def _single(kind: str, excerpt: Excerpt) -> tuple[Record | None, list[Problem]]:
    """The record of an excerpt, None where it is not sound, and what is wrong with it."""
    found = list(load.load(KINDS[kind], "record.yaml", excerpt.text.encode()))
    sound = [each.record for each in found if isinstance(each, load.Entry)]
    return (sound[0] if len(sound) == 1 else None), [each for each in found if isinstance(each, Problem)]


def _sound(place: Place, new: str) -> Record:
    record, problems = _single(place.kind, Excerpt(new, 1, {}))
    if errors := [problem for problem in problems if problem.severity == ERROR]:
        raise SyriakbError("\n".join(f"Line {each.line}: {_sentence(each)}" for each in errors))
    if record is None:
        gone = f"retract {place.id} --reason TEXT" if place.kind == "claim" else f"remove {place.id}"
        raise SyriakbError(f"The text must hold this one record. To take it back: syriakb {gone}")
    if getattr(record, "id", None) != place.id:
        raise SyriakbError(f"A record keeps its id. To give it another one: syriakb rename {place.id} NEW")
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


def differing(before: str, after: str) -> Iterator[str]:
    """The lines that differ with those around them, without the headings that name files and lines."""
    lines = islice(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1), 2, None)
    return (line for line in lines if not line.startswith("@@"))
