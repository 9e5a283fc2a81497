"""Relations that end, and denials that are settled (rule 7)."""

import pytest

from tests.kb import Kb

KEYS = "subject predicate object standing since until evidence caveat"
ALLIED = "- {id: pact, subject: red, predicate: allied_with, object: blue, start: 2010, reported: 2010}\n"


def test_an_ending_tells_the_last_day_on_which_it_was_so(kb: Kb) -> None:
    kb.claims(
        ALLIED + "- {id: over, subject: blue, predicate: allied_with, object: red, start: 2015-05-01, stance: ends}"
    )
    assert kb.rows(KEYS, "relations", "red", "--as-of", "2015-05-01") == [
        "blue allied_with red stated 2010 2015-05-01 pact,over -"
    ]
    assert kb.rows(KEYS, "relations", "red", "--as-of", "2015-05-02") == []
    assert kb.rows("what id evidence", "diff", "2015-05-01", "2015-05-02") == ["ended blue allied_with red pact,over"]
    assert kb.rows("claim role", "why", "red", "blue") == ["over ends", "pact not in effect"]


def test_an_ending_that_is_told_ahead_of_its_day_is_told_before_too(kb: Kb) -> None:
    over = "- {id: over, subject: blue, predicate: allied_with, object: red, start: 2015-05-01, stance: ends}"
    kb.claims(ALLIED + over)
    told = ["blue allied_with red stated 2010 2015-05-01 pact,over -"]
    for actor in ("red", "blue"):
        assert kb.rows(KEYS, "relations", actor, "--as-of", "2012") == told
    assert kb.rows("until evidence", "allies", "red", "--as-of", "2012") == ["2015-05-01 pact,over"]
    assert kb.rows("claim role", "why", "red", "blue", "--as-of", "2012") == ["pact asserts", "over ends"]


def test_a_chain_goes_over_what_began_anew(kb: Kb) -> None:
    kb.claims("""
        - {id: said, subject: red, predicate: backs, object: blue, start: 2010, reported: 2018-05-05}
        - {id: over, subject: red, predicate: backs, object: blue, start: 2015, stance: ends, reported: 2015}
        """)
    found = [
        kb.ask("path", "red", "blue", "--as-of", day)["rows"] for day in ("2015", "2016", "2018-05-04", "2018-05-05")
    ]
    assert [len(rows) for rows in found] == [1, 0, 0, 1]


def test_what_is_asserted_of_later_begins_anew(kb: Kb) -> None:
    over = (
        "- {id: over, subject: red, predicate: allied_with, object: blue, start: 2015, stance: ends, reported: 2015}\n"
    )
    for again in ("start: 2018", "start: 2012, reported: 2019"):
        kb.claims(f"{ALLIED}{over}- {{id: new, subject: red, predicate: allied_with, object: blue, {again}}}")
        assert kb.rows("evidence", "relations", "red") == ["new"]
    kb.claims(
        f"{ALLIED}{over}- {{id: new, subject: red, predicate: allied_with, object: blue, start: 2012, reported: 2012}}"
    )
    assert kb.rows("evidence", "relations", "red") == []


def test_an_ending_reported_later_reaches_what_has_no_start(kb: Kb) -> None:
    kb.claims("""
        - {id: said, subject: red, predicate: backs, object: blue, reported: 2018}
        - {id: over, subject: red, predicate: backs, object: blue, start: 2015, stance: ends, reported: 2019}
        """)
    assert kb.rows("evidence", "relations", "red") == []


def test_an_ending_of_a_membership_reaches_both_of_its_words_and_alone_is_no_relation(kb: Kb) -> None:
    kb.claims("""
        - {id: in, subject: green, predicate: member_of, object: league, start: 2010, reported: 2010}
        - {id: held, subject: league, predicate: took, object: ford, start: 2012}
        - {id: out, subject: green, predicate: member_of, object: league, start: 2015, stance: ends}
        - {id: war, subject: red, predicate: fights, object: blue, start: 2015, stance: ends}
        """)
    assert kb.rows("place", "control", "--controller", "green", "--as-of", "2014") == ["ford", "gate"]
    assert kb.rows("place", "control", "--controller", "green", "--as-of", "2016") == []
    assert kb.rows("subject", "relations", "red") == []


