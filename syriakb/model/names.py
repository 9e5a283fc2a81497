"""Names folded so that their spellings meet: the key under which a name is filed and found.

Spellings meet when they differ only in what typists drop or vary: case, accents, apostrophes, hyphens, the Arabic
article, the forms of an Arabic letter. Romanisations that differ in letters (Sweida, Suwayda) stay apart: aliases are
for those. Folding serves finding, never showing.
"""

from __future__ import annotations

import re

# A dropped sign stands as an apostrophe until the words are known, because after an article it parts words (al'Sham).
_SIGN = "'"
_SIGNS = frozenset("'\"`ʹʺʻʼʽʾʿˀˁˈˊˋʔʕ′″‵‚„ꞌ՚׳")
_SIGN_CATEGORIES = frozenset({"Pi", "Pf", "Sk"})  # opening quotes, closing quotes, accents standing alone
_DROPPED_CATEGORIES = frozenset({"Mn", "Me", "Cf"})  # accents and harakat, enclosing rings, joiners and directions

_LATIN = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th"}
_ARABIC = {"ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": "", "ء": "", "ٴ": ""}
_PLAIN = _LATIN | _ARABIC  # what NFKD leaves whole; it takes hamza and madda off their letters by itself

_ARTICLES = frozenset({"al", "el"})
# Before a sun letter the article takes its sound; e- is how the Levant and older maps write it (Deir ez-Zor).
_ASSIMILATED = {vowel + sun: sun for vowel in "ae" for sun in ("t", "th", "d", "dh", "r", "z", "s", "sh", "n")}
_TIED_ARTICLE = "(?<![^ ])'*([ae](?:l|(th|dh|sh|[tdrzsn])(?='+\\2)))'+"
_POSSESSIVE = "(?<=[^ ']{3})'s(?![^ '])"
_ARABIC_ARTICLE = "ال"
_GOD = "الله"  # its first letters are no longer an article: what is left without them, له, means "his"


def fold(name: str) -> str:
    """Give the key under which a name in any script is filed and found.

    In: any text. Out: its words, in lower case and parted by one space, without accents (Unicode NFKD), apostrophes,
    ʿayn and hamza signs, quotes, harakat and tatweel; other punctuation parts words; the Arabic letters أإآٱ ى ة ؤ ئ ء
    in their plain form; digits of any script as 0-9. Dropped is the article before another word: in Latin script
    al and el written as a word, or its assimilated form before the letter it is assimilated to (ash-Sham); in Arabic
    script ال on a word of at least four letters, except الله. A name of nothing but signs is its own key.
    Folding a key gives the key. Raises nothing.
    """
    kept: list[str] = []
    # From the end, so that an article is judged by the word that will follow it: one pass then leaves none to drop.
    for word in map(_without_arabic_article, reversed(_letters(name).split())):
        if not (kept and is_article(word, kept[-1])):
            kept.append(word)
    return " ".join(reversed(kept)) or _own_key(name)


def fold_text(text: str) -> str:
    """Fold running text for full-text search: the letters as `fold` has them, every word kept, articles too.

    In: any text. Out: its words parted by one space, "" when there are none. The s of a possessive becomes a word of
    its own (Syria's), so that the name before it is found; after one or two letters it is a hamza (Ra's al-Ayn).
    Raises nothing.
    """
    return " ".join(_letters(text, possessive=" s").split())


def search_text(text: str) -> str:
    """Fold running text for full-text search so that the Arabic article does not matter, here or in what is sought.

    In: any text. Out: as `fold_text` gives it, its Arabic words without the article. Raises nothing.
    """
    return " ".join(map(_without_arabic_article, fold_text(text).split()))


def plain(name: str) -> str:
    """A name as it is spelt, whatever blanks stand around it and however its accents are encoded (Unicode NFC)."""
    name = " ".join(name.split())
    if name.isascii():
        return name
    from unicodedata import normalize

    return normalize("NFC", name)


class _Letters(dict[int, str]):
    """A table for str.translate that works out each letter when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _letter(chr(code))
        return self[code]


_LETTERS = _Letters()


def _letters(text: str, possessive: str = "s") -> str:
    """Plain letters of a text, with spaces for what parts its words."""
    plain = text.translate(_LETTERS)
    if _SIGN not in plain:
        return plain
    plain = re.sub(_TIED_ARTICLE, r"\1 ", plain)
    return re.sub(_POSSESSIVE, possessive, plain).replace(_SIGN, "")


def _letter(char: str) -> str:
    """Plain letters of one character: "" when it is dropped, a space when it parts words, or a sign."""
    if char.isascii():
        return char.lower() if char.isalnum() else _SIGN if char in _SIGNS else " "
    # Only here, so that a run that meets ASCII names alone never loads it.
    from unicodedata import category, combining, decimal, normalize

    kind = category(char)
    if char in _SIGNS or kind in _SIGN_CATEGORIES:
        return _SIGN
    simpler = normalize("NFKD", char).casefold()
    if simpler != char:
        return simpler.translate(_LETTERS)
    if char in _PLAIN:
        return _PLAIN[char]
    if kind == "Nd":
        return str(decimal(char))
    if combining(char) or kind in _DROPPED_CATEGORIES:
        return ""
    return " " if kind[0] in "PSZ" or kind in ("Cc", "Cs") else char


def is_article(word: str, following: str) -> bool:
    """Whether a folded word of Latin letters is the Arabic article of the folded word that follows it."""
    return word in _ARTICLES or (word in _ASSIMILATED and following.startswith(_ASSIMILATED[word]))


def _without_arabic_article(word: str) -> str:
    # Repeated, because folding a key again would drop the next one.
    while word.startswith(_ARABIC_ARTICLE) and len(word) >= 4 and word != _GOD:
        word = word.removeprefix(_ARABIC_ARTICLE)
    return word


def _own_key(name: str) -> str:
    from unicodedata import normalize

    return normalize("NFKC", normalize("NFKC", name).casefold()).strip()
