"""Two people change one knowledge base in git: their work merges, and where it cannot be merged it is said."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kb import Kb, run

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
CLAIMS = """\
# What was said.
- id: one
  statement: Red took the ford.
  subject: red
  predicate: took
  object: ford
  source: radio
  locator: p1
  start: 2010
- id: two
  statement: Blue took the mill.
  subject: blue
  predicate: took
  object: mill
  source: radio
  locator: p2
  start: 2011
"""
RETRACTED = "  retracted: {on: 2020-02-01, reason: wrong}\n- id: two"


class Repository:
    """A knowledge base in git."""

    def __init__(self, kb: Kb) -> None:
        self.kb, self.file = kb, kb.folder / "claims.yaml"
        self.text = CLAIMS
        self.file.write_text(self.text)
        self.told = kb_init(kb)
        self.commit("begun")
        self.git("branch", "theirs")

    def git(self, *arguments: str, status: int = 0) -> str:
        done = subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments],
            cwd=self.kb.folder, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == status, done
        return done.stdout + done.stderr

    def commit(self, what: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "-m", what)

    def both(self, ours: str, theirs: str) -> None:
        """The file as it becomes on the branch at hand and on `theirs`."""
        for branch, text in (("theirs", theirs), ("-", ours)):
            self.git("switch", "--quiet", branch)
            self.file.write_text(text)
            self.commit("changed")


def kb_init(kb: Kb) -> str:
    done = run("init", "--git", str(kb.folder))
    assert done.status == 0, done
    return done.out


@pytest.fixture
def base(kb: Kb, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Repository:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return Repository(kb)


def adds(side: str) -> str:
    claim = "- id: {0}{1}\n  statement: {0} {1}.\n  subject: red\n  predicate: took\n  object: quay\n  source: radio\n"
    return "".join(claim.format(side, number) + "  locator: p9\n" for number in range(50))


def ids(base: Repository) -> set[str]:
    return {row["claim"] for row in base.kb.ask("claims")["rows"]}


def test_init_writes_the_attributes_and_registers_the_driver_once(base: Repository) -> None:
    assert "Made a repository of git in" in base.told
    attributes = (base.kb.folder / ".gitattributes").read_text()
    assert "/claims.yaml merge=syriakb\n/claims/*.yaml merge=syriakb\n/claims/*.jsonl merge=syriakb\n" in attributes
    assert "merge-driver %O %A %B %P" in base.git("config", "merge.syriakb.driver")
    (base.kb.folder / ".gitattributes").write_text(f"*.png binary\n{attributes}")
    assert "Made" not in kb_init(base.kb)
    assert (base.kb.folder / ".gitattributes").read_text() == f"*.png binary\n{attributes}"


def test_two_branches_with_fifty_adds_each_merge(base: Repository) -> None:
    base.both(base.text + adds("ours"), base.text + adds("theirs"))
    base.git("merge", "theirs")
    assert base.file.read_text() == base.text + adds("ours") + adds("theirs")
    assert len(ids(base)) == 102


def test_edits_of_different_fields_and_a_retraction_against_an_edit_merge(base: Repository) -> None:
    retracted = base.text.replace("- id: two", RETRACTED)
    edited = base.text.replace("2010", "2009").replace("2011", "2012  # sure")
    base.both(edited, retracted)
    base.git("merge", "theirs")
    assert base.file.read_text() == edited.replace("- id: two", RETRACTED)


def test_edits_of_one_field_are_marked_and_the_claim_is_left_out_until_somebody_chooses(base: Repository) -> None:
    base.both(base.text.replace("2010", "2009") + adds("ours"), base.text.replace("2010", "2008") + adds("theirs"))
    told = base.git("merge", "theirs", status=1)
    assert "conflict: claims.yaml: one: both sides change start." in told
    assert "CONFLICT (content): Merge conflict in claims.yaml" in told
    text = base.file.read_text()
    assert text.count("<<<<<<<") == 1
    assert "<<<<<<< ours\n  start: 2009\n=======\n  start: 2008\n>>>>>>> theirs\n" in text
    assert base.kb.problems("code line") == [f"git-conflict {text[: text.index('<<<<')].count(chr(10)) + 1}"]
    assert len(ids(base)) == 101


def test_a_file_that_one_side_renamed_merges(base: Repository) -> None:
    base.git("switch", "--quiet", "theirs")
    (base.kb.folder / "claims").mkdir()
    base.git("mv", "claims.yaml", "claims/all.yaml")
    renamed = base.kb.folder / "claims" / "all.yaml"
    renamed.write_text(base.text + "- id: new\n  statement: N.\n  source: radio\n  locator: p1\n")
    base.commit("renamed")
    base.git("switch", "--quiet", "-")
    base.file.write_text(base.text.replace("2010", "2009") + adds("ours"))
    base.commit("added")
    base.git("merge", "-X", "find-renames=10%", "theirs")
    assert not base.file.exists()
    assert len(ids(base)) == 53
    assert "2009" in renamed.read_text()


def test_a_branch_is_rebased_and_a_commit_is_picked(base: Repository) -> None:
    base.both(base.text + adds("ours"), base.text + adds("theirs"))
    base.git("switch", "--quiet", "-c", "picked")
    base.git("cherry-pick", "theirs")
    assert len(ids(base)) == 102
    base.git("switch", "--quiet", "theirs")
    base.git("rebase", "@{-2}")
    assert base.file.read_text() == base.text + adds("ours") + adds("theirs")


def test_a_clone_that_knows_no_driver_meets_an_honest_conflict(base: Repository) -> None:
    base.both(base.text + adds("ours"), base.text + adds("theirs"))
    base.git("config", "--remove-section", "merge.syriakb")
    base.git("merge", "theirs", status=1)
    text = base.file.read_text()
    assert ">>>>>>> theirs" in text
    assert all(f"id: {side}{number}\n" in text for side in ("ours", "theirs") for number in range(50))


@pytest.mark.parametrize("broken", ["program", "file"])
def test_where_the_driver_fails_git_marks_what_it_cannot_merge(base: Repository, broken: str) -> None:
    bad = "- id: 'open\n" if broken == "file" else ""
    base.both(base.text + bad + adds("ours"), base.text + bad + adds("theirs"))
    if broken == "program":
        driver = base.git("config", "merge.syriakb.driver").replace(sys.executable, "/nowhere/python")
        base.git("config", "merge.syriakb.driver", driver.strip())
    base.git("merge", "theirs", status=1)
    text = base.file.read_text()
    assert "<<<<<<< ours" in text
    assert all(f"id: {side}{number}\n" in text for side in ("ours", "theirs") for number in range(50))


def test_claims_of_other_paragraphs_merge_where_no_driver_is_known(base: Repository) -> None:
    base.git("config", "--remove-section", "merge.syriakb")
    base.file.write_text(CLAIMS + adds("old").replace("p9", "p3"))
    base.commit("more")
    base.git("branch", "--force", "theirs")
    claim = ("add", "claim", "It fell.", "--subject", "red", "--predicate", "took", "--object", "quay")
    for branch, locator in (("theirs", "p1"), ("-", "p2")):
        base.git("switch", "--quiet", branch)
        assert base.kb.run(*claim, "--source", "radio", "--locator", locator, "--id", f"of-{locator}").status == 0
        base.commit("added")
    base.git("merge", "theirs")
    found = [line[6:] for line in base.file.read_text().splitlines() if line.startswith("- id: ")]
    assert found[:4] == ["one", "of-p1", "two", "of-p2"]
