"""Importing many claims: all of them or none, each refused row with its reason."""

import json
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syriakb.edits import effect
from syriakb.edits.table import laid
from tests.kb import Kb

ROWS = """\
who,statement,predicate,object,source,start,about,extra
Bleus,Blue backs red.,backs,The Reds,radio,2019,,x
,They talk of the mill.,,,radio,,Mill;Bleus,
,They talk of ids.,,,,,mill blue,
"""


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "rows.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def imported(kb: Kb) -> list[dict[str, object]]:
    """The records of the only import."""
    (path,) = (kb.folder / "claims").glob("*.jsonl")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_rows_become_claims_in_a_file_of_their_own(kb: Kb, rows: Path) -> None:
    kb.claims("- {id: old}")
    result = kb.run("import", str(rows), "--map", "subject=who", "--set", "source=press", "--set", "locator=p1")
    assert (result.status, result.err) == (0, "note: Nothing is taken from the column: extra.\n")
    assert result.out.startswith(f"Imported 3 claims, {kb.folder}/claims/")
    assert "new   Blue Guard " in result.out
    found = imported(kb)
    assert [{**row, "id": "", "recorded": ""} for row in found] == [
        {"id": "", "statement": "Blue backs red.", "subject": "blue", "predicate": "backs", "object": "red",
         "source": "radio", "locator": "p1", "start": "2019", "recorded": ""},
        {"id": "", "statement": "They talk of the mill.", "about": ["mill", "blue"], "source": "radio", "locator": "p1",
         "recorded": ""},
        {"id": "", "statement": "They talk of ids.", "about": ["mill", "blue"], "source": "press", "locator": "p1",
         "recorded": ""},
    ]  # fmt: skip
    assert kb.ask("claims")["total"] == 4
    assert kb.problems() == []


def test_several_who_do_something_together_stand_in_one_cell_as_exports_write_it(kb: Kb, tmp_path: Path) -> None:
    rows = tmp_path / "together.csv"
    rows.write_text("id,statement,subject,predicate,object,source\nc,S,Blue Guard; red,holds,mill,radio\n")
    assert kb.run("import", str(rows)).status == 0
    assert [row["subject"] for row in imported(kb)] == [["blue", "red"]]
    assert kb.rows("controllers together", "control", "mill") == ["blue,red jointly"]


BAD = """\
id,statement,subject,predicate,object,source
a,Sound.,red,holds,mill,radio
b,Unknown.,Rot,holds,mill,radio
c,Half.,red,holds,,radio
d,Wrong kind.,mill,backs,red,radio
old,Taken.,red,holds,mill,radio
a,Twice.,red,holds,mill,radio
f,Few cells.
"""
REASONS = [
    "subject: No actor is called 'Rot'.",
    "The claim has subject and predicate but no object.",
    "The subject of backs is mill, which is of the kind provincial-capital.",
    "The id old is taken already.",
    "The id a stands in line 2 too.",
    "The row has 2 cells, but there are 6 columns.",
]


def test_all_or_nothing_with_the_reason_for_each(kb: Kb, tmp_path: Path) -> None:
    kb.claims("- {id: old}")
    path = tmp_path / "bad.csv"
    path.write_text(BAD, encoding="utf-8")
    result = kb.run("import", str(path))
    assert (result.status, result.out) == (1, "")
    assert result.err.endswith(
        "error: 6 rows of 7 were refused, so nothing was written. To import the others: --keep-going.\n"
    )
    assert f"Names that nobody has in The Marches ({kb.folder}):\n  Rot (actor, 1 row)" in result.err
    assert not (kb.folder / "claims").exists()
    header, *refused = (tmp_path / "bad.rejects.csv").read_text(encoding="utf-8").splitlines()
    assert header == "id,statement,subject,predicate,object,source,reason"
    assert len(refused) == 6
    assert [reason for reason, line in zip(REASONS, refused, strict=True) if reason not in line] == []


def test_all_that_is_wrong_with_a_row_is_told_at_once(kb: Kb, tmp_path: Path) -> None:
    kb.claims("- {id: old}")
    path = tmp_path / "bad.csv"
    path.write_text("id,statement,subject,predicate,source,start\nold,A,The Rot,holds,radoi,soon\n", encoding="utf-8")
    assert kb.run("import", str(path)).status == 1
    _, refused = (tmp_path / "bad.rejects.csv").read_text(encoding="utf-8").splitlines()
    for reason in ("subject: No actor is called", "source: ", "start is no date", "no object", "The id old is taken"):
        assert reason in refused, reason
    assert "is no id" not in refused  # a name is none, but that is not what is wrong with it


