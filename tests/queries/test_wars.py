"""What was tried on other wars: each a small knowledge base, and who holds the place by rules 4 and 5."""

import pytest

from tests.kb import Kb

STATE = "controllers status basis since caveat"


def told(kb: Kb, place: str, *options: str, keys: str = STATE) -> str:
    """The state of one place, with what a careful reader would add."""
    (row,) = [row for row in kb.rows(f"place {keys}", "control", place, *options) if row.startswith(f"{place} ")]
    return row.removeprefix(f"{place} ")


def parts(kb: Kb) -> None:
    """A division of the army, from 2000 on."""
    kb.write("actors/parts.yaml", "- {id: division, name: Third Division, kind: army}\n")
    kb.write(
        "claims/parts.yaml",
        "- {id: in, statement: S, subject: division, predicate: member_of, object: blue, start: 2000, source: press}\n",
    )


def test_that_the_army_holds_it_does_not_lift_a_siege(kb: Kb) -> None:
    kb.claims("""
        - {id: siege, subject: red, predicate: besieges, object: mill, start: 2019-05}
        - {id: held, subject: blue, predicate: holds, object: mill}
        """)
    assert told(kb, "mill", keys="controllers status evidence") == "blue besieged held,siege"


def test_what_is_over_gives_the_place_to_nobody_older(kb: Kb) -> None:
    kb.claims("""
        - {id: old, subject: red, predicate: took, object: mill, start: 2015}
        - {id: spell, subject: blue, predicate: holds, object: mill, start: 2019-11-01, end: 2019-11-10}
        """)
    assert (
        told(kb, "mill", "--as-of", "2019-11-10")
        == "blue held stated 2019-11-01 no claim says how it came from Red Company to Blue Guard (old)"
    )
    assert told(kb, "mill", "--as-of", "2019-11-20", keys="controllers status evidence") == "- unknown spell"


def test_a_monthly_row_on_top_of_an_open_holding_does_not_end_it(kb: Kb) -> None:
    kb.claims("""
        - {id: open, subject: red, predicate: holds, object: mill, start: 2018, reported: 2018}
        - {id: month, subject: red, predicate: holds, object: mill, start: 2019-11-01, end: 2019-11-30}
        """)
    assert (
        told(kb, "mill", "--as-of", "2019-12-01", keys="controllers status since evidence")
        == "red held 2018 month,open"
    )
    assert kb.rows("claim role", "why", "mill", "--as-of", "2019-12-01") == ["month decides", "open lasts"]
    assert kb.rows("claim role", "why", "mill", "--as-of", "2019-11-15") == ["month decides", "open began"]


