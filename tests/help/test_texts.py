"""The README and the guides tell the truth, and leave no command, option or field out."""

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from syriakb import export as exports
from syriakb.cli.commands import COMMANDS
from syriakb.edits.form import FORMS as ADDED
from syriakb.edits.form import option
from syriakb.export import ftm
from syriakb.model.records import FIELDS
from syriakb.queries.control.capitals import Called
from syriakb.queries.relations import ties
from syriakb.reading import mentions
from syriakb.render import formats
from tests.kb import run
from tests.readme import GUIDES, ROOT, TEXTS, commands, played, shell, transcripts, write_files

TRANSCRIPTS = [transcript for text in TEXTS.values() for transcript in transcripts(text)]
FILES = {
    "Kb": "kb.yaml",
    "Predicate": "predicates.yaml",
    "Source": "sources.yaml",
    "Actor": "actors.yaml",
    "Place": "places.yaml",
    "Alliance": "alliances.yaml",
    "Ruling": "rulings.yaml",
    "Claim": "claims.yaml",
    "Retraction": "claims.yaml",
    "Capitals": "kb.yaml",
}
CONTRIBUTING = ROOT / ".github" / "CONTRIBUTING.md"
QUESTIONS = ROOT / "syriakb" / "help" / "asking.md"  # the options of every question, told once


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda transcript: " & ".join(commands(transcript)))
def test_the_commands_print_what_the_texts_show(transcript: str, tmp_path: Path) -> None:
    write_files(tmp_path)
    assert played(transcript, shell(tmp_path)) == transcript


def options_of(*command: str) -> list[str]:
    """The long options of a command, as its help lists them."""
    listed = re.findall(r"^  (?:-\w, )?--.*?(?:  |$)", run(*command, "--help").out, re.M)
    return re.findall(r"--[a-z-]+", "".join(listed))


@pytest.mark.parametrize("command", [name for names in COMMANDS.values() for name in names])
def test_every_option_is_documented_where_its_command_is(command: str) -> None:
    told = {text for path, text in TEXTS.items() if f"syriakb {command}" in text or path == QUESTIONS}
    asked = [(command, kind) for kind in ADDED] if command == "add" else [(command,)]
    options = {option for words in asked for option in options_of(*words)}
    assert options >= {"--help"}
    fields = {option(field.name) for form in ADDED.values() for field in form}  # the data model tells of those
    assert options - {"--help"} - (fields if command == "add" else set()) <= {*re.findall(r"--[a-z-]+", "".join(told))}


def test_the_kinds_that_mean_something_are_told() -> None:
    told = TEXTS[ROOT / "syriakb" / "help" / "data-model.md"].partition("## Which kinds mean something")[2]
    told = told.partition("\n## ")[0]
    rules = [file.read_text(encoding="utf-8") for file in (ROOT / "syriakb" / "queries").rglob("kin.sql")]
    (no_side,) = {
        found for text in (*rules, ties._NO_SIDE) for found in re.findall(r"kind (?:NOT )?IN \((.*?)\)", text)
    }
    kinds = {*re.findall("'(.*?)'", no_side), *ftm._SCHEMATA, mentions.PERSON, Called().kind}
    assert len(kinds) > 6
    assert {kind for kind in kinds if f"`{kind}`" not in told} == set()


@pytest.mark.parametrize("kind", FIELDS, ids=lambda kind: kind.__name__)
def test_every_field_is_documented(kind: type) -> None:
    text = TEXTS[ROOT / "syriakb" / "help" / "data-model.md"]
    section = next(part for part in text.split("\n## ") if part.startswith(FILES[kind.__name__]))
    assert [name for name in FIELDS[kind] if f"`{name}`" not in section] == []


@pytest.mark.parametrize("name", exports.EXPORTS)
def test_every_export_is_documented(name: str) -> None:
    assert f"\n- `{name}`: " in TEXTS[ROOT / "syriakb" / "help" / "exports.md"]


@pytest.mark.parametrize("name", formats.FORMATS)
def test_every_format_of_answers_is_documented(name: str) -> None:
    assert f"`{name}`" in TEXTS[QUESTIONS].partition("- `--format FORMAT`")[2].partition("\n- ")[0]


@pytest.mark.parametrize("path", [*TEXTS, CONTRIBUTING], ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (path.parent / link).is_file()] == []


def test_the_files_that_the_contributing_page_names_are_there() -> None:
    named = re.findall(r"`((?:\w+/)+\w+\.\w+)`", CONTRIBUTING.read_text(encoding="utf-8"))
    assert len(named) > 20
    assert [path for path in named if not ((ROOT / "syriakb" / path).is_file() or (ROOT / path).is_file())] == []


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_a_guide_fits_a_terminal_of_80_columns(path: Path) -> None:
    assert [line for line in TEXTS[path].splitlines() if cell_len(line) > 80 and not line.startswith("|")] == []
