"""Text to records: what is read, what is refused, and where every fault stands."""

import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syriakb.errors import Problem
from syriakb.model.records import Actor, Claim, Kb, Source
from syriakb.text import load as texts
from syriakb.text.items import MAX_SCALAR
from syriakb.text.load import Entry, load


def read(kind: type, text: str | bytes, file: str = "records.yaml") -> tuple[list[Any], list[Problem]]:
    found = list(load(kind, file, text.encode() if isinstance(text, str) else text))
    return [each for each in found if isinstance(each, Entry)], [each for each in found if isinstance(each, Problem)]


def faults(kind: type, text: str | bytes, file: str = "records.yaml") -> list[str]:
    return [f"{p.file}:{p.line}:{p.column} {p.code}" for p in read(kind, text, file)[1]]


def test_a_record_knows_where_it_begins() -> None:
    entries, problems = read(Actor, "# Who is who\n\n- id: red\n  name: Red\n- {id: blue, name: Blue}\n")
    assert not problems
    assert [(each.line, each.column, each.record.id) for each in entries] == [(3, 3, "red"), (5, 3, "blue")]


@pytest.mark.parametrize(
    ("file", "last"), [("a.yaml", "- id: z\n  note: |\n    x\n\n  source: é\n"), ("a.jsonl", '{"source": "é"}')]
)
def test_a_field_of_a_large_file_is_found_in_its_record_alone(file: str, last: str) -> None:
    lines = 200_000
    data = ("#\n" * lines + last + ("- id: y\n" if file == "a.yaml" else "\n{}\n")).encode()
    column = 3 if file == "a.yaml" else 1
    tracemalloc.start()
    place = texts.locate(file, data, lines + 1, column, "source")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert place == ((lines + 5, 11) if file == "a.yaml" else (lines + 1, 12))
    assert peak < 8 * lines  # where each line begins, and not the lines themselves
    assert texts.locate(file, data, 3 * lines, column, "source") == (3 * lines, column)  # it became shorter just now


def test_a_value_is_the_text_that_stands_there() -> None:
    source = """
- id: 1e3
  statement: no
  subject: on
  predicate: null
  object: 2024-12-07
  source: 0x1F
  locator: 012
  exact: "yes"
  via: ~
  note: 'a: #b'
"""
    (entry,), problems = read(Claim, source)
    assert not problems
    found = entry.record
    assert (found.id, found.statement, found.subject, found.predicate) == ("1e3", "no", "on", "null")
    assert (found.object, found.source, found.locator, found.exact) == ("2024-12-07", "0x1F", "012", "yes")
    assert (found.via, found.note) == ("~", "a: #b")


def test_values_are_typed_by_the_field_they_stand_in() -> None:
    (entry,), _ = read(
        Claim,
        "- {id: a, statement: S, source: s, locator: p1, credibility: 2, start: 2018~, about: [x, y],"
        " retracted: {on: 2019, reason: Wrong.}}",
    )
    found = entry.record
    assert (found.credibility, found.start.latest, found.about) == (2, 20181231, ("x", "y"))
    assert (found.retracted.on.text, found.retracted.reason) == ("2019", "Wrong.")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("- id: a\n  name: A\n  name: B\n", "3:3 duplicate-field"),
        ("- id: a\n  nmae: A\n  name: A\n", "2:3 unknown-field"),
        ("- id: a\n  kind: b\n", "1:3 missing-field"),
        ("- id: a\n  name:\n", "2:8 empty-value"),
        ("- id: a\n  name: ' '\n", "2:9 empty-value"),
        ("- id: a b\n  name: A\n", "1:7 wrong-type"),
        ("- id: a\n  name: A\n  aliases: b\n", "3:12 wrong-type"),
        ("- id: a\n  name: [A]\n", "2:9 wrong-type"),
        ("- id: a\n  name: A\n  wikidata: 12\n", "3:13 wrong-type"),
        ("- id: &here a\n  name: A\n", "1:7 yaml-anchor"),
        ("- &here\n  id: a\n  name: A\n", "1:3 yaml-anchor"),
        ("- id: a\n  name: *there\n", "2:9 yaml-alias"),
        ("- id: a\n  name: !!str A\n", "2:9 yaml-tag"),
        ("- id: a\n  name: A\n  aliases: [!x b]\n", "3:13 yaml-tag"),
        ("- id: a\n  name: A\n  aliases: [[b]]\n", "3:13 too-deep"),
        ("- a\n", "1:3 wrong-shape"),
        ("- id: a\n  ? [name]\n  : A\n", "2:5 wrong-shape"),
        ("id: a\nname: A\n", "1:1 wrong-shape"),
        ("&all\n- id: a\n  name: A\n", "1:1 yaml-anchor"),
        ("- id: a\n  name: 'A\n", "2:9 syntax"),
        ("- id: a\n\tname: A\n", "2:1 syntax"),
        ("- id: a\n  name: A: B\n", "2:10 syntax"),
        ("- id: a\n  name: A\x07\n", "2:10 control-character"),
        (b"- id: a\n  name: Al\xe9p\n", "2:11 encoding"),
        ("- id: a\n  name: A\n".encode("utf-16"), "1:1 encoding"),
    ],
)
def test_every_fault_stands_at_its_line_and_column(text: str | bytes, fault: str) -> None:
    assert [found for found in faults(Actor, text) if "missing-field" not in found or "missing" in fault] == [
        f"records.yaml:{fault}"
    ]


