"""Who holds a place: the rules of answering about control, one by one, over a made-up conflict."""

import pytest

from tests.kb import Kb

STATE = "controllers status basis evidence"


def state(kb: Kb, place: str, *options: str) -> str:
    """The state of one place, without those within it."""
    (row,) = [row for row in kb.ask("control", place, *options)["rows"] if row["place"] == place]
    return " ".join(
        [",".join(row["controllers"]) or "-", row["status"], row["basis"], ",".join(row["evidence"]) or "-"]
    )


def test_a_claim_decides_with_its_date_and_grade(kb: Kb) -> None:
    kb.claims("- {id: one, subject: red, predicate: holds, object: mill, start: 2019~, credibility: 2}")
    assert kb.rows(f"{STATE} since grade", "control", "mill") == ["red held stated one 2019~ B2"]


def test_the_newest_claim_decides(kb: Kb) -> None:
    kb.claims("""
        - {id: new, subject: blue, predicate: holds, object: mill, start: 2019}
        - {id: old, subject: red, predicate: took, object: mill, start: 2018}
        """)
    assert state(kb, "mill") == "blue held stated new"
    assert state(kb, "mill", "--as-of", "2018") == "red held stated old"


def test_two_claims_of_one_holder_are_both_evidence(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: red, predicate: took, object: mill, start: 2019, credibility: 4}
        - {id: two, subject: red, predicate: took, object: mill, start: 2019, credibility: 3}
        """)
    assert kb.rows(f"{STATE} grade", "control", "mill") == ["red held stated two,one B3"]


def test_different_holders_of_one_date_make_it_disputed_the_better_grade_first(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: blue, predicate: took, object: mill, start: 2019, credibility: 4}
        - {id: two, subject: red, predicate: took, object: mill, start: 2019, credibility: 3}
        """)
    assert state(kb, "mill") == "red,blue disputed stated two,one"


def test_a_later_loss_by_the_holder_vacates(kb: Kb) -> None:
    kb.claims("""
        - {id: held, subject: red, predicate: holds, object: mill, start: 2018}
        - {id: gone, subject: red, predicate: left, object: mill, start: 2019}
        """)
    assert state(kb, "mill") == "- unknown stated gone"
    assert state(kb, "mill", "--as-of", "2018") == "red held stated held"


def test_a_loss_by_another_vacates_nothing(kb: Kb) -> None:
    kb.claims("""
        - {id: held, subject: red, predicate: holds, object: mill, start: 2018}
        - {id: gone, subject: blue, predicate: left, object: mill, start: 2019}
        """)
    assert state(kb, "mill") == "red held stated held"


def test_who_comes_back_after_a_loss_holds_again(kb: Kb) -> None:
    kb.claims("""
        - {id: gone, subject: red, predicate: left, object: mill, start: 2018}
        - {id: back, subject: red, predicate: took, object: mill, start: 2019}
        """)
    assert state(kb, "mill") == "red held stated back"


