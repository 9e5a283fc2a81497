"""What is prepared for the questions: when claims and alliances are written otherwise, and when others change."""

from contextlib import closing

import pytest

from syriakb.disk.store import Base
from syriakb.index import open as index
from tests.kb import Kb

RELATIONS = "subject predicate object standing evidence"


def facts(kb: Kb, table: str) -> list[str]:
    """The claims that a table of prepared facts rests on, as often as it has them."""
    with closing(index.open_index(Base(kb.folder))) as db:
        return [claim for (claim,) in db.execute(f"SELECT claim FROM {table} ORDER BY claim")]


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
        - {id: no, subject: red, predicate: allied_with, object: blue, stance: denies}
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
        f"{subject} fights {object} claimed two",
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
