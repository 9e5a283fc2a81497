"""What changed between two days, and what was learnt between two reports."""

from sqlite3 import Connection

import pytest

from syriakb.queries.moment import Moment
from syriakb.queries.time import diff
from tests.kb import SHIPPED, Kb, lines
from tests.steps import steps

CHANGES = "what id before after status_after evidence"


def test_places_are_gained_and_lost_and_contested(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: red, predicate: took, object: ford, start: 2010}
        - {id: two, subject: blue, predicate: took, object: ford, start: 2015, directness: implied}
        - {id: mill, subject: red, predicate: took, object: mill, start: 2010}
        - {id: left, subject: red, predicate: left, object: mill, start: 2015}
        - {id: quay, subject: red, predicate: took, object: quay, start: 2010}
        - {id: ring, subject: blue, predicate: besieges, object: quay, start: 2015}
        """)
    assert kb.rows(CHANGES, "diff", "2011", "2016") == [
        "gained ford red blue held two,one",
        "gained gate red blue held two,one",
        "lost mill red - unknown left,mill",
        "besieged quay red red besieged quay,ring",
    ]
    assert kb.rows("what id before after", "diff", "2016", "2011") == [
        "gained ford blue red",
        "gained mill - red",
        "gained gate blue red",
        "no longer besieged quay red red",
    ]


def test_what_only_named_speakers_say_begins_and_ends_too(kb: Kb) -> None:
    kb.claims("""
        - {id: pact, subject: red, predicate: backs, object: blue, start: 2015, end: 2017, said_by: red}
        - {id: other, subject: grey, predicate: backs, object: blue, start: 2000, said_by: grey}
        """)
    assert kb.rows("what id evidence", "diff", "2011", "2016") == ["began red backs blue pact"]
    assert kb.rows("what id evidence", "diff", "2016", "2018") == ["ended red backs blue pact"]


def test_a_state_without_a_beginning_is_first_reported_and_not_gained(kb: Kb) -> None:
    kb.claims("""
        - {id: held, subject: red, predicate: holds, object: mill}
        - {id: ally, subject: red, predicate: allied_with, object: blue}
        """)
    assert kb.rows("what id after", "diff", "2010", "2020") == [
        "first reported mill red",
        "first reported blue allied_with red stated",
    ]
    assert kb.rows("what id", "diff", "2020", "2010") == [
        "not yet reported mill",
        "not yet reported blue allied_with red",
    ]


def test_relations_begin_and_end_and_change_their_standing(kb: Kb) -> None:
    kb.claims("""
        - {id: pays, subject: grey, predicate: backs, object: red, start: 2012}
        - {id: war, subject: red, predicate: fights, object: blue, start: 2010, end: 2014}
        - {id: not, subject: grey, predicate: backs, object: blue, start: 2013, stance: denies}
        - {id: yes, subject: league, predicate: backs, object: green, start: 2010}
        - {id: no, subject: league, predicate: backs, object: green, start: 2013, stance: denies}
        """)
    assert kb.rows("what id before after evidence", "diff", "2011", "2016") == [
        "disputed league backs green stated disputed yes,no",
        "began grey backs red - stated pays",
        "ended red fights blue stated - war",
        "denied grey backs blue - denied not",
    ]


def test_a_relation_that_an_alliance_comes_to_hold_changes_its_standing(kb: Kb) -> None:
    kb.claims("- {id: said, subject: red, predicate: backs, object: blue, start: 2000}")
    kb.alliances("- {id: pact, subject: red, predicate: backs, object: blue, start: 2005, evidence: [said]}")
    assert kb.rows("id before after", "diff", "2003", "2007") == ["red backs blue stated assessed"]


def test_one_day_and_two_report_days_tell_what_was_learnt(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: red, predicate: took, object: mill, start: 2010}
        - {id: two, subject: blue, predicate: took, object: mill, start: 2012, source: press}
        """)
    learnt = ["gained mill red blue held two,one"]
    assert kb.rows(CHANGES, "diff", "2015", "2015", "--known-by-from", "2020-02") == learnt
    assert kb.rows(CHANGES, "diff", "2015", "2015", "--known-by", "2020-02") == []
    title = kb.run("diff", "2015", "2015", "--known-by-from", "2020-02").out.splitlines()[0]
    assert "knowing all reported by 2020-02-29" in title


def test_a_claim_holds_through_the_day_on_which_it_ends(kb: Kb) -> None:
    kb.claims("""
        - {id: held, subject: red, predicate: holds, object: mill, start: 2010, end: 2015-03-31}
        - {id: war, subject: red, predicate: fights, object: blue, start: 2010, end: 2015-03-31}
        """)
    keys = "what id before after evidence"
    assert kb.rows(keys, "diff", "2015-03-30", "2015-03-31") == []
    assert kb.rows(keys, "diff", "2015-03-31", "2015-04-01") == [
        "lost mill red - held",
        "ended red fights blue stated - war",
    ]
    assert kb.rows(keys, "diff", "2015-04-01", "2015-03-31") == [
        "gained mill - red held",
        "began red fights blue - stated war",
    ]


