"""Who holds a place where claims meet: of one day, of several hands, and where one of them is denied."""

import pytest

from tests.kb import Kb

STATE = "controllers status basis since evidence"


def state(kb: Kb, place: str, *options: str) -> str:
    """The state of one place, without those within it."""
    (row,) = [row for row in kb.rows(f"place {STATE}", "control", place, *options) if row.startswith(f"{place} ")]
    return row.removeprefix(f"{place} ")


def test_a_fight_is_told_before_a_siege_of_the_same_day(kb: Kb) -> None:
    kb.claims("""
        - {id: held, subject: red, predicate: holds, object: mill, start: 2018}
        - {id: siege, subject: blue, predicate: besieges, object: mill, start: 2019}
        - {id: fight, subject: green, predicate: contests, object: mill, start: 2019}
        """)
    assert state(kb, "mill") == "red contested stated 2018 held,siege,fight"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("contests", "besieges", "red besieged stated 2018 held,second"),
        ("besieges", "contests", "red contested stated 2018 held,second"),
    ],
)
def test_the_newest_challenge_is_the_one_told(kb: Kb, first: str, second: str, expected: str) -> None:
    kb.claims(f"""
        - {{id: held, subject: red, predicate: holds, object: mill, start: 2018}}
        - {{id: first, subject: blue, predicate: {first}, object: mill, start: 2019}}
        - {{id: second, subject: blue, predicate: {second}, object: mill, start: 2020}}
        """)
    assert state(kb, "mill") == expected


@pytest.mark.parametrize("predicate", ["contests", "besieges"])
def test_nobody_fights_for_what_is_in_the_own_hands(kb: Kb, predicate: str) -> None:
    kb.claims(f"""
        - {{id: held, subject: red, predicate: holds, object: mill, start: 2018}}
        - {{id: fight, subject: red, predicate: {predicate}, object: mill, start: 2019}}
        """)
    assert state(kb, "mill") == "red held stated 2018 held"


@pytest.mark.parametrize("who", ["red", "blue", "green"])
def test_each_of_two_who_dispute_a_place_may_fight_for_it(kb: Kb, who: str) -> None:
    kb.claims(f"""
        - {{id: one, subject: red, predicate: holds, object: mill, start: 2018}}
        - {{id: two, subject: blue, predicate: holds, object: mill, start: 2018}}
        - {{id: fight, subject: {who}, predicate: contests, object: mill, start: 2019}}
        """)
    assert state(kb, "mill") == "blue,red disputed stated 2018 two,one,fight"


@pytest.mark.parametrize(("day", "expected"), [("2018-05-01", "red held took"), ("2018-05-02", "- unknown gone")])
def test_a_loss_of_the_day_of_the_taking_comes_before_it(kb: Kb, day: str, expected: str) -> None:
    kb.claims(f"""
        - {{id: took, subject: red, predicate: took, object: mill, start: 2018-05-01}}
        - {{id: gone, subject: red, predicate: left, object: mill, start: {day}}}
        """)
    assert kb.rows("controllers status evidence", "control", "mill") == [expected]


def test_a_fight_for_what_nobody_holds_any_more_stands_alone(kb: Kb) -> None:
    kb.claims("""
        - {id: took, subject: red, predicate: took, object: mill, start: 2018}
        - {id: gone, subject: red, predicate: left, object: mill, start: 2019}
        - {id: fight, subject: red, predicate: contests, object: mill, start: 2020-01-01}
        """)
    assert state(kb, "mill") == "- contested stated 2020-01-01 fight,gone"


def test_a_fight_before_the_taking_is_over_though_the_taker_is_gone(kb: Kb) -> None:
    kb.claims("""
        - {id: fight, subject: blue, predicate: contests, object: mill, start: 2017}
        - {id: took, subject: red, predicate: took, object: mill, start: 2018}
        - {id: gone, subject: red, predicate: left, object: mill, start: 2019}
        """)
    assert state(kb, "mill") == "- unknown stated 2019 gone"


