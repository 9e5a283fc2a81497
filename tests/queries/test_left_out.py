"""Without some claims, or with only some, every question, picture and export is of a knowledge base that has no others.

Nobody speaks in these but in the claims that are left out: in whose interest somebody speaks is reckoned on all claims,
also on those (rule 10), so that what is left of them can count otherwise than where they never were. On each day
something is reported that is never left out: the day after which nothing is known is that of the whole (rules 1, 13).
"""

import json
import os
from collections.abc import Iterator
from sqlite3 import Connection
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from syriakb.model.dates import day_text
from syriakb.pictures.network import network
from syriakb.queries.claims.listed import Filter, claims, rivals
from syriakb.queries.control.capitals import capitals
from syriakb.queries.control.places import control
from syriakb.queries.depends import alone
from syriakb.queries.disputes import disputes
from syriakb.queries.moment import Moment
from syriakb.queries.proof import place as why_place
from syriakb.queries.proof import relation as why_relation
from syriakb.queries.records.inventory import inventory
from syriakb.queries.relations.allies import allies
from syriakb.queries.relations.backing import backing
from syriakb.queries.relations.listed import relations
from syriakb.queries.relations.paths import path
from syriakb.queries.search.found import search
from syriakb.queries.tables.everything import rows
from syriakb.queries.time import diff
from syriakb.queries.time.history import history, relations_history
from syriakb.queries.time.timeline import timeline
from syriakb.queries.time.turns import turns
from syriakb.queries.trust import Trust, narrow
from tests.rules.reference.facts import Then
from tests.rules.test_reference import agreed, indexed
from tests.rules.worlds import ACTORS, DAYS, PLACES, Conflict, conflicts, moments

few = settings(agreed, max_examples=int(os.environ.get("SYRIAKB_WORLDS", 4)))
_PLACES = sorted(place[0] for place in PLACES)
_DAILY = [
    {
        "id": f"day{day}",
        "statement": "So.",
        "locator": "p1",
        "about": ["red"],
        "source": "radio",
        "reported": day_text(day),
    }
    for day in DAYS
]
_TABLES = ("claims", "alliances", "rulings", "relations", "control")


def _without(conflict: Conflict, gone: set[str]) -> Conflict:
    """The conflict as if somebody had never written some claims down, nor held what rests on nothing else."""
    records: dict[str, list[dict[str, Any]]] = json.loads(json.dumps(conflict.records))
    held = {kind: records[kind] for kind in ("alliances", "rulings")}
    for each in (each for kind in held for each in held[kind]):
        each["evidence"] = [claim for claim in each["evidence"] if claim not in gone]
    kept = [each for each in records["claims"] if each["id"] not in gone]
    return Conflict(records["places"], kept, *([e for e in held[kind] if e["evidence"]] for kind in held))


def _unspoken(conflict: Conflict, but: set[str]) -> Conflict:
    """The conflict with no speaker but in some claims, and with a report on each day."""
    records: dict[str, list[dict[str, Any]]] = json.loads(json.dumps(conflict.records))
    for each in records["claims"]:
        if each["id"] not in but:
            each.pop("said_by", None)
    records["claims"] += _DAILY
    return Conflict(records["places"], records["claims"], records["alliances"], records["rulings"])


def _answers(db: Connection, at: Moment, earlier: Then) -> Iterator[tuple[str, Any]]:
    """What every question gives, and what the pictures and the exports show."""
    yield "control", control(db, at)
    yield "sides", control(db, at._replace(sides=True))
    yield "capitals", capitals(db, at)
    yield "backing", backing(db, at)
    yield "disputes", disputes(db, at)
    yield "depends", alone(db, at)
    yield "timeline", timeline(db, at, None, None, None, None)
    yield "claims", [row[:3] for row in claims(db, at, Filter(), limit=None).rows]
    yield "rivals", rivals(db, at, Filter(), None)
    # In which order depends on how often words are there at all.
    yield "search", sorted(row[:2] for row in search(db, at, "they say", None).rows)
    yield "diff", diff.diff(db, at, diff.Then(*earlier), diff.Then(at.as_of, at.known_by))
    yield from ((f"list {what}", inventory(db, at, what, None, None).rows) for what in ("actors", "places", "kinds"))
    for actor in ACTORS:
        yield f"allies {actor}", allies(db, at, actor, 2)
        yield f"relations {actor}", relations(db, at, actor)
        yield f"relations {actor} --history", relations_history(db, at, actor)
        yield f"path {actor}", path(db, at, ACTORS[0], actor, 4, None)
        yield f"why {actor}", why_relation.why(db, at, ACTORS[-1], actor)
    for place in _PLACES:
        yield f"history {place}", history(db, at, place)
        yield f"why {place}", why_place.why(db, at, place, ACTORS[0])
    yield "graph", network(db, at)._replace(filters="")
    yield "page", turns(db, at, _PLACES)
    for name in _TABLES:
        found = [{key: cell for key, cell in row.items() if key != "filters"} for row in rows(db, at, name)]
        yield f"export {name}", found


def _agree(conflict: Conflict, gone: set[str], trust: Trust, then: Then, earlier: Then) -> None:
    at = Moment(*then, chosen=True)
    with indexed(_unspoken(conflict, gone)) as db:
        narrow(db, at, trust)
        found = dict(_answers(db, at._replace(narrowed="some"), earlier))
    with indexed(_without(_unspoken(conflict, gone), gone)) as db:
        expected = dict(_answers(db, at, earlier))
    differing = [name for name in expected if found[name] != expected[name]]
    assert {name: found[name] for name in differing} == {name: expected[name] for name in differing}


@few
@given(conflicts(), moments, moments, st.data())
def test_without_a_claim_is_as_if_it_had_never_been_there(
    conflict: Conflict, then: Then, earlier: Then, data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from(sorted(each["id"] for each in conflict.records["claims"])))
    _agree(conflict, {gone}, Trust(without=(f"claim:{gone}",)), then, earlier)


@few
@given(conflicts(), moments, moments, st.data())
def test_only_some_claims_is_as_if_there_were_no_others(
    conflict: Conflict, then: Then, earlier: Then, data: st.DataObject
) -> None:
    every = sorted(each["id"] for each in conflict.records["claims"])
    kept = data.draw(st.lists(st.sampled_from(every), min_size=1, max_size=4, unique=True))
    trust = Trust(only=tuple(f"claim:{each}" for each in (*kept, *(each["id"] for each in _DAILY))))
    _agree(conflict, {*every} - {*kept}, trust, then, earlier)
