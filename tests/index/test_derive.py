"""What is prepared for the questions: when claims and alliances are written otherwise, and when others change."""

from contextlib import closing
from datetime import date, timedelta
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


# The days of a record; from when on it counts, and on which day it ends.
SPANS = [
    ("start: 2019-05", 20190531, 99991231),
    ("start: 2019-05, end: 2019-05", 20190501, 20190531),
    ("start: 2019, end: 2019-12", 20191231, 20191201),
    ("start: 2019-01, end: 2019", 20190131, 20190101),
    ("start: '[2019-05-01..2019-05-31]', end: 2019-05", 20190531, 20190501),
    ("start: .., end: 2019-05", 10101, 20190501),
    ("end: 2021", 20200101, 20210101),
    ("start: 2019, end: ..", 20191231, 99991231),
]


@pytest.mark.parametrize(("dates", "counts", "ends"), SPANS)
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


@pytest.mark.parametrize(
    ("claim", "row"),
    [
        # what it does, from the first day of its start to the last, until when, and the day behind
        ("predicate: holds, start: 2019-05", "holds asserts 20190501 20190531 99991231 99991231"),
        ("predicate: holds, start: ..", "holds asserts 10101 10101 99991231 99991231"),
        ("predicate: holds, reported: 2020-02", "holds asserts 20200201 20200229 99991231 99991231"),
        ("predicate: holds, source: rumour", "holds asserts 10101 10101 99991231 99991231"),
        ("predicate: holds, start: 2019, reported: 2019-05-05", "holds asserts 20190101 20190505 99991231 99991231"),
        ("predicate: holds, start: 2019, end: 2020-05-05", "holds asserts 20190101 20191231 20200505 20200506"),
        ("predicate: holds, start: 2019, end: 9999-12-31", "holds asserts 20190101 20191231 99991231 99991231"),
        ("predicate: holds, start: 2019, stance: ends, end: 2020", "loses asserts 20190101 20191231 99991231 99991231"),
        ("predicate: took, start: 2019, stance: ends", "loses asserts 20190101 20191231 99991231 99991231"),
        ("predicate: besieges, start: 2019, stance: ends", "lifts asserts 20190101 20191231 99991231 99991231"),
        ("predicate: contests, start: 2019, stance: ends", "calms asserts 20190101 20191231 99991231 99991231"),
        ("predicate: left, start: 2019, end: 2020-05", "loses asserts 20190101 20191231 99991231 99991231"),
        (
            "predicate: left, start: 2019, stance: denies, end: 2020",
            "loses denies 20190101 20191231 20200101 20200102",
        ),
        (
            "predicate: took, start: 2019, stance: denies, end: 2020",
            "gains denies 20190101 20191231 20200101 20200102",
        ),
        ("predicate: left, start: 2019, stance: ends", ""),
        ("predicate: holds, start: 2019, credibility: 5", ""),
        ("predicate: controls_count, start: 2019, value: 3", ""),
    ],
)
def test_what_a_claim_does_to_a_place_and_in_which_days(kb: Kb, claim: str, row: str) -> None:
    kb.write("sources.yaml", (kb.folder / "sources.yaml").read_text() + "- {id: rumour, title: A rumour}\n")
    kb.claims(f"- {{id: c, subject: red, object: mill, {claim}}}")
    sql = "SELECT effect, stance, first_day, from_day, until_day, next_day FROM control_fact"
    assert [" ".join(map(str, found)) for found in asked(kb, sql)] == ([row] if row else [])


def test_the_day_behind_an_end_is_the_calendars(kb: Kb) -> None:
    year = [date(2019, 1, 1) + timedelta(day) for day in range(0, 365, 2)]
    ends = {day for first in year for day in (first, first + timedelta(1)) if day.day in (1, 9, 27, 28, 29, 30, 31)}
    ends |= {date(year, 2, 28) for year in (1896, 1900, 1904, 1996, 2000, 2001, 2002, 2003, 2100, 2400)}
    ends |= {date(year, 2, 29) for year in (1896, 2000, 2400)}
    said = "subject: red, predicate: holds, object: mill, start: .."
    kb.claims("\n".join(f"- {{id: e{at}, {said}, end: {end}}}" for at, end in enumerate(ends)))
    behind = {int(f"{end:%Y%m%d}"): int(f"{end + timedelta(1):%Y%m%d}") for end in ends}
    assert dict(asked(kb, "SELECT until_day, next_day FROM control_fact")) == behind


@pytest.mark.parametrize(
    ("claim", "sure"),
    [("", 1), ("said_by: red", 0), ("said_by: red, credibility: 1", 1), ("said_by: red, credibility: 2", 0)],
)
def test_nobodys_own_word_is_what_a_source_says_itself_or_others_confirm(kb: Kb, claim: str, sure: int) -> None:
    kb.claims(f"- {{id: c, subject: red, predicate: holds, object: mill, {claim}}}")
    assert asked(kb, "SELECT sure FROM control_fact") == [(sure,)]