def test_a_denied_loss_leaves_the_holder_disputed(kb: Kb) -> None:
    kb.claims("""
        - {id: took, subject: red, predicate: took, object: mill, start: 2018}
        - {id: gone, subject: red, predicate: left, object: mill, start: 2019}
        - {id: not, subject: red, predicate: left, object: mill, start: 2019, stance: denies}
        """)
    assert kb.rows("controllers status evidence", "control", "mill") == ["red disputed took,gone,not"]
    assert kb.rows("role claim", "why", "mill") == ["decides took", "loses gone", "denies not"]


@pytest.mark.parametrize("day", [2018, 2019])
def test_a_denied_loss_of_the_day_of_the_taking_is_nothing(kb: Kb, day: int) -> None:
    kb.claims(f"""
        - {{id: took, subject: red, predicate: took, object: mill, start: 2018}}
        - {{id: gone, subject: red, predicate: left, object: mill, start: 2018}}
        - {{id: not, subject: red, predicate: left, object: mill, start: {day}, stance: denies}}
        """)
    assert kb.rows("controllers status evidence", "control", "mill") == ["red held took"]


@pytest.mark.parametrize("predicate", ["contests", "besieges"])
def test_a_denied_challenge_stays(kb: Kb, predicate: str) -> None:
    kb.claims(f"""
        - {{id: held, subject: red, predicate: holds, object: mill, start: 2018}}
        - {{id: fight, subject: blue, predicate: {predicate}, object: mill, start: 2019}}
        - {{id: not, subject: blue, predicate: {predicate}, object: mill, start: 2019, stance: denies}}
        """)
    status = {"contests": "contested", "besieges": "besieged"}[predicate]
    assert state(kb, "mill") == f"red {status} stated 2018 held,fight"


def test_a_denial_of_another_claim_disputes_nothing(kb: Kb) -> None:
    kb.claims("""
        - {id: held, subject: red, predicate: holds, object: mill, start: 2018}
        - {id: not-took, subject: red, predicate: took, object: mill, start: 2018, stance: denies}
        - {id: not-blue, subject: blue, predicate: holds, object: mill, start: 2018, stance: denies}
        - {id: not-ford, subject: red, predicate: holds, object: ford, start: 2018, stance: denies}
        """)
    assert state(kb, "mill") == "red held stated 2018 held"


def test_a_denied_claim_that_no_longer_decides_disputes_nothing(kb: Kb) -> None:
    kb.claims("""
        - {id: old, subject: red, predicate: holds, object: mill, start: 2017}
        - {id: not, subject: red, predicate: holds, object: mill, start: 2017, stance: denies}
        - {id: new, subject: blue, predicate: took, object: mill, start: 2018}
        """)
    assert state(kb, "mill") == "blue held stated 2018 new"


def test_since_goes_back_to_the_first_of_the_claims_that_say_the_same(kb: Kb) -> None:
    kb.claims("""
        - {id: first, subject: red, predicate: holds, object: mill, start: 2016}
        - {id: second, subject: red, predicate: holds, object: mill, start: 2017}
        - {id: third, subject: red, predicate: holds, object: mill, start: 2018}
        """)
    assert state(kb, "mill") == "red held stated 2016 third,first"


@pytest.mark.parametrize(
    "between",
    [
        "subject: blue, predicate: took",
        "subject: blue, predicate: holds",
        "subject: red, predicate: left",
        "subject: blue, predicate: took, end: 2017-06-01",
    ],
)
def test_since_does_not_go_back_beyond_what_came_between(kb: Kb, between: str) -> None:
    kb.claims(f"""
        - {{id: first, subject: red, predicate: holds, object: mill, start: 2016}}
        - {{id: between, {between}, object: mill, start: 2017-05-01}}
        - {{id: third, subject: red, predicate: holds, object: mill, start: 2018}}
        """)
    assert state(kb, "mill") == "red held stated 2018 third"


