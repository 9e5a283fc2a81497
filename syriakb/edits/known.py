"""What is there already and helps to fill in a record: its namesakes, the kinds in use, claims that can be evidence."""

import re
from collections.abc import Mapping
from sqlite3 import Connection

from syriakb.errors import UsageError
from syriakb.model.names import fold
from syriakb.model.readers import Raw

_SHOWN = 20  # claims to choose from


def namesakes(db: Connection, kind: str, field: str, value: Raw) -> list[str]:
    """Say of each record of the kind that it has this name, title or address too. A short list of sentences."""
    if kind in ("actor", "place"):
        sql = f"""
            SELECT DISTINCT r.name, r.kind, r.id FROM name AS n JOIN {kind} AS r ON r.id = n.ref
            WHERE n.kind = ? AND n.folded = ? ORDER BY r.id LIMIT 3"""
        found = db.execute(sql, (kind, fold(str(value)))).fetchall()
        return [f"There is {name}, {of_kind} ({record}), which is called so." for name, of_kind, record in found]
    if kind != "source":
        return []
    wanted = fold(str(value)) if field == "title" else str(value)
    sql = f"SELECT id, title, {field} FROM source WHERE {field} IS NOT NULL ORDER BY id"
    alike = (each for each in db.execute(sql) if wanted == (fold(each[2]) if field == "title" else each[2]))
    return [f"There is a source with that {field}: {title} ({record})." for record, title, _ in alike][:3]


def kinds(db: Connection, kind: str) -> list[str]:
    """The kinds that actors or places are of, with those that the vocabulary names, where there is none yet too."""
    used = {each for (each,) in db.execute(f"SELECT DISTINCT kind FROM {kind}")}
    other = {"actor": "place", "place": "actor"}[kind]
    theirs = {each for (each,) in db.execute(f"SELECT DISTINCT kind FROM {other}")}
    of_places = _named(db, "object", "p.effect IS NOT NULL")
    of_actors = (_named(db, "subject", "1 = 1") | _named(db, "object", "p.effect IS NULL")) - of_places
    named = {"actor": of_actors, "place": of_places}[kind]
    return sorted((used | named) - (theirs - used) - {"actor", "place"})


def _named(db: Connection, side: str, where: str) -> set[str]:
    sql = f"SELECT DISTINCT k.kind FROM {side}_kind AS k JOIN predicate AS p ON p.row = k.row WHERE {where}"
    return {each for (each,) in db.execute(sql)}


def between(db: Connection, known: Mapping[str, Raw]) -> list[tuple[str, str]]:
    """The ids and statements of standing claims about both sides of a relation: those of its predicate first."""
    sql = """
        SELECT c.id, c.statement FROM claim AS c
        WHERE c.retracted_on IS NULL AND c.stance = 'asserts'
          AND (c.subject = :subject OR c.object = :subject
            OR EXISTS (SELECT 1 FROM about AS a WHERE a.row = c.row AND a.ref = :subject))
          AND (c.subject = :object OR c.object = :object
            OR EXISTS (SELECT 1 FROM about AS a WHERE a.row = c.row AND a.ref = :object))
        ORDER BY CASE WHEN c.predicate = :predicate THEN 0 ELSE 1 END, c.row LIMIT :shown"""
    given = {name: known.get(name) for name in ("subject", "predicate", "object")}
    return db.execute(sql, {**given, "shown": _SHOWN}).fetchall()


def coordinates(line: str) -> dict[str, Raw]:
    """Latitude and longitude from `35.2, 36.7`, also with N and E or a degree sign. Raises UsageError."""
    form = r"\s*(-?\d+(?:\.\d+)?)\s*°?\s*([NS]?)\s*[,; ]\s*(-?\d+(?:\.\d+)?)\s*°?\s*([EW]?)\s*"
    found = re.fullmatch(form, line, re.ASCII | re.IGNORECASE)
    if not found:
        raise UsageError(f"{line!r} is no pair of coordinates: write degrees north and east, such as 35.2, 36.7.")
    lat, south, lon, west = found.groups()
    if (south.upper() == "S" and lat[0] == "-") or (west.upper() == "W" and lon[0] == "-"):
        raise UsageError(f"{line!r} has both a sign and a letter: write 35.2, 36.7 or 35.2 N, 36.7 E.")
    return {"lat": f"-{lat}" if south.upper() == "S" else lat, "lon": f"-{lon}" if west.upper() == "W" else lon}
