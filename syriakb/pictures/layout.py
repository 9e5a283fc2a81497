"""Where the boxes of a graph stand: its parts laid out one by one, then packed in rows within a width.

igraph lays a part out (Kamada and Kawai, 1989). It is tried turned several ways, the boxes that touch moved apart, the
whole narrowed until it fits; the least tangled of these is taken. Lengths are pixels.
"""

from collections.abc import Iterable, Sequence
from math import cos, pi, sin
from typing import Any, NamedTuple, TypeAlias

from syriakb.extras import library
from syriakb.pictures.labels import Box
from syriakb.pictures.tangle import tangle

_UNIT = (165.0, 130.0)  # how far apart neighbours are laid
_GAP = (10.0, 8.0)  # between boxes
_BETWEEN = 48.0  # parts
_STEPS = 200_000  # of the layout: more only delay a graph so dense that no layout makes it clear
_PASSES = 2000  # of moving boxes apart, likewise
_TALL = 120  # pixels downwards that are as bad as two lines that cross
_TURNS = 8  # of half a circle, that a part is tried in
_NARROWER = (1.0, 0.88, 0.76, 0.64, 0.52, 0.4)  # that a part is tried in until it fits the width

Size: TypeAlias = tuple[float, float]
Point: TypeAlias = tuple[float, float]


class _Part(NamedTuple):
    """The numbers of the boxes that are connected, and the boxes, none left of 0 or above it."""

    numbers: Sequence[int]
    boxes: Sequence[Box]
    width: float
    height: float


def laid_out(sizes: Sequence[Size], edges: Iterable[tuple[int, int]], width: float) -> list[Box]:
    """A box of each size, near those that an edge joins it with; parts without an edge between them side by side.

    Nothing reaches beyond `width`, unless a box alone is wider. Raises SyriakbError without igraph.
    """
    igraph = library("igraph", "graph", "A picture of the graph")
    graph = igraph.Graph(n=len(sizes), edges=list(edges))
    numbers = sorted(graph.connected_components(), key=lambda part: (-len(part), part))
    parts = [_part(graph.induced_subgraph(part), part, [sizes[each] for each in part], width) for part in numbers]
    found: dict[int, Box] = {}
    for part, left, top in _packed(parts, width):
        for number, box in zip(part.numbers, part.boxes, strict=True):
            found[number] = box._replace(x=box.x + left, y=box.y + top)
    return [found[number] for number in range(len(sizes))]


def _part(graph: Any, numbers: Sequence[int], sizes: Sequence[Size], width: float) -> _Part:
    # The layout begins on a circle, not at random, so that the same graph always looks the same.
    layout = graph.layout_kamada_kawai(maxiter=min(3000 * graph.vcount(), _STEPS), epsilon=1e-6)
    points, edges = [tuple(point) for point in layout], graph.get_edgelist()
    turns = (at * pi / _TURNS for at in range(_TURNS if edges else 1))
    tried = [_fitting(_turned(points, angle), sizes, width) for angle in turns]
    boxes = min(tried, key=lambda boxes: tangle(boxes, edges) + _extent(boxes)[1] / _TALL)
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    return _Part(numbers, [box._replace(x=box.x - left, y=box.y - top) for box in boxes], *_extent(boxes))


def _turned(points: Iterable[Point], angle: float) -> list[Point]:
    return [(x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)) for x, y in points]


def _extent(boxes: Iterable[Box]) -> Size:
    lefts, tops, rights, bottoms = zip(*((b.x, b.y, b.x + b.width, b.y + b.height) for b in boxes), strict=True)
    return max(rights) - min(lefts), max(bottoms) - min(tops)


def _fitting(points: Sequence[Point], sizes: Sequence[Size], width: float) -> list[Box]:
    """Boxes around the points, moved apart, as wide as they come or as narrow as they have to be."""
    for share in _NARROWER:
        boxes = _apart([[x * _UNIT[0] * share, y * _UNIT[1] / share**0.5] for x, y in points], sizes)
        if _extent(boxes)[0] <= width:
            return boxes
    return _apart(_within(points, sizes, width), sizes, down=True)


def _within(points: Sequence[Point], sizes: Sequence[Size], width: float) -> list[list[float]]:
    """Middles of boxes that all lie within the width, in the order of the points; to be moved apart downwards alone."""
    least, most = min(x for x, _ in points), max(x for x, _ in points)
    return [
        [size[0] / 2 + (x - least) / ((most - least) or 1) * max(width - size[0], 0), y * _UNIT[1]]
        for (x, y), size in zip(points, sizes, strict=True)
    ]


def _packed(parts: Iterable[_Part], width: float) -> list[tuple[_Part, float, float]]:
    """The parts in rows, each with its left and its top; a row is as high as its first part, the highest in it."""
    found: list[tuple[_Part, float, float]] = []
    left = top = below = 0.0
    for part in sorted(parts, key=lambda part: -part.height):
        if left and left + part.width > width:
            left, top = 0.0, below
        if not left:
            below = top + part.height + _BETWEEN
        found.append((part, left, top))
        left += part.width + _BETWEEN
    return found


def _apart(middles: list[list[float]], sizes: Sequence[Size], *, down: bool = False) -> list[Box]:
    """Boxes around the points, those that touch moved apart until none does: the shorter way, or up and `down`."""
    for _ in range(_PASSES):
        if not _moved(middles, sizes, down=down):
            break
    return [Box(x - w / 2, y - h / 2, w, h) for (x, y), (w, h) in zip(middles, sizes, strict=True)]


def _moved(middles: list[list[float]], sizes: Sequence[Size], *, down: bool) -> bool:
    """Whether any boxes touched: each is held against those beside it that are near enough to, looked for downwards."""
    wide, tall = (max(size[at] for size in sizes) + _GAP[at] for at in (0, 1))
    order = sorted(range(len(middles)), key=lambda each: middles[each][1])
    touched = False
    for at, one in enumerate(order, 1):
        middle = middles[one]
        for other in order[at:]:
            its = middles[other]
            if its[1] - middle[1] > tall:
                break
            if -wide < its[0] - middle[0] < wide:
                touched |= _push(middle, its, sizes[one], sizes[other], down=down)
    return touched


def _push(one: list[float], other: list[float], size: Size, its: Size, *, down: bool) -> bool:
    over = [(size[at] + its[at]) / 2 + _GAP[at] - abs(one[at] - other[at]) for at in (0, 1)]
    if min(over) <= 0.01:
        return False
    # Words are wide and low, so that sideways is the longer way more often than it looks.
    at = 1 if down or over[0] >= 2 * over[1] else 0
    side = over[at] / 2 * (1 if one[at] >= other[at] else -1)
    one[at] += side
    other[at] -= side
    return True