def test_keep_going_takes_what_is_sound(kb: Kb, tmp_path: Path) -> None:
    kb.claims("- {id: old}")
    path = tmp_path / "bad.csv"
    path.write_text(BAD, encoding="utf-8")
    result = kb.run("import", str(path), "--keep-going", "--rejects", str(tmp_path / "no.csv"), "--format", "json")
    assert (result.status, answer := json.loads(result.out))[0] == 1
    assert (answer["rows"], answer["imported"], answer["rejected"]) == (7, 1, 6)
    assert answer["unresolved"] == [{"name": "Rot", "kinds": ["actor"], "problem": "unknown", "rows": 1, "nearest": []}]
    assert [row["line"] for row in answer["refused"]] == [3, 4, 5, 6, 7, 8]
    assert answer["rejects"] == str(tmp_path / "no.csv")
    assert [row["id"] for row in imported(kb)] == ["a"]


def test_a_dry_run_writes_nothing_at_all(kb: Kb, rows: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text(BAD, encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    ok = kb.run("import", str(rows), "--map", "subject=who", "--set", "source=press", "--dry-run")
    assert (ok.status, "Would import 3 claims" in ok.out) == (0, True)
    assert kb.run("import", str(tmp_path / "bad.csv"), "--dry-run").status == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_json_lines_are_imported_too(kb: Kb, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(
        '{"id": "one", "statement": "Counted.", "subject": "Bleus", "predicate": "controls_count", "value": 4,'
        ' "source": "radio", "locator": "p1", "about": ["The Mill"], "via": null}\n'
        '{"id": "two", "statement": "Gone.", "source": "radio", "retracted": {"on": "2020", "reason": "No."}}\n'
        '{"id": "three"\n',
        encoding="utf-8",
    )
    assert json.loads(kb.run("import", str(path), "--keep-going", "--format", "json").out)["imported"] == 2
    one, two = imported(kb)
    assert (one["value"], one["about"], one["subject"]) == (4, ["mill"], "blue")
    assert two["retracted"] == {"on": "2020", "reason": "No."}
    assert '"reason": "The line is not JSON' in (tmp_path / "rows.rejects.jsonl").read_text()


def test_what_is_there_word_for_word_is_left_out_and_counted(kb: Kb, rows: Path) -> None:
    options = ("import", str(rows), "--map", "subject=who", "--set", "source=press")
    assert kb.ask(*options)["there"] == 0
    again = kb.run(*options)
    assert (again.status, again.out.splitlines()[0]) == (0, "Imported nothing")
    assert again.err.endswith("3 rows were there already.\n")
    rows.write_text(ROWS.replace("2019", "2018"), encoding="utf-8")  # a new date is no repetition
    answer = kb.ask(*options)
    assert (answer["imported"], answer["there"], answer["added"]) == (1, 2, {"claim": 1})


def test_a_row_that_stands_twice_in_a_table_is_one_claim(kb: Kb, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("statement,source\nA,radio\nA,radio\n")
    answer = kb.ask("import", str(tmp_path / "rows.csv"))
    assert (answer["imported"], answer["there"]) == (1, 1)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "There is no source. Say which column holds it: --map source=COLUMN. More: syriakb help import"),
        (["--map", "source"], "--map takes FIELD=COLUMN, and 'source' is not that."),
        (["--map", "sauce=statement"], "--map: a claim has no field 'sauce'."),
        (["--map", "source=origin"], "There is no column 'origin'. There are statement, x."),
    ],
)
def test_wrong_usage(kb: Kb, tmp_path: Path, options: list[str], message: str) -> None:
    (tmp_path / "rows.csv").write_text("statement,x\nX.,y\n")
    result = kb.run("import", str(tmp_path / "rows.csv"), *options)
    assert (result.status, result.err.startswith(f"error: {message}")) == (2, True), result


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "has no rows."),
        (b"statement,source\n", "has no rows."),
        (b"statement,source\n\xff,radio\n", "is not UTF-8 (byte 17). Save it as UTF-8."),
        (b"source,source\nradio,radio\n", "has several columns named 'source'."),
        (b'statement,source\n"X,radio\n', "This is no CSV that can be read on"),
    ],
)
def test_files_that_are_no_table(kb: Kb, tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "rows.csv").write_bytes(data)
    result = kb.run("import", str(tmp_path / "rows.csv"))
    assert (result.status, message in result.err) == (1, True), result
    assert "cannot be read: no such file" in kb.run("import", str(tmp_path / "none.csv")).err


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters_are_seen(kb: Kb, tmp_path: Path, delimiter: str) -> None:
    (tmp_path / "rows.csv").write_text(f"statement{delimiter}source\r\nA, b.{delimiter}radio\r\n", encoding="utf-8-sig")
    assert kb.run("import", str(tmp_path / "rows.csv")).status == 0
    assert imported(kb)[0]["statement"] == "A, b."


