"""Since when a relation is so without a break (rule 11)."""

from bisect import bisect
from collections.abc import Iterable, Iterator
from itertools import groupby
from sqlite3 import Connection
from typing import Any, NamedTuple, TypeAlias

from syriakb.model.dates import FIRST_DAY, shifted
from syriakb.queries.sql import fill, sql

Known: TypeAlias = tuple[str, str, str, int]
"""A proposition, and by which day of report it is asked."""


class Spells(NamedTuple):
    """The spells of one proposition: the day on which each begins, and the claims in it, by the day and the start."""

    begins: list[int]
    told: list[list[tuple[int, str | None]]]

    def since(self, day: int) -> str | None:
        """The first start in the spell that the day is of; None where it begins by a report alone."""
        told = self.told[bisect(self.begins, day) - 1]
        return next((start for begun, start in told if start and begun <= day), None)


class _Word(NamedTuple):
    """A claim that asserts or denies: when it counts, and how it is dated."""

    from_day: int
    claim: str
    alliance: str
    stance: str
    until_day: int
    start: str | None
    report_day: int | None


class _Piece(NamedTuple):
    """Days in one piece on which an assertion counts; begun anew by a report, its start tells nothing of them."""

    first: int
    last: int
    start: str | None
    word: _Word


def spells(db: Connection, asked: Iterable[Known]) -> dict[Known, Spells]:
    """The spells of propositions; none for one of which no claim ends, and which nobody ended or denied."""
    fill(db, "spelled", "subject TEXT, predicate TEXT, object TEXT, known_by INTEGER", set(asked))
    rows = db.execute(sql("relations/spells.sql")).fetchall()
    return {key: _spells(list(group)) for key, group in groupby(rows, key=lambda row: row[:4])}


def _spells(rows: list[Any]) -> Spells:
    words: dict[_Word, list[tuple[int, int]]] = {_Word(*row[4:11]): [] for row in rows}
    for row in rows:
        if row[11] is not None:
            words[_Word(*row[4:11])].append(row[11:])
    pieces = [piece for word, over in words.items() if word.stance == "asserts" for piece in _pieces(word, over)]
    pieces.sort(key=lambda each: (each.first, each.word[:3]))
    denials = [word for word in words if word.stance == "denies"]
    found, reach = Spells([], []), 0
    for piece in pieces:
        before = shifted(piece.first, -1) if piece.first > FIRST_DAY else 0
        broken = reach < before or not found.begins or _disputed(before, pieces, denials)
        if broken and piece.first not in found.begins[-1:]:
            found.begins.append(piece.first)
            found.told.append([])
        found.told[-1].append((piece.first, piece.start))
        reach = max(reach, piece.last)
    return found


def _pieces(word: _Word, over: list[tuple[int, int]]) -> Iterator[_Piece]:
    """The days on which an assertion counts, without those on which it was over."""
    first, start = word.from_day, word.start
    for last_day, again in sorted(over):
        if first <= min(last_day, word.until_day):
            yield _Piece(first, min(last_day, word.until_day), start, word)
        if again > first:
            first, start = again, None
    if first <= word.until_day:
        yield _Piece(first, word.until_day, start, word)


def _disputed(day: int, pieces: list[_Piece], denials: list[_Word]) -> bool:
    """Whether somebody denied on that day what was asserted, and nothing settled it; not of what is assessed."""
    against = [each for each in denials if each.from_day <= day <= each.until_day]
    there = [each.word for each in pieces if each.first <= day <= each.last] if against else []
    return not any(word.alliance for word in there) and any(
        not any(_settles(word, denial, day) for word in there) for denial in against
    )


def _settles(word: _Word, denial: _Word, day: int) -> bool:
    """Whether an assertion is of later than a denial, or reported later, on a day (rule 7)."""
    told = word.report_day
    return word.from_day > denial.from_day or (
        told is not None and denial.from_day < told <= day and told > (denial.report_day or 0)
    )
