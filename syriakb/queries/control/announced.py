"""What is only announced of a place: what begins or ends after the latest report (rule 1)."""

from collections.abc import Iterable
from sqlite3 import Connection

from syriakb.model.dates import day_text
from syriakb.queries.control import states
from syriakb.queries.control.side import names
from syriakb.queries.control.states import State, asked_for
from syriakb.queries.moment import Moment, all_reported, latest_report


def now(db: Connection, moment: Moment, places: Iterable[str]) -> dict[str, State]:
    """The state of places at the moment. What begins or ends only after the latest report is marked as announced."""
    asked = list(places)
    latest = latest_report(db, moment.known_by)
    if latest is None or moment.as_of <= latest:
        return states.now(db, moment, asked)
    then = asked_for(db, moment, ((place, latest, moment.known_by) for place in asked))
    was = {state.place: state for state in then.values()}
    found = states.now(db, moment, asked)
    return {place: _marked(db, was[place], state, latest) for place, state in found.items()}


def _marked(db: Connection, was: State, state: State, latest: int) -> State:
    if (was.status, {*was.controllers}) == (state.status, {*state.controllers}) or not all_reported(db, state.evidence):
        return state
    cited = f" ({', '.join(was.evidence)})" if was.evidence else ""
    told = f"announced; on {day_text(latest)}, of the latest report, {_words(db, was)}{cited}"
    return state._replace(caveat="; ".join(filter(None, (told, state.caveat))))


def _words(db: Connection, state: State) -> str:
    if not state.controllers:
        return "nobody was known to hold it"
    held = f"{' and '.join(names(db, 'actor', state.controllers))} held it"
    return held if state.status == "held" else f"{held}, {state.status}"
