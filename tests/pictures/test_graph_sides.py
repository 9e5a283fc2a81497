"""Relations told by sides: on the graph and on the page, what all of a side have with all of another is one arrow."""

from pathlib import Path

import pytest

from tests.kb import Kb
from tests.report.browser import data_of, written

LEAGUE = """
    - {id: in-blue, subject: blue, predicate: member_of, object: league, start: 2010, source: press}
    - {id: in-green, subject: green, predicate: member_of, object: league, start: 2010, end: 2020-05-31, source: press}
    - {id: kin, subject: blue, predicate: allied_with, object: green, start: 2012}
    - {id: one, subject: red, predicate: fights, object: blue, start: 2019-02, said_by: red, credibility: 4}
    - {id: two, subject: red, predicate: fights, object: green, start: 2018, credibility: 2, source: press}
    - {id: aid, subject: grey, predicate: backs, object: blue, start: 2019, said_by: grey}
    - {id: no, subject: grey, predicate: backs, object: green, start: 2019, stance: denies, said_by: grey}
    """


@pytest.fixture
def league(kb: Kb) -> Kb:
    """Blue and green are in a league, green until May 2020."""
    kb.claims(LEAGUE)
    return kb


def arrows(kb: Kb, *options: str) -> list[str]:
    """The edges of the graph in DOT: who, whom, label, and what is said of them."""
    lines = kb.run("graph", "--format", "dot", "--sides", *options).out.splitlines()
    parts = [line.split('"') for line in lines if "->" in line]
    return [f"{part[1]} {part[5]} {part[3]} | {part[-2]}" for part in parts]


def test_what_several_of_a_side_do_is_one_arrow_with_all_claims(league: Kb) -> None:
    assert arrows(league, "--as-of", "2020-05-01") == [
        "red fights league | stated, B4: one two",
        "grey backs league | claimed, B6: aid no; of Grey Kingdom and Green Band it is denied (no)",
    ]


def test_who_left_a_side_stands_for_itself_from_then_on(league: Kb) -> None:
    assert arrows(league, "--as-of", "2020-06-01") == [
        "green is allied with league | stated, B6: kin",
        "red fights league | claimed, B4: one",
        "red fights green | stated, D2: two",
        "grey backs league | claimed, B6: aid",
    ]


def test_notes_say_who_stands_for_whom_and_how_many_relations_are_within_a_side(league: Kb) -> None:
    notes = league.run("graph", "--sides", "--as-of", "2020-05-01").err
    assert "note: League of the Marches stands for Blue Guard, Green Band." in notes
    assert "note: 3 relations within one side are left out." in notes
    assert "by sides" in league.run("graph", "--sides").out
    assert "left out" not in league.run("graph", "--as-of", "2020-05-01").err.replace("only denied is left out", "")


def test_around_an_actor_is_around_its_side(league: Kb) -> None:
    assert len(arrows(league, "green", "--as-of", "2020-05-01")) == 2
    assert arrows(league, "green", "--as-of", "2020-06-01")[0] == "green is allied with league | stated, B6: kin"
    assert (
        "Who stands with and against League of the Marches"
        in league.run(*("graph", "green", "--sides", "--as-of", "2020-05-01")).out
    )


def test_since_and_until_are_those_of_the_side(league: Kb) -> None:
    league.claims("""
        - {id: a, subject: red, predicate: backs, object: blue, start: 2019-03, end: 2020-10}
        - {id: b, subject: red, predicate: backs, object: green, start: 2019-01, end: 2020-11}
        - {id: c, subject: blue, predicate: member_of, object: league, start: 2010}
        - {id: d, subject: green, predicate: member_of, object: league, start: 2010}
        """)
    (line,) = [
        each for each in league.run("graph", "--sides", "--as-of", "2020-06").out.splitlines() if "backs" in each
    ]
    assert "since 2019-01" in line
    _, edge = league.run("graph", "--sides", "--as-of", "2020-06", "-f", "graphml").out.split("<edge")
    assert ">2019-01<" in edge and ">2020-11<" in edge


def test_the_page_tells_relations_by_sides_on_each_day(league: Kb, tmp_path: Path) -> None:
    content = data_of(written(league, tmp_path, "--sides", "--graph-of", "green"))
    days, words = content["days"], content["words"]
    told = [
        (" ".join(words[cell] for cell in row[4:7]), days[row[0]], days[row[1]])
        for row in content["tables"]["relations"]["rows"]
    ]
    # Together with green from 2018 on, alone from 2019-02 on; green fights alone when it has left.
    fights = [each for each in told if each[0].startswith("Red Company fights")]
    assert [each[1] for each in fights if "League" in each[0]] == ["2018-12-31", "2019-02-28", "2020-06-01"]
    assert ("Red Company fights Green Band", "2020-06-01", days[-1]) in fights
    assert "3 relations within one side are left out." in words
    assert not [each for each in told if "Blue" in each[0]]
    page = written(league, tmp_path, "--sides").read_text(encoding="utf-8")
    assert "Every actor is told by its side. League of the Marches stands for Blue Guard, Green Band." in page
