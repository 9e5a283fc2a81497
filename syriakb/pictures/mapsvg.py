"""A map as SVG: areas and towns in the tint of whoever holds them, with the letter that the legend has.

A capital letter is said of the place itself; a small one, on a tint with holes, is inferred from an enclosing place.
Stripes are held together (`A+B`) or disputed (`A/B`); hatched is contested; a broken line within an area, a ring
around a dot is besieged; empty with a question mark is unknown. Every place is a group with `data-place`, a title that
screen readers and pointers get, and its state in `data-` attributes, from which a page makes what it shows on demand;
all parts of it carry the classes of the state (`classes`). Dots and names stand there twice, for wide screens and for
narrow ones, of which one is shown. Standing alone the map brings its own colours; a page sets the grounds itself.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from syriakb.pictures.charts import Atlas, Held, Party, Region
from syriakb.pictures.labels import Box, text_width
from syriakb.pictures.markup import element, text
from syriakb.pictures.pins import SIZES, Pin, Size, crowded, pins
from syriakb.pictures.plane import MARGIN, STRIP, WIDTH, Plane
from syriakb.pictures.room import Line, room
from syriakb.pictures.sides import letters, sign_of
from syriakb.pictures.tints import GROUND, INK, patterns

_POINT = 3  # the radius of a dot in a crowd
NARROW = 700  # px: on a screen of at most that what is made for narrow ones is shown
STYLE = f"""
.map text {{ font: 14px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; fill: {INK}; }}
.map .name {{ paint-order: stroke; stroke: {GROUND}; stroke-width: 3px; stroke-linejoin: round; }}
.map .sign {{ font-weight: 700; text-anchor: middle; paint-order: stroke; stroke-width: 3px; stroke-linejoin: round; }}
.map .area {{ stroke: {GROUND}; stroke-width: 1.2; fill: none; }}
.map .area.nobody {{ fill: {GROUND}; stroke: #8a8a8a; }}
.map .nowhere, .map .neighbour, .map .sea {{ fill: none; stroke: #8a8a8a; stroke-width: 1; }}
.map .sea {{ stroke: #4c7fa6; stroke-dasharray: 1 2; }}
.map .around {{ font-style: italic; fill: #5c5c5c; text-anchor: middle; }}
.map .over {{ fill: none; pointer-events: none; }}
.map .over.contested {{ fill: url(#hatch); }}
.map .line, .map .case {{ fill: none; pointer-events: none; display: none; }}
.map .line.besieged, .map .case.besieged {{ display: inline; stroke: {GROUND}; stroke-width: 10; }}
.map .line.besieged {{ stroke: {INK}; stroke-width: 7; stroke-dasharray: 9 5; }}
.map .holes, .map .core {{ display: none; pointer-events: none; }}
.map .holes.inferred {{ display: inline; fill: url(#screen); }}
.map .core.inferred {{ display: inline; fill: {GROUND}; }}
.map .holes.nobody, .map .core.nobody {{ display: none; }}
.map .hole, .map .base {{ fill: {GROUND}; }}
.map .dot {{ stroke: {INK}; stroke-width: 1; }}
.map .dot.nobody {{ fill: {GROUND}; stroke: #767676; }}
.map .lead {{ stroke: {INK}; stroke-width: 0.9; }}
.map .ring {{ fill: none; stroke: none; }}
.map .ring.besieged {{ stroke: {INK}; stroke-width: 2.4; }}
.map .ring.contested {{ stroke: {INK}; stroke-width: 2.4; stroke-dasharray: 3 2.6; }}
.map .ring.disputed {{ stroke: {INK}; stroke-width: 2.4; stroke-dasharray: 0.5 3.6; stroke-linecap: round; }}
.map .crowd .dot {{ stroke-width: 0.4; }}
.map .crowd .contested {{ stroke: {INK}; stroke-width: 1.4; stroke-dasharray: 2 1.4; }}
.map .crowd .disputed {{ stroke: {INK}; stroke-width: 1.4; stroke-dasharray: 0.4 1.6; stroke-linecap: round; }}
.map .crowd .besieged {{ stroke: {INK}; stroke-width: 1.6; }}
.map .bar {{ fill: none; stroke: {INK}; stroke-width: 1.5; }}
.map .small {{ font-size: 12px; }}
.map .title {{ font-size: 20px; font-weight: 600; }}
.map .narrow {{ display: none; }}
""" + "".join(
    f".map .{size.class_} text {{ font-size: {size.name}px; }}\n"
    f".map .{size.class_} .sign {{ font-size: {size.sign}px; }}\n"
    f".map .{size.class_}.areas .sign {{ font-size: {size.area}px; }}\n"
    for size in SIZES
)
# Renderers of pictures, which have no screen, pass over it.
SCREENS = f"@media (max-width: {NARROW}px) {{ .map .narrow {{ display: inline; }} .map .wide {{ display: none; }} }}\n"


class _Drawing(NamedTuple):
    """What every part of the map is drawn by."""

    atlas: Atlas
    plane: Plane
    parties: Mapping[Party, str]
    signs: Mapping[str, str]


def classes(held: Held | None, parties: Mapping[Party, str]) -> str:
    """The classes of a shape by its state: `p0 stated held`, or `nobody unknown unknown`."""
    if held is None:
        return "nowhere"
    party = f"p{list(parties).index(held.controllers)}" if held.controllers else "nobody"
    return f"{party} {held.basis} {held.status}"


def figure(atlas: Atlas, parties: Mapping[Party, str] | None = None) -> str:
    """The map alone, as an `svg` element that a page can take in, with `parties` for all the days of it."""
    known = parties or atlas.parties
    plane = Plane(atlas)
    label = f"{atlas.title}: who controls what, {atlas.date}"
    content = patterns(known) + shapes(atlas, plane, known)
    return element("svg", content, class_="map", viewBox=f"0 0 {WIDTH} {plane.height}", role="group", aria_label=label)


def shapes(atlas: Atlas, plane: Plane, parties: Mapping[Party, str]) -> str:
    """All shapes of the map, in a group for each place."""
    drawing = _Drawing(atlas, plane, parties, letters(parties))
    stuck = {size: [] if crowded(atlas) else pins(atlas, plane, size) for size in SIZES}
    taken = {size: list(_boxes(stuck[size], size)) for size in SIZES}
    parts = [*_around(drawing, taken)]
    parts += [_area(at, region, drawing, taken) for at, region in enumerate(atlas.regions)]
    if crowded(atlas):
        parts.append(element("g", "".join(_points(drawing)), class_="crowd"))
    for size, found in stuck.items():
        inner = "".join(_dot(pin, size, drawing) for pin in found) + "".join(_name(pin, size) for pin in found)
        parts.append(element("g", inner, class_=size.class_))
    return "".join(parts) + _bar(plane)


def said(name: str, held: Held, parties: Mapping[Party, str]) -> str:
    """The state of a place in words: the title of its shape."""
    since = f", since {held.since}" if held.since else ""
    graded = f", grade {held.grade}" if held.grade else ""
    beside = f"; {held.beside}" if held.beside else ""
    if held.status == "unknown" and not held.controllers:
        return f"{name}: unknown{beside}"
    return f"{name}: {parties.get(held.controllers, 'unknown')} ({held.status}, {held.basis}{since}{graded}){beside}"


def _place(place: str, name: str, content: str, drawing: _Drawing) -> str:
    """The group of a place, with its state for readers of screens and for the script of a page."""
    held = drawing.atlas.held[place]
    words = said(name, held, drawing.parties)
    state = {
        "data_place": place,
        "data_name": name,
        "data_holder": drawing.parties.get(held.controllers, "unknown"),
        "data_status": held.status,
        "data_basis": held.basis,
        "data_since": held.since,
        "data_grade": held.grade,
        "data_evidence": " ".join(held.evidence) or None,
        "data_beside": held.beside,
    }
    title = element("title", text(words))
    return element("g", title + content, **state, role="img", aria_label=words)


def _boxes(stuck: list[Pin], size: Size) -> Iterator[Box]:
    reach = size.dot + 3
    for pin in stuck:
        yield Box(pin.dot[0] - reach, pin.dot[1] - reach, 2 * reach, 2 * reach)
        if pin.box:
            yield pin.box


def _rings(region: Region, plane: Plane) -> list[Line]:
    return [[plane.at(*point) for point in ring] for polygon in region.polygons for ring in polygon]


def _path(rings: list[Line]) -> str:
    return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z" for ring in rings)


def _area(number: int, region: Region, drawing: _Drawing, taken: dict[Size, list[Box]]) -> str:
    rings = _rings(region, drawing.plane)
    if region.place is None:
        return element("path", None, d=_path(rings), class_="nowhere")
    held = drawing.atlas.held[region.place]
    state, name = classes(held, drawing.parties), f"area-{number}"
    # The shape stands there once; all that is laid over it refers to it, and what surrounds it is cut off outside.
    shape = element("path", None, d=_path(rings), id=name, fill_rule="evenodd")
    inside = element("clipPath", element("use", None, href=f"#{name}"), id=f"{name}-inside")
    layers = "".join(
        element("use", None, href=f"#{name}", class_=f"{layer} {state}", clip_path=cut)
        for layer, cut in (
            ("area", None),
            ("holes", None),
            ("over", None),
            ("case", f"url(#{name}-inside)"),
            ("line", f"url(#{name}-inside)"),
        )
    )
    signs = "".join(_area_sign(rings, held, state, size, drawing, taken[size]) for size in SIZES)
    return element("defs", shape + inside) + _place(region.place, region.name, layers + signs, drawing)


def _area_sign(rings: list[Line], held: Held, state: str, size: Size, drawing: _Drawing, taken: list[Box]) -> str:
    box = room(rings, size.area * 1.1, size.area * 1.1, taken)
    if box is None:
        return ""
    taken.append(box)
    spot = (box.x + box.width / 2, box.y + box.height / 2)
    return element("g", _sign(spot, size.area, held, state, drawing), class_=f"{size.class_} areas")


def _sign(spot: tuple[float, float], size: int, held: Held, state: str, drawing: _Drawing) -> str:
    words = text(sign_of(held, drawing.signs))
    at = {"x": round(spot[0], 1), "y": round(spot[1] + size * 0.36, 1)}
    return element("text", words, **at, class_=f"sign {state}", aria_hidden="true")


def _points(drawing: _Drawing) -> Iterator[str]:
    for town in drawing.atlas.towns:
        x, y = drawing.plane.at(town.lon, town.lat)
        state = classes(drawing.atlas.held[town.place], drawing.parties)
        dot = element("circle", None, cx=x, cy=y, r=_POINT, class_=f"dot {state}")
        yield _place(town.place, town.name, dot, drawing)


def _dot(pin: Pin, size: Size, drawing: _Drawing) -> str:
    held = drawing.atlas.held[pin.town.place]
    state = classes(held, drawing.parties)
    at = {"cx": pin.dot[0], "cy": pin.dot[1]}
    rings = ((size.dot, "dot"), (size.dot * 0.72, "core"), (size.dot + 2.5, "ring"))
    circles = "".join(element("circle", None, **at, r=f"{r:g}", class_=f"{layer} {state}") for r, layer in rings)
    base = element("circle", None, **at, r=f"{size.dot + 1:g}", class_="base")
    lead = _lead(pin.spot, pin.dot) if pin.spot != pin.dot else ""
    return _place(
        pin.town.place, pin.town.name, lead + base + circles + _sign(pin.dot, size.sign, held, state, drawing), drawing
    )


def _lead(start: tuple[float, float], end: tuple[float, float]) -> str:
    return element("path", None, d="M{:g} {:g}L{:g} {:g}".format(*start, *end), class_="lead")


def _name(pin: Pin, size: Size) -> str:
    """A town's name, and a line to its dot where that is not beside it."""
    if pin.box is None:
        return ""
    box, (x, y) = pin.box, pin.dot
    near = (min(max(x, box.x), box.x + box.width), min(max(y, box.y + 3), box.y + box.height - 3))
    far = ((near[0] - x) ** 2 + (near[1] - y) ** 2) ** 0.5
    share = (size.dot + 1) / far if far else 0
    start = (round(x + (near[0] - x) * share, 1), round(y + (near[1] - y) * share, 1))
    lead = _lead(start, (round(near[0], 1), round(near[1], 1))) if far > size.dot * 2 else ""
    at = {"x": round(box.x, 1), "y": round(box.y + size.name - 1, 1)}
    # The title of the dot says it already.
    return lead + element("text", text(pin.name), **at, class_="name", aria_hidden="true")


def _around(drawing: _Drawing, taken: dict[Size, list[Box]]) -> Iterator[str]:
    """Neighbours and sea in outline, within the frame, with their names where there is room."""
    frame = (0.0, 0.0, float(WIDTH), float(drawing.plane.ground))
    for around in drawing.atlas.around:
        rings = [[drawing.plane.at(*point) for point in ring] for polygon in around.polygons for ring in polygon]
        cut = [ring for each in rings if (ring := clipped(each, frame))]
        if not cut:
            continue
        names = "".join(_around_name(around.name, cut, size, taken[size]) for size in SIZES)
        yield element("g", element("path", None, d=_path(cut), class_=around.role) + names)


def _around_name(name: str, rings: list[Line], size: Size, taken: list[Box]) -> str:
    box = room(rings, text_width(name, size.name), size.name + 3, taken) if name else None
    if box is None:
        return ""
    taken.append(box)
    at = {"x": round(box.x + box.width / 2, 1), "y": round(box.y + size.name - 1, 1)}
    words = element("text", text(name), **at, class_="around")
    return element("g", words, class_=size.class_)


def clipped(ring: Line, frame: tuple[float, float, float, float]) -> Line:
    """A closed ring cut to a frame (left, top, right, bottom), by Sutherland and Hodgman's algorithm of 1974."""
    found = list(ring[:-1])
    for axis, edge, below in ((0, frame[0], False), (1, frame[1], False), (0, frame[2], True), (1, frame[3], True)):
        before, found = found, []
        for one, other in zip(before, before[1:] + before[:1], strict=True):
            ins = [(point[axis] <= edge) == below or point[axis] == edge for point in (one, other)]
            if ins[0]:
                found.append(one)
            if ins[0] != ins[1]:
                share = (edge - one[axis]) / (other[axis] - one[axis])
                x, y = (round(a + (b - a) * share, 1) for a, b in zip(one, other, strict=True))
                found.append((x, y))
    return [*found, found[0]] if found else []


def _bar(plane: Plane) -> str:
    """The scale bar, in the strip below the map."""
    words, length = plane.bar()
    y = plane.ground + STRIP - 12
    line = element("path", None, d=f"M{MARGIN} {y - 5}V{y}H{MARGIN + length:g}V{y - 5}", class_="bar")
    labels = "".join(
        element(
            "g",
            element("text", words, x=round(MARGIN + length + 8, 1), y=y + 2),
            class_=size.class_,
        )
        for size in SIZES
    )
    return element("g", line + labels, role="img", aria_label=f"Scale: {words}")