def test_a_second_document_is_refused_where_it_begins() -> None:
    entries, _ = read(Actor, "- {id: a, name: A}\n---\n- {id: b, name: B}\n")
    assert [each.record.id for each in entries] == ["a", "b"]
    assert faults(Actor, "- {id: a, name: A}\n---\n- {id: b, name: B}\n") == ["records.yaml:2:1 several-documents"]


def test_reading_goes_on_behind_a_faulty_record() -> None:
    entries, problems = read(Actor, "- {id: a}\n- {id: b, name: B}\n- {id: c, nmae: C}\n- {id: d, name: D}\n")
    assert [each.record.id for each in entries] == ["b", "d"]
    assert [(problem.record, problem.code) for problem in problems] == [
        ("a", "missing-field"),
        ("c", "missing-field"),
        ("c", "unknown-field"),
    ]


def test_everything_wrong_with_a_record_is_told_at_once() -> None:
    text = """\
- id: gazette
  titel: The Gazette
  title: The Gazette
  published: 2015-02-30
  url: gazette
  reliability: no
"""
    assert faults(Source, text) == [
        "records.yaml:2:3 unknown-field",
        "records.yaml:4:14 bad-date",
        "records.yaml:5:8 wrong-type",
        "records.yaml:6:16 wrong-type",
    ]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("nmae: A", "An actor has no field 'nmae'.", "Did you mean name?"),
        ("wikidata: q1", "The field wikidata is 'q1', which is no item of Wikidata.", "Did you mean Q1?"),
        ("aliases: A", "The field aliases is not a list.", "Write a list, such as [one, two]."),
        (
            "note: &a b",
            "The YAML anchor &a is not read here.",
            "Write the value out, in quotes where it begins with a sign. More: syriakb help data-model",
        ),
    ],
)
def test_a_fault_is_a_sentence_and_says_what_to_do(text: str, message: str, hint: str) -> None:
    problem = read(Actor, f"- id: a\n  name: A\n  {text}\n")[1][0]
    assert (problem.message, problem.hint) == (message, hint)


def test_a_knowledge_base_is_one_mapping() -> None:
    (entry,), problems = read(Kb, "title: The war\nschema: 1\nas_of: 1901\n", "kb.yaml")
    assert (entry.record.title, entry.record.as_of.latest, problems) == ("The war", 19011231, [])
    assert faults(Kb, "- title: The war\n", "kb.yaml") == ["kb.yaml:1:1 wrong-shape"]
    assert faults(Kb, "", "kb.yaml") == ["kb.yaml:1:1 wrong-shape"]
    assert faults(Kb, "---\n", "kb.yaml") == ["kb.yaml:2:1 wrong-shape"]
    assert faults(Kb, "title: The war\nschema: 2\n", "kb.yaml") == ["kb.yaml:2:9 wrong-type"]


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n", "---\n", "[]\n"])
def test_a_file_may_hold_no_records(text: str) -> None:
    assert read(Actor, text) == ([], [])