def test_months_that_follow_each_other_are_one_spell_and_a_gap_ends_it(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: red, predicate: holds, object: mill, start: 2019-02-01, end: 2019-02-28}
        - {id: two, subject: red, predicate: holds, object: mill, start: 2019-03-01, end: 2019-04-30}
        - {id: three, subject: red, predicate: holds, object: mill, start: 2019-05-01, end: 2019-05-31}
        - {id: four, subject: red, predicate: holds, object: mill, start: 2019-06-02, end: 2019-06-30}
        """)
    days = ("2019-02-28", "2019-05-31", "2019-06-01", "2019-06-02")
    assert [told(kb, "mill", "--as-of", day, keys="status since") for day in days] == [
        "held 2019-02-01",
        "held 2019-02-01",
        "unknown -",
        "held 2019-06-02",
    ]


def test_a_later_report_that_somebody_held_it_all_the_while_counts_from_its_day(kb: Kb) -> None:
    kb.claims("""
        - {id: long, subject: red, predicate: holds, object: mill, start: 2011, reported: 2019, source: press}
        - {id: took, subject: blue, predicate: took, object: mill, start: 2015-03, reported: 2015-04}
        """)
    assert told(kb, "mill", "--as-of", "2016") == (
        "blue held stated 2015-03 a later report, 2019-12-31, says that Red Company held it then (long)"
    )
    assert told(kb, "mill", keys="controllers status since") == "red held -"
    assert "no claim says how it came from Blue Guard to Red Company (took)" in told(kb, "mill", keys="caveat")


def test_a_report_does_not_speak_for_its_day_where_its_source_tells_of_more(kb: Kb) -> None:
    kb.claims("""
        - {id: long, subject: red, predicate: holds, object: mill, start: 2011}
        - {id: took, subject: blue, predicate: took, object: mill, start: 2015}
        """)
    assert told(kb, "mill") == "blue held stated 2015 -"


def test_a_later_report_of_the_same_source_is_read_from_its_day_on(kb: Kb) -> None:
    kb.claims("""
        - {id: took, subject: blue, predicate: took, object: mill, start: 2015-03, reported: 2015-04}
        - {id: long, subject: red, predicate: holds, object: mill, start: 2011, reported: 2019}
        """)
    assert told(kb, "mill", "--as-of", "2016") == (
        "blue held stated 2015-03 a later report, 2019-12-31, says that Red Company held it then (long)"
    )
    assert told(kb, "mill") == "red held stated - no claim says how it came from Blue Guard to Red Company (took)"


def test_a_year_is_all_of_it(kb: Kb) -> None:
    kb.claims("- {id: year, subject: red, predicate: holds, object: mill, start: 2015, end: 2015}")
    days = ("2014-12-31", "2015-01-01", "2015-12-31", "2016-01-01")
    assert [told(kb, "mill", "--as-of", day, keys="controllers status") for day in days] == [
        *("- unknown", "red held", "red held", "- unknown")
    ]


def test_what_the_whole_lost_its_part_does_not_hold_whomever_it_joins_then(kb: Kb) -> None:
    parts(kb)
    kb.claims("""
        - {id: held, subject: division, predicate: holds, object: mill, start: 2010, reported: 2010}
        - {id: lost, subject: blue, predicate: left, object: mill, start: 2015}
        - {id: joined, subject: division, predicate: member_of, object: league, start: 2016}
        """)
    for day in ("2015", "2018"):
        assert told(kb, "mill", "--as-of", day, keys="controllers status evidence") == "- unknown lost"


def test_what_a_part_lost_is_a_caveat_of_the_whole(kb: Kb) -> None:
    parts(kb)
    kb.claims("""
        - {id: held, subject: blue, predicate: holds, object: mill, start: 2010, reported: 2010}
        - {id: lost, subject: division, predicate: left, object: mill, start: 2015}
        """)
    assert told(kb, "mill") == "blue held stated 2010 Third Division, a part of the holder, lost it (lost)"


def test_part_and_whole_agree_the_part_named_first(kb: Kb) -> None:
    parts(kb)
    kb.claims("""
        - {id: army, subject: blue, predicate: took, object: mill, start: 2015-03-01}
        - {id: part, subject: division, predicate: took, object: mill, start: 2015-03-01}
        """)
    assert told(kb, "mill", keys="controllers status") == "division,blue held"


def test_what_is_improbable_decides_nothing(kb: Kb) -> None:
    kb.claims("""
        - {id: took, subject: red, predicate: took, object: mill, start: 2015, credibility: 2}
        - {id: tale, subject: blue, predicate: took, object: mill, start: 2018, credibility: 5}
        """)
    assert told(kb, "mill") == "red held stated 2015 that Blue Guard took it is graded improbable (tale)"


WAR = "- {id: war, subject: red, predicate: fights, object: blue, start: 2000}\n"


def test_a_commanders_boast_makes_it_disputed_the_holder_first(kb: Kb) -> None:
    kb.claims(f"""
        {WAR}
        - {{id: held, subject: blue, predicate: holds, object: mill, start: 2015}}
        - {{id: boast, subject: red, predicate: took, object: mill, start: 2020-01-05, said_by: red,
           reported: 2020-01-06}}
        """)
    assert told(kb, "mill", "--as-of", "2020-02") == "blue,red disputed stated 2015 -"
    assert told(kb, "mill", "--as-of", "2020-02", keys="evidence") == "held,boast"


def test_a_foes_word_that_it_was_lost_names_nobody_else(kb: Kb) -> None:
    kb.claims(f"""
        {WAR}
        - {{id: held, subject: blue, predicate: holds, object: mill, start: 2015}}
        - {{id: boast, subject: blue, predicate: left, object: mill, start: 2020-01-05, said_by: red,
           reported: 2020-01-06}}
        """)
    assert told(kb, "mill", "--as-of", "2020-02", keys="controllers status evidence") == "blue disputed held,boast"


def test_a_siege_on_the_besiegers_word_is_a_caveat_with_who_says_so(kb: Kb) -> None:
    kb.claims(f"""
        {WAR}
        - {{id: held, subject: blue, predicate: holds, object: mill, start: 2015}}
        - {{id: ring, subject: red, predicate: besieges, object: mill, said_by: red}}
        """)
    assert told(kb, "mill") == (
        "blue held stated 2015 Red Company says, in its own interest, that Red Company besieges it (ring)"
    )


def test_what_both_sides_claim_in_turn_is_disputed_until_better_word_speaks(kb: Kb) -> None:
    kb.claims(f"""
        {WAR}
        - {{id: wire, subject: blue, predicate: holds, object: mill, start: 2019-01-01, reported: 2019-01-01}}
        - {{id: r1, subject: red, predicate: took, object: mill, start: 2019-01-02, said_by: red, reported: 2019-01-02}}
        - {{id: b1, subject: blue, predicate: holds, object: mill, start: 2019-01-03, said_by: blue,
           reported: 2019-01-03}}
        - {{id: r2, subject: red, predicate: holds, object: mill, start: 2019-01-04, said_by: red,
           reported: 2019-01-04}}
        - {{id: end, subject: blue, predicate: holds, object: mill, start: 2019-01-05, reported: 2019-01-05}}
        """)
    days = [f"2019-01-0{day}" for day in (1, 2, 3, 4, 5)]
    assert [told(kb, "mill", "--as-of", day, keys="controllers status") for day in days] == [
        "blue held",
        *["blue,red disputed"] * 3,
        "blue held",
    ]


def test_own_words_alone_are_the_answer_and_called_that(kb: Kb) -> None:
    kb.claims(f"""
        {WAR}
        - {{id: boast, subject: red, predicate: took, object: mill, start: 2015, said_by: red}}
        - {{id: other, subject: blue, predicate: took, object: quay, start: 2015, said_by: blue}}
        - {{id: against, subject: red, predicate: holds, object: quay, start: 2016, said_by: red}}
        """)
    assert told(kb, "mill", keys="controllers status basis evidence") == "red held own-word boast"
    assert told(kb, "quay", keys="controllers status basis") == "blue,red disputed own-word"


def test_a_denial_is_settled_by_a_later_claim(kb: Kb) -> None:
    kb.claims("""
        - {id: no, subject: red, predicate: holds, object: mill, start: 2015, stance: denies, reported: 2015}
        - {id: yes, subject: red, predicate: holds, object: mill, start: 2019}
        """)
    assert told(kb, "mill") == "red held stated 2019 -"


def test_a_denial_of_the_holder_names_who_held_it_before(kb: Kb) -> None:
    kb.claims("""
        - {id: old, subject: blue, predicate: holds, object: mill, start: 2010, reported: 2010}
        - {id: took, subject: red, predicate: took, object: mill, start: 2015}
        - {id: no, subject: red, predicate: took, object: mill, stance: denies}
        """)
    assert told(kb, "mill", keys="controllers status evidence") == "red,blue disputed took,old,no"


@pytest.mark.parametrize(
    ("between", "who"),
    [
        ("subject: blue, predicate: left, start: 2012", "red"),
        ("subject: blue, predicate: left, start: 2012, stance: denies", "red,blue"),
        ("subject: blue, predicate: left, start: 2012, said_by: red", "red,blue"),
        ("subject: green, predicate: left, start: 2012", "red,blue"),
        ("subject: blue, predicate: left, start: 2010", "red,blue"),
        ("subject: blue, predicate: left, start: 2016", "red,blue"),
        ("subject: green, predicate: took, start: 2012", "red,green"),
        ("subject: red, predicate: took, start: 2012", "red,blue"),
    ],
)
def test_who_lost_it_before_is_not_named_where_the_holder_is_denied(kb: Kb, between: str, who: str) -> None:
    kb.claims(f"""
        - {{id: old, subject: blue, predicate: took, object: mill, start: 2010}}
        - {{id: then, object: mill, {between}}}
        - {{id: took, subject: red, predicate: took, object: mill, start: 2015}}
        - {{id: no, subject: red, predicate: took, object: mill, stance: denies}}
        """)
    assert told(kb, "mill", keys="controllers status") == f"{who} disputed"


def test_a_denied_taking_disputes_no_later_holding(kb: Kb) -> None:
    kb.claims("""
        - {id: took, subject: red, predicate: took, object: mill, start: 2010}
        - {id: held, subject: red, predicate: holds, object: mill, start: 2014, reported: 2014}
        - {id: no, subject: red, predicate: took, object: mill, start: 2015, stance: denies}
        """)
    assert told(kb, "mill", keys="status") == "held"
    assert told(kb, "mill", "--as-of", "2015", keys="status") == "held"


def test_an_ally_is_one_until_the_ending_is_known(kb: Kb) -> None:
    kb.claims("""
        - {id: pact, subject: green, predicate: backs, object: blue, start: 2010, reported: 2010}
        - {id: over, subject: green, predicate: backs, object: blue, start: 2014, stance: ends, reported: 2018-05-05}
        - {id: held, subject: blue, predicate: took, object: mill, start: 2010, reported: 2010}
        - {id: fight, subject: green, predicate: contests, object: mill, start: 2015, reported: 2015}
        """)
    status = [told(kb, "mill", "--known-by", f"2018-05-0{day}", keys="status") for day in (4, 5)]
    assert status == ["held", "contested"]


def test_a_holding_begins_behind_the_latest_of_what_others_took(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: blue, predicate: took, object: mill, start: 2008}
        - {id: two, subject: red, predicate: took, object: mill, start: 2010}
        - {id: three, subject: blue, predicate: took, object: mill, start: 2012}
        - {id: four, subject: red, predicate: took, object: mill, start: 2014}
        """)
    assert told(kb, "mill", keys="controllers since") == "red 2014"
    kb.claims("""
        - {id: ring, subject: green, predicate: besieges, object: mill, start: 2005}
        - {id: one, subject: blue, predicate: holds, object: mill, start: 2008, reported: 2008}
        - {id: two, subject: red, predicate: holds, object: mill, start: 2010, reported: 2010}
        - {id: three, subject: blue, predicate: holds, object: mill, start: 2012, reported: 2012}
        - {id: four, subject: red, predicate: holds, object: mill, start: 2014, reported: 2014}
        """)
    assert told(kb, "mill", keys="controllers status since") == "red besieged 2014"


