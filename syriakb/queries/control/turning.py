"""The days on which who holds a place can change: a claim begins, is over or is reported, or interests change."""

from collections.abc import Iterator
from sqlite3 import Connection

from syriakb.model.dates import shifted
from syriakb.queries.sql import sql


def turning(
    db: Connection, known_by: int, until: int, place: str | None = None, since: int = 0
) -> Iterator[tuple[str, int]]:
    """Pairs of a place that a claim is about, and such a day of those given (ints YYYYMMDD, both included).

    With a place only what is about it or what encloses it. What lies within the places can change with them.
    """
    return _turning(db, known_by, until, place, since)


def turning_days(db: Connection, known_by: int, until: int) -> set[int]:
    """The days up to the one given on which who holds any place can change."""
    return {day for _, day in _turning(db, known_by, until, whole=True)}


def _turning(
    db: Connection, known_by: int, until: int, place: str | None = None, since: int = 0, *, whole: bool = False
) -> Iterator[tuple[str, int]]:
    eve = shifted(since, -1) if since else 0  # what is over on it turns the day behind it
    asked = {"known_by": known_by, "since": eve, "until": until, "place": place, "whole": int(whole)}
    for each, day, past in db.execute(sql("control/turning.sql"), asked):
        turn = shifted(day, 1) if past else day
        if since <= turn <= until:
            yield each, turn
