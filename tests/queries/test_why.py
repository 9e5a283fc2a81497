"""Proofs: every claim with what became of it, and the rule in words."""

import pytest

from tests.kb import Kb

ROLE = "role claim"


def test_a_proof_tells_what_became_of_every_claim(kb: Kb) -> None:
    kb.claims("""
        - {id: new, subject: red, predicate: took, object: ford, start: 2015, exact: took the ford, said_by: grey}
        - {id: old, subject: blue, predicate: took, object: ford, start: 2010}
        - {id: plan, subject: blue, predicate: took, object: ford, modality: intended}
        - {id: back, subject: blue, predicate: holds, object: ford, retracted: {on: 2020-03-01, reason: A slip.}}
        - {id: past, subject: green, predicate: holds, object: ford, start: 2011, end: 2012-06-01}
        - {id: soon, subject: green, predicate: took, object: ford, start: 2030}
        - {id: news, subject: green, predicate: took, object: ford, start: 2019, source: press}
        - {id: far, subject: grey, predicate: holds, object: north, start: 2019}
        - {id: idle, subject: grey, predicate: holds, object: ford, stance: denies}
        - {id: left, subject: blue, predicate: left, object: ford, start: 2012}
        """)
    asked = ("why", "ford", "--known-by", "2020-02", "--as-of", "2020")
    assert kb.rows(ROLE, *asked) == [
        "decides new",
        "further away far",
        "older old",
        "without effect left",
        "denies idle",
        "retracted back",
        "only intended plan",
        "not yet reported news",
        "not in effect soon",
        "not in effect past",
    ]
    first = kb.ask(*asked)["rows"][0]
    assert (first["said_by"], first["source"], first["locator"]) == ("grey", "radio", "p1")
    assert (first["exact"], first["grade"]) == ("took the ford", "B6")
    reasons = {row["claim"]: row["reason"] for row in kb.ask(*asked)["rows"]}
    assert "2015-12-31, the latest day of its start 2015" in reasons["new"]
    assert "2010-12-31" in reasons["old"]
    assert "2015-12-31" in reasons["old"]
    assert "A slip" in reasons["back"]
    assert "2020-06-01" in reasons["news"]
    assert "Northern March" in reasons["far"]
    assert kb.ask(*asked)["notes"][0] == "Answer: Ford is held by Red Company (held, basis stated)."


def test_an_inference_is_told_as_a_step(kb: Kb) -> None:
    kb.claims("- {id: land, subject: red, predicate: holds, object: north}")
    notes = kb.ask("why", "gate")["notes"]
    assert notes[0] == "Answer: Gate is held by Red Company (held, basis inferred)."
    assert any(note.startswith("Inference:") and "Northern March" in note for note in notes)
    assert kb.rows(ROLE, "why", "gate") == ["decides land"]


def test_rivals_of_a_day_are_ordered_by_grade_and_then_by_interest(kb: Kb) -> None:
    kb.claims("""
        - {id: foes, subject: red, predicate: fights, object: blue, start: 2000}
        - {id: weak, subject: green, predicate: took, object: ford, start: 2015, credibility: 4}
        - {id: boast, subject: red, predicate: took, object: ford, start: 2015, credibility: 2, said_by: red}
        - {id: admitted, subject: red, predicate: took, object: ford, start: 2015, credibility: 2, said_by: blue}
        """)
    assert kb.rows(f"{ROLE} interest", "why", "ford") == [
        "decides admitted against",
        "decides, lower grade weak -",
        "own word boast own",
    ]
    assert kb.ask("why", "ford")["notes"][0].startswith("Answer: Ford is disputed between Red Company and Green Band")
    (row,) = kb.ask("control", "ford", "--kind", "provincial-capital")["rows"]
    assert row["evidence"] == ["admitted", "weak"]


