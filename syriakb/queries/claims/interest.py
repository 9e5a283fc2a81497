"""Whose interest a claim serves: its speaker's own side, or against it.

The rule. The side of a speaker is the speaker itself, what it belongs to, directly or through others, what belongs to
it, and who supports, is supported by or is allied with the speaker or what it belongs to. Its foes are those with whom
the speaker or what it belongs to has a relation of hostility, and what belongs to them. A claim that somebody holds,
takes, besieges or fights for a place is a gain for that actor, a claim that it loses one a loss; denied, the other way
round. A claim is `against` the interest of its speaker where its side loses or its foes gain by it, and in its `own`
where its side gains or its foes lose. Who is ally and foe at once belongs to neither; a claim in the source's own
voice has no speaker. Relations count as they stood at the moment asked for. Of equally graded claims, one against
interest comes first, one in the speaker's own interest last.
"""

from collections.abc import Iterable
from sqlite3 import Connection

from syriakb.answers import Column
from syriakb.queries.moment import Moment
from syriakb.queries.sql import fill, sql

COLUMN = Column("interest", "Interest")
_RANKS = {"against": 0, None: 1, "own": 2}

Weighed = tuple[str, int, int]


def interests(db: Connection, claims: Iterable[Weighed]) -> dict[Weighed, str]:
    """`against` or `own` for those of the claims (claim, as of, known by) that the rule can tell it of."""
    fill(db, "weighed", "claim TEXT, as_of INTEGER, known_by INTEGER", set(claims))
    return {(claim, day, known): interest for claim, day, known, interest in db.execute(sql("claims/interest.sql"))}


def now(db: Connection, moment: Moment, claims: Iterable[str]) -> dict[str, str]:
    """The same for the ids of claims at the moment."""
    found = interests(db, ((claim, moment.as_of, moment.known_by) for claim in claims))
    return {claim: interest for (claim, _, _), interest in found.items()}


def rank(interest: str | None) -> int:
    """Where a claim stands among equally graded ones."""
    return _RANKS[interest]
