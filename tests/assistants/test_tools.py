"""What an assistant can ask and change, without the protocol around it."""

import json
from typing import Any

import pytest

from syriakb.assistants import changes, texts, tools
from syriakb.assistants.resources import RESOURCES
from syriakb.assistants.shelf import Shelf
from syriakb.disk import store
from syriakb.errors import SyriakbError, UsageError
from syriakb.questions import QUESTIONS
from tests.kb import Kb

CLAIMS = """
    - {id: a, subject: red, predicate: holds, object: ford, start: 2020-01-01, exact: red holds}
    - {id: b, subject: blue, predicate: backs, object: red, said_by: grey, source: press, credibility: 2}
    """
TOOLS = {tool.name: tool for tool in [*tools.questions(), *changes.tools(), texts.tool()]}
ADDED = {"statement": "Blue took it.", "subject": "Bleus", "predicate": "took", "object": "Mill", "source": "radio"}
TEXT = "Blue Guard took The Mill at dawn.\nNobody else was there."


@pytest.fixture
def shelf(kb: Kb) -> Shelf:
    """The Marches with a few claims."""
    kb.claims(CLAIMS)
    return Shelf(store.find(kb.folder))


def call(shelf: Shelf, name: str, **arguments: Any) -> Any:
    """What a tool gives, as it comes over the wire."""
    return json.loads(json.dumps(TOOLS[name].call(shelf, arguments), default=str))


def test_the_questions_are_tools_that_only_read() -> None:
    assert {tool.name for tool in tools.questions()} == QUESTIONS - {"verify", "coverage"}
    assert [tool.name for tool in TOOLS.values() if tool.writes] == ["add_claim", "retract", "read"]


@pytest.mark.parametrize("name", TOOLS)
def test_every_parameter_of_a_tool_is_described(name: str) -> None:
    taken = TOOLS[name].takes
    undescribed = {each for each, schema in taken["properties"].items() if not schema.get("description")}
    assert undescribed <= {"stance", "modality", "directness"}  # whose words say it
    assert set(taken["required"]) <= taken["properties"].keys()
    assert TOOLS[name].meaning.endswith(".")


def test_an_answer_is_the_json_of_the_command_line_with_what_it_rests_on(kb: Kb, shelf: Shelf) -> None:
    found = call(shelf, "backing", backed="red", as_of="2020")
    told = kb.ask("backing", "--backed", "red", "--as-of", "2020")
    assert {key: found[key] for key in told} == told
    assert found["rows"][0]["voices"] == ["grey"]
    assert found["claims"]["b"] == {
        "statement": "As the radio says.",
        "said_by": "grey",
        "source": "press",
        "locator": "p1",
        "exact": None,
        "stance": "asserts",
        "modality": "actual",
        "directness": "stated",
        "start": None,
        "end": None,
        "grade": "D2",
        "reported": "2020-06-01",
        "retracted": None,
    }
    assert found["sources"]["press"]["title"] == "The March Press"
    assert {"blue": "Blue Guard", "red": "Red Company", "grey": "Grey Kingdom"}.items() <= found["names"].items()


def test_filters_and_options_are_those_of_the_command_line(kb: Kb, shelf: Shelf) -> None:
    assert call(shelf, "backing", without=["grey"])["rows"] == []
    assert call(shelf, "backing", without=["grey"])["filters"] == {"without": ["grey"]}
    assert call(shelf, "why", refs=["blue", "red"])["rows"] == kb.ask("why", "blue", "red")["rows"]
    assert call(shelf, "diff", start="2019", end="2020")["rows"] == kb.ask("diff", "2019", "2020")["rows"]
    assert call(shelf, "sql", query="SELECT count(*) AS n FROM claims")["rows"] == [{"n": 2}]


def test_a_record_comes_with_what_it_rests_on(kb: Kb, shelf: Shelf) -> None:
    found = call(shelf, "show", ref="red")
    told = kb.ask("show", "red")
    assert {key: found[key] for key in told} == told
    assert found["cited"].keys() == {"a", "b"}


def test_at_most_fifty_rows_are_given_unless_more_are_asked_for(kb: Kb, shelf: Shelf) -> None:
    kb.claims("\n".join(f"- {{id: c{number}, about: [red], statement: marchers}}" for number in range(60)))
    kb.write("places.yaml", "\n".join(f"- {{id: p{number}, name: Place {number}, kind: city}}" for number in range(60)))
    for name, arguments in (("claims", {}), ("search", {"words": ["marchers"]}), ("control", {})):
        found = call(shelf, name, **arguments)
        assert (len(found["rows"]), found["total"]) == (50, 60), name
        assert len(call(shelf, name, **arguments, limit=55)["rows"]) == 55
    assert call(shelf, "control")["notes"][-1].startswith("The first 50 of 60 rows.")
    with pytest.raises(UsageError, match="limit: 0 is less than 1"):
        call(shelf, "control", limit=0)
    with pytest.raises(UsageError, match="limit: 5000 is more than 1000"):
        call(shelf, "control", limit=5000)