def test_what_ended_and_what_was_lost_are_told_apart(kb: Kb) -> None:
    kb.claims("""
        - {id: spell, subject: blue, predicate: took, object: mill, start: 2010, end: 2012}
        - {id: took, subject: blue, predicate: took, object: ford, start: 2010}
        - {id: lost, subject: blue, predicate: left, object: ford, start: 2012}
        """)
    assert kb.rows("claim role", "why", "mill") == ["spell ended"]
    assert kb.rows("claim role", "why", "ford") == ["lost loses", "took lost since"]


def test_of_areas_that_were_left_the_nearest_is_cited_and_none_where_the_place_itself_was(kb: Kb) -> None:
    kb.claims("""
        - {id: near, subject: blue, predicate: left, object: ford, start: 2015}
        - {id: far, subject: red, predicate: left, object: north, start: 2016}
        """)
    assert sorted(kb.rows("place status basis evidence", "control", "north")) == [
        "ford unknown stated near",
        "gate unknown inferred near",
        "mill unknown inferred far",
        "north unknown stated far",
    ]


def test_two_areas_of_one_side_agree_whoever_holds_all_around_them(kb: Kb) -> None:
    kb.write("places/more.yaml", "- {id: hill, name: Hill, kind: quarter, within: [north, south]}\n")
    kb.claims("""
        - {id: all, subject: red, predicate: took, object: marches, start: 2010}
        - {id: one, subject: blue, predicate: took, object: north, start: 2015}
        - {id: two, subject: blue, predicate: took, object: south, start: 2016}
        """)
    assert told(kb, "hill", keys="controllers status basis evidence") == "blue held inferred two"


