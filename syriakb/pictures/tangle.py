"""How hard a drawing of a graph is to follow: lines that run across boxes, and lines that cross."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import TypeAlias

from syriakb.pictures.labels import Box

Point: TypeAlias = tuple[float, float]
Line: TypeAlias = tuple[Point, Point]
_ACROSS = 3  # how many crossings a line across a box is as bad as


def tangle(boxes: Sequence[Box], edges: Iterable[tuple[int, int]]) -> int:
    """The crossings of the straight lines between the middles of boxes that edges join, and the lines across a box."""
    joined = list(edges)
    lines = [(_middle(boxes[one]), _middle(boxes[other])) for one, other in joined]
    across = sum(
        number not in ends and _cuts(box, line)
        for ends, line in zip(joined, lines, strict=True)
        for number, box in enumerate(boxes)
    )
    crossings = sum(
        not {*joined[one]} & {*joined[other]} and _cross(lines[one], lines[other])
        for one, other in combinations(range(len(lines)), 2)
    )
    return _ACROSS * across + crossings


def _middle(box: Box) -> Point:
    return box.x + box.width / 2, box.y + box.height / 2


def _cuts(box: Box, line: Line) -> bool:
    """Whether a line runs through a box: it crosses one of its diagonals, since neither of its ends lies in it."""
    (x1, y1), (x2, y2) = line
    left, right, top, bottom = box.x, box.x + box.width, box.y, box.y + box.height
    if max(x1, x2) < left or min(x1, x2) > right or max(y1, y2) < top or min(y1, y2) > bottom:
        return False
    return _cross(line, ((left, top), (right, bottom))) or _cross(line, ((left, bottom), (right, top)))


def _cross(one: Line, other: Line) -> bool:
    return _turns(*one, other[0]) != _turns(*one, other[1]) and _turns(*other, one[0]) != _turns(*other, one[1])


def _turns(start: Point, end: Point, point: Point) -> bool:
    """On which side of a line a point lies."""
    return (end[0] - start[0]) * (point[1] - start[1]) > (end[1] - start[1]) * (point[0] - start[0])
