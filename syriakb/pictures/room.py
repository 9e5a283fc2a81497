"""Room within an outline: where a sign can stand so that it lies inside and covers nothing."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from syriakb.pictures.labels import Box, free

Line: TypeAlias = Sequence[tuple[float, float]]
_LINES = 16  # that are tried, from the top of the outline to its bottom


def room(rings: Sequence[Line], width: float, height: float, taken: Iterable[Box]) -> Box | None:
    """Where a box of that size lies within closed rings (even-odd, so holes are left out), as far inside as can be."""
    ys = [y for ring in rings for _, y in ring]
    top, bottom = min(ys), max(ys)
    found: list[tuple[float, float, float]] = []
    for at in range(1, _LINES):
        y = top + (bottom - top) * at / _LINES
        spans = _common(_spans(rings, y), _common(_spans(rings, y - height / 2), _spans(rings, y + height / 2)))
        found += [(last - first, (first + last) / 2, y) for first, last in spans if last - first >= width]
    found.sort(key=lambda each: -each[0])
    boxes = (
        Box(x + by * (span - width) / 2 - width / 2, y - height / 2, width, height)
        for span, x, y in found
        for by in (0, 0.5, -0.5, 0.9, -0.9)
    )
    return free(boxes, taken)


def _spans(rings: Sequence[Line], y: float) -> list[tuple[float, float]]:
    """The stretches of a level line that lie inside."""
    cut = [
        x1 + (y - y1) / (y2 - y1) * (x2 - x1)
        for ring in rings
        for (x1, y1), (x2, y2) in pairwise(ring)
        if (y1 > y) != (y2 > y)
    ]
    ends = sorted(cut)
    return list(zip(ends[::2], ends[1::2], strict=True))


def _common(one: list[tuple[float, float]], other: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return list(_overlaps(one, other))


def _overlaps(one: list[tuple[float, float]], other: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    for first, last in one:
        for start, end in other:
            if max(first, start) < min(last, end):
                yield max(first, start), min(last, end)
