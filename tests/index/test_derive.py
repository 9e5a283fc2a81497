"""What is prepared for the questions: when claims and alliances are written otherwise, and when others change."""

from contextlib import closing
from typing import Any

import pytest

from syriakb.disk.store import Base
from syriakb.index import open as index
from syriakb.index.script import statements
from tests.kb import Kb

RELATIONS = "subject predicate object standing evidence"


def facts(kb: Kb, table: str) -> list[str]:
    """The claims that a table of prepared facts rests on, as often as it has them."""
    return [claim for (claim,) in asked(kb, f"SELECT claim FROM {table} ORDER BY claim")]


def asked(kb: Kb, sql: str) -> list[tuple[Any, ...]]:
    """What the index itself answers."""
    with closing(index.open_index(Base(kb.folder))) as db:
        return db.execute(sql).fetchall()


@pytest.mark.parametrize(
    ("claim", "counts", "known", "ends"),
    [
        ("start: 2019-05, reported: 2020-02", 20190531, 20200229, 99991231),
        ("reported: 2020-02, recorded: 2020-03-01", 20200229, 20200229, 99991231),
        ("recorded: 2019-03-01", 20200101, 20200101, 99991231),
        ("source: rumour, recorded: 2019-03-01", 10101, 20190301, 99991231),
        ("source: rumour, start: 2018, recorded: 2019-03-01", 20181231, 20190301, 99991231),
        ("source: rumour", 10101, 99991231, 99991231),
        ("end: 2020-05", 20200101, 20200101, 20200501),
        ("start: 2019-05, end: 2019-05", 20190501, 20200101, 20190531),
        ("start: 2019, end: 2019-12", 20191231, 20200101, 20191201),
        ("start: 2019-01, end: 2019", 20190131, 20200101, 20190101),
        ("start: '[2019-05-01..2019-05-31]', end: 2019-05", 20190531, 20200101, 20190501),
        ("start: 2019, end: ..", 20191231, 20200101, 99991231),
        ("start: .., end: ..", 10101, 20200101, 99991231),
        ("start: ..", 10101, 20200101, 99991231),
        ("start: 2020-02, reported: 2020-02-10", 20200210, 20200210, 99991231),
        ("start: 2020-02, end: 2020-02, reported: 2020-02-10", 20200201, 20200210, 20200229),
    ],
)
def test_the_days_from_which_a_claim_counts_and_is_known_and_on_which_it_ends(
    kb: Kb, claim: str, counts: int, known: int, ends: int
) -> None:
    kb.write("sources.yaml", (kb.folder / "sources.yaml").read_text() + "- {id: rumour, title: A rumour}\n")
    kb.claims(f"- {{id: held, subject: red, predicate: holds, object: mill, {claim}}}")
    assert asked(kb, "SELECT from_day, known_day, until_day FROM standing_claim") == [(counts, known, ends)]
    assert asked(kb, "SELECT from_day, known_day, until_day FROM control_fact") == [(counts, known, ends)]


@pytest.mark.parametrize(
    ("dates", "counts", "ends"),
    [
        ("start: 2019-05", 20190531, 99991231),
        ("start: 2019-05, end: 2019-05", 20190501, 20190531),
        ("start: 2019, end: 2019-12", 20191231, 20191201),
        ("start: 2019-01, end: 2019", 20190131, 20190101),
        ("start: '[2019-05-01..2019-05-31]', end: 2019-05", 20190531, 20190501),
        ("start: .., end: 2019-05", 10101, 20190501),
        ("end: 2021", 20200101, 20210101),
        ("start: 2019, end: ..", 20191231, 99991231),
    ],
)
def test_the_days_from_which_an_alliance_counts_and_on_which_it_ends(
    kb: Kb, dates: str, counts: int, ends: int
) -> None:
    kb.claims("- {id: said, about: [red, blue]}")
    kb.alliances(f"- {{id: a, subject: red, predicate: backs, object: blue, {dates}, evidence: [said]}}")
    assert asked(kb, "SELECT from_day, until_day FROM relation_fact") == [(counts, ends)]


