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


def test_where_all_was_over_by_the_day_the_day_before_is_named(kb: Kb) -> None:
    kb.claims("""
        - {id: pact, subject: red, predicate: allied_with, object: blue, start: 2010, end: 2020-03-01}
        - {id: pays, subject: grey, predicate: backs, object: red, start: 2010}
        - {id: stops, subject: grey, predicate: backs, object: red, stance: ends, start: 2020-06-30}
        """)
    for asked, note in (
        (("relations", "red"), "2 relations were over by then, the last on 2020-06-30: --as-of 2020-06-30"),
        (("allies", "blue"), "1 relation was over by then, the last on 2020-03-01: --as-of 2020-03-01"),
        (("backing", "--backed", "red"), "1 relation was over by then, the last on 2020-06-30: --as-of 2020-06-30"),
    ):
        assert note in kb.ask(*asked, "--as-of", "2020-07-01")["notes"]
        assert kb.ask(*asked, "--as-of", note[-10:])["rows"]
    assert kb.ask("relations", "red", "--as-of", "2009")["notes"] == []


ANNOUNCED = """
    - {id: now, subject: red, predicate: took, object: ford, start: 2020-01-10, reported: 2020-02-01}
    - {id: then, subject: blue, predicate: took, object: ford, start: 2020-03-01, reported: 2020-02-01}
    - {id: pact, subject: red, predicate: allied_with, object: grey, start: 2020-03-15, reported: 2020-02-01}
    - {id: old, subject: red, predicate: allied_with, object: green, start: 2019, reported: 2020-02-01}
    """


def test_what_begins_after_the_latest_report_is_marked_as_announced(kb: Kb) -> None:
    kb.claims(ANNOUNCED)
    told = "announced; by the latest report, 2020-02-01, held by Red Company (now)"
    (ford,) = [row for row in kb.ask("control", "--as-of", "2020-04-01")["rows"] if row["place"] == "ford"]
    assert (ford["controllers"], ford["caveat"]) == (["blue"], told)
    assert kb.rows("place caveat", "control", "ford", "--as-of", "2020-02-10") == ["ford -", "gate -"]
    assert kb.rows("ally caveat", "allies", "red", "--as-of", "2020-04-01") == [
        "green -",
        "grey announced by 2020-02-01, the latest report",
    ]


def test_histories_mark_what_is_announced(kb: Kb) -> None:
    kb.claims(ANNOUNCED)
    assert kb.rows("start caveat", "control", "ford", "--history", "--as-of", "2020-04-01") == [
        "2020-01-10 -",
        "2020-03-01 announced; by the latest report, 2020-02-01, held by Red Company (now)",
    ]
    assert kb.rows("object start caveat", "relations", "red", "--history", "--as-of", "2020-04-01") == [
        "red 2019-12-31 -",
        "red 2020-03-15 announced by 2020-02-01, the latest report",
    ]


def test_a_history_marks_what_is_announced_as_the_answer_does(kb: Kb) -> None:
    kb.claims(
        ANNOUNCED
        + """
    - {id: again, subject: red, predicate: allied_with, object: green, start: 2020-03-20, reported: 2020-02-01}
    - {id: not, subject: red, predicate: allied_with, object: grey, start: 2020-04-01, reported: 2020-02-01,
       stance: denies}
    """
    )
    for day in ("2020-03-15", "2020-03-20", "2020-04-01"):
        told = kb.rows("subject object caveat", "relations", "red", "--as-of", day)
        rows = kb.ask("relations", "red", "--history", "--as-of", day)["rows"]
        assert sorted(
            f"{row['subject']} {row['object']} {row['caveat'] or '-'}" for row in rows if row["end"] is None
        ) == sorted(told)


def test_a_proof_says_that_its_answer_is_announced(kb: Kb) -> None:
    kb.claims(ANNOUNCED)
    assert kb.rows("claim role", "why", "ford", "--as-of", "2020-04-01")[0] == "then decides"
    notes = kb.ask("why", "ford", "--as-of", "2020-04-01")["notes"]
    told = "announced; by the latest report, 2020-02-01, held by Red Company (now)"
    assert [note for note in notes if note.startswith("Caveat")] == [f"Caveat: {told}."]


def test_what_nobody_knows_the_day_of_report_of_is_not_announced(kb: Kb) -> None:
    kb.write("sources.yaml", "- {id: wall, title: A Writing on the Wall, reliability: B}")
    kb.claims("""
        - {id: old, about: [red], reported: 2020-01-01, source: wall}
        - {id: took, subject: blue, predicate: took, object: ford, start: 2020-03-01, source: wall}
        - {id: pact, subject: red, predicate: allied_with, object: grey, start: 2020-03-15, source: wall}
        """)
    assert kb.rows("place caveat", "control", "ford", "--as-of", "2020-04-01") == ["ford -", "gate -"]
    assert kb.rows("ally caveat", "allies", "red", "--as-of", "2020-04-01") == ["grey -"]


def test_a_diff_beyond_the_latest_report_says_that_nothing_is_reported(kb: Kb) -> None:
    kb.claims(ANNOUNCED)
    beyond = "Nothing later than 2020-02-01 is reported here."
    assert kb.ask("diff", "2020-05-01", "2020-06-01")["notes"] == [beyond]
    assert "No change between the two is reported." in kb.run("diff", "2020-05-01", "2020-06-01").out
    changes = kb.ask("diff", "2020-01-01", "2020-04-01")
    assert changes["notes"] == [
        beyond,
        "Only announced by then: Ford; Gate; Grey Kingdom is allied with Red Company.",
    ]
    assert kb.ask("diff", "2020-01-01", "2020-01-31")["notes"] == []
