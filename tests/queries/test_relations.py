"""Who stands with and against whom: standing, depth, caveats, and when an alliance is known."""

import pytest

from tests.kb import Kb

ALLIES = "ally relation standing evidence grade caveat"
RELATIONS = "subject predicate object standing evidence"


def test_what_only_named_speakers_assert_is_claimed_and_what_a_source_says_itself_is_stated(kb: Kb) -> None:
    kb.claims("""
        - {id: boast, subject: red, predicate: backs, object: blue, said_by: red}
        - {id: praise, subject: red, predicate: backs, object: blue, said_by: blue}
        - {id: told, subject: red, predicate: backs, object: green, said_by: red}
        - {id: seen, subject: red, predicate: backs, object: green, source: press}
        - {id: word, subject: red, predicate: backs, object: grey, said_by: red}
        - {id: not, subject: red, predicate: backs, object: grey, stance: denies}
        - {id: knows, subject: red, predicate: backs, object: league, source: press}
        - {id: never, subject: red, predicate: backs, object: league, stance: denies, said_by: league, source: press}
        """)
    assert kb.rows("object standing", "relations", "red") == [
        *("blue claimed", "green stated", "grey disputed", "league disputed"),
    ]
    # Until the press had it, on 1 June, there was only red's own word.
    days = ("--as-of", "2020-05-31")
    assert kb.rows("object standing", "relations", "red", *days) == [
        *("blue claimed", "green claimed", "grey disputed"),
    ]
    diff = kb.rows("what id before after", "diff", "2020-05-31", "2020-06-01")
    assert "stated red backs green claimed stated" in diff
    said = ("claims", "--about", "green", "--known-by")
    assert kb.rows("claim standing", *said, "2020-05-31", "--group-by", "proposition") == ["told claimed"]
    assert kb.rows("claim standing", *said, "2020-06-01", "--group-by", "proposition") == ["told stated", "seen stated"]


def test_a_membership_that_a_source_states_gives_a_part(kb: Kb) -> None:
    kb.claims("""
        - {id: part, subject: blue, predicate: member_of, object: league}
        - {id: took, subject: blue, predicate: took, object: mill}
        """)
    assert kb.rows("place", "control", "--controller", "league") == ["mill"]


