"""Column widths: how much each column needs at the least, and how the rest of the screen is shared out."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from rich.cells import cell_len

GAP = 2  # blanks between columns
_LONGEST = 32  # a word longer than this may be broken
_SENTENCE = 28  # a column of sentences or chains gets no narrower than this
_LITTLE = 4  # a column that lacks no more than this gets it before others share
_LONG = ("wide", "path")
_WHOLE = ("standing", "status", "basis", "grade", "number")
# Kinds of neighbours of which the second can go under the first, in the order in which they do.
_STACKS = (("evidence", "grade"), ("status", "basis"), ("date", "date"))

Stack = tuple[int, ...]  # positions of the columns that stand in one, from top to bottom


class Need(NamedTuple):
    """The width a column can do with, and the width at which none of its cells wraps."""

    least: int
    most: int


class Fit(NamedTuple):
    """Columns as they fit on the screen: what stands in each, and how wide it is."""

    stacks: tuple[Stack, ...]
    widths: tuple[int, ...]


def cell_width(text: str) -> int:
    """How many columns of a terminal a text takes. Most are plain ASCII, of which that is their length."""
    return len(text) if text.isascii() and text.isprintable() else cell_len(text)


def need(kind: str, label: str, texts: Sequence[str]) -> Need:
    """Give what a column of a kind needs, for its label and its cells."""
    most = max(map(cell_width, (label, *texts)))
    words = max(map(cell_width, {part for text in texts for part in _unbroken(kind, text)}), default=0)
    heading = max(map(cell_width, label.split()), default=0)
    sentence = min(most, _SENTENCE) if kind in _LONG else 0
    return Need(least=max(1, sentence, min(max(words, heading), _LONGEST)), most=max(1, most))


def fit(kinds: Sequence[str], needs: Sequence[Need], width: int) -> Fit | None:
    """Fit columns into a width, some under others where that makes rows lower. None when no table can be had."""
    fits = [(height, fitted) for stacks in _layouts(kinds) for height, fitted in _fits(stacks, needs, width)]
    return min(fits, key=lambda entry: entry[0])[1] if fits else None


def _fits(stacks: tuple[Stack, ...], needs: Sequence[Need], width: int) -> Iterator[tuple[int, Fit]]:
    """A layout with the lines of its highest row, roughly; nothing where it does not fit."""
    whole = [Need(*map(max, zip(*(needs[at] for at in stack), strict=True))) for stack in stacks]
    room = width - GAP * (len(stacks) - 1) - sum(each.least for each in whole)
    if room >= 0:
        widths = _shared(whole, room)
        lines = [max(len(stacks[at]), ceil(each.most / widths[at])) for at, each in enumerate(whole)]
        yield max(lines), Fit(stacks, tuple(widths))


def _shared(needs: Sequence[Need], room: int) -> list[int]:
    """The least width of each column; room for those that lack little; the rest to those that would wrap most."""
    widths = [each.least for each in needs]
    for at, each in sorted(enumerate(needs), key=lambda entry: entry[1].most - entry[1].least):
        if each.most - each.least <= min(_LITTLE, room):
            room -= each.most - each.least
            widths[at] = each.most
    for _ in range(room):
        at = max(range(len(widths)), key=lambda i: needs[i].most / widths[i])
        if widths[at] >= needs[at].most:
            break
        widths[at] += 1
    return widths


def _layouts(kinds: Sequence[str]) -> Iterator[tuple[Stack, ...]]:
    """Every column by itself, then with one more sort of neighbours stacked each time."""
    for count in range(len(_STACKS) + 1):
        stacks: list[Stack] = []
        for at, kind in enumerate(kinds):
            if stacks and len(stacks[-1]) == 1 and (kinds[at - 1], kind) in _STACKS[:count]:
                stacks[-1] = (at - 1, at)
            else:
                stacks.append((at,))
        yield tuple(stacks)


def _unbroken(kind: str, text: str) -> list[str]:
    """Parts of a text that stay on one line: its words; of evidence, two marks; of some kinds, all."""
    words = text.split()
    if kind in _WHOLE:
        return [text]
    if kind == "evidence" and len(words) > 1:
        return [" ".join(pair) for pair in pairwise(words)]
    return words
