"""A map for the terminal: outlines in Braille dots, and for whoever holds a place the letter that pictures have."""

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from math import cos, radians
from textwrap import wrap
from typing import NamedTuple

from rich.cells import cell_len

from syriakb.disk.geometry import Polygon, Ring
from syriakb.pictures.charts import Atlas, Party, Town
from syriakb.pictures.sides import legend, letters, sign_of
from syriakb.render.safe import safe
from syriakb.render.screen import Screen

_WIDEST, _TALLEST = 100, 28  # columns and lines of the map itself
_NARROWEST = 20  # columns; on fewer there is nothing to see
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))  # of a Braille cell, by line and column
_COLORS = ("34", "33", "32", "31", "36")  # of the largest sides, as pictures have them
_MARKS = {"contested": ("!", "!"), "besieged": ("(", ")"), "disputed": ("~", "~")}
_BASES = "Capital letter: said of the place itself; small: inferred from the area around it."
_STATUSES = "(A) besieged, !A! contested, ~A/B~ disputed, A+B held together, ? unknown."


class _Cell(NamedTuple):
    """A character on the map and its style as the numbers of an SGR sequence."""

    text: str
    style: str = ""


class _Plane:
    """Degrees to dots: equirectangular, true to scale in the middle, as tall as wide on a screen of 2:1 characters."""

    def __init__(self, points: list[tuple[float, float]], width: int, height: int) -> None:
        lons, lats = zip(*points, strict=True)
        self.west, self.north = min(lons), max(lats)
        self.narrow = cos(radians((min(lats) + max(lats)) / 2))
        across, down = (max(lons) - self.west) * self.narrow, self.north - min(lats)
        self.scale = min(
            (width * 2 - 1) / across if across else float("inf"), (height * 4 - 1) / down if down else float("inf")
        )
        self.scale = 1.0 if self.scale == float("inf") else self.scale
        self.columns, self.lines = int(across * self.scale) // 2 + 1, int(down * self.scale) // 4 + 1

    def dot(self, lon: float, lat: float) -> tuple[int, int]:
        return round((lon - self.west) * self.narrow * self.scale), round((self.north - lat) * self.scale)

    def degrees(self, column: int, line: int) -> tuple[float, float]:
        """The middle of a character."""
        return self.west + (column * 2 + 1) / self.scale / self.narrow, self.north - (line * 4 + 2) / self.scale


def render(atlas: Atlas, screen: Screen) -> str:
    """Give the title, the day, the map and its legend, with counts; on the narrowest screen it is wider than that."""
    screen = screen._replace(width=max(screen.width, _NARROWEST))
    signs, styles = letters(atlas.parties), _styles(atlas.parties)
    lines = [
        *_wrapped([atlas.title], screen),
        *_wrapped([atlas.date], screen),
        "",
        *_drawn(atlas, screen, signs, styles),
        "",
        *_legend(atlas, styles, screen),
    ]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _styles(parties: Iterable[Party]) -> dict[Party, str]:
    """A colour for each of the largest sides; all others, and those who share a place, go by their letters."""
    sides = [party for party in parties if len(party) == 1]
    return dict.fromkeys(parties, "0") | dict(zip(sides, _COLORS, strict=False))


def _drawn(atlas: Atlas, screen: Screen, signs: dict[str, str], styles: dict[Party, str]) -> Iterator[str]:
    points = [point for region in atlas.regions for polygon in region.polygons for ring in polygon for point in ring]
    points += [(town.lon, town.lat) for town in atlas.towns]
    plane = _Plane(points, min(screen.width - 12, _WIDEST), _TALLEST)
    cells = _outlines(atlas, plane, screen)
    _fill(atlas, plane, cells, signs, styles)
    _mark(atlas, plane, cells, signs, styles, screen)
    first = min((0, *(column for column, _ in cells)))  # a mark around a town at the western edge begins before it
    for line in range(plane.lines):
        last = max((column for column, at in cells if at == line), default=-1)
        row = (cells.get((column, line), _Cell(" ")) for column in range(first, last + 1))
        stretches = groupby(row, key=lambda cell: cell.style)
        yield "".join(_painted(_Cell("".join(cell.text for cell in some), style), screen) for style, some in stretches)


def _painted(cell: _Cell, screen: Screen) -> str:
    return f"\x1b[{cell.style}m{cell.text}\x1b[0m" if screen.color and cell.style else cell.text


_Cells = dict[tuple[int, int], _Cell]
_NOTHING = _Cell("")


