"""The lexicon: what a reader of a text looks for, the names of everything and the cues of the predicates."""

from collections.abc import Callable
from functools import cache
from sqlite3 import Connection
from typing import NamedTuple


class Name(NamedTuple):
    """A name of an actor or a place: folded, as shown, and whose it is. `rank` is 1 of a name, more of aliases."""

    folded: str
    shown: str
    kind: str
    ref: str
    rank: int


class Verb(NamedTuple):
    """A predicate as a text says it: its cues, which kinds it takes on each side, and how it reads."""

    id: str
    label: str
    inverse: str | None
    symmetric: bool
    cues: tuple[str, ...]
    subjects: frozenset[str]
    objects: frozenset[str]
    group: str


class Cited(NamedTuple):
    """A claim of a source: what it is about, where it stands, and in which words."""

    id: str
    statement: str
    locator: str | None
    exact: str | None
    refs: frozenset[str]
    triple: tuple[str, str, str] | None
    said_by: str | None


def names(db: Connection) -> list[Name]:
    """Every name and alias of actors and places, without their ids."""
    sql = "SELECT folded, shown, kind, ref, seq FROM name WHERE seq > 0 ORDER BY row, seq"
    return [Name(*row) for row in db.execute(sql)]


def kinds(db: Connection) -> dict[str, frozenset[str]]:
    """What every actor and place is: its own kind, and whether it is an actor or a place."""
    sql = "SELECT id, kind, 'actor' FROM actor UNION ALL SELECT id, kind, 'place' FROM place"
    return {ref: frozenset((kind, table)) for ref, kind, table in db.execute(sql)}


def called(db: Connection) -> dict[str, str]:
    """What every actor and place is called."""
    return dict(db.execute("SELECT id, name FROM actor UNION ALL SELECT id, name FROM place"))


def verbs(db: Connection) -> list[Verb]:
    """The predicates in their order; one that moves control takes an actor and a place where it names no kinds."""
    found = db.execute(
        "SELECT row, id, label, inverse_label, mutual, effect, grp FROM predicate ORDER BY row"
    ).fetchall()
    return [
        Verb(
            *(name, label, inverse, bool(mutual), tuple(_listed(db, "cue", "cue", row))),
            frozenset(_listed(db, "subject_kind", "kind", row) or (["actor"] if effect else [])),
            frozenset(_listed(db, "object_kind", "kind", row) or (["place"] if effect else [])),
            group,
        )
        for row, name, label, inverse, mutual, effect, group in found
    ]


def _listed(db: Connection, table: str, column: str, row: int) -> list[str]:
    return [value for (value,) in db.execute(f"SELECT {column} FROM {table} WHERE row = ? ORDER BY seq", (row,))]


def cited(db: Connection, source: str) -> list[Cited]:
    """The claims of a source that stand, in the order of their records."""
    sql = """
        SELECT row, id, statement, locator, exact, subject, predicate, object, said_by, place FROM claim
        WHERE source = ? AND retracted_on IS NULL ORDER BY row"""
    return [_cited(db, *row) for row in db.execute(sql, (source,)).fetchall()]


def _cited(
    db: Connection, row: int, name: str, statement: str, locator: str | None, exact: str | None, *ends: str | None
) -> Cited:
    subject, predicate, object, said_by, place = ends
    about = [ref for (ref,) in db.execute("SELECT ref FROM about WHERE row = ?", (row,))]
    refs = frozenset(ref for ref in (subject, object, said_by, place, *about) if ref)
    triple = (subject, predicate, object) if subject and predicate and object else None
    return Cited(name, statement, locator, exact, refs, triple, said_by)


def weigher(db: Connection) -> Callable[[str], int]:
    """Give a function that tells how well known an actor or a place is: in how many claims it stands, of each side."""
    sides = ("subject", "object")
    one = " + ".join(
        f"(SELECT COUNT(*) FROM (SELECT 1 FROM claim WHERE {side} = :ref LIMIT 100) AS s)" for side in sides
    )
    about = "(SELECT COUNT(*) FROM (SELECT 1 FROM about WHERE ref = :ref LIMIT 100) AS a)"

    @cache
    def weigh(ref: str) -> int:
        return int(db.execute(f"SELECT {one} + {about}", {"ref": ref}).fetchone()[0])

    return weigh
