"""Words: those of a running text, each folded as names are, with the place where it stands."""

import re
from functools import lru_cache
from typing import NamedTuple

from syriakb.model.names import fold, is_article

# Letters, digits and the marks that stand on them, with the apostrophes within a word; all else parts words.
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c-\u200f\u00ad"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}]|['’‘`ʹʻʼʾʿ](?=[^\W_]))*")
_POSSESSIVE = re.compile("['’‘]s$", re.I)
# What Arabic writes as one word with the next: and, so, in, to, like. Behind "to" the article loses its first letter.
_TIED = re.compile("^[وف]?(?:لل|[بكل]?(?:ال)?|ال)")
_LONG = 3  # letters that must be left of an Arabic word when its particles are taken off
# A full stop ends a sentence unless it stands behind a letter of an abbreviation, as in U.N.
_END = re.compile(r"(?<![^\W\d_]\.[^\W\d_])(?<!\b[^\W\d_])[.!?؟…]+[\"'”’)\]»]*(?=\s|$)|[؛\n]")


class Word(NamedTuple):
    """A word of a text: the forms under which it can be found, where it stands, and in which sentence.

    `first` tells whether it begins the sentence, `article` whether it is the Arabic article of the next word.
    """

    forms: tuple[str, ...]
    text: str
    start: int
    end: int
    sentence: int
    first: bool
    article: bool


def words(text: str) -> list[Word]:
    """The words of a text in their order."""
    ends = [match.end() for match in _END.finditer(text)]
    found: list[Word] = []
    matches = list(_WORD.finditer(text))
    sentence, begun = 0, -1
    for at, match in enumerate(matches):
        while sentence < len(ends) and ends[sentence] <= match.start():
            sentence += 1
        forms = _forms(match[0])
        following = _forms(matches[at + 1][0])[0] if at + 1 < len(matches) else ""
        article = bool(following) and is_article(forms[0], following)
        found.append(Word(forms, match[0], match.start(), match.end(), sentence, sentence != begun, article))
        begun = sentence
    return found


@lru_cache(maxsize=8192)
def _forms(word: str) -> tuple[str, ...]:
    """The word folded; and without the s of a possessive, or the particles that Arabic ties to it."""
    forms = [fold(word)]
    if _POSSESSIVE.search(word):
        forms.append(fold(bare(word)))
    if "\u0600" <= word[0] <= "\u06ff":
        forms += [fold(each) for each in (word[1:], _TIED.sub("", word)) if len(each) >= _LONG and word[0] in "وفبكل"]
    return tuple(dict.fromkeys(forms))


def upper(word: str) -> bool:
    """Whether a word is written in capitals throughout, the s of a possessive left out of account."""
    return bare(word).isupper()


def bare(word: str) -> str:
    """A word without the s of a possessive."""
    return _POSSESSIVE.sub("", word)


def capital(word: str) -> bool:
    """Whether a word begins with a capital letter."""
    return word[:1].isupper()


def caseless(word: str) -> bool:
    """Whether the script of a word has no capital letters."""
    return word.lower() == word.upper()
