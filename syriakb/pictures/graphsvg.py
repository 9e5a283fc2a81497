"""A graph as SVG: actors in boxes, relations as arrows with their words on them.

The words of each relation are a box of their own between its ends, so that they have room. Colour is the group, the
line the standing: solid assessed, long dashes stated, dashed claimed, dotted disputed, and denied grey, dotted and
struck out. A box has `data-actor`; an arrow `data-subject`, `data-predicate`, `data-object`, `data-group` and
`data-standing`.
"""

from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

from syriakb.errors import SyriakbError
from syriakb.model.shortlist import shortlist
from syriakb.pictures.charts import Network, Tie
from syriakb.pictures.labels import Box, shortened, text_width
from syriakb.pictures.layout import laid_out
from syriakb.pictures.markup import element, text
from syriakb.pictures.style import COLORS, DENIED

WIDTH = 1056  # of the picture at most: what a page has for it on a screen of 1280 px
_MARGIN = 8.0
_NAME, _WORDS = 14, 12
_CITED = 5  # claims that a title names
STYLE = f"""
.graph text {{ font: {_NAME}px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; fill: #1b1b1b; }}
.graph .middle {{ text-anchor: middle; }}
.graph .actor {{ fill: #f3f4f6; stroke: #6b7280; }}
.graph .centre {{ fill: #fff3cd; stroke: #1b1b1b; stroke-width: 2; }}
.graph .line {{ fill: none; stroke-width: 1.7; }}
.graph .ground {{ fill: #fff; fill-opacity: 0.85; }}
.graph .words {{ font-size: {_WORDS}px; text-anchor: middle; }}
.graph .stated .line {{ stroke-dasharray: 18 3; }}
.graph .claimed .line {{ stroke-dasharray: 5 4; }}
.graph .disputed .line {{ stroke-dasharray: 1.5 4; stroke-linecap: round; stroke-width: 2.4; }}
.graph .denied .line {{ stroke-dasharray: 1.5 4; }}
.graph .denied .words {{ text-decoration: line-through; }}
.graph .title {{ font-size: 20px; font-weight: 600; }}
.graph .small {{ font-size: 12px; }}
"""


class _Point(NamedTuple):
    x: float
    y: float


class Drawing(NamedTuple):
    """Where everything stands: the boxes of actors and of the words of ties, none left of 0 or above it."""

    actors: dict[str, Box]
    words: tuple[Box, ...]
    width: float
    height: float


def figure(net: Network, shown: Container[Tie] | None = None, **attributes: str) -> str:
    """The graph alone, as an `svg` element that a page can take in; of `shown` relations, the others are hidden.

    Raises SyriakbError without igraph, or where there is nothing to draw.
    """
    drawing = drawn(net)
    size = {"viewBox": f"0 0 {drawing.width:.0f} {drawing.height:.0f}", "width": f"{drawing.width:.0f}"}
    named = {"role": "group", "aria_label": f"{net.title}, {net.date}"}
    return element("svg", "".join(shapes(net, drawing, shown)), class_="graph", **size, **named, **attributes)


def said(tie: Tie, names: Mapping[str, str]) -> str:
    """A relation in words: the title of its arrow, and its line in a list."""
    days = "".join(f", {word} {day}" for word, day in (("since", tie.since), ("until", tie.until)) if day)
    told = f"{names[tie.subject]} {tie.label} {names[tie.object]}"
    doubts = "".join(f"; {each}" for each in tie.doubts)
    return f"{told}: {tie.standing}{days}, grade {tie.grade}, {shortlist(tie.evidence, _CITED, ' ')}{doubts}"


def colors(*, dark: bool = False) -> str:
    """The colours of the groups as a style sheet, for a light ground or for a dark one."""
    every = {**COLORS, "denied": DENIED, "plain": COLORS["diplomacy"]}
    known = {name: _lighter(color) if dark else color for name, color in every.items()}
    return "".join(
        f".graph .{name} .line {{ stroke: {color}; }}\n"
        f".graph .{name} .words, .graph .{name} .tip {{ fill: {color}; }}\n"
        for name, color in known.items()
    )