@pytest.mark.parametrize(
    ("claim", "row"),
    [
        ("start: 2019, end: 2020", ("asserts", 20191231, 20200101, 1, 1)),
        ("start: 2019, end: 2020, stance: denies, said_by: grey", ("denies", 20191231, 20200101, 0, 1)),
        ("start: 2019, end: 2020, stance: ends", ("ends", 20191231, 99991231, 1, 1)),
        ("start: 2019, credibility: 5", None),
        ("start: 2019, modality: possible", None),
        ("start: 2019, retracted: {on: 2020, reason: Wrong.}", None),
    ],
)
def test_what_a_claim_says_of_two_actors(kb: Kb, claim: str, row: tuple[Any, ...] | None) -> None:
    kb.claims(f"- {{id: c, subject: red, predicate: backs, object: blue, {claim}}}")
    sql = "SELECT stance, from_day, until_day, voiced, own FROM relation_fact"
    assert asked(kb, sql) == ([row] if row else [])


def test_a_claim_of_several_is_a_proposition_and_a_fact_of_each(kb: Kb) -> None:
    kb.claims("""
        - {id: c, subject: [red, blue], predicate: allied_with, object: green, said_by: grey}
        - {id: d, subject: red, predicate: backs, object: green, modality: intended}
        - {id: e, subject: red, predicate: backs, object: green, retracted: {on: 2020, reason: Wrong.}}
        - {id: f, subject: red, predicate: took}
        """)
    named = "subject, predicate, object"
    assert asked(kb, f"SELECT {named}, stance, voiced, first FROM proposition ORDER BY row, first DESC") == [
        ("green", "allied_with", "red", "asserts", 0, 1),
        ("blue", "allied_with", "green", "asserts", 0, 0),
        ("red", "backs", "green", None, 1, 1),
        ("red", "backs", "green", None, 1, 1),
    ]
    assert asked(kb, f"SELECT {named} FROM relation_fact ORDER BY subject") == [
        ("blue", "allied_with", "green"),
        ("green", "allied_with", "red"),
    ]


def test_what_happened_when_by_its_start_else_by_its_end_else_undated(kb: Kb) -> None:
    kb.claims("""
        - {id: a, about: [red], start: 2018-05, end: 2019}
        - {id: b, about: [red], end: 2019}
        - {id: c, about: [red], start: .., end: 2019}
        - {id: d, about: [red]}
        - {id: e, about: [red], start: 2018, retracted: {on: 2020, reason: Wrong.}}
        """)
    sql = "SELECT first_day, last_day FROM happening ORDER BY row"
    dated = [(20180501, 20180531), (20190101, 20190101), (10101, 99991231)]
    assert asked(kb, sql) == [*dated, (None, None)]
    assert asked(kb, "SELECT dated, undated FROM tally") == [(3, 1)]
    kb.claims("- {id: d, about: [red]}\n- {id: f, about: [red]}\n- {id: a, about: [red], start: 2018}")
    assert asked(kb, "SELECT dated, undated FROM tally") == [(1, 2)]


@pytest.mark.parametrize(("dates", "counts", "ends"), SPANS)
def test_the_days_from_which_a_ruling_counts_and_on_which_it_ends(kb: Kb, dates: str, counts: int, ends: int) -> None:
    kb.claims("""
        - {id: said, about: [mill]}
        - {id: later, about: [mill], source: press}
        - {id: never, about: [mill], credibility: 5, reported: 2001}
        - {id: wrong, about: [mill], reported: 2001, retracted: {on: 2020, reason: Wrong.}}
        """)
    kb.write(
        "rulings.yaml", f"- {{id: r, place: mill, holders: [red], {dates}, evidence: [later, said, never, wrong]}}"
    )
    assert asked(kb, "SELECT claim, from_day, until_day FROM ruling_fact ORDER BY claim") == [
        ("later", counts, ends),
        ("said", counts, ends),
    ]


