"""JSON tells which knowledge base was asked: its title, its path and its revision in git."""

import subprocess
from pathlib import Path

from tests.kb import Kb


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
