"""Names: those of a knowledge base, ready to be looked for in a text."""

from collections.abc import Iterable
from typing import NamedTuple

from syriakb.queries.records.lexicon import Name
from syriakb.reading.words import Word, capital, caseless, upper, words

# What English makes of the name of a country or a town: Russian, Iranian, Israeli.
_ADJECTIVES = ("n", "an", "ian", "i", "ish", "ese")
_ADJECTIVE = 4  # letters of a name at least, of which there are adjectives


class Known(NamedTuple):
    """The names of a knowledge base by their first words, the longest first; and all of one word."""

    by_first: dict[str, list[tuple[tuple[str, ...], Name]]]
    adjectives: dict[str, Name]


class Hit(NamedTuple):
    """A name that stands in a text: from which word to behind which."""

    first: int
    end: int
    name: Name


def known(names: Iterable[Name]) -> Known:
    """Make names ready to be looked for."""
    by_first: dict[str, list[tuple[tuple[str, ...], Name]]] = {}
    adjectives: dict[str, Name] = {}
    for name in names:
        key = tuple(name.folded.split())
        if not key or not any(map(str.isalpha, name.folded)):
            continue
        by_first.setdefault(key[0], []).append((key, name))
        if len(key) == 1 and len(key[0]) >= _ADJECTIVE and name.shown[:1].isupper():
            for ending in _ADJECTIVES:
                adjectives.setdefault(key[0] + ending, name)
                adjectives.setdefault(f"{key[0]}{ending}s", name)
    for each in by_first.values():
        each.sort(key=lambda pair: -len(pair[0]))
    return Known(by_first, adjectives)


def longest(known: Known, text: list[Word], at: int) -> list[Hit]:
    """The longest names that begin with a word of a text; several where one name has several bearers."""
    found: list[Hit] = []
    for form in text[at].forms:
        for key, name in known.by_first.get(form, ()):
            if found and len(key) < _length(found[0]):
                break
            end = _end(key, text, at)
            if end and _written(name, text, at, end):
                found.append(Hit(at, end, name))
        if found:
            return found
    return _plural(known, text, at)


def _length(hit: Hit) -> int:
    return len(hit.name.folded.split())


def _end(key: tuple[str, ...], text: list[Word], at: int) -> int:
    """Behind which word a name ends that begins with this one; 0 where it does not stand here."""
    place = at
    for number, word in enumerate(key):
        while number and place < len(text) and text[place].article:
            place += 1
        if place == len(text) or text[place].sentence != text[at].sentence:
            return 0
        forms = text[place].forms
        if word not in forms and not (number == len(key) - 1 and number and _is_plural(word, forms)):
            return 0
        place += 1
    return place


def _is_plural(word: str, forms: tuple[str, ...]) -> bool:
    return len(word) > 2 and any(form in (f"{word}s", f"{word}es") for form in forms)


def _plural(known: Known, text: list[Word], at: int) -> list[Hit]:
    """Names of one word in the plural, and adjectives made of them."""
    word = text[at]
    if not capital(word.text):
        return []
    for form in word.forms:
        ended = [form.removesuffix(ending) for ending in ("s", "es") if form.endswith(ending) and len(form) > 4]
        for single in ended:
            hits = [Hit(at, at + 1, name) for key, name in known.by_first.get(single, ()) if len(key) == 1]
            if hits and not upper(hits[0].name.shown):
                return hits
        if name := known.adjectives.get(form):
            return [Hit(at, at + 1, name)]
    return []


def _written(name: Name, text: list[Word], at: int, end: int) -> bool:
    """Whether the words have the capitals that the name has; in lower case it is found either way."""
    own = [word for word in words(name.shown) if not word.article]
    met = [word for word in text[at:end] if not word.article]
    return len(own) != len(met) or all(_alike(one.text, other.text) for one, other in zip(own, met, strict=True))


def _alike(own: str, met: str) -> bool:
    if caseless(own) or not capital(own):
        return True
    return upper(met) if upper(own) else capital(met)