def test_a_place_without_claims_is_proven_unknown(kb: Kb) -> None:
    kb.claims("[]")
    answer = kb.ask("why", "ford")
    assert answer["rows"] == []
    assert answer["notes"][0] == "Answer: Ford has no known holder (unknown, basis unknown)."
    assert "nothing is guessed" in answer["notes"][1]


def test_a_loss_a_siege_and_a_denial_have_their_roles(kb: Kb) -> None:
    kb.claims("""
        - {id: took, subject: red, predicate: took, object: ford, start: 2015}
        - {id: fell, subject: red, predicate: left, object: ford, start: 2016}
        - {id: held, subject: red, predicate: holds, object: quay, start: 2015}
        - {id: nay, subject: red, predicate: holds, object: quay, stance: denies}
        - {id: ring, subject: blue, predicate: besieges, object: quay, start: 2017}
        """)
    assert kb.rows(ROLE, "why", "ford") == ["loses fell", "lost since took"]
    assert kb.rows(ROLE, "why", "quay") == ["decides held", "besieges ring", "denies nay"]
    assert "makes the state disputed" in kb.ask("why", "quay")["rows"][2]["reason"]


def test_a_proof_shows_the_sources_where_there_are_several(kb: Kb) -> None:
    kb.write(
        "claims.yaml",
        """
        - {id: one, statement: So., subject: red, predicate: took, object: ford, source: radio}
        - {id: two, statement: So., subject: blue, predicate: took, object: ford, source: press}
        """,
    )
    table = kb.run("why", "ford").out
    assert all(title in table for title in ("1 = ", "2 = ")), table


PAIR = "proposition standing role claim"


def test_the_relations_of_two_actors_are_proven_one_by_one(kb: Kb) -> None:
    kb.claims("""
        - {id: pays, subject: grey, predicate: backs, object: red, credibility: 2}
        - {id: nay, subject: grey, predicate: backs, object: red, stance: denies, said_by: grey}
        - {id: might, subject: grey, predicate: backs, object: red, modality: possible}
        - {id: talk, subject: red, predicate: talks_to, object: grey}
        - {id: arms, about: [grey, red]}
        - {id: war, subject: red, predicate: fights, object: grey, end: 2010}
        """)
    assert kb.rows(PAIR, "why", "grey", "red") == [
        "grey backs red disputed asserts pays",
        "grey backs red disputed denies nay",
        "grey backs red disputed only possible might",
        "grey talks_to red stated asserts talk",
        "red fights grey - not in effect war",
    ]
    kb.alliances("- {id: pact, subject: grey, predicate: backs, object: red, start: 2019, evidence: [arms, pays]}")
    assert kb.rows(PAIR, "why", "grey", "backs", "red") == [
        "grey backs red assessed evidence pays",
        "grey backs red assessed evidence arms",
        "grey backs red assessed denies nay",
        "grey backs red assessed only possible might",
    ]
    assert "pact" in kb.ask("why", "pact")["rows"][0]["reason"]
    assert kb.rows(PAIR, "why", "red", "backs", "grey") == []
    assert kb.rows("claim", "why", "red", "talks_to", "grey") == ["talk"]
    assert kb.rows("role claim", "why", "grey", "backs", "red", "--as-of", "2018")[:2] == [
        "not in effect pays",
        "not in effect arms",
    ]


def test_a_proof_needs_something_to_prove(kb: Kb) -> None:
    kb.claims("""
        - {id: told, about: [red]}
        - {id: taken, subject: red, predicate: took, object: ford}
        """)
    assert kb.run("why", "red").status == 2
    assert kb.run("why", "told").status == 2
    assert kb.run("why", "a", "b", "c", "d").status == 2
    assert kb.run("why", "nowhere").status == 1
    assert kb.run("why", "red", "loves", "blue").status == 1
    assert kb.run("why", "red", "talks_to", "ford").status == 2
    assert kb.rows(ROLE, "why", "red", "took", "ford") == kb.rows(ROLE, "why", "taken") == ["decides taken"]