def test_a_fight_is_cited_before_a_denial_whatever_their_grades(kb: Kb) -> None:
    kb.claims("""
        - {id: took, subject: blue, predicate: took, object: mill, start: 2010}
        - {id: fight, subject: red, predicate: contests, object: mill, start: 2015, credibility: 4}
        - {id: no, subject: blue, predicate: holds, object: mill, start: 2015, credibility: 1, stance: denies}
        """)
    assert told(kb, "mill", keys="status evidence") == "disputed took,fight,no"


@pytest.mark.parametrize(("who", "answer"), [("blue", "division held"), ("red", "division,red disputed")])
def test_the_own_word_of_the_holders_whole_disputes_nothing_of_what_is_inferred(kb: Kb, who: str, answer: str) -> None:
    parts(kb)
    kb.claims(f"""
        - {{id: area, subject: division, predicate: took, object: north, start: 2010}}
        - {{id: word, subject: {who}, predicate: took, object: ford, start: 2015, said_by: {who}}}
        """)
    assert told(kb, "ford", keys="controllers status basis") == f"{answer} inferred"


def test_a_siege_that_is_denied_stays_and_the_denial_is_told(kb: Kb) -> None:
    kb.claims("""
        - {id: held, subject: blue, predicate: holds, object: mill, start: 2010}
        - {id: ring, subject: red, predicate: besieges, object: mill, start: 2015}
        - {id: no, subject: red, predicate: besieges, object: mill, stance: denies}
        """)
    assert told(kb, "mill") == "blue besieged stated 2010 Radio March denies that Red Company besieges it (no)"