def test_since_goes_back_to_the_day_on_which_it_was_lost_and_taken_again(kb: Kb) -> None:
    kb.claims("""
        - {id: before, subject: red, predicate: holds, object: mill, start: 2014}
        - {id: first, subject: red, predicate: holds, object: mill, start: 2016}
        - {id: lost, subject: red, predicate: left, object: mill, start: 2016}
        - {id: third, subject: red, predicate: holds, object: mill, start: 2018}
        """)
    assert state(kb, "mill") == "red held stated 2016 third,first"


@pytest.mark.parametrize(
    "between",
    ["subject: blue, predicate: left", "subject: blue, predicate: contests"],
)
def test_since_goes_back_beyond_what_does_not_end_it(kb: Kb, between: str) -> None:
    kb.claims(f"""
        - {{id: first, subject: red, predicate: holds, object: mill, start: 2016}}
        - {{id: between, {between}, object: mill, start: 2017-05-01}}
        - {{id: third, subject: red, predicate: holds, object: mill, start: 2018}}
        """)
    assert state(kb, "mill") == "red held stated 2016 third,first"


def test_a_taking_told_again_begins_nothing_anew(kb: Kb) -> None:
    kb.claims("""
        - {id: first, subject: red, predicate: holds, object: mill, start: 2016}
        - {id: took, subject: red, predicate: took, object: mill, start: 2017}
        - {id: held, subject: red, predicate: holds, object: mill, start: 2018}
        """)
    assert state(kb, "mill") == "red held stated 2016 held,first"
    assert state(kb, "mill", "--as-of", "2017") == "red held stated 2016 took,first"


def test_somebody_elses_taking_is_none_of_the_holders(kb: Kb) -> None:
    kb.claims("""
        - {id: took, subject: blue, predicate: took, object: mill, start: 2015}
        - {id: first, subject: red, predicate: holds, object: mill, start: 2016}
        - {id: held, subject: red, predicate: holds, object: mill, start: 2018}
        """)
    assert state(kb, "mill") == "red held stated 2016 held,first"


def test_what_is_denied_begins_nothing_and_what_has_no_start_no_known_day(kb: Kb) -> None:
    kb.claims("""
        - {id: denied, subject: red, predicate: holds, object: mill, start: 2015}
        - {id: not, subject: red, predicate: holds, object: mill, start: 2015, stance: denies}
        - {id: third, subject: red, predicate: took, object: mill, start: 2018}
        """)
    assert state(kb, "mill") == "red held stated 2018 third"
    kb.claims("""
        - {id: open, subject: red, predicate: holds, object: mill, reported: 2016}
        - {id: third, subject: red, predicate: holds, object: mill, start: 2018}
        """)
    assert state(kb, "mill") == "red held stated - third,open"


def test_what_is_said_to_hold_of_the_day_of_the_loss_has_no_known_beginning(kb: Kb) -> None:
    kb.claims("""
        - {id: first, subject: red, predicate: holds, object: mill, start: 2016}
        - {id: blue, subject: blue, predicate: took, object: mill, start: 2018, end: 2019}
        - {id: third, subject: red, predicate: holds, object: mill, start: 2018}
        """)
    assert state(kb, "mill") == "red held stated - third"


@pytest.mark.parametrize(("directness", "basis"), [("stated", "stated"), ("implied", "implied")])
def test_the_basis_is_that_of_what_decides(kb: Kb, directness: str, basis: str) -> None:
    kb.claims(f"""
        - {{id: first, subject: red, predicate: holds, object: mill, start: 2016}}
        - {{id: held, subject: red, predicate: holds, object: mill, start: 2018, directness: {directness}}}
        - {{id: fight, subject: blue, predicate: contests, object: mill, start: 2019}}
        """)
    assert state(kb, "mill") == f"red contested {basis} 2016 held,fight,first"


