"""The names and marks that people read in the place of ids."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from sqlite3 import Connection

from syriakb.answers import Answer, Labels, Mark

_CALLED = ("SELECT id, name FROM actor WHERE id IN", "SELECT id, name FROM place WHERE id IN")
_NAMED = (
    "SELECT id, title FROM source WHERE id IN",
    "SELECT id, label FROM predicate WHERE id IN",
)
_AT_ONCE = 500  # SQLite takes a limited number of parameters


def labels(db: Connection, answers: Iterable[Answer]) -> Labels:
    """Look up every id that stands in the answers; actors and places of one name are told apart."""
    shown = list(answers)
    refs = set[str]().union(*(answer.cells("ref", "refs", "path", "holders", "source") for answer in shown))
    refs.update(each for answer in shown for cell in answer.cells("proposition") for each in cell.split(" "))
    claims = set[str]().union(*(answer.cells("evidence", "claim") for answer in shown))
    names = {row[0]: row[1] for sql in _NAMED for row in _among(db, sql, refs)}
    names |= told_apart({row[0]: row[1] for sql in _CALLED for row in _among(db, sql, refs)})
    marks = {
        row[0]: Mark(row[1], row[2]) for row in _among(db, "SELECT id, source, locator FROM claim WHERE id IN", claims)
    }
    titles = _among(db, "SELECT id, title FROM source WHERE id IN", {mark.source for mark in marks.values()})
    return Labels(names, marks, {row[0]: row[1] for row in titles})


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Names by ids, those that several have with the id behind: `Mill (mill-2)`."""
    count = Counter(names.values())
    return {each: f"{name} ({each})" if count[name] > 1 else name for each, name in names.items()}


def _among(db: Connection, sql: str, ids: set[str]) -> Iterator[tuple[str, ...]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), _AT_ONCE):
        some = ordered[start : start + _AT_ONCE]
        yield from db.execute(f"{sql} ({', '.join('?' * len(some))})", some)
