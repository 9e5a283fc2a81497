"""Terms: what was typed into a search, as words, phrases and beginnings of words, and as FTS5 reads them."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from syriakb.model.names import search_text
from syriakb.model.stems import stem

_SHORT = 2  # letters of a part of a word that says too little alone, as in F-16
# Words that are in every text and say nothing of what is sought; articles are written or not, and in many ways.
_ARTICLES = frozenset(("a", "al", "an", "el", "the"))
SLIGHT = _ARTICLES | frozenset(("and", "are", "as", "at", "by", "for", "from", "had", "has", "have", "in", "is", "it"))
SLIGHT |= frozenset(("its", "of", "on", "or", "s", "that", "to", "was", "were", "with"))


class Term(NamedTuple):
    """What was typed as one, and the folded phrases any of which will do; of a prefix the last word may go on."""

    typed: str
    phrases: tuple[str, ...]
    prefix: bool = False
    without: bool = False

    @classmethod
    def of(cls, typed: str, *words: str, without: bool = False) -> "Term":
        """One of these words, inflected or not."""
        return cls(typed, tuple(dict.fromkeys([*words, *map(stem, words)])), without=without)

    @property
    def query(self) -> str:
        """The term as FTS5 reads it; folded words hold nothing that FTS5 could take for a command."""
        return " OR ".join(f'"{phrase}"{" *" if self.prefix else ""}' for phrase in self.phrases)

    @property
    def word(self) -> str | None:
        """The word that was typed, if it is one, and whole."""
        return None if self.prefix or " " in self.phrases[0] else self.phrases[0]

    def plain(self) -> "Term":
        """The term without other forms of its word."""
        return self._replace(phrases=self.phrases[:1]) if self.word else self

    def meets(self, folded: str) -> bool:
        """Whether a folded text has it."""
        words = folded.split()
        if self.prefix:
            return any(f" {' '.join(words)}".find(f" {phrase}") >= 0 for phrase in self.phrases)
        if any(phrase in words if " " not in phrase else f" {phrase} " in f" {folded} " for phrase in self.phrases):
            return True
        return any(stem(word) in self.phrases for word in words)


def parse(text: str) -> list[Term]:
    """The terms of what was typed: `word`, `begin*`, `"a phrase"`, and any of these behind a hyphen: without it.

    Whatever else is in it, is words. Words that say nothing are left out where there are others.
    """
    terms = list(_terms(text))
    telling = [term for term in terms if term.without or term.prefix or term.phrases[0] not in SLIGHT]
    return telling if any(not term.without for term in telling) else terms


def _terms(text: str) -> Iterator[Term]:
    for match in re.finditer(r'(?P<without>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))', text):
        without = bool(match["without"])
        if match["phrase"] is not None:
            if folded := search_text(match["phrase"]):
                yield Term(match[0].removeprefix("-"), (folded,), without=without)
        else:
            yield from words(match["word"], without=without)


def words(typed: str, *, without: bool = False) -> Iterator[Term]:
    """The terms of something typed without quotes: its words one by one, or together where one says too little."""
    folded = search_text(typed).split()
    # Who types a possessive (Syria's) seeks the name before it; an article may be written in another way.
    folded = folded[:-1] if len(folded) > 1 and folded[-1] == "s" else folded
    folded = folded[1:] if len(folded) > 1 and folded[0] in _ARTICLES else folded
    if typed.endswith("*") and folded:
        yield Term(typed, (" ".join(folded),), prefix=True, without=without)
    elif without or (len(folded) > 1 and any(len(word) <= _SHORT for word in folded)):
        if folded:
            yield Term.of(typed, " ".join(folded), without=without)
    else:
        for word in folded:
            yield Term.of(typed if len(folded) == 1 else word, word)


def either(queries: Iterable[str]) -> str:
    """What FTS5 reads as: any of these."""
    return " OR ".join(f"({query})" for query in queries)


def both(queries: Iterable[str]) -> str:
    """What FTS5 reads as: all of these."""
    return " AND ".join(f"({query})" for query in queries)
