"""Bearers: who has a word in a name, for claims that name them by their ids."""

from collections import Counter
from collections.abc import Iterable
from sqlite3 import Connection
from typing import NamedTuple

from syriakb.queries.search.terms import Term, both, either

_READ = 10_000  # records that have a word in their name, of which the fittest are chosen
_MOST = 40  # of those, with so many of whom a claim is sought: each costs a search of its own
_NAMING = ("predicate", "source", "actor", "place")


class Sought(NamedTuple):
    """A term, the rows of the records that are called so, and the ids of the fittest of those that claims can name."""

    term: Term
    rows: frozenset[int]
    ids: tuple[str, ...]

    @property
    def query(self) -> str:
        """As FTS5 reads it: the term itself, or one of those who bear it."""
        named = " OR ".join(f'"{each}"' for each in self.ids)
        return f"({self.term.query}) OR (named : ({named}))" if named else self.term.query


def sought(db: Connection, terms: Iterable[Term]) -> list[Sought]:
    """Each term with those who bear it."""
    terms = list(terms)
    bearing = [_rows(db, term) for term in terms]
    count = Counter(row for rows in bearing for row in rows)
    return [
        Sought(term, frozenset(rows), _ids(db, sorted(rows, key=lambda row: (-count[row], row))[:_MOST]))
        for term, rows in zip(terms, bearing, strict=True)
    ]


def match(wanted: Iterable[Sought], unwanted: Iterable[Sought], *, missing: int = 0) -> str:
    """What FTS5 reads as: all that is wanted, but for so many `missing`, and nothing of what is unwanted."""
    from itertools import combinations

    queries = [each.query for each in wanted]
    kept = max(1, len(queries) - missing)
    found = either(both(some) for some in combinations(queries, kept))
    without = either(each.query for each in unwanted)
    return f"({found}) NOT ({without})" if without else found


def _rows(db: Connection, term: Term) -> list[int]:
    """The rows of those who are called so; where nobody is, of those who are called so in another form."""
    sql = "SELECT MIN(id) << 32, (MAX(id) + 1 << 32) - 1 FROM file WHERE kind IN (?, ?, ?, ?)"
    first, last = db.execute(sql, _NAMING).fetchone()
    sql = "SELECT rowid, called FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?"
    found = db.execute(sql, (f"called : ({term.plain().query})", first, last, _READ)).fetchall()
    if not found and term.word:
        inflected = db.execute(sql, (f"{{called stems}} : ({term.query})", first, last, _READ))
        found = [each for each in inflected if term.meets(each[1])]  # the stems are of its notes too
    return [row for row, _ in found]


def _ids(db: Connection, rows: list[int]) -> tuple[str, ...]:
    marks = ", ".join("?" * len(rows))
    sql = " UNION ALL ".join(
        f"SELECT id FROM {kind} WHERE row IN ({marks})" for kind in ("actor", "place", "predicate")
    )
    return tuple(name for (name,) in db.execute(sql, rows * 3))