def test_a_place_within_that_is_anothers_is_told(kb: Kb) -> None:
    kb.claims("""
        - {id: all, subject: blue, predicate: holds, object: north, start: 2010}
        - {id: one, subject: red, predicate: holds, object: mill, start: 2015}
        """)
    assert told(kb, "north") == "blue held stated 2010 Mill within it is held by Red Company (one)"


def test_a_place_in_two_areas_of_two_sides_is_unknown(kb: Kb) -> None:
    kb.write("places/more.yaml", "- {id: hill, name: Hill, kind: quarter, within: [north, south]}\n")
    kb.claims("""
        - {id: one, subject: blue, predicate: holds, object: north, start: 2010}
        - {id: two, subject: red, predicate: holds, object: south, start: 2015}
        """)
    assert told(kb, "hill") == (
        "- unknown unknown - Blue Guard holds Northern March around it (one);"
        " Red Company holds Southern March around it (two)"
    )


def test_a_loss_gives_way_to_a_later_taking_of_the_area(kb: Kb) -> None:
    kb.claims("""
        - {id: lost, subject: red, predicate: left, object: mill, start: 2012}
        - {id: took, subject: blue, predicate: took, object: north, start: 2018}
        """)
    assert told(kb, "mill", keys="controllers status basis evidence") == "blue held inferred took"


def test_what_was_lost_is_not_given_back_with_the_area(kb: Kb) -> None:
    kb.claims("""
        - {id: lost, subject: blue, predicate: left, object: ford, start: 2015}
        - {id: held, subject: blue, predicate: holds, object: north, start: 2018}
        """)
    caveat = "Blue Guard holds Northern March around it (held)"
    assert told(kb, "ford") == f"- unknown stated 2015 {caveat}"
    assert told(kb, "gate") == f"- unknown inferred 2015 {caveat}"


def test_a_day_within_the_span_of_a_taking_says_so(kb: Kb) -> None:
    kb.claims("""
        - {id: held, subject: blue, predicate: holds, object: mill, start: 2015, reported: 2015}
        - {id: took, subject: red, predicate: took, object: mill, start: "[2019-11-27..2019-12-07]"}
        """)
    span = "Red Company took it some day of [2019-11-27..2019-12-07], which may be before (took)"
    assert told(kb, "mill", "--as-of", "2019-12-01") == f"blue held stated 2015 {span}"
    assert told(kb, "mill", "--as-of", "2019-11-26") == "blue held stated 2015 -"


