"""Spelling: what somebody may have meant by a word that no record has."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TypeAlias

from syriakb.model.stems import stem
from syriakb.queries.search.terms import SLIGHT, Term, words

There: TypeAlias = Callable[[str], bool]  # whether any record that may be seen has what FTS5 reads as a query

_SHORT = 4  # letters; a shorter word is one slip away from too many others
_MOST = 5  # words that are taken for one
# The letters of a script, by its first and its last one.
_LETTERS = tuple("".join(map(chr, range(ord(first), ord(last) + 1))) for first, last in ("az", "ءي", "ая", "את", "αω"))


def known(there: There, terms: list[Term]) -> tuple[list[Term], list[str]]:
    """The terms that records have, those that none has put right or left out, and sentences that say so."""
    kept, notes = list[Term](), list[str]()
    for term in terms:
        if term.without or there(term.query):
            kept.append(term)
            continue
        instead, note = _instead(there, term)
        kept += instead
        notes.append(note)
    return kept, notes


def _instead(there: There, term: Term) -> tuple[list[Term], str]:
    if " " in term.phrases[0]:
        telling = [word for word in term.phrases[0].split() if word not in SLIGHT]
        apart, _ = known(there, [each for word in telling for each in words(word)])
        if apart:
            return apart, f"Nothing has {term.typed} in one piece: this is for its words."
    near = _near(there, term.word) if term.word else []
    if near:
        return [Term.of(term.typed, *near)], f"Nothing has {term.typed}: this is for {', '.join(near)}."
    return [], f"Nothing has {term.typed}."


def _near(there: There, word: str) -> list[str]:
    """The words that records have and that are one slip of a finger from this one, the likeliest first.

    Where there are none, one of which they have another form.
    """
    if len(word) < _SHORT or not word.isalpha():
        return []
    slips = list(dict.fromkeys(_slips(word)))
    spelt = (each for each in slips if there(f'"{each}"'))
    return list(islice(spelt, _MOST)) or list(islice((each for each in slips if there(f'"{stem(each)}"')), 1))


def _slips(word: str) -> Iterator[str]:
    """What a word is with two letters in the other order, one left out, another one, or one more."""
    letters = next((each for each in _LETTERS if word[0] in each), word)
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
    for at in range(len(word) + 1):
        yield from (word[:at] + letter + word[at:] for letter in letters)
    for at in range(len(word)):
        yield from (word[:at] + letter + word[at + 1 :] for letter in letters)