def test_a_place_whose_area_was_left_is_unknown_by_inference(kb: Kb) -> None:
    kb.claims("""
        - {id: held, subject: red, predicate: holds, object: north, start: 2016}
        - {id: gone, subject: red, predicate: left, object: north, start: 2018}
        """)
    assert state(kb, "mill") == "- unknown inferred 2018 gone"


def test_areas_of_different_sides_leave_what_lies_in_both_unknown(kb: Kb) -> None:
    kb.write(
        "places.yaml",
        (kb.folder / "places.yaml")
        .read_text()
        .replace("kind: quarter, within: [ford]", "kind: quarter, within: [ford, mill]"),
    )
    kb.claims("""
        - {id: one, subject: red, predicate: holds, object: ford, start: 2018}
        - {id: two, subject: blue, predicate: holds, object: mill, start: 2018}
        """)
    assert state(kb, "gate") == "- unknown unknown - -"
    kb.claims("""
        - {id: one, subject: red, predicate: holds, object: ford, start: 2018}
        - {id: two, subject: red, predicate: holds, object: mill, start: 2019}
        """)
    assert state(kb, "gate") == "red held inferred 2018 one"


def test_questions_of_many_places_are_answered_each_for_itself(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: red, predicate: holds, object: mill, start: 2018}
        - {id: two, subject: red, predicate: left, object: ford, start: 2019}
        - {id: three, subject: blue, predicate: contests, object: quay, start: 2019}
        - {id: four, subject: red, predicate: holds, object: quay, start: 2017}
        """)
    assert kb.rows(f"place {STATE}", "control", "--kind", "provincial-capital") == [
        "ford - unknown stated 2019 two",
        "mill red held stated 2018 one",
        "quay red contested stated 2017 four,three",
    ]


def test_a_denial_of_a_later_day_disputes_what_was_said_before(kb: Kb) -> None:
    kb.claims("""
        - {id: took, subject: red, predicate: took, object: mill, start: 2018}
        - {id: not, subject: red, predicate: took, object: mill, start: 2019-05-01, stance: denies}
        """)
    assert state(kb, "mill", "--as-of", "2019-04-30") == "red held stated 2018 took"
    assert state(kb, "mill", "--as-of", "2019-05-01") == "red disputed stated 2018 took,not"


def test_a_denial_that_is_over_disputes_nothing(kb: Kb) -> None:
    kb.claims("""
        - {id: took, subject: red, predicate: took, object: mill, start: 2018}
        - {id: not, subject: red, predicate: took, object: mill, start: 2018, end: 2019-05-01, stance: denies}
        """)
    assert state(kb, "mill", "--as-of", "2019-05-01") == "red disputed stated 2018 took,not"
    assert state(kb, "mill", "--as-of", "2019-05-02") == "red held stated 2018 took"


def test_of_several_losses_the_last_counts(kb: Kb) -> None:
    kb.claims("""
        - {id: early, subject: red, predicate: left, object: mill, start: 2018-05-01}
        - {id: took, subject: red, predicate: took, object: mill, start: 2018-05-01}
        - {id: late, subject: red, predicate: left, object: mill, start: 2019}
        """)
    assert kb.rows("controllers status evidence", "control", "mill", "--as-of", "2018-05-01") == ["red held took"]
    assert kb.rows("controllers status evidence", "control", "mill") == ["- unknown late"]
    kb.claims("- {id: first, subject: red, predicate: left, object: mill, start: 2018-08}", "claims/first.yaml")
    assert kb.rows("controllers status evidence", "control", "mill") == ["- unknown late"]


def test_what_decides_comes_first_and_what_only_began_it_last_whatever_their_grades(kb: Kb) -> None:
    kb.claims("""
        - {id: first, subject: red, predicate: holds, object: mill, start: 2016, credibility: 1}
        - {id: held, subject: red, predicate: holds, object: mill, start: 2018, credibility: 4}
        - {id: fight, subject: blue, predicate: contests, object: mill, start: 2019, credibility: 3}
        """)
    assert kb.rows(f"{STATE} grade", "control", "mill") == ["red contested stated 2016 held,fight,first B4"]


def test_a_denied_loss_of_somebody_else_disputes_nothing(kb: Kb) -> None:
    kb.claims("""
        - {id: took, subject: red, predicate: took, object: mill, start: 2018}
        - {id: gone, subject: blue, predicate: left, object: mill, start: 2019}
        - {id: not, subject: blue, predicate: left, object: mill, start: 2019, stance: denies}
        """)
    assert state(kb, "mill") == "red held stated 2018 took"


def test_a_loss_has_no_end(kb: Kb) -> None:
    kb.claims("""
        - {id: took, subject: red, predicate: took, object: mill, start: 2018}
        - {id: gone, subject: red, predicate: left, object: mill, start: 2019-05-01, end: 2019-06-01}
        """)
    days = ("2019-04-30", "2019-05-01", "2019-06-01", "2019-06-02")
    assert [kb.rows("controllers status", "control", "mill", "--as-of", day) for day in days] == [
        *(["red held"], ["- unknown"], ["- unknown"], ["- unknown"])
    ]


def test_a_denial_of_who_held_it_before_leaves_since_when_it_is_held(kb: Kb) -> None:
    kb.claims("""
        - {id: before, subject: blue, predicate: took, object: mill, start: 2016}
        - {id: took, subject: red, predicate: took, object: mill, start: 2018}
        - {id: not, subject: blue, predicate: took, object: mill, start: 2019, stance: denies}
        """)
    assert state(kb, "mill") == "red held stated 2018 took"


@pytest.mark.parametrize("predicate", ["contests", "besieges"])
def test_who_fought_for_a_place_did_not_hold_it_then(kb: Kb, predicate: str) -> None:
    kb.claims(f"""
        - {{id: fight, subject: red, predicate: {predicate}, object: mill, start: 2016}}
        - {{id: held, subject: red, predicate: holds, object: mill, start: 2018}}
        """)
    assert state(kb, "mill") == "red held stated 2018 held"


def test_a_holding_of_the_day_on_which_another_held_it_begins_nothing(kb: Kb) -> None:
    kb.claims("""
        - {id: other, subject: blue, predicate: took, object: mill, start: 2016-05-01}
        - {id: first, subject: red, predicate: holds, object: mill, start: 2016-05-01}
        - {id: held, subject: red, predicate: holds, object: mill, start: 2018}
        """)
    assert state(kb, "mill") == "red held stated 2018 held"


def test_a_denial_that_a_later_holding_settles_is_of_the_latest_claim_before_it(kb: Kb) -> None:
    kb.claims("""
        - {id: took, subject: red, predicate: took, object: mill, start: 2015}
        - {id: first, subject: red, predicate: holds, object: mill, start: 2016}
        - {id: not, subject: red, predicate: took, object: mill, start: 2017, stance: denies}
        - {id: held, subject: red, predicate: holds, object: mill, start: 2018}
        """)
    assert state(kb, "mill") == "red held stated 2015 held,took"


def test_a_denied_fight_for_what_is_in_the_own_hands_disputes_nothing(kb: Kb) -> None:
    kb.claims("""
        - {id: held, subject: red, predicate: holds, object: mill, start: 2018}
        - {id: fight, subject: red, predicate: contests, object: mill, start: 2019}
        - {id: not, subject: red, predicate: contests, object: mill, start: 2019, stance: denies}
        """)
    assert state(kb, "mill") == "red held stated 2018 held"


def test_the_basis_of_a_vacated_place_is_that_of_its_loss(kb: Kb) -> None:
    kb.claims("""
        - {id: took, subject: red, predicate: took, object: mill, start: 2018}
        - {id: gone, subject: red, predicate: left, object: mill, start: 2019, directness: implied}
        """)
    assert state(kb, "mill") == "- unknown implied 2019 gone"