def _outlines(atlas: Atlas, plane: _Plane, screen: Screen) -> _Cells:
    dots: dict[tuple[int, int], int] = {}
    for ring in (ring for region in atlas.regions for polygon in region.polygons for ring in polygon):
        for x, y in _steps(ring, plane):
            cell = (x // 2, y // 4)
            dots[cell] = dots.get(cell, 0) | _DOTS[y % 4][x % 2]
    return {at: _Cell(chr(0x2800 + bits) if screen.unicode else ".", "2") for at, bits in dots.items()}


def _steps(ring: Ring, plane: _Plane) -> Iterator[tuple[int, int]]:
    for one, other in pairwise(plane.dot(*point) for point in ring):
        steps = max(abs(other[0] - one[0]), abs(other[1] - one[1]), 1)
        for step in range(steps + 1):
            yield tuple(round(a + (b - a) * step / steps) for a, b in zip(one, other, strict=True))  # type: ignore[misc]


def _fill(atlas: Atlas, plane: _Plane, cells: _Cells, signs: dict[str, str], styles: dict[Party, str]) -> None:
    """Strew the letter of whoever holds it over each region."""
    for region in atlas.regions:
        state = atlas.held.get(region.place or "")
        if state is None:
            continue
        text, style = sign_of(state, signs), f"2;{styles[state.controllers]}"
        step = max(4, len(text) + 3)
        for line in range(1, plane.lines, 2):
            for column in range(2 + line // 2 % 2 * step // 2, plane.columns, step):
                spots = [(column + at, line) for at in range(len(text))]
                if all(at not in cells and _inside(region.polygons, *plane.degrees(*at)) for at in spots):
                    cells.update(zip(spots, (_Cell(sign, style) for sign in text), strict=True))


def _inside(polygons: tuple[Polygon, ...], lon: float, lat: float) -> bool:
    """Whether a point lies within polygons, by the even-odd rule, which heeds holes too."""
    crossings = 0
    for ring in (ring for polygon in polygons for ring in polygon):
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                crossings += 1
    return crossings % 2 == 1


def _mark(
    atlas: Atlas, plane: _Plane, cells: _Cells, signs: dict[str, str], styles: dict[Party, str], screen: Screen
) -> None:
    """Set each town's letter where it lies and its name beside it, none of them over another."""
    taken: set[tuple[int, int]] = set()
    spots = {town: (x // 2, y // 4) for town in atlas.towns for x, y in [plane.dot(town.lon, town.lat)]}
    said = {town: sign_of(atlas.held[town.place], signs) for town in spots}
    for town, (column, line) in spots.items():
        taken.update((column + by, line) for by in range(-1, len(said[town]) + 1))
    for town, (column, line) in spots.items():
        state = atlas.held[town.place]
        before, after = _MARKS.get(state.status, ("", ""))
        text = f"{before}{said[town]}{after}"
        _write(cells, column - len(before), line, text, f"1;{styles[state.controllers]}")
        _name(town, (column, line, len(said[town])), plane, cells, taken, screen)


def _name(
    town: Town, spot: tuple[int, int, int], plane: _Plane, cells: _Cells, taken: set[tuple[int, int]], screen: Screen
) -> None:
    name = safe(town.name, unicode=screen.unicode)
    column, line, sign = spot
    length = cell_len(name)
    for start, row in _beside(column, line, sign, length):
        room = {(at, row) for at in range(start - 1, start + length + 1)}
        fits = start >= 0 and 0 <= row < plane.lines and start + length <= screen.width
        if fits and not (room & taken):
            taken.update(room)
            _write(cells, start, row, name, "")
            return


def _beside(column: int, line: int, sign: int, length: int) -> Iterator[tuple[int, int]]:
    for row in (line, line + 1, line - 1, line + 2, line - 2):
        yield column + 2 + sign, row
        yield column - 2 - length, row
    for row in (line + 1, line - 1):
        yield column - length // 2, row


def _write(cells: _Cells, column: int, line: int, text: str, style: str) -> None:
    length = cell_len(text)
    for beside in (-2, -1, length, length + 1):
        if cells.get((column + beside, line), _NOTHING).style.startswith("2;"):
            del cells[column + beside, line]
    at = column
    for sign in text:
        width = cell_len(sign)
        if width:
            # The second half of a wide sign holds nothing, or all that is right of it would be shifted.
            cells.update({(at + by, line): _Cell("" if by else sign, style) for by in range(width)})
        elif at > column:
            cells[at - 1, line] = _Cell(cells[at - 1, line].text + sign, style)
        at += width


def _legend(atlas: Atlas, styles: dict[Party, str], screen: Screen) -> Iterator[str]:
    rows = [(entry, safe(entry.name, unicode=screen.unicode)) for entry in legend(atlas)]
    width = min(max(cell_len(name) for _, name in rows), screen.width // 2)
    broad = max(len(entry.sign) for entry, _ in rows)
    for entry, name in rows:
        sign = _painted(_Cell(entry.sign, f"1;{styles[entry.party]}"), screen) + " " * (broad - len(entry.sign))
        first, *others = wrap(f"{name}{' ' * (width - cell_len(name))}  {entry.held}", screen.width - 2 - broad)
        yield f"{sign}  {first}"
        yield from (f"{' ' * (broad + 2)}{line}" for line in others)
    yield ""
    yield from _wrapped([*atlas.folds, *([atlas.old] if atlas.old else [])], screen)
    yield from _wrapped([_BASES, _STATUSES], screen)
    if atlas.absent:
        yield from _wrapped([atlas.absent], screen)
    yield from _wrapped([f"From: {'; '.join(atlas.sources) or 'no source'}"], screen)
    yield from _wrapped(atlas.owed, screen)


def _wrapped(lines: Iterable[str], screen: Screen) -> Iterator[str]:
    for line in lines:
        yield from wrap(safe(line, unicode=screen.unicode), screen.width)
