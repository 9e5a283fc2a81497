"""The README is short, and tells how to begin: what each command does, what must be installed and why."""

import re
import tomllib

import pytest

from syriakb.cli.commands import COMMANDS
from tests.readme import README, TEXTS

TEXT = TEXTS[README]


def test_the_readme_is_read_in_a_few_minutes() -> None:
    assert len(TEXT.splitlines()) <= 240


@pytest.mark.parametrize("command", [name for names in COMMANDS.values() for name in names])
def test_every_command_stands_in_the_tables(command: str) -> None:
    assert re.search(rf"^\| .*`syriakb {command}\b.* \| .+ \|$", TEXT, re.M)


def test_the_readme_sets_up_and_tests_with_two_commands() -> None:
    section = TEXT.partition("## Set up\n")[2].partition("\n## ")[0]
    first, second = re.findall(r"^```sh\n(.+)\n```$", section, re.M)
    assert first.endswith("syriakb capitals")
    assert "test" not in first
    assert second.endswith("pytest -n auto")


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(README.with_name("pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    names = {re.split(r"[<>=\[; ]", name)[0].lower() for name in wanted} - {"syriakb"}
    assert {name for name in names if f"`{name}`" not in TEXT.lower()} == set()
