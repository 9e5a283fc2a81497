"""Full-text search: what is found, in what order, and that nothing that is typed is wrong."""

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syriakb.disk.store import Base
from syriakb.index import open as index
from syriakb.queries.moment import Moment
from syriakb.queries.records.search import search
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
        ("brid", []),
        ("wooden", ["bridge"]),
        ("القديمه", ["arabic"]),
        ("قديمة", ["arabic"]),
        ("مدينه", ["arabic"]),
        ("bridge river", []),
    ],
)
def test_words_are_found_however_they_are_written(told: Kb, words: str, found: list[str]) -> None:
    assert told.rows("id", "search", words) == found


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
    assert len(row["snippet"]) < 260
    assert row["snippet"].startswith("…before")
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