def test_that_an_allys_ally_is_one_is_claimed_at_best(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: grey, predicate: backs, object: red}
        - {id: two, subject: red, predicate: backs, object: blue}
        """)
    kb.alliances("""
        - {id: a, subject: grey, predicate: backs, object: red, evidence: [one]}
        - {id: b, subject: red, predicate: backs, object: blue, evidence: [two]}
        """)
    assert kb.rows("ally hops standing", "allies", "grey", "--depth", "2") == ["red 1 assessed", "blue 2 claimed"]


def test_a_relation_that_a_source_asserts(kb: Kb) -> None:
    kb.claims("- {id: pays, subject: grey, predicate: backs, object: red, start: 2019, end: 2021, credibility: 2}")
    assert kb.rows(f"{RELATIONS} since until grade", "relations", "red") == ["grey backs red stated pays 2019 2021 B2"]


def test_what_the_knowledge_base_holds_is_assessed_and_shows_all_its_evidence(kb: Kb) -> None:
    kb.claims("""
        - {id: pays, subject: grey, predicate: backs, object: red, credibility: 4}
        - {id: arms, about: [grey, red], source: press, credibility: 1}
        """)
    kb.alliances("- {id: a, subject: grey, predicate: backs, object: red, start: 2019, evidence: [arms, pays]}")
    assert kb.rows(f"{RELATIONS} since grade", "relations", "red") == ["grey backs red assessed arms,pays 2019 B4"]


def test_what_is_asserted_and_denied_is_disputed(kb: Kb) -> None:
    kb.claims("""
        - {id: yes, subject: grey, predicate: backs, object: red}
        - {id: no, subject: grey, predicate: backs, object: red, stance: denies, said_by: grey}
        """)
    assert kb.rows(RELATIONS, "relations", "red") == ["grey backs red disputed yes,no"]


def test_what_is_only_denied_is_denied_and_makes_no_ally(kb: Kb) -> None:
    kb.claims("- {id: no, subject: grey, predicate: backs, object: red, stance: denies}")
    assert kb.rows(RELATIONS, "relations", "red") == ["grey backs red denied no"]
    assert kb.rows(RELATIONS.replace("predicate ", ""), "relations", "red", "--group", "hostility") == []
    assert kb.rows(ALLIES, "allies", "red") == []


def test_what_the_knowledge_base_holds_stays_assessed_when_denied_and_says_so(kb: Kb) -> None:
    kb.claims("""
        - {id: yes, subject: grey, predicate: backs, object: red, credibility: 3}
        - {id: no, subject: grey, predicate: backs, object: red, stance: denies, credibility: 1}
        """)
    kb.alliances("- {id: a, subject: grey, predicate: backs, object: red, evidence: [yes]}")
    # The grade is that of what speaks for it, however good the denial is.
    assert kb.rows(ALLIES, "allies", "red") == ["grey backs assessed yes,no B3 denied too (no)"]


@pytest.mark.parametrize("modality", ["possible", "intended", "conditional"])
def test_only_what_is_actual_relates(kb: Kb, modality: str) -> None:
    kb.claims(f"- {{id: plan, subject: grey, predicate: backs, object: red, modality: {modality}}}")
    assert kb.rows(RELATIONS, "relations", "red") == []


def test_an_alliance_is_known_from_the_report_of_its_first_evidence(kb: Kb) -> None:
    kb.claims("""
        - {id: first, subject: grey, predicate: backs, object: red}
        - {id: later, subject: grey, predicate: backs, object: red, source: press}
        """)
    kb.alliances("- {id: a, subject: grey, predicate: backs, object: red, start: 2018, evidence: [later, first]}")
    assert kb.rows(ALLIES, "allies", "red", "--known-by", "2019-12-31") == []
    assert kb.rows(ALLIES, "allies", "red", "--known-by", "2020-01-01") == ["grey backs assessed first B6 -"]
    assert kb.rows(ALLIES, "allies", "red", "--as-of", "2018", "--known-by", "2020") == [
        "grey backs assessed first,later B6 -"
    ]
    assert kb.rows(ALLIES, "allies", "red", "--as-of", "2017") == []


def test_an_alliance_without_a_start_holds_from_its_first_report_and_ends_with_its_end(kb: Kb) -> None:
    kb.claims("- {id: one, subject: grey, predicate: backs, object: red}")
    kb.alliances("- {id: a, subject: grey, predicate: backs, object: red, end: 2020-03, evidence: [one]}")
    days = ("2019-12-31", "2020-01-01", "2020-03-01", "2020-03-02")
    standing = [kb.rows("standing", "relations", "red", "--as-of", day) for day in days]
    # The claim itself goes on; only the knowledge base's own word ends.
    assert standing == [[], ["assessed"], ["assessed"], ["stated"]]


def test_an_alliance_loses_what_evidence_was_retracted(kb: Kb) -> None:
    kb.claims("- {id: one, subject: grey, predicate: backs, object: red, retracted: {on: 2020-02-01, reason: Wrong.}}")
    kb.alliances("- {id: a, subject: grey, predicate: backs, object: red, evidence: [one]}")
    assert kb.rows(RELATIONS, "relations", "red") == []


def test_a_symmetric_relation_is_one_whichever_way_it_is_written(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: red, predicate: allied_with, object: grey}
        - {id: two, subject: grey, predicate: allied_with, object: red, stance: denies}
        """)
    assert kb.rows(RELATIONS, "relations", "red") == ["grey allied_with red disputed one,two"]
    assert kb.rows(ALLIES, "allies", "grey") == ["red allied_with disputed one,two B6 denied too (two)"]


def test_allies_stand_in_either_direction_and_are_named_from_their_side(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: grey, predicate: backs, object: red}
        - {id: two, subject: red, predicate: backs, object: blue}
        - {id: three, subject: red, predicate: member_of, object: league}
        - {id: four, subject: green, predicate: allied_with, object: red}
        - {id: five, subject: red, predicate: talks_to, object: blue}
        """)
    assert kb.rows("ally relation evidence", "allies", "red") == [
        "blue is_backed_by two",
        "green allied_with four",
        "grey backs one",
        "league has_as_a_member three",
    ]


def test_an_ally_who_is_also_an_enemy_is_shown_with_that_caveat(kb: Kb) -> None:
    kb.claims("""
        - {id: with, subject: grey, predicate: backs, object: red}
        - {id: against, subject: red, predicate: rival_of, object: grey}
        - {id: fight, subject: grey, predicate: fights, object: red}
        - {id: peace, subject: grey, predicate: fights, object: red, stance: denies}
        """)
    assert kb.rows("ally caveat", "allies", "red") == [
        "grey also fights it (disputed, fight, peace); also is a rival of it (stated, against)"
    ]


def test_a_denied_hostility_is_no_caveat(kb: Kb) -> None:
    kb.claims("""
        - {id: with, subject: grey, predicate: backs, object: red}
        - {id: no, subject: red, predicate: fights, object: grey, stance: denies}
        """)
    assert kb.rows("ally caveat", "allies", "red") == ["grey -"]


CHAIN = """
    - {id: one, subject: grey, predicate: backs, object: red, credibility: 2}
    - {id: two, subject: blue, predicate: allied_with, object: grey, credibility: 4}
    - {id: three, subject: blue, predicate: member_of, object: league, credibility: 1}
    - {id: back, subject: league, predicate: allied_with, object: grey, credibility: 6}
    """


def test_depth_follows_allies_of_allies_each_hop_with_its_evidence_the_path_with_its_weakest_grade(kb: Kb) -> None:
    kb.claims(CHAIN)
    keys = "ally hops path evidence grade"
    assert kb.rows(keys, "allies", "red") == ["grey 1 red,grey one B2"]
    assert kb.rows(keys, "allies", "red", "--depth", "2") == [
        "grey 1 red,grey one B2",
        "blue 2 red,grey,blue one,two B4",
        "league 2 red,grey,league one,back B6",
    ]
    assert kb.rows(keys, "allies", "red", "--depth", "9") == kb.rows(keys, "allies", "red", "--depth", "2")
    assert kb.ask("allies", "red")["notes"] == []
    assert kb.ask("allies", "red", "--depth", "2")["notes"] == [
        "Further than one hop, the relation is to the ally before on the path."
    ]


def test_a_path_is_no_firmer_than_its_weakest_hop(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: grey, predicate: backs, object: red}
        - {id: two, subject: blue, predicate: allied_with, object: grey}
        - {id: no, subject: blue, predicate: allied_with, object: grey, stance: denies}
        """)
    kb.alliances("- {id: a, subject: grey, predicate: backs, object: red, evidence: [one]}")
    assert kb.rows("ally standing", "allies", "red", "--depth", "2") == ["grey assessed", "blue disputed"]


