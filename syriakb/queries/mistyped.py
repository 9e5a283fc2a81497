"""Mistyped ids: which id somebody may have meant by one that nothing has.

They are looked up and not gone through, since there can be a million: those next to it in their order, which begin
alike, and those that it is but for one letter.
"""

from collections.abc import Iterator
from sqlite3 import Connection

from syriakb.model.likeness import jaro

_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789-._"
_BESIDE = 40  # before and behind
_LIKE = 0.9  # how alike those must be, by Jaro and Winkler
_LETTERS = 60  # of an id that are read; a longer one is none
_AT_ONCE = 500  # SQLite takes a limited number of parameters


def ids(db: Connection, name: str, kinds: tuple[str, ...], limit: int = 3) -> list[str]:
    """The ids of records of these kinds that somebody may mean by `name`, the likeliest first."""
    typed = name.lower()[:_LETTERS]
    but_one = list(dict.fromkeys([typed, *_but_one(typed)]))
    found: dict[str, float] = {}
    for kind in kinds:
        for each in (*_beside(db, kind, typed), *_there(db, kind, but_one)):
            found[each] = jaro(typed, each.lower())
    near = {*but_one}
    ranked = sorted(found, key=lambda each: (each.lower() not in near, -found[each], each))
    return [each for each in ranked if found[each] >= _LIKE or each.lower() in near or _begins(each, typed)][:limit]


def _begins(name: str, typed: str) -> bool:
    return len(typed) > 1 and name.startswith(typed)


def _beside(db: Connection, kind: str, typed: str) -> Iterator[str]:
    """The ids on both sides of where this one would stand."""
    for side in ("id < ? ORDER BY id DESC", "id >= ? ORDER BY id"):
        yield from (each for (each,) in db.execute(f"SELECT id FROM {kind} WHERE {side} LIMIT {_BESIDE}", (typed,)))


def _there(db: Connection, kind: str, some: list[str]) -> Iterator[str]:
    """Those of the ids that there are."""
    for start in range(0, len(some), _AT_ONCE):
        asked = some[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(asked))
        yield from (each for (each,) in db.execute(f"SELECT id FROM {kind} WHERE id IN ({marks})", asked))


def _but_one(typed: str) -> Iterator[str]:
    """What was typed with a letter more, less or another one, or two neighbours changed round."""
    for at in range(len(typed) + 1):
        before, after = typed[:at], typed[at:]
        if after:
            yield before + after[1:]
            yield before + after[1:2] + after[:1] + after[2:]
            yield from (before + letter + after[1:] for letter in _ALPHABET)
        yield from (before + letter + after for letter in _ALPHABET)