def test_spans_of_which_none_is_told_to_be_the_later_are_disputed(kb: Kb) -> None:
    kb.claims("""
        - {id: june, subject: red, predicate: took, object: mill, start: 2019-06}
        - {id: day, subject: blue, predicate: took, object: mill, start: 2019-06-20}
        """)
    assert told(kb, "mill", "--as-of", "2019-06-25", keys="controllers status") == "blue held"
    assert told(kb, "mill", "--as-of", "2019-06-30", keys="controllers status") == "blue,red disputed"


def test_what_the_area_tells_later_is_a_caveat(kb: Kb) -> None:
    kb.claims("""
        - {id: town, subject: red, predicate: took, object: mill, start: 2015}
        - {id: area, subject: blue, predicate: took, object: north, start: 2018}
        """)
    assert told(kb, "mill") == (
        "red held stated 2015 Blue Guard took or holds Northern March around it later, 2018-12-31 (area)"
    )


def test_a_worse_claim_that_displaces_a_better_one_is_told(kb: Kb) -> None:
    kb.claims("""
        - {id: good, subject: blue, predicate: took, object: mill, start: 2015, credibility: 1, reported: 2015}
        - {id: poor, subject: red, predicate: took, object: mill, start: 2018, credibility: 4}
        """)
    assert told(kb, "mill") == "red held stated 2018 better graded, B1, Blue Guard held it before (good)"


def test_an_ally_who_fights_for_it_besides_is_a_caveat(kb: Kb) -> None:
    kb.claims("""
        - {id: pact, subject: green, predicate: allied_with, object: blue, start: 2000}
        - {id: held, subject: blue, predicate: holds, object: mill, start: 2010}
        - {id: fight, subject: green, predicate: contests, object: mill, start: 2015}
        """)
    assert told(kb, "mill") == "blue held stated 2010 its ally Green Band fights for it (fight)"


def test_a_fight_for_the_area_is_a_caveat_of_what_lies_in_it_and_a_siege_passes_on(kb: Kb) -> None:
    kb.claims("""
        - {id: n, subject: blue, predicate: holds, object: north, start: 2010}
        - {id: s, subject: blue, predicate: holds, object: south, start: 2010}
        - {id: fight, subject: red, predicate: contests, object: north, start: 2015}
        - {id: ring, subject: red, predicate: besieges, object: south, start: 2015}
        """)
    assert told(kb, "mill") == "blue held inferred 2010 Red Company fights for Northern March around it (fight)"
    assert told(kb, "quay", keys="controllers status basis evidence") == "blue besieged inferred s,ring"
    assert "quay blue besieged" in kb.rows("place controllers status", "control")  # whatever is fought for elsewhere


@pytest.mark.parametrize(("predicate", "status"), [("besieges", "besieged"), ("contests", "contested")])
def test_a_siege_or_fight_is_laid_over_an_inferred_holder(kb: Kb, predicate: str, status: str) -> None:
    kb.claims(f"""
        - {{id: n, subject: blue, predicate: holds, object: north, start: 2010}}
        - {{id: ring, subject: red, predicate: {predicate}, object: mill, start: 2015}}
        """)
    assert told(kb, "mill", keys="controllers status basis evidence") == f"blue {status} inferred n,ring"


@pytest.mark.parametrize(
    ("claim", "status"),
    [
        ("subject: green, predicate: took, object: mill", "held"),
        ("subject: blue, predicate: left, object: mill", "unknown"),
        ("subject: red, predicate: holds, object: mill", "held"),
        ("subject: green, predicate: holds, object: mill", "besieged"),
        ("subject: red, predicate: besieges, object: mill, stance: ends", "held"),
        ("subject: green, predicate: besieges, object: mill, stance: ends", "besieged"),
        ("subject: blue, predicate: holds, object: mill", "besieged"),
    ],
)
def test_what_lifts_a_siege(kb: Kb, claim: str, status: str) -> None:
    kb.claims(f"""
        - {{id: held, subject: blue, predicate: holds, object: mill, start: 2010}}
        - {{id: ring, subject: red, predicate: besieges, object: mill, start: 2015}}
        - {{id: later, {claim}, start: 2018}}
        """)
    assert told(kb, "mill", keys="status") == status