def test_backing_is_asked_around_one_actor_or_from_either_end(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: grey, predicate: backs, object: red}
        - {id: two, subject: red, predicate: backs, object: blue}
        - {id: no, subject: grey, predicate: backs, object: blue, stance: denies}
        - {id: friends, subject: grey, predicate: allied_with, object: green}
        """)
    kb.alliances("""
        - {id: a, subject: grey, predicate: backs, object: red, support_types: [arms, money], evidence: [one]}
        """)
    keys = "backer backed standing support"
    assert kb.rows(keys, "backing") == [
        "grey blue denied -",
        "grey red assessed arms,money",
        "red blue stated -",
    ]
    assert kb.rows("backer backed", "backing", "red") == ["grey red", "red blue"]
    assert kb.rows("backer backed", "backing", "--backer", "red") == ["red blue"]
    assert kb.rows("backer backed", "backing", "--backed", "blue") == ["grey blue", "red blue"]
    assert kb.rows("backer backed", "backing", "--backed", "blue", "--backer", "grey") == ["grey blue"]
    table = kb.run("backing", "--matrix").out.splitlines()
    assert [line.split() for line in table if line.startswith(("Backer", "Grey", "Red"))] == [
        ["Backer", "Blue", "Guard", "Red", "Company"],
        ["Grey", "Kingdom", "✕", "denied", "●", "assessed"],
        ["Red", "Company", "◉", "stated", "–"],
    ]


def test_allies_of_whom_nobody_says_that_they_give_support_are_a_second_group(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: grey, predicate: backs, object: red}
        - {id: friends, subject: red, predicate: allied_with, object: grey}
        - {id: pact, subject: red, predicate: allied_with, object: blue}
        - {id: part, subject: red, predicate: member_of, object: league}
        - {id: never, subject: green, predicate: backs, object: red, stance: denies, said_by: green}
        - {id: yet, subject: green, predicate: allied_with, object: red}
        - {id: no, subject: league, predicate: allied_with, object: red, stance: denies}
        - {id: others, subject: grey, predicate: allied_with, object: league}
        """)
    only = "allied; nobody says that support is given"
    keys = "backer backed group relation evidence"
    assert kb.rows(keys, "backing", "--backed", "red") == [
        "green red support backs never",
        "grey red support backs one",
        f"blue red {only} allied_with pact",
        f"green red {only} allied_with yet",
        f"league red {only} has_as_a_member part",
    ]
    assert kb.rows("backer backed evidence", "backing", "--backer", "grey") == ["grey red one", "grey league others"]
    assert kb.rows("backer backed evidence", "backing", "blue") == ["red blue pact"]
    # Red's ally gives it support; that red gives its ally any is what nobody says.
    assert kb.rows("backer backed evidence", "backing", "--backer", "red") == [
        *("red blue pact", "red green yet", "red grey friends", "red league part"),
    ]
    assert kb.rows("backer backed evidence", "backing", "--backer", "red", "--backed", "blue") == ["red blue pact"]
    assert kb.rows("backer backed", "backing") == ["green red", "grey red"]
    assert "allied" not in kb.run("backing", "--backed", "red", "--matrix").out


