"""What is only announced of a place: what begins or ends after the latest report (rule 1)."""

from collections.abc import Iterable
from sqlite3 import Connection

from syriakb.model.dates import day_text
from syriakb.model.shortlist import cited
from syriakb.queries.control import states
from syriakb.queries.control.side import names
from syriakb.queries.control.states import Cautious, Key, State
from syriakb.queries.moment import Moment, all_reported, latest_report
from syriakb.queries.sql import sql


def now(db: Connection, moment: Moment, places: Iterable[str]) -> dict[str, State]:
    """The state of places at the moment, marked where it is only announced."""
    found = asked_for(db, moment, ((place, moment.as_of, moment.known_by) for place in places))
    return {state.place: state for state in found.values()}


def asked_for(
    db: Connection, moment: Moment, asked: Iterable[Key], cautious: Cautious | None = None
) -> dict[Key, State]:
    """The states asked for, as `states.asked_for` gives them; one that only what is announced makes other than on the
    day of the latest report says so in its caveat."""
    keys = set(asked)
    later = _later(db, moment, keys)
    found = states.asked_for(db, moment, keys | {*later.values()}, cautious)
    return {key: _marked(db, found[later[key]], found[key]) if key in later else found[key] for key in keys}


def _later(db: Connection, moment: Moment, keys: set[Key]) -> dict[Key, Key]:
    """Those of a day behind the latest report, each with the same of that day; of many only those that can differ."""
    latest = {known: latest_report(db, known) or moment.as_of for known in {known for *_, known in keys}}
    days = {(day, known) for _, day, known in keys if day > latest[known]}
    turning = {(day, known) for day, known in days if turned(db, latest[known], day)}
    later = {key: (key[0], latest[key[2]], key[2]) for key in keys if key[1:] in turning}
    if len(later) <= _FEW or moment.sides:  # a side can be another on any day
        return later
    behind = {known: max(day for _, day, by in later if by == known) for known in {known for *_, known in later}}
    touched = {
        (place, known)
        for known, until in behind.items()
        for (place,) in db.execute(sql("control/lately.sql"), {"last": latest[known], "until": until})
    }
    return {key: was for key, was in later.items() if (key[0], key[2]) in touched}


_FEW = 50  # questions; to ask that many twice takes no longer than to find out which of them need it


def turned(db: Connection, latest: int, day: int) -> bool:
    """Whether anything is said to begin or to be over behind a latest report, up to a day; mostly nothing is."""
    return db.execute(_TURNED, {"latest": latest, "day": day}).fetchone() is not None


def _marked(db: Connection, was: State, state: State) -> State:
    if (was.status, {*was.controllers}) == (state.status, {*state.controllers}) or not all_reported(db, state.evidence):
        return state
    evidence = f" ({cited(was.evidence)})" if was.evidence else ""
    told = f"announced; by the latest report, {day_text(was.as_of)}, {_words(db, was)}{evidence}"
    return state._replace(caveat="; ".join(filter(None, (told, state.caveat))))


def _words(db: Connection, state: State) -> str:
    if not state.controllers:
        return "nobody is known to hold it"
    held = f"held by {' and '.join(names(db, 'actor', state.controllers))}"
    return held if state.status == "held" else f"{held}, {state.status}"


# What an index holds of some rows only is looked for with the words of that.
_TURNED = """
    SELECT 1 FROM (
      SELECT from_day AS day FROM control_fact WHERE from_day > :latest AND from_day <= :day
      UNION ALL SELECT until_day FROM control_fact
      WHERE until_day < 99991231 AND until_day >= :latest AND until_day < :day
      UNION ALL SELECT report_day FROM control_fact
      WHERE effect = 'holds' AND report_day > :latest AND report_day <= :day
      UNION ALL SELECT from_day FROM ruling_fact WHERE from_day > :latest AND from_day <= :day
      UNION ALL SELECT until_day FROM ruling_fact WHERE until_day >= :latest AND until_day < :day
      UNION ALL SELECT from_day FROM relation_fact WHERE from_day > :latest AND from_day <= :day
      UNION ALL SELECT from_day FROM relation_fact WHERE from_day = :latest AND stance = 'ends'
      UNION ALL SELECT until_day FROM relation_fact
      WHERE until_day < 99991231 AND until_day >= :latest AND until_day < :day
      UNION ALL SELECT report_day FROM relation_fact
      WHERE report_day > from_day AND report_day > :latest AND report_day <= :day
    ) AS turned LIMIT 1"""
