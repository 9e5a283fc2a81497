"""A graph as a picture of its own: title, day, what can be read of the graph, the pairs that nothing joins to the rest
in words, what colours and lines mean, and where it is from."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from syriakb.pictures.charts import Network, Tie
from syriakb.pictures.core import Chosen, chosen
from syriakb.pictures.graphsvg import STYLE, WIDTH, colors, drawn, said, shapes
from syriakb.pictures.labels import ASKED, TITLE, fitted, text_width, wrapped
from syriakb.pictures.markup import element, text
from syriakb.queries.relations.ties import Relation

_MARGIN, _TOP, _LINE, _SMALL, _SAMPLE = 16, 76, 20, 12, 30
_ROOM = WIDTH - 2 * _MARGIN
PAIRS = 20  # that are listed
ARROWS = "An arrow leads from who does it to whom it is done to; without a tip it is so both ways."
_STANDINGS = {
    "assessed": "held by this knowledge base",
    "stated": "said by a source in its own voice",
    "claimed": "only said by those named",
    "disputed": "said and denied",
    "denied": "only denied",
}
_PLAIN = {"denied": "denied"}  # what a line that stands for a standing is coloured as, if not plain


class Key(NamedTuple):
    """A line of the legend: the group or the standing that it is of, the classes that a relation so drawn has, and what
    it means."""

    name: str
    classes: str
    words: str


def lines(net: Network) -> Iterator[str]:
    """The document, in one piece. Raises SyriakbError without igraph, or where there is nothing to draw."""
    yield document(net)


def document(net: Network) -> str:
    """The graph as a document of its own. Raises SyriakbError, as `lines`."""
    part = chosen(net)
    drawing = drawn(part.net)
    rows = list(_rows(net, part))
    asked = list(wrapped(net.date.split(" "), ASKED, _ROOM))
    top = _TOP + _LINE * (len(asked) - 1)
    below = top + drawing.height + 2 * _LINE
    height = f"{below + _LINE * len(rows):.0f}"
    head = _text(fitted(net.title, TITLE, _ROOM), "title", _MARGIN, 36) + "".join(
        _text(line, None, _MARGIN, 58 + _LINE * at) for at, line in enumerate(asked)
    )
    shift = (WIDTH - drawing.width) / 2
    inner = element("g", "".join(shapes(part.net, drawing)), transform=f"translate({shift:.0f} {top})")
    listed = "".join(
        element("g", row, transform=f"translate({_MARGIN} {below + _LINE * at:.0f})") for at, row in enumerate(rows)
    )
    style = element("style", text(STYLE + colors()))
    ground = element("rect", None, width=WIDTH, height=height, fill="#fff")
    content = f"{element('title', text(net.title))}{style}{ground}{head}{inner}{listed}"
    size = {"width": WIDTH, "height": height, "viewBox": f"0 0 {WIDTH} {height}"}
    return element("svg", content, xmlns="http://www.w3.org/2000/svg", class_="graph", role="group", **size) + "\n"


def legend(ties: Iterable[Tie | Relation]) -> list[Key]:
    """What the colours of relations mean, and what their lines do."""
    every = list(ties)
    groups = sorted({tie.group for tie in every if tie.standing != "denied"})
    standings = [standing for standing in _STANDINGS if any(tie.standing == standing for tie in every)]
    keys = [Key(name, f"{name} assessed", name) for name in groups]
    return keys + [
        Key(each, f"{_PLAIN.get(each, 'plain')} {each}", f"{each}: {_STANDINGS[each]}") for each in standings
    ]


def listed(net: Network, part: Chosen) -> list[str]:
    """The relations of pairs in words, and how many more there are."""
    names = net.names
    told = [said(tie, names) for tie in part.pairs[:PAIRS]]
    more = len(part.pairs) - PAIRS
    return [*told, *([f"and {more:,} more"] if more > 0 else [])]


def _rows(net: Network, part: Chosen) -> Iterator[str]:
    yield from _samples(legend(part.net.ties))
    yield _text(ARROWS)
    if part.pairs:
        yield ""
        yield _text("Pairs whom nothing joins to anybody else:")
        yield from (_text(fitted(told, _SMALL, _ROOM)) for told in listed(net, part))
    yield ""
    for sentence in (*net.told_by_sides, part.absent, net.absent, f"From: {'; '.join(net.sources) or 'no source'}"):
        if sentence:
            yield _text(fitted(sentence, _SMALL, _ROOM))


def _samples(keys: list[Key]) -> Iterator[str]:
    """The legend in rows that are no wider than the picture."""
    x, row = 0.0, ""
    for key in keys:
        wide = _SAMPLE + 8 + text_width(key.words, _SMALL) + 18
        if x + wide > _ROOM:
            yield row
            x, row = 0.0, ""
        line = element("path", None, d=f"M{x:.0f} -4h{_SAMPLE}", class_="line")
        row += element("g", line, class_=key.classes) + _text(key.words, x=x + _SAMPLE + 8)
        x += wide
    if row:
        yield row


def _text(content: str, class_: str | None = "small", x: float = 0, y: float = 0) -> str:
    return element("text", text(content), x=f"{x:.4g}", y=f"{y:g}", class_=class_)