def test_an_ending_of_a_holding_is_a_loss(kb: Kb) -> None:
    kb.claims("""
        - {id: held, subject: blue, predicate: holds, object: mill, start: 2010}
        - {id: over, subject: blue, predicate: holds, object: mill, start: 2015-05-01, stance: ends}
        """)
    assert told(kb, "mill", keys="controllers status since evidence") == "- unknown 2015-05-01 over"


def test_what_is_reported_much_later_is_read_behind_whatever_came_between(kb: Kb) -> None:
    kb.claims("""
        - {id: long, subject: red, predicate: holds, object: mill, start: 2011, reported: 2019, source: press}
        - {id: two, subject: green, predicate: took, object: mill, start: 2013, reported: 2013}
        - {id: three, subject: blue, predicate: took, object: mill, start: 2015, reported: 2015}
        """)
    assert told(kb, "mill", keys="controllers evidence") == "red long"
    assert "says that Red Company held it then (long)" in told(kb, "mill", "--as-of", "2016", keys="caveat")


def test_a_whole_that_holds_another_place_has_no_part_in_this_one(kb: Kb) -> None:
    parts(kb)
    kb.claims("""
        - {id: one, subject: division, predicate: took, object: mill, start: 2015}
        - {id: two, subject: blue, predicate: took, object: ford, start: 2015}
        - {id: three, subject: blue, predicate: took, object: quay, start: 2015-03-01}
        - {id: four, subject: division, predicate: took, object: quay, start: 2015-03-01}
        """)
    found = kb.rows("place controllers together", "control", "--kind", "provincial-capital")
    assert found == ["ford blue -", "mill division -", "quay division,blue part"]


def test_of_one_side_the_latest_own_word_counts_however_far_within_it_its_speaker_is(kb: Kb) -> None:
    parts(kb)
    kb.claims("""
        - {id: within, subject: blue, predicate: member_of, object: league, start: 2000, source: press}
        - {id: held, subject: red, predicate: holds, object: mill, start: 2015, reported: 2015}
        - {id: early, subject: division, predicate: took, object: mill, start: 2016, said_by: division}
        - {id: late, subject: blue, predicate: besieges, object: mill, start: 2017, said_by: blue}
        """)
    caveat = "Blue Guard says, in its own interest, that Blue Guard besieges it (late)"
    assert told(kb, "mill", "--as-of", "2019") == f"red held stated 2015 {caveat}"
    assert told(kb, "mill", "--as-of", "2016", keys="status") == "disputed"


def test_who_fights_is_told_beside_who_holds_it(kb: Kb) -> None:
    kb.claims("""
        - {id: held, subject: blue, predicate: holds, object: mill, start: 2010, credibility: 1}
        - {id: ring, subject: red, predicate: besieges, object: mill, start: 2015, credibility: 4}
        """)
    keys = "challengers challenged_since challenge_evidence grade voices sources reported"
    assert told(kb, "mill", keys=keys) == "red 2015 ring B1 - 1 2020-01-01"


def test_two_sides_are_apart_whoever_else_belongs_to_one_of_them(kb: Kb) -> None:
    kb.write("actors/parts.yaml", "- {id: division, name: Third Division, kind: army}\n")
    kb.claims("""
        - {id: in, subject: division, predicate: member_of, object: red, start: 2000, source: press}
        - {id: one, subject: blue, predicate: took, object: mill, start: 2015-03-01}
        - {id: two, subject: red, predicate: took, object: mill, start: 2015-03-01}
        - {id: three, subject: division, predicate: took, object: mill, start: 2015-03-01}
        """)
    assert told(kb, "mill", keys="controllers status together") == "blue,division,red disputed -"


