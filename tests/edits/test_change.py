"""Taking claims back, editing records, and beginning a knowledge base."""

from datetime import date
from pathlib import Path

import pytest

from tests.kb import SHIPPED, Kb, lines, run
from tests.terminal import script

RECORD = """\
# Ours
- id: old
  statement: The reds hold it.  # so they say
  subject: red
  predicate: holds
  object: mill
  source: radio
  recorded: 2020-01-02

# The end
"""


ALLY = (
    '{"id": "ally", "statement": "Blue backs red.", "subject": "blue", "predicate": "backs", "object": "red",'
    ' "source": "radio", "locator": "p1"}\n'
)


@pytest.fixture
def held(kb: Kb) -> Kb:
    """The reds hold the mill, and an alliance rests on a claim."""
    kb.write("claims.yaml", RECORD)
    kb.write("claims/more.jsonl", ALLY)
    kb.alliances("- {id: pact, subject: blue, predicate: backs, object: red, evidence: [ally]}")
    return kb


def text(kb: Kb, name: str = "claims.yaml") -> str:
    return (kb.folder / name).read_text(encoding="utf-8")


def test_a_claim_is_taken_back_and_stays(held: Kb) -> None:
    answer = held.ask("retract", "old", "--reason", "A rumour.")
    today = answer["record"]["retracted"]["on"]
    assert answer["record"]["retracted"] == {"on": today, "reason": "A rumour.", "superseded_by": None}
    assert lines(answer["changed"], "what id before after") == ["lost mill red -"]
    assert text(held) == RECORD.replace(
        "  recorded", f"  retracted:\n    on: {today}\n    reason: A rumour.\n  recorded"
    )


def test_what_rests_on_it_is_warned_of(held: Kb) -> None:
    result = held.run("retract", "ally", "--reason", "A rumour.", "--superseded-by", "old")
    assert "The evidence ally was retracted, so it no longer counts. Name old in its stead." in result.err
    assert "gone  Blue Guard " in result.out
    assert '"reason": "A rumour.", "superseded_by": "old"}}\n' in text(held, "claims/more.jsonl")


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["old"], 2, "A claim is taken back for a reason. Give --reason."),
        (["odl", "--reason", "X"], 1, "No claim has the id 'odl'. Did you mean old?"),
        (["old", "--reason", "X", "--superseded-by", "old"], 2, "A claim cannot stand in its own stead."),
        (["old", "--reason", "X", "--superseded-by", "none"], 1, "No claim has the id 'none'."),
        (
            ["Red Company", "--reason", "X"],
            1,
            "Only claims are taken back, and red is an actor. To take it away:",
        ),
        (["ford", "--reason", "X"], 1, "Only claims are taken back, and ford is a place."),
        (["radio", "--reason", "X"], 1, "Only claims are taken back, and radio is a source."),
    ],
)
def test_refused_retractions(held: Kb, arguments: list[str], status: int, message: str) -> None:
    result = held.run("retract", *arguments)
    assert (result.status, result.err.startswith(f"error: {message}")) == (status, True), result
    assert text(held) == RECORD


def test_nothing_is_taken_back_twice(held: Kb) -> None:
    assert held.run("retract", "old", "--reason", "X", "--dry-run").status == 0
    assert text(held) == RECORD
    assert held.run("retract", "old", "--reason", "X").status == 0
    assert "was taken back before" in held.run("retract", "old", "--reason", "X").err


def edited(kb: Kb, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *script_lines: str) -> None:
    monkeypatch.setenv("EDITOR", script(tmp_path / "editor", *script_lines))