RECORDS = "- id: red\n  name: Red\n- id: bl\n  nmae: Blue\n"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_byte_order_mark_and_the_line_ends_of_windows_change_nothing(mark: str, end: str) -> None:
    entries, problems = read(Actor, mark + RECORDS.replace("\n", end))
    assert [(each.line, each.column, each.record.name) for each in entries] == [(1, 3, "Red")]
    assert [(problem.line, problem.column, problem.code) for problem in problems] == [
        (3, 3, "missing-field"),
        (4, 3, "unknown-field"),
    ]


def test_a_field_may_be_long_but_not_without_limit() -> None:
    for name in ("x" * MAX_SCALAR, "x" * (MAX_SCALAR + 1)):
        expected = [] if len(name) == MAX_SCALAR else ["too-long"]
        yaml, quoted = f"- id: a\n  name: {name}\n", f'- id: a\n  name: "{name}"\n'
        line = json.dumps({"id": "a", "name": name})
        found = [read(Actor, text, file)[1] for text, file in ((yaml, "a.yaml"), (quoted, "a.yaml"), (line, "a.jsonl"))]
        assert [[problem.code for problem in problems] for problems in found] == [expected] * 3


@pytest.mark.parametrize("opening", ["[", "{a: "])
def test_depth_has_a_limit(opening: str) -> None:
    entries, problems = read(Actor, f"- id: a\n  name: {opening * 5000}\n")
    assert not entries
    assert problems


def test_a_file_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "MAX_FILE", 10)
    assert faults(Actor, "- {id: a, name: A}\n") == ["records.yaml:1:1 too-large"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('{"id": "a"', "1:11 syntax"),
        ('["a"]', "1:1 wrong-shape"),
        ("7", "1:1 wrong-shape"),
        ('{"id": "a", "name": "A", "id": "b"}', "1:26 duplicate-field"),
        ('{"id": "a", "nmae": "A", "name": "A"}', "1:13 unknown-field"),
        ('{"id": "a", "name": null}', "1:13 empty-value"),
        ('{"id": "a", "name": "A", "aliases": [["b"]]}', "1:26 too-deep"),
        ('{"id": "a", "name": "\\ud800"}', "1:1 syntax"),
        ("[" * 100_000, "1:1 syntax"),
    ],
)
def test_faults_in_json_lines_stand_at_their_line_and_column(line: str, fault: str) -> None:
    assert faults(Actor, line, "actors.jsonl") == [f"actors.jsonl:{fault}"]


def test_a_bad_line_leaves_the_others() -> None:
    entries, problems = read(Actor, '{"id": "a", "name": "A"}\n\n{"id"\n{"id": "b", "name": "B"}\n', "actors.jsonl")
    assert [(each.line, each.record.id) for each in entries] == [(1, "a"), (4, "b")]
    assert [problem.line for problem in problems] == [3]


words = st.text("aé ع1-:#'\"{}[]\\,&*!|>%@`?~", min_size=1, max_size=12).filter(str.strip)
slugs = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,8}", fullmatch=True)
claims = st.fixed_dictionaries(
    {"id": slugs, "statement": words, "source": slugs, "locator": words},
    optional={
        "about": st.lists(slugs, max_size=3),
        "stance": st.sampled_from(["asserts", "denies"]),
        "credibility": st.integers(1, 6),
        "start": st.sampled_from(["2018", "2018-02~", "[2018..2019]"]),
        "note": words,
        "retracted": st.fixed_dictionaries({"on": st.just("2020"), "reason": words}),
    },
)


@given(st.lists(claims, max_size=4))
def test_json_lines_hold_the_same_records_as_yaml(records: list[dict[str, Any]]) -> None:
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    # Every line of JSON is a flow mapping of YAML too.
    yaml = "\n".join(f"- {json.dumps(record, ensure_ascii=False)}" for record in records)
    from_lines, from_yaml = read(Claim, lines, "claims.jsonl"), read(Claim, yaml, "claims.yaml")
    assert not from_lines[1]
    assert not from_yaml[1]
    assert [each.record for each in from_lines[0]] == [each.record for each in from_yaml[0]]
    assert len(from_lines[0]) == len(records)


@given(st.text() | st.binary())
def test_no_text_whatever_breaks_the_loader(text: str | bytes) -> None:
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    for kind, file in ((Actor, "actors.yaml"), (Claim, "claims.jsonl"), (Kb, "kb.yaml")):
        for found in load(kind, file, data):
            assert found.line >= 1
            assert found.column >= 1
            assert not isinstance(found, Problem) or found.message
