"""Whose word counts: answers as if some had not spoken, or nobody else had (rule 13)."""

import pytest

from tests.kb import Kb

WAR = """
    - {id: war, subject: red, predicate: fights, object: blue, start: 2000, source: press}
    - {id: held, subject: blue, predicate: holds, object: ford, start: 2015, reported: 2015, credibility: 3}
    - {id: boast, subject: red, predicate: took, object: ford, start: 2019, said_by: red, source: press}
    - {id: poor, subject: green, predicate: took, object: mill, start: 2019, credibility: 4}
    """


@pytest.mark.parametrize(
    ("options", "ford", "mill"),
    [
        ((), "blue,red disputed", "green held"),
        (("--without", "red"), "blue held", "green held"),
        (("--without", "boast"), "blue held", "green held"),
        (("--without", "source:press"), "blue held", "green held"),
        (("--without", "Radio March".lower().split()[0]), "red held", "- unknown"),
        (("--only", "press"), "red held", "- unknown"),
        (("--only", "claim:boast"), "red held", "- unknown"),
        (("--only", "press", "--without", "boast"), "- unknown", "- unknown"),
        (("--grade", "3"), "blue held", "- unknown"),
        (("--grade", "B3"), "blue held", "- unknown"),
        (("--grade", "b"), "blue held", "green held"),
        (("--impartial",), "blue held", "green held"),
    ],
)
def test_whose_word_counts(kb: Kb, options: tuple[str, ...], ford: str, mill: str) -> None:
    kb.claims(WAR)
    found = kb.rows("place controllers status", "control", "--kind", "provincial-capital", *options)
    assert [row for row in found if not row.startswith("quay")] == [f"ford {ford}", f"mill {mill}"]


def test_the_second_line_of_a_table_and_the_json_say_so(kb: Kb) -> None:
    kb.claims(WAR)
    asked = ("control", "ford", "--only", "press", "--without", "boast", "--grade", "C", "--impartial")
    table = kb.run(*asked).out.splitlines()
    assert "only press; without boast; graded C or better; nobody's own word" in " ".join(table[:3])
    assert kb.ask(*asked)["filters"] == {"only": ["press"], "without": ["boast"], "grade": "C", "impartial": True}
    assert kb.ask("control", "ford")["filters"] == {}


def test_an_answer_that_is_emptied_says_how_many_claims_were_left_out(kb: Kb) -> None:
    kb.claims(WAR)
    assert kb.ask("relations", "red", "--without", "war")["notes"][-1] == "1 claim was left out: without war."
    assert kb.ask("control", "mill", "--without", "poor")["notes"][-1] == "1 claim was left out: without poor."
    assert not any("left out" in note for note in kb.ask("control", "ford", "--without", "poor")["notes"])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--grade", "Q"), "no grade"),
        (("--grade", ""), "no grade"),
        (("--without", "nobody"), "No actor"),
        (("--only", "claim:nothing"), "nothing"),
    ],
)
def test_what_is_no_reference_or_no_grade_is_told(kb: Kb, options: tuple[str, ...], said: str) -> None:
    kb.claims(WAR)
    result = kb.run("control", *options)
    assert result.status in (1, 2)
    assert said in result.err


def test_what_belongs_to_an_actor_speaks_with_it_and_a_copy_with_its_source(kb: Kb) -> None:
    sources = (kb.folder / "sources.yaml").read_text()
    kb.write("sources.yaml", sources.replace("{id: press,", "{id: press, derives_from: [radio],"))
    kb.claims("""
        - {id: in, subject: green, predicate: member_of, object: league, start: 2000}
        - {id: one, subject: blue, predicate: holds, object: ford, said_by: green}
        - {id: two, subject: blue, predicate: holds, object: mill, source: press}
        """)
    assert kb.rows("claim", "claims", "--without", "league") == ["in", "two"]
    assert kb.rows("claim", "claims", "--without", "radio") == []
    assert kb.rows("claim", "claims", "--without", "press") == ["in", "one"]


def test_search_finds_nothing_that_is_left_out_nor_what_rests_on_nothing_else(kb: Kb) -> None:
    kb.claims("""
        - {id: one, statement: A herald tells it., subject: grey, predicate: backs, object: red, said_by: blue}
        - {id: two, statement: A herald tells more., about: [red]}
        """)
    kb.alliances("- {id: pact, subject: grey, predicate: backs, object: red, note: Of heralds., evidence: [one]}\n")
    assert sorted(kb.rows("id", "search", "herald")) == ["one", "pact", "two"]
    assert kb.rows("id", "search", "herald", "--without", "blue") == ["two"]
    assert sorted(kb.rows("id", "search", "herald", "--without", "two")) == ["one", "pact"]
    assert sorted(kb.rows("id", "search", "herald", "--only", "one", "--as-of", "2020")) == ["one", "pact"]


def test_what_is_held_without_a_start_begins_with_the_first_evidence_that_counts(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: grey, predicate: backs, object: red, start: 2018, reported: 2018-03-01}
        - {id: two, subject: grey, predicate: backs, object: red, start: 2019, reported: 2019-03-01, source: press}
        - {id: here, subject: red, predicate: holds, object: ford, start: 2018, reported: 2018-03-01}
        - {id: there, subject: red, predicate: holds, object: ford, start: 2019, reported: 2019-03-01, source: press}
        """)
    kb.alliances("- {id: pact, subject: grey, predicate: allied_with, object: red, evidence: [one, two]}\n")
    kb.write("rulings.yaml", "- {id: held, place: ford, holders: [blue], evidence: [here, there]}\n")

    def held(*options: str) -> tuple[list[str], list[str]]:
        ties = kb.rows("predicate", "relations", "grey", "--as-of", "2018-12-31", *options)
        return ties, kb.rows("controllers", "control", "ford", "--as-of", "2018-12-31", *options)

    assert held() == (["backs", "allied_with"], ["blue", "blue"])
    assert held("--without", "two", "--without", "there") == held()
    assert held("--without", "one", "--without", "here") == ([], ["-", "-"])
    assert held("--without", "one") == ([], ["blue", "blue"])
    assert held("--without", "here") == (["backs", "allied_with"], ["-", "-"])