def test_a_claim_begins_on_the_last_day_that_its_start_can_mean(kb: Kb) -> None:
    kb.claims("- {id: held, subject: red, predicate: holds, object: mill, start: 2015-03}")
    assert kb.rows("what", "diff", "2015-03-29", "2015-03-30") == []
    assert kb.rows("what", "diff", "2015-03-30", "2015-03-31") == ["gained"]


def test_the_report_of_a_claim_is_learnt_on_its_day(kb: Kb) -> None:
    kb.claims("- {id: held, subject: red, predicate: took, object: mill, start: 2015, reported: 2020-03-01}")
    learnt = ("diff", "2016", "2016", "--known-by-from", "2020-02-28")
    assert kb.rows("what", *learnt, "--known-by", "2020-02-29") == []
    assert kb.rows("what", *learnt, "--known-by", "2020-03-01") == ["first reported"]


def test_namesakes_come_in_the_order_of_their_ids(kb: Kb) -> None:
    twins = [f"twin{number}" for number in (4, 2, 6, 1, 5, 3)]
    kb.write("actors/more.yaml", "".join(f"- {{id: {each}, name: Twin, kind: militia}}\n" for each in twins))
    kb.write("places/more.yaml", "".join(f"- {{id: t{each}, name: T, kind: provincial-capital}}\n" for each in twins))
    start = "start: 2015-01-01"
    backs = [f"- {{id: b{each}, subject: grey, predicate: backs, object: {each}, {start}}}\n" for each in twins]
    holds = [f"- {{id: h{each}, subject: red, predicate: holds, object: t{each}, {start}}}\n" for each in twins]
    kb.claims("".join((*backs, *holds)))
    held = [f"t{each}" for each in sorted(twins)]
    expected = [*held, *(f"grey backs {each}" for each in sorted(twins))]
    assert kb.rows("id", "diff", "2014", "2016") == expected
    assert kb.rows("capital", "capitals")[-6:] == held


def test_what_began_some_day_before_is_not_told_to_have_come_in_between(kb: Kb) -> None:
    kb.claims("""
        - {id: open, subject: red, predicate: holds, object: mill, start: "[..2015-03-31]"}
        - {id: told, subject: red, predicate: holds, object: quay, start: "[2015-02-01..2015-03-31]"}
        - {id: aid, subject: grey, predicate: backs, object: red, start: "[..2015-03-31]"}
        """)
    assert kb.rows("what id", "diff", "2015-03-01", "2015-03-31") == [
        "gained quay", "first reported mill", "first reported grey backs red",
    ]  # fmt: skip


def test_the_shipped_diff_tells_the_story_of_the_article() -> None:
    rows = Kb(SHIPPED).ask("diff", "2018-12-31", "2024-12-07")["rows"]
    gained = [row for row in rows if row["what"] == "gained"]
    assert lines(gained, "id before after") == [
        "aleppo - hts-led-coalition",
        "daraa syrian-government local-armed-groups",
        "hama - hts-led-coalition",
        "suwayda - local-armed-groups",
    ]
    assert all(row["evidence"] for row in rows)


@pytest.mark.parametrize("wrong", [["2015", "x"], ["2015", ""], ["2015"], ["2015", "2016", "--as-of", "2017"]])
def test_what_is_no_pair_of_days_is_wrong_usage(kb: Kb, wrong: list[str]) -> None:
    result = kb.run("diff", *wrong)
    assert result.status == 2
    assert "Traceback" not in result.err


def test_two_days_are_asked_for_by_their_names_alone(kb: Kb) -> None:
    result = kb.run("diff", "2015", "2016", "--as-of", "2015")
    assert result.err == "error: Two days are asked for without --as-of, which is for --rev.\n"


