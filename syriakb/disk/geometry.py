"""The shapes of places: the optional `geometry.geojson` of a knowledge base (GeoJSON, RFC 7946).

A FeatureCollection of Polygons and MultiPolygons in degrees of WGS 84. A feature belongs to the place whose id is
its property `id`, else to the place of which its property `iso` is the pcode or an alias; a feature of no place is
drawn without a state. One whose property `role` is `neighbour` or `sea` lies around the places: it is drawn in outline,
with its property `name`. A member `credit` beside `features` says whose work it is, and is shown under every map.
"""

import json
import re
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from syriakb.disk.store import Base, read
from syriakb.errors import StoreError

FILE = "geometry.geojson"
AROUND = ("neighbour", "sea")
Ring: TypeAlias = tuple[tuple[float, float], ...]
Polygon: TypeAlias = tuple[Ring, ...]


class Feature(NamedTuple):
    """One shape: what tells the place it belongs to, and its polygons, each an outline and the holes in it.

    `role` is one of AROUND for what lies around the places, with its name.
    """

    id: str | None
    iso: str | None
    polygons: tuple[Polygon, ...]
    role: str | None = None
    name: str | None = None


class Geometry(NamedTuple):
    """The shapes of a knowledge base, and whom they are owed to."""

    features: tuple[Feature, ...] = ()
    credit: str | None = None


class GeometryError(StoreError):
    """The file cannot be read: where, and why."""

    def __init__(self, path: Path, line: int, column: int, reason: str) -> None:
        super().__init__(f"{path}:{line}:{column}: {reason}")
        self.line, self.column, self.reason = line, column, reason


class _UnfitError(ValueError):
    """What is wrong with a part of the file."""


def load(folder: Path) -> Geometry:
    """The shapes of the knowledge base in that folder; none where it has no such file. Raises StoreError."""
    if not (folder / FILE).is_file():
        return Geometry()
    try:
        content = json.loads(read(Base(folder), FILE).decode("utf-8-sig"))
        return _geometry(content)
    except json.JSONDecodeError as error:
        raise GeometryError(folder / FILE, error.lineno, error.colno, f"It is not JSON: {error.msg}.") from None
    except (UnicodeDecodeError, RecursionError):
        raise GeometryError(folder / FILE, 1, 1, "It is not JSON in UTF-8.") from None
    except _UnfitError as error:
        raise GeometryError(folder / FILE, 1, 1, str(error)) from None


def renamed(base: Base, old: str, new: str) -> bytes:
    """The bytes of the file with outlines of one place given to another, all else as it stands there.

    Raises StoreError where it cannot be read, or is written in a way that cannot be changed like that.
    """
    was = read(base, FILE)
    if not any(feature.id == old for feature in load(base.folder).features):
        return was
    pattern = rf'("id"\s*:\s*){re.escape(json.dumps(old))}'
    text = re.sub(pattern, lambda found: found[1] + json.dumps(new), was.decode())
    expected = json.loads(was.decode("utf-8-sig"))
    for feature in expected["features"]:
        for part in (feature, feature.get("properties") or {}):
            if part.get("id") == old:
                part["id"] = new
    if json.loads(text.removeprefix("\ufeff")) != expected:
        raise StoreError(f"{base.folder / FILE} is written in a form that cannot be changed from here: use an editor.")
    return text.encode()


def _geometry(content: Any) -> Geometry:
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list):
        raise _UnfitError("It is no FeatureCollection of GeoJSON, which has a list of features.")
    credit = content.get("credit")
    found = tuple(_feature(number, each) for number, each in enumerate(features, start=1))
    return Geometry(found, credit if isinstance(credit, str) else None)


def _feature(number: int, feature: Any) -> Feature:
    shape = feature.get("geometry") if isinstance(feature, dict) else None
    kind = shape.get("type") if isinstance(shape, dict) else None
    if not isinstance(shape, dict) or kind not in ("Polygon", "MultiPolygon"):
        raise _UnfitError(f"Feature {number} is no Polygon or MultiPolygon. Give it one, or leave it out.")
    properties = feature.get("properties")
    role = _text(properties, "role")
    if role not in (None, *AROUND):
        raise _UnfitError(f"Feature {number} has the role {role}, which is none of {', '.join(AROUND)}.")
    try:
        polygons = [shape["coordinates"]] if kind == "Polygon" else shape["coordinates"]
        rings = tuple(tuple(_ring(ring) for ring in polygon) for polygon in polygons)
    except (TypeError, ValueError, KeyError, IndexError):
        message = f"Feature {number} has a ring that is not four or more pairs of longitude and latitude."
        raise _UnfitError(message) from None
    return Feature(_text(properties, "id"), _text(properties, "iso"), rings, role, _text(properties, "name"))


def _text(properties: Any, name: str) -> str | None:
    value = properties.get(name) if isinstance(properties, dict) else None
    return value if isinstance(value, str) else None


def _ring(ring: Any) -> Ring:
    points = tuple((float(point[0]), float(point[1])) for point in ring)
    if len(points) < 4 or not all(abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in points):
        raise ValueError
    return points
