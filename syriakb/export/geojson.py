"""GeoJSON (RFC 7946): every place as a feature, with who controls it at the moment.

`id` is the place's id; the geometry is its outline where the knowledge base has one (`geometry.geojson`), else its
coordinates as a Point, else null, which the standard has for places that are nowhere yet. The properties are the
columns of `control`: `name`, `kind`, `controllers`, `status`, `basis`, `since`, `evidence`, `grade`, with `within` of
the place, and all else that `control` tells. The collection's own members `as_of`, `known_by`, `filters` (whose word
alone counts, and whether holders are told by their sides, where that was asked for), `folds` (which actors are, in
sentences), `credit` (whom outlines are owed to) and `credits` (the sources of coordinates) stand beside `features`
(foreign members, section 6.1).
"""

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from syriakb.disk.geometry import Polygon, Ring, load
from syriakb.export import Options, Part
from syriakb.model.dates import day_text
from syriakb.queries.control.places import folded
from syriakb.queries.moment import Opened
from syriakb.queries.records.outlines import credits, owner
from syriakb.queries.tables.everything import rows


def parts(kb: Opened, options: Options) -> Iterator[Part]:  # noqa: ARG001 - all formats are called alike
    """One file: the collection."""
    yield Part("places.geojson", (text.encode() for text in _file(kb)))


def _file(kb: Opened) -> Iterator[str]:
    geometry = load(kb.folder)
    outlines: dict[str | None, tuple[Polygon, ...]] = {}
    for feature in geometry.features:
        owned = owner(kb, feature)
        outlines[owned] = (*outlines.get(owned, ()), *feature.polygons)
    head = {"type": "FeatureCollection", **{key: day_text(day) if day else None for key, day in kb.at.stamp.items()}}
    head["filters"] = kb.at.filters or None
    places = {place["id"]: place for place in rows(kb.db, kb.at, "places")}
    owed = {"credit": geometry.credit, "credits": credits(kb.db, places)}
    folds = {"folds": folded(kb.db, kb.at)} if kb.at.sides else {}
    yield f'{json.dumps({**head, **folds, **owed}, ensure_ascii=False)[:-1]}, "features": ['
    for at, state in enumerate(rows(kb.db, kb.at, "control")):
        place = places[state.pop("place")]
        shape = _shape(outlines.get(place["id"], ()), place)
        properties = {**state, "within": place["within"]}
        feature_text = {"type": "Feature", "id": place["id"], "geometry": shape, "properties": properties}
        yield f"{',' if at else ''}\n{json.dumps(feature_text, ensure_ascii=False)}"
    yield "\n]}\n"


def _shape(outline: tuple[Polygon, ...], place: dict[str, Any]) -> dict[str, Any] | None:
    if outline:
        polygons = [[_wound(ring, inner=at > 0) for at, ring in enumerate(polygon)] for polygon in outline]
        single = len(polygons) == 1
        return {
            "type": "Polygon" if single else "MultiPolygon",
            "coordinates": polygons[0] if single else polygons,
        }
    if place["lat"] is None or place["lon"] is None:
        return None
    return {"type": "Point", "coordinates": [place["lon"], place["lat"]]}


def _wound(ring: Ring, *, inner: bool) -> Ring:
    """A ring as section 3.1.6 has it: outlines counterclockwise, holes clockwise."""
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    return ring if (area > 0) != inner else ring[::-1]
