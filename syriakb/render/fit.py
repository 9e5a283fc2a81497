"""Column widths: how much each column needs at the least, and how the rest of the screen is shared out."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len

_LONGEST = 32  # a word longer than this may be broken
_SENTENCE = 28  # a column of sentences gets no narrower than this
_WHOLE = ("standing", "status", "basis", "grade", "number")


class Need(NamedTuple):
    """The width a column can do with, and the width at which none of its cells wraps."""

    least: int
    most: int


def need(kind: str, label: str, texts: Sequence[str]) -> Need:
    """Give what a column of a kind needs, for its label and its cells."""
    most = max(map(cell_len, (label, *texts)))
    words = max((cell_len(part) for text in texts for part in _unbroken(kind, text)), default=0)
    heading = max(map(cell_len, label.split()), default=0)
    sentence = min(most, _SENTENCE) if kind == "wide" else 0
    return Need(least=max(1, sentence, min(max(words, heading), _LONGEST)), most=max(1, most))


def fit(needs: Sequence[Need], room: int) -> list[int] | None:
    """Share out the room: first the least to each, then a column at a time to the one that would wrap most.

    None when there is too little room for a table.
    """
    widths = [each.least for each in needs]
    if sum(widths) > room:
        return None
    for _ in range(room - sum(widths)):
        at = max(range(len(widths)), key=lambda i: needs[i].most / widths[i])
        if widths[at] >= needs[at].most:
            break
        widths[at] += 1
    return widths


def _unbroken(kind: str, text: str) -> list[str]:
    """Parts of a text that stay on one line: its words; of evidence, two marks; of some kinds, all."""
    words = text.split()
    if kind in _WHOLE:
        return [text]
    if kind == "evidence" and len(words) > 1:
        return [" ".join(pair) for pair in pairwise(words)]
    return words
