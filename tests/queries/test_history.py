"""Who held a place when, and since when: histories, and what goes on; and so of relations."""

from contextlib import closing
from time import process_time

from syriakb.disk.store import Base
from syriakb.index import open as index
from syriakb.queries.moment import moment
from syriakb.queries.time.history import history
from tests.kb import Kb

HISTORY = "start end controllers status basis since evidence"


def test_a_history_has_every_state_from_the_first_claim_to_the_day_asked_for(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: red, predicate: took, object: ford, start: 2010}
        - {id: two, subject: blue, predicate: contests, object: ford, start: 2012-03}
        - {id: three, subject: blue, predicate: took, object: ford, start: "[2014..2015-06]", directness: implied}
        - {id: four, subject: blue, predicate: left, object: ford, start: 2016-01-15}
        """)
    assert kb.rows(HISTORY, "control", "ford", "--history") == [
        "2010-12-31 2012-03-30 red held stated 2010 one",
        "2012-03-31 2015-06-29 red contested stated 2010 one,two",
        "2015-06-30 2016-01-14 blue held implied [2014..2015-06] three",
        "2016-01-15 - - unknown stated 2016-01-15 four",
    ]


def test_a_history_stops_at_the_day_asked_for_and_knows_only_what_was_reported(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: red, predicate: took, object: ford, start: 2010}
        - {id: two, subject: blue, predicate: took, object: ford, start: 2012, source: press}
        """)
    assert kb.rows(HISTORY, "control", "ford", "--history", "--as-of", "2011") == [
        "2010-12-31 - red held stated 2010 one"
    ]
    known = kb.rows(HISTORY, "control", "ford", "--history", "--known-by", "2020-02")
    assert known == ["2010-12-31 - red held stated 2010 one"]


def test_who_says_the_same_again_makes_no_new_row(kb: Kb) -> None:
    kb.claims("""
        - {id: took, subject: red, predicate: took, object: ford, start: 2010-01-01}
        - {id: still, subject: red, predicate: took, object: ford, start: 2010-01-01, reported: 2011-06}
        - {id: anew, subject: red, predicate: took, object: ford, start: 2012-01-01}
        - {id: implied, subject: red, predicate: took, object: ford, start: 2013-01-01, directness: implied}
        - {id: again, subject: red, predicate: holds, object: ford, start: 2014-01-01, directness: implied}
        """)
    assert kb.rows(HISTORY, "control", "ford", "--history") == [
        "2010-01-01 2012-12-31 red held stated 2010-01-01 still,took",
        "2013-01-01 - red held implied 2010-01-01 implied,still,took",
    ]


def test_each_state_has_the_caveats_of_its_first_day(kb: Kb) -> None:
    kb.claims("""
        - {id: took, subject: red, predicate: took, object: ford, start: 2010-01-01, source: press}
        - {id: again, subject: red, predicate: holds, object: ford, start: 2011-01-01}
        - {id: span, subject: blue, predicate: took, object: ford, start: "[2009-06..2012-06-30]", source: press}
        - {id: fights, subject: green, predicate: contests, object: ford, start: 2013-01-01}
        """)
    told = kb.rows("start caveat", "control", "ford", "--history")
    assert len(told) == 3
    assert told[0] == "2010-01-01 Blue Guard took it some day of [2009-06..2012-06-30], which may be before (span)"
    for start, caveat in (row.split(" ", 1) for row in told):
        assert kb.rows("caveat", "control", "ford", "--as-of", start)[0] == caveat


def test_caveats_are_looked_for_only_on_days_that_begin_a_state(kb: Kb) -> None:
    months = (f"201{at // 12}-{at % 12 + 1:02}-01" for at in range(36))
    said = (f"- {{id: r{day}, subject: red, predicate: holds, object: ford, start: {day}}}\n" for day in months)
    kb.claims("".join(said) + "- {id: taken, subject: blue, predicate: took, object: ford, start: 2015-01-01}\n")
    with closing(index.open_index(Base(kb.folder))) as db:
        assert len(history(db, moment(db), "ford").rows) == 2
        assert db.execute("SELECT as_of FROM queried ORDER BY as_of").fetchall() == [(20100101,), (20150101,)]


def test_a_place_takes_part_in_the_history_of_what_encloses_it(kb: Kb) -> None:
    kb.claims("""
        - {id: land, subject: red, predicate: holds, object: north, start: 2010}
        - {id: town, subject: blue, predicate: holds, object: ford, start: 2012-01-01, end: 2013-12-31}
        """)
    assert kb.rows(HISTORY, "control", "ford", "--history") == [
        "2010-12-31 2011-12-31 red held inferred 2010 land",
        "2012-01-01 2013-12-31 blue held stated 2012-01-01 town",
        # Blue held the town, and of red it is only said that it held the land before, until it is reported again.
        "2014-01-01 2019-12-31 - unknown stated - town",
        "2020-01-01 - red held inferred 2010 land",
    ]


def test_a_place_nothing_is_known_of_has_one_unknown_state(kb: Kb) -> None:
    kb.claims("[]")
    assert kb.rows(HISTORY, "control", "ford", "--history") == ["- - - unknown unknown - -"]


