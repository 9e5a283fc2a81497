"""What a reader sees of a paragraph: it whole, with numbers on what it names, and what it has claims of already."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from syriakb.queries.records.lexicon import Cited
from syriakb.reading.candidates import Found
from syriakb.reading.drafts import sentence
from syriakb.reading.mentions import Mention
from syriakb.reading.survey import Survey
from syriakb.render.passage import Mark, Stretch, flow, passage
from syriakb.render.screen import Screen


class Numbered(NamedTuple):
    """Whom the numbers of a paragraph mean: what it names, names that nobody has, and who was named just before."""

    here: dict[str, str]
    unknown: dict[str, str]
    before: dict[str, str]

    @property
    def ends(self) -> dict[str, str]:
        """Ids, or the names that nobody has, by their numbers."""
        return {**self.here, **self.unknown, **self.before}

    def of(self, ref: str) -> str:
        """The number of an id, or the id where it has none."""
        return next((number for number, each in self.ends.items() if each == ref), ref)


def numbered(found: Found, earlier: Found | None) -> Numbered:
    """Number what a paragraph names, in the order of the text."""
    refs = list(dict.fromkeys(mention.ref for mention in found.paragraph.mentions))
    names = list(found.paragraph.unknown)
    past = [m.ref for m in (earlier.paragraph.mentions if earlier else ()) if m.ref not in refs]
    counted = iter(range(1, len(refs) + len(names) + len(past) + 1))
    return Numbered(*({str(next(counted)): each for each in group} for group in (refs, names, dict.fromkeys(past))))


def shown(
    read: Survey, found: Found, numbers: Numbered, gaps: Sequence[str], cited: Sequence[Cited], on: Screen
) -> str:
    """A paragraph as it is shown to its reader, with what can be typed of it below."""
    text = found.paragraph.text
    head = flow([Stretch(f"p{found.paragraph.number} of {len(read.found)}", "bold")], on)
    below = [flow(list(each), on, "    ") for each in _below(read, found, numbers, gaps, cited)]
    return f"\n{head}{passage(text, list(_marks(found, numbers)), on)}\n{''.join(below)}"


def _marks(found: Found, numbers: Numbered) -> Iterator[Mark]:
    by_ref = {ref: number for number, ref in numbers.here.items()}
    for mention in found.paragraph.mentions:
        yield Mark(mention.start, mention.stop, by_ref[mention.ref], mention.kind)
    for number, name in numbers.unknown.items():
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", found.paragraph.text):
            yield Mark(*match.span(), f"{number}?", "unknown")


def _below(
    read: Survey, found: Found, numbers: Numbered, gaps: Sequence[str], cited: Sequence[Cited]
) -> Iterator[Iterator[Stretch]]:
    kinds = {mention.ref: mention.kind for mention in _all(read)}
    called = {number: read.called.get(ref, ref) for number, ref in numbers.ends.items()}
    if numbers.here:
        yield _listed("Named:", [(n, called[n], kinds[ref]) for n, ref in numbers.here.items()])
    if numbers.unknown:
        yield _listed("Nobody has the name:", [(f"{n}?", called[n], "unknown") for n in numbers.unknown])
    if numbers.before:
        yield _listed("Named before:", [(n, called[n], "dim") for n in numbers.before])
    for claim in cited:
        yield iter((Stretch("  "), Stretch(claim.id, "dim"), Stretch(f" {claim.statement}")))
    if gaps:
        open_ = [read.called.get(each, each) for each in gaps]
        yield iter((Stretch("In no claim of it: ", "bold"), Stretch(", ".join(open_))))
    for at, one in enumerate(found.candidates, 1):
        typed = f"{numbers.of(one.subject)} {read.verbs[one.predicate].label} {numbers.of(one.object)}"
        offer = sentence(read, one.subject, one.predicate, one.object)
        yield iter((Stretch(f"+{at}", "bold"), Stretch(f" {offer} "), Stretch(f"({typed})", "dim")))


def _all(read: Survey) -> Iterator[Mention]:
    return (mention for found in read.found for mention in found.paragraph.mentions)


def _listed(heading: str, each: Sequence[tuple[str, str, str]]) -> Iterator[Stretch]:
    yield Stretch(heading, "bold")
    for at, (number, name, style) in enumerate(each):
        yield from (Stretch(", " if at else " "), Stretch(number, "bold"), Stretch("\xa0"), Stretch(name, style))
