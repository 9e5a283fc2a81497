"""Actors that may belong to each other: each cluster of them that some memberships, of whatever day, link."""

from sqlite3 import Connection

from syriakb.queries.sql import fill

# Whoever is linked to one of `lead`, each once, with those next to it; closures would have a row for every pair.
_LINKS = """
    WITH RECURSIVE kindred (actor) AS (
      SELECT DISTINCT subject FROM lead
      UNION
      SELECT CASE WHEN f.subject = k.actor THEN f.object ELSE f.subject END
      FROM kindred AS k JOIN relation_fact AS f
        ON (f.subject = k.actor AND f.grp = 'membership') OR (f.object = k.actor AND f.grp = 'membership')
    )
    SELECT DISTINCT f.subject, f.object FROM kindred AS k CROSS JOIN relation_fact AS f
    WHERE f.subject = k.actor AND f.grp = 'membership'"""


def gather(db: Connection) -> None:
    """Lay out in the temporary table `clan` (actor, clan) those who lead and whoever is linked to them, by their clans.

    A clan is called by one of its actors. Who is linked to nobody has none.
    """
    first: dict[str, str] = {}
    for pair in db.execute(_LINKS).fetchall():
        one, other = (_first(first, actor) for actor in pair)
        first[max(one, other)] = min(one, other)
    fill(db, "clan", "actor TEXT, clan TEXT", ((actor, _first(first, actor)) for actor in first))
    db.execute("CREATE UNIQUE INDEX IF NOT EXISTS clan_actor ON clan (actor)")


def _first(first: dict[str, str], actor: str) -> str:
    """The one that stands for all that are linked to the actor; whoever is passed on the way is moved next to it."""
    first.setdefault(actor, actor)
    while first[actor] != actor:
        first[actor] = actor = first[first[actor]]
    return actor