def test_a_claim_is_reported_on_its_own_day_else_on_that_of_its_source(kb: Kb) -> None:
    kb.claims("- {id: own, about: [red], reported: 2020-02}\n- {id: none, about: [red]}")
    sql = "SELECT claim.id, report FROM dated_claim AS claim ORDER BY row"
    assert asked(kb, sql) == [("own", "2020-02"), ("none", "2020-01-01")]


def test_of_two_ways_up_to_an_area_the_shorter_one_counts(kb: Kb) -> None:
    within = "{id: gate, name: Gate, kind: quarter, within: [ford"
    kb.write("places.yaml", (kb.folder / "places.yaml").read_text().replace(within, f"{within}, north, ford"))
    sql = "SELECT ancestor, distance FROM enclosing WHERE place = 'gate' ORDER BY ancestor"
    assert asked(kb, sql) == [("ford", 1), ("gate", 0), ("marches", 2), ("north", 1)]


def test_a_place_that_lies_elsewhere_now_does_so_for_all_within_it(kb: Kb) -> None:
    sql = "SELECT ancestor, distance FROM enclosing WHERE place = 'gate' ORDER BY distance"
    assert asked(kb, sql) == [("gate", 0), ("ford", 1), ("north", 2), ("marches", 3)]
    ford = "{id: ford, name: Ford, kind: provincial-capital, within: [north"
    kb.write("places.yaml", (kb.folder / "places.yaml").read_text().replace(ford, ford.replace("north", "south")))
    assert asked(kb, sql) == [("gate", 0), ("ford", 1), ("south", 2), ("marches", 3)]


def test_what_one_file_says_stays_when_another_changes(kb: Kb) -> None:
    kb.claims("- {id: held, subject: red, predicate: holds, object: mill}", "claims/a.yaml")
    kb.claims("- {id: paid, subject: grey, predicate: backs, object: red}", "claims/b.yaml")
    kb.claims("- {id: many, subject: red, predicate: controls_count, value: 3}", "claims/c.yaml")
    kb.claims("- {id: took, subject: red, predicate: took, object: ford}", "claims/d.yaml")
    assert kb.rows("place controllers", "control", "--controller", "red") == ["ford red", "gate red", "mill red"]
    kb.claims("- {id: took, subject: blue, predicate: took, object: ford}", "claims/d.yaml")
    assert kb.rows("place controllers", "control", "--controller", "red") == ["mill red"]
    assert kb.rows("place controllers", "control", "--controller", "blue") == ["ford blue", "gate blue"]
    kb.claims("- {id: paid, subject: blue, predicate: backs, object: red}", "claims/b.yaml")
    assert kb.rows("subject object", "relations", "red") == ["blue red"]
    kb.claims("- {id: many, subject: red, predicate: controls_count, value: 4}", "claims/c.yaml")
    assert kb.ask("capitals")["notes"] == ["The source counts 4 for Red Company (p1); these records give 1."]
    assert [facts(kb, f"{table}_fact") for table in ("control", "relation", "count")] == [
        ["held", "took"],
        ["paid"],
        ["many"],
    ]


def test_a_proposition_is_one_whichever_way_its_claims_are_written(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: red, predicate: allied_with, object: blue}
        - {id: two, subject: blue, predicate: allied_with, object: red, stance: denies}
        - {id: three, subject: red, predicate: backs, object: blue}
        - {id: four, subject: north, predicate: fights, object: red}
        - {id: five, subject: red, predicate: controls_count, value: 3}
        - {id: six, about: [red, blue]}
        - {id: seven, subject: blue, predicate: backs, object: red, modality: intended}
        """)
    sql = "SELECT subject, predicate, object, stance FROM proposition ORDER BY row"
    assert asked(kb, sql) == [
        ("blue", "allied_with", "red", "asserts"),
        ("blue", "allied_with", "red", "denies"),
        ("red", "backs", "blue", "asserts"),
        ("north", "fights", "red", "asserts"),
        ("blue", "backs", "red", None),
    ]


def test_relations_are_between_actors(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: north, predicate: fights, object: red}
        - {id: two, subject: red, predicate: fights, object: north}
        - {id: three, subject: blue, predicate: fights, object: red}
        """)
    assert facts(kb, "relation_fact") == ["three"]


