"""Where to ask on: what an actor is one with, and so may be told of in its stead."""

from collections.abc import Iterable
from sqlite3 import Connection

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
