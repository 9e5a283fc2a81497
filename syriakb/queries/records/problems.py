"""The problems of the data: what the index holds of them, and what only a question or a look at the folder finds."""

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from syriakb.answers import Answer, Column
from syriakb.disk.store import Base, stray_files
from syriakb.errors import ERROR, HINT, WARNING, Problem
from syriakb.index import audit
from syriakb.index import open as index
from syriakb.queries.control.capitals import called, counts
from syriakb.queries.control.states import now
from syriakb.queries.moment import Opened
from syriakb.queries.records import anchored, outlines, rulings

_PLACE = re.compile(r":\d+(?::\d+)?")
_WHERE = "SELECT f.path, c.line, c.col FROM claim AS c JOIN file AS f ON f.id = c.file WHERE c.id = ?"
_MENDED = (
    "The index, which answers are read from, was damaged or differed from the files. It was built anew just now;"
    " earlier answers may have been wrong."
)
PROBLEM = (
    Column("severity", "Severity"),
    Column("code", "Code"),
    Column("file", "File"),
    Column("line", "Line", "number"),
    Column("column", "Column", "number"),
    Column("message", "Message", "wide"),
    Column("hint", "Hint", "wide"),
)


class Filter(NamedTuple):
    """Which problems are asked for: of which severity, of which codes, in which file or folder; None for any."""

    severity: str | None = None
    codes: tuple[str, ...] = ()
    file: Path | None = None


def problems(kb: Opened, wanted: Filter = Filter(), *, all_of_a_code: bool = False) -> Answer:  # noqa: B008 - immutable
    """The problems of the data, errors first. The answer's exit code is 1 where errors are among them.

    Shown to people it has the first few of each code, unless `all_of_a_code`, or one is asked for. The index itself is
    held against the files too. Raises DatabaseError where it is damaged or differs: to be asked of one built anew.
    """
    if not kb.mended and not index.published(kb.db):
        audit.hold(kb.db, Base(kb.folder))
    notes = (_MENDED,) if kb.mended else ()
    return _told(kb, _every(kb, wanted), wanted, "Problems of the data", all_of_a_code=all_of_a_code, notes=notes)


def added(kb: Opened, before: Opened, after: Opened, wanted: Filter, title: str, *, all_of_a_code: bool) -> Answer:
    """The problems of a later state that an earlier one has not, whatever line they stand on; files as in `kb`."""
    left = Counter(map(_sense, _every(before, wanted)))
    new = []
    for problem in sorted(_every(after, wanted), key=_order):
        left[_sense(problem)] -= 1
        if left[_sense(problem)] < 0:
            new.append(problem)
    return _told(kb, new, wanted, title, all_of_a_code=all_of_a_code)


def _sense(problem: Problem) -> tuple[str | None, ...]:
    """What tells two problems apart that stand elsewhere by now: a record may have moved to another file, too."""
    return (problem.code, _PLACE.sub("", problem.message), problem.record or problem.file)


def _told(
    kb: Opened, found: list[Problem], wanted: Filter, title: str, *, all_of_a_code: bool, notes: tuple[str, ...] = ()
) -> Answer:
    rows = sorted((each for each in found if _asked(kb, wanted, each)), key=_order)
    errors = sum(1 for problem in rows if problem.severity == ERROR)
    counted = f"{_number(errors, 'error')}, {_number(len(rows) - errors, 'warning')}."
    if wanted.severity == HINT:
        counted = f"{_number(len(rows), 'hint')}: nothing is wrong, but somebody may want to look again."
    nothing = "Nothing is wrong with the data." if wanted == Filter() else "There is no such problem."
    return Answer(
        "check",
        title,
        PROBLEM,
        tuple(_shown(kb, problem) for problem in rows),
        (counted, *notes),
        empty=None if rows else nothing,
        exit_code=min(errors, 1),
        few=None if all_of_a_code or wanted.codes else "code",
    )


def _every(kb: Opened, wanted: Filter) -> list[Problem]:
    """All there are; hints alone, since they are shown to nobody who does not ask for them."""
    if wanted.severity == HINT:
        from syriakb.queries.records.hints import hints

        return list(hints(kb))
    known = [*index.problems(kb.db), *rulings.problems(kb.db), *_counted(kb)]
    if index.published(kb.db):  # there are no files to look at
        return known
    strays = [_stray(path) for path in stray_files(kb.folder)]
    return [*known, *strays, *outlines.problems(kb), *anchored.problems(kb)]


def _order(problem: Problem) -> tuple[object, ...]:
    return (problem.severity != ERROR, problem.file, problem.line, problem.column, problem.code)


def _asked(kb: Opened, wanted: Filter, problem: Problem) -> bool:
    if wanted.severity not in (None, problem.severity) or (wanted.codes and problem.code not in wanted.codes):
        return False
    if wanted.file is None:
        return True
    # As it stands from where somebody is, or within the knowledge base.
    places = {wanted.file.resolve(), (kb.folder / wanted.file).resolve()}
    file = (kb.folder / problem.file).resolve()
    return not places.isdisjoint((file, *file.parents))


def _shown(kb: Opened, problem: Problem) -> tuple[object, ...]:
    """A problem's row."""
    return (problem.severity, problem.code, shown_path(kb, problem.file), *problem[3:7])


def shown_path(kb: Opened, path: str) -> str:
    """A file of the knowledge base as somebody would type it where they are."""
    if index.published(kb.db):
        return path
    file = kb.folder / path
    here = Path.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)


def _number(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"


def _stray(path: str) -> Problem:
    hint = "Each kind of record has its file or folder, of .yaml or .jsonl files. More: syriakb help data-model"
    message = f"This {'folder' if path.endswith('/') else 'file'} is not read."
    return Problem(WARNING, "unread-file", path, 1, 1, message, hint)


def _counted(kb: Opened) -> list[Problem]:
    """Counts in sources that the records do not bear out."""
    capitals = [row[0] for row in kb.db.execute("SELECT id FROM place WHERE kind = ?", (called(kb.db).kind,))]
    found = []
    for count in counts(kb.db, kb.at, now(kb.db, kb.at, capitals)):
        if count.claimed != count.given:
            file, line, column = kb.db.execute(_WHERE, (count.claim,)).fetchone()
            message = f"{count.claim} counts {count.claimed} for {count.name}, but the records give {count.given}."
            hint = "A record may be missing, or the source counts otherwise; say so in a note."
            found.append(Problem(WARNING, "count-mismatch", file, line, column, message, hint, count.claim))
    return found
