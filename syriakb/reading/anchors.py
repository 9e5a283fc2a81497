"""Anchors: the few words of a text that make sure where a claim stands in it."""

import re
from collections.abc import Iterator, Sequence

from syriakb.model.typography import finder, folded
from syriakb.model.vocabulary import ANCHOR_WORDS

_LEAST = 3  # words, that somebody finds the place by eye
_EDGE = "\"'“”‘’«»()[]{}.,;:!?؟؛،…–—-"


class Anchors:
    """Finds anchors in the paragraphs of one text."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self._folded = [folded(each) for each in paragraphs]

    def around(self, text: str, start: int, end: int) -> str | None:
        """The shortest run of at most 8 words around some characters of a paragraph that stands once in the text.

        None where there is none.
        """
        return next((each for each in _runs(text, start, end) if self.unique(each)), None)

    def begun(self, number: int, text: str, first: str) -> str | None:
        """The shortest run of at most 8 words that begins with some words and stands once in its paragraph."""
        pattern = re.compile(rf"(?<!\w){re.escape(' '.join(first.split()))}", re.I)
        if not first.strip() or not (match := pattern.search(text)):
            return None
        tokens = [token for token in _tokens(text) if token[1] > match.start()]
        least = len(first.split())
        for many in range(least, ANCHOR_WORDS + 1):
            if (
                many <= len(tokens)
                and (run := _trimmed(text[match.start() : tokens[many - 1][1]]))
                and self.stands(number, run)
            ):
                return run
        return None

    def unique(self, anchor: str) -> bool:
        """Whether an anchor stands once in the whole text."""
        count = finder(anchor)
        return sum(count(each) for each in self._folded if folded(anchor) in each) == 1

    def stands(self, number: int, anchor: str) -> bool:
        """Whether an anchor stands once in the paragraph of a number, as `verify` asks."""
        return finder(anchor)(self._folded[number - 1]) == 1


def _tokens(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\S+", text)]


def _runs(text: str, start: int, end: int) -> Iterator[str]:
    """Runs of words around some characters, the shortest first, of those the one that has them in its middle."""
    tokens = _tokens(text)
    inside = [at for at, (begin, stop) in enumerate(tokens) if begin < end and stop > start]
    if not inside:
        return
    first, last = inside[0], inside[-1]
    for many in range(max(min(_LEAST, len(tokens)), last - first + 1), ANCHOR_WORDS + 1):
        lefts = range(max(last - many + 1, 0), first + 1)
        for left in sorted(lefts, key=lambda left: abs(2 * left + many - first - last - 1)):
            right = left + many - 1
            if right < len(tokens) and not _broken(text[tokens[left][0] : tokens[right][0]]):
                yield _trimmed(text[tokens[left][0] : tokens[right][1]])


def _broken(text: str) -> bool:
    """Whether a sentence ends within a run."""
    return bool(re.search(r"[^\W_]{2}[.!?؟][\"'”’)]*\s", text))


def _trimmed(run: str) -> str:
    return run.strip(_EDGE + " ")
