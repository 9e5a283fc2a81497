"""Whose interest a claim serves: its speaker's own side, or against it.

The rule (10). The side of a speaker is the speaker, what it belongs to, leads or represents, what belongs to those, and
their allies and supporters. Its foes are those with whom one of these that it belongs to, leads or represents has a
relation of hostility, and what belongs to them; and, where it is a party to the fighting, every other party that is not
its ally. A claim that somebody holds, takes, besieges or fights for a place is a gain for that actor, one that it loses
it or that this ended a loss; denied, the other way round. A claim is `against` the interest of its speaker where its
side loses or its foes gain by it, and in its `own` where its side gains or its foes lose. Who is ally and foe at
once is neither; a claim in the source's own voice has no speaker. Relations count as they stood on the day of the
report, or on the day asked for, where that is earlier, whatever had been reported by then. Of equally graded
claims, one against interest comes first, one in the speaker's own interest last.
"""

from collections.abc import Iterable
from sqlite3 import Connection

from syriakb.answers import Column
from syriakb.model.dates import LAST_DAY
from syriakb.queries.moment import Moment
from syriakb.queries.sql import fill, ready, steps

COLUMN = Column("interest", "Interest")
_RANKS = {"against": 0, None: 1, "own": 2}

Weighed = tuple[str, int, int]
_STEPS = ("memberships.sql", "claims/saying.sql", "claims/interest.sql")


def interests(db: Connection, claims: Iterable[Weighed]) -> dict[Weighed, str]:
    """`against` or `own` for those of the claims (claim, as of, known by) that the rule can tell it of."""
    asked = set(claims)
    fill(db, "weighed", "claim TEXT, as_of INTEGER", {(claim, as_of) for claim, as_of, _ in asked})
    ready(db, *_STEPS)
    steps(db, "claims/saying.sql", "memberships.sql", "claims/interest.sql")
    reports = dict(db.execute("SELECT DISTINCT claim, report FROM saying").fetchall())
    found = {(claim, day): interest for claim, day, interest in db.execute("SELECT * FROM interest")}
    told = ((key, found.get((key[0], min(key[1], reports[key[0]] or LAST_DAY)))) for key in asked if key[0] in reports)
    return {key: interest for key, interest in told if interest}


def now(db: Connection, moment: Moment, claims: Iterable[str]) -> dict[str, str]:
    """The same for the ids of claims at the moment."""
    found = interests(db, ((claim, moment.as_of, moment.known_by) for claim in claims))
    return {claim: interest for (claim, _, _), interest in found.items()}


def rank(interest: str | None) -> int:
    """Where a claim stands among equally graded ones."""
    return _RANKS[interest]