def test_an_alliance_with_an_end_of_its_own_keeps_it(kb: Kb) -> None:
    kb.claims("""
        - {id: said, subject: red, predicate: backs, object: blue, start: 2010, reported: 2010}
        - {id: over, subject: red, predicate: backs, object: blue, start: 2012, stance: ends}
        """)
    kb.alliances("- {id: a, subject: red, predicate: backs, object: blue, start: 2010, end: 2020, evidence: [said]}")
    assert kb.rows("standing until", "relations", "red", "--as-of", "2015") == ["assessed 2020"]
    kb.alliances("- {id: a, subject: red, predicate: backs, object: blue, start: 2010, evidence: [said]}")
    assert kb.rows("standing until", "relations", "red", "--as-of", "2015") == []


@pytest.mark.parametrize(
    ("denied", "answer"),
    [
        ("start: 2012, reported: 2012", "stated 2015 yes denied before (no)"),
        ("start: 2015", "disputed 2015 yes,no denied too (no)"),
        ("reported: 2018", "disputed 2015 yes,no denied too (no)"),
        ("start: 2014, reported: 2014-06", "stated 2015 yes denied before (no)"),
        ("start: 2014, reported: 2018", "stated 2015 yes denied before (no)"),
    ],
)
def test_a_denial_disputes_what_is_asserted_up_to_its_day(kb: Kb, denied: str, answer: str) -> None:
    kb.claims(f"""
        - {{id: yes, subject: red, predicate: backs, object: blue, start: 2015, reported: 2015}}
        - {{id: no, subject: red, predicate: backs, object: blue, {denied}, stance: denies}}
        """)
    assert kb.rows("standing since evidence caveat", "relations", "red") == [answer]


@pytest.mark.parametrize(
    ("denied", "day", "answer"),
    [
        ("start: 2015, reported: 2016", "2019-12-31", "stated denied before (no)"),
        ("start: 2015, reported: 2016", "2019-12-30", "disputed denied too (no)"),
        ("start: 2015, source: rumour", "2019-12-31", "stated denied before (no)"),
        ("start: 2015, reported: 2019-12-31", "2020", "disputed denied too (no)"),
        ("start: 2019-12-31, reported: 2016", "2020", "disputed denied too (no)"),
    ],
)
def test_what_is_reported_later_than_a_denial_settles_it(kb: Kb, denied: str, day: str, answer: str) -> None:
    kb.write("sources/rumour.yaml", "- {id: rumour, title: A rumour}")
    kb.claims(f"""
        - {{id: yes, subject: red, predicate: backs, object: blue, start: 2010, reported: 2019-12-31}}
        - {{id: no, subject: red, predicate: backs, object: blue, {denied}, stance: denies}}
        """)
    assert kb.rows("standing caveat", "relations", "red", "--as-of", day) == [answer]


def test_an_ending_for_one_of_several_leaves_the_others(kb: Kb) -> None:
    kb.claims("""
        - {id: both, subject: [red, green], predicate: backs, object: blue, start: 2010, reported: 2010}
        - {id: over, subject: red, predicate: backs, object: blue, start: 2015, stance: ends, reported: 2018-05-05}
        """)
    assert kb.rows("subject object", "relations", "blue") == ["green blue"]
    over = ["green 2010-12-31 - 2010", "red 2010-12-31 2015-12-31 2010"]
    assert sorted(kb.rows("subject start end since", "relations", "blue", "--history")) == over
    known = ["green 2010-12-31 - 2010", "red 2010-12-31 - 2010"]
    assert (
        sorted(kb.rows("subject start end since", "relations", "blue", "--history", "--known-by", "2018-05-04"))
        == known
    )
    assert [row["path"] for row in kb.ask("path", "green", "blue")["rows"]] == [["green", "blue"]]
    assert kb.ask("path", "red", "blue")["rows"] == []


