"""What a change of the files changes, before anybody merges it: records, answers, and problems that are new."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.kb import Kb, lines
from tests.readme import ROOT

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
HELD = (
    "- {id: held, statement: Red holds it., subject: red, predicate: holds, object: mill, source: radio, locator: p1}\n"
)
TOOK = (
    "- {id: took, statement: Blue took it., subject: blue, predicate: took, object: mill, source: press, locator: p2}\n"
)
KEYS = "what id before after evidence"


def git(kb: Kb, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *arguments], cwd=kb.folder, check=True, capture_output=True)


def commit(kb: Kb, name: str, **files: str) -> None:
    for file, text in files.items():
        (kb.folder / f"{file}.yaml").write_text(text)
    git(kb, "add", "--all")
    git(kb, "commit", "--quiet", "-m", name)
    git(kb, "tag", name)


@pytest.fixture
def base(kb: Kb) -> Kb:
    """The Marches in git: on one commit red holds the mill, on the next blue took it."""
    kb.claims("")
    git(kb, "init", "--quiet")
    commit(kb, "one", claims=HELD)
    commit(kb, "two", claims=HELD + TOOK)
    return kb


def test_it_tells_the_records_and_then_the_answers(base: Kb) -> None:
    assert base.rows(KEYS, "diff", "--rev", "one..two") == [
        "added took - Blue took it. took",
        "gained mill red blue took,held",
    ]
    table = base.run("diff", "--rev", "one..two").out
    assert table.startswith("What changes from one to two\nas of 2020-12-31\n")
    assert re.search("^Mill +Red Company +Blue Guard +■ held +stated", table, re.M)


def test_records_are_changed_retracted_and_removed(base: Kb) -> None:
    back = TOOK.replace("}", ", retracted: {on: 2020-07-01, reason: wrong}}")
    actors = (base.folder / "actors.yaml").read_text()
    commit(base, "three", claims=back, actors=actors.replace("Green Band", "Green Men"))
    assert base.rows(KEYS, "diff", "--rev", "two..three") == [
        "changed green name Green Band name Green Men -",
        "retracted took - retracted 2020-07-01 wrong took",
        "removed held Red holds it. - held",
        "lost mill blue - took",
    ]


def test_the_day_and_whose_word_counts_are_those_of_the_question(base: Kb) -> None:
    assert base.rows("what id", "diff", "--rev", "one..two", "--as-of", "2020-03-01") == ["added took"]
    assert base.rows("what id", "diff", "--rev", "one..two", "--without", "press") == ["added took"]
    told = base.ask("diff", "--rev", "one..two", "--as-of", "2020-03-01")
    assert told["as_of"] == "2020-03-01"
    assert told["notes"] == ["No answer about control or relations changes on that day."]


@pytest.mark.parametrize("rev", ["one..two", "one..", "one...two", "one", "..two~0", "HEAD~"])
def test_revisions_are_written_as_in_git(base: Kb, rev: str) -> None:
    expected = [] if rev == "..two~0" else ["added", "gained"]
    assert base.rows("what", "diff", "--rev", rev) == expected


def test_without_a_second_revision_it_is_the_files_as_they_are(base: Kb) -> None:
    (base.folder / "claims.yaml").write_text(HELD)
    assert base.rows("what id", "diff", "--rev", "HEAD") == ["removed took", "changed hands mill"]


def test_a_file_that_is_only_renamed_changes_no_record(base: Kb) -> None:
    (base.folder / "claims").mkdir()
    git(base, "mv", "claims.yaml", "claims/all.yaml")
    commit(base, "three")
    assert base.run("diff", "--rev", "two..three").out == (
        "What changes from two to three\nas of 2020-12-31\nNothing changes between the two.\n\n"
        "No answer about control or relations changes on that day.\n"
    )


def test_relations_that_are_new_or_gone_are_told_with_the_names_of_their_revision(base: Kb) -> None:
    actors = (base.folder / "actors.yaml").read_text() + "- {id: pink, name: Pink Riders, kind: militia}\n"
    backs = HELD.replace("held", "paid").replace("holds", "backs").replace("mill", "pink")
    commit(base, "three", claims=HELD + TOOK + backs, actors=actors)
    git(base, "switch", "--quiet", "--detach", "two")
    told = base.run("diff", "--rev", "two..three").out
    assert re.search("^Red Company backs Pink +Riders|^Red Company backs", told, re.M)
    assert "Pink" in told
    assert base.rows(KEYS, "diff", "--rev", "three..two")[-1] == "gone red backs pink stated - paid"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--rev", "no..two"], "There is no revision 'no' in the repository of"),
        (["--rev", "--all"], "There is no revision '--all'"),
        (["--rev", ""], "--rev needs a revision, or two such as main..branch."),
        (["--rev", "one..two", "2015", "2016"], "Two days, or two revisions with --rev: not both."),
        ([], "diff needs two days, FROM and TO, or two revisions: --rev main..branch"),
    ],
)
def test_what_are_no_revisions_is_told_in_a_sentence(base: Kb, arguments: list[str], message: str) -> None:
    result = base.run("diff", *arguments)
    assert result.status in (1, 2)
    assert message in result.err
    assert result.err.count("\n") == 1


def test_a_knowledge_base_in_no_repository_or_not_yet_in_it_has_no_revisions(kb: Kb, tmp_path: Path) -> None:
    assert "lies in no repository of git, so it has no revisions." in kb.run("diff", "--rev", "one").err
    inner = Kb.made_up(tmp_path / "outer" / "inner")
    (outer := Kb(tmp_path / "outer")).write("readme.md", "x")
    git(outer, "init", "--quiet")
    git(outer, "add", "readme.md")
    git(outer, "commit", "--quiet", "-m", "one")
    assert inner.run("diff", "--rev", "HEAD").err == "error: In HEAD there is no knowledge base in inner/.\n"


def test_check_tells_only_the_problems_that_a_change_adds(base: Kb) -> None:
    commit(base, "three", claims=HELD + TOOK + HELD.replace("held", "old").replace("radio", "nobody"))
    new = HELD.replace("held", "new").replace("subject: red", "subject: nobody").replace(", locator: p1", "")
    commit(
        base, "four", claims="# More.\n" + TOOK + HELD + HELD.replace("held", "old").replace("radio", "nobody") + new
    )
    result = base.run("check", "--rev", "three..four", "--format", "json")
    assert result.status == 1
    assert lines(json.loads(result.out)["rows"], "severity code line") == [
        "error dangling-reference 5", "warning no-locator 5"
    ]  # fmt: skip
    assert base.run("check", "--rev", "three..four").out.startswith("Problems that four adds to three\n")
    assert base.run("check", "--rev", "one..two").status == 0
    assert base.run("check", "--rev", "three..four", "--severity", "warning").status == 0


def test_what_a_kept_text_tells_is_told_of_both_revisions(base: Kb) -> None:
    base.write("texts/radio.txt", "Red holds it.\n")
    commit(base, "three", claims=HELD.replace("}", ", exact: no such words}"))
    assert base.run("check", "--rev", "three").status == 0
    assert base.run("check", "--rev", "two..three").status == 1


def test_problems_are_given_as_a_review_shows_them(base: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(base.folder.parent)
    commit(base, "three", claims=HELD.replace("radio", "nobody"))
    result = base.run("check", "--format", "github")
    assert result.status == 1
    assert result.out.startswith("::error file=marches/claims.yaml,line=1,col=")
    assert ",title=dangling-reference::The field source names nobody, but no source has that id.\n" in result.out
    sarif = json.loads(base.run("check", "--format", "sarif").out)
    (run,) = sarif["runs"]
    assert (sarif["version"], run["tool"]["driver"]["rules"]) == ("2.1.0", [{"id": "dangling-reference"}])
    (found,) = run["results"]
    place = found["locations"][0]["physicalLocation"]
    assert (found["ruleId"], found["level"]) == ("dangling-reference", "error")
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("marches/claims.yaml", 1)
    assert base.run("capitals", "--format", "sarif").status == 2


def test_what_github_would_read_as_its_own_is_escaped() -> None:
    from syriakb.answers import Answer, Labels
    from syriakb.queries.records.problems import PROBLEM
    from syriakb.render.github import render
    from syriakb.render.screen import Screen

    row = ("warning", "a:b", "x,y.yaml", 1, 2, "50%\n::error::no", None)
    told = render(Answer("check", "", PROBLEM, (row,)), Labels({}, {}, {}), Screen())
    assert told == "::warning file=x%2Cy.yaml,line=1,col=2,title=a%3Ab::50%25%0A::error::no\n"


def test_the_hook_checks_when_a_file_of_records_changes() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert (hook["id"], hook["entry"], hook["pass_filenames"]) == ("syriakb-check", "syriakb check", False)
    for path in ("kb.yaml", "data/claims.yaml", "data/claims/2024.jsonl", "rulings.yaml"):
        assert re.search(hook["files"], path)
    for path in ("README.md", "data/texts/a.txt", "book.yaml"):
        assert not re.search(hook["files"], path)
