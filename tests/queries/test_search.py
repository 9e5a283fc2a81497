"""Full-text search: what is found, in what order, and that nothing that is typed is wrong."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syriakb.disk.store import Base
from syriakb.index import open as index
from syriakb.queries.moment import Moment
from syriakb.queries.search.found import search
from tests.bench import finding
from tests.kb import SHIPPED, Kb


@pytest.fixture
def told(kb: Kb) -> Kb:
    kb.claims("""
        - {id: bridge, statement: The Reds blew up the stone bridge at Örlö., about: [ford], note: "Wooden, by others."}
        - {id: stone, statement: A bridge of stone., about: [ford]}
        - {id: arabic, statement: سقوط مدينة حلب القديمة, about: [ford], source: press}
        """)
    return kb


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bridge", ["stone", "bridge"]),
        ("BRIDGE stone", ["stone", "bridge"]),
        ('"stone bridge"', ["bridge"]),
        ('"stone bridge', ["bridge"]),
        ("örlö", ["bridge"]),
        ("Orlo's", ["bridge"]),
        ("brid*", ["stone", "bridge"]),
        ("brid", ["stone", "bridge"]),
        ("wooden", ["bridge"]),
        ("القديمه", ["arabic"]),
        ("قديمة", ["arabic"]),
        ("مدينه", ["arabic"]),
        ("bridge river", ["stone", "bridge"]),
        ("bridges", ["stone", "bridge"]),
        ("brigde of stone", ["stone", "bridge"]),
        ("bridge -wood*", ["stone"]),
    ],
)
def test_words_are_found_however_they_are_written(told: Kb, words: str, found: list[str]) -> None:
    assert told.rows("id", "search", words) == found


def test_of_very_many_the_names_come_first_and_it_is_said_how_many_were_compared(
    kb: Kb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("syriakb.queries.search.found._WEIGHED", 4)
    kb.claims("".join(f"- {{id: c{at}, statement: The Blue Guard again., about: [ford]}}\n" for at in range(9)))
    answer = kb.ask("search", "guard", "--limit", "3")
    assert answer["rows"][0]["id"] == "blue"
    assert "The first 3 of 10, the best of 4 that were compared. Show more with --limit N or --all." in answer["notes"]
    assert len(kb.ask("search", "guard", "--all")["rows"]) == 10


def test_of_a_phrase_that_nobody_has_the_words_that_say_nothing_are_not_looked_for(told: Kb) -> None:
    told.claims("- {id: c, statement: The Guard's of the Marches., about: [ford]}")
    assert told.rows("id", "search", "\"O'Brien's \\\" of the") == []
    assert told.rows("id", "search", '"the guard of stone"') == ["blue", "c"]


def test_all_kinds_of_records_are_found_by_what_they_are_called_first(told: Kb) -> None:
    told.claims("- {id: c, statement: The Blue Guard is here., about: [ford]}")
    assert told.rows("kind id name", "search", "guard") == ["actor blue Blue Guard", "claim c -"]
    assert told.rows("kind id name snippet", "search", "bleus") == ["actor blue Blue Guard Bleus, الزرق"]
    assert told.rows("kind id", "search", "press march") == ["source press"]
    assert told.rows("kind id", "search", "besieged") == ["predicate besieges"]


def test_a_long_text_is_cut_around_what_is_found(kb: Kb) -> None:
    kb.claims(f"- {{id: c, statement: Told at length., about: [ford], note: {'before ' * 40}needle {'after ' * 60}}}")
    (row,) = kb.ask("search", "needle")["rows"]
    assert "needle" in row["snippet"]
    assert len(row["snippet"]) < 280
    assert row["snippet"].startswith("Told at length. · …before")
    assert row["snippet"].endswith("after…")


def test_what_was_reported_later_is_not_found_earlier(told: Kb) -> None:
    assert told.rows("id", "search", "سقوط", "--known-by", "2020-02") == []
    assert told.rows("id", "search", "سقوط", "--as-of", "2020-02") == []


def test_what_changes_is_found_anew_and_what_went_is_not(told: Kb) -> None:
    assert told.rows("id", "search", "wooden") == ["bridge"]
    told.claims("- {id: ice, statement: The bridge of ice melts., about: [ford]}")
    assert told.rows("id", "search", "bridge") == ["ice"]
    told.claims("- {id: ice, statement: The bridge of ice., subject: nobody, predicate: holds, object: ford}")
    assert told.rows("id", "search", "bridge") == []


def test_a_long_list_shows_its_beginning_and_its_length(kb: Kb) -> None:
    kb.claims("\n".join(f"- {{id: c{n}, statement: Word by word., about: [ford]}}" for n in range(60)))
    answer = kb.ask("search", "word")
    assert (len(answer["rows"]), answer["total"]) == (50, 60)
    assert len(kb.ask("search", "word", "--all")["rows"]) == 60
    assert len(kb.ask("search", "word", "--limit", "3")["rows"]) == 3


@pytest.fixture
def war(kb: Kb) -> Kb:
    kb.claims("""
        - {id: town-falls, statement: They advanced in spring., subject: red, predicate: took, object: ford,
           about: [blue], exact: "gates stood wide open", note: Nobody else says it., source: press}
        - {id: second, statement: The militias are seizing villages., about: [ford], said_by: blue}
        - {id: third, statement: وصلوا إلى مدينة حلب, about: [mill]}
        """)
    return kb


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("gates stood wide", ["town-falls"]),  # its anchor
        ("town-falls", ["town-falls"]),  # its id
        ("nobody else", ["town-falls"]),  # its note
        ("reds ford", ["town-falls"]),  # an alias of its subject, the name of its object
        ("company took ford", ["town-falls"]),  # the label of its predicate
        ("الزرق villages", ["second"]),  # an alias of who says it
        ("advancing", ["town-falls"]),
        ("militia seized village", ["second"]),
        ("المدينة", ["third"]),
        ("مَدِينَة", ["third"]),
        ("وبالمدينه", ["third"]),
        ("villages -seized", []),
        ("advanced -villages", ["town-falls"]),
        ('"militias are" ', ["second"]),
    ],
)
def test_a_claim_is_found_by_all_that_is_remembered_of_it(war: Kb, words: str, found: list[str]) -> None:
    assert [row for row in war.rows("id", "search", words) if row in {"town-falls", "second", "third"}] == found


def test_names_come_before_alliances_and_those_before_claims(war: Kb) -> None:
    war.claims("- {id: backed, subject: blue, predicate: backs, object: green}", "claims/more.yaml")
    war.alliances("- {id: pact, subject: blue, predicate: backs, object: green, evidence: [backed]}")
    found = war.rows("kind id", "search", "guard")
    assert found[:2] == ["actor blue", "alliance pact"]
    assert set(found[2:]) == {"claim second", "claim backed", "claim town-falls"}


def test_an_exact_name_comes_before_names_that_have_more(kb: Kb) -> None:
    kb.write("places.yaml", "- {id: a, name: North Old Ford}\n- {id: z, name: Old Ford}\n")
    assert kb.rows("id", "search", "old ford") == ["z", "a"]


@pytest.mark.parametrize(
    ("words", "snippet"),
    [
        ("advanced", "They advanced in spring."),
        ("wide", "They advanced in spring. · gates stood wide open"),
        ("reds", "They advanced in spring. · subject: Red Company"),
        ("bleus", "They advanced in spring. · about: Blue Guard (Bleus)"),
        ("took ford", "They advanced in spring. · predicate: took · object: Ford"),
    ],
)
def test_a_row_shows_what_matched(war: Kb, words: str, snippet: str) -> None:
    assert [row["snippet"] for row in war.ask("search", words)["rows"] if row["id"] == "town-falls"] == [snippet]


@pytest.mark.parametrize(
    ("words", "first", "notes"),
    [
        ("vilages", "second", ["Nothing has vilages: this is for villages."]),
        ("militias sezed", "second", ["Nothing has sezed: this is for seized."]),
        ("zeppelin villages", "second", ["Nothing has zeppelin."]),
        ('"wide gates"', "town-falls", ['Nothing has "wide gates" in one piece: this is for its words.']),
        ("villages spring", "second", ["Nothing has all of these words: this is what has some, the best first."]),
        ("wide gates spring seized", "town-falls", ["Nothing has all of these words: this is what has all but one."]),
    ],
)
def test_what_was_looked_for_instead_is_said(war: Kb, words: str, first: str, notes: list[str]) -> None:
    answer = war.ask("search", words)
    assert (answer["rows"][0]["id"], answer["notes"]) == (first, notes)


def test_what_nothing_has_is_said(war: Kb) -> None:
    assert "Nothing has zeppelin." in war.run("search", "zeppelin", "--format", "table").out
    assert "only words to leave out" in war.run("search", " -villages").out


def test_what_is_found_is_measured(tmp_path: Path) -> None:
    finding.generate(tmp_path, 300)
    found = finding.figures(index.open_index(Base(tmp_path)), 40)
    assert min(figure.shares[0] for figure in found.values()) >= 95
    assert min(figure.shares[1] for figure in found.values()) >= 85


@pytest.fixture(scope="module")
def shipped() -> sqlite3.Connection:
    return index.open_index(Base(SHIPPED))


@settings(max_examples=200, deadline=None)
@given(st.text() | st.text("\"*()-:^{}+ANDORTNEar\\'% \x00", max_size=20))
def test_nothing_that_is_typed_is_an_error(shipped: sqlite3.Connection, text: str) -> None:
    answer = search(shipped, Moment(20241207), text, 10)
    assert answer.total is not None
    assert len(answer.rows) <= min(answer.total, 10)


def test_what_has_no_words_finds_nothing_and_says_so(kb: Kb) -> None:
    kb.claims("[]")
    result = kb.run("search", "***", '"', "--format", "table")
    assert (result.status, result.err) == (0, "")
    assert "no word" in result.out
