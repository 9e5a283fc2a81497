"""Whose word counts (rule 13): an index as if claims by some voices were not there, or nothing else were.

Temporary views stand in the place of what every question reads, without the claims that are left out; so all questions
and pictures that are asked over the connection afterwards are of what is left.
"""

import re
from collections.abc import Iterable
from sqlite3 import Connection
from typing import NamedTuple

from syriakb.errors import UsageError
from syriakb.index.script import statements
from syriakb.queries import lookup
from syriakb.queries.claims import interest
from syriakb.queries.moment import Moment
from syriakb.queries.relations.ties import members
from syriakb.queries.sql import fill, run

_GRADE = re.compile(r"([A-F]?)([1-6]?)")
_KINDS = ("actor", "source", "claim")

# When the first evidence that is left of an alliance or a ruling without a start was reported, where some is left out.
_BEGUN = """
    SELECT f.row, MIN(f.known_day) FROM {0}_fact AS f WHERE f.start IS NULL AND f.row IN (
      SELECT e.row FROM left_out AS l JOIN evidence AS e ON e.claim = l.claim
    ) GROUP BY f.row"""


class Trust(NamedTuple):
    """Whose word counts: references to leave out, or to keep alone; a grade to reach; nobody's own word."""

    without: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    grade: str | None = None
    impartial: bool = False

    @property
    def filters(self) -> dict[str, object]:
        """What narrows the answer, by the names of the options."""
        given = self._asdict()
        return {name: list(value) if isinstance(value, tuple) else value for name, value in given.items() if value}

    def __str__(self) -> str:
        """The same in words, for the second line of a table."""
        words = [f"only {', '.join(self.only)}"] if self.only else []
        words += [f"without {', '.join(self.without)}"] if self.without else []
        words += [f"graded {self.grade} or better"] if self.grade else []
        words += ["nobody's own word"] if self.impartial else []
        return "; ".join(words)


def narrow(db: Connection, moment: Moment, trust: Trust) -> int:
    """Leave out of everything that is asked from now on what does not count; gives how many claims that is.

    First `only`, then the rest. Raises UsageError for what is no grade, NotFoundError, AmbiguousError.
    """
    gone: set[str] = set()
    if trust.only:
        kept = set[str]().union(*(_claims(db, moment, ref) for ref in trust.only))
        gone |= {claim for (claim,) in db.execute("SELECT id FROM claim")} - kept
    for ref in trust.without:
        gone |= _claims(db, moment, ref)
    if trust.grade is not None:
        gone |= _worse(db, trust.grade)
    if trust.impartial:
        said = db.execute("SELECT id FROM dated_claim WHERE speaker IS NOT NULL AND credibility <> 1").fetchall()
        gone |= {
            claim for claim, each in interest.now(db, moment, (claim for (claim,) in said)).items() if each == "own"
        }
    fill(db, "left_out", "claim TEXT, number INTEGER", _rows(db, gone))
    run(db, "trust.sql")
    if begun := db.execute(f"{_BEGUN.format('relation')} UNION ALL {_BEGUN.format('ruling')}").fetchall():
        fill(db, "begun", "row INTEGER, day INTEGER", begun)
        run(db, "begun.sql")
    (outlived,) = (each for each in statements("schema.sql") if "CREATE VIEW outlived" in each)
    db.execute(outlived.replace("CREATE VIEW", "CREATE TEMP VIEW", 1))
    return len(gone)


def _rows(db: Connection, claims: Iterable[str]) -> list[tuple[str, int]]:
    rows = dict(db.execute("SELECT id, row FROM claim"))
    return [(claim, rows[claim]) for claim in sorted(claims)]


def _claims(db: Connection, moment: Moment, ref: str) -> set[str]:
    """The claims that are the word of a reference: an actor's and its parts', a source's with its copies', or one."""
    kind, name = _found(db, ref)
    if kind == "claim":
        return {name}
    if kind == "source":
        return _by(db, "source", _repeating(db, name))
    return _by(db, "speaker", {name, *members(db, moment, name)})


def _found(db: Connection, ref: str) -> tuple[str, str]:
    kind, _, rest = ref.partition(":")
    kinds, name = ((kind,), rest) if rest and kind in _KINDS else (_KINDS, ref)
    found = [k for k in kinds if db.execute(f"SELECT 1 FROM {k} WHERE id = ?", (name,)).fetchone()]
    if len(found) > 1:
        choice = " or ".join(f"{each}:{name}" for each in found)
        raise UsageError(f"{name!r} is the id of more than one record. Write {choice}.")
    if found:
        return found[0], name
    if "actor" in kinds:
        return "actor", lookup.actor(db, name)
    return kinds[0], lookup.by_id(db, kinds[0], name)


def voice(db: Connection, ref: str) -> str:
    """The id of the speaker or source that somebody names. Raises NotFoundError, AmbiguousError, UsageError."""
    kind, name = _found(db, ref)
    if kind == "claim":
        raise UsageError(f"{ref!r} is a claim: name a speaker or a source.")
    return name


def _repeating(db: Connection, source: str) -> set[str]:
    """The source, and those that go back to nothing but it and what repeats it."""
    steps: dict[str, set[str]] = {}
    for each, origin in db.execute("SELECT s.id, d.origin FROM derivation AS d JOIN source AS s ON s.row = d.row"):
        steps.setdefault(each, set()).add(origin)
    found = {source}
    while more := {each for each, froms in steps.items() if froms <= found} - found:
        found |= more
    return found


def _by(db: Connection, column: str, values: set[str]) -> set[str]:
    marks = ", ".join("?" * len(values))
    rows = db.execute(f"SELECT id FROM dated_claim WHERE {column} IN ({marks})", sorted(values))
    return {claim for (claim,) in rows}


def _worse(db: Connection, grade: str) -> set[str]:
    """The claims that are graded worse than that: a letter and a number such as C3, or one of the two."""
    match = _GRADE.fullmatch(grade.upper())
    if not match or not any(match.groups()):
        raise UsageError(
            f"--grade: {grade!r} is no grade. Write a letter A to F, a number 1 to 6, or both, such as C3."
        )
    letter, number = match[1] or "F", match[2] or "6"
    rows = db.execute(
        "SELECT id FROM dated_claim WHERE substr(grade, 1, 1) > ? OR substr(grade, 2, 1) > ?", (letter, number)
    )
    return {claim for (claim,) in rows}
