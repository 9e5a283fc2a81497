"""From which day on something is known, for an answer about a day on which it mostly is not."""

from collections.abc import Iterator
from sqlite3 import Connection

from syriakb.answers import Answer
from syriakb.model.dates import day_text
from syriakb.queries.control.states import now
from syriakb.queries.moment import Moment
from syriakb.queries.sql import fill

_DAYS = """
    SELECT DISTINCT f.from_day FROM not_known AS n JOIN enclosing AS e ON e.place = n.place
    JOIN control_fact AS f ON f.place = e.ancestor
    WHERE f.from_day > :as_of AND f.known_day <= :known_by AND f.stance = 'asserts' AND f.effect IN ('gains', 'holds')
    ORDER BY f.from_day LIMIT :tried"""
_TRIED = 3  # days; on the first of them it may be that what is claimed does not count


def noted(db: Connection, moment: Moment, answer: Answer) -> Answer:
    """The answer about places, whose rows begin with them, with a note where most of them are unknown."""
    at = [column.key for column in answer.columns].index("status")
    unknown = [row[0] for row in answer.rows if row[at] == "unknown"]
    if len(unknown) * 2 <= len(answer.rows):
        return answer
    return answer._replace(notes=(*_note(db, moment, unknown, len(answer.rows)), *answer.notes))


def _note(db: Connection, moment: Moment, unknown: list[str], total: int) -> Iterator[str]:
    fill(db, "not_known", "place TEXT", [(place,) for place in unknown])
    span = {"as_of": moment.as_of, "known_by": moment.known_by, "tried": _TRIED}
    for (day,) in db.execute(_DAYS, span).fetchall():
        states = now(db, moment._replace(as_of=day), unknown)
        if known := sum(1 for place in unknown if states[place].status != "unknown"):
            there, then = day_text(moment.as_of), day_text(day)
            of_them = f" of {known} of them" if total > 1 else ""
            who = f"{len(unknown)} of {total} are" if total > 1 else "It is"
            yield f"{who} unknown on {there}. Something is known{of_them} from {then} on: --as-of {then}"
            return
