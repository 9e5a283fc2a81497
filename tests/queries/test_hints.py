"""What `check --severity hint` tells, where nothing is wrong and nobody who does not ask for it is told."""

from pathlib import Path

import pytest

from tests.kb import Kb, lines

HINTED = ("check", "--severity", "hint")


def hinted(kb: Kb, *options: str) -> list[str]:
    found = [row | {"file": Path(row["file"]).name} for row in kb.ask(*HINTED, *options)["rows"]]
    return lines(found, "code file line message")


def codes(kb: Kb) -> list[str]:
    return kb.rows("code line", *HINTED)


def test_independent_sources_that_agree_and_none_graded_1(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: red, predicate: took, object: ford, start: 2019}
        - {id: two, subject: red, predicate: took, object: ford, start: 2019, source: press}
        """)
    (found,) = kb.ask(*HINTED)["rows"]
    assert (found["severity"], found["code"], found["line"]) == ("hint", "unconfirmed-agreement", 1)
    assert found["message"] == "The independent one and two agree that Red Company took Ford, and none is graded 1."
    assert "syriakb edit one --credibility 1" in found["hint"]


@pytest.mark.parametrize(
    "other",
    [
        "{source: press, credibility: 1}",  # one is confirmed
        "{source: copy}",  # it repeats the radio
        "{start: 2020, source: press}",  # another time
        "{object: mill, source: press}",
        "{stance: denies, source: press, start: 2018}",  # settled by the later claim
        "{}",
    ],
)
def test_no_hint_where_they_are_not_independent_or_do_not_agree(kb: Kb, other: str) -> None:
    sources = (kb.folder / "sources.yaml").read_text(encoding="utf-8")
    kb.write("sources.yaml", sources + "- {id: copy, title: The Copy, derives_from: [radio]}\n")
    base = "id: {}, subject: red, predicate: took, object: ford, start: 2019-03, end: 2019-05"
    import yaml

    first, second = (yaml.load(f"{{{base.format(name)}}}", yaml.BaseLoader) for name in ("one", "two"))
    kb.claims(yaml.safe_dump([first, second | yaml.load(other, yaml.BaseLoader)]))
    assert codes(kb) == []


def test_takings_of_different_days_are_no_agreement(kb: Kb) -> None:
    kb.claims("""
        - {id: spring, subject: red, predicate: took, object: ford, start: 2019-02-01}
        - {id: autumn, subject: red, predicate: took, object: ford, start: 2019-07-01, source: press}
        """)
    assert codes(kb) == []


def test_one_speaker_in_two_sources_is_one(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: red, predicate: took, object: ford, start: 2019, said_by: grey}
        - {id: two, subject: red, predicate: took, object: ford, start: 2019, said_by: grey, source: press}
        """)
    assert codes(kb) == []


def test_independent_sources_that_contradict_each_other_and_none_graded_5(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: red, predicate: took, object: ford, start: 2019-05-01}
        - {id: two, subject: blue, predicate: took, object: ford, start: 2019-05-01, source: press}
        - {id: pact, subject: grey, predicate: backs, object: red, start: 2019}
        - {id: no-pact, subject: grey, predicate: backs, object: red, start: 2019, stance: denies, source: press}
        """)
    assert hinted(kb) == [
        "ungraded-contradiction claims.yaml 9 The independent two and one contradict each other on Ford, and none is"
        " graded 5.",
        "ungraded-contradiction claims.yaml 17 The independent pact and no-pact contradict each other on Grey Kingdom"
        " backs Red Company, and none is graded 5.",
    ]


def test_what_is_graded_5_contradicts_no_more_nor_does_one_source_itself(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: red, predicate: took, object: ford, start: 2019-05-01}
        - {id: two, subject: blue, predicate: took, object: ford, start: 2019-05-01, source: press, credibility: 5}
        - {id: three, subject: green, predicate: took, object: ford, start: 2019-05-01}
        """)
    assert codes(kb) == []


def test_an_end_of_an_alliance_beside_a_claim_that_ends_it_on_another_day(kb: Kb) -> None:
    kb.claims("""
        - {id: pact, subject: grey, predicate: backs, object: red, start: 2018}
        - {id: over, subject: grey, predicate: backs, object: red, stance: ends, start: 2019-06-30}
        """)
    kb.alliances("- {id: held, subject: grey, predicate: backs, object: red, end: 2019-12, evidence: [pact]}\n")
    assert hinted(kb) == [
        "other-end alliances.yaml 1 The alliance ends 2019-12, but over says that it was so for the last time on"
        " 2019-06-30."
    ]
    kb.alliances("- {id: held, subject: grey, predicate: backs, object: red, end: 2019-06, evidence: [pact]}\n")
    assert codes(kb) == []
    kb.alliances("- {id: held, subject: grey, predicate: backs, object: red, evidence: [pact]}\n")
    assert codes(kb) == []


def test_an_actor_of_two_sides_and_one_that_belongs_to_itself(kb: Kb) -> None:
    kb.claims("""
        - {id: a, subject: blue, predicate: member_of, object: league, start: 2019}
        - {id: b, subject: blue, predicate: member_of, object: green, start: 2019}
        """)
    (found,) = kb.ask(*HINTED)["rows"]
    assert found["message"] == (
        "On 2020-12-31 it belongs to Green Band and to League of the Marches, so --sides tells it as a side of its own."
    )
    assert (found["file"].endswith("actors.yaml"), found["line"]) == (True, 2)
    assert found["hint"].endswith("The claims: a, b")
    assert kb.rows("code", *HINTED, "--as-of", "2018") == []
    kb.claims("""
        - {id: a, subject: blue, predicate: member_of, object: green, start: 2019}
        - {id: b, subject: green, predicate: member_of, object: blue, start: 2019}
        """)
    assert [row["message"] for row in kb.ask(*HINTED)["rows"]] == [
        "On 2020-12-31 it belongs to itself, by way of others: it is a side of its own."
    ] * 2


def test_a_place_in_areas_of_two_sides(kb: Kb) -> None:
    places = (kb.folder / "places.yaml").read_text(encoding="utf-8")
    kb.write("places.yaml", places + "- {id: weir, name: Weir, kind: town, within: [north, south]}\n")
    held = """
        - {id: one, subject: red, predicate: holds, object: north, start: 2019}
        - {id: two, subject: {south}, predicate: holds, object: south, start: 2019}
        - {id: member, subject: blue, predicate: member_of, object: red, start: 2000}
        """
    kb.claims(held.replace("{south}", "green"))
    assert hinted(kb) == [
        "two-sides places.yaml 8 What it lies within is held by different sides (Northern March by Red Company;"
        " Southern March by Green Band), so nobody is inferred to hold it."
    ]
    kb.claims(held.replace("{south}", "red"))
    assert codes(kb) == []


def test_hints_are_shown_to_nobody_who_does_not_ask_for_them(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: red, predicate: took, object: ford, start: 2019}
        - {id: two, subject: red, predicate: took, object: ford, start: 2019, source: press}
        """)
    assert "Nothing is wrong with the data." in kb.run("check").out
    assert kb.ask("check")["rows"] == kb.ask("check", "--severity", "warning")["rows"] == []
    shown = kb.run(*HINTED)
    assert (shown.status, "1 hint: nothing is wrong" in shown.out) == (0, True)
    assert '"level": "note"' in kb.run(*HINTED, "-f", "sarif").out
    assert kb.run(*HINTED, "-f", "github").out.startswith("::notice ")
