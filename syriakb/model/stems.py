"""Stems: what inflected forms of a word have in common, so that a search for one finds the others.

English words by Porter's algorithm (M. F. Porter, An algorithm for suffix stripping, 1980), Arabic ones without the
particles that are written as one with the article. Other words are their own stems. A stem is a key and no word.
"""

import re
from functools import lru_cache

_SHORT = 3  # letters; what has fewer has no endings
# What an ending becomes: of derived words, then of nouns and adjectives, then nothing.
_SECOND = {"ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "bli": "ble"}
_SECOND |= {"alli": "al", "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate", "ator": "ate"}
_SECOND |= {"alism": "al", "iveness": "ive", "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive"}
_SECOND |= {"biliti": "ble", "logi": "log"}
_THIRD = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}
_KEPT = {"sion": "s", "tion": "t"}  # whose first letter belongs to what stands before
_FOURTH = dict.fromkeys(
    "al ance ence er ic able ible ant ement ment ent ou ism ate iti ous ive ize".split(),  # noqa: SIM905
    "",
)
_FOURTH |= _KEPT
_TIED = re.compile("^(?:[وف]?[بك]?ال|[وف]?لل)(?=...)")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of a word, folded as `names.search_text` does it. Raises nothing."""
    if not word.isascii():
        return _TIED.sub("", word)
    if len(word) < _SHORT or not word.isalpha():
        return word
    bare = _second(_first(word))
    bare = _replaced(bare, _THIRD, 1)
    bare = _replaced(bare, _FOURTH, 2)
    return _last(bare)


def _first(word: str) -> str:
    """Without the endings of plurals and verbs, and with i for a final y."""
    if word.endswith("s"):
        word = _singular(word)
    if word.endswith("eed"):
        word = word[:-1] if _measure(word[:-3]) else word
    elif (ending := "ed" if word.endswith("ed") else "ing" if word.endswith("ing") else "") and "v" in _shape(
        word.removesuffix(ending)
    ):
        word = _rounded(word.removesuffix(ending))
    return f"{word[:-1]}i" if word.endswith("y") and "v" in _shape(word[:-1]) else word


def _singular(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    # Beyond Porter: Hamas is not several of Hama.
    return word if word.endswith("ss") or (word.endswith("as") and not word.endswith(("ias", "eas"))) else word[:-1]


def _rounded(word: str) -> str:
    """A verb without its ending: with the e that went with it, or without the letter that was doubled for it."""
    if word.endswith(("at", "bl", "iz")) or (_measure(word) == 1 and _short(word)):
        return f"{word}e"
    return word[:-1] if _doubled(word) and word[-1] not in "lsz" else word


def _second(word: str) -> str:
    return _replaced(word, _SECOND, 1)


def _replaced(word: str, endings: dict[str, str], least: int) -> str:
    """The word with its longest ending replaced, if what stands before it is long enough."""
    for size in range(min(7, len(word)), 1, -1):
        if (ending := word[-size:]) in endings:
            changed = word[:-size] + endings[ending]
            return changed if _measure(word[:-size] + ending[:1] * (ending in _KEPT)) >= least else word
    return word


def _last(word: str) -> str:
    """Without a final e, and with one l for two."""
    if word.endswith("e"):
        long = _measure(word[:-1])
        word = word[:-1] if long > 1 or (long == 1 and not _short(word[:-1])) else word
    return word[:-1] if word.endswith("ll") and _measure(word[:-1]) > 1 else word


def _shape(word: str) -> str:
    """The word as v for each vowel and c for each consonant; y is a vowel behind a consonant."""
    shape = ""
    for letter in word:
        shape += "v" if letter in "aeiou" or (letter == "y" and shape.endswith("c")) else "c"
    return shape


def _measure(word: str) -> int:
    """How often a vowel is followed by a consonant."""
    return _shape(word).count("vc")


def _short(word: str) -> bool:
    """Whether it ends as hop does, which keeps its e in hoping."""
    return _shape(word).endswith("cvc") and word[-1] not in "wxy"


def _doubled(word: str) -> bool:
    return len(word) > 1 and word[-1] == word[-2] and _shape(word).endswith("c")
