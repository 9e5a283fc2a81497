"""Odd surroundings: no room for temporary files, few handles, no home, a narrow screen, names that are no text."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.kb import PROGRAM, Kb

COMMANDS = (
    "capitals",
    "control mill -f json",
    "check",
    "add claim 'Seen.' --source radio --about red --no-input",
    "import new.csv",
    "edit first",
    "retract first --reason No",
    "map",
    "report page.html",
    "export jsonl -o folder",
    "export sqlite -o base.db",
    "export backup -o base.zip",
)


@pytest.fixture
def folder(kb: Kb) -> Path:
    kb.claims("- {id: first, subject: red, predicate: took, object: mill, locator: p1}")
    places = (kb.folder / "places.yaml").read_text()
    kb.write("places.yaml", places.replace("{id: mill,", "{id: mill, lat: 35.5, lon: 36.5,"))
    kb.write("new.csv", "statement,about,source,locator\nSeen here.,red,radio,p1\n")
    return kb.folder


def run(folder: Path, before: str, command: str, **more: str) -> subprocess.CompletedProcess[str]:
    line = f"{before} '{PROGRAM}' {command} --data '{folder}'"
    settings = {**os.environ, "EDITOR": "true", **more}
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, env=settings, cwd=folder, timeout=60)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("before", ["ulimit -n 10;", "COLUMNS=1", "env -u HOME", "TMPDIR=/nonexistent"])
def test_all_goes_as_it_does_elsewhere(folder: Path, before: str, command: str) -> None:
    done = run(folder, before, command)
    assert (done.returncode, "error" in done.stderr) == (0, False), done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_knowledge_base_may_lie_in_a_folder_whose_name_is_no_text(folder: Path, command: str) -> None:
    odd = folder.rename(folder.parent / "k\udcff")
    done = run(odd, "", command)
    assert (done.returncode, "error" in done.stderr) == (0, False), done.stderr