def test_an_ending_for_one_of_several_breaks_the_spell_of_that_one_for_who_knows_of_it(kb: Kb) -> None:
    kb.claims("""
        - {id: both, subject: [red, green], predicate: backs, object: blue, start: 2010, reported: 2010}
        - {id: over, subject: red, predicate: backs, object: blue, start: 2015, stance: ends, reported: 2018-05-05}
        - {id: anew, subject: [red, green], predicate: backs, object: blue, start: 2018-01, reported: 2018-02}
        - {id: no, subject: green, predicate: backs, object: blue, start: 2005, stance: denies, reported: 2005}
        """)
    assert kb.rows("subject since", "relations", "blue") == ["green 2010", "red 2018-01"]
    assert kb.rows("subject since", "relations", "blue", "--known-by", "2018-05-04") == ["green 2010", "red 2010"]


def test_what_is_said_again_on_the_day_behind_an_ending_was_over_on_none(kb: Kb) -> None:
    kb.claims("""
        - {id: backs, subject: blue, predicate: backs, object: green, start: 2019-05-31, reported: 2019-06-01}
        - {id: over, subject: blue, predicate: backs, object: green, stance: ends, start: 2019-05-31,
           reported: 2019-05-31}
        - {id: denies, subject: blue, predicate: backs, object: green, stance: denies, reported: 2019-05-31}
        """)
    assert kb.rows("standing since", "relations", "blue", "--as-of", "2019-06-01") == ["stated 2019-05-31"]


def test_a_spell_goes_back_to_what_had_been_reported(kb: Kb) -> None:
    kb.claims("""
        - {id: late, subject: red, predicate: backs, object: blue, start: 2005, end: 2012, reported: 2018-05-05}
        - {id: first, subject: red, predicate: backs, object: blue, start: 2010, end: 2030, reported: 2010}
        """)
    since = [kb.rows("since", "relations", "red", "--known-by", f"2018-05-0{day}") for day in (4, 5)]
    assert since == [["2010"], ["2005"]]


