"""Whom an actor has relations with, and which there are within a pair: what paths and changes are looked for in."""

from contextlib import closing

import pytest

from syriakb.disk.store import Base
from syriakb.index import open as index
from syriakb.model.vocabulary import GROUPS
from syriakb.queries.moment import Moment
from syriakb.queries.relations.ties import between, neighbours
from tests.kb import Kb

LATE = Moment(20201231, 20201231)


def met(kb: Kb, *actors: str, groups: tuple[str, ...] = GROUPS, moment: Moment = LATE) -> list[str]:
    """The pairs, each as `subject object`."""
    with closing(index.open_index(Base(kb.folder))) as db:
        return [" ".join(pair) for pair in neighbours(db, moment, actors, groups)]


def within(kb: Kb, pair: str, *moments: tuple[int, int], groups: tuple[str, ...] = GROUPS) -> list[str]:
    """The relations within a pair, each as `subject predicate object` with its evidence."""
    with closing(index.open_index(Base(kb.folder))) as db:
        one, other = pair.split()
        found = between(db, [(one, other)], groups, moments or [(20201231, 20201231)])
        return [" ".join((tie.subject, tie.predicate, tie.object, *tie.evidence)) for tie in found]


def test_relations_within_a_pair_are_those_of_these_two_alone(kb: Kb) -> None:
    kb.claims("""
        - {id: a, subject: green, predicate: backs, object: blue}
        - {id: b, subject: blue, predicate: backs, object: green}
        - {id: c, subject: green, predicate: fights, object: blue}
        - {id: d, subject: green, predicate: backs, object: red}
        - {id: e, subject: red, predicate: backs, object: blue}
        """)
    everything = ["green fights blue c", "blue backs green b", "green backs blue a"]
    assert within(kb, "green blue") == within(kb, "blue green") == everything
    assert within(kb, "green blue", groups=("support",)) == everything[1:]
    assert within(kb, "red grey") == []


def test_relations_within_a_pair_are_those_of_each_moment(kb: Kb) -> None:
    claim = "subject: red, predicate: backs, object: blue, start: 2020-05-01, end: 2020-05-31, reported: 2020-05-10"
    kb.claims(f"- {{id: one, {claim}}}")
    days = (20200430, 20200501, 20200531, 20200601)
    assert [len(within(kb, "red blue", (day, 20201231))) for day in days] == [0, 1, 1, 0]
    assert [len(within(kb, "red blue", (20200520, day))) for day in (20200509, 20200510, 20200511)] == [0, 1, 1]
    assert len(within(kb, "red blue", *((day, 20201231) for day in days))) == 2


def test_everybody_is_met_in_either_direction_and_each_pair_once(kb: Kb) -> None:
    kb.claims("""
        - {id: a, subject: green, predicate: backs, object: blue}
        - {id: b, subject: green, predicate: backs, object: red}
        - {id: c, subject: green, predicate: backs, object: grey}
        - {id: d, subject: green, predicate: backs, object: grey, source: press}
        - {id: e, subject: green, predicate: fights, object: grey}
        - {id: f, subject: blue, predicate: backs, object: green}
        - {id: g, subject: grey, predicate: backs, object: green}
        - {id: h, subject: red, predicate: backs, object: green}
        - {id: i, subject: red, predicate: backs, object: blue}
        """)
    assert met(kb, "green") == [
        *("blue green", "green blue", "green grey", "green red", "grey green", "red green"),
    ]
    assert met(kb, "blue", "grey") == [
        *("blue green", "green blue", "green grey", "grey green", "red blue"),
    ]
    assert met(kb) == met(kb, "league") == []


def test_only_in_the_groups_that_are_asked_about(kb: Kb) -> None:
    kb.claims("""
        - {id: a, subject: green, predicate: backs, object: blue}
        - {id: b, subject: green, predicate: fights, object: red}
        - {id: c, subject: red, predicate: fights, object: green}
        - {id: d, subject: green, predicate: fights, object: blue, stance: denies}
        """)
    assert met(kb, "green", groups=("support",)) == ["green blue"]
    assert met(kb, "green", groups=("hostility",)) == ["green red", "red green"]
    assert met(kb, "green", groups=("support", "hostility")) == ["green blue", "green red", "red green"]


def test_nobody_is_met_by_what_is_only_denied(kb: Kb) -> None:
    kb.claims("""
        - {id: a, subject: green, predicate: backs, object: blue}
        - {id: b, subject: green, predicate: backs, object: red, stance: denies}
        - {id: c, subject: grey, predicate: backs, object: red}
        """)
    assert met(kb, "green") == ["green blue"]


def test_nobody_meets_himself(kb: Kb) -> None:
    kb.claims("- {id: a, subject: green, predicate: backs, object: green}")
    assert met(kb, "green") == []


@pytest.mark.parametrize("actor", ["red", "blue"])
def test_only_in_the_days_in_which_it_is_so_and_from_its_report_on(kb: Kb, actor: str) -> None:
    claim = "subject: red, predicate: backs, object: blue, start: 2020-05-01, end: 2020-05-31, reported: 2020-05-10"
    kb.claims(f"- {{id: one, {claim}}}")
    days = [Moment(day, 20201231) for day in (20200430, 20200501, 20200531, 20200601)]
    assert [len(met(kb, actor, moment=each)) for each in days] == [0, 1, 1, 0]
    days = [Moment(20200520, day) for day in (20200509, 20200510, 20200511)]
    assert [len(met(kb, actor, moment=each)) for each in days] == [0, 1, 1]


def test_nobody_is_met_by_what_an_ending_makes_to_be_over_until_it_begins_anew(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: red, predicate: backs, object: blue, start: 2018, reported: 2018-12-31}
        - {id: end, subject: red, predicate: backs, object: blue, stance: ends, start: 2019-05-31, reported: 2019-06-10}
        - {id: anew, subject: red, predicate: backs, object: blue, start: 2019-09-01, reported: 2019-09-02}
        - {id: kept, subject: red, predicate: backs, object: grey, start: 2018, reported: 2018-12-31}
        """)
    days = [Moment(day, 20201231) for day in (20190531, 20190601, 20190831, 20190901)]
    assert [met(kb, "blue", moment=each) for each in days] == [["red blue"], [], [], ["red blue"]]
    # Before the ending was reported nobody knew of it.
    known = [met(kb, "blue", moment=Moment(20190601, day)) for day in (20190609, 20190610)]
    assert known == [["red blue"], []]
    assert met(kb, "red", moment=Moment(20190601, 20201231)) == ["red grey"]


def test_no_path_leads_over_what_is_over(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: red, predicate: backs, object: blue, start: 2018, reported: 2018-12-31}
        - {id: end, subject: red, predicate: backs, object: blue, stance: ends, start: 2019-05-31, reported: 2019-06-10}
        - {id: far, subject: red, predicate: backs, object: grey, start: 2018, reported: 2018-12-31}
        - {id: way, subject: grey, predicate: backs, object: blue, start: 2018, reported: 2018-12-31}
        """)
    paths = {" ".join(row["path"]) for row in kb.ask("path", "red", "blue")["rows"]}
    assert paths == {"red grey blue"}
    assert {" ".join(row["path"]) for row in kb.ask("path", "red", "blue", "--as-of", "2019-05-31")["rows"]} == {
        "red blue"
    }
