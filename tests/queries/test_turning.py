"""The days on which who holds a place can change, asked for some at a time, as a page does that goes back for years."""

from contextlib import closing
from itertools import pairwise

import pytest

from syriakb.disk.store import Base
from syriakb.index import open as index
from syriakb.model.dates import LAST_DAY, shifted
from syriakb.queries.control.turning import turning, turning_days
from tests.kb import Kb


def test_a_stretch_of_days_has_those_of_all_that_are_in_it_and_no_others(kb: Kb) -> None:
    kb.claims("""
        - {id: m1, subject: red, predicate: holds, object: mill, start: 2019-05-01, said_by: red, reported: 2019-05-02}
        - {id: m2, subject: blue, predicate: took, object: ford, start: 2019-03-01, end: 2019-06-30, said_by: blue}
        - {id: near, subject: red, predicate: backs, object: grey, start: 2019-08-01, end: 2019-09-14}
        - {id: far, subject: grey, predicate: fights, object: blue, start: 2019-10-04, end: 2020-01-31}
        - {id: at-last, subject: grey, predicate: backs, object: red, start: 2020-05-05}
        """)
    days = "start: 2020-04-01, end: 2020-04-30"
    kb.write("rulings.yaml", f"- {{id: ruled, place: gate, holders: [red], {days}, evidence: [m2]}}")
    assert kb.run("check").status == 0, kb.run("check")
    with closing(index.open_index(Base(kb.folder), lambda *_: None)) as db:
        every = set(turning(db, LAST_DAY, 20201231))
        days = sorted({day for _, day in every})
        assert {place for place, _ in every} == {"mill", "ford", "gate"}
        assert turning_days(db, LAST_DAY, 20201231) == set(days)
        assert {20190502, 20190701, 20190801, 20190915, 20191004, 20200201, 20200401, 20200501} <= set(days)
        for first, behind in pairwise([*days, 20201231]):
            found = set(turning(db, LAST_DAY, shifted(behind, -1), since=first))
            assert found == {each for each in every if each[1] == first}, first


INTERESTS = """
    - {id: took, subject: blue, predicate: took, object: mill, start: 2019-03-01, end: 2019-06-30, said_by: blue,
       reported: 2019-09-09}
    - {id: held, subject: red, predicate: holds, object: mill, start: 2019-05-01, said_by: red, reported: 2019-05-02}
    - {id: ford, subject: green, predicate: holds, object: ford, start: 2018-01-01, reported: 2018-01-01}
    - {id: in, subject: red, predicate: member_of, object: league, start: 2001-01-01, end: 2002-02-02,
       reported: 2001-01-01}
    - {id: peer, subject: grey, predicate: backs, object: league, start: 2019-08-01, end: 2019-09-14,
       reported: 2019-08-01}
    - {id: over, subject: blue, predicate: fights, object: grey, start: 2019-10-04, stance: ends, reported: 2019-11-11}
    - {id: before, subject: blue, predicate: backs, object: grey, start: 2017-10-04, end: 2018-11-02,
       reported: 2017-10-04}
    - {id: other, subject: green, predicate: backs, object: grey, start: 2019-12-01}
    """


@pytest.mark.parametrize(
    ("known_by", "place", "since", "days"),
    [
        (
            *(LAST_DAY, None, 0),
            "ford 20180101, gate 20200401, gate 20200501, mill 20181103, mill 20190301, mill 20190501, mill 20190502, "
            "mill 20190701, mill 20190801, mill 20190915, mill 20191004, mill 20191005, mill 20191111",
        ),
        (LAST_DAY, "gate", 0, "ford 20180101, gate 20200401, gate 20200501"),
        (LAST_DAY, "ford", 0, "ford 20180101"),
        (LAST_DAY, None, 20200101, "gate 20200401, gate 20200501"),
        # What was reported by then: of the blue one's word nothing, so that its relations turn nothing either.
        (20190601, "mill", 0, "mill 20190501, mill 20190502, mill 20190801, mill 20190915"),
    ],
)
def test_a_place_turns_with_its_claims_its_rulings_and_the_interests_of_who_speaks(
    kb: Kb, known_by: int, place: str | None, since: int, days: str
) -> None:
    """Neither with what was over before anything was claimed of it, nor with the relations of those who say nothing."""
    kb.claims(INTERESTS)
    ruled = "start: 2020-04-01, end: 2020-04-30, evidence: [ford]"
    kb.write("rulings.yaml", f"- {{id: ruled, place: gate, holders: [red], {ruled}}}")
    with closing(index.open_index(Base(kb.folder), lambda *_: None)) as db:
        found = turning(db, known_by, 20201231, place, since)
        assert ", ".join(f"{each} {day}" for each, day in found) == days
