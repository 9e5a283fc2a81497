"""Likeness: how alike two names are, word by word, by how they are written and how they sound.

Words are compared by the measure of Jaro and Winkler, made for names of people in censuses: it counts letters that are
there in about the same place, and those at the beginning for more. Names are compared by how much of each is found in
the other, in any order, since names come with titles, with parts left out and with the family's in front.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from syriakb.model import sounds
from syriakb.model.names import fold
from syriakb.model.sounds import Words

_WORDS, _LETTERS = 12, 60  # of a name that are read; what is longer is no name
_TOLD = 3  # letters that tell a word, where others only begin like it
_READ = 0.9  # what words are alike at most of which one is read another way, as without an article
_THERE = 0.5  # what a name is alike at least of which a word stands in the other just so


class Typed(NamedTuple):
    """A name as it was typed: its words, as one text with blanks and without, and of each word the keys."""

    words: Words
    plain: str
    joined: str
    keys: tuple[tuple[frozenset[str], frozenset[str], frozenset[str]], ...]
    pairs: tuple[tuple[str, int], ...]  # what two neighbours sound like as one word, and their letters

    @classmethod
    def read(cls, name: str) -> Typed:
        """Read a name. Raises nothing."""
        words = tuple(word[:_LETTERS] for word in sounds.heard(sounds.words(name)[:_WORDS]))
        keys = tuple((_outlines(word), frozenset(sounds.sounds(word)), _around(word)) for word in words)
        pairs = tuple((sounds.skeleton(one + two), len(one + two)) for one, two in pairwise(words))
        return cls(words, " ".join(words), "".join(words), keys, pairs)

    def in_common(self, outlines: str, heard: str, near: str) -> float:
        """How much of the name a record's words have in common with it, roughly, by the keys that the index has.

        In: the record's outlines and skeletons, and those with a consonant amiss. Out: letters, more or less.
        """
        shapes, exact, rough = set(outlines.split()), set(heard.split()), set(near.split())
        found = -0.1 * len(shapes)
        found += max((0.8 * length for pair, length in self.pairs if pair in exact), default=0.0)
        for word, (own, sound, around) in zip(self.words, self.keys, strict=True):
            if not own.isdisjoint(shapes):
                found += len(word)
            elif not sound.isdisjoint(exact):
                found += len(word) * 0.8
            elif not (around.isdisjoint(exact) and around.isdisjoint(rough)):
                found += len(word) * 0.5
        return found

    def alike(self, folded: str) -> float:
        """How alike a name is to this one, from 0 to 1. In: its key as `names.fold` gives it."""
        if self.plain == folded:
            return 1.0
        words = tuple(folded.split())
        other = words if folded.isascii() else sounds.heard(words)  # of Latin script a key has no articles
        if not self.words or not other:
            return 0.0
        table = [[_alike(word, each) for each in other] for word in self.words]
        there, back = _share(self.words, map(max, table)), _share(other, map(max, zip(*table, strict=True)))
        words_alike = (there + back) / 2
        joined = _alike(self.joined, "".join(other)) ** 2  # one word that others write as two
        begun = self._begun(folded)
        plainly = any(len(word) > _TOLD and word in other for word in self.words)
        return max(words_alike, joined, begun, _THERE + 0.2 * words_alike if plainly else 0.0)

    def _begun(self, folded: str) -> float:
        """How alike they are where one begins with the other, or a word of the name with what was typed, if that is
        more than a letter or two."""
        if folded.startswith(self.plain):
            whole = folded.startswith(f"{self.plain} ") and len(self.plain) > _TOLD
            return (0.85 if whole else 0.8) + 0.1 * len(self.plain) / len(folded)
        if len(folded) > _TOLD and self.plain.startswith(folded):
            return _THERE + 0.4 * len(folded) / len(self.plain)
        within = len(self.plain) >= _TOLD and f" {self.plain}" in folded
        return 0.8 + 0.1 * len(self.plain) / len(folded) if within else 0.0


def likeness(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1. Raises nothing."""
    return Typed.read(one).alike(fold(other))


def _share(words: Words, found: Iterable[float]) -> float:
    """How much of some words is found, given of each how alike the most alike is; long words count for more."""
    return sum(len(word) * alike for word, alike in zip(words, found, strict=True)) / sum(map(len, words))


@lru_cache(maxsize=1 << 16)
def _alike(one: str, other: str) -> float:
    """How alike two folded words are; words that differ in more than a consonant or two are not at all."""
    if one == other:
        return 1.0
    if _around(one).isdisjoint(_around(other)):
        return 0.0
    text = sounds.spelt if sounds.voweled(one) == sounds.voweled(other) else sounds.outline
    pairs = [(a, b) for a in sounds.forms(one) for b in sounds.forms(other)]
    found = (jaro(sounds.skeleton(a), sounds.skeleton(b)) + jaro(text(a), text(b)) - 1 for a, b in pairs)
    read = 1.0 if sounds.lettered(one) or sounds.lettered(other) else _READ
    return max(0.0, next(found), read * max(found, default=0.0))


@lru_cache(maxsize=1 << 16)
def _around(word: str) -> frozenset[str]:
    """The skeletons of a word, and what is left of each with a consonant dropped."""
    found = sounds.sounds(word)
    return frozenset((*found, *(key for sound in found for key in sounds.near(sound))))


def _outlines(word: str) -> frozenset[str]:
    return frozenset(map(sounds.outline, sounds.forms(word)))


def jaro(one: str, other: str) -> float:
    """How alike two texts are by Jaro and Winkler, from 0 to 1. Raises nothing."""
    if one == other:
        return 1.0
    reach = max(len(one), len(other)) // 2 - 1
    free, kept = list(other), list[str]()
    for at, char in enumerate(one):
        for there in range(max(0, at - reach), min(at + reach + 1, len(free))):
            if free[there] == char:
                free[there] = ""
                kept.append(char)
                break
    common = len(kept)
    if not common:
        return 0.0
    met = [char for char, left in zip(other, free, strict=True) if not left]
    crossed = sum(a != b for a, b in zip(kept, met, strict=True)) / 2
    jaro = (common / len(one) + common / len(other) + (common - crossed) / common) / 3
    begun = 0
    for a, b in zip(one[:4], other[:4], strict=False):
        if a != b:
            break
        begun += 1
    return jaro + begun * 0.1 * (1 - jaro)