def test_of_two_holders_who_are_disputed_one_may_lose(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: red, predicate: holds, object: mill, start: 2018}
        - {id: two, subject: blue, predicate: holds, object: mill, start: 2018}
        - {id: gone, subject: blue, predicate: left, object: mill, start: 2019}
        """)
    assert state(kb, "mill") == "red held stated one"


@pytest.mark.parametrize(("predicate", "status"), [("contests", "contested"), ("besieges", "besieged")])
def test_a_later_challenge_leaves_the_holder(kb: Kb, predicate: str, status: str) -> None:
    kb.claims(f"""
        - {{id: held, subject: red, predicate: holds, object: mill, start: 2018}}
        - {{id: fight, subject: blue, predicate: {predicate}, object: mill, start: 2019}}
        """)
    assert state(kb, "mill") == f"red {status} stated held,fight"
    assert state(kb, "mill", "--as-of", "2018") == "red held stated held"


@pytest.mark.parametrize(("predicate", "status"), [("contests", "contested"), ("besieges", "besieged")])
def test_a_challenge_of_the_same_day_counts_since_it_presupposes_a_holder(kb: Kb, predicate: str, status: str) -> None:
    kb.claims(f"""
        - {{id: held, subject: red, predicate: holds, object: mill, start: 2018}}
        - {{id: fight, subject: blue, predicate: {predicate}, object: mill, start: 2018}}
        """)
    assert state(kb, "mill") == f"red {status} stated held,fight"


def test_a_challenge_before_the_taking_is_over(kb: Kb) -> None:
    kb.claims("""
        - {id: siege, subject: red, predicate: besieges, object: mill, start: 2018}
        - {id: taken, subject: red, predicate: took, object: mill, start: 2019}
        """)
    assert state(kb, "mill") == "red held stated taken"


def test_a_challenge_without_a_holder_names_nobody_as_one(kb: Kb) -> None:
    kb.claims("- {id: fight, subject: blue, predicate: contests, object: mill, start: 2019}")
    assert state(kb, "mill") == "- contested stated fight"


def test_a_denied_claim_does_not_decide(kb: Kb) -> None:
    kb.claims("- {id: no, subject: blue, predicate: holds, object: mill, start: 2019, stance: denies}")
    assert state(kb, "mill") == "- unknown unknown -"


def test_a_denial_does_not_hide_who_holds_the_place(kb: Kb) -> None:
    kb.claims("""
        - {id: held, subject: red, predicate: holds, object: mill, start: 2018}
        - {id: no, subject: blue, predicate: holds, object: mill, start: 2019, stance: denies}
        """)
    assert state(kb, "mill") == "red held stated held"


def test_what_is_asserted_and_denied_is_disputed(kb: Kb) -> None:
    kb.claims("""
        - {id: yes, subject: red, predicate: holds, object: mill, start: 2018}
        - {id: no, subject: red, predicate: holds, object: mill, start: 2018, stance: denies}
        """)
    assert state(kb, "mill") == "red disputed stated yes,no"


@pytest.mark.parametrize("modality", ["possible", "intended", "conditional"])
def test_only_what_is_actual_moves_control(kb: Kb, modality: str) -> None:
    kb.claims(f"- {{id: plan, subject: red, predicate: took, object: mill, start: 2018, modality: {modality}}}")
    assert state(kb, "mill") == "- unknown unknown -"


def test_what_was_retracted_never_counts(kb: Kb) -> None:
    kb.claims("- {id: x, subject: red, predicate: took, object: mill, retracted: {on: 2020-02-01, reason: Wrong.}}")
    assert state(kb, "mill") == "- unknown unknown -"


def test_a_claim_that_only_implies_it_is_marked(kb: Kb) -> None:
    kb.claims("- {id: hint, subject: red, predicate: holds, object: mill, directness: implied}")
    assert state(kb, "mill") == "red held implied hint"


def test_one_plain_statement_is_enough(kb: Kb) -> None:
    kb.claims("""
        - {id: hint, subject: red, predicate: holds, object: mill, directness: implied}
        - {id: plain, subject: red, predicate: holds, object: mill}
        """)
    assert state(kb, "mill") == "red held stated hint,plain"


def test_a_place_without_a_claim_takes_the_state_of_the_nearest_one_around_it(kb: Kb) -> None:
    kb.claims("""
        - {id: all, subject: grey, predicate: holds, object: marches, start: 2019}
        - {id: part, subject: red, predicate: holds, object: north, start: 2018}
        """)
    assert state(kb, "gate") == "red held inferred part"
    assert state(kb, "quay") == "grey held inferred all"
    assert state(kb, "north") == "red held stated part"


def test_a_place_with_a_claim_of_its_own_takes_nothing_from_around_it(kb: Kb) -> None:
    kb.claims("""
        - {id: around, subject: grey, predicate: took, object: north, start: 2017}
        - {id: gone, subject: red, predicate: left, object: mill, start: 2018}
        """)
    assert state(kb, "mill") == "- unknown stated gone"


def test_a_denial_alone_is_no_claim_of_its_own(kb: Kb) -> None:
    kb.claims("""
        - {id: around, subject: grey, predicate: holds, object: north, start: 2019}
        - {id: no, subject: red, predicate: holds, object: mill, stance: denies}
        """)
    assert state(kb, "mill") == "grey held inferred around"


def test_unknown_is_shown(kb: Kb) -> None:
    assert kb.rows(f"capital {STATE} grade", "capitals") == [
        "ford - unknown unknown - -",
        "mill - unknown unknown - -",
        "quay - unknown unknown - -",
    ]


def test_a_claim_holds_between_its_start_and_its_end(kb: Kb) -> None:
    kb.claims("- {id: x, subject: red, predicate: holds, object: mill, start: 2020-02, end: 2020-04}")
    held = [
        state(kb, "mill", "--as-of", day).split()[1] for day in ("2020-02-28", "2020-02-29", "2020-04-01", "2020-04")
    ]
    # It certainly holds from the last day of February on, and is not certain to outlast the first of April.
    assert held == ["unknown", "held", "held", "unknown"]


def test_a_claim_without_a_start_holds_from_its_report(kb: Kb) -> None:
    kb.claims("""
        - {id: quay, subject: red, predicate: holds, object: quay}
        - {id: mill, subject: red, predicate: holds, object: mill, reported: 2020-03-01}
        """)
    assert state(kb, "quay", "--as-of", "2019-12-31") == "- unknown unknown -"
    assert state(kb, "quay", "--as-of", "2020-01-01") == "red held stated quay"
    assert state(kb, "mill", "--as-of", "2020-02-29") == "- unknown unknown -"
    assert state(kb, "mill", "--as-of", "2020-03-01") == "red held stated mill"


def test_only_what_had_been_reported_is_known(kb: Kb) -> None:
    kb.claims("""
        - {id: early, subject: red, predicate: took, object: mill, start: 2018}
        - {id: late, subject: blue, predicate: took, object: mill, start: 2019, source: press}
        """)
    assert state(kb, "mill", "--known-by", "2020-05") == "red held stated early"
    assert state(kb, "mill", "--known-by", "2020-06-01") == "blue held stated late"
    assert state(kb, "mill", "--known-by", "2019") == "- unknown unknown -"


def test_what_members_hold_counts_as_the_coalitions(kb: Kb) -> None:
    kb.claims("""
        - {id: in, subject: blue, predicate: member_of, object: league}
        - {id: mill, subject: blue, predicate: holds, object: mill}
        - {id: quay, subject: red, predicate: holds, object: quay}
        """)
    assert kb.rows("capital controllers", "capitals", "--controller", "league") == ["mill blue"]


def test_what_a_coalition_holds_is_listed_for_its_member_as_held_by_it(kb: Kb) -> None:
    kb.claims("""
        - {id: in, subject: blue, predicate: member_of, object: league}
        - {id: mill, subject: league, predicate: holds, object: mill}
        - {id: quay, subject: blue, predicate: holds, object: quay}
        - {id: ford, subject: red, predicate: holds, object: ford}
        """)
    for question in (["capitals"], ["control", "--kind", "provincial-capital"]):
        answer = kb.ask(*question, "--controller", "Bleus")
        assert [row["controllers"] for row in answer["rows"]] == [["league"], ["blue"]]
        assert answer["notes"] == ["Held by its coalition, League of the Marches: Mill."]


def test_a_disputed_or_ended_membership_gives_no_part(kb: Kb) -> None:
    kb.claims("""
        - {id: in, subject: blue, predicate: member_of, object: league}
        - {id: out, subject: blue, predicate: member_of, object: league, stance: denies}
        - {id: was, subject: green, predicate: member_of, object: league, end: 2020-02-01}
        - {id: mill, subject: league, predicate: holds, object: mill}
        """)
    assert kb.rows("capital", "capitals", "--controller", "blue") == []
    assert kb.rows("capital", "capitals", "--controller", "green") == []
    assert kb.rows("capital", "capitals", "--controller", "green", "--as-of", "2020-01-15") == ["mill"]


def test_control_is_asked_by_place_by_kind_and_by_controller(kb: Kb) -> None:
    kb.claims("- {id: north, subject: red, predicate: holds, object: north}")
    assert kb.rows("place", "control") == ["ford", "gate", "mill", "north", "quay", "south", "marches"]
    assert kb.rows("place", "control", "Northern March") == ["ford", "gate", "mill", "north"]
    assert kb.rows("place", "control", "--kind", "region") == ["north", "south"]
    assert kb.rows("place", "control", "--controller", "the reds") == ["ford", "gate", "mill", "north"]
    assert kb.rows("place", "control", "north", "--kind", "quarter", "--controller", "red") == ["gate"]


def test_capitals_by_controller_are_counted_the_unknown_last(kb: Kb) -> None:
    kb.claims("""
        - {id: ford, subject: red, predicate: holds, object: ford}
        - {id: quay, subject: red, predicate: holds, object: quay}
        """)
    answer = kb.ask("capitals", "--by-controller")
    assert [row["capital"] for row in answer["rows"]] == ["ford", "quay", "mill"]
    assert answer["notes"] == ["Of 3: Red Company 2, unknown 1."]


COUNT = "- {id: count, subject: red, predicate: controls_count, value: 2, locator: p9}"


def test_what_a_source_counts_stands_beside_what_the_records_give(kb: Kb) -> None:
    kb.claims(f"""
        {COUNT}
        - {{id: ford, subject: red, predicate: holds, object: ford}}
        """)
    assert kb.ask("capitals")["notes"] == ["The source counts 2 for Red Company (p9); these records give 1."]
    assert kb.problems("severity code") == ["warning count-mismatch"]


def test_a_count_that_the_records_bear_out_is_no_problem(kb: Kb) -> None:
    kb.claims(f"""
        {COUNT}
        - {{id: ford, subject: red, predicate: holds, object: north}}
        """)
    assert kb.ask("capitals")["notes"] == ["The source counts 2 for Red Company (p9); these records give 2."]
    assert kb.problems() == []


def test_members_count_for_their_coalition_and_a_place_narrows_the_count(kb: Kb) -> None:
    kb.claims("""
        - {id: in, subject: red, predicate: member_of, object: league}
        - {id: ford, subject: red, predicate: holds, object: ford}
        - {id: quay, subject: red, predicate: holds, object: quay}
        - {id: count, subject: league, predicate: controls_count, object: north, value: 1}
        """)
    assert kb.ask("capitals")["notes"] == ["The source counts 1 for League of the Marches (p1); these records give 1."]


def test_a_count_speaks_only_for_its_time(kb: Kb) -> None:
    kb.claims(COUNT)
    assert kb.ask("capitals", "--as-of", "2019")["notes"] == []
