"""The map: the outlines and points of places, with their state at a moment."""

from collections import Counter
from collections.abc import Iterable, Mapping

from syriakb.disk.geometry import Geometry, load
from syriakb.errors import NotFoundError
from syriakb.pictures.charts import Atlas, Held, Party, Region, Surrounding, Town
from syriakb.pictures.origin import sources
from syriakb.pictures.sides import ordered, remarks
from syriakb.queries.control.announced import now
from syriakb.queries.control.capitals import called
from syriakb.queries.control.side import folds
from syriakb.queries.control.states import State
from syriakb.queries.labels import told_apart
from syriakb.queries.moment import Opened
from syriakb.queries.records.outlines import credits, owner
from syriakb.queries.voices import aged


def atlas(kb: Opened) -> Atlas:
    """The places that have an outline, the capitals (else all places with coordinates), and their states.

    Raises StoreError where the knowledge base's geometry cannot be read, NotFoundError where no place can be drawn.
    """
    geometry = load(kb.folder)
    regions, towns = tuple(_regions(kb, geometry)), tuple(_towns(kb))
    if not regions and not towns:
        hint = "Give places lat and lon, or the knowledge base a geometry.geojson."
        raise NotFoundError(f"There is nothing to draw: no place has coordinates or an outline. {hint}")
    shown = [town.place for town in towns] + [region.place for region in regions if region.place]
    found = now(kb.db, kb.at, shown)
    names = _names(kb, found.values())
    held = {place: _held(state, names, stale=aged(state.said, kb.at)) for place, state in found.items()}
    (title,) = kb.db.execute("SELECT COALESCE(MAX(title), '') FROM kb").fetchone()
    cited = (claim for each in held.values() for claim in each.evidence)
    return Atlas(
        title,
        **kb.at.stamp,
        regions=regions,
        towns=towns,
        held=held,
        parties=_parties(towns or regions, held, names),
        sources=sources(kb.db, cited),
        credit=geometry.credit,
        credits=credits(kb.db, (town.place for town in towns)),
        unplaced=_unplaced(kb),
        around=tuple(_around(geometry)),
        filters=kb.at.filters,
        folds=folds(kb.db, found.values()),
    )


def _regions(kb: Opened, geometry: Geometry) -> Iterable[Region]:
    for feature in (each for each in geometry.features if not each.role):
        place = owner(kb, feature)
        name, kind = kb.db.execute("SELECT name, kind FROM place WHERE id = ?", (place,)).fetchone() or ("", "")
        yield Region(place, name, kind, feature.polygons)


def _around(geometry: Geometry) -> Iterable[Surrounding]:
    for feature in geometry.features:
        if feature.role:
            yield Surrounding(feature.role, feature.name or "", feature.polygons)


def _towns(kb: Opened) -> Iterable[Town]:
    located = "SELECT id, name, kind, lat, lon FROM place WHERE lat IS NOT NULL AND lon IS NOT NULL"
    rows = kb.db.execute(f"{located} AND kind = ? ORDER BY name, id", (called(kb.db).kind,)).fetchall()
    return map(Town._make, rows or kb.db.execute(f"{located} ORDER BY name, id"))


def _unplaced(kb: Opened) -> tuple[str, ...]:
    lacking = "SELECT name FROM place WHERE kind = ? AND (lat IS NULL OR lon IS NULL) ORDER BY name, id"
    return tuple(name for (name,) in kb.db.execute(lacking, (called(kb.db).kind,)))


def _names(kb: Opened, found: Iterable[State]) -> dict[str, str]:
    sides = {side for state in found for side in (*state.controllers, *state.challengers)}
    return told_apart({row[0]: row[1] for row in kb.db.execute("SELECT id, name FROM actor") if row[0] in sides})


def _held(state: State, names: Mapping[str, str], *, stale: bool) -> Held:
    beside = "; ".join(filter(None, remarks(state, names, stale=stale)))
    return Held(*state.cells[:6])._replace(beside=beside or None, stale=stale)


def _parties(shown: Iterable[Region | Town], held: dict[str, Held], names: Mapping[str, str]) -> dict[Party, str]:
    sizes = Counter(held[each.place].controllers for each in shown if each.place)
    sizes.update({state.controllers: 0 for state in held.values()})
    return ordered(sizes, names)
