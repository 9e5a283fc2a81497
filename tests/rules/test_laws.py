"""The laws that hold whatever the knowledge base, also with rulings, endings, exceptions and joint holders.

That leaving a claim out is as if it had never been there is in tests/queries/test_left_out.py; that no answer knows
more than its days allow, and that changes add up, in tests/queries/test_time.py. SYRIAKB_WORLDS says of how many.
"""

import os
from random import Random
from sqlite3 import Connection
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from syriakb.model.dates import FIRST_DAY, parse
from syriakb.model.records import several
from syriakb.queries.control.places import control
from syriakb.queries.disputes import disputes
from syriakb.queries.moment import Moment
from syriakb.queries.proof import place as why_place
from syriakb.queries.relations.allies import allies
from syriakb.queries.relations.listed import relations
from syriakb.queries.time import diff
from syriakb.queries.time.history import history
from syriakb.queries.trust import Trust, narrow
from tests.rules.reference.facts import Then, ancestors
from tests.rules.test_reference import STATE, agreed, cells, indexed
from tests.rules.worlds import ACTORS, DAYS, Conflict, conflicts, moments

laws = settings(agreed, max_examples=int(os.environ.get("SYRIAKB_WORLDS", 12)))
randoms = st.integers(0, 10_000).map(Random)


def states(db: Connection, then: Then) -> dict[str, tuple[Any, ...]]:
    """Of each place: who holds it, its status, basis, since, evidence and grade."""
    return {row[0]: row[1:] for row in cells(control(db, Moment(*then)), "place", *STATE)}


def standings(db: Connection, then: Then) -> set[tuple[Any, ...]]:
    """How each relation stands and since when."""
    keys = ("subject", "predicate", "object", "standing", "since")
    return {row for actor in ACTORS for row in cells(relations(db, Moment(*then), actor), *keys)}


@laws
@given(conflicts(), moments, moments, randoms)
def test_the_order_of_records_never_matters(conflict: Conflict, then: Then, earlier: Then, random: Random) -> None:
    def answers(asked: Conflict) -> list[Any]:
        with indexed(asked) as db:
            at = Moment(*then)
            found = [control(db, at), disputes(db, at), diff.diff(db, at, diff.Then(*earlier), diff.Then(*then))]
            found += [history(db, at, "ford"), why_place.why(db, at, "ford"), why_place.why(db, at, "gate")]
            return [*found, *(allies(db, at, actor, 3) for actor in ACTORS[:2]), relations(db, at, "red")]

    kinds = ("places", "claims", "alliances", "rulings")
    mixed = (random.sample(conflict.records[kind], len(conflict.records[kind])) for kind in kinds)
    assert answers(conflict) == answers(Conflict(*mixed))


@laws
@given(conflicts(), moments)
def test_an_own_word_never_changes_who_comes_first_where_better_word_exists(conflict: Conflict, then: Then) -> None:
    with indexed(conflict) as db:
        whole = states(db, then)
        narrow(db, Moment(*then), Trust(impartial=True))
        better = states(db, then)
    for place, (holders, *_) in better.items():
        ruled = "assessed" in (better[place][2], whole[place][2])  # one that rests on own words alone is not there
        if holders and not ruled:
            assert whole[place][0][0] == holders[0]


@laws
@given(conflicts(), st.data())
def test_a_claim_changes_no_answer_of_before_its_day_and_its_report(conflict: Conflict, data: st.DataObject) -> None:
    records = conflict.records
    cited = {each for kind in ("alliances", "rulings") for held in records[kind] for each in held["evidence"]}
    added = data.draw(st.sampled_from([*(each for each in records["claims"] if each["id"] not in cited), None]))
    assume(added is not None)
    others = [each for each in records["claims"] if each is not added]
    less = Conflict(records["places"], others, records["alliances"], records["rulings"])
    assume(_parties(less) >= _parties(conflict))  # who is a party has no day (rule 10)
    days = [day for day in (20010528, *DAYS) if day < _earliest(conflict, added)][-3:]
    assume(days)
    with indexed(conflict) as db:
        found = [(states(db, Then(day)), standings(db, Then(day))) for day in days]
    with indexed(less) as db:
        assert found == [(states(db, Then(day)), standings(db, Then(day))) for day in days]


def _earliest(conflict: Conflict, claim: dict[str, Any]) -> int:
    """The first day that it or its report can be of; one without any day is of every day."""
    published = {each["id"]: each.get("published") for each in conflict.records["sources"]}[claim["source"]]
    said = claim.get("reported") or published
    days = [parse(text).earliest for text in (claim.get("start"), said) if text]
    return min(days, default=FIRST_DAY)


def _parties(conflict: Conflict) -> set[str]:
    placed = [each for each in conflict.records["claims"] if each.get("object") in conflict.world.places]
    placed = [each for each in placed if not {"modality", "retracted"} & each.keys() and each["credibility"] != "5"]
    placed = [each for each in placed if "value" not in each and each.get("stance") != "ends"]
    return {who for each in placed for who in several(each["subject"])}


@laws
@given(conflicts(), moments)
def test_no_state_is_told_that_no_claim_area_or_ruling_supports(conflict: Conflict, then: Then) -> None:
    world = conflict.world
    with indexed(conflict) as db:
        found = states(db, then)
    for place, (holders, status, basis, _, evidence, grade) in found.items():
        around = ancestors(world, place)
        cited = [world.claims[each] for each in evidence]
        ruled = [each for each in world.rulings.values() if each.place in around and set(each.evidence) & set(evidence)]
        assert (status == "unknown" and not holders) if not cited else grade is not None
        assert all(c.modality == "actual" and not c.retracted and c.credibility != "5" for c in cited)
        about = [c for c in cited if c.object in around]
        assert ruled or about == cited
        named = {who for c in about if world.effect(c) in ("gains", "holds", "loses") for who in c.subjects}
        assert {*holders} <= named | {who for each in ruled for who in each.holders}
        assert basis != "inferred" or any(c.object != place for c in cited) or any(r.place != place for r in ruled)
        does = {"contested": "contests", "besieged": "besieges"}.get(status)
        assert not does or any(world.effect(c) == does for c in about) or any(r.status == status for r in ruled)
