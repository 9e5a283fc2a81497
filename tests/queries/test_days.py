"""Rule 2: from which day to which a claim counts."""

import pytest

from tests.kb import Kb


def held_on(kb: Kb, *days: str) -> list[str]:
    """Who holds the mill on each of the days."""
    return [kb.rows("controllers", "control", "mill", "--as-of", day)[0] for day in days]


@pytest.mark.parametrize(
    ("start", "end", "days", "expected"),
    [
        ("2015", "2015", ("2014-12-31", "2015-01-01", "2015-12-31", "2016-01-01"), "- red red -"),
        ("2015-02", "2015-02", ("2015-01-31", "2015-02-01", "2015-02-28", "2015-03-01"), "- red red -"),
        ("2015~", "2015", ("2015-01-01", "2015-12-31"), "red red"),
        ("2015", "2015-06", ("2015-01-01", "2015-06-30"), "- -"),
        ("2015", "2016", ("2015-12-30", "2015-12-31", "2016-01-01", "2016-01-02"), "- red red -"),
        ('"[2015-02..2015-03]"', '"[2015-02..2015-03]"', ("2015-02-01", "2015-03-31"), "- -"),
        ("..", "2016", ("0001-01-01", "2016-01-01", "2016-01-02"), "red red -"),
        ("2015", "..", ("2015-12-31", "9999-12-31"), "red red"),
    ],
)
def test_a_start_and_an_end(kb: Kb, start: str, end: str, days: tuple[str, ...], expected: str) -> None:
    kb.claims(
        f"- {{id: held, subject: red, predicate: holds, object: mill, start: {start}, end: {end}, reported: 2021}}"
    )
    assert held_on(kb, *days) == expected.split()


@pytest.mark.parametrize(
    ("start", "reported", "days", "expected"),
    [
        ("2018-11", "2018-11-10", ("2018-11-09", "2018-11-10"), "- red"),
        ("2018-11", "2018-11-01", ("2018-10-31", "2018-11-01"), "- red"),
        ("2018-11", "2018-11-30", ("2018-11-29", "2018-11-30"), "- red"),
        ("2018-11", "2018-10-31", ("2018-11-29", "2018-11-30"), "- red"),
        ("2018-11", "2018-12-01", ("2018-11-29", "2018-11-30"), "- red"),
        ('"[2018-11-03..]"', "2018-11-10", ("2018-11-09", "2018-11-10"), "- red"),
    ],
)
def test_a_start_counts_no_later_than_a_report_within_it(
    kb: Kb, start: str, reported: str, days: tuple[str, ...], expected: str
) -> None:
    kb.claims(f"- {{id: held, subject: red, predicate: holds, object: mill, start: {start}, reported: {reported}}}")
    assert held_on(kb, *days) == expected.split()


def test_a_start_counts_no_later_than_what_its_source_published_then(kb: Kb) -> None:
    kb.write("sources.yaml", "- {id: wire, title: The Wire, published: 2018-11-10}\n")
    kb.claims("- {id: held, source: wire, subject: red, predicate: holds, object: mill, start: 2018-11}")
    assert held_on(kb, "2018-11-09", "2018-11-10") == ["-", "red"]


def test_a_claim_without_any_date_is_older_than_every_dated_one_and_marked(kb: Kb) -> None:
    kb.write("sources.yaml", "- {id: rumour, title: A rumour}\n- {id: wire, title: The Wire, published: 2018-11-10}\n")
    kb.claims("""
        - {id: said, source: rumour, subject: blue, predicate: holds, object: mill, recorded: 2024-01-01}
        - {id: took, source: wire, subject: red, predicate: took, object: mill, start: 2018-11-09}
        """)
    keys = "controllers since evidence caveat"
    assert kb.rows(keys, "control", "mill", "--as-of", "2018-11-08") == ["blue - said said has no date"]
    assert kb.rows(keys, "control", "mill", "--as-of", "2018-11-09") == ["red 2018-11-09 took -"]
    assert kb.rows("controllers", "control", "mill", "--as-of", "2018-11-08", "--known-by", "2023") == ["-"]
    spans = kb.rows("start end controllers", "control", "mill", "--history", "--as-of", "2019")
    assert spans == ["- 2018-11-08 blue", "2018-11-09 - red"]


def test_the_days_of_an_alliance_are_read_the_same(kb: Kb) -> None:
    kb.claims("- {id: paid, subject: grey, predicate: backs, object: red, start: 2030}")
    for start, end, days in (("2015", "2015", "2014 2015-01 2015 2016"), ("..", "..", "1000 2029")):
        alliance = (
            f"id: pact, subject: grey, predicate: backs, object: red, start: {start}, end: {end}, evidence: [paid]"
        )
        kb.alliances(f"- {{{alliance}}}")
        found = [bool(kb.rows("ally", "allies", "red", "--as-of", day)) for day in days.split()]
        assert found == [day not in ("2014", "2016") for day in days.split()], days
