"""Whose word counts: answers as if some had not spoken, or nobody else had (rule 13)."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syriakb.queries.claims.listed import Filter, claims
from syriakb.queries.control.capitals import capitals
from syriakb.queries.control.places import control
from syriakb.queries.moment import Moment
from syriakb.queries.relations.backing import backing
from syriakb.queries.relations.listed import relations
from syriakb.queries.time.timeline import timeline
from syriakb.queries.trust import Trust, narrow
from tests.kb import Kb
from tests.rules.reference.facts import Then
from tests.rules.test_reference import agreed, indexed
from tests.rules.worlds import ACTORS, Conflict, conflicts, moments

WAR = """
    - {id: war, subject: red, predicate: fights, object: blue, start: 2000, source: press}
    - {id: held, subject: blue, predicate: holds, object: ford, start: 2015, reported: 2015, credibility: 3}
    - {id: boast, subject: red, predicate: took, object: ford, start: 2019, said_by: red, source: press}
    - {id: poor, subject: green, predicate: took, object: mill, start: 2019, credibility: 4}
    """


@pytest.mark.parametrize(
    ("options", "ford", "mill"),
    [
        ((), "blue,red disputed", "green held"),
        (("--without", "red"), "blue held", "green held"),
        (("--without", "boast"), "blue held", "green held"),
        (("--without", "source:press"), "blue held", "green held"),
        (("--without", "Radio March".lower().split()[0]), "red held", "- unknown"),
        (("--only", "press"), "red held", "- unknown"),
        (("--only", "claim:boast"), "red held", "- unknown"),
        (("--only", "press", "--without", "boast"), "- unknown", "- unknown"),
        (("--grade", "3"), "blue held", "- unknown"),
        (("--grade", "B3"), "blue held", "- unknown"),
        (("--grade", "b"), "blue held", "green held"),
        (("--impartial",), "blue held", "green held"),
    ],
)
def test_whose_word_counts(kb: Kb, options: tuple[str, ...], ford: str, mill: str) -> None:
    kb.claims(WAR)
    found = kb.rows("place controllers status", "control", "--kind", "provincial-capital", *options)
    assert [row for row in found if not row.startswith("quay")] == [f"ford {ford}", f"mill {mill}"]


def test_the_second_line_of_a_table_and_the_json_say_so(kb: Kb) -> None:
    kb.claims(WAR)
    asked = ("control", "ford", "--only", "press", "--without", "boast", "--grade", "C", "--impartial")
    table = kb.run(*asked).out.splitlines()
    assert "only press; without boast; graded C or better; nobody's own word" in " ".join(table[:3])
    assert kb.ask(*asked)["filters"] == {"only": ["press"], "without": ["boast"], "grade": "C", "impartial": True}
    assert kb.ask("control", "ford")["filters"] == {}


def test_an_answer_that_is_emptied_says_how_many_claims_were_left_out(kb: Kb) -> None:
    kb.claims(WAR)
    assert kb.ask("relations", "red", "--without", "war")["notes"][-1] == "1 claim was left out: without war."


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--grade", "Q"), "no grade"),
        (("--grade", ""), "no grade"),
        (("--without", "nobody"), "No actor"),
        (("--only", "claim:nothing"), "nothing"),
    ],
)
def test_what_is_no_reference_or_no_grade_is_told(kb: Kb, options: tuple[str, ...], said: str) -> None:
    kb.claims(WAR)
    result = kb.run("control", *options)
    assert result.status in (1, 2)
    assert said in result.err


def test_what_belongs_to_an_actor_speaks_with_it_and_a_copy_with_its_source(kb: Kb) -> None:
    sources = (kb.folder / "sources.yaml").read_text()
    kb.write("sources.yaml", sources.replace("{id: press,", "{id: press, derives_from: [radio],"))
    kb.claims("""
        - {id: in, subject: green, predicate: member_of, object: league, start: 2000}
        - {id: one, subject: blue, predicate: holds, object: ford, said_by: green}
        - {id: two, subject: blue, predicate: holds, object: mill, source: press}
        """)
    assert kb.rows("claim", "claims", "--without", "league") == ["in", "two"]
    assert kb.rows("claim", "claims", "--without", "radio") == []
    assert kb.rows("claim", "claims", "--without", "press") == ["in", "one"]


def _answers(db: object, at: Moment) -> list[object]:
    return [
        control(db, at),  # type: ignore[arg-type]
        capitals(db, at),  # type: ignore[arg-type]
        *(relations(db, at, actor) for actor in ACTORS),  # type: ignore[arg-type]
        backing(db, at),  # type: ignore[arg-type]
        timeline(db, at, None, None, None, None),  # type: ignore[arg-type]
        [row[:3] for row in claims(db, at, Filter(), limit=None).rows],  # type: ignore[arg-type]
    ]


@agreed
@given(conflicts(), moments, st.data())
def test_without_a_claim_is_as_if_the_claim_was_not_there(conflict: Conflict, then: Then, data: st.DataObject) -> None:
    held = (*conflict.records["alliances"], *conflict.records["rulings"])
    evidence = {claim for each in held for claim in each["evidence"]}
    free = [each["id"] for each in conflict.records["claims"] if each["id"] not in evidence and not each.get("said_by")]
    if not free:
        return
    gone = data.draw(st.sampled_from(sorted(free)))
    at = Moment(*then, chosen=True)
    with indexed(conflict) as db:
        narrow(db, at, Trust(without=(f"claim:{gone}",)))
        found = _answers(db, at)
    kept = json.loads(json.dumps([each for each in conflict.records["claims"] if each["id"] != gone]))
    less = Conflict(conflict.records["places"], kept, conflict.records["alliances"], conflict.records["rulings"])
    with indexed(less) as db:
        assert _answers(db, at) == found
