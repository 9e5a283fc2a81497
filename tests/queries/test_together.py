"""Who holds a place together, what a claim leaves out of an area, and what the knowledge base itself rules."""

from contextlib import closing

import pytest

from syriakb.disk.store import Base
from syriakb.index import open as index
from syriakb.model.dates import LAST_DAY
from syriakb.queries.control.turning import turning
from tests.kb import Kb
from tests.queries.test_wars import parts, told


def test_several_subjects_hold_it_together(kb: Kb) -> None:
    kb.claims("- {id: both, subject: [red, blue], predicate: holds, object: mill, start: 2019}")
    assert told(kb, "mill", keys="controllers status since together evidence") == "blue,red held 2019 jointly both"
    assert told(kb, "mill", "--controller", "red", keys="controllers") == "blue,red"
    assert "Held jointly by Blue Guard and Red Company: Mill." in kb.ask("control", "--controller", "red")["notes"]
    assert "(held" in kb.run("why", "mill").out


def test_a_claim_of_several_is_one_row_that_names_its_first_subject_first(kb: Kb) -> None:
    kb.claims("- {id: both, subject: [red, blue], predicate: holds, object: mill, start: 2019}")
    assert kb.rows("claim", "claims", "--standing", "stated") == ["both"]
    assert "Red Company and Blue Guard" in kb.run("why", "mill").out


def test_somebody_else_on_the_same_day_disputes_it(kb: Kb) -> None:
    kb.claims("""
        - {id: both, subject: [red, blue], predicate: holds, object: mill, start: 2019-05-01}
        - {id: other, subject: green, predicate: holds, object: mill, start: 2019-05-01}
        """)
    assert told(kb, "mill", keys="controllers status together") == "blue,green,red disputed -"


@pytest.mark.parametrize(
    ("joint", "other", "controllers"),
    [
        ("[red, green]", "blue", "blue,green,red"),
        ("[blue, green]", "red", "blue,green,red"),
        ("[blue, red]", "green", "blue,green,red"),
    ],
)
def test_who_is_neither_of_two_who_hold_it_together_disputes_it(
    kb: Kb, joint: str, other: str, controllers: str
) -> None:
    kb.write("actors/parts.yaml", "- {id: division, name: Third Division, kind: army}\n")
    kb.claims(f"""
        - {{id: in, subject: division, predicate: member_of, object: {other}, start: 2000}}
        - {{id: both, subject: {joint}, predicate: took, object: mill, start: 2015-03-01}}
        - {{id: one, subject: {other}, predicate: took, object: mill, start: 2015-03-01}}
        - {{id: ring, subject: division, predicate: besieges, object: mill, start: 2015-03-01}}
        """)
    assert told(kb, "mill", keys="controllers status") == f"{controllers} disputed"


def test_who_disputes_it_is_told_whoever_comes_first(kb: Kb) -> None:
    kb.claims("""
        - {id: both, subject: [red, green], predicate: holds, object: mill, start: 2019-05-01}
        - {id: other, subject: blue, predicate: holds, object: mill, start: 2019-05-01}
        """)
    assert told(kb, "mill", keys="controllers status together") == "blue,green,red disputed -"


def test_some_of_those_who_hold_it_together_agree_with_all_of_them(kb: Kb) -> None:
    kb.claims("""
        - {id: both, subject: [red, blue], predicate: holds, object: mill, start: 2019-05-01}
        - {id: one, subject: red, predicate: holds, object: mill, start: 2019-05-01}
        """)
    assert told(kb, "mill", keys="controllers status together") == "blue,red held jointly"


def test_a_part_of_one_of_them_agrees_too(kb: Kb) -> None:
    parts(kb)
    kb.claims("""
        - {id: both, subject: [red, blue], predicate: holds, object: mill, start: 2019-05-01}
        - {id: part, subject: division, predicate: holds, object: mill, start: 2019-05-01}
        """)
    assert told(kb, "mill", keys="controllers status") == "division,blue,red held"