def test_a_history_is_of_one_place(kb: Kb) -> None:
    for wrong in (
        ["--history"],
        ["ford", "--history", "--controller", "red"],
        ["ford", "--history", "--kind", "region"],
    ):
        result = kb.run("control", *wrong)
        assert result.status == 2
        assert "control PLACE --history" in result.err


SINCE = "controllers status since evidence grade"


def since(kb: Kb) -> list[str]:
    return kb.rows(SINCE, "control", "ford", "--kind", "provincial-capital")


def test_a_holding_told_again_goes_on_since_it_began(kb: Kb) -> None:
    kb.claims("""
        - {id: took, subject: red, predicate: took, object: ford, start: 2010}
        - {id: still, subject: red, predicate: holds, object: ford, credibility: 2}
        """)
    assert since(kb) == ["red held 2010 still,took B2"]


def test_a_holding_begins_anew_after_another_holder_or_a_loss_and_goes_on_with_a_new_taking(kb: Kb) -> None:
    took = "- {id: took, subject: red, predicate: took, object: ford, start: 2010}\n"
    still = "- {id: still, subject: red, predicate: holds, object: ford}\n"
    for between in (
        "- {id: x, subject: blue, predicate: holds, object: ford, start: 2012, end: 2013}\n",
        "- {id: x, subject: red, predicate: left, object: ford, start: 2012}\n",
    ):
        kb.claims(took + between + still)
        assert since(kb) == ["red held - still B6"]
    kb.claims(took + "- {id: again, subject: red, predicate: took, object: ford, start: 2015}")
    assert since(kb) == ["red held 2010 again,took B6"]


def test_a_denied_loss_takes_nothing_away_and_makes_the_state_disputed(kb: Kb) -> None:
    kb.claims("""
        - {id: took, subject: red, predicate: took, object: ford, start: 2010}
        - {id: fell, subject: red, predicate: left, object: ford, start: 2012}
        - {id: not, subject: red, predicate: left, object: ford, stance: denies, said_by: grey}
        """)
    assert kb.rows("controllers status evidence", "control", "ford", "--kind", "provincial-capital") == [
        "red disputed took,fell,not"
    ]


def test_a_denied_siege_stays(kb: Kb) -> None:
    kb.claims("""
        - {id: took, subject: red, predicate: took, object: ford, start: 2010}
        - {id: ring, subject: blue, predicate: besieges, object: ford, start: 2012}
        - {id: not, subject: blue, predicate: besieges, object: ford, stance: denies, said_by: red}
        """)
    assert kb.rows("controllers status evidence", "control", "ford", "--kind", "provincial-capital") == [
        "red besieged took,ring"
    ]


def test_an_implied_loss_leaves_a_place_unknown_by_implication(kb: Kb) -> None:
    kb.claims("- {id: fell, subject: red, predicate: left, object: ford, start: 2012, directness: implied}")
    assert kb.rows("controllers status basis", "control", "ford", "--kind", "provincial-capital") == [
        "- unknown implied"
    ]


