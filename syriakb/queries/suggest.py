"""Suggesting: whom somebody may have meant by a name that nobody has.

The index is asked for records that have words like those of the name, by how they sound or begin; of these few, every
name is compared with the one that was typed. What it costs depends on the name and hardly on how many others there are.
"""

from collections.abc import Iterable, Iterator
from sqlite3 import Connection
from typing import NamedTuple

from syriakb.model import sounds
from syriakb.model.likeness import Typed
from syriakb.model.sounds import Words

_LEAST = 0.5  # how alike a name must be to be suggested
_SHORT, _LEAST_SHORT = 6, 0.58  # a word of so few letters has little to be alike by: it must be more so
_CLOSE = 0.85  # one so alike leaves those behind that are less so by _BEHIND
_BEHIND = 0.2
_SOME, _ENOUGH = 100, 250  # records that one search gives at most, and all
_BEGUN = 4  # letters of a name at least with which what was typed may begin, as with Elemi Elemiköy
_COMPARED = 60  # of which the names are compared


class Meant(NamedTuple):
    """A record that may be meant, and how alike to what was typed the most alike of its names is, from 0 to 1."""

    kind: str
    ref: str
    alike: float


def suggest(db: Connection, name: str, kinds: tuple[str, ...], limit: int = 3) -> list[Meant]:
    """The actors or places of these kinds that somebody may mean by `name`, the likeliest first."""
    typed = Typed.read(name)
    best: dict[tuple[str, str], tuple[float, int]] = {}
    for kind, ref, folded, seq in _names(db, _likely(db, typed, kinds)):
        likely = (typed.alike(folded), -seq)
        best[kind, ref] = max(likely, best.get((kind, ref), likely))
    ranked = sorted(best.items(), key=lambda each: (-each[1][0], -each[1][1], each[0]))
    least = _LEAST_SHORT if len(typed.plain) <= _SHORT else _LEAST
    if ranked and ranked[0][1][0] >= _CLOSE:
        least = max(least, ranked[0][1][0] - _BEHIND)
    return [Meant(*each, likely) for each, (likely, _) in ranked[:limit] if likely >= least]


def _likely(db: Connection, typed: Typed, kinds: tuple[str, ...]) -> list[int]:
    """The rows of the records whose names are worth a comparison."""
    found: dict[int, float] = {}
    spans = [_span(db, kind) for kind in kinds]
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    sql = "SELECT rowid, outline, sound, near FROM sounds WHERE sounds MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?"
    for query in _queries(typed.words):
        for row, *keys in db.execute(sql, (query, first, last, _SOME)):
            if row not in found:
                found[row] = typed.in_common(*keys)
        if len(found) >= _ENOUGH:
            break
    return sorted(found, key=lambda row: -found[row])[:_COMPARED]


def _span(db: Connection, kind: str) -> tuple[int, int]:
    first, last = db.execute("SELECT MIN(id), MAX(id) FROM file WHERE kind = ?", (kind,)).fetchone()
    return (0, -1) if first is None else (first << 32, (last + 1 << 32) - 1)


def _queries(heard: Words) -> Iterator[str]:
    """What to search for, from what has most in common with the name to what has least."""
    outlines = [_any("outline", map(sounds.outline, sounds.forms(word))) for word in heard]
    exact = [_any("sound", sounds.sounds(word)) for word in heard]
    near = [_near(sounds.sounds(word)) for word in heard]
    yield from _all(outlines)
    yield from _all([f"word : {_quoted(word)} *" for word in heard])
    yield from _all(exact)
    pairs = sounds.pairs(heard)
    yield from (_any("sound", [pair]) for pair in pairs)
    yield from _all([_any("word", (word[:end] for word in heard for end in range(_BEGUN, len(word))))])
    yield from _all(near)
    yield from (_near([pair]) for pair in pairs)
    for terms in (exact, near) if len(heard) > 2 else ():
        for at in range(len(heard)):
            yield from _all([*terms[:at], *terms[at + 1 :]])
    if len(heard) > 1:
        for word in sorted(heard, key=len, reverse=True):
            yield _any("word", [word])
        yield from filter(None, outlines)
        yield from filter(None, exact)
        yield from filter(None, near)


def _near(heard: Iterable[str]) -> str:
    """Whatever sounds like one of these but for one consonant."""
    found = list(heard)
    keys = {key for sound in found for key in sounds.near(sound)}
    return " OR ".join(filter(None, (_any("sound", [*found, *sorted(keys)]), _any("near", [*found, *sorted(keys)]))))


def _any(column: str, keys: Iterable[str]) -> str:
    listed = " OR ".join(_quoted(key) for key in keys if key)
    return f"{column} : ({listed})" if listed else ""


def _quoted(key: str) -> str:
    """A key as one word for the index: what stays of ASCII is letters and digits, as its tokenizer has it."""
    return '"{}"'.format("".join(char for char in key if char.isalnum() or not char.isascii()))


def _all(terms: list[str]) -> Iterator[str]:
    if kept := [f"({term})" for term in terms if term]:
        yield " AND ".join(kept)


def _names(db: Connection, rows: list[int]) -> Iterator[tuple[str, str, str, int]]:
    sql = f"SELECT kind, ref, folded, seq FROM name WHERE row IN ({', '.join('?' * len(rows))})"
    yield from db.execute(sql, rows)
