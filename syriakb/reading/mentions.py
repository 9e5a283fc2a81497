"""Mentions: who and what is named in the paragraphs of a text, and which names nobody in the knowledge base has."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from syriakb.reading.language import CALENDAR, COMMON
from syriakb.reading.names import Hit, Known, longest
from syriakb.reading.words import Word, bare, capital, caseless, upper, words

PERSON = "person"
_SHORT = 3  # letters of a short form at least


class Mention(NamedTuple):
    """Somebody or something named: by which words of the paragraph, from which character to which, and who it is.

    `kind` is actor or place; `others` are further bearers of the name.
    """

    first: int
    end: int
    start: int
    stop: int
    text: str
    ref: str
    kind: str
    others: tuple[str, ...] = ()


class Paragraph(NamedTuple):
    """A paragraph of a text: its number, its words, who is named in it, and the names in it that nobody has."""

    number: int
    text: str
    words: list[Word]
    mentions: tuple[Mention, ...]
    unknown: tuple[str, ...]


class Reader:
    """Reads the paragraphs of one text in their order, and remembers who was named in full.

    `kinds` tells of which kinds each actor and place is, `weigh` how well known it is: of several bearers of a name
    the one comes first that the text named before, then the best known.
    """

    def __init__(self, known: Known, kinds: Mapping[str, frozenset[str]], weigh: Callable[[str], int]) -> None:
        self._known, self._kinds, self._weigh = known, kinds, weigh
        self._short: dict[str, str | None] = {}
        self._seen: set[str] = set()
        self._lower: frozenset[str] = frozenset()

    def read(self, paragraphs: Iterable[str]) -> list[Paragraph]:
        """Read a whole text."""
        split = [(text, words(text)) for text in paragraphs]
        self._lower = frozenset(
            word.forms[0] for _, found in split for word in found if not word.first and word.text.islower()
        )
        return [self._paragraph(number, *pair) for number, pair in enumerate(split, start=1)]

    def _paragraph(self, number: int, text: str, found: list[Word]) -> Paragraph:
        mentions: list[Mention] = []
        at = 0
        while at < len(found):
            mention = None if found[at].article else self._mention(text, found, at)
            if mention and mentions and self._tail(mentions[-1], mention, text):
                mention = None
            if mention:
                mentions.append(mention)
                self._learn(found, mention)
            at = mention.end if mention else at + 1
        return Paragraph(number, text, found, tuple(mentions), tuple(self._unknown(found, mentions)))

    def _mention(self, text: str, found: list[Word], at: int) -> Mention | None:
        hits = longest(self._known, found, at)
        if hits and not self._doubtful(hits[0], found):
            refs = self._ranked(hits)
        elif short := self._shortened(found, at):
            hits, refs = [Hit(at, at + 1, hits[0].name)] if hits else [], [short]
        else:
            return None
        end = hits[0].end if hits else at + 1
        first = at - 1 if at and found[at - 1].article else at
        start, stop = found[first].start, found[end - 1].end
        self._seen.update(refs[:1])
        kind = "actor" if "actor" in self._kinds.get(refs[0], ()) else "place"
        return Mention(first, end, start, stop, text[start:stop], refs[0], kind, tuple(refs[1:]))

    def _tail(self, before: Mention, mention: Mention, text: str) -> bool:
        """Whether a word is rather the end of a longer name than a name, as in Doha Summit: nothing is known of it."""
        alone = mention.end - mention.first == 1 and text[before.stop : mention.start] == " "
        return alone and capital(mention.text) and not self._weigh(mention.ref)

    def _ranked(self, hits: list[Hit]) -> list[str]:
        order = sorted(
            hits, key=lambda hit: (hit.name.ref not in self._seen, -self._weigh(hit.name.ref), hit.name.rank)
        )
        return list(dict.fromkeys(hit.name.ref for hit in order))

    def _doubtful(self, hit: Hit, found: list[Word]) -> bool:
        """Whether a word may be none of the names that are spelt alike: it only begins a sentence with a capital."""
        word = found[hit.first]
        if hit.end - hit.first > 1 or caseless(word.text) or hit.name.shown.islower() or upper(hit.name.shown):
            return False
        return word.first and self._begins(word)

    def _learn(self, found: list[Word], mention: Mention) -> None:
        """Remember the short forms of somebody who was named in full."""
        own = [word for word in found[mention.first : mention.end] if not word.article]
        if len(own) < 2 or not capital(own[-1].text):
            return
        person = PERSON in self._kinds.get(mention.ref, ())
        self._remember(own[-1].forms[0] if person else f"the {own[-1].forms[0]}", mention.ref)
        initials = "".join(word.text[0] for word in own if capital(word.text))
        self._remember(initials, mention.ref)
        if mention.end < len(found) and upper(found[mention.end].text) and found[mention.end].text.isalpha():
            self._remember(found[mention.end].text, mention.ref)

    def _remember(self, short: str, ref: str) -> None:
        if len(short) >= _SHORT:
            self._short[short] = ref if self._short.get(short, ref) == ref else None

    def _shortened(self, found: list[Word], at: int) -> str | None:
        """Who is meant by a short form: a surname, initials, or the last word of a name behind "the"."""
        word = found[at]
        if not capital(word.text) or (word.first and self._begins(word)):
            return None
        the = "the " if at and found[at - 1].forms[0] == "the" else None
        forms = [bare(word.text)] if upper(word.text) else []
        forms += [start + form for start in ("", the) if start is not None for form in word.forms]
        return next((ref for form in forms if (ref := self._short.get(form))), None)

    def _begins(self, word: Word) -> bool:
        """Whether a word is likely to have its capital only because a sentence begins with it."""
        return word.forms[-1] in COMMON or word.forms[0] in self._lower

    def _unknown(self, found: list[Word], mentions: list[Mention]) -> list[str]:
        """Runs of words with capital letters that are nobody's name here, each once."""
        taken = {place for mention in mentions for place in range(mention.first, mention.end)}
        runs: list[list[int]] = []
        for at, word in enumerate(found):
            if at in taken or not self._named(found, at) or (at - 1 in taken and not word.first):
                continue
            if runs and runs[-1][-1] == at - 1 and found[at - 1].sentence == word.sentence:
                runs[-1].append(at)
            else:
                runs.append([at])
        kept = [run for run in runs if self._apart(found, run, taken)]
        return list(dict.fromkeys(" ".join(found[at].text for at in run) for run in kept))

    def _apart(self, found: list[Word], run: list[int], taken: set[int]) -> bool:
        """Whether a run is no title before a name that is known, as in President Wolf, and no such word alone."""
        following = run[-1] + 1
        goes_on = following in taken and found[following].sentence == found[run[-1]].sentence
        return not goes_on and not all(found[at].forms[-1] in COMMON for at in run)

    def _named(self, found: list[Word], at: int) -> bool:
        """Whether a word looks like one of a name; the first of a sentence does if the next one does too."""
        word = found[at]
        if not capital(word.text) or len(word.text) < 2 or word.forms[-1] in CALENDAR:
            return False
        if not word.first or upper(word.text):
            return not (word.first and self._begins(word))
        following = found[at + 1] if at + 1 < len(found) else word
        return not self._begins(word) and not following.first and capital(following.text)