def test_a_history_is_of_states_not_of_the_order_in_which_they_are_cited(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: blue, predicate: took, object: ford, start: 2010, said_by: grey}
        - {id: two, subject: red, predicate: took, object: ford, start: 2010}
        - {id: pact, subject: grey, predicate: allied_with, object: blue, start: 2011}
        - {id: again, subject: blue, predicate: took, object: ford, start: 2012, modality: possible}
        """)
    # From 2011 on it serves grey that blue has the place, so that red is named first.
    assert kb.rows("controllers", "control", "ford", "--kind", "provincial-capital") == ["red,blue"]
    assert kb.rows("start end controllers", "control", "ford", "--history") == ["2010-12-31 - blue,red"]


def test_what_holds_to_the_end_of_the_calendar_has_no_day_after(kb: Kb) -> None:
    kb.claims("- {id: ever, subject: red, predicate: holds, object: ford, start: 2010, end: 9999-12-31}")
    asked = ("control", "ford", "--history", "--as-of", "9999-12-31")
    assert kb.rows("start end controllers", *asked) == ["2010-12-31 - red"]
    kb.claims("- {id: near, subject: red, predicate: holds, object: ford, start: 2010, end: 9999-12-30}")
    assert kb.rows("start end controllers", *asked) == ["2010-12-31 9999-12-30 red", "9999-12-31 - -"]


RELATED = "start end subject predicate object standing since until evidence"
YEARLY = "".join(
    f"- {{id: y{year}, subject: grey, predicate: backs, object: red, start: {year}, end: {year}, reported: 2020}}\n"
    for year in (2011, 2015, 2016, 2017)
)


def test_yearly_claims_of_one_relation_are_one_spell(kb: Kb) -> None:
    kb.claims(YEARLY)
    for day, since in (("2011-05", "2011"), ("2015-02", "2015"), ("2017-06", "2015")):
        assert kb.rows("since", "relations", "red", "--as-of", day) == [since]
    assert kb.rows("since", "allies", "red", "--as-of", "2017-06") == ["2015"]
    assert kb.rows(RELATED, "relations", "red", "--history") == [
        "2011-01-01 2011-12-31 grey backs red stated 2011 2011 y2011",
        "2015-01-01 2015-12-31 grey backs red stated 2015 2015 y2015",
        "2016-01-01 2016-12-31 grey backs red stated 2015 2016 y2016",
        "2017-01-01 2017-12-31 grey backs red stated 2015 2017 y2017",
    ]


def test_a_retracted_year_breaks_the_spell(kb: Kb) -> None:
    kb.claims(YEARLY.replace("end: 2016", "end: 2016, retracted: {on: 2020, reason: it was wrong}"))
    assert kb.rows("since", "relations", "red", "--as-of", "2017-06") == ["2017"]


def test_an_ending_breaks_the_spell_and_a_report_alone_begins_one_without_a_start(kb: Kb) -> None:
    kb.claims("""
        - {id: old, subject: grey, predicate: backs, object: red, start: 2010, reported: 2011}
        - {id: over, subject: grey, predicate: backs, object: red, start: 2012, stance: ends, reported: 2013}
        - {id: new, subject: grey, predicate: backs, object: red, start: 2010, reported: 2016-05-01}
        """)
    assert kb.rows(RELATED, "relations", "red", "--history") == [
        "2010-12-31 2012-12-31 grey backs red stated 2010 2012 new,old,over",
        "2016-05-01 - grey backs red stated - - new",
    ]


def test_a_denial_breaks_the_spell_where_something_later_settles_it(kb: Kb) -> None:
    kb.claims("""
        - {id: old, subject: grey, predicate: backs, object: red, start: 2010, reported: 2010}
        - {id: no, subject: grey, predicate: backs, object: red, start: 2012, stance: denies, reported: 2012}
        - {id: new, subject: grey, predicate: backs, object: red, start: 2015-01-01, reported: 2015-01-01}
        """)
    assert kb.rows("start end standing since", "relations", "grey", "--history", "--group", "support") == [
        "2010-12-31 2012-12-30 stated 2010",
        "2012-12-31 2014-12-31 disputed 2010",
        "2015-01-01 - stated 2015-01-01",
    ]


def test_a_history_of_relations_is_that_of_one_group_and_of_one_actor(kb: Kb) -> None:
    kb.claims("""
        - {id: pays, subject: grey, predicate: backs, object: red, start: 2010}
        - {id: war, subject: red, predicate: fights, object: blue, start: 2011}
        - {id: other, subject: blue, predicate: fights, object: green, start: 2011}
        """)
    assert kb.rows("evidence", "relations", "red", "--history") == ["pays", "war"]
    assert kb.rows("evidence", "relations", "red", "--history", "--group", "hostility") == ["war"]
    assert kb.rows("evidence", "relations", "red", "--history", "--as-of", "2010-12-31") == ["pays"]
    assert kb.rows("evidence", "relations", "red", "--history", "--known-by", "2019") == []


def test_thousands_of_claims_on_one_relation_are_gone_through_once(kb: Kb) -> None:
    fights = "subject: red, predicate: fights, object: blue"
    days = [f"20{10 + at // 336}-{at // 28 % 12 + 1:02}-{at % 28 + 1:02}" for at in range(2000)]
    kb.claims(
        "\n".join(
            f"- {{id: f{at}, {fights}, start: {day}, reported: {day}, stance: {'asserts' if at % 3 else 'denies'}}}"
            for at, day in enumerate(days)
        )
    )
    start = process_time()
    assert kb.rows("standing since", "relations", "red") == ["stated 2015-12-12"]
    assert process_time() - start < 5  # cubed, it took minutes


def test_a_spell_is_that_of_one_object(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: grey, predicate: backs, object: red, start: 2015, end: 2018, reported: 2015}
        - {id: other, subject: grey, predicate: backs, object: blue, start: 2012, end: 2019, reported: 2012}
        """)
    assert kb.rows("since", "relations", "red", "--as-of", "2017") == ["2015"]


def test_an_ending_of_a_membership_shows_in_the_history_of_either_word(kb: Kb) -> None:
    predicates = (kb.folder / "predicates.yaml").read_text(encoding="utf-8")
    kb.write("predicates.yaml", predicates + "- {id: part_of, label: is part of, group: membership}\n")
    kb.claims("""
        - {id: in, subject: green, predicate: part_of, object: league, start: 2010, reported: 2010}
        - {id: out, subject: green, predicate: member_of, object: league, start: 2015, stance: ends}
        """)
    assert kb.rows("predicate start end evidence", "relations", "green", "--history") == [
        "part_of 2010-12-31 2015-12-31 in"
    ]


def test_a_spell_has_nothing_that_was_reported_later(kb: Kb) -> None:
    kb.claims("""
        - {id: late, subject: grey, predicate: backs, object: red, start: 2015, end: 2015, reported: 2019}
        - {id: told, subject: grey, predicate: backs, object: red, start: 2016, end: 2016, reported: 2017}
        """)
    assert kb.rows("since", "relations", "red", "--as-of", "2016-06", "--known-by", "2018") == ["2016"]
    assert kb.rows("since", "relations", "red", "--as-of", "2016-06") == ["2015"]
