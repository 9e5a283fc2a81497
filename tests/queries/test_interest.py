"""Against whose interest somebody speaks, and rival claims side by side."""

import pytest

from tests.kb import Kb

SIDES = """
    - {id: in, subject: green, predicate: member_of, object: league, start: 2000}
    - {id: ally, subject: league, predicate: allied_with, object: grey, start: 2000}
    - {id: war, subject: red, predicate: fights, object: league, start: 2000}
    """


@pytest.mark.parametrize(
    ("speaker", "says", "interest"),
    [
        ("green", "subject: green, predicate: left", "against"),
        ("green", "subject: league, predicate: left", "against"),
        ("green", "subject: grey, predicate: left", "against"),
        ("green", "subject: red, predicate: took", "against"),
        ("green", "subject: red, predicate: left", "own"),
        ("green", "subject: green, predicate: holds", "own"),
        ("green", "subject: green, predicate: holds, stance: denies", "against"),
        ("green", "subject: league, predicate: besieges", "own"),
        ("red", "subject: league, predicate: took", "against"),
        ("red", "subject: green, predicate: took", "against"),
        ("league", "subject: green, predicate: left", "against"),
        ("green", "subject: blue, predicate: took", "-"),
        ("blue", "subject: green, predicate: left", "-"),
        ("red", "subject: grey, predicate: took", "-"),
    ],
)
def test_a_claim_serves_or_harms_the_side_of_its_speaker(kb: Kb, speaker: str, says: str, interest: str) -> None:
    kb.claims(f"{SIDES}\n    - {{id: c, said_by: {speaker}, {says}, object: ford}}")
    assert kb.rows("claim interest", "claims", "--about", "ford") == [f"c {interest}"]
    assert kb.rows("claim interest", "why", "ford") == [f"c {interest}"]
    shown = kb.ask("show", "c")["claims"]
    assert shown[0]["interest"] == (None if interest == "-" else interest)


def test_who_is_ally_and_foe_at_once_belongs_to_neither_side(kb: Kb) -> None:
    kb.claims(f"""{SIDES}
    - {{id: row, subject: grey, predicate: rival_of, object: league, start: 2000}}
    - {{id: c, said_by: green, subject: grey, predicate: left, object: ford}}
    """)
    assert kb.rows("claim interest", "claims", "--about", "ford") == ["c -"]


def test_sides_are_those_of_the_moment(kb: Kb) -> None:
    kb.claims("""
        - {id: in, subject: green, predicate: member_of, object: league, start: 2000, end: 2010}
        - {id: c, said_by: green, subject: league, predicate: left, object: ford, start: 2005}
        """)
    assert kb.rows("interest", "claims", "--about", "ford", "--as-of", "2008") == ["against"]
    assert kb.rows("interest", "claims", "--about", "ford", "--as-of", "2012") == ["-"]


TIES = [
    ("subject: green, predicate: member_of, object: league", "league", "against"),
    ("subject: green, predicate: backs, object: grey", "grey", "against"),
    ("subject: grey, predicate: backs, object: green", "grey", "against"),
    ("subject: green, predicate: fights, object: red", "red", "own"),
    ("subject: red, predicate: fights, object: green", "red", "own"),
]


@pytest.mark.parametrize(("tie", "loser", "interest"), TIES)
def test_a_tie_counts_from_its_first_day_to_its_last_whenever_it_is_known(
    kb: Kb, tie: str, loser: str, interest: str
) -> None:
    said = f"- {{id: c, said_by: green, subject: {loser}, predicate: left, object: ford, start: 2001}}"
    kb.claims(f"- {{id: tie, {tie}, start: 2005-01-01, end: 2009-12-31, reported: 2020-06-06}}\n{said}")
    asked = ("claims", "--about", "ford", "--as-of")
    days = {day: kb.rows("interest", *asked, day) for day in ("2004-12-31", "2005-01-01", "2009-12-31", "2010-01-01")}
    assert list(days.values()) == [["-"], [interest], [interest], ["-"]]
    assert kb.rows("interest", *asked, "2008", "--known-by", "2020-01-01") == [interest]


def test_a_tie_of_later_than_the_report_is_none(kb: Kb) -> None:
    kb.claims("""
        - {id: war, subject: red, predicate: fights, object: blue, start: 2005-01-01}
        - {id: c, said_by: blue, subject: red, predicate: left, object: ford, start: 2001, reported: 2004-12-31}
        - {id: d, said_by: blue, subject: red, predicate: left, object: ford, start: 2001, reported: 2005-01-01}
        """)
    assert kb.rows("claim interest", "claims", "--about", "ford", "--as-of", "2008") == ["c -", "d own"]


@pytest.mark.parametrize(("tie", "loser"), [(tie, loser) for tie, loser, _ in TIES])
def test_a_tie_that_is_denied_is_none(kb: Kb, tie: str, loser: str) -> None:
    said = f"- {{id: c, said_by: green, subject: {loser}, predicate: left, object: ford, start: 2001}}"
    kb.claims(f"- {{id: tie, {tie}, start: 2000, stance: denies}}\n{said}")
    assert kb.rows("interest", "claims", "--about", "ford") == ["-"]


@pytest.mark.parametrize(
    "ally", ["subject: green, predicate: backs, object: league", "subject: league, predicate: backs, object: green"]
)
def test_an_ally_of_whom_the_loser_is_a_member_is_no_tie_to_the_loser(kb: Kb, ally: str) -> None:
    kb.claims(f"""
        - {{id: in, subject: grey, predicate: member_of, object: league, start: 2000}}
        - {{id: ally, {ally}, start: 2000}}
        - {{id: c, said_by: green, subject: grey, predicate: left, object: ford}}
        """)
    assert kb.rows("interest", "claims", "--about", "ford") == ["-"]


