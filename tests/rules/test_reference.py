"""The program and the reference of the rules give the same answers, whatever the knowledge base.

Each test asks one question of made-up conflicts; SYRIAKB_WORLDS says of how many.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import pairwise, permutations
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syriakb.answers import Answer
from syriakb.disk.store import Base
from syriakb.index import open as index
from syriakb.model.dates import parse, shifted
from syriakb.model.vocabulary import GROUPS
from syriakb.queries.claims import interest as weighing
from syriakb.queries.claims.listed import Filter, rivals
from syriakb.queries.control import announced, caveats, states
from syriakb.queries.control.capitals import capitals
from syriakb.queries.control.places import control
from syriakb.queries.moment import Moment
from syriakb.queries.proof import place as why_place
from syriakb.queries.proof import relation as why_relation
from syriakb.queries.relations import ties as found_ties
from syriakb.queries.relations.allies import allies
from syriakb.queries.relations.listed import relations
from syriakb.queries.relations.ties import Asked, Relation
from syriakb.queries.sql import parted
from syriakb.queries.time import diff
from syriakb.queries.time.history import history, relations_history
from tests.rules.reference import changes, places, ties
from tests.rules.reference.facts import Then, ancestors, reported
from tests.rules.reference.holding import Case, rests, ruling
from tests.rules.reference.interest import interest
from tests.rules.worlds import ACTORS, Conflict, conflicts, moments

MANY = os.environ.get("SYRIAKB_WORLDS")
# The same conflicts at each run of the suite; a long run looks for new ones.
agreed = settings(
    max_examples=int(MANY or 60),
    derandomize=not MANY,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
an_actor = st.sampled_from(ACTORS)


@contextmanager
def indexed(conflict: Conflict) -> Iterator[Connection]:
    """The conflict in an index, as the program reads it."""
    with TemporaryDirectory() as folder:
        base = Base(Path(folder), proposed=conflict.files)
        with index.trial(base, in_memory=True) as db:
            assert [each for each in index.problems(db) if each.severity == "error"] == []
            yield db


def cells(answer: Answer, *keys: str) -> list[tuple[Any, ...]]:
    """The rows of an answer, in the columns named."""
    at = [[column.key for column in answer.columns].index(key) for key in keys]
    return [tuple(row[each] for each in at) for row in answer.rows]


STATE = ("controllers", "status", "basis", "since", "evidence", "grade")


@agreed
@given(conflicts(), st.lists(moments, min_size=3, max_size=3))
def test_who_holds_each_place(conflict: Conflict, moments: list[Then]) -> None:
    world = conflict.world
    with indexed(conflict) as db:
        for then in moments:
            found = cells(control(db, Moment(*then)), "place", *STATE)
            assert found == [(name, *places.state(world, name, then)) for name in sorted(world.places)]


@agreed
@given(conflicts(), st.lists(moments, min_size=3, max_size=3))
def test_what_is_not_read_and_what_is_not_run_make_no_difference(conflict: Conflict, moments: list[Then]) -> None:
    asked = [(place, *then) for place in conflict.world.places for then in moments]
    with indexed(conflict) as db, ExitStack() as stack:
        found = states.states(db, asked)
        for module in (states, caveats, weighing):
            stack.enter_context(patch.object(module, "steps", _read_all))
        assert states.states(db, asked) == found


@agreed
@given(conflicts(), st.lists(moments, min_size=3, max_size=3))
def test_where_nothing_is_announced_the_day_of_the_latest_report_need_not_be_asked(
    conflict: Conflict, moments: list[Then]
) -> None:
    asked = [(place, *then) for place in conflict.world.places for then in moments]
    with indexed(conflict) as db:
        found = announced.asked_for(db, Moment(*moments[0]), asked)
        with patch.object(announced, "turned", lambda *_: True):
            assert announced.asked_for(db, Moment(*moments[0]), asked) == found


@agreed
@given(conflicts(), moments)
def test_what_is_only_announced_is_looked_for_wherever_it_can_be(conflict: Conflict, then: Then) -> None:
    moment = Moment(*then)
    with indexed(conflict) as db:
        held, related = announced.now(db, moment, conflict.world.places), found_ties.told(db, moment, None, GROUPS)
        with patch.object(announced, "_FEW", -1):
            assert announced.now(db, moment, conflict.world.places) == held
        with patch.object(found_ties, "_later", _all_later):
            assert found_ties.told(db, moment, None, GROUPS) == related


def _all_later(db: Connection, found: list[Relation], latest: dict[int, int]) -> set[Asked]:
    behind = [each for each in found if each.as_of > latest[each.known_by]]
    return {(*each.proposition, latest[each.known_by], each.known_by) for each in behind}


def _read_all(db: Connection, *names: str) -> None:
    """The steps of SQL files, with every claim read and whether there is anything to work on or not."""
    for name in names:
        for _, statement in parted(name)[1]:
            db.execute(statement)
        if name == "control/bounds.sql":
            db.execute("UPDATE bound SET floor = 0")


@agreed
@given(conflicts(), moments)
def test_the_proof_of_each_place(conflict: Conflict, then: Then) -> None:
    world = conflict.world
    with indexed(conflict) as db:
        proofs = {name: why_place.why(db, Moment(*then), name) for name in world.places}
    for place, proof in proofs.items():
        about = [c for c in world.claims.values() if world.effect(c) and c.object in ancestors(world, place)]
        line = [ruling(Case(world, then, each, place)) for each in ancestors(world, place)]
        about += [each for held in line if held for each in rests(world, held, then)]
        told = {(each.id, interest(world, each, then)) for each in about}
        assert sorted(cells(proof, "claim", "interest"), key=repr) == sorted(told, key=repr)
        parts = {claim for role, claim in cells(proof, "role", "claim") if role not in WITHOUT_A_PART}
        parts |= {claim for role, claim in cells(proof, "role", "claim") if role == "denies"} & parts
        evidence = set(places.state(world, place, then).evidence)
        named = {claim for role, claim in cells(proof, "role", "claim") if role in ("denies", "ended")}
        assert parts - named == evidence - named


WITHOUT_A_PART = (
    *("retracted", "only possible", "not yet reported", "not in effect", "improbable", "own word"),
    *("further away", "older", "lost since", "without effect", "overruled"),
)


@agreed
@given(conflicts(), moments)
def test_the_history_of_each_place(conflict: Conflict, then: Then) -> None:
    world = conflict.world
    with indexed(conflict) as db:
        found = {name: cells(history(db, Moment(*then), name), "start", "end", *STATE) for name in world.places}
    for name, spans in found.items():
        assert spans == [(start, end, *state) for start, end, state in changes.history(world, name, then)]


@agreed
@given(conflicts(), moments, moments)
def test_what_changed_between_two_moments(conflict: Conflict, before: Then, after: Then) -> None:
    keys = ("what", "id", "before", "status_before", "after", "status_after", "basis", "evidence", "grade")
    with indexed(conflict) as db:
        found = cells(diff.diff(db, Moment(*after), diff.Then(*before), diff.Then(*after)), *keys)
    assert sorted(found, key=repr) == sorted(changes.diff(conflict.world, before, after), key=repr)


@agreed
@given(conflicts(), moments, st.lists(moments, min_size=2, max_size=2))
def test_the_history_of_the_relations_of_each_actor(conflict: Conflict, then: Then, days: list[Then]) -> None:
    keys = ("subject", "predicate", "object", "standing", "since", "until", "start", "end")
    told = ("standing", "since", "until")
    with indexed(conflict) as db:
        found = {each: cells(relations_history(db, Moment(*then), each), *keys) for each in conflict.world.actors}
    for actor, rows in found.items():
        for day in (day for day, _ in days if day <= then.day):
            there = [row[:6] for row in rows if _within(day, *row[6:])]
            expected = ties.relations(conflict.world, Then(day, then.known)).values()
            own = [
                (*each.triple, *(getattr(each, key) for key in told))
                for each in expected
                if actor in ties.ends_of(each)
            ]
            assert sorted(there, key=repr) == sorted(own, key=repr)
        for one, other in pairwise(row for row in rows if row[:3] == rows[0][:3]):
            assert one[3:6] != other[3:6] or shifted(parse(one[7]).latest, 1) < parse(other[6]).latest


def _within(day: int, start: str | None, end: str | None) -> bool:
    return (start is None or parse(start).latest <= day) and (end is None or day <= parse(end).latest)


@agreed
@given(conflicts(), moments)
def test_the_relations_and_allies_of_each_actor(conflict: Conflict, then: Then) -> None:
    world = conflict.world
    keys = ("subject", "predicate", "object", "group", "standing", "since", "until", "evidence", "grade", "caveat")
    expected = ties.told(world, then).values()
    with indexed(conflict) as db:
        for actor in world.actors:
            own = [(*each.triple, *each[1:]) for each in expected if actor in ties.ends_of(each)]
            assert sorted(cells(relations(db, Moment(*then), actor), *keys), key=repr) == sorted(own, key=repr)
            found = cells(allies(db, Moment(*then), actor, 3), *ties.Ally._fields[:-1])
            assert sorted(found, key=repr) == sorted(
                (tuple(a)[:-1] for a in ties.allies(world, actor, then, 3)), key=repr
            )


@agreed
@given(conflicts(), moments)
def test_the_proof_of_the_relations_of_each_pair_of_actors(conflict: Conflict, then: Then) -> None:
    world = conflict.world
    with indexed(conflict) as db:
        for one, other in permutations(world.actors, 2):
            found = cells(why_relation.why(db, Moment(*then), one, other), "proposition", "standing", "claim", "role")
            expected = [(" ".join(triple), *rest) for triple, *rest in ties.roles(world, one, other, then)]
            assert sorted(found, key=repr) == sorted(expected, key=repr)


@agreed
@given(conflicts(), moments, an_actor)
def test_what_an_actor_holds_and_is_counted_to_hold(conflict: Conflict, then: Then, actor: str) -> None:
    world = conflict.world
    with indexed(conflict) as db:
        held = cells(control(db, Moment(*then), controller=actor), "place")
        notes = capitals(db, Moment(*then)).notes
    assert {place for (place,) in held} == places.held_by(world, actor, then)
    assert [note for note in notes if note.startswith("The source counts")] == [
        f"The source counts {claimed} for {world.actors[world.claims[claim].subject]} (p1); these records give {given}."
        for claim, claimed, given in sorted(places.counted(world, then))
    ]


@agreed
@given(conflicts(), moments)
def test_the_standing_of_each_claim_and_whom_it_serves(conflict: Conflict, then: Then) -> None:
    world = conflict.world
    with indexed(conflict) as db:
        found = cells(rivals(db, Moment(*then), Filter(), None), "claim", "standing", "interest")
    told = [each for each in world.claims.values() if each.object and reported(world, each) <= then.known]
    expected = [
        (each.id, ties.said(world, each, subject, then.known), interest(world, each, then))
        for each in told
        for subject in each.subjects
    ]
    assert sorted(found, key=repr) == sorted(expected, key=repr)
