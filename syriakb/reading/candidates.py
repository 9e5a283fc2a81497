"""Candidates: what the paragraphs of a text may say as triples, found by the cues of the predicates between names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from syriakb.model.dates import Date
from syriakb.queries.records.lexicon import Verb
from syriakb.reading import language
from syriakb.reading.dates import Dated, dates
from syriakb.reading.language import Finder, phrase
from syriakb.reading.mentions import Mention, Paragraph
from syriakb.reading.words import capital

MOST = 5  # candidates of a paragraph
_LISTED = 2  # words at most between two names of a list
_FRESH = 6  # words that it is worth to bring somebody new
# What an end costs, in words: on the other side of the cue, in an earlier sentence (both where its own side has none,
# and where it has), and further off than the nearest.
_ASIDE, _EARLIER, _FURTHER = (15, 20), (12, 30), 8
_EITHER = 5  # on the other side, where only one of the two can be meant: an actor who takes a place
_SAYING = language.finder(("saying", language.SAYING))
_TURNS = language.finder(
    ("denies", language.DENYING), ("possible", language.POSSIBLE), ("conditional", language.CONDITIONAL),
    ("intended", language.INTENDED),
)  # fmt: skip


class Candidate(NamedTuple):
    """A triple that a paragraph may say: by which words, and how far these stand from the names.

    `first` and `end` are the words of the cue.
    """

    subject: str
    predicate: str
    object: str
    first: int
    end: int
    cue: str
    cost: int


class Hints(NamedTuple):
    """What else a sentence may say: who speaks, that something is denied or supposed, and when."""

    speaker: str | None
    stance: str | None
    modality: str | None
    start: str | None


class Found(NamedTuple):
    """A paragraph with the triples that it may say, the words of saying and the dates in it."""

    paragraph: Paragraph
    candidates: tuple[Candidate, ...]
    cues: tuple[tuple[int, int, str], ...]
    saying: tuple[int, ...]
    dated: tuple[Dated, ...]


class Finding:
    """Finds candidates in the paragraphs of a text, in their order."""

    def __init__(self, verbs: Sequence[Verb], kinds: Mapping[str, frozenset[str]], published: Date | None) -> None:
        self._finder: Finder[Verb] = Finder([(phrase(cue), verb) for verb in verbs for cue in verb.cues])
        self._kinds, self._published = kinds, published

    def read(self, paragraphs: Iterable[Paragraph]) -> list[Found]:
        """Everything that the paragraphs may say."""
        found: list[Found] = []
        earlier: list[Mention] = []
        for each in paragraphs:
            found.append(self._found(each, earlier))
            earlier = list(each.mentions)
        return found

    def _found(self, each: Paragraph, earlier: list[Mention]) -> Found:
        cues = self._cues(each)
        best: dict[tuple[str, ...], Candidate] = {}
        for first, end, verb in cues:
            for one in self._triples(each, earlier, first, end, verb):
                key = _same(one, verb)
                if key not in best or one.cost < best[key].cost:
                    best[key] = one
        chosen = sorted(_chosen(sorted(best.values(), key=lambda one: one.cost)), key=lambda one: (one.first, one.cost))
        saying = tuple(at for at, _, _ in _SAYING.find(each.words))
        plain = tuple((first, end, verb.id) for first, end, verb in cues)
        return Found(each, tuple(chosen), plain, saying, tuple(dates(each.words, self._published)))

    def _cues(self, each: Paragraph) -> list[tuple[int, int, Verb]]:
        """Where cues stand, of those of one predicate that overlap the longest, and none within a name."""
        taken = {at for mention in each.mentions for at in range(mention.first, mention.end)}
        found = [hit for hit in self._finder.find(each.words) if taken.isdisjoint(range(hit[0], hit[1]))]
        return [
            hit
            for hit in found
            if not any(o[2] is hit[2] and o is not hit and o[0] <= hit[0] and hit[1] <= o[1] for o in found)
        ]

    def _triples(
        self, each: Paragraph, earlier: list[Mention], first: int, end: int, verb: Verb
    ) -> Iterator[Candidate]:
        sentence = each.words[first].sentence
        own = [mention for mention in each.mentions if each.words[mention.first].sentence == sentence]
        before = [m for m in reversed(own) if m.end <= first]
        after = [m for m in own if m.first >= end]
        left, right = (after, before) if _turned(each, end, verb) else (before, after)
        past = [m for m in reversed(each.mentions) if each.words[m.first].sentence < sentence]
        context = [*past, *reversed(earlier)]
        cue = each.text[each.words[first].start : each.words[end - 1].end]
        apart = verb.subjects.isdisjoint(verb.objects)
        subjects = self._fitting(verb.subjects, left, right, context, first, apart=apart)
        objects = self._fitting(verb.objects, right, left, context, first, apart=apart)
        for subject, (far, crossed) in subjects:
            for object, (farther, crossed_too) in objects:
                if subject != object and (apart or not (crossed and crossed_too)):
                    yield Candidate(subject, verb.id, object, first, end, cue, far + farther)

    def _fitting(
        self,
        kinds: frozenset[str],
        side: list[Mention],
        other: list[Mention],
        context: list[Mention],
        at: int,
        *,
        apart: bool,
    ) -> list[tuple[str, tuple[int, bool]]]:
        """Who can stand on a side, the nearest first: how far away it is, and whether it stands on the other."""
        found: dict[str, tuple[int, bool]] = {}
        own, across, past = (self._of(kinds, mentions) for mentions in (side, other, context))
        for near, cost in ((own, 0), (across, _EITHER if apart else _ASIDE[bool(own)])):
            listed = 0  # of a list all are as near as its nearest, those further off are not
            for number, mention in enumerate(near):
                if number and not _joined(near[number - 1], mention):
                    listed += _FURTHER
                found.setdefault(mention.ref, (cost + listed + abs(near[0].first - at), near is across))
        for number, mention in enumerate(past):
            found.setdefault(mention.ref, (_EARLIER[bool(own)] + number * _FURTHER, False))
        return sorted(found.items(), key=lambda pair: pair[1])[:MOST]

    def _of(self, kinds: frozenset[str], mentions: list[Mention]) -> list[Mention]:
        return [each for each in mentions if not kinds or kinds & self._kinds.get(each.ref, frozenset())]


def _turned(each: Paragraph, end: int, verb: Verb) -> bool:
    """Whether the cue reads from the object to the subject: it ends, or goes on, as the inverse label does."""
    last = (verb.inverse or verb.label).split()[-1]
    if verb.symmetric or last == verb.label.split()[-1]:
        return False
    near = each.words[end - 1 : end + 1]
    return any(last in word.forms for word in near)


def _joined(one: Mention, other: Mention) -> bool:
    """Whether two names stand beside each other as in a list: Aleppo, along with Hama."""
    return abs(one.first - other.end) <= _LISTED or abs(other.first - one.end) <= _LISTED


def _same(one: Candidate, verb: Verb) -> tuple[str, ...]:
    ends = sorted((one.subject, one.object)) if verb.symmetric else [one.subject, one.object]
    return (*ends, verb.id)


def _chosen(ranked: list[Candidate]) -> list[Candidate]:
    """The best few; those that bring somebody new before those that only say more of the same."""
    chosen: list[Candidate] = []
    seen: set[str] = set()
    left = list(ranked)
    while left and len(chosen) < MOST:
        best = min(left, key=lambda one: one.cost - _FRESH * len({one.subject, one.object} - seen))
        left.remove(best)
        chosen.append(best)
        seen |= {best.subject, best.object}
    return chosen


def hints(found: Found, first: int) -> Hints:
    """What the sentence of a word may say beside its triple."""
    each = found.paragraph
    sentence = each.words[first].sentence
    own = [(each.words[at], word) for at, _, word in _TURNS.find(each.words) if each.words[at].sentence == sentence]
    near = {word for met, word in own if met.first or not capital(met.text)}  # on 3 May is no doubt
    days = [dated.edtf for dated in found.dated if each.words[dated.first].sentence == sentence]
    modality = next((word for word in ("conditional", "possible", "intended") if word in near), None)
    return Hints(speaker(found, sentence), "denies" if "denies" in near else None, modality, days[0] if days else None)


def speaker(found: Found, sentence: int) -> str | None:
    """Who speaks in a sentence: the actor nearest before its word of saying, else behind it."""
    each = found.paragraph
    said = [at for at in found.saying if each.words[at].sentence == sentence]
    actors = [mention for mention in each.mentions if mention.kind == "actor"]
    own = [mention for mention in actors if each.words[mention.first].sentence == sentence]
    for at in said:
        near = sorted(own, key=lambda m: (m.first > at, abs(m.first - at)))
        if near:
            return near[0].ref
    return None