def test_the_source_itself_has_no_side(kb: Kb) -> None:
    kb.claims("- {id: c, subject: red, predicate: left, object: ford}")
    assert kb.rows("interest", "claims", "--about", "ford") == ["-"]


def test_rival_claims_stand_side_by_side_with_the_disputed_ones_first(kb: Kb) -> None:
    kb.claims("""
        - {id: calm, subject: blue, predicate: holds, object: ford}
        - {id: no, subject: red, predicate: took, object: ford, stance: denies, said_by: blue, credibility: 1}
        - {id: yes, subject: red, predicate: took, object: ford, said_by: red}
        - {id: sure, subject: red, predicate: took, object: ford, said_by: grey, credibility: 3}
        - {id: may, subject: green, predicate: took, object: ford, modality: possible}
        - {id: told, about: [ford]}
        """)
    rows = ("claims", "--about", "ford", "--group-by", "proposition")
    assert kb.rows("proposition standing stance claim", *rows) == [
        "red took ford disputed asserts sure",
        "red took ford disputed asserts yes",
        "red took ford disputed denies no",
        "blue holds ford stated asserts calm",
        "green took ford - asserts may",
    ]
    table = kb.run(*rows).out
    assert "Red Company took Ford" in table


def test_the_standing_of_a_symmetric_relation_is_one_whichever_way_it_is_told(kb: Kb) -> None:
    kb.claims("""
        - {id: yes, subject: red, predicate: allied_with, object: blue}
        - {id: no, subject: blue, predicate: allied_with, object: red, stance: denies, source: press}
        """)
    assert kb.rows("claim", "claims", "--standing", "disputed") == ["yes", "no"]
    assert kb.rows("claim", "claims", "--standing", "disputed", "--known-by", "2020-02") == []


def test_of_equally_graded_claims_one_against_interest_is_cited_first(kb: Kb) -> None:
    kb.claims("""
        - {id: pact, subject: grey, predicate: allied_with, object: blue, start: 2000}
        - {id: calm, subject: red, predicate: took, object: ford, start: 2010}
        - {id: said, subject: red, predicate: took, object: ford, start: 2010, said_by: blue}
        """)
    assert kb.rows("status evidence", "control", "ford", "--kind", "provincial-capital") == ["held calm,said"]
    with (kb.folder / "claims.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "- {id: war, statement: So, subject: red, predicate: fights, object: blue, start: 2000, source: radio}\n"
        )
    # Blue says that its foe took it: that comes before what nobody's interest tells of.
    assert kb.rows("status evidence", "control", "ford", "--kind", "provincial-capital") == ["held said,calm"]


def test_interest_moves_no_answer_since_when_neither(kb: Kb) -> None:
    kb.claims("""
        - {id: a, subject: blue, predicate: took, object: ford, start: 2011, said_by: blue}
        - {id: b, subject: red, predicate: took, object: ford, start: 2011-12-31}
        """)
    # Both count from one day. Blue's claim is in its own interest: blue is named second.
    assert kb.rows("controllers status since evidence", "control", "ford", "--kind", "provincial-capital") == [
        "red,blue disputed 2011-12-31 b,a"
    ]


@pytest.mark.parametrize(
    "tie",
    [
        "subject: grey, predicate: backs, object: blue",
        "subject: blue, predicate: backs, object: grey",
        "subject: grey, predicate: backs, object: league",
        "subject: league, predicate: allied_with, object: grey",
    ],
)
def test_who_supports_the_speaker_or_what_it_belongs_to_is_of_its_side(kb: Kb, tie: str) -> None:
    member = "{id: in, subject: blue, predicate: member_of, object: league, start: 2000}"
    kb.claims(f"""
        - {member}
        - {{id: tie, {tie}, start: 2000, end: 2020-06-01}}
        - {{id: took, said_by: blue, subject: grey, predicate: took, object: ford, reported: 2020-06-01}}
        - {{id: gone, said_by: blue, subject: grey, predicate: left, object: ford, reported: 2020-06-02}}
        """)
    asked = ("claims", "--about", "ford", "--as-of", "2021")
    assert kb.rows("claim interest", *asked) == ["took own", "gone -"]


def test_who_supports_a_member_of_the_speaker_is_not_of_its_side(kb: Kb) -> None:
    kb.claims("""
        - {id: in, subject: blue, predicate: member_of, object: league, start: 2000}
        - {id: tie, subject: grey, predicate: backs, object: blue, start: 2000}
        - {id: took, said_by: league, subject: grey, predicate: took, object: ford}
        """)
    assert kb.rows("interest", "claims", "--about", "ford") == ["-"]


def test_a_claim_is_of_what_the_knowledge_base_holds_from_the_first_report_of_it(kb: Kb) -> None:
    kb.claims("""
        - {id: said, subject: red, predicate: allied_with, object: blue, reported: 2020-01-01}
        - {id: told, about: [red, blue], reported: 2020-03-01}
        - {id: later, about: [red, blue], reported: 2020-05-01}
        """)
    kb.alliances("- {id: pact, subject: blue, predicate: allied_with, object: red, evidence: [later, told]}")
    standing = ("claims", "--group-by", "proposition", "--known-by")
    assert kb.rows("claim standing", *standing, "2020-02-29") == ["said stated"]
    assert kb.rows("claim standing", *standing, "2020-03-01") == ["said assessed"]
    assert kb.rows("claim", "claims", "--standing", "assessed", "--known-by", "2020-02-29") == []
