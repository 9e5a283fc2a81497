"""The days on which who holds a place can change, asked for some at a time, as a page does that goes back for years."""

from contextlib import closing
from itertools import pairwise

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
