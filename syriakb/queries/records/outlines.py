"""The outlines of the geometry and the places that they belong to; whom points and outlines are owed to."""

from collections.abc import Iterable
from sqlite3 import Connection

from syriakb.disk.geometry import FILE, Feature, GeometryError, load
from syriakb.errors import ERROR, WARNING, Problem
from syriakb.model.names import fold
from syriakb.queries.moment import Opened
from syriakb.queries.sql import fill


def owner(kb: Opened, feature: Feature) -> str | None:
    """The id of the place that a shape belongs to: by its id, else by its code as a pcode or an alias.

    What lies around the places belongs to none.
    """
    if feature.role:
        return None
    if feature.id and kb.db.execute("SELECT 1 FROM place WHERE id = ?", (feature.id,)).fetchone():
        return feature.id
    code = feature.iso or ""
    by_code = "SELECT id FROM place WHERE pcode = ? UNION SELECT ref FROM name WHERE folded = ? AND kind = 'place'"
    found = kb.db.execute(by_code, (code, fold(code))).fetchall() if code else []
    return str(found[0][0]) if len(found) == 1 else None


def credits(db: Connection, places: Iterable[str]) -> tuple[str, ...]:
    """Whom the coordinates of places are owed to: their sources with their publishers, each once, by their ids."""
    fill(db, "drawn", "place TEXT", {(place,) for place in places})
    rows = db.execute(
        "SELECT DISTINCT s.id, s.title, s.publisher FROM drawn JOIN place AS p ON p.id = drawn.place"
        " JOIN source AS s ON s.id = p.source WHERE p.lat IS NOT NULL AND p.lon IS NOT NULL ORDER BY s.id"
    )
    return tuple(f"{title} ({publisher})" if publisher else title for _, title, publisher in rows)


def problems(kb: Opened) -> list[Problem]:
    """What is wrong with the knowledge base's geometry: it cannot be read, or names places that there are not."""
    try:
        features = load(kb.folder).features
    except GeometryError as error:
        return [Problem(ERROR, "bad-geometry", FILE, error.line, error.column, error.reason)]
    hint = "Its property id is that of a place, or its iso the pcode or an alias of one."
    return [
        Problem(WARNING, "unknown-place", FILE, 1, 1, f"Feature {number} ({name}) belongs to no place.", hint)
        for number, feature in enumerate(features, start=1)
        if (name := feature.id or feature.iso) and not feature.role and owner(kb, feature) is None
    ]