def test_what_counts_is_asserted_and_has_a_number(kb: Kb) -> None:
    kb.claims("""
        - {id: many, subject: red, predicate: controls_count, value: 3, stance: denies}
        - {id: none, subject: red, predicate: holds, object: mill}
        """)
    assert kb.ask("capitals")["notes"] == []


def test_what_an_actor_takes_of_an_actor_is_no_control(kb: Kb) -> None:
    anything = "group: control, subject_kinds: [actor], object_kinds: [actor, place]"
    kb.write("predicates.yaml", (kb.folder / "predicates.yaml").read_text().replace("group: control", anything))
    kb.claims("- {id: odd, subject: red, predicate: took, object: blue}")
    assert kb.problems() == []
    assert facts(kb, "control_fact") == []


@pytest.mark.parametrize(("subject", "object"), [("red", "blue"), ("blue", "red")])
def test_what_is_held_to_be_mutual_is_one_relation_whichever_way_it_is_written(
    kb: Kb, subject: str, object: str
) -> None:
    kb.claims("""
        - {id: one, subject: red, predicate: allied_with, object: blue}
        - {id: two, subject: blue, predicate: allied_with, object: red, source: press}
        - {id: no, subject: red, predicate: allied_with, object: blue, stance: denies, source: press}
        """)
    kb.alliances(f"- {{id: a, subject: {subject}, predicate: allied_with, object: {object}, evidence: [one]}}")
    assert kb.rows(RELATIONS, "relations", "red") == ["blue allied_with red assessed one,two,no"]


@pytest.mark.parametrize(("subject", "object"), [("red", "blue"), ("blue", "red")])
def test_what_has_a_direction_keeps_it(kb: Kb, subject: str, object: str) -> None:
    kb.claims(
        f"- {{id: one, about: [red, blue]}}\n- {{id: two, subject: {subject}, predicate: fights, object: {object}}}"
    )
    kb.alliances(f"- {{id: a, subject: {subject}, predicate: backs, object: {object}, evidence: [one]}}")
    assert kb.rows(RELATIONS, "relations", "red") == [
        f"{subject} backs {object} assessed one",
        f"{subject} fights {object} stated two",
    ]


def test_an_alliance_without_a_start_is_known_from_its_first_evidence(kb: Kb) -> None:
    kb.claims("- {id: one, about: [red, blue]}\n- {id: two, about: [red, blue], source: press}")
    kb.alliances("- {id: a, subject: red, predicate: backs, object: blue, evidence: [two, one]}")
    days = ("2019-12-31", "2020-01-01", "2020-06-01")
    assert [kb.rows("standing since", "relations", "red", "--as-of", day) for day in days] == [
        [],
        ["assessed -"],
        ["assessed -"],
    ]


def test_an_alliance_without_an_end_has_none(kb: Kb) -> None:
    kb.claims("- {id: one, about: [red, blue]}")
    kb.alliances("- {id: a, subject: red, predicate: backs, object: blue, evidence: [one]}")
    assert kb.rows("standing", "relations", "red", "--as-of", "9999-12-31") == ["assessed"]


def test_an_alliance_stays_when_another_changes(kb: Kb) -> None:
    kb.claims("- {id: one, about: [red, blue]}\n- {id: two, about: [red, grey]}")
    kb.write("alliances/a.yaml", "- {id: a, subject: red, predicate: backs, object: blue, evidence: [one]}\n")
    kb.write("alliances/b.yaml", "- {id: b, subject: grey, predicate: backs, object: red, evidence: [two]}\n")
    assert kb.rows(RELATIONS, "relations", "red") == ["grey backs red assessed two", "red backs blue assessed one"]
    kb.write("alliances/b.yaml", "- {id: b, subject: grey, predicate: fights, object: red, evidence: [two]}\n")
    assert kb.rows(RELATIONS, "relations", "red") == ["red backs blue assessed one", "grey fights red assessed two"]
    assert facts(kb, "relation_fact") == ["one", "two"]