def test_an_empty_or_one_sided_answer_says_of_whom_to_ask(kb: Kb) -> None:
    kb.claims("""
        - {id: leads, subject: red, predicate: member_of, object: league}
        - {id: one, subject: grey, predicate: backs, object: league}
        - {id: out, subject: red, predicate: member_of, object: grey, stance: denies}
        """)
    to_league = "Red Company is a member of League of the Marches: syriakb"
    assert kb.ask("backing", "--backed", "red")["notes"] == [f"{to_league} backing --backed league"]
    assert kb.ask("backing", "--backer", "red")["notes"] == [f"{to_league} backing --backer league"]
    assert kb.ask("backing", "red")["notes"] == [f"{to_league} backing league"]
    assert kb.ask("relations", "red")["notes"] == [f"{to_league} relations league"]
    assert kb.ask("relations", "red", "--group", "hostility")["notes"] == [f"{to_league} relations league"]
    assert kb.ask("relations", "red", "--group", "membership")["notes"] == []
    assert kb.ask("backing", "--backed", "league")["notes"] == []
    assert kb.ask("relations", "league")["notes"] == [f"{to_league} relations red"]
    kb.claims("- {id: war, subject: red, predicate: fights, object: blue}", "claims/war.yaml")
    assert kb.ask("relations", "red")["notes"] == []


def test_of_many_parts_the_first_are_named(kb: Kb) -> None:
    actors = "".join(f"- {{id: m{at}, name: Men {at}, kind: militia}}\n" for at in range(5))
    kb.write("actors/more.yaml", actors)
    parts = (f"- {{id: c{at}, subject: m{at}, predicate: member_of, object: league}}" for at in range(5))
    kb.claims("\n".join(parts))
    notes = kb.ask("backing", "--backed", "league")["notes"]
    assert [note.split(": ")[1] for note in notes] == [
        *(f"syriakb backing --backed m{at}" for at in range(3)),
        "syriakb relations league --group membership",
    ]
    assert notes[-1].startswith("2 more")


def test_relations_come_by_group_friends_before_enemies(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: blue, predicate: fights, object: red}
        - {id: two, subject: red, predicate: talks_to, object: blue}
        - {id: three, subject: grey, predicate: backs, object: red}
        """)
    assert kb.rows("group", "relations", "red") == ["support", "hostility", "diplomacy"]
    assert kb.rows("group", "relations", "red", "--group", "hostility") == ["hostility"]


def test_relations_of_one_group_come_by_predicate_and_then_by_whose_they_are(kb: Kb) -> None:
    kb.claims("""
        - {id: a, subject: red, predicate: rival_of, object: grey}
        - {id: b, subject: red, predicate: fights, object: green}
        - {id: c, subject: red, predicate: fights, object: blue}
        - {id: d, subject: blue, predicate: fights, object: red}
        """)
    assert kb.rows("subject predicate object", "relations", "red") == [
        *("blue fights red", "red fights blue", "red fights green", "grey rival_of red"),
    ]


@pytest.mark.parametrize("actor", ["red", "blue"])
def test_a_relation_holds_from_its_first_to_its_last_day_and_is_known_from_its_report(kb: Kb, actor: str) -> None:
    claim = "subject: red, predicate: backs, object: blue, start: 2020-05-01, end: 2020-05-31, reported: 2020-05-10"
    kb.claims(f"- {{id: one, {claim}}}")
    days = ("2020-04-30", "2020-05-01", "2020-05-31", "2020-06-01")
    assert [len(kb.rows("standing", "relations", actor, "--as-of", day)) for day in days] == [0, 1, 1, 0]
    known = ("2020-05-09", "2020-05-10", "2020-05-11")
    asked = [("--as-of", "2020-05-20", "--known-by", day) for day in known]
    assert [len(kb.rows("standing", "relations", actor, *each)) for each in asked] == [0, 1, 1]


def test_of_two_alliances_of_one_relation_the_last_by_id_is_named(kb: Kb) -> None:
    kb.claims("- {id: one, about: [red, blue]}")
    kb.alliances("""
        - {id: a, subject: red, predicate: backs, object: blue, support_types: [arms], evidence: [one]}
        - {id: b, subject: red, predicate: backs, object: blue, support_types: [money], evidence: [one]}
        """)
    assert kb.rows("backer backed support evidence", "backing", "red") == ["red blue money one"]


def test_a_denial_is_told_once_though_both_its_ends_are_asked_about(kb: Kb) -> None:
    kb.claims("""
        - {id: yes, subject: red, predicate: backs, object: blue}
        - {id: no, subject: red, predicate: backs, object: blue, stance: denies}
        """)
    assert kb.rows("evidence denials", "sql", "SELECT evidence, denials FROM relations") == ['["yes", "no"] ["no"]']
