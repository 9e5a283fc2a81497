"""Pins: where the dots of towns stand so that none covers another, and where their names do."""

from collections.abc import Iterator, Mapping
from math import cos, hypot, pi, sin
from typing import NamedTuple

from syriakb.model.shortlist import shortlist
from syriakb.pictures.charts import Atlas, Town
from syriakb.pictures.labels import Box, free, shortened, text_width
from syriakb.pictures.plane import WIDTH, Plane


class Size(NamedTuple):
    """How large things are, in units of the picture: the radius of a dot, the letters on dots and areas, the names."""

    class_: str
    dot: float
    sign: int
    area: int
    name: int


# The picture is 720 units wide: on a screen of 390 px, of which a page leaves it 358, 23 units are 11.4 px.
SIZES = (Size("wide", 9, 13, 17, 14), Size("narrow", 15, 23, 25, 23))
_CROWD = 200  # more towns than that are small dots without letters and names
_NAMED = 12  # towns that a sentence names


class Pin(NamedTuple):
    """A town's true spot, where its dot stands, and the box of its name, None where there is no room."""

    town: Town
    spot: tuple[float, float]
    dot: tuple[float, float]
    name: str
    box: Box | None


def crowded(atlas: Atlas) -> bool:
    """Whether there are too many towns for large dots and for names: they are small then, and named by their titles."""
    return len(atlas.towns) > _CROWD


def pins(atlas: Atlas, plane: Plane, size: Size) -> list[Pin]:
    """Where everything of the towns stands, for that size."""
    spots = {town.place: plane.at(town.lon, town.lat) for town in atlas.towns}
    dots = _apart(spots, 2 * size.dot + 3, plane)
    reach = size.dot + 2
    taken = [Box(x - reach, y - reach, 2 * reach, 2 * reach) for x, y in dots.values()]
    found = list[Pin]()
    for town in atlas.towns:
        name = shortened(town.name, 24)
        box = free(_beside(dots[town.place], text_width(name, size.name), size, plane), taken)
        taken += [box] if box else []
        found.append(Pin(town, spots[town.place], dots[town.place], name, box))
    return found


def unnamed(atlas: Atlas, plane: Plane) -> Iterator[str]:
    """Sentences on the dots that have no name beside them."""
    if crowded(atlas):
        yield f"{len(atlas.towns):,} places are small dots without letter or name, for want of room."
        return
    lacking = {size.class_: [pin.town.name for pin in pins(atlas, plane, size) if not pin.box] for size in SIZES}
    if lacking["wide"]:
        yield f"Without a name beside them, for want of room: {shortlist(lacking['wide'], _NAMED)}."
    if more := [name for name in lacking["narrow"] if name not in lacking["wide"]]:
        yield f"On a narrow screen {'also' if lacking['wide'] else 'without a name'}: {shortlist(more, _NAMED)}."


def _apart(spots: Mapping[str, tuple[float, float]], least: float, plane: Plane) -> dict[str, tuple[float, float]]:
    """Spots moved so that they lie that far from each other, as far as the picture has room for it."""
    moved = dict(spots)
    names = list(moved)
    for _ in range(60):
        pairs = ((one, other) for at, one in enumerate(names) for other in names[at + 1 :])
        crowding = [pair for pair in pairs if _near(moved, *pair, least)]
        if not crowding:
            break
        for one, other in crowding:
            _part(moved, one, other, least, plane)
    return {name: (round(x, 1), round(y, 1)) for name, (x, y) in moved.items()}


def _near(spots: Mapping[str, tuple[float, float]], one: str, other: str, least: float) -> bool:
    (x1, y1), (x2, y2) = spots[one], spots[other]
    return abs(x1 - x2) < least and abs(y1 - y2) < least and hypot(x1 - x2, y1 - y2) < least - 0.1


def _part(spots: dict[str, tuple[float, float]], one: str, other: str, least: float, plane: Plane) -> None:
    (x1, y1), (x2, y2) = spots[one], spots[other]
    far = hypot(x2 - x1, y2 - y1)
    across, down = ((x2 - x1) / far, (y2 - y1) / far) if far else (1.0, 0.0)
    by, edge = (least - far) / 2, least / 2
    for name, x, y, way in ((one, x1, y1, -1), (other, x2, y2, 1)):
        at = (x + way * across * by, y + way * down * by)
        spots[name] = (min(max(at[0], edge), WIDTH - edge), min(max(at[1], edge), plane.ground - edge))


def _beside(spot: tuple[float, float], width: float, size: Size, plane: Plane) -> Iterator[Box]:
    """Boxes for a name, the nearest first: right, left, below, above, aslant; then farther off, in all directions."""
    x, y = spot
    tall = size.name + 3
    for far in (size.dot + 3, size.dot + 9, size.dot + 16):
        places = [(x + far, y - tall / 2), (x - far - width, y - tall / 2)]
        places += [(x - width / 2, y + side) for side in (far - 1, 1 - far - tall)]
        places += [(x + side, y + up) for side in (far - 4, 4 - far - width) for up in (far - 5, 5 - far - tall)]
        yield from _within(places, width, tall, plane)
    for far in (2.5, 4, 6, 9):
        turns = [(cos(at * pi / 8), sin(at * pi / 8)) for at in range(16)]
        places = [
            (x + a * far * size.dot - (width if a < -0.1 else 0), y + b * far * size.dot - tall / 2) for a, b in turns
        ]
        yield from _within(places, width, tall, plane)


def _within(places: list[tuple[float, float]], width: float, tall: float, plane: Plane) -> Iterator[Box]:
    for left, top in places:
        if left >= 2 and left + width <= WIDTH - 2 and top >= 2 and top + tall <= plane.ground - 2:
            yield Box(left, top, width, tall)
