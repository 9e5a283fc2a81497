"""Where the boxes of a graph stand: its parts laid out one by one, then packed in rows within a width.

igraph lays a part out (Kamada and Kawai, 1989); boxes that still touch are moved apart. Lengths are pixels.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

from syriakb.extras import library
from syriakb.pictures.labels import Box

_UNIT = (165.0, 130.0)  # how far apart neighbours are laid
_GAP = (10.0, 8.0)  # between boxes
_BETWEEN = 48.0  # parts
_STEPS = 200_000  # of the layout: more only delay a graph so dense that no layout makes it clear
_PASSES = 2000  # of moving boxes apart, likewise

Size: TypeAlias = tuple[float, float]


class _Part(NamedTuple):
    """The numbers of the boxes that are connected, and the boxes, none left of 0 or above it."""

    numbers: Sequence[int]
    boxes: Sequence[Box]
    width: float
    height: float


def laid_out(sizes: Sequence[Size], edges: Iterable[tuple[int, int]], width: float) -> list[Box]:
    """A box of each size, near those that an edge joins it with; parts without an edge between them side by side.

    Rows of parts are no wider than `width`, unless a part is. Raises SyriakbError without igraph.
    """
    igraph = library("igraph", "graph", "A picture of the graph")
    graph = igraph.Graph(n=len(sizes), edges=list(edges))
    numbers = sorted(graph.connected_components(), key=lambda part: (-len(part), part))
    parts = [_part(graph.induced_subgraph(part), part, [sizes[each] for each in part]) for part in numbers]
    found: dict[int, Box] = {}
    for part, left, top in _packed(parts, width):
        for number, box in zip(part.numbers, part.boxes, strict=True):
            found[number] = box._replace(x=box.x + left, y=box.y + top)
    return [found[number] for number in range(len(sizes))]


def _part(graph: Any, numbers: Sequence[int], sizes: Sequence[Size]) -> _Part:
    # The layout begins on a circle, not at random, so that the same graph always looks the same.
    layout = graph.layout_kamada_kawai(maxiter=min(3000 * graph.vcount(), _STEPS), epsilon=1e-6)
    boxes = _apart([[x * _UNIT[0], y * _UNIT[1]] for x, y in layout], sizes)
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    moved = [box._replace(x=box.x - left, y=box.y - top) for box in boxes]
    return _Part(numbers, moved, max(b.x + b.width for b in moved), max(b.y + b.height for b in moved))


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


def _apart(middles: list[list[float]], sizes: Sequence[Size]) -> list[Box]:
    """Boxes around the points, those that touch moved apart the shorter way until none does."""
    for _ in range(_PASSES):
        if not _moved(middles, sizes):
            break
    return [Box(x - w / 2, y - h / 2, w, h) for (x, y), (w, h) in zip(middles, sizes, strict=True)]


def _moved(middles: list[list[float]], sizes: Sequence[Size]) -> bool:
    """Whether any boxes touched: each is held against those beside it that are near enough to, looked for downwards."""
    across, down = (max(size[at] for size in sizes) + _GAP[at] for at in (0, 1))
    order = sorted(range(len(middles)), key=lambda each: middles[each][1])
    touched = False
    for at, one in enumerate(order, 1):
        middle = middles[one]
        for other in order[at:]:
            its = middles[other]
            if its[1] - middle[1] > down:
                break
            if -across < its[0] - middle[0] < across:
                touched |= _push(middle, its, sizes[one], sizes[other])
    return touched


def _push(one: list[float], other: list[float], size: Size, its: Size) -> bool:
    over = [(size[at] + its[at]) / 2 + _GAP[at] - abs(one[at] - other[at]) for at in (0, 1)]
    if min(over) <= 0.01:
        return False
    # Words are wide and low, so that sideways is the longer way more often than it looks.
    at = 0 if over[0] < 2 * over[1] else 1
    side = over[at] / 2 * (1 if one[at] >= other[at] else -1)
    one[at] += side
    other[at] -= side
    return True