def test_every_kind_of_fact_is_prepared_of_what_lies_in_the_scope_alone(kb: Kb) -> None:
    for file in ("a", "b"):
        kb.claims(f"""
            - {{id: took-{file}, subject: red, predicate: took, object: ford, start: 2019}}
            - {{id: backs-{file}, subject: red, predicate: backs, object: blue}}
            - {{id: many-{file}, subject: red, predicate: controls_count, value: 3}}
            """, f"claims/{file}.yaml")  # fmt: skip
        kb.write(f"alliances/{file}.yaml", f"- {{id: ally-{file}, subject: red, predicate: backs, object: blue,"
                 f" evidence: [backs-{file}]}}")  # fmt: skip
        days = "start: 2019, end: 2019" if file == "a" else "start: 2020, end: 2020"
        kb.write(
            f"rulings/{file}.yaml",
            f"- {{id: ruled-{file}, place: ford, holders: [red], {days}, evidence: [took-{file}]}}",
        )
    tables = {
        "control_fact": ["took-a", "took-b"],
        "count_fact": ["many-a", "many-b"],
        "relation_fact": ["backs-a", "backs-a", "backs-b", "backs-b"],
        "ruling_fact": ["took-a", "took-b"],
    }
    with index.trial(Base(kb.folder), in_memory=True) as db:
        db.execute("CREATE TEMP TABLE IF NOT EXISTS scope (first INTEGER, last INTEGER)")
        for kind in ("claim", "alliance", "ruling"):
            for first, last in db.execute(f"SELECT MIN(row), MAX(row) FROM {kind} GROUP BY file").fetchall():
                db.execute("DELETE FROM scope")
                db.execute("INSERT INTO scope VALUES (?, ?)", (first, last))
                for statement in statements(f"derive_{kind}.sql"):
                    db.execute(statement)
                for table, claims in tables.items():
                    found = [claim for (claim,) in db.execute(f"SELECT claim FROM {table} ORDER BY claim")]
                    assert found == claims, table
                for table in ("proposition", "happening"):
                    count = 4 if table == "proposition" else 6
                    assert db.execute(f"SELECT COUNT(*) FROM {table}").fetchone() == (count,), table


OUTLIVING = [
    # what asserts it, what ends it: from behind which day it is over, and from which day again
    ("start: 2010, reported: 2010", "start: 2015, reported: 2015", (20151231, 99991232)),
    ("start: 2010, reported: 2010, end: 2020", "start: 2015, reported: 2015", (20151231, 99991232)),
    ("start: 2010, reported: 2019", "start: 2015, reported: 2015", (20151231, 20191231)),
    ("start: 2010, reported: 2014", "start: 2015, reported: 2011", (20151231, 99991232)),
    ("start: 2010, reported: 2015-12-31", "start: 2015, reported: 2011", (20151231, 99991232)),
    ("start: 2010, reported: 2019-05-05", "start: 2015, reported: 2019-05-05", (20151231, 99991232)),
    ("start: 2015-12-31, reported: 2010", "start: 2015-12-31, reported: 2015", (20151231, 99991232)),
    ("start: 2016, reported: 2016", "start: 2015, reported: 2015", None),
    ("reported: 2018", "start: 2015, reported: 2019", (20151231, 99991232)),
    ("reported: 2018", "start: 2015, reported: 2018", (20151231, 99991232)),
    ("reported: 2018", "start: 2015, reported: 2017", None),
    ("source: rumour", "start: 2015, source: rumour", (20151231, 99991232)),
    ("source: rumour", "start: 2015, reported: 2015", (20151231, 99991232)),
    ("reported: 2018, predicate: fights", "start: 2015, reported: 2019", None),
    ("reported: 2018, object: grey", "start: 2015, reported: 2019", None),
    ("reported: 2018, subject: grey", "start: 2015, reported: 2019", None),
    ("reported: 2010, predicate: member_of", "start: 2015, predicate: part_of", (20151231, 99991232)),
    ("reported: 2010, predicate: part_of", "start: 2015, predicate: member_of", (20151231, 99991232)),
    ("reported: 2010, predicate: leads", "start: 2015, predicate: member_of", None),
    ("reported: 2010, stance: denies", "start: 2015, reported: 2015", None),
]  # fmt: skip


@pytest.mark.parametrize(("asserted", "ended", "over"), OUTLIVING)
def test_which_assertions_an_ending_makes_to_be_over(
    kb: Kb, asserted: str, ended: str, over: tuple[int, int] | None
) -> None:
    kb.write("predicates/more.yaml", "- {id: part_of, label: is part of, group: membership}\n"
             "- {id: leads, label: leads, group: membership}\n")  # fmt: skip
    kb.write("sources/rumour.yaml", "- {id: rumour, title: A rumour}\n")
    usual = {"subject": "red", "predicate": "backs", "object": "blue"}
    for name, said in (("yes", asserted), ("over", f"stance: ends, {ended}")):
        fields = "".join(f", {key}: {value}" for key, value in usual.items() if f"{key}: " not in said)
        kb.claims(f"- {{id: {name}, {said}{fields}}}", f"claims/{name}.yaml")
    assert asked(kb, "SELECT last_day, again FROM outlived") == ([over] if over else [])


def test_each_large_table_is_spread_by_a_column_that_is_never_empty(kb: Kb) -> None:
    kb.claims("- {id: a, about: [red, blue]}\n- {id: b, subject: red, predicate: holds, object: mill}\n")
    assert dict(asked(kb, "SELECT * FROM shard")) == {
        **dict.fromkeys(("control_fact", "ruling_fact", "enclosing"), "place"),
        **dict.fromkeys(("proposition", "relation_fact", "count_fact"), "subject"),
        "claim": "shard",
        "name": "ref",
    }
    for table, key in asked(kb, "SELECT * FROM shard"):
        assert asked(kb, f"SELECT * FROM {table} WHERE {key} IS NULL OR {key} = ''") == []
