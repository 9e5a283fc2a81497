"""The prepared facts as Parquet, asked by DuckDB: the same answers as of the files."""

import json
import re
from pathlib import Path

import pytest

from tests.index.test_server import ASKED, asked
from tests.kb import Kb, run
from tests.queries.test_portable import war

__all__ = ["war"]  # the fixture


def exported(kb: Kb, folder: Path) -> str:
    result = kb.run("export", "parquet", "--facts", "--out", str(folder))
    assert result.status == 0, result
    return str(folder)


def test_every_question_has_the_same_answer_there_as_here(war: Kb, tmp_path: Path) -> None:
    there = exported(war, tmp_path / "facts")
    for question in ASKED:
        here, found = war.ask(*question.split()), asked(there, *question.split())
        notes, base = found.pop("notes"), found.pop("base", None)
        assert base is None or base["title"] == here.pop("base")["title"]
        assert (notes if question.startswith("show") else notes[1:]) == here.pop("notes"), question
        assert found == here, question
    assert notes[0].startswith("As exported on 20")


def test_facts_are_partitioned_by_year_and_by_place_or_actor(war: Kb, tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    exported(war, folder)
    names = {str(each.relative_to(folder)) for each in folder.rglob("*.parquet")}
    assert any(name.startswith("control_fact/year=2020/part=") for name in names)
    assert any(name.startswith("relation_fact/year=") for name in names)
    assert names == {
        name for each in json.loads((folder / "about.json").read_text())["files"].values() for name in each
    }


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("search", "ford"), 1, "Full text is not searched in Parquet. Ask the folder that was exported."),
        (("sql", "COPY (SELECT 1) TO 'x.csv'"), 2, "The query cannot be run: only one SELECT is asked here."),
        (("sql", "SELECT * FROM read_csv('/etc/hosts')"), 2, "The query cannot be run: Permission Error"),
        (
            ("sql", "SELECT SUM(a.range * b.range) FROM range(1000000) AS a, range(1000000) AS b", "--timeout", "0.2"),
            1,
            "The q",
        ),
        (("export", "parquet", "--facts", "--out", "x"), 2, "The facts are written of files."),
        (("remove", "gate"), 1, "What is published on a server is only asked."),
    ],
)
def test_what_it_does_not_give_is_said(
    words: tuple[str, ...], status: int, message: str, war: Kb, tmp_path: Path
) -> None:
    result = run(*words, "--data", exported(war, tmp_path / "facts"))
    assert (result.status, result.out) == (status, ""), result
    assert f"error: {message}" in result.err
    assert not (tmp_path / "x").exists()


def test_what_is_wrong_with_the_folder_is_said(war: Kb, tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    there = exported(war, folder)
    about = (folder / "about.json").read_text()
    (folder / "about.json").write_text(re.sub('"stamp": .*,', '"stamp": 1,', about))
    assert run("control", "--data", there).err.startswith("error: It was written by another version, syriakb ")
    (folder / "about.json").write_text("{")
    assert run("control", "--data", there).err.endswith("does not tell of facts: syriakb export parquet --facts\n")
    (folder / "about.json").write_text(about)
    (folder / "claim.parquet").unlink()
    assert "is not complete: claim.parquet." in run("control", "--data", there).err


def test_facts_go_into_a_folder_and_are_of_all(war: Kb) -> None:
    assert war.run("export", "parquet", "--facts").err == "error: --facts goes into a folder: -o FOLDER\n"
    assert (
        war.run("export", "csv", "--facts", "-o", "x").err
        == "error: --facts is for the format parquet only. Leave it out.\n"
    )
    assert "it takes no other option" in war.run("export", "parquet", "--facts", "--as-of", "2020", "-o", "x").err
