"""Sounds: what a name sounds like, whatever script and spelling it is written in, as a skeleton of consonants.

Who hears a name writes it down in letters of their own: Suwayda, Sweida, Soueïda, Süveyda, Сувейда, السويداء. What
stays is, by and large, the consonants and their order. So a skeleton leaves out vowels, doublings, articles and silent
endings, and takes consonants together that languages write for each other: q, k, g and j; p and b; s and sh; kh and h.
Skeletons say which names are worth a comparison, never that two names are one: resolution goes by `names.fold` alone.

The letters are a table: of Arabic (also as Persian, Kurdish and Urdu write it), Cyrillic, Hebrew and Greek. Libraries
that transliterate keep more languages apart than are told apart here, and have no skeletons.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from syriakb.model.names import fold

Words: TypeAlias = tuple[str, ...]

_ARABIC = (
    "ا a ب b ت t ث th ج j ح h خ kh د d ذ dh ر r ز z س s ش sh ص s ض d ط t ظ z ع a غ gh ف f ق q ك k ل l م m ن n ه h"
    " و w ي y پ p چ ch ژ zh گ g ڤ v ڨ g ڭ g ڕ r ڵ l ۆ o ێ e ە a ھ h ہ h ں n ٹ t ڈ d ڑ r ے e"
)
_CYRILLIC = (
    "а a б b в v г g д d е e ж zh з z и i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ sh ъ ."
    " ы y ь . э e ю yu я ya і i є e ґ g ђ dj ј y љ l њ n ћ ch џ dj қ q ғ gh ң n ү u ұ u ө o ә a һ h ӏ ."
)
_HEBREW = "א a ב b ג g ד d ה h ו w ז z ח h ט t י y כ k ך k ל l מ m ם m נ n ן n ס s ע a פ p ף p צ s ץ s ק q ר r ש sh ת t"
_GREEK = "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s τ t υ y φ f χ kh ψ ps ω o"


_END = "'"  # of a letter, so that two of them are not read as one: t and h of Tahrir, where no vowel is between


def _table(*alphabets: str) -> dict[int, str]:
    parts = [alphabet.split() for alphabet in alphabets]
    return {
        ord(letter): latin.strip(".") + _END
        for each in parts
        for letter, latin in zip(each[::2], each[1::2], strict=True)
    }


_LATIN = _table(_ARABIC, _CYRILLIC, _HEBREW, _GREEK)
# Where two letters write one sound; the longest first.
_TOGETHER = {
    **dict.fromkeys(("dsch", "d'zh", "dzh", "dj", "zh"), "k"),
    **dict.fromkeys(("tsch", "t'sh", "tch", "sch", "sh", "ch", "cz", "sz"), "s"),
    **dict(zip(("kh", "gh", "th", "dh", "ph", "ck"), "hktdfk", strict=True)),
}
_CLUSTER = re.compile("|".join(_TOGETHER))
_VOWELS = "aeiouyw"
_CONSONANT = str.maketrans(
    {**dict.fromkeys("cgjkq", "k"), "p": "b", "v": "f", "x": "ks", **dict.fromkeys(f"{_VOWELS}{_END}")}
)
_LONG_VOWELS = str.maketrans({"a": "", "e": "", "i": "y", "o": "w", "u": "w"})
_TWICE = re.compile(r"(.)\1+")
_AGAIN = re.compile(r"(\D)\1+")
_ARTICLES = frozenset({"al", "el", "ul", "il"})
_ASSIMILATED = {vowel + sun: sun for vowel in "aeu" for sun in ("t", "th", "d", "dh", "r", "z", "s", "sh", "n")}
# An article written as one with its word, so far as it can be one: what is left has a skeleton too.
_TIED = re.compile(rf"[aeu](?:l(?=[^{_VOWELS}l]...)|(sh|th|dh|[tdrzsn])(?=\1..))")
_READ_AS = ((re.compile("v"), "w"), (re.compile("(?<!d)j"), "y"), (re.compile("c(?![hkz])"), "ch"))
_OTHER_VOWELS = frozenset("eiou")
_SAYS = 3  # letters of a word that say whether it is written with its vowels
_POSSESSIVE = re.compile(r"(?<=\w{3})['’ʼ`]s\b", re.IGNORECASE)
_TELLING = range(3, 25)  # how many consonants tell something still when one is amiss; what is longer is no word


def words(name: str) -> Words:
    """The words of a name, folded, without possessives: `Assad's` is about Assad. Raises nothing."""
    return tuple(fold(_POSSESSIVE.sub("", name)).split())


def spelt(word: str) -> str:
    """A folded word in Latin letters, roughly: where a script writes no vowels, it has none. Raises nothing."""
    return word if word.isascii() else word.translate(_LATIN).replace(_END, "")


def _lettered(word: str) -> str:
    return word if word.isascii() else word.translate(_LATIN)


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """The skeleton of a folded word: its consonants by their sounds, `a` for a vowel that it begins with.

    Digits and letters of other scripts stay. It is empty where nothing is left. Raises nothing.
    """
    latin = _lettered(word)
    bare = _CLUSTER.sub(_sound, latin).translate(_CONSONANT)
    begun = f"a{bare}" if latin[:1] in _VOWELS and latin else bare
    whole = "".join(filter(str.isalnum, _AGAIN.sub(r"\1", begun)))
    # A final h is written or not (Hamah, Hama), and Arabic ends so many words with one that is silent.
    return whole[:-1] if len(whole) > 1 and whole.endswith("h") else whole


def _sound(match: re.Match[str]) -> str:
    return _TOGETHER[match[0]]


def heard(name: Words) -> Words:
    """The words of a name that are no articles in any script, as skeletons are made of them. Raises nothing."""
    kept = (one for one, following in pairwise(name) if not _is_article(spelt(one), spelt(following)))
    return (*kept, *name[-1:])


def _is_article(word: str, following: str) -> bool:
    return word in _ARTICLES or (word in _ASSIMILATED and following.startswith(_ASSIMILATED[word]))


@lru_cache(maxsize=1 << 16)
def voweled(word: str) -> bool:
    """Whether a folded word has its vowels: not in Arabic or Hebrew, nor in Latin letter by letter as those are.

    Gazetteers have many of the last, such as alskhnt of As Sukhnah. Raises nothing.
    """
    if not word.isascii():
        return not "\u0590" <= word[:1] <= "\u08ff"
    sounds = _CLUSTER.sub("s", word.removeprefix("al"))  # an a in some letters is an alif
    return len(word) < _SAYS or not _OTHER_VOWELS.isdisjoint(sounds) or sounds.count("a") * 5 > len(sounds)


def lettered(word: str) -> bool:
    """Whether a folded word is Arabic letter by letter, with its article. Raises nothing."""
    return word.startswith("al") and word.isascii() and not voweled(word)


@lru_cache(maxsize=1 << 16)
def forms(word: str) -> Words:
    """A folded word, and in Latin letters what else it may be. Raises nothing.

    That is without the article that it may begin with; letter by letter of Arabic, without the t that is silent at its
    end; and with the letters that languages read in two ways: v as w, j as y, and c, which is a ch without its cedilla.
    """
    latin = _lettered(word)
    tied = _TIED.match(latin)
    found = [word, *([latin[tied.end() :]] if tied else ())]
    if word.isascii() and not voweled(word):
        bare = word.removeprefix("al")
        found = [word, *([bare] if bare != word else ()), *([bare[:-1]] if bare.endswith("t") else ())]
    read = (pattern.sub(other, latin) for pattern, other in _READ_AS)
    return (*found, *(each for each in read if each != latin))


@lru_cache(maxsize=1 << 16)
def sounds(word: str) -> Words:
    """The skeletons that a folded word can have."""
    return tuple(filter(None, map(skeleton, forms(word))))


@lru_cache(maxsize=1 << 16)
def near(sound: str) -> Words:
    """What is left of a skeleton when any one of its consonants is dropped; nothing of a short or an endless one.

    Two skeletons that differ in one consonant have one of these in common, or the one is among those of the other.
    """
    if len(sound) not in _TELLING:
        return ()
    return tuple(dict.fromkeys(sound[:at] + sound[at + 1 :] for at in range(len(sound))))


def pairs(name: Words) -> Words:
    """The skeletons of every two neighbours of a name's words, as if written in one: Abd Allah as Abdallah."""
    return tuple(filter(None, (skeleton(one + other) for one, other in pairwise(name))))


@lru_cache(maxsize=1 << 16)
def outline(word: str) -> str:
    """A folded word without its a and e and doublings, i and y for one letter, o, u and w for another.

    So it tells more than a skeleton, and can still be held against a word whose script writes long vowels alone.
    """
    latin = spelt(word)
    return latin[:1] + _TWICE.sub(r"\1", latin[1:].translate(_LONG_VOWELS))