def _lighter(color: str) -> str:
    """Half way to white."""
    parts = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{(part + 255) // 2:02x}" for part in parts)


def drawn(net: Network) -> Drawing:
    """Where everything of a graph stands. Raises SyriakbError, as `figure`."""
    if not net.nodes:
        raise SyriakbError(f"There is nothing to draw: no relation is recorded {net.date}.")
    sizes = [(text_width(_name(node.name), _NAME) + 18, 30.0) for node in net.nodes]
    sizes += [(text_width(_words(tie), _WORDS) + 6, _WORDS + 5.0) for tie in net.ties]
    number = {node.id: at for at, node in enumerate(net.nodes)}
    edges = [(number[end], len(net.nodes) + at) for at, tie in enumerate(net.ties) for end in (tie.subject, tie.object)]
    boxes = laid_out(sizes, edges, WIDTH - 2 * _MARGIN)
    moved = [box._replace(x=box.x + _MARGIN, y=box.y + _MARGIN) for box in boxes]
    actors = {node.id: box for node, box in zip(net.nodes, moved, strict=False)}
    width, height = (
        max(each) + _MARGIN for each in zip(*((b.x + b.width, b.y + b.height) for b in moved), strict=True)
    )
    return Drawing(actors, tuple(moved[len(net.nodes) :]), width, height)


def _name(name: str) -> str:
    return shortened(name, 40)


def _words(tie: Tie) -> str:
    return shortened(tie.label, 40)


def shapes(net: Network, drawing: Drawing, shown: Container[Tie] | None = None) -> Iterator[str]:
    """All arrows and boxes of a graph, each in a group of its own; of `shown` relations, the others are hidden."""
    names = net.names
    seen = [tie for tie in net.ties if shown is None or tie in shown]
    ends = {net.centre, *(end for tie in seen for end in (tie.subject, tie.object))}
    for tie, box in zip(net.ties, drawing.words, strict=True):
        hidden = None if tie in seen else ""
        yield _arrow(tie, drawing.actors[tie.subject], box, drawing.actors[tie.object], said(tie, names), hidden)
    for node in net.nodes:
        box = drawing.actors[node.id]
        shape = element("rect", None, **_size(box), rx=7, class_="actor centre" if node.id == net.centre else "actor")
        middle = _middle(box)
        at = {"x": _round(middle.x), "y": _round(middle.y + 5), "class_": "middle"}
        words = f"{node.name} ({node.kind})"
        content = element("title", text(words)) + shape + element("text", text(_name(node.name)), **at)
        hidden = None if shown is None or node.id in ends else ""
        yield element("g", content, data_actor=node.id, role="img", aria_label=words, hidden=hidden)


def _size(box: Box) -> dict[str, str]:
    return {"x": _round(box.x), "y": _round(box.y), "width": _round(box.width), "height": _round(box.height)}


def _middle(box: Box) -> _Point:
    return _Point(box.x + box.width / 2, box.y + box.height / 2)


def _round(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _arrow(tie: Tie, start: Box, box: Box, end: Box, told: str, hidden: str | None) -> str:
    """A bow from box to box through the middle of the words, with a tip where it has a direction."""
    middle, from_, to = _middle(box), _middle(start), _middle(end)
    turn = _Point(2 * middle.x - (from_.x + to.x) / 2, 2 * middle.y - (from_.y + to.y) / 2)
    first = next((t / 100 for t in range(50) if not _within(start, _on(from_, turn, to, t / 100))), 0.0)
    last = next((t / 100 for t in range(100, 50, -1) if not _within(end, _on(from_, turn, to, t / 100))), 1.0)
    shape = element("path", None, d=_bow(from_, turn, to, first, last), class_="line")
    tip = "" if tie.symmetric else _tip(_on(from_, turn, to, last - 0.03), _on(from_, turn, to, last))
    ground = element("rect", None, **_size(box), class_="ground")
    words = element("text", text(_words(tie)), x=_round(middle.x), y=_round(middle.y + 4), class_="words")
    content = element("title", text(told)) + shape + tip + ground + words
    data = {f"data_{key}": getattr(tie, key) for key in ("subject", "predicate", "object", "group", "standing")}
    named = {"class_": f"{group(tie)} {tie.standing}", "role": "img", "aria_label": told, "hidden": hidden}
    return element("g", content, **data, **named)


def group(tie: Tie) -> str:
    """The class that gives a relation its colour: its group, or that it is denied."""
    return "denied" if tie.standing == "denied" else tie.group


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
