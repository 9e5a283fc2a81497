"""The outlines of the geometry and the places that they belong to."""

from syriakb.disk.geometry import FILE, Feature, GeometryError, load
from syriakb.errors import ERROR, WARNING, Problem
from syriakb.model.names import fold
from syriakb.queries.moment import Opened


def owner(kb: Opened, feature: Feature) -> str | None:
    """The id of the place that a shape belongs to: by its id, else by its code as a pcode or an alias."""
    if feature.id and kb.db.execute("SELECT 1 FROM place WHERE id = ?", (feature.id,)).fetchone():
        return feature.id
    code = feature.iso or ""
    by_code = "SELECT id FROM place WHERE pcode = ? UNION SELECT ref FROM name WHERE folded = ? AND kind = 'place'"
    found = kb.db.execute(by_code, (code, fold(code))).fetchall() if code else []
    return str(found[0][0]) if len(found) == 1 else None


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
        if (name := feature.id or feature.iso) and owner(kb, feature) is None
    ]
