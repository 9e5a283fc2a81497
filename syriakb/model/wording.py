"""Wording: whether a sentence is somebody's own, or copied from the text that it tells of."""

import re
from collections.abc import Iterator, Sequence

from syriakb.model.typography import folded

COPIED = 12  # words in a row that nobody writes by chance
_WORD = re.compile(r"\w+(?:'\w+)*")


class Runs:
    """The runs of words of a text, to find those that a sentence shares with it."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self._runs = {
            run: number for number, each in enumerate(paragraphs, 1) for run, _, _ in _runs(folded(each).casefold())
        }

    def shared(self, sentence: str) -> tuple[int, str] | None:
        """The first 12 words in a row that stand in the text too: in which paragraph, and as the sentence has them."""
        whole = folded(sentence)
        for run, start, end in _runs(whole):
            if (number := self._runs.get(tuple(word.casefold() for word in run))) is not None:
                return number, whole[start:end]
        return None


def _runs(text: str) -> Iterator[tuple[tuple[str, ...], int, int]]:
    found = list(_WORD.finditer(text))
    for at in range(len(found) - COPIED + 1):
        part = found[at : at + COPIED]
        yield tuple(word[0] for word in part), part[0].start(), part[-1].end()