def test_a_loss_of_one_leaves_the_others(kb: Kb) -> None:
    kb.claims("""
        - {id: both, subject: [red, blue], predicate: holds, object: mill, start: 2019}
        - {id: gone, subject: red, predicate: left, object: mill, start: 2020-02, reported: 2020-03}
        """)
    assert told(kb, "mill") == "blue held stated 2019 -"


def test_who_is_no_longer_named_is_told(kb: Kb) -> None:
    kb.claims("""
        - {id: both, subject: [red, blue], predicate: holds, object: mill, start: 2018, reported: 2018}
        - {id: one, subject: red, predicate: holds, object: mill, start: 2019, reported: 2019}
        """)
    assert told(kb, "mill") == "red held stated 2018 Blue Guard, who held it jointly, is no longer named (both)"


def test_years_of_holding_it_together_are_one_spell(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: [red, blue], predicate: holds, object: mill, start: 2017, end: 2017, reported: 2018}
        - {id: two, subject: [blue, red], predicate: holds, object: mill, start: 2018, end: 2018, reported: 2019}
        - {id: three, subject: [red, blue], predicate: holds, object: mill, start: 2019-01-01, reported: 2019}
        """)
    assert told(kb, "mill", keys="controllers status since") == "blue,red held 2017"


def test_a_relation_of_several_is_one_of_each(kb: Kb) -> None:
    kb.claims("- {id: both, subject: [red, blue], predicate: fights, object: green, start: 2019}")
    rows = kb.rows("subject predicate object evidence", "relations", "green")
    assert rows == ["blue fights green both", "red fights green both"]
    assert kb.rows("claim", "claims", "--about", "blue") == ["both"]
    assert kb.rows("claim proposition", "claims", "--group-by", "proposition") == [
        "both blue fights green",
        "both red fights green",
    ]


def test_what_is_left_out_of_an_area_is_not_inferred_from_it(kb: Kb) -> None:
    kb.claims("""
        - {id: all, subject: blue, predicate: holds, object: marches, start: 2018}
        - {id: but, subject: red, predicate: took, object: north, start: 2019, except: [ford]}
        """)
    rows = kb.rows("place controllers basis", "control", "north")
    assert rows == ["ford blue inferred", "gate blue inferred", "mill red inferred", "north red stated"]


def test_it_is_never_gained_back_in_a_battle_that_was_none(kb: Kb) -> None:
    kb.claims("""
        - {id: all, subject: blue, predicate: holds, object: north, start: 2018}
        - {id: but, subject: red, predicate: took, object: north, start: 2019, except: [ford]}
        - {id: city, subject: blue, predicate: holds, object: ford, start: 2020-02}
        """)
    assert kb.rows("what id", "diff", "2018-12-31", "2020-03") == ["gained north", "gained mill"]


def test_what_is_said_of_a_part_says_so(kb: Kb) -> None:
    kb.claims("- {id: most, subject: red, predicate: took, object: north, start: 2019, extent: most}")
    assert told(kb, "north") == "red held stated 2019 it is said of most of Northern March (most)"
    assert told(kb, "mill") == "red held inferred 2019 it is said of most of Northern March (most)"


RULED = """
    - {id: boast, subject: red, predicate: took, object: mill, start: 2019-05}
    - {id: later, subject: green, predicate: holds, object: mill, start: 2020-02, source: press}
    """


def test_a_ruling_decides_in_the_stead_of_the_claims(kb: Kb) -> None:
    kb.claims(RULED)
    kb.write("rulings.yaml", "- {id: ours, place: mill, holders: [red], start: 2019-06, evidence: [boast]}\n")
    caveat = "Green Band is said to hold it later, 2020-02-29 (later)"
    assert told(kb, "mill") == f"red held assessed 2019-06 {caveat}"
    assert told(kb, "mill", "--as-of", "2019-05-31") == "red held stated 2019-05 -"
    proof = kb.run("why", "mill").out
    assert "ruling ours" in proof
    assert "overruled" in proof


def test_a_ruling_ends(kb: Kb) -> None:
    kb.claims(RULED)
    kb.write("rulings.yaml", "- {id: ours, place: mill, holders: [red], end: 2020-03, evidence: [boast]}\n")
    assert told(kb, "mill", keys="controllers basis") == "green stated"


def test_a_ruling_that_names_nobody_leaves_it_unknown_and_inferred_by_nothing(kb: Kb) -> None:
    kb.claims(f"{RULED}- {{id: area, subject: blue, predicate: took, object: north, start: 2020-05}}\n")
    kb.write("rulings.yaml", "- {id: ours, place: ford, start: 2020-01, evidence: [area]}\n")
    assert told(kb, "ford", keys="controllers status basis evidence") == "- unknown assessed area"
    assert told(kb, "gate", keys="controllers status") == "- unknown"


def test_a_ruling_tells_who_besieges_by_its_evidence(kb: Kb) -> None:
    kb.claims("- {id: ring, subject: green, predicate: besieges, object: mill, start: 2019-05, said_by: green}")
    kb.write(
        "rulings.yaml",
        "- {id: ours, place: mill, holders: [blue], status: besieged, start: 2019-06, evidence: [ring]}\n",
    )
    keys = "controllers status basis challengers challenge_evidence"
    assert told(kb, "mill", keys=keys) == "blue besieged assessed green ring"


def test_what_lies_within_takes_it_from_the_ruling(kb: Kb) -> None:
    kb.claims("- {id: area, subject: blue, predicate: took, object: north, start: 2019}")
    kb.write(
        "rulings.yaml",
        "- {id: ours, place: north, holders: [red, green], start: 2019, evidence: [area], note: As seen from here.}\n",
    )
    assert told(kb, "mill", keys="controllers status basis together") == "green,red held inferred jointly"
    notes = kb.ask("why", "mill")["notes"]
    assert any(
        note.startswith("Rule: The knowledge base itself holds Northern March so, by its ruling ours") for note in notes
    )
    assert "Its note: As seen from here." in notes


def test_a_ruling_without_a_note_is_told_without_one_and_one_further_away_is_not(kb: Kb) -> None:
    kb.claims("""
        - {id: area, subject: blue, predicate: took, object: north, start: 2019}
        - {id: town, subject: red, predicate: took, object: ford, start: 2019}
        """)
    kb.write("rulings.yaml", "- {id: ours, place: north, holders: [green], evidence: [area]}\n")
    assert "ruling ours" in " ".join(kb.ask("why", "mill")["notes"])
    for place in ("mill", "ford"):
        assert "Its note" not in " ".join(kb.ask("why", place)["notes"])
    assert "ruling ours" not in " ".join(kb.ask("why", "ford")["notes"])


def test_without_its_evidence_a_ruling_is_not_there(kb: Kb) -> None:
    kb.claims(RULED)
    kb.write("rulings.yaml", "- {id: ours, place: mill, holders: [red], start: 2019-06, evidence: [boast]}\n")
    assert told(kb, "mill", "--without", "boast", keys="controllers basis") == "green stated"


def test_of_two_rulings_the_one_that_began_last_decides(kb: Kb) -> None:
    kb.claims(RULED)
    kb.write(
        "rulings.yaml",
        """
        - {id: old, place: mill, holders: [red], start: 2019-06, evidence: [boast]}
        - {id: new, place: mill, holders: [blue], start: 2020-06, evidence: [boast]}
        """,
    )
    assert told(kb, "mill", keys="controllers since") == "blue 2020-06"
    rows = kb.rows("controllers basis start", "control", "mill", "--history")
    assert rows == ["red stated 2019-05-31", "red assessed 2019-06-30", "blue assessed 2020-06-30"]
    assert kb.rows("what id", "diff", "2020-06-29", "2020-06-30") == ["gained mill"]


def test_a_claim_that_is_newer_than_a_ruling_is_warned_of(kb: Kb) -> None:
    kb.claims(RULED)
    kb.write("rulings.yaml", "- {id: ours, place: mill, holders: [blue], start: 2019-06, evidence: [boast]}\n")
    assert kb.problems("code") == ["outdated-ruling"]
    kb.write("rulings.yaml", "- {id: ours, place: mill, holders: [blue], start: 2019-06, evidence: [later]}\n")
    assert kb.problems("code") == []


def test_bad_rulings_are_told(kb: Kb) -> None:
    kb.claims(f"{RULED}- {{id: far, subject: red, predicate: took, object: quay, start: 2019-05}}\n")
    kb.write(
        "rulings.yaml",
        """
        - {id: none, place: mill, holders: [red]}
        - {id: nobody, place: mill, status: besieged, evidence: [boast]}
        - {id: away, place: mill, holders: [red], evidence: [far]}
        - {id: lost, place: nowhere, holders: [red], evidence: [boast]}
        """,
    )
    assert sorted(kb.problems("code")) == ["dangling-reference", "evidence-mismatch", "no-evidence", "wrong-type"]


def test_a_claim_leaves_out_what_lies_within_its_object_only(kb: Kb) -> None:
    kb.claims("- {id: but, subject: red, predicate: took, object: north, start: 2019, except: [quay]}")
    assert kb.problems("code line") == ["exception-outside 1"] or kb.problems("code")[0] == "exception-outside"


def test_nobody_is_named_twice_as_holding_it_together(kb: Kb) -> None:
    kb.claims("- {id: twice, subject: [red, red], predicate: took, object: north, start: 2019}")
    assert "names red twice" in kb.run("check").out


def test_several_are_added_and_ruled_from_the_terminal(kb: Kb) -> None:
    kb.claims(RULED)
    added = kb.run(
        *("add", "claim", "They hold the quay together.", "--subject", "red", "--subject", "Bleus"),
        *(
            "--predicate",
            "holds",
            "--object",
            "quay",
            "--source",
            "radio",
            "--locator",
            "p2",
            "--no-input",
            "--id",
            "both",
        ),
    )
    assert added.status == 0, added
    assert "subject: [red, blue]" in (kb.folder / "claims.yaml").read_text(encoding="utf-8")
    ruled = kb.run(
        *("add", "ruling", "--place", "mill", "--holder", "Bleus", "--start", "2019-06", "--evidence", "boast"),
        *("--no-input", "--id", "ours"),
    )
    assert ruled.status == 0, ruled
    assert kb.rows("place controllers basis", "control", "--controller", "blue") == [
        "mill blue assessed",
        "quay blue,red stated",
    ]
    assert kb.rows("id name claims", "list", "rulings") == ["ours Mill 1"]
    assert kb.ask("show", "ours")["record"]["holders"] == ["blue"]


def test_they_stand_in_one_cell_of_a_table(kb: Kb) -> None:
    kb.claims("- {id: both, subject: [red, blue], predicate: holds, object: mill, start: 2019}")
    assert ",red; blue,holds,mill," in kb.run("export", "csv", "--table", "claims").out
    assert kb.ask("show", "both")["record"]["subject"] == ["red", "blue"]


def test_a_ruling_of_a_year_holds_all_of_it_and_one_that_ends_before_it_begins_never(kb: Kb) -> None:
    kb.claims("- {id: word, subject: grey, predicate: holds, object: mill, start: 2010}")
    ruling = "- {{id: ours, place: mill, holders: [red], start: {start}, end: {end}, evidence: [word]}}\n"

    def held(day: str, **days: str) -> str:
        kb.write("rulings.yaml", ruling.format(**days))
        return told(kb, "mill", "--as-of", day, keys="controllers")

    assert [held(day, start="2019", end="2019") for day in ("2019-01-01", "2019-12-31", "2020-01-01")] == [
        *("red", "red", "grey"),
    ]
    assert held("2019-12-31", start="2019", end="2019-12") == "grey"
    assert held("2019-01-31", start="2019-01", end="2019") == "grey"
    assert held("2019-01-01", start="..", end="2019") == "red"
    assert held("2019-01-02", start="..", end="2019") == "grey"
    assert held("2020-12-31", start="2019", end="..") == "red"
    assert held("2019-06-15", start="[2019-06-01..2019-06-30]", end="[2019-06-01..2019-06-30]") == "grey"


def test_of_caveats_of_one_sort_the_newest_comes_first(kb: Kb) -> None:
    kb.claims("""
        - {id: all, subject: red, predicate: took, object: north, start: 2017}
        - {id: old, subject: blue, predicate: took, object: ford, start: 2018-01}
        - {id: new, subject: green, predicate: took, object: mill, start: 2018-05}
        """)
    caveat = "Mill within it is held by Green Band (new); Ford within it is held by Blue Guard (old)"
    assert told(kb, "north", keys="caveat") == caveat


def test_what_strangers_are_to_each_other_turns_no_place(kb: Kb) -> None:
    kb.claims("""
        - {id: boast, subject: red, predicate: took, object: mill, start: 2019-05-02, said_by: red}
        - {id: far, subject: grey, predicate: backs, object: blue, start: 2020-02-03}
        - {id: near, subject: red, predicate: backs, object: grey, start: 2020-03-04}
        """)
    with closing(index.open_index(Base(kb.folder), lambda *_: None)) as db:
        assert {day for _, day in turning(db, LAST_DAY, 20201231, "mill")} == {20190502, 20200304}


@pytest.mark.parametrize(("first", "second"), [("[red, blue]", "blue"), ("blue", "[red, blue]")])
def test_areas_held_jointly_and_alone_are_held_by_different_sides(kb: Kb, first: str, second: str) -> None:
    kb.write(
        "places.yaml",
        """
        - {id: east, name: East, kind: region}
        - {id: west, name: West, kind: region}
        - {id: town, name: Town, kind: city, within: [east, west]}
        """,
    )
    kb.claims(f"""
        - {{id: e, subject: {first}, predicate: holds, object: east, start: 2019}}
        - {{id: w, subject: {second}, predicate: holds, object: west, start: 2019}}
        """)
    assert kb.rows("controllers status", "control", "town") == ["- unknown"]


@pytest.mark.parametrize(
    ("very", "other", "grade"),
    [
        ("subject: red, predicate: holds, object: mill, credibility: 3", "credibility: 4", "B3"),
        ("subject: red, predicate: took, object: mill, credibility: 3", "credibility: 1", "B3"),
        ("subject: blue, predicate: took, object: mill, credibility: 3", "credibility: 1", "B3"),
        ("subject: blue, predicate: took, object: mill, credibility: 3", "credibility: 4", "B4"),
        ("subject: red, predicate: besieges, object: mill, credibility: 3", "credibility: 4", "B4"),
        ("subject: red, predicate: holds, object: mill, credibility: 1", "credibility: 4", "B1"),
    ],
)
def test_a_ruling_is_graded_by_what_says_the_very_thing_else_by_the_worst(
    kb: Kb, very: str, other: str, grade: str
) -> None:
    kb.claims(f"- {{id: a, {very}}}\n- {{id: b, about: [red, mill], {other}}}")
    kb.write("rulings.yaml", "- {id: ruled, place: mill, holders: [red], start: 2015, evidence: [a, b]}")
    assert told(kb, "mill", keys="controllers status basis grade") == f"red held assessed {grade}"


def test_two_rulings_of_one_day_that_differ_are_found_and_the_first_id_decides(kb: Kb) -> None:
    kb.claims("""
        - {id: seen, subject: red, predicate: holds, object: mill, start: 2018}
        - {id: won, subject: blue, predicate: took, object: mill, start: 2019-03}
        """)

    def rule(one: str, other: str) -> list[str]:
        each = "- {{id: {0}, place: mill, evidence: [{1}], {2}}}\n"
        kb.write("rulings.yaml", each.format("b", "seen", one) + each.format("a", "won", other))
        found = kb.problems("code line message")
        return [row.partition(" ")[2] for row in found if row.startswith("overlapping-rulings")]

    red = "holders: [red], start: 2019-03"
    same = "1 The ruling a on this place and of the same day says otherwise, and decides by its id."
    assert rule(red, "holders: [blue], start: 2019-03") == [same]
    assert told(kb, "mill", keys="controllers") == "blue"
    assert rule(red, "holders: [red], status: contested, start: 2019-03") == [same]
    assert rule(red, "holders: [red, blue], start: 2019-03") == [same]
    assert rule("holders: [red, blue], start: 2019-03", red) == [same]
    assert rule(red, red) == []
    assert rule(red, "holders: [blue], start: 2020-02") == []
    assert told(kb, "mill", keys="controllers") == "blue"


def test_who_held_it_together_once_does_not_agree_later(kb: Kb) -> None:
    kb.claims("""
        - {id: both, subject: [blue, red], predicate: took, object: mill, start: 2020-01-10, reported: 2020-01-10}
        - {id: one, subject: blue, predicate: took, object: mill, start: 2020-03-01, reported: 2020-03-01}
        - {id: other, subject: red, predicate: took, object: mill, start: 2020-03-01, reported: 2020-03-01}
        """)
    found = kb.rows("start controllers status", "control", "mill", "--history")
    assert found == ["2020-01-10 blue,red held", "2020-03-01 blue,red disputed"]


def test_what_belongs_to_one_whole_agrees_with_that_and_not_among_itself(kb: Kb) -> None:
    belong = "predicate: member_of, object: league, start: 2010, reported: 2019"
    took = "predicate: took, object: mill, start: 2020-03-01, reported: 2020-03-01"
    kb.claims(f"""
        - {{id: one, subject: blue, {belong}}}
        - {{id: other, subject: green, {belong}}}
        - {{id: by-one, subject: blue, {took}}}
        - {{id: by-whole, subject: league, {took}}}
        """)
    assert kb.rows("controllers status", "control", "mill") == ["blue,league held"]
    text = (kb.folder / "claims.yaml").read_text(encoding="utf-8")
    kb.claims(f"{text}- {{id: by-other, subject: green, {took}}}\n")
    assert kb.rows("controllers status", "control", "mill") == ["blue,green,league disputed"]


def test_two_who_each_hold_it_with_a_third_do_not_hold_it_together(kb: Kb) -> None:
    took = "predicate: took, object: mill, start: 2020-03-01, reported: 2020-03-01"
    kb.claims(f"""
        - {{id: in-league, subject: green, predicate: member_of, object: league, start: 2010, reported: 2019}}
        - {{id: one, subject: [blue, green], {took}}}
        - {{id: other, subject: [green, red], {took}}}
        """)
    assert kb.rows("controllers status", "control", "mill") == ["blue,green,red disputed"]


def test_who_belonged_to_the_other_once_does_not_agree_later(kb: Kb) -> None:
    took = "predicate: took, object: mill"
    kb.claims(f"""
        - {{id: in, subject: green, predicate: member_of, object: league, start: 2010, end: 2014, reported: 2010}}
        - {{id: one, subject: green, {took}, start: 2012-03-01, reported: 2012-04}}
        - {{id: two, subject: league, {took}, start: 2012-03-01, reported: 2012-04}}
        - {{id: three, subject: green, {took}, start: 2015-03-01, reported: 2015-04}}
        - {{id: four, subject: league, {took}, start: 2015-03-01, reported: 2015-04}}
        """)
    found = kb.rows("start controllers status", "control", "mill", "--history")
    assert found == ["2012-03-01 green,league held", "2015-03-01 green,league disputed"]


@pytest.mark.parametrize("other", ["blue", "red"])  # before and behind the league, by name
def test_what_a_part_held_together_with_another_its_whole_did_while_it_was_one(kb: Kb, other: str) -> None:
    took = "predicate: took, object: mill"
    kb.claims(f"""
        - {{id: in, subject: green, predicate: member_of, object: league, start: 2010, end: 2014, reported: 2010}}
        - {{id: one, subject: [{other}, green], {took}, start: 2012-03-01, reported: 2012-04}}
        - {{id: whole, subject: league, {took}, start: 2012-03-01, reported: 2012-04}}
        - {{id: two, subject: [{other}, green], {took}, start: 2015-03-01, reported: 2015-04}}
        - {{id: three, subject: [green, league], {took}, start: 2015-03-01, reported: 2015-04}}
        """)
    holders = ",".join(sorted([other, "green", "league"]))
    found = kb.rows("start status", "control", "mill", "--history")
    assert found == ["2012-03-01 held", "2015-03-01 disputed"]
    assert sorted(kb.rows("controllers", "control", "mill")[0].split(",")) == holders.split(",")
