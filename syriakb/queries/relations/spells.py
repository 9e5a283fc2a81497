"""Since when a relation is so without a break (rule 11)."""

from bisect import bisect, bisect_left
from collections import deque
from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
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
    dispute = _Dispute(pieces, words)
    found, reach = Spells([], []), 0
    for piece in pieces:
        before = shifted(piece.first, -1) if piece.first > FIRST_DAY else 0
        broken = reach < before or not found.begins or (bool(dispute.denials) and dispute.on(before))
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
        if again <= shifted(last_day, 1):
            continue  # said again on the day after: it was over on none
        if first <= min(last_day, word.until_day):
            yield _Piece(first, min(last_day, word.until_day), start, word)
        if again > first:
            first, start = again, None
    if first <= word.until_day:
        yield _Piece(first, word.until_day, start, word)


class _Dispute:
    """Whether somebody denied what was asserted, and nothing settled it; asked of days in their order, so that what
    thousands of claims say of one relation is gone through once."""

    def __init__(self, pieces: list[_Piece], words: Iterable[_Word]) -> None:
        self.coming = deque(pieces)  # in the order of their first days
        self.denials = sorted((word for word in words if word.stance == "denies"), key=lambda word: word.from_day)
        self.denied = [word.from_day for word in self.denials]
        self.begun: list[tuple[int, int]] = []  # the assertions that count, the latest on top, each till its last day
        self.reports: list[tuple[int, int]] = []  # those not yet reported, the next on top
        self.reported: list[tuple[int, int]] = []
        self.assessed = 0  # till when

    def on(self, day: int) -> bool:
        """Of that day; of what is assessed never."""
        while self.coming and self.coming[0].first <= day:
            self._begin(self.coming.popleft())
        while self.reports and self.reports[0][0] <= day:
            told, last = heappop(self.reports)
            heappush(self.reported, (-told, last))
        if self.assessed >= day:
            return False
        latest, told = _top(self.begun, day), _top(self.reported, day)
        open_ = self.denials[bisect_left(self.denied, latest) : bisect(self.denied, day)]
        return any(day <= each.until_day and max(each.from_day, each.report_day or 0) >= told for each in open_)

    def _begin(self, piece: _Piece) -> None:
        word = piece.word
        heappush(self.begun, (-word.from_day, piece.last))
        if word.report_day is not None:
            heappush(self.reports, (word.report_day, piece.last))
        if word.alliance:
            self.assessed = max(self.assessed, piece.last)


def _top(heap: list[tuple[int, int]], day: int) -> int:
    """The latest of what still counts on a day; 0 where nothing does. An assertion settles every denial of before it,
    and one that is reported those of before its report that were not reported later (rule 7)."""
    while heap and heap[0][1] < day:
        heappop(heap)
    return -heap[0][0] if heap else 0
