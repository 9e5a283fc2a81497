"""Which knowledge base was asked: JSON tells it, every name that nobody has, and whoever is where there is none."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.kb import SHIPPED, Kb, run
from tests.terminal import CTRL_C, Terminal

HOLDS = ("--predicate", "holds", "--object", "ford")


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_a_knowledge_base_that_git_does_not_keep_has_no_revision(kb: Kb) -> None:
    base = {"title": "The Marches", "path": str(kb.folder), "revision": None}
    assert kb.ask("allies", "red")["base"] == base
    assert kb.ask("show", "red")["base"] == base


def test_the_revision_is_that_of_the_files_with_a_plus_where_they_differ(kb: Kb) -> None:
    git(kb.folder, "init", "--quiet")
    assert kb.ask("control")["base"]["revision"] is None  # nothing is committed yet
    git(kb.folder, "add", "-A")
    git(kb.folder, "commit", "--quiet", "-m", "all")
    commit = git(kb.folder, "rev-parse", "--short", "HEAD")
    assert kb.ask("control")["base"]["revision"] == commit
    (kb.folder / "notes.txt").write_text("new")
    assert kb.ask("control")["base"]["revision"] == f"{commit}+"


@pytest.mark.parametrize(
    "command",
    [
        ["allies", "Nobody"],
        ["control", "Nobody"],
        ["control", "--only", "Nobody"],
        ["control", "--kind", "nokind"],
        ["claims", "--predicate", "nothing"],
        ["claims", "--source", "nothing"],
        ["show", "Nobody", "--format", "json"],
        ["list", "actors", "--kind", "nokind", "--format", "csv"],
        ["why", "Nobody"],
        ["why", "Nobody", "Nowhere"],
        ["path", "Nobody", "Nowhere"],
        ["depends", "Nobody"],
        ["timeline", "Nobody"],
        ["coverage", "nothing"],
        ["verify", "nothing"],
        ["graph", "Nobody"],
        ["add", "claim", "So.", "--source", "radio", "--locator", "p1", "--subject", "Nobody", *HOLDS],
        ["edit", "Nobody", "--start", "2020"],
        ["edit", "ford", "--within", "Nobody"],
        ["retract", "nothing", "--reason", "Wrong."],
        ["rename", "Nobody", "somebody"],
        ["remove", "Nobody"],
        ["merge", "Nobody", "Nowhere"],
    ],
    ids=" ".join,
)
def test_whoever_finds_nobody_is_told_where_they_looked(kb: Kb, command: list[str]) -> None:
    told = kb.run(*command)
    assert (told.status, told.out) == (1, "")
    first, second = told.err.splitlines(keepends=True)
    assert (first.startswith("error: "), second) == (True, kb.asked)


def test_the_folder_is_told_as_it_is_typed_there(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(kb.folder.parent)
    assert run("allies", "Nobody", "--data", "marches").err.endswith("\nAsked: The Marches (marches).\n")
    monkeypatch.chdir(kb.folder)
    assert run("allies", "Nobody").err.endswith(f"\n{kb.asked}")
    kb.write("kb.yaml", "{title: 7, schema: 2}\n")
    assert run("allies", "Nobody").err.endswith(f"\nAsked: one without a title ({kb.folder}).\n")


def test_a_guide_or_a_file_that_is_not_there_is_none_of_a_knowledge_base(kb: Kb, tmp_path: Path) -> None:
    assert "Asked" not in run("help", "nothing").err
    missing = str(tmp_path / "missing.txt")
    assert kb.run("coverage", "radio", missing).err == f"error: There is no file {missing}.\n"


SHIPPED_TITLE = "The advance on Damascus, December 2024"


def test_where_there_is_no_knowledge_base_the_first_answer_says_which_was_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_surroundings: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    note = f"note: There is no knowledge base in this folder. Asked: {SHIPPED_TITLE} ({SHIPPED}).\n"
    first = run("allies", "hts", "--format", "json")
    assert (first.err, json.loads(first.out)["base"]["path"]) == (note, str(SHIPPED))
    assert run("capitals").err == ""
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    assert run("map", "-o", "map.svg").err.startswith(note)
    kept = own_surroundings / "state" / "syriakb" / "asked"
    assert len(kept.read_text().splitlines()) == 2
    kept.write_text(kept.read_text().replace("20", "19"))  # of another day
    assert run("capitals").err == note
    assert len(kept.read_text().splitlines()) == 1


def test_where_there_is_one_or_one_is_named_no_answer_says_so(
    kb: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("control", "--data", str(kb.folder)).err == ""
    monkeypatch.setenv("SYRIAKB_DATA", str(kb.folder))
    assert run("control").err == ""
    monkeypatch.delenv("SYRIAKB_DATA")
    (kb.folder / "sub").mkdir()
    monkeypatch.chdir(kb.folder / "sub")
    assert run("control").err == ""
    assert run("add", "source", "Another").err == ""


def test_where_the_note_cannot_be_kept_it_is_told_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_surroundings: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (own_surroundings / "state").write_text("no folder")
    for _ in range(2):
        assert "Asked: " in run("capitals").err


def test_a_change_where_there_is_no_knowledge_base_says_which_one_it_changed(
    kb: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_surroundings: Path
) -> None:
    own = own_surroundings / "data" / "syriakb"
    own.parent.mkdir()
    kb.folder.rename(own)
    monkeypatch.chdir(tmp_path)
    where = f"The Marches ({own}).\n"
    tried = run("add", "source", "Another", "--dry-run")
    assert tried.err == f"note: There is no knowledge base in this folder. Tried on: {where}"
    changed = f"note: There is no knowledge base in this folder. Changed: {where}"
    assert run("add", "source", "Another", "--format", "json").err == changed
    assert run("edit", "another", "--reliability", "B").err == changed
    assert run("undo").err.endswith(changed)


def test_prompts_begin_with_the_knowledge_base_that_they_add_to(kb: Kb) -> None:
    with Terminal("add", "actor", "--data", str(kb.folder), COLUMNS="300") as somebody:
        somebody.see(f"Adding to The Marches ({kb.folder}).\nb goes back.")
        somebody.see("Name: ")
        somebody.type(CTRL_C, enter=False)
        somebody.end()
    given = ("claim", "So.", "--source", "radio", "--locator", "p1", "--subject", "Nobdy", *HOLDS)
    with Terminal("add", *given, "--data", str(kb.folder)) as somebody:
        before = somebody.see("No actor is called 'Nobdy'")
        assert before.count("Adding to The Marches") == 1
        somebody.type(CTRL_C, enter=False)
        somebody.end()


def test_on_a_terminal_what_is_told_beside_an_answer_breaks_between_words_and_commands_stay_whole(kb: Kb) -> None:
    words = ("add", "claim", "X.", "--source", "radio", "--subject", "red", "--predicate", "tooks", "--object", "ford")
    with Terminal(*words, "--no-input", "--data", str(kb.folder), COLUMNS="60") as somebody:
        shown = somebody.end()
    assert shown.splitlines()[:3] == [
        "error: --predicate: No predicate has the id 'tooks'. Did",
        "you mean took? All: syriakb list predicates",
        "Asked: The Marches",
    ], shown
    with Terminal("merge", "red", "nobody-by-that-name", "--data", str(kb.folder), COLUMNS="70") as somebody:
        shown = somebody.end()
    assert max(len(line) for line in shown.splitlines() if not line.startswith("(/")) < 70


def test_an_addition_that_goes_on_says_where(kb: Kb) -> None:
    with Terminal("add", "actor", "--data", str(kb.folder)) as somebody:
        somebody.answer("Name: ", "Weir Watch")
        somebody.see("Aliases: ")
        somebody.type(CTRL_C, enter=False)
        somebody.end()
    with Terminal("add", "--recover", "--data", str(kb.folder), COLUMNS="300") as somebody:
        somebody.see(f"Going on with a new actor for The Marches ({kb.folder}). Answered so far:")
        somebody.see("Aliases: ")
        somebody.type(CTRL_C, enter=False)
        somebody.end()
