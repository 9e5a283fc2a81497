"""What a reader types: a line that makes a claim, such as `1 captures 3`, and in what it differs from the usual."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from syriakb.errors import UsageError
from syriakb.model.names import fold
from syriakb.model.readers import Raw
from syriakb.queries.records.lexicon import Verb
from syriakb.reading.candidates import Hints

_LEAST = 2  # letters of a predicate that is not typed to its end
_WHOLE, _CUE, _BEGUN = 3, 2, 1
_FLAGS: Mapping[str, tuple[str, str]] = {
    "denied": ("stance", "denies"),
    "ends": ("stance", "ends"),
    "possible": ("modality", "possible"),
    "intended": ("modality", "intended"),
    "conditional": ("modality", "conditional"),
    "implied": ("directness", "implied"),
}
_VALUES = {
    "by": "said_by",
    "since": "start",
    "until": "end",
    "grade": "credibility",
    "in": "place",
    "via": "via",
    "note": "note",
}
_SHORT = {"d": "denied", "p": "possible", "i": "intended", "c": "conditional", "b": "by", "s": "since", "u": "until"}
_WHOM = ("by", "in")  # behind these a number is that of somebody or something named
_TO_THE_END = ("via", "note")  # whatever stands behind them is their text


class Line(NamedTuple):
    """What a line claims: the words of its two ends and its predicate; or whom it is only about."""

    subject: str = ""
    predicate: str = ""
    object: str = ""
    about: tuple[str, ...] = ()


class _Reading(NamedTuple):
    """One way to read a line, and how good it is."""

    known: int
    level: int
    words: int
    line: Line


def line(text: str, numbers: Mapping[str, str], verbs: Iterable[Verb], kinds: Mapping[str, frozenset[str]]) -> Line:
    """Read a line that makes a claim. Numbers of what was recognised become ids. Raises UsageError."""
    words = text.split()
    readings = sorted(_readings(words, numbers, list(verbs), kinds), key=lambda each: each[:3], reverse=True)
    if readings:
        best = [each for each in readings if each[:3] == readings[0][:3]]
        predicates = sorted({each.line.predicate for each in best})
        if len(predicates) > 1:
            raise UsageError(f"That can mean {' or '.join(predicates)}. Write more of it; Tab completes.")
        return best[0].line
    if words and all(word in numbers for word in words):
        return Line(about=tuple(dict.fromkeys(numbers[word] for word in words)))
    raise UsageError("That is no claim that can be read: write it as 1 captures 3. ? shows what can be typed.")


def _readings(
    words: list[str], numbers: Mapping[str, str], verbs: list[Verb], kinds: Mapping[str, frozenset[str]]
) -> Iterator[_Reading]:
    for first in range(1, len(words) - 1):
        for end in range(first + 1, len(words)):
            said = fold(" ".join(words[first:end]).replace("_", " "))
            ends = [" ".join(words[:first]), " ".join(words[end:])]
            known = sum(each in numbers for each in ends)
            for verb in verbs:
                level, turned = _level(said, verb)
                if level:
                    subject, object = (numbers.get(each, each) for each in (ends[::-1] if turned else ends))
                    fits = _fits(verb.subjects, kinds.get(subject)) and _fits(verb.objects, kinds.get(object))
                    yield _Reading(known, level * 2 + fits, end - first, Line(subject, verb.id, object))


def _fits(wanted: frozenset[str], kinds: frozenset[str] | None) -> bool:
    return not wanted or kinds is None or bool(wanted & kinds)


def _level(said: str, verb: Verb) -> tuple[int, bool]:
    """How surely some words mean a predicate, 0 where they do not; and whether they read the other way round."""
    if not said:
        return 0, False
    own = [fold(verb.label), fold(verb.id.replace("_", " "))]
    inverse = [fold(verb.inverse)] if verb.inverse and not verb.symmetric else []
    for labels, turned in ((own, False), (inverse, True)):
        if said in labels:
            return _WHOLE, turned
    if any(_is_cue(said, cue) for cue in verb.cues):
        return _CUE, said.endswith(" by")
    for labels, turned in ((own, False), (inverse, True)):
        if len(said) >= _LEAST and any(label.startswith(said) for label in labels):
            return _BEGUN, turned
    return 0, False


def _is_cue(said: str, cue: str) -> bool:
    words, parts = said.split(), cue.split()
    return len(words) == len(parts) and all(
        word.startswith(fold(part)) if part.endswith("*") else word == fold(part)
        for word, part in zip(words, parts, strict=True)
    )


def differing(text: str, numbers: Mapping[str, str], hints: Hints) -> dict[str, Raw]:
    """In what a claim differs from the usual: `by 3, possible, since 2019-05`. Raises UsageError.

    `by` and `since` alone take what is offered.
    """
    raw: dict[str, Raw] = {}
    for word, value in _parts(text):
        if word in _FLAGS:
            field, meant = _FLAGS[word]
        else:
            meant = (numbers.get(value, value) if word in _WHOM else value) or _offered(word, hints)
            field = _VALUES[word]
        if field in raw:
            raise UsageError(f"{word} is said twice, or against another word of the line.")
        raw[field] = meant
    return raw


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Each word that opens a part, with what stands behind it."""
    word, rest = "", list[str]()
    for token in re.findall(r"[^\s,]+|,", text):
        known = _SHORT.get(token, token)
        if word not in _TO_THE_END and (known in _FLAGS or known in _VALUES):
            if word:
                yield word, " ".join(rest)
            word, rest = known, []
        elif word and (token != "," or word in _TO_THE_END):
            rest.append(token)
        elif token != ",":
            can_be = ", ".join((*_FLAGS, *_VALUES))
            raise UsageError(f"{token} is none of the words that can stand here: {can_be}.")
    if word:
        yield word, " ".join(rest)


def _offered(word: str, hints: Hints) -> str:
    offered = {"by": hints.speaker, "since": hints.start}.get(word)
    if not offered:
        raise UsageError(f"Behind {word} something must stand: nothing is offered for it here.")
    return offered


def said(raw: Mapping[str, object]) -> str:
    """The words by which `differing` gives these fields."""
    flags = [word for word, (field, meant) in _FLAGS.items() if raw.get(field) == meant]
    values = [f"{word} {raw[field]}" for word, field in _VALUES.items() if raw.get(field) not in (None, "")]
    return ", ".join([*flags, *values])
