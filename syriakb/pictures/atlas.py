"""The map: the outlines and points of places, with their state at a moment."""

from collections import Counter
from collections.abc import Iterable

from syriakb.disk.geometry import Geometry, load
from syriakb.errors import NotFoundError
from syriakb.pictures.charts import Atlas, Held, Party, Region, Town
from syriakb.pictures.origin import sources
from syriakb.queries.control.capitals import CAPITAL
from syriakb.queries.control.states import now
from syriakb.queries.moment import Moment
from syriakb.queries.records.outlines import owner


def atlas(moment: Moment) -> Atlas:
    """The places that have an outline, the provincial capitals (else all places with coordinates), and their states.

    Raises StoreError where the knowledge base's geometry cannot be read, NotFoundError where no place can be drawn.
    """
    geometry = load(moment.folder)
    regions, towns = tuple(_regions(moment, geometry)), tuple(_towns(moment))
    if not regions and not towns:
        hint = "Give places lat and lon, or the knowledge base a geometry.geojson."
        raise NotFoundError(f"There is nothing to draw: no place has coordinates or an outline. {hint}")
    shown = [town.place for town in towns] + [region.place for region in regions if region.place]
    held = {place: Held(*state.cells) for place, state in now(moment, shown).items()}
    (title,) = moment.db.execute("SELECT COALESCE(MAX(title), '') FROM kb").fetchone()
    cited = (claim for each in held.values() for claim in each.evidence)
    return Atlas(
        title,
        **moment.stamp,
        regions=regions,
        towns=towns,
        held=held,
        parties=_parties(moment, towns or regions, held),
        sources=sources(moment, cited),
        credit=geometry.credit,
        unplaced=_unplaced(moment),
    )


def _regions(moment: Moment, geometry: Geometry) -> Iterable[Region]:
    for feature in geometry.features:
        place = owner(moment, feature)
        name, kind = moment.db.execute("SELECT name, kind FROM place WHERE id = ?", (place,)).fetchone() or ("", "")
        yield Region(place, name, kind, feature.polygons)


def _towns(moment: Moment) -> Iterable[Town]:
    located = "SELECT id, name, kind, lat, lon FROM place WHERE lat IS NOT NULL AND lon IS NOT NULL"
    rows = moment.db.execute(f"{located} AND kind = ? ORDER BY name", (CAPITAL,)).fetchall()
    return map(Town._make, rows or moment.db.execute(f"{located} ORDER BY name"))


def _unplaced(moment: Moment) -> tuple[str, ...]:
    lacking = "SELECT name FROM place WHERE kind = ? AND (lat IS NULL OR lon IS NULL) ORDER BY name"
    return tuple(name for (name,) in moment.db.execute(lacking, (CAPITAL,)))


def _parties(moment: Moment, shown: Iterable[Region | Town], held: dict[str, Held]) -> dict[Party, str]:
    sizes = Counter(held[each.place].controllers for each in shown if each.place)
    sizes.update({state.controllers: 0 for state in held.values()})
    names = dict(moment.db.execute("SELECT id, name FROM actor").fetchall())
    ordered = sorted(sizes, key=lambda party: (not party, -sizes[party], party))
    return {party: " and ".join(names[each] for each in party) or "unknown" for party in ordered}