def test_an_ally_of_an_ally_comes_with_the_rivalry_within_the_chain(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: red, predicate: backs, object: blue, start: 2010}
        - {id: two, subject: blue, predicate: allied_with, object: green, start: 2010}
        - {id: foes, subject: blue, predicate: rival_of, object: green, start: 2010}
        """)
    assert kb.rows("ally standing caveat", "allies", "red", "--depth", "2") == [
        "blue stated -",
        "green claimed Blue Guard is a rival of Green Band (stated, foes)",
    ]


def test_a_grade_is_that_of_the_best_claim_that_says_the_very_thing(kb: Kb) -> None:
    kb.claims("""
        - {id: own, subject: red, predicate: backs, object: blue, credibility: 4}
        - {id: other, about: [red, blue], credibility: 1}
        """)
    kb.alliances("- {id: a, subject: red, predicate: backs, object: blue, evidence: [own, other]}")
    assert kb.rows("grade", "relations", "red") == ["B4"]
    kb.alliances("- {id: a, subject: red, predicate: allied_with, object: blue, evidence: [own, other]}")
    assert "B4" in kb.rows("grade", "relations", "red", "--group", "alliance")


@pytest.mark.parametrize(
    ("said", "row"),
    [
        ("- {id: one, subject: red, predicate: backs, object: blue, said_by: red}", "red 1 2020-01-01"),
        ("- {id: one, subject: red, predicate: backs, object: blue}", "- 1 2020-01-01"),
        (
            """
            - {id: one, subject: red, predicate: backs, object: blue, said_by: red}
            - {id: two, subject: red, predicate: backs, object: blue, said_by: green, source: press}
            """,
            "red,green 2 2020-06-01",
        ),
        (
            """
            - {id: one, subject: red, predicate: backs, object: blue, said_by: red}
            - {id: two, subject: red, predicate: backs, object: blue, said_by: red, source: press}
            """,
            "red 1 2020-06-01",
        ),
    ],
)
def test_whose_word_a_relation_is(kb: Kb, said: str, row: str) -> None:
    kb.claims(said)
    assert kb.rows("voices sources reported", "relations", "red") == [row]


def test_wide_tables_have_columns_for_whose_word_a_row_is(kb: Kb) -> None:
    kb.claims("""
        - {id: took, said_by: blue, subject: red, predicate: took, object: gate, start: 2020-01, source: radio}
        - {id: holds, subject: blue, predicate: holds, object: mill, source: radio}
        - {id: backs, subject: red, predicate: backs, object: green, said_by: blue, source: press}
        """)
    assert wide(kb, "control", "gate") == ["Blue Guard | 1 | 2020-01-01"]
    assert wide(kb, "control", "mill") == ["its source | 1 | 2020-01-01"]
    assert wide(kb, "control", "quay") == ["– | 0"]
    assert wide(kb, "relations", "red") == ["Blue Guard | 1 | 2020-06-01"]
    assert kb.ask("control", "gate", "--wide") == kb.ask("control", "gate")
    assert "Voices" not in kb.run("control", "gate").out


def test_wide_changes_nothing_where_voices_have_columns_anyway(kb: Kb) -> None:
    kb.claims("""
        - {id: one, said_by: blue, subject: blue, predicate: took, object: mill, start: 2020-01, source: radio}
        - {id: two, said_by: red, subject: red, predicate: took, object: mill, start: 2020-01, source: press}
        """)
    asked = kb.run("disputes")
    assert "mill" in asked.out.lower()
    assert kb.run("disputes", "--wide") == asked
    assert kb.run("depends", "--wide") == kb.run("depends")


def wide(kb: Kb, *asked: str) -> list[str]:
    """What the columns of whose word it is show, row by row."""
    lines = [line for line in kb.run(*asked, "--wide", "--format", "markdown").out.splitlines() if line[:1] == "|"]
    heads, _, *rows = ([each.strip() for each in line.strip("|").split("|")] for line in lines)
    return [" | ".join(row[heads.index(name)] for name in heads if name in _WIDE) for row in rows]


_WIDE = ("Voices", "Sources", "Reported")


def test_a_paper_that_prints_a_wire_is_no_second_source_and_a_channel_speaks_for_its_party(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: red, predicate: took, object: ford, start: 2015}
        - {id: two, subject: red, predicate: took, object: ford, start: 2015, source: press}
        """)
    assert kb.rows("voices sources", "control", "ford", "--kind", "provincial-capital") == ["- 2"]
    sources = (kb.folder / "sources.yaml").read_text()
    kb.write("sources.yaml", sources.replace("{id: press,", "{id: press, derives_from: [radio],"))
    assert kb.rows("voices sources", "control", "ford", "--kind", "provincial-capital") == ["- 1"]
    kb.write(
        "sources.yaml",
        sources.replace("{id: press,", "{id: press, speaks_for: red,").replace(
            "{id: radio,", "{id: radio, speaks_for: red,"
        ),
    )
    assert kb.rows("voices sources basis", "control", "ford", "--kind", "provincial-capital") == ["red 1 own-word"]


@pytest.mark.parametrize(("reported", "standing"), [("2017", "disputed"), ("2019", "stated")])
def test_a_report_settles_a_denial_that_was_reported_before_it(kb: Kb, reported: str, standing: str) -> None:
    kb.claims(f"""
        - {{id: yes, subject: red, predicate: backs, object: blue, start: 2010, reported: {reported}, source: press}}
        - {{id: no, subject: red, predicate: backs, object: blue, start: 2012, reported: 2018, stance: denies}}
        """)
    assert kb.rows("standing", "relations", "red") == [standing]