def test_the_loss_of_somebody_who_holds_another_place_ends_no_holding_here(kb: Kb) -> None:
    kb.claims("""
        - {id: first, subject: red, predicate: took, object: mill, start: 2010}
        - {id: idle, subject: green, predicate: left, object: mill, start: 2012}
        - {id: again, subject: red, predicate: took, object: mill, start: 2015}
        - {id: other, subject: green, predicate: took, object: ford, start: 2015}
        """)
    assert kb.rows("place since", "control", "--kind", "provincial-capital")[1] == "mill 2010"


@pytest.mark.parametrize(("loser", "since"), [("blue", "2015"), ("division", "2015"), ("green", "2010")])
def test_a_holding_begins_behind_the_last_loss_of_the_holder_or_of_its_whole(kb: Kb, loser: str, since: str) -> None:
    parts(kb)
    kb.claims(f"""
        - {{id: first, subject: division, predicate: took, object: mill, start: 2010}}
        - {{id: lost, subject: {loser}, predicate: left, object: mill, start: 2012, said_by: grey}}
        - {{id: again, subject: division, predicate: took, object: mill, start: 2015}}
        """)
    assert told(kb, "mill", keys="controllers since") == f"division {since}"


def test_what_a_part_lost_is_not_given_back_with_the_area_of_its_whole(kb: Kb) -> None:
    parts(kb)
    kb.claims("""
        - {id: lost, subject: division, predicate: left, object: ford, start: 2015}
        - {id: held, subject: blue, predicate: holds, object: north, start: 2018}
        """)
    assert told(kb, "ford", keys="controllers status") == "- unknown"


def test_who_is_reported_to_hold_it_on_the_day_on_which_another_took_it_is_told_too(kb: Kb) -> None:
    kb.claims("""
        - {id: long, subject: green, predicate: holds, object: mill, start: 2005, reported: 2013-01-01, source: press}
        - {id: two, subject: red, predicate: took, object: mill, start: 2013-01-01, reported: 2013-01-01}
        - {id: three, subject: blue, predicate: holds, object: mill, start: 2015, reported: 2015}
        """)
    caveat = told(kb, "mill", keys="caveat")
    assert "came from Red Company to Blue Guard (two)" in caveat
    assert "came from Green Band to Blue Guard (long)" in caveat


def test_an_area_is_asked_of_the_days_of_the_place_within(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: red, predicate: took, object: north, start: 2010}
        - {id: two, subject: blue, predicate: took, object: north, start: 2012, source: press}
        """)
    found = kb.rows("id before after", "diff", "2015", "2015", "--known-by-from", "2020-02")
    assert "mill red blue" in found


def test_a_siege_goes_on_where_that_of_another_place_is_lifted(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: red, predicate: besieges, object: mill, start: 2015}
        - {id: two, subject: red, predicate: besieges, object: ford, start: 2015}
        - {id: over, subject: red, predicate: besieges, object: ford, start: 2018, stance: ends}
        """)
    found = kb.rows("place status", "control", "--kind", "provincial-capital")
    assert found == ["ford unknown", "mill besieged", "quay unknown"]


def test_an_ally_stays_one_whomever_else_the_holder_fights(kb: Kb) -> None:
    kb.claims("""
        - {id: pact, subject: green, predicate: allied_with, object: blue, start: 2000}
        - {id: war, subject: blue, predicate: fights, object: red, start: 2000}
        - {id: held, subject: blue, predicate: holds, object: mill, start: 2010}
        - {id: fight, subject: green, predicate: contests, object: mill, start: 2015}
        """)
    assert told(kb, "mill") == "blue held stated 2010 its ally Green Band fights for it (fight)"


def test_a_place_within_is_told_whoever_else_is_part_of_the_holder(kb: Kb) -> None:
    parts(kb)
    kb.claims("""
        - {id: all, subject: blue, predicate: took, object: north, start: 2010}
        - {id: ours, subject: division, predicate: took, object: ford, start: 2015}
        - {id: theirs, subject: red, predicate: took, object: mill, start: 2015}
        """)
    assert told(kb, "north", keys="caveat") == "Mill within it is held by Red Company (theirs)"
