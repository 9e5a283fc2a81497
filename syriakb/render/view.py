"""How the ids of one answer are shown on one screen: names, numbers of sources, colours of controllers."""

from typing import NamedTuple

from syriakb.answers import Answer, Labels
from syriakb.render.safe import safe
from syriakb.render.screen import Screen

# Of the 16 standard colours, those that read well on dark and on light; blue last, since it is dark on black.
_PALETTE = ("cyan", "magenta", "yellow", "green", "red", "blue")


class View(NamedTuple):
    """What it takes to show ids: their labels, numbers for the sources of evidence, colours for controllers."""

    labels: Labels
    numbers: dict[str, int]
    colors: dict[str, str]
    unicode: bool

    def safe(self, text: object) -> str:
        """Give any value as text that is safe on this screen."""
        return safe(str(text), unicode=self.unicode)

    def sign(self, sign: str, plain: str) -> str:
        """Choose between a sign and what stands for it in ASCII."""
        return sign if self.unicode else plain

    def name(self, ref: str) -> str:
        """Give the name behind an id, or the id where it has none."""
        return self.safe(self.labels.names.get(ref) or self.labels.sources.get(ref) or ref)

    def source(self, source: str) -> str:
        """Give a source by its number when there are several, else by its title."""
        return str(self.numbers[source]) if len(self.numbers) > 1 else self.name(source)

    def mark(self, claim: str) -> str:
        """Give where a claim stands: `p4`, `1:p4` when there are several sources, its id when it has no locator."""
        mark = self.labels.marks.get(claim)
        if mark is None or not mark.locator:
            return self.safe(claim)
        number = f"{self.numbers[mark.source]}:" if len(self.numbers) > 1 else ""
        return number + self.safe(mark.locator)


def view(answer: Answer, labels: Labels, screen: Screen) -> View:
    """Number the sources and colour the controllers of an answer, both in order of first appearance."""
    marks = [labels.marks[claim] for claim in listed(answer, "evidence") if claim in labels.marks]
    sources = dict.fromkeys(mark.source for mark in marks if mark.locator)
    sources.update(dict.fromkeys(listed(answer, "source")))
    actors = listed(answer, "holders")
    return View(
        labels,
        numbers={source: number for number, source in enumerate(sources, start=1)},
        colors={actor: _PALETTE[at % len(_PALETTE)] for at, actor in enumerate(actors)},
        unicode=screen.unicode,
    )


def listed(answer: Answer, kind: str) -> list[str]:
    """Give what stands in the columns of a kind, each once, in order of first appearance."""
    places = [at for at, column in enumerate(answer.columns) if column.kind == kind]
    found: dict[str, None] = {}
    for value in dict.fromkeys(row[at] for row in answer.rows for at in places):
        found.update(dict.fromkeys([value] if isinstance(value, str) else value or ()))
    return list(found)
