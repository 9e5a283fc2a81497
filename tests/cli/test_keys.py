"""The keys of the answers' rows are promised: whoever reads them in a program finds them in every format."""

import csv
import io
import json

import pytest

from tests.kb import Kb

CLAIMS = """
    - {id: one, subject: red, predicate: took, object: mill, start: 2019, credibility: 2}
    - {id: two, subject: grey, predicate: backs, object: red}
    - {id: three, subject: red, predicate: fights, object: blue}
    - {id: bad, subject: nobody, predicate: fights, object: blue}
    """
PROMISED = {
    ("allies", "red"): "ally name relation standing since until hops path evidence grade caveat",
    ("backing",): "backer backed group relation standing support since until evidence grade",
    ("relations", "red"): "subject predicate object group standing since until evidence grade",
    ("path", "grey", "blue"): "hop subject predicate object standing evidence grade",
    ("capitals",): "capital name governorate controllers status basis since evidence grade",
    ("control",): "place name kind controllers status basis since evidence grade",
    ("diff", "2018", "2020"): "what id name before after evidence",
    ("timeline",): "date claim statement source locator",
    ("claims",): "claim statement said_by source locator stance modality directness start end reported grade retracted",
    ("list", "actors"): "id name kind claims",
    ("list", "kinds"): "id name kind claims",
    ("search", "radio"): "kind id name snippet",
    ("why", "mill"): "role claim statement said_by source locator exact grade",
    ("why", "grey", "red"): "role claim statement said_by source locator exact grade",
    ("check",): "severity code file line column message hint",
}
SECTIONS = {
    "relations": PROMISED["relations", "red"],
    "control": PROMISED["control",],
    "claims": PROMISED["claims",],
}


@pytest.fixture
def told(kb: Kb) -> Kb:
    kb.claims(CLAIMS)
    return kb


@pytest.mark.parametrize("question", PROMISED, ids=" ".join)
def test_rows_have_the_keys_in_every_format_in_one_order(told: Kb, question: tuple[str, ...]) -> None:
    answer = json.loads(told.run(*question, "--format", "json").out)
    assert {"answer", "as_of", "known_by", "rows", "notes"} <= answer.keys()
    assert answer["answer"] == question[0]
    keys = list(answer["rows"][0])
    assert set(PROMISED[question].split()) <= set(keys)
    first, *_ = told.run(*question, "--format", "jsonl").out.splitlines()
    assert list(json.loads(first)) == keys
    assert next(csv.reader(io.StringIO(told.run(*question, "--format", "csv").out))) == keys


def test_a_record_has_its_sections_with_the_same_keys(told: Kb) -> None:
    answer = told.ask("show", "red")
    assert list(answer)[:6] == ["answer", "kind", "record", "relations", "control", "claims"]
    for section, keys in SECTIONS.items():
        assert set(keys.split()) <= answer[section][0].keys()


def test_what_is_added_is_told_with_its_keys(told: Kb) -> None:
    answer = json.loads(
        told.run("add", "actor", "Brown Band", "--kind", "militia", "--dry-run", "--format", "json").out
    )
    assert {"answer", "kind", "record", "file", "line", "changed"} <= answer.keys()
    assert (answer["answer"], answer["kind"]) == ("add", "actor")