def test_an_edit_opens_just_the_record(held: Kb, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    edited(held, monkeypatch, tmp_path, f'cp "$1" {tmp_path}/seen')
    result = held.run("edit", "old")
    assert (result.status, result.out, result.err) == (0, "", "Nothing was changed.\n")
    assert (tmp_path / "seen").read_text() == "".join(RECORD.splitlines(keepends=True)[1:8])


def test_any_kind_of_record_is_edited(held: Kb, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    edited(held, monkeypatch, tmp_path, 'sed -i "s/Red Company/The Red Host/" "$1"')
    before = text(held, "actors.yaml")
    assert held.run("edit", "The Reds").status == 0
    assert text(held, "actors.yaml") == before.replace("Red Company", "The Red Host")


def test_lines_of_json_are_edited_as_yaml(held: Kb, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    edited(held, monkeypatch, tmp_path, 'sed -i "s/locator: p1/locator: p2/" "$1"')
    before = text(held, "claims/more.jsonl")
    assert held.run("edit", "ally").status == 0
    assert text(held, "claims/more.jsonl") == before.replace('"p1"', '"p2"')


def test_a_record_with_errors_is_mended(held: Kb, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    held.write("claims.yaml", RECORD.replace("object: mill", "object: mlil"))
    edited(held, monkeypatch, tmp_path, 'sed -i "s/mlil/mill/" "$1"')
    assert held.run("edit", "old").status == 0
    assert text(held) == RECORD


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('sed -i "s/predicate: holds/predicate: nonsense/" "$1"', "The field predicate names"),
        ('sed -i "s/id: old/id: ally/" "$1"', "A record keeps its id. To give it another one: syriakb rename old NEW"),
        (': > "$1"', "The text must hold this one record."),
        ('cat "$1" "$1" > "$1.2"; mv "$1.2" "$1"', "The text must hold this one record."),
        ('printf "\\377" >> "$1"', "The text is not UTF-8."),
        ("exit 3", "ended with the status 3."),
        ('sed -i "s/mill/quay/" "FOLDER/claims.yaml" "$1"', "Somebody else changed old while you did."),
    ],
)  # fmt: skip
def test_a_wrong_edit_changes_nothing(
    held: Kb, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, line: str, message: str
) -> None:
    edited(held, monkeypatch, tmp_path, line.replace("FOLDER", str(held.folder)))
    result = held.run("edit", "old")
    assert (result.status, result.out) == (1, "")
    assert message in result.err
    assert "What you wrote is in " in result.err
    assert "- id: old\n" in text(held)


def test_without_an_editor_that_starts(held: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "/no/such/editor")
    assert "The editor /no/such/editor cannot be started" in held.run("edit", "old").err


def test_init_copies_the_shipped_knowledge_base(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "mine"
    result = run("init", str(folder))
    assert (result.status, result.err) == (0, "")
    for path in SHIPPED.glob("*.yaml"):
        assert (folder / path.name).read_bytes() == path.read_bytes()
    assert f"syriakb info --data {folder}" in result.out
    assert run("check", "--data", str(folder)).status == 0


def test_a_copy_is_whole(tmp_path: Path) -> None:
    run("init", str(tmp_path / "copy"))

    def everything(folder: Path) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}

    assert everything(tmp_path / "copy") == everything(SHIPPED)


def test_init_empty_has_the_vocabulary_and_is_ready_to_be_added_to(tmp_path: Path) -> None:
    kb = Kb(tmp_path / "mine")
    assert run("init", str(kb.folder), "--empty", "--title", "Ours: the war").status == 0
    names = [".gitignore", ".syriakb.lock", "kb.yaml", "predicates.yaml"]
    assert sorted(path.name for path in kb.folder.glob("*.*")) == names
    assert text(kb, "kb.yaml") == 'title: "Ours: the war"\nschema: 1\n'
    assert kb.run("add", "source", "Radio", "--published", "2020-01-01").status == 0
    assert kb.run("add", "actor", "Reds").status == 0
    assert kb.run("add", "place", "Mill").status == 0
    claim = ("--subject", "Reds", "--predicate", "controls", "--object", "Mill", "--source", "radio")
    answer = kb.ask("add", "claim", "They hold it.", *claim)
    assert lines(answer["changed"], "what id after") == ["first reported mill reds"]
    assert lines(answer["changed"], "from until") == ["2020-01-01 -"]
    assert kb.problems("severity") == ["warning"]


def test_where_nothing_is_reported_questions_are_of_a_day_that_has_been(tmp_path: Path) -> None:
    kb = Kb(tmp_path / "mine")
    assert run("init", str(kb.folder), "--empty").status == 0
    today = date.today().isoformat()
    assert kb.ask("control")["as_of"] == today
    assert kb.run("add", "source", "Radio").status == 0
    assert kb.run("add", "claim", "So it is.", "--source", "radio").status == 0
    assert kb.ask("control")["as_of"] == today
    kb.write("claims.yaml", "- {id: c, statement: So., source: radio, recorded: 2021-05-01}")
    assert kb.ask("control")["as_of"] == "2021-05-01"


def test_init_overwrites_nothing(kb: Kb, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in kb.folder.iterdir()}
    result = run("init", str(kb.folder))
    assert (result.status, "nothing there is overwritten" in result.err) == (1, True)
    (tmp_path / "file").write_text("x")
    assert "cannot be made: not a directory" in run("init", str(tmp_path / "file" / "below")).err
    assert {p.name: p.read_bytes() for p in kb.folder.iterdir() if p.name in before} == before
