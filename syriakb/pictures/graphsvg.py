"""A graph as SVG: actors in boxes, relations as arrows with their words on them.

The words of each relation are a box of their own between its ends, so that they have room. Colour is the group, the
line the standing: solid assessed, dashed claimed, dotted disputed, and denied grey, dotted and struck out.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from syriakb.errors import SyriakbError
from syriakb.pictures.charts import Network, Tie
from syriakb.pictures.labels import TITLE, Box, fitted, shortened, text_width
from syriakb.pictures.layout import laid_out
from syriakb.pictures.markup import element, text
from syriakb.pictures.style import COLORS, DENIED

MOST = 400  # relations: more than that nobody can read, and moving boxes apart takes its time
_MARGIN, _HEAD, _WIDTH = 24.0, 76.0, 1040.0
_NAME, _WORDS = 14, 11
STYLE = """
.graph text { font: 14px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; fill: #1b1b1b; text-anchor: middle; }
.graph .actor { fill: #f3f4f6; stroke: #6b7280; }
.graph .centre { fill: #fff3cd; stroke: #1b1b1b; stroke-width: 2; }
.graph .line { fill: none; stroke-width: 1.7; }
.graph .ground { fill: #fff; fill-opacity: 0.85; }
.graph .words { font-size: 11px; }
.graph .claimed .line { stroke-dasharray: 7 4; }
.graph .disputed .line { stroke-dasharray: 1.5 4; stroke-linecap: round; stroke-width: 2.4; }
.graph .denied .line { stroke-dasharray: 1.5 4; }
.graph .denied .words { text-decoration: line-through; }
.graph .start { text-anchor: start; }
.graph .title { font-size: 20px; font-weight: 600; text-anchor: start; }
.graph .small { font-size: 12px; text-anchor: start; }
"""


class _Point(NamedTuple):
    x: float
    y: float


class _Drawing(NamedTuple):
    """Where everything stands: the boxes of actors and of the words of ties, none left of 0 or above it."""

    actors: dict[str, Box]
    words: tuple[Box, ...]
    width: float
    height: float


def figure(net: Network) -> str:
    """The graph alone, as an `svg` element. Raises SyriakbError without igraph, or where it is too large."""
    drawing = _laid_out(net)
    box = f"0 0 {drawing.width:.0f} {drawing.height:.0f}"
    content = "".join(_shapes(net, drawing))
    named = {"role": "img", "aria_label": f"{net.title}, {net.date}"}
    return element("svg", content, class_="graph", viewBox=box, width=f"{drawing.width:.0f}", **named)


def lines(net: Network) -> Iterator[str]:
    """The document, in one piece. Raises SyriakbError, as `figure`."""
    yield document(net)


def document(net: Network) -> str:
    """The graph as a document of its own: title, day, graph, legend, sources. Raises SyriakbError, as `figure`."""
    drawing = _laid_out(net)
    legend = list(_legend(net))
    width = max(drawing.width, 760.0)
    height = _HEAD + drawing.height + 22 * len(legend) + 8
    title = fitted(net.title, TITLE, width - 2 * _MARGIN)
    head = _small(_MARGIN, 36, title, "title") + _small(_MARGIN, 58, net.date, "start")
    shift = (width - drawing.width) / 2
    shapes = element("g", "".join(_shapes(net, drawing)), transform=f"translate({shift:.0f} {_HEAD:.0f})")
    rows = "".join(
        element("g", row, transform=f"translate({_MARGIN:.0f} {_HEAD + drawing.height + 14 + 22 * at:.0f})")
        for at, row in enumerate(legend)
    )
    style = element("style", text(STYLE + colors()))
    ground = element("rect", None, width=f"{width:.0f}", height=f"{height:.0f}", fill="#fff")
    content = f"{element('title', text(net.title))}{style}{ground}{head}{shapes}{rows}"
    size = {"width": f"{width:.0f}", "height": f"{height:.0f}", "viewBox": f"0 0 {width:.0f} {height:.0f}"}
    return element("svg", content, xmlns="http://www.w3.org/2000/svg", class_="graph", role="img", **size) + "\n"


def colors(*, dark: bool = False) -> str:
    """The colours of the groups as a style sheet, for a light ground or for a dark one."""
    known = {name: _lighter(color) if dark else color for name, color in {**COLORS, "denied": DENIED}.items()}
    return "".join(
        f".graph .{name} .line {{ stroke: {color}; }}\n"
        f".graph .{name} .words, .graph .{name} .tip {{ fill: {color}; }}\n"
        for name, color in known.items()
    )


def _lighter(color: str) -> str:
    """Half way to white."""
    parts = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{(part + 255) // 2:02x}" for part in parts)


def _laid_out(net: Network) -> _Drawing:
    if not net.nodes:
        raise SyriakbError(f"There is nothing to draw: no relation is recorded {net.date}.")
    if len(net.ties) > MOST:
        hint = "Ask for one actor, or for one --group."
        raise SyriakbError(f"These are {len(net.ties)} relations, too many to draw: the most is {MOST}. {hint}")
    sizes = [(text_width(_name(node.name), _NAME) + 18, 30.0) for node in net.nodes]
    sizes += [(text_width(_words(tie), _WORDS) + 6, _WORDS + 5.0) for tie in net.ties]
    number = {node.id: at for at, node in enumerate(net.nodes)}
    edges = [(number[end], len(net.nodes) + at) for at, tie in enumerate(net.ties) for end in (tie.subject, tie.object)]
    boxes = laid_out(sizes, edges, _WIDTH)
    moved = [box._replace(x=box.x + _MARGIN, y=box.y + _MARGIN) for box in boxes]
    actors = {node.id: box for node, box in zip(net.nodes, moved, strict=False)}
    width, height = (
        max(each) + _MARGIN for each in zip(*((b.x + b.width, b.y + b.height) for b in moved), strict=True)
    )
    return _Drawing(actors, tuple(moved[len(net.nodes) :]), width, height)


def _name(name: str) -> str:
    return shortened(name, 40)


def _words(tie: Tie) -> str:
    return shortened(tie.label, 40)


def _shapes(net: Network, drawing: _Drawing) -> Iterator[str]:
    for tie, box in zip(net.ties, drawing.words, strict=True):
        yield _arrow(tie, drawing.actors[tie.subject], box, drawing.actors[tie.object])
    for node in net.nodes:
        box = drawing.actors[node.id]
        class_ = "actor centre" if node.id == net.centre else "actor"
        size = {"width": _round(box.width), "height": _round(box.height)}
        shape = element("rect", None, x=_round(box.x), y=_round(box.y), **size, rx=7, class_=class_)
        middle = _middle(box)
        name = element("text", text(_name(node.name)), x=_round(middle.x), y=_round(middle.y + 5))
        yield element("g", element("title", text(f"{node.name} ({node.kind})")) + shape + name, data_actor=node.id)


def _middle(box: Box) -> _Point:
    return _Point(box.x + box.width / 2, box.y + box.height / 2)


def _round(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _arrow(tie: Tie, start: Box, box: Box, end: Box) -> str:
    """A bow from box to box through the middle of the words, with a tip where it has a direction."""
    middle, from_, to = _middle(box), _middle(start), _middle(end)
    turn = _Point(2 * middle.x - (from_.x + to.x) / 2, 2 * middle.y - (from_.y + to.y) / 2)
    first = next((t / 100 for t in range(50) if not _within(start, _on(from_, turn, to, t / 100))), 0.0)
    last = next((t / 100 for t in range(100, 50, -1) if not _within(end, _on(from_, turn, to, t / 100))), 1.0)
    shape = element("path", None, d=_bow(from_, turn, to, first, last), class_="line")
    tip = "" if tie.symmetric else _tip(_on(from_, turn, to, last - 0.03), _on(from_, turn, to, last))
    ground = element(
        *("rect", None),
        x=_round(box.x),
        y=_round(box.y),
        width=_round(box.width),
        height=_round(box.height),
        class_="ground",
    )
    words = element("text", text(_words(tie)), x=_round(middle.x), y=_round(middle.y + 4), class_="words")
    group = "denied" if tie.standing == "denied" else tie.group
    return element(
        "g", element("title", text(_said(tie))) + shape + tip + ground + words, class_=f"{group} {tie.standing}"
    )


def _said(tie: Tie) -> str:
    days = "".join(f", {word} {day}" for word, day in (("since", tie.since), ("until", tie.until)) if day)
    return f"{tie.subject} {tie.label} {tie.object}: {tie.standing}{days}, grade {tie.grade}, {' '.join(tie.evidence)}"


def _on(start: _Point, turn: _Point, end: _Point, t: float) -> _Point:
    """A point of a quadratic curve of Bézier."""
    u = 1 - t
    return _Point(*(u * u * a + 2 * u * t * b + t * t * c for a, b, c in zip(start, turn, end, strict=True)))


def _bow(start: _Point, turn: _Point, end: _Point, first: float, last: float) -> str:
    """The part of the curve between two of its points, by their blossom."""
    one, other = _on(start, turn, end, first), _on(start, turn, end, last)
    u, v = 1 - first, 1 - last
    bend = _Point(
        *(u * v * a + (u * last + v * first) * b + first * last * c for a, b, c in zip(start, turn, end, strict=True))
    )
    points = (" ".join(map(_round, point)) for point in (one, bend, other))
    return "M{} Q{} {}".format(*points)


def _within(box: Box, point: _Point) -> bool:
    return box.x - 2 <= point.x <= box.x + box.width + 2 and box.y - 2 <= point.y <= box.y + box.height + 2


def _tip(before: _Point, at: _Point) -> str:
    x, y = at.x - before.x, at.y - before.y
    length = (x * x + y * y) ** 0.5 or 1.0
    x, y = x / length * 9, y / length * 9
    corners = (at, _Point(at.x - x - y * 0.45, at.y - y + x * 0.45), _Point(at.x - x + y * 0.45, at.y - y - x * 0.45))
    path = "M" + "L".join(" ".join(map(_round, corner)) for corner in corners) + "Z"
    return element("path", None, d=path, class_="tip")


def _small(x: float, y: float, content: str, class_: str = "small") -> str:
    return element("text", text(content), x=_round(x), y=_round(y), class_=class_)


def _legend(net: Network) -> Iterator[str]:
    groups = dict.fromkeys(tie.group for tie in net.ties if tie.standing != "denied")
    yield _samples((f"{group} assessed", group) for group in groups)
    standings = dict.fromkeys(tie.standing for tie in net.ties)
    yield _samples((f"{'denied' if each == 'denied' else 'diplomacy'} {each}", each) for each in standings)
    yield _small(0, 0, shortened(f"From: {'; '.join(net.sources) or 'no source'}", 110))


def _samples(samples: Any) -> str:
    x, row = 0.0, ""
    for class_, words in samples:
        line = element("path", None, d=f"M{_round(x)} -4H{_round(x + 30)}", class_="line")
        row += element("g", line, class_=class_) + _small(x + 37, 0, words)
        x += 60 + text_width(words, 12)
    return row
