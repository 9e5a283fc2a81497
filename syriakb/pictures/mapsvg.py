"""A map as SVG: areas and towns in the colour of whoever holds them.

Solid is stated or implied of the place, pale is inferred from an enclosing one; hatched is contested, dotted is
disputed, a ring around it is besieged; white with a question mark is unknown. Every shape has a title, which screen
readers and pointers get. Standing alone it brings its own colours; a page that takes it in sets those of `classes`
itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from math import cos, radians
from typing import NamedTuple

from syriakb.disk.geometry import Polygon
from syriakb.pictures.charts import Atlas, Held, Party, Region, Town
from syriakb.pictures.labels import TITLE, Box, fitted, free, shortened, text_width
from syriakb.pictures.markup import element, text

WIDTH = 720
_MARGIN, _SIZE, _RADIUS, _LINE = 24, 14, 6.5, 22
_CROWD, _POINT = 200, 3  # more towns than that are small dots without names
# Told apart by people who do not see all colours (Okabe and Ito, 2008), the darker first.
COLORS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f6000", "#5b3c88")
STYLE = """
.map text { font: 14px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; fill: #1b1b1b; }
.map .name { paint-order: stroke; stroke: #fff; stroke-width: 3px; stroke-linejoin: round; }
.map .area { stroke: #fff; stroke-width: 1.2; fill: #e4e4e4; }
.map .over { fill: none; pointer-events: none; }
.map .over.contested { fill: url(#hatch); }
.map .over.disputed { fill: url(#dots); }
.map .over.besieged { stroke: #1b1b1b; stroke-width: 2.5; stroke-dasharray: 6 4; }
.map .dot { stroke: #333; stroke-width: 1; }
.map .ring { fill: none; stroke: none; }
.map .ring.besieged { stroke: #1b1b1b; stroke-width: 2.2; }
.map .ring.contested { stroke: #1b1b1b; stroke-width: 2.2; stroke-dasharray: 3 2.6; }
.map .ring.disputed { stroke: #1b1b1b; stroke-width: 2.2; stroke-dasharray: 0.5 3.4; stroke-linecap: round; }
.map .crowd .dot { stroke-width: 0.4; }
.map .crowd .contested { stroke: #1b1b1b; stroke-width: 1.4; stroke-dasharray: 2 1.4; }
.map .crowd .disputed { stroke: #1b1b1b; stroke-width: 1.4; stroke-dasharray: 0.4 1.6; stroke-linecap: round; }
.map .crowd .besieged { stroke: #1b1b1b; stroke-width: 1.6; }
.map .mark { display: none; font-size: 11px; font-weight: 700; }
.map .nobody + .mark { display: inline; }
.map .nobody { fill: #fff; stroke: #767676; }
.map .area.nobody { fill: #f2f2f2; stroke: #bdbdbd; }
.map .inferred { fill-opacity: 0.4; }
.map .small { font-size: 12px; }
.map .title { font-size: 20px; font-weight: 600; }
"""
_PATTERNS = (
    '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path d="M0 0V7" stroke="#1b1b1b" stroke-width="2" stroke-opacity="0.65"/></pattern>'
    '<pattern id="dots" width="7" height="7" patternUnits="userSpaceOnUse">'
    '<circle cx="3" cy="3" r="1.5" fill="#1b1b1b" fill-opacity="0.65"/></pattern></defs>'
)


class _Plane:
    """Degrees to the picture: equirectangular, true to scale in the middle."""

    def __init__(self, atlas: Atlas) -> None:
        rings = (ring for region in atlas.regions for polygon in region.polygons for ring in polygon)
        points = [point for ring in rings for point in ring] + [(town.lon, town.lat) for town in atlas.towns]
        lons, lats = zip(*points, strict=True)
        self.west, self.north = min(lons), max(lats)
        self.narrow = cos(radians((min(lats) + max(lats)) / 2))
        across, down = (max(lons) - self.west) * self.narrow, self.north - min(lats)
        self.scale = (WIDTH - 2 * _MARGIN) / max(across, down, 0.01)
        self.height = round(down * self.scale + 2 * _MARGIN)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        x, y = (lon - self.west) * self.narrow * self.scale, (self.north - lat) * self.scale
        return round(x + _MARGIN, 1), round(y + _MARGIN, 1)


def classes(held: Held | None, parties: Mapping[Party, str]) -> str:
    """The classes of a shape by its state: `p0 stated held`, or `nobody unknown`."""
    if held is None:
        return "nobody"
    party = f"p{list(parties).index(held.controllers)}" if held.controllers else "nobody"
    return f"{party} {held.basis} {held.status}"


def colors(parties: Mapping[Party, str]) -> str:
    """The colours of the parties as a style sheet."""
    known = [at for at, party in enumerate(parties) if party]
    return "".join(
        f".map .p{at} {{ fill: {color}; }}\n.swatch.p{at} {{ background: {color}; }}\n"
        for at, color in ((at, COLORS[at % len(COLORS)]) for at in known)
    )


def figure(atlas: Atlas, parties: Mapping[Party, str] | None = None) -> str:
    """The map alone, as a group of shapes in an `svg` element."""
    plane = _Plane(atlas)
    label = f"{atlas.title}: who controls what, {atlas.date}"
    content = "".join(_shapes(atlas, plane, parties or atlas.parties))
    box = f"0 0 {WIDTH} {plane.height}"
    return element("svg", _PATTERNS + content, class_="map", viewBox=box, role="img", aria_label=label)


def document(atlas: Atlas) -> str:
    """The map as a document of its own: title, day, map, legend with counts, sources."""
    plane = _Plane(atlas)
    legend = list(_legend(atlas))
    top, height = 66, 66 + plane.height + 34 + _LINE * len(legend)
    head = _text(_MARGIN, 34, fitted(atlas.title, TITLE, WIDTH - 2 * _MARGIN), "title") + _text(
        _MARGIN, 56, f"Who controls what, {atlas.date}"
    )
    shapes = element("g", "".join(_shapes(atlas, plane, atlas.parties)), transform=f"translate(0 {top})")
    rows = "".join(
        element("g", row, transform=f"translate({_MARGIN} {top + plane.height + 20 + _LINE * at})")
        for at, row in enumerate(legend)
    )
    style = element("style", text(STYLE + colors(atlas.parties)))
    ground = element("rect", None, width=WIDTH, height=height, fill="#fff")
    content = f"{element('title', text(atlas.title))}{style}{_PATTERNS}{ground}{head}{shapes}{rows}"
    size = {"width": WIDTH, "height": height, "viewBox": f"0 0 {WIDTH} {height}"}
    return element("svg", content, xmlns="http://www.w3.org/2000/svg", class_="map", role="img", **size) + "\n"


def _text(x: float, y: float, content: str, class_: str | None = None, anchor: str | None = None) -> str:
    return element("text", text(content), x=x, y=y, class_=class_, text_anchor=anchor)


def _shapes(atlas: Atlas, plane: _Plane, parties: Mapping[Party, str]) -> Iterator[str]:
    for region in atlas.regions:
        yield _area(region, atlas, plane, parties)
    spots = {town.place: plane.at(town.lon, town.lat) for town in atlas.towns}
    if crowded(atlas):
        yield element(
            "g", "".join(_point(town, spots[town.place], atlas, parties) for town in atlas.towns), class_="crowd"
        )
        return
    for town in atlas.towns:
        yield _dot(town, spots[town.place], atlas, parties)
    yield from _names(atlas.towns, spots, plane)


def crowded(atlas: Atlas) -> bool:
    """Whether there are too many towns for large dots and for names: they are small then, and named by their titles."""
    return len(atlas.towns) > _CROWD


def _point(town: Town, spot: tuple[float, float], atlas: Atlas, parties: Mapping[Party, str]) -> str:
    held = atlas.held[town.place]
    title = element("title", text(said(town.name, held, parties)))
    dot = element("circle", title, cx=spot[0], cy=spot[1], r=_POINT, class_=f"dot {classes(held, parties)}")
    return element("g", dot, data_place=town.place)


def _area(region: Region, atlas: Atlas, plane: _Plane, parties: Mapping[Party, str]) -> str:
    held = atlas.held.get(region.place or "")
    shape = "".join(_path(polygon, plane) for polygon in region.polygons)
    state = classes(held, parties)
    title = element("title", text(said(region.name, held, parties))) if held else ""
    over = element("path", None, d=shape, class_=f"over {held.status}") if held else ""
    return element("g", element("path", title, d=shape, class_=f"area {state}") + over, data_place=region.place)


def _path(polygon: Polygon, plane: _Plane) -> str:
    rings = ([plane.at(*point) for point in ring] for ring in polygon)
    return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z" for ring in rings)


def _dot(town: Town, spot: tuple[float, float], atlas: Atlas, parties: Mapping[Party, str]) -> str:
    held = atlas.held[town.place]
    title = element("title", text(said(town.name, held, parties)))
    at = {"cx": spot[0], "cy": spot[1]}
    ground = element("circle", None, **at, r=_RADIUS, fill="#fff")
    dot = element("circle", title, **at, r=_RADIUS, class_=f"dot {classes(held, parties)}")
    mark = element("text", "?", x=spot[0], y=spot[1] + 4, class_="mark", text_anchor="middle", aria_hidden="true")
    ring = element("circle", None, **at, r=_RADIUS + 3.5, class_=f"ring {held.status}")
    return element("g", ground + dot + mark + ring, data_place=town.place)


def said(name: str, held: Held, parties: Mapping[Party, str]) -> str:
    """The state of a place in words: the title of its shape."""
    if held.status == "unknown" and not held.controllers:
        return f"{name}: unknown"
    since = f", since {held.since}" if held.since else ""
    graded = f", grade {held.grade}" if held.grade else ""
    caveat = f"; {held.caveat}" if held.caveat else ""
    return f"{name}: {parties.get(held.controllers, 'unknown')} ({held.status}, {held.basis}{since}{graded}){caveat}"


def _names(towns: Iterable[Town], spots: Mapping[str, tuple[float, float]], plane: _Plane) -> Iterator[str]:
    taken = [Box(x - 9, y - 9, 18, 18) for x, y in spots.values()]
    for town in towns:
        name = shortened(town.name, 24)
        box = free(_beside(spots[town.place], text_width(name, _SIZE), plane), taken)
        if box is not None:
            taken.append(box)
            yield _text(round(box.x, 1), round(box.y + _SIZE - 1, 1), name, "name")


def _beside(spot: tuple[float, float], width: float, plane: _Plane) -> Iterator[Box]:
    x, y = spot
    tall = _SIZE + 3
    for far in (11, 17, 24):
        places = [(x + far, y - tall / 2), (x - far - width, y - tall / 2)]
        places += [(x - width / 2, y + side) for side in (far - 2, 2 - far - tall)]
        places += [(x + side, y + up) for side in (far - 4, 4 - far - width) for up in (far - 6, 6 - far - tall)]
        for left, top in places:
            if left >= 2 and left + width <= WIDTH - 2 and top >= 2 and top + tall <= plane.height - 2:
                yield Box(left, top, width, tall)


class _Sample(NamedTuple):
    """A shape of the legend and what it means."""

    class_: str
    status: str
    words: str


def _legend(atlas: Atlas) -> Iterator[str]:
    for at, (party, name) in enumerate(atlas.parties.items()):
        held = ", ".join(atlas.counts(party)) or "nothing on this map"
        yield _sample(_Sample(f"p{at} stated" if party else "nobody", "", f"{shortened(name, 40)}: {held}"))
    samples = [
        _Sample("p0 stated", "", "said of the place itself"),
        _Sample("p0 inferred", "", "inferred"),
        _Sample("p0", "contested", "contested"),
        _Sample("p0", "besieged", "besieged"),
        _Sample("p0", "disputed", "disputed"),
    ]
    x, row = 0.0, ""
    for sample in samples:
        row += element("g", _sample(sample), transform=f"translate({x:g} 0)")
        x += 46 + text_width(sample.words, 12)
    yield row
    yield _text(0, 0, shortened(f"From: {'; '.join(atlas.sources) or 'no source'}", 105), "small")
    if atlas.absent:
        yield _text(0, 0, shortened(atlas.absent, 105), "small")
    if atlas.credit:
        yield _text(0, 0, shortened(f"Outlines: {atlas.credit}", 105), "small")


def _sample(sample: _Sample) -> str:
    box = {"x": 0.5, "y": -11, "width": 20, "height": 13}
    shape = element("rect", None, **box, class_=f"area {sample.class_}")
    over = element("rect", None, **box, class_=f"over {sample.status}") if sample.status else ""
    return shape + over + _text(28, 0, sample.words, "small")