def test_a_misspelt_record_is_answered_with_the_nearest_of_any_kind(kb: Kb) -> None:
    kb.claims("- {id: mill-taken, subject: red, predicate: took, object: mill}")
    for name, near in (
        ("mill-tken", "mill-taken"),
        ("radoi", "radio"),
        ("Frod", "Ford, provincial-capital in Northern March (ford)"),
    ):
        for command in ("why", "show", "edit"):
            result = kb.run(command, name)
            assert result.status == 1
            assert result.err.startswith(f"error: No record is called {name!r}. Did you mean {near}"), result


def test_a_long_proof_shows_what_decides_first_and_its_length(kb: Kb) -> None:
    kb.claims(
        "\n".join(f"- {{id: c{n}, subject: red, predicate: took, object: ford, start: {1900 + n}}}" for n in range(60))
    )
    answer = kb.ask("why", "ford", "--limit", "50")
    assert (len(answer["rows"]), answer["total"], answer["rows"][0]["claim"]) == (50, 60, "c59")
    assert len(kb.ask("why", "ford", "--all")["rows"]) == 60
    assert kb.rows("claim", "why", "ford", "--limit", "1") == ["c59"]


def test_evidence_of_two_relations_is_told_of_the_first(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: grey, predicate: backs, object: red}
        """)
    kb.alliances("""
        - {id: b, subject: grey, predicate: backs, object: red, evidence: [one]}
        - {id: a, subject: grey, predicate: backs, object: red, start: 2019, evidence: [one]}
        """)
    (row,) = kb.ask("why", "grey", "red")["rows"]
    assert row["reason"] == "It is evidence of a, which the knowledge base holds from 2019."


@pytest.mark.parametrize("asked", [("mill",), ("red", "blue")])
def test_what_is_not_yet_reported_tells_its_report_else_when_it_was_recorded(kb: Kb, asked: tuple[str, ...]) -> None:
    kb.write("sources.yaml", (kb.folder / "sources.yaml").read_text() + "- {id: rumour, title: A rumour}\n")
    triple = "predicate: took, object: mill" if asked == ("mill",) else "predicate: backs, object: blue"
    days = {"one": "reported: 2020-02-03, recorded: 2020-03-01", "two": "source: rumour, recorded: 2020-03-02"}
    kb.claims("\n".join(f"- {{id: {id}, subject: red, {triple}, start: 2019, {each}}}" for id, each in days.items()))
    reasons = {row["claim"]: row["reason"] for row in kb.ask("why", *asked, "--known-by", "2020-01-31")["rows"]}
    assert "2020-02-03" in reasons["one"]
    assert "2020-03-02" in reasons["two"]


def test_a_claim_that_decides_though_a_ruling_of_an_area_further_out_rests_on_it_too(kb: Kb) -> None:
    kb.claims("- {id: f, subject: red, predicate: holds, object: ford, start: 2019}")
    kb.write("rulings.yaml", "- {id: nobody, place: north, holders: [], start: 2020, evidence: [f]}")
    assert kb.rows("claim role", "why", "gate") == ["f decides"]
    assert "Ford" in kb.run("why", "gate").out


MET = """
    - {id: led, subject: grey, predicate: leads, object: red, start: 2015, locator: p2}
    - {id: taken, subject: red, predicate: took, object: ford, start: 2019}
    - {id: siege, subject: blue, predicate: besieges, object: ford, start: 2020, source: press}
    - {id: talk, about: [green, ford], source: press}
    - {id: plea, about: [green, grey], source: press}
    """


@pytest.fixture
def met(kb: Kb) -> Kb:
    predicates = (kb.folder / "predicates.yaml").read_text(encoding="utf-8")
    kb.write("predicates.yaml", predicates + "- {id: leads, label: leads, group: membership}\n")
    kb.claims(MET)
    return kb


@pytest.mark.parametrize(
    ("actor", "links"),
    [
        ("red", ["Red Company holds Ford.", "1 claim is about both: syriakb claims --about red --about ford"]),
        ("blue", ["Blue Guard besieges Ford.", "1 claim is about both: syriakb claims --about blue --about ford"]),
        ("grey", ["Grey Kingdom leads Red Company (led); Red Company holds Ford.", "No claim is about both."]),
        (
            "green",
            [
                "Nothing on record makes Green Band one with who holds Ford.",
                "Other relations may: syriakb path green blue",
                "Other relations may: syriakb path green red",
                "1 claim is about both: syriakb claims --about green --about ford",
            ],
        ),
    ],
)
def test_the_proof_of_a_place_for_an_actor_tells_what_links_the_two(met: Kb, actor: str, links: list[str]) -> None:
    found = met.ask("why", actor, "ford")
    assert found["notes"][: len(links)] == links
    assert met.ask("why", actor, "took", "ford")["notes"] == found["notes"]
    alone = met.ask("why", "ford")
    assert (alone["rows"], alone["notes"]) == (found["rows"], found["notes"][len(links) :])
    assert met.ask("why", "taken")["notes"] == alone["notes"]


def test_the_reading_tells_of_each_claim_what_it_did_and_of_a_holding_its_report_too(kb: Kb) -> None:
    kb.claims("""
        - {id: long, subject: red, predicate: holds, object: quay, start: 2011, reported: 2019-03-01, source: press}
        - {id: took, subject: blue, predicate: took, object: quay, start: 2015-03-05, reported: 2015-03-06}
        - {id: siege, subject: green, predicate: besieges, object: quay, start: 2018-04-01, reported: 2018-04-02}
        """)
    notes = kb.ask("why", "quay")["notes"]
    assert notes[2] == (
        "Reading, in the order of days: 2011-12-31 Red Company holds Quay (long, followed by others);"
        " 2015-03-05 Blue Guard took Quay (took, followed by others);"
        " 2018-04-01 Green Band besieges Quay (siege, goes on);"
        " 2019-03-01 Red Company holds Quay, by its report (long, decides)."
    )
    assert [row["reason"] for row in kb.ask("why", "quay")["rows"]][:2] == [
        "It counts from 2011-12-31, the latest day of its start 2011, and again from 2019-03-01, when it was reported,"
        " and none that says that somebody took or holds Quay is newer.",
        "It counts from 2018-04-01, and says that Green Band besieges the place; nothing told since lifts that.",
    ]
    assert not [note for note in notes if note.startswith("Since: a side")]


def test_a_ruling_of_an_area_may_rest_on_a_count_that_is_over(kb: Kb) -> None:
    kb.write("rulings.yaml", "- {id: ruled, place: ford, holders: [red], status: held, evidence: [count]}\n")
    kb.claims("""
        - {id: count, subject: red, predicate: controls_count, object: marches, value: 1, start: 2018, end: 2019}
        - {id: gate, subject: blue, predicate: took, object: gate, start: 2019-05-05}
        """)
    assert kb.rows("claim role", "why", "gate") == ["gate decides", "count not in effect"]


def test_an_actor_beside_a_place_that_nobody_is_known_to_hold(met: Kb) -> None:
    assert met.ask("why", "red", "quay")["notes"][:2] == [
        "Nobody is known to hold Quay, so that there is nobody to link Red Company with.",
        "No claim is about both.",
    ]


def test_two_actors_of_whom_no_claim_says_how_they_stand(met: Kb) -> None:
    shown = met.run("why", "green", "grey").out
    assert "There is no match: nothing on record says how the one stands to the other." in shown
    found = met.ask("why", "green", "grey")
    assert (found["rows"], found["notes"][:3]) == (
        [],
        [
            "No claim and no relation of the knowledge base links the two so.",
            "1 claim is about both: syriakb claims --about green --about grey",
            "By way of others: syriakb path green grey",
        ],
    )
    # The command shows them: about both, and not about one of them.
    assert met.rows("claim", "claims", "--about", "green", "--about", "grey") == ["plea"]
    assert met.rows("claim", "claims", "--about", "green") == ["talk", "plea"]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("the mill", "Mill"),
        ("old red company", "Old Red"),
        ("red company blue guard", "Red Company"),
        ("red backs blue", "Red Company"),
        ("the reds blue", "Red Company"),
    ],
)
def test_a_name_whose_quotes_were_forgotten_is_understood(kb: Kb, words: str, title: str) -> None:
    kb.write("places/old.yaml", "- {id: old, name: Old Red Company, kind: city}\n")
    result = kb.run("why", *words.split())
    assert result.status == 0, result.err
    assert title in result.out.splitlines()[0]


def test_words_that_nothing_is_called_are_refused_as_one_name(kb: Kb) -> None:
    assert kb.run("why", "tha", "mil").err.startswith("error: No record is called 'tha mil'. Did you mean Mill")
    assert kb.run("why", "red", "bleu").err.startswith("error: No actor or place is called 'bleu'.")
    assert "A name of several words stands in quotes" in kb.run("why", "red", "x", "y", "z").err


def test_a_proof_of_two_actors_has_what_is_said_of_both_and_each_once(kb: Kb) -> None:
    kb.claims("""
        - {id: said, subject: red, predicate: backs, object: blue, start: 2010}
        - {id: back, subject: blue, predicate: fights, object: red, start: 2010}
        - {id: one, subject: red, predicate: backs, object: green, start: 2010}
        - {id: other, subject: green, predicate: backs, object: blue, start: 2010}
        """)
    kb.alliances("""
        - {id: a, subject: red, predicate: backs, object: blue, evidence: [said]}
        - {id: b, subject: red, predicate: fights, object: green, evidence: [one]}
        - {id: c, subject: green, predicate: fights, object: blue, evidence: [other]}
        """)
    for asked in (("red", "blue"), ("blue", "red")):
        assert kb.rows("claim role", "why", *asked) == ["back asserts", "said evidence"]


def test_what_an_inferred_holder_rests_on_is_the_claims_of_the_area(kb: Kb) -> None:
    kb.claims("""
        - {id: area, subject: blue, predicate: took, object: north, start: 2015}
        - {id: far, subject: blue, predicate: took, object: marches, start: 2010}
        - {id: fight, subject: red, predicate: contests, object: ford, start: 2012, end: 2013}
        """)
    assert kb.rows("claim role", "why", "ford") == ["area decides", "far older", "fight not in effect"]
    kb.claims("- {id: own, subject: red, predicate: took, object: ford, start: 2011}", "claims/own.yaml")
    assert kb.rows("claim role", "why", "ford") == [
        *("own decides", "area further away", "far further away", "fight not in effect")
    ]


@pytest.mark.parametrize(("second", "role"), [("blue", "decides"), ("red", "decides, lower grade")])
def test_only_where_several_sides_are_said_to_hold_it_do_their_grades_stand_beside(
    kb: Kb, second: str, role: str
) -> None:
    kb.claims(f"""
        - {{id: good, subject: blue, predicate: took, object: mill, start: 2015-05-05, credibility: 1}}
        - {{id: poor, subject: {second}, predicate: took, object: mill, start: 2015-05-05, credibility: 4}}
        """)
    assert kb.rows("claim role", "why", "mill") == ["good decides", f"poor {role}"]


def test_evidence_of_what_is_over_that_says_so_itself_still_asserts_it(kb: Kb) -> None:
    kb.claims("- {id: said, subject: red, predicate: backs, object: blue, start: 2010}")
    kb.alliances("- {id: a, subject: red, predicate: backs, object: blue, start: 2010, end: 2015, evidence: [said]}")
    assert kb.rows("claim role", "why", "red", "blue", "--as-of", "2014") == ["said evidence"]
    assert kb.rows("claim role", "why", "red", "blue") == ["said asserts"]
