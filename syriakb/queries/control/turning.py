"""The days on which who holds a place can change: a claim begins, is over or is reported, or interests change."""

from collections.abc import Iterator
from sqlite3 import Connection

from syriakb.model.dates import shifted
from syriakb.queries.sql import sql


def turning(db: Connection, known_by: int, until: int, place: str | None = None) -> Iterator[tuple[str, int]]:
    """Pairs of a place that a claim is about, and such a day up to the one given (ints YYYYMMDD).

    With a place only what is about it or what encloses it. What lies within the places can change with them.
    """
    days = {"known_by": known_by, "until": until, "place": place}
    for each, day, past in db.execute(sql("control/turning.sql"), days):
        turn = shifted(day, 1) if past else day
        if turn <= until:
            yield each, turn