@pytest.mark.parametrize(
    ("name", "arguments", "candidates"),
    [
        ("allies", {"actor": "Red Compny"}, [("actor", "red", "Red Company")]),
        ("control", {"place": "Blue Guard"}, [("actor", "blue", "Blue Guard")]),
        ("show", {"ref": "radoi"}, [("source", "radio", "Radio March")]),
        ("claims", {"source": "pres"}, [("source", "press", "The March Press")]),
        ("control", {"place": "March"}, [("place", "marches", "The Marches")]),
        ("claims", {"without": ["Red Compny"]}, [("actor", "red", "Red Company")]),
        ("add_claim", {**ADDED, "subject": "Red Compny"}, [("actor", "red", "Red Company")]),
        ("retract", {"id": "zzz", "reason": "No."}, []),
    ],
)
def test_for_a_name_that_nobody_has_candidates_are_given(name, arguments, candidates, shelf: Shelf) -> None:
    found = call(shelf, name, **arguments)
    assert [tuple(each.values()) for each in found["candidates"]][:1] == candidates
    assert found["unknown"].startswith("No " if name != "add_claim" else "subject: No actor")
    assert "rows" not in found


def test_for_a_name_of_several_each_is_given(kb: Kb, shelf: Shelf) -> None:
    kb.write("actors.yaml", "- {id: one, name: Guard}\n- {id: two, name: Guard}")
    found = call(shelf, "allies", actor="guard")
    assert [each["id"] for each in found["candidates"]] == ["one", "two"]
    assert found["unknown"].startswith("'guard' can mean Guard, actor (one) or Guard, actor (two)")


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("allies", {}, "actor is missing. An actor: id, name or alias."),
        ("allies", {"actor": "red", "depht": 2}, "There is no 'depht' here."),
        ("control", {"as_of": "20x"}, "as_of: 20x is not a date"),
        ("why", {"refs": []}, "refs is missing"),
        ("add_claim", {"statement": "x"}, "source is missing"),
        ("add_claim", {**ADDED, "stance": "shouts"}, "stance: 'shouts' is none of asserts"),
        ("add_claim", {**ADDED, "confirm": "12345678"}, "confirm: no such change was tried in this session"),
        ("read", {"text": TEXT, "claims": [{"statement": "x"}]}, "source is missing: claims are added with the id"),
        ("read", {"text": TEXT, "source": "radio", "claims": ["x"]}, "claims: 'x' is no claim"),
        ("read", {"text": TEXT, "source": "radio", "claims": [{}]}, "Claim 1: statement is missing"),
        (
            "read",
            {"text": TEXT, "source": "radio", "claims": [{"statement": "x", "locator": "p2", "exact": "at dawn"}]},
            "Claim 1: exact: 'at dawn' does not stand once in p2. Copy it from there.",
        ),
        (
            "read",
            {"text": TEXT, "source": "radio", "claims": [{"statement": "x", "locator": "p3", "exact": "at dawn"}]},
            "Claim 1: locator: 'p3' is no paragraph of the text. It has p1 to p2.",
        ),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(name: str, arguments: Any, message: str, shelf: Shelf) -> None:
    with pytest.raises(SyriakbError) as raised:
        call(shelf, name, **arguments)
    assert message in str(raised.value)


def test_a_change_is_tried_before_it_is_made(kb: Kb, shelf: Shelf) -> None:
    before = (kb.folder / "claims.yaml").read_bytes()
    tried = call(shelf, "add_claim", **ADDED, start="2020-07-01", locator="p2")
    assert (tried["dry_run"], tried["notes"][0][-25:]) == (True, ". Nothing is written yet.")
    assert [(row["name"], row["after"]) for row in tried["changed"]] == [("Mill", ["blue"])]
    assert (kb.folder / "claims.yaml").read_bytes() == before
    made = call(shelf, "add_claim", **ADDED, start="2020-07-01", locator="p2", confirm=tried["confirm"])
    assert (made["dry_run"], made["record"]["id"]) == (False, tried["record"]["id"])
    assert call(shelf, "control", place="mill")["rows"][0]["controllers"] == ["blue"]