@pytest.mark.parametrize("many", [1, 2, 20_000])
def test_where_very_many_claims_turn_all_there_is_is_asked_for(
    kb: Kb, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    kb.claims("""
        - {id: land, subject: blue, predicate: holds, object: north, start: 2010}
        - {id: town, subject: red, predicate: took, object: ford, start: 2012}
        - {id: war, subject: red, predicate: fights, object: blue, start: 2012}
        - {id: aid, subject: grey, predicate: backs, object: red, start: 2010, end: 2012-06}
        """)
    monkeypatch.setattr("syriakb.queries.time.diff._MANY", many)
    assert kb.rows("what id", "diff", "2011", "2013") == [
        "gained ford",
        "gained gate",
        "began red fights blue",
        "ended grey backs red",
    ]


@pytest.mark.parametrize("denied", ["2011", "2014"])
def test_a_denial_beside_what_is_asserted_on_both_days_changes_the_standing_once(kb: Kb, denied: str) -> None:
    kb.claims(f"""
        - {{id: yes, subject: red, predicate: backs, object: blue, start: 2005-01-01}}
        - {{id: no, subject: red, predicate: backs, object: blue, start: {denied}, stance: denies}}
        """)
    changed = ["red backs blue stated disputed"] if denied == "2014" else []
    assert kb.rows("id before after", "diff", "2012", "2016") == changed


def test_what_was_only_denied_and_is_then_asserted_is_settled(kb: Kb) -> None:
    kb.claims("""
        - {id: no, subject: red, predicate: backs, object: blue, start: 2005-01-01, stance: denies}
        - {id: yes, subject: red, predicate: backs, object: blue, start: 2014}
        """)
    assert kb.rows("id before after", "diff", "2012", "2016") == ["red backs blue denied stated"]


def test_what_only_a_speaker_says_begins_whatever_else_is_said_of_the_two(kb: Kb) -> None:
    kb.write("predicates/more.yaml", "- {id: arms, label: arms, group: support}\n")
    kb.claims("""
        - {id: yes, subject: red, predicate: backs, object: blue, start: 2014, said_by: green}
        - {id: no, subject: red, predicate: backs, object: blue, start: 2005, stance: denies}
        - {id: other, subject: grey, predicate: backs, object: blue, start: 2005, said_by: green}
        - {id: another, subject: red, predicate: backs, object: grey, start: 2005, said_by: green}
        - {id: war, subject: red, predicate: fights, object: blue, start: 2005, said_by: green}
        - {id: weapons, subject: red, predicate: arms, object: blue, start: 2005, said_by: green}
        """)
    assert kb.rows("what id before after", "diff", "2012", "2016") == ["began red backs blue denied claimed"]


def test_a_place_changed_hands_where_no_claim_says_when_or_how(kb: Kb) -> None:
    kb.claims("""
        - {id: was, subject: red, predicate: holds, object: ford, start: 2010}
        - {id: ford, subject: blue, predicate: holds, object: ford, reported: 2020-01-01}
        - {id: quay, subject: red, predicate: holds, object: quay, start: 2010}
        - {id: dated, subject: blue, predicate: holds, object: quay, start: 2019-05, reported: 2020-01-01}
        - {id: mill, subject: red, predicate: holds, object: mill, start: 2010}
        - {id: taken, subject: blue, predicate: took, object: mill, reported: 2020-01-01}
        """)
    assert kb.rows("what id", "diff", "2018", "2020-02-01") == [
        "gained mill",
        "gained quay",
        "changed hands ford",
        "changed hands gate",
    ]


def test_who_only_disputes_a_place_has_not_gained_it(kb: Kb) -> None:
    kb.claims("""
        - {id: was, subject: red, predicate: holds, object: quay, start: 2010}
        - {id: boast, subject: blue, predicate: took, object: quay, said_by: blue, start: 2019, reported: 2019}
        """)
    assert kb.rows("what id before after", "diff", "2018", "2019") == ["disputed quay red red,blue"]


def test_one_of_those_who_disputed_a_place_gains_it_by_taking_it_since(kb: Kb) -> None:
    kb.claims("""
        - {id: was, subject: red, predicate: holds, object: quay, start: 2010}
        - {id: boast, subject: blue, predicate: took, object: quay, said_by: blue, start: 2015, reported: 2015}
        - {id: better, subject: blue, predicate: took, object: quay, start: 2019}
        - {id: stayed, subject: red, predicate: holds, object: ford, start: 2010}
        - {id: loud, subject: blue, predicate: took, object: ford, said_by: blue, start: 2015, reported: 2015}
        - {id: still, subject: red, predicate: holds, object: ford, reported: 2019}
        """)
    assert kb.rows("what id before after", "diff", "2018", "2020") == [
        "gained quay red,blue blue",
        "no longer disputed ford red,blue red",
        "no longer disputed gate red,blue red",
    ]


def test_nobody_lost_it_where_no_claim_says_so(kb: Kb) -> None:
    kb.write("places/zone.yaml", "- {id: zone, name: Zone, kind: zone, within: [north, south]}\n")
    kb.claims("""
        - {id: area, subject: red, predicate: holds, object: north, start: 2010}
        - {id: other, subject: blue, predicate: took, object: south, start: 2015}
        - {id: both, subject: [red, green], predicate: holds, object: ford, start: 2010, reported: 2010}
        - {id: one, subject: red, predicate: holds, object: ford, reported: 2016}
        - {id: two, subject: [red, green], predicate: holds, object: quay, start: 2010, reported: 2010}
        - {id: left, subject: green, predicate: left, object: quay, start: 2016}
        - {id: three, subject: [red, green], predicate: holds, object: mill, start: 2010, reported: 2010}
        - {id: taken, subject: red, predicate: took, object: mill, start: 2016}
        """)
    found = kb.rows("what id before after", "diff", "2014", "2017")
    assert {*found} >= {
        "gained mill green,red red",
        "lost quay green,red red",
        "changed hands ford green,red red",
        "no longer known zone red -",
    }


def test_what_was_only_first_reported_is_counted_and_shown_with_all(kb: Kb) -> None:
    kb.claims("""
        - {id: held, subject: red, predicate: holds, object: mill}
        - {id: ally, subject: red, predicate: allied_with, object: blue}
        """)
    counted = kb.run("diff", "2010", "2020").out
    assert "2 first reported. To see them: --all" in counted
    assert "No change between the two is reported." in counted
    shown = kb.run("diff", "2010", "2020", "--all").out
    assert "── first reported\n" in shown
    assert "To see them" not in shown
    kb.claims("- {id: took, subject: red, predicate: took, object: mill, start: 2015}")
    changed = kb.run("diff", "2010", "2020").out
    assert "── gained\n" in changed
    assert "first reported" not in changed


def test_a_day_on_which_nothing_changed_costs_the_same_however_many_places_there_are(kb: Kb) -> None:
    kb.claims("- {id: held, subject: red, predicate: holds, object: mill, start: 2019}")
    places = (kb.folder / "places.yaml").read_text(encoding="utf-8")
    few = steps(kb.folder, _nothing)
    more = (f"- {{id: place-{at}, name: Place {at}, kind: town, within: [north]}}\n" for at in range(400))
    kb.write("places.yaml", places + "".join(more))
    assert steps(kb.folder, _nothing) < few * 1.2


def test_a_relation_that_many_claims_tell_of_costs_little_more_where_it_was_denied_long_ago(kb: Kb) -> None:
    """A few steps for each claim more, of those that look for places; to weigh each takes ten times as many."""
    few, many = (_agreeing(kb, count) for count in (20, 400))
    assert many - few < 380 * 20


def _agreeing(kb: Kb, count: int) -> int:
    """What a year costs in which one more claim asserts what as many did before it."""
    told = (f"- {{id: c{at}, subject: grey, predicate: backs, object: red, start: 2015}}\n" for at in range(count))
    denied = "- {id: no, subject: grey, predicate: backs, object: red, start: 2014, stance: denies}\n"
    kb.claims("".join(told) + denied + "- {id: new, subject: grey, predicate: backs, object: red, start: 2019-06}")
    return steps(kb.folder, _nothing_for_a_year)


def _nothing_for_a_year(db: Connection) -> None:
    assert diff.diff(db, Moment(20200102), diff.Then(20190101), diff.Then(20191231)).rows == ()


def _nothing(db: Connection) -> None:
    assert diff.diff(db, Moment(20200102), diff.Then(20200101), diff.Then(20200102)).rows == ()


def test_a_relation_that_becomes_assessed_or_stated_stands_otherwise(kb: Kb) -> None:
    kb.claims("""
        - {id: said, subject: red, predicate: backs, object: blue, start: 2010, reported: 2010}
        - {id: word, subject: red, predicate: backs, object: green, start: 2010, reported: 2010, said_by: red}
        - {id: more, subject: red, predicate: backs, object: green, start: 2010, reported: 2018}
        - {id: late, about: [red, blue], reported: 2018}
        - {id: begun, subject: grey, predicate: backs, object: blue, start: 2010, reported: 2018}
        - {id: from, subject: red, predicate: backs, object: league, start: 2010, reported: 2010}
        - {id: to, subject: league, predicate: backs, object: green, start: 2010, reported: 2010}
        - {id: over, subject: league, predicate: backs, object: blue, start: 2010, reported: 2010}
        - {id: war, subject: green, predicate: fights, object: blue, start: 2010, reported: 2010}
        - {id: no, subject: green, predicate: fights, object: blue, start: 2015, reported: 2018, stance: denies}
        """)
    kb.alliances("""
        - {id: a, subject: red, predicate: backs, object: blue, start: 2010, evidence: [late]}
        - {id: b, subject: red, predicate: backs, object: league, start: 2010, evidence: [from]}
        - {id: c, subject: league, predicate: backs, object: blue, start: 2010, evidence: [over]}
        """)
    found = kb.rows("id before after", "diff", "2020", "2020", "--known-by-from", "2015")
    assert sorted(found) == [
        *("green fights blue stated disputed", "grey backs blue - stated"),
        *("red backs blue stated assessed", "red backs green claimed stated"),
    ]