def test_an_alliance_loses_evidence_that_is_retracted_later(kb: Kb) -> None:
    kb.claims("- {id: one, about: [red, blue]}", "claims/a.yaml")
    kb.claims("- {id: two, about: [red, blue]}", "claims/b.yaml")
    kb.alliances("- {id: a, subject: red, predicate: backs, object: blue, evidence: [one, two]}")
    assert kb.rows(RELATIONS, "relations", "red") == ["red backs blue assessed one,two"]
    kb.claims("- {id: two, about: [red, blue], retracted: {on: 2020, reason: Wrong.}}", "claims/b.yaml")
    assert kb.rows(RELATIONS, "relations", "red") == ["red backs blue assessed one"]


def test_what_was_taken_back_is_no_happening(kb: Kb) -> None:
    kb.claims("""
        - {id: stands, about: [mill], start: 2019}
        - {id: gone, about: [mill], start: 2018, retracted: {on: 2020-02-01, reason: Misread.}}
        """)
    assert kb.rows("claim", "timeline") == ["stands"]


@pytest.mark.parametrize(
    ("said", "own"),
    [
        ("subject: red, predicate: backs, object: blue", 1),
        ("subject: blue, predicate: backs, object: red", 0),
        ("subject: red, predicate: fights, object: blue", 0),
        ("about: [red, blue]", 0),
    ],
)
def test_evidence_says_the_very_thing_or_something_else(kb: Kb, said: str, own: int) -> None:
    kb.claims(f"- {{id: c, {said}}}")
    kb.alliances("- {id: a, subject: red, predicate: backs, object: blue, evidence: [c]}")
    assert asked(kb, "SELECT own FROM relation_fact WHERE alliance IS NOT NULL") == [(own,)]


@pytest.mark.parametrize(("predicate", "own"), [("allied_with", 1), ("fights", 0)])
def test_what_is_mutual_is_said_whichever_way_it_is_written(kb: Kb, predicate: str, own: int) -> None:
    kb.claims(f"- {{id: c, subject: blue, predicate: {predicate}, object: red}}")
    kb.alliances("- {id: a, subject: red, predicate: allied_with, object: blue, evidence: [c]}")
    assert asked(kb, "SELECT own FROM relation_fact WHERE alliance IS NOT NULL") == [(own,)]


def test_facts_are_prepared_of_what_lies_in_the_scope_alone(kb: Kb) -> None:
    kb.claims("""
        - {id: one, subject: red, predicate: took, object: ford}
        - {id: two, subject: red, predicate: took, object: mill}
        """)
    with index.trial(Base(kb.folder), in_memory=True) as db:
        db.execute("CREATE TEMP TABLE IF NOT EXISTS scope (first INTEGER, last INTEGER)")
        db.execute("DELETE FROM scope")
        db.execute("INSERT INTO scope SELECT row, row FROM claim WHERE id = 'one'")
        for statement in statements("derive_claim.sql"):
            db.execute(statement)
        assert db.execute("SELECT claim FROM control_fact ORDER BY claim").fetchall() == [("one",), ("two",)]


def test_whom_a_source_quotes_speaks_and_not_whom_it_speaks_for_itself(kb: Kb) -> None:
    kb.write("sources.yaml", (kb.folder / "sources.yaml").read_text() + "- {id: organ, title: X, speaks_for: red}\n")
    kb.claims("""
        - {id: own, subject: red, predicate: holds, object: mill, source: organ}
        - {id: quoted, subject: red, predicate: holds, object: mill, source: organ, said_by: blue}
        """)
    assert asked(kb, "SELECT claim, speaker FROM control_fact ORDER BY claim") == [("own", "red"), ("quoted", "blue")]
