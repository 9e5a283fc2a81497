"""What this knowledge base is, and the problems that it has."""

from pathlib import Path
from sqlite3 import Connection

from syriakb.answers import Answer, Column
from syriakb.disk.store import stray_files
from syriakb.errors import ERROR, WARNING, Problem
from syriakb.model.dates import day_text
from syriakb.queries.control.capitals import CAPITAL, counts
from syriakb.queries.control.states import now
from syriakb.queries.moment import Opened
from syriakb.queries.records import outlines

_COUNTED = ("actor", "place", "alliance", "source", "claim", "predicate")
_WHERE = "SELECT f.path, c.line, c.col FROM claim AS c JOIN file AS f ON f.id = c.file WHERE c.id = ?"
PROBLEM = (
    Column("severity", "Severity"),
    Column("code", "Code"),
    Column("file", "File"),
    Column("line", "Line", "number"),
    Column("column", "Column", "number"),
    Column("message", "Message", "wide"),
    Column("hint", "Hint", "wide"),
)


def info(kb: Opened) -> Answer:
    """The title, the folder, the day and the size of the knowledge base."""
    title, about = kb.db.execute("SELECT title, about FROM kb").fetchone() or ("without a title", None)
    sizes = ((f"{kind}s", kb.db.execute(f"SELECT COUNT(*) FROM {kind}").fetchone()[0]) for kind in _COUNTED)
    rows = (("title", title), ("about", about), ("folder", kb.folder), ("as of", day_text(kb.at.as_of)), *sizes)
    columns = (Column("what", "What"), Column("value", "Value", "wide"))
    return Answer("info", title, columns, tuple((what, _text(value)) for what, value in rows), **kb.at.stamp)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def suggestions(kb: Opened) -> list[str]:
    """Questions worth asking of this knowledge base first, as commands."""
    actor = _most(kb.db, "SELECT subject AS id FROM relation_fact UNION ALL SELECT object FROM relation_fact")
    place = _most(kb.db, "SELECT place AS id FROM control_fact")
    capital = kb.db.execute("SELECT 1 FROM place WHERE kind = ?", (CAPITAL,)).fetchone()
    questions = ["capitals --by-controller" if capital else "control"]
    questions += [f"allies {actor}", f"relations {actor}", "backing"] if actor else []
    questions += [f"show {place}"] if place else []
    return [f"syriakb {question}" for question in (*questions, "claims")]


def _most(db: Connection, ids: str) -> str | None:
    row = db.execute(f"SELECT id FROM ({ids}) AS ends GROUP BY id ORDER BY COUNT(*) DESC, id LIMIT 1").fetchone()
    return row[0] if row else None


def problems(kb: Opened) -> Answer:
    """Every problem of the data, errors first. The answer's exit code is 1 where there are errors."""
    found = kb.db.execute("SELECT severity, code, file, line, col, message, hint FROM problem")
    rows = [Problem(*row) for row in found]
    rows += [_stray(path) for path in stray_files(kb.folder)] + _counted(kb)
    rows += outlines.problems(kb)
    rows.sort(key=lambda problem: (problem.severity != ERROR, problem.file, problem.line, problem.column))
    errors = sum(1 for problem in rows if problem.severity == ERROR)
    notes = (f"{_number(errors, 'error')}, {_number(len(rows) - errors, 'warning')}.",)
    empty = None if rows else "Nothing is wrong with the data."
    return Answer(
        "check",
        "Problems of the data",
        PROBLEM,
        tuple(_shown(kb, p) for p in rows),
        notes,
        empty=empty,
        exit_code=min(errors, 1),
    )


def _shown(kb: Opened, problem: Problem) -> tuple[object, ...]:
    """A problem's row."""
    return (problem.severity, problem.code, shown_path(kb, problem.file), *problem[3:7])


def shown_path(kb: Opened, path: str) -> str:
    """A file of the knowledge base as somebody would type it where they are."""
    file = kb.folder / path
    here = Path.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)


def _number(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"


def _stray(path: str) -> Problem:
    hint = "Each kind of record has its file or folder. More: syriakb help data-model"
    return Problem(WARNING, "unread-file", path, 1, 1, "This file is not read.", hint)


def _counted(kb: Opened) -> list[Problem]:
    """Counts in sources that the records do not bear out."""
    capitals = [row[0] for row in kb.db.execute("SELECT id FROM place WHERE kind = ?", (CAPITAL,))]
    found = []
    for count in counts(kb.db, kb.at, now(kb.db, kb.at, capitals)):
        if count.claimed != count.given:
            file, line, column = kb.db.execute(_WHERE, (count.claim,)).fetchone()
            message = f"{count.claim} counts {count.claimed} for {count.name}, but the records give {count.given}."
            hint = "A record may be missing, or the source counts otherwise; say so in a note."
            found.append(Problem(WARNING, "count-mismatch", file, line, column, message, hint, count.claim))
    return found
