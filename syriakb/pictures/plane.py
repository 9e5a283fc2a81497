"""The plane of a map: degrees to the picture, and how long a kilometre is on it."""

from math import cos, floor, log10, radians

from syriakb.pictures.charts import Atlas

WIDTH, MARGIN, STRIP = 720, 24, 44
_DEGREE = 111.195  # kilometres of a degree of latitude, on a sphere of 6371 km
_LONGEST = 170  # of the scale bar


class Plane:
    """Equirectangular, true to scale in the middle, and from north to south everywhere; a strip for the bar below."""

    def __init__(self, atlas: Atlas) -> None:
        rings = (ring for region in atlas.regions for polygon in region.polygons for ring in polygon)
        points = [point for ring in rings for point in ring] + [(town.lon, town.lat) for town in atlas.towns]
        lons, lats = zip(*points, strict=True)
        self.west, self.north = min(lons), max(lats)
        self.narrow = cos(radians((min(lats) + max(lats)) / 2))
        across, down = (max(lons) - self.west) * self.narrow, self.north - min(lats)
        self.scale = (WIDTH - 2 * MARGIN) / max(across, down, 0.01)
        self.ground = round(down * self.scale + 2 * MARGIN)
        self.height = self.ground + STRIP

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a point of the earth lies in the picture."""
        x, y = (lon - self.west) * self.narrow * self.scale, (self.north - lat) * self.scale
        return round(x + MARGIN, 1), round(y + MARGIN, 1)

    def bar(self) -> tuple[str, float]:
        """A round number of kilometres, in words, and how long they are in the picture."""
        one = self.scale / _DEGREE
        power = 10.0 ** floor(log10(_LONGEST / one))
        length = max(step * power for step in (1, 2, 5) if step * power * one <= _LONGEST)
        return f"{length:g} km", round(length * one, 1)
