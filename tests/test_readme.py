"""The README tells the truth: its commands print what it shows, and it leaves no command, option or field out."""

import re
import tomllib
from pathlib import Path

import pytest

from syriakb.cli.app import COMMANDS
from syriakb.model.fields import FIELDS
from tests.kb import run
from tests.readme import README, commands, played, shell, transcripts, write_files

TEXT = README.read_text(encoding="utf-8")


@pytest.mark.parametrize("transcript", transcripts(TEXT), ids=lambda transcript: " & ".join(commands(transcript)))
def test_the_commands_print_what_the_readme_shows(transcript: str, tmp_path: Path) -> None:
    write_files(TEXT, tmp_path)
    assert played(transcript, shell(tmp_path)) == transcript


@pytest.mark.parametrize("command", [name for names in COMMANDS.values() for name in names])
def test_every_command_is_documented_with_its_options(command: str) -> None:
    assert f"`syriakb {command}" in TEXT
    options = re.findall(r"^\s+(?:-\w, )?(--[a-z-]+)", run(command, "--help").out, re.M)
    assert options
    documented = {*re.findall(r"--[a-z-]+", TEXT), "--help"}
    # Filters of claims are told by example, and by `syriakb claims --help`.
    assert command == "claims" or set(options) <= documented


@pytest.mark.parametrize("kind", FIELDS, ids=lambda kind: kind.__name__)
def test_every_field_is_documented(kind: type) -> None:
    missing = [name for name in FIELDS[kind] if not re.search(rf"`{name}\b", TEXT)]
    assert not missing


def test_the_readme_sets_up_and_tests_with_two_commands() -> None:
    section = TEXT.partition("## Set up\n")[2].partition("\n## ")[0]
    assert len(re.findall(r"^```sh\n(.+)\n```$", section, re.M)) == 2


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(README.with_name("pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    names = {re.split(r"[<>=\[; ]", name)[0].lower() for name in wanted} - {"syriakb"}
    assert {name for name in names if f"`{name}`" not in TEXT.lower()} == set()