def test_the_word_of_a_trial_makes_just_that_change_and_once(shelf: Shelf) -> None:
    word = call(shelf, "add_claim", **ADDED)["confirm"]
    for other in ({**ADDED, "statement": "Blue left it."}, {**ADDED, "credibility": "1"}):
        with pytest.raises(UsageError, match="no such change was tried"):
            call(shelf, "add_claim", **other, confirm=word)
    with pytest.raises(UsageError, match="no such change was tried"):
        call(shelf, "retract", id="a", reason="No.", confirm=word)
    assert call(shelf, "add_claim", **ADDED, confirm=word)["dry_run"] is False
    with pytest.raises(UsageError, match="no such change was tried"):
        call(shelf, "add_claim", **ADDED, confirm=word)


def test_a_claim_is_taken_back(shelf: Shelf) -> None:
    arguments = {"id": "a", "reason": "It was another ford."}
    word = call(shelf, "retract", **arguments)["confirm"]
    assert call(shelf, "control", place="ford")["rows"][0]["controllers"] == ["red"]
    made = call(shelf, "retract", **arguments, confirm=word)
    assert made["record"]["retracted"]["reason"] == "It was another ford."
    assert call(shelf, "control", place="ford")["rows"][0]["controllers"] == []


def test_a_text_is_read_into_drafts_and_those_that_were_worded_are_added(kb: Kb, shelf: Shelf) -> None:
    kb.write("predicates.yaml", "- {id: took, label: took, cues: [took], group: control, effect: gains}")
    kb.claims("[]")
    found = call(shelf, "read", text=TEXT, source="radio")
    (draft, _) = found["rows"]
    assert (draft["subject"], draft["predicate"], draft["object"], draft["locator"]) == ("blue", "took", "mill", "p1")
    claims = [{**{key: draft[key] for key in ("subject", "predicate", "object", "locator")}, "exact": "took The Mill"}]
    claims = [{**claim, "statement": "The guard holds the mill."} for claim in claims]
    claims.append({"statement": "There were no others.", "about": ["mill"], "locator": "p2"})
    tried = call(shelf, "read", text=TEXT, source="radio", claims=claims)
    assert (len(tried["records"]), len(tried["changed"])) == (2, 1)
    made = call(shelf, "read", text=TEXT, source="radio", claims=claims, confirm=tried["confirm"])
    assert made["notes"][0] == "Added 2 claims."
    assert [row["claim"] for row in kb.ask("claims")["rows"]] == [each["id"] for each in tried["records"]]


def test_one_claim_that_does_not_fit_keeps_all_from_being_added(kb: Kb, shelf: Shelf) -> None:
    claims = [{"statement": "x", "about": ["mill"]}, {"statement": "y", "about": ["mill"], "start": "soon"}]
    with pytest.raises(SyriakbError, match="Claim 2: "):
        call(shelf, "read", text=TEXT, source="radio", claims=claims)


def test_resources_tell_what_it_is_its_words_and_its_sources(shelf: Shelf) -> None:
    read = {each.name: each.read(shelf) for each in RESOURCES}
    assert read["about"].startswith("# The Marches\n")
    assert "- as of: 2020-12-31\n" in read["about"]
    assert "Cite:" in read["about"]
    words = {each["id"]: each for each in json.loads(read["vocabulary"])}
    assert (words["took"]["effect"], words["backs"]["subject_kinds"]) == ("gains", ["actor"])
    assert [each["reliability"] for each in json.loads(read["sources"])] == ["B", "D"]
    assert read["rules"].startswith("# ")


def test_the_texts_that_are_kept_are_never_given(kb: Kb, shelf: Shelf) -> None:
    kb.write("texts/radio.txt", "The hidden sentence of a text.\n")
    asked: dict[str, dict[str, Any]] = {
        "allies": {"actor": "red"},
        "relations": {"actor": "red"},
        "path": {"one": "red", "other": "blue"},
        "list": {"what": "sources"},
        "show": {"ref": "radio"},
        "search": {"words": ["hidden", "sentence"]},
        "why": {"refs": ["ford"]},
        "diff": {"start": "2019", "end": "2020"},
        "sql": {"query": "SELECT * FROM claims"},
        "read": {"text": "Nobody.", "source": "radio"},
        "add_claim": ADDED,
        "retract": {"id": "a", "reason": "No."},
    }
    told = "".join(json.dumps(call(shelf, name, **asked.get(name, {}))) for name in TOOLS)
    told += "".join(each.read(shelf) for each in RESOURCES)
    assert "Radio March" in told
    assert "hidden sentence of" not in told
