"""A generated knowledge base answers to the letter alike, in whichever form and by whichever reader it was read."""

from pathlib import Path

import pytest

from syriakb.text import canonical, yaml
from tests.bench.generate import generate
from tests.bench.skewed import Shape, skewed
from tests.kb import Kb

QUESTIONS = (
    ("allies", "Force 7", "--depth", "2"),
    ("relations", "actor-7"),
    ("backing", "--backer", "actor-7"),
    ("capitals", "--by-controller"),
    ("capitals", "--as-of", "2018", "--known-by", "2020"),
    ("control", "governorate-3"),
    ("control", "--controller", "actor-3"),
    ("claims", "--about", "actor-7", "--all"),
    ("show", "c77"),
    ("why", "capital-3"),
    ("search", "checkpoint"),
    ("timeline", "capital-3"),
    ("check",),
)
CLAIMS = 600


def answers(folder: Path) -> list[str]:
    kb = Kb(folder)
    told = [kb.run(*question, "--format", "json").out for question in QUESTIONS]
    return [text.replace(str(folder), "the folder") for text in told]


@pytest.fixture
def expected(tmp_path: Path) -> list[str]:
    generate(tmp_path / "yaml" / "kb", CLAIMS, "yaml")
    return answers(tmp_path / "yaml" / "kb")


def test_json_lines_answer_as_yaml_does(tmp_path: Path, expected: list[str]) -> None:
    generate(tmp_path / "jsonl" / "kb", CLAIMS, "jsonl")
    assert answers(tmp_path / "jsonl" / "kb") == expected
    assert all(expected)


def test_the_yaml_parser_alone_answers_as_the_fast_reader_does(
    tmp_path: Path, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(canonical, "items", lambda _kind, text: yaml.items(text, single=False))
    generate(tmp_path / "parser" / "kb", CLAIMS, "yaml")
    assert answers(tmp_path / "parser" / "kb") == expected


def test_what_several_processes_read_answers_as_what_one_read(
    tmp_path: Path, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("syriakb.index.read._WORTHWHILE", 0)
    generate(tmp_path / "shared" / "kb", CLAIMS, "yaml")
    assert answers(tmp_path / "shared" / "kb") == expected


def test_a_skewed_one_is_whole_and_as_skewed_as_events_are(tmp_path: Path) -> None:
    """What measures repeated propositions rests on it: more than a tenth of the claims is about one pair of actors."""
    shape = Shape(claims=2000, places=300, pairs=90)
    skewed(tmp_path / "one", shape, "jsonl")
    skewed(tmp_path / "same", shape, "jsonl")
    kb = Kb(tmp_path / "one")

    assert [problem for problem in kb.problems("severity code") if problem != "warning ambiguous-alias"] == []
    assert _counted(kb, "subject, object", "actor-%")[0] > 200
    of_places = _counted(kb, "object", "place-%")
    assert of_places[0] > 15 * of_places[len(of_places) // 2]
    for path in (tmp_path / "one").rglob("*.*"):
        assert path.read_bytes() == (tmp_path / "same" / path.relative_to(tmp_path / "one")).read_bytes()


def _counted(kb: Kb, columns: str, object_: str) -> list[int]:
    query = f"SELECT count(*) AS n FROM claims WHERE object LIKE '{object_}' GROUP BY {columns} ORDER BY n DESC"
    return [int(row) for row in kb.rows("n", "sql", query)]
