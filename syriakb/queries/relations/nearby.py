"""Where to ask on: what an actor is one with, and so may be told of in its stead; and the day on which more was so."""

from collections.abc import Iterable, Iterator
from sqlite3 import Connection

from syriakb.model.dates import day_text
from syriakb.queries.moment import Moment
from syriakb.queries.relations.ties import among, name_of

_FEW = 3  # that are named


def nearby(db: Connection, moment: Moment, actors: Iterable[str], command: str) -> tuple[str, ...]:
    """Whom the actors lead or belong to, and who does so with them, each in a sentence with the command to ask of it.

    `command` is what is asked for an actor, such as `backing --backed`. Memberships that are only denied say nothing.
    """
    wanted = sorted(set(actors))
    labels = dict(db.execute("SELECT id, label FROM predicate"))
    ties = [tie for tie in among(db, moment, wanted, ("membership",)) if tie.standing != "denied"]
    told = [
        f"{name_of(db, tie.subject)} {labels[tie.predicate]} {name_of(db, tie.object)}:"
        f" syriakb {command} {tie.other(next(each for each in wanted if each in (tie.subject, tie.object)))}"
        for tie in sorted(ties, key=lambda tie: (tie.grade, tie.proposition))
    ]
    more = (f"{len(told) - _FEW} more are told of by: syriakb relations {wanted[0]} --group membership",)
    return (*told[:_FEW], *(more if len(told) > _FEW else ()))


def over(db: Connection, moment: Moment, actors: Iterable[str], groups: Iterable[str]) -> Iterator[str]:
    """How many relations of some actors were over by the moment, and the last day on which one was so."""
    who, kinds = sorted(set(actors)), sorted(set(groups))
    ends, words = (", ".join("?" * len(each)) for each in (who, kinds))
    days = (moment.known_by, moment.as_of, moment.as_of, moment.known_by, moment.as_of)
    number, last = db.execute(_OVER.format(ends, words), (*days, *who, *who, *kinds, moment.as_of)).fetchone()
    if number:
        were = "1 relation was" if number == 1 else f"{number:,} relations were"
        yield f"{were} over by then, the last on {day_text(last)}: --as-of {day_text(last)}"


_OVER = """
    SELECT COUNT(*), MAX(last_day) FROM (
      SELECT MAX(COALESCE((
          SELECT MIN(o.last_day) FROM outlived AS o
          WHERE o.row = f.row AND o.claim = f.claim AND o.subject = f.subject AND o.object = f.object
            AND o.known_day <= ? AND o.last_day < ? AND o.again > ?
        ), f.until_day)) AS last_day
      FROM relation_fact AS f
      WHERE f.stance = 'asserts' AND f.known_day <= ? AND f.from_day <= ? AND (f.subject IN ({0}) OR f.object IN ({0}))
        AND f.grp IN ({1})
      GROUP BY f.subject, f.predicate, f.object
    ) AS told WHERE last_day < ?"""
