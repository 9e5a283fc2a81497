"""Where claims come from: what a picture or a page names under what it shows."""

from collections.abc import Iterable
from sqlite3 import Connection

from syriakb.queries.sql import fill


def sources(db: Connection, claims: Iterable[str]) -> tuple[str, ...]:
    """The titles of the sources of some claims, each once, in order of their ids."""
    fill(db, "cited", "claim TEXT", {(claim,) for claim in claims})
    rows = db.execute(
        "SELECT DISTINCT s.id, s.title FROM cited JOIN claim AS c ON c.id = cited.claim"
        " JOIN source AS s ON s.id = c.source ORDER BY s.id"
    )
    return tuple(title for _, title in rows)