def _composed(text: str) -> str:
    return normalize("NFC", text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=20)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip),
        min_size=1,
        max_size=5,
        unique_by=_composed,
    )
)
def test_any_text_is_imported_exactly(kb: Kb, tmp_path: Path, statements: list[str]) -> None:
    for path in (kb.folder / "claims").glob("*"):
        path.unlink()
    lines = [json.dumps({"statement": text, "source": "radio"}) for text in statements]
    (tmp_path / "rows.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert kb.run("import", str(tmp_path / "rows.jsonl")).status == 0
    assert [row["statement"] for row in imported(kb)] == [normalize("NFC", text) for text in statements]
    assert {row["statement"] for row in kb.ask("claims", "--all")["rows"]} == {row["statement"] for row in imported(kb)}


def pacts(kb: Kb, folder: Path, count: int) -> Path:
    """A file of so many claims, each that one more band fights the one before."""
    actors = [f"band{number:02}" for number in range(count + 1)]
    kb.write("actors.yaml", "\n".join(f"- {{id: {each}, name: {each.title()}, kind: militia}}" for each in actors))
    file = folder / "pacts.csv"
    lines = (f"{each} fights,{each},fights,{other},radio\n" for each, other in pairwise(actors))
    file.write_text("statement,subject,predicate,object,source\n" + "".join(lines), encoding="utf-8")
    return file


def test_of_many_answers_that_change_people_read_the_first_ten(kb: Kb, tmp_path: Path) -> None:
    file = pacts(kb, tmp_path, 11)
    told = kb.run("import", str(file), "--dry-run")
    assert (told.status, told.out.count("new   Band")) == (0, 10)
    assert "The first 10 of 11 changes: 11 new. All of them: --format json" in told.out
    assert len(json.loads(kb.run("import", str(file), "--dry-run", "--format", "json").out)["changed"]) == 11


def test_ten_answers_that_change_are_all_told(kb: Kb, tmp_path: Path) -> None:
    told = kb.run("import", str(pacts(kb, tmp_path, 10)), "--dry-run").out
    assert told.count("new   Band") == 10
    assert "The first" not in told


def test_a_long_table_is_laid_aside_in_parts_and_becomes_several_files(
    kb: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = pacts(kb, tmp_path, 11)
    kb.claims("- {id: old, subject: band00, predicate: fights, object: band01, start: 2010}")
    words = ("import", str(file), "--format", "json")
    plain = json.loads(kb.run(*words, "--dry-run").out)
    monkeypatch.setattr(laid, "_FILE", 600)
    monkeypatch.setattr(effect, "_PART", 2)
    told = json.loads(kb.run(*words).out)
    for one, other in zip(told["changed"], plain["changed"], strict=True):
        assert {**one, "evidence": None} == {**other, "evidence": None}
    assert (
        told["notes"]
        == plain["notes"]
        == ["What is known stays the same, but its evidence or its grade changes: Band00 fights Band01."]
    )
    written = sorted((kb.folder / "claims").iterdir())
    assert [path.name for path in written][:2] == ["pacts-001.jsonl", "pacts-002.jsonl"]
    assert all(path.stat().st_size <= 600 for path in written)
    lines = [json.loads(line) for path in written for line in path.read_text(encoding="utf-8").splitlines()]
    assert [each["statement"] for each in lines] == [f"band{number:02} fights" for number in range(11)]
    assert {*kb.problems("code")} == {"no-locator"}
    assert kb.run("undo").status == 0
    assert not (kb.folder / "claims").exists()


def test_where_a_row_is_refused_at_the_end_nothing_of_the_others_is_written(kb: Kb, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    rows = "a,Red backs blue.,red,backs,blue,radio,2019\nb,Ends before it began.,red,holds,mill,nobody,2018\n"
    file.write_text("id,statement,subject,predicate,object,source,start\n" + rows, encoding="utf-8")
    result = kb.run("import", str(file), "--format", "json")
    assert (result.status, json.loads(result.out)["imported"]) == (1, 0)
    assert not (kb.folder / "claims").exists()
    result = kb.run("import", str(file), "--format", "json", "--keep-going")
    told = json.loads(result.out)
    assert (result.status, told["imported"], told["rejected"], told["added"]) == (1, 1, 1, {"claim": 1})
