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
from syriakb.queries.sql import fill, run

COLUMN = Column("interest", "Interest")
_RANKS = {"against": 0, None: 1, "own": 2}

Weighed = tuple[str, int, int]
# Of the others, which have no speaker, or say nothing of who gains or loses a place, the rule tells nothing.
_REPORTS = """
    SELECT c.id, c.report_last
    FROM telling AS t JOIN dated_claim AS c ON c.id = t.claim JOIN predicate AS p ON p.id = c.predicate
    WHERE c.speaker IS NOT NULL AND p.effect IS NOT NULL"""


def interests(db: Connection, claims: Iterable[Weighed]) -> dict[Weighed, str]:
    """`against` or `own` for those of the claims (claim, as of, known by) that the rule can tell it of."""
    asked = set(claims)
    fill(db, "telling", "claim TEXT", {(claim,) for claim, _, _ in asked})
    reports = dict(db.execute(_REPORTS).fetchall())
    days = {key: min(key[1], reports[key[0]] or LAST_DAY) for key in asked if key[0] in reports}
    fill(db, "weighed", "claim TEXT, day INTEGER", {(key[0], day) for key, day in days.items()})
    run(db, "claims/interest.sql")
    found = {(claim, day): interest for claim, day, interest in db.execute("SELECT * FROM interest")}
    told = ((key, found.get((key[0], day))) for key, day in days.items())
    return {key: interest for key, interest in told if interest}


def now(db: Connection, moment: Moment, claims: Iterable[str]) -> dict[str, str]:
    """The same for the ids of claims at the moment."""
    found = interests(db, ((claim, moment.as_of, moment.known_by) for claim in claims))
    return {claim: interest for (claim, _, _), interest in found.items()}


def rank(interest: str | None) -> int:
    """Where a claim stands among equally graded ones."""
    return _RANKS[interest]
