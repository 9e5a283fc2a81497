"""How much of a long list is shown: people see its beginning and how much there is, programs get all of it."""

import csv
import io
import json

import pytest

from tests.kb import Kb

MANY = 120
LONG = [("claims",), ("timeline",), ("show", "red"), ("why", "mill"), ("show", "radio"), ("show", "mill")]


@pytest.fixture
def long(kb: Kb) -> Kb:
    """The Marches, where the radio says 120 times that red holds the mill."""
    days = (f"2020-{1 + at // 28:02}-{1 + at % 28:02}" for at in range(MANY))
    kb.claims(
        "\n".join(f"- {{id: c{day}, subject: red, predicate: holds, object: mill, start: {day}}}" for day in days)
    )
    return kb


def rows(answer: dict[str, list[object]]) -> int:
    return len(answer["rows"] if "rows" in answer else answer["claims"])


@pytest.mark.parametrize("question", LONG)
def test_json_has_all_of_it(long: Kb, question: tuple[str, ...]) -> None:
    answer = long.ask(*question)
    assert rows(answer) == MANY
    assert not any("first" in note for note in answer["notes"])


@pytest.mark.parametrize("question", [("claims",), ("timeline",), ("why", "mill")])
def test_so_do_csv_and_json_lines(long: Kb, question: tuple[str, ...]) -> None:
    assert len(list(csv.reader(io.StringIO(long.run(*question, "--format", "csv").out)))) == MANY + 1
    assert len(long.run(*question, "--format", "jsonl").out.splitlines()) == MANY


@pytest.mark.parametrize("question", LONG)
def test_people_see_the_first_50_and_how_many_there_are(long: Kb, question: tuple[str, ...]) -> None:
    shown = long.run(*question, "--format", "markdown").out
    assert shown.count("As the radio says.") == 50
    assert f"The first 50 of {MANY}" in shown
    assert "--limit N or --all" in shown


@pytest.mark.parametrize("question", LONG)
def test_limit_and_all_hold_for_everybody(long: Kb, question: tuple[str, ...]) -> None:
    assert long.run(*question, "--format", "markdown", "--all").out.count("As the radio says.") == MANY
    assert long.run(*question, "--format", "markdown", "--limit", "7").out.count("As the radio says.") == 7
    answer = long.ask(*question, "--limit", "7")
    assert (rows(answer), answer["total"]) == (7, MANY)
    assert any(f"The first 7 of {MANY}" in note for note in answer["notes"])
    assert rows(long.ask(*question, "--limit", "7", "--all")) == MANY


def test_search_gives_the_best_50_to_programs_too(long: Kb) -> None:
    answer = long.ask("search", "radio says")
    assert (rows(answer), answer["total"]) == (50, MANY)
    assert rows(long.ask("search", "radio says", "--all")) == MANY


def test_what_somebody_says_of_others_stands_after_what_is_said_of_them_and_counts_once(kb: Kb) -> None:
    kb.claims("""
        - {id: c1, about: [blue], said_by: red}
        - {id: c2, about: [red], said_by: red}
        - {id: c3, about: [blue], said_by: red}
        - {id: c4, about: [red]}
        """)
    for limit, ids in ((9, ["c2", "c4", "c1", "c3"]), (3, ["c2", "c4", "c1"]), (1, ["c2"])):
        answer = kb.ask("show", "red", "--limit", str(limit))
        assert ([row["claim"] for row in answer["claims"]], answer["total"]) == (ids, 4)


def test_sql_gives_programs_all(kb: Kb) -> None:
    query = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500) SELECT i FROM n"
    assert len(json.loads(kb.run("sql", query, "--format", "json").out)["rows"]) == 1500
    assert len(json.loads(kb.run("sql", query, "--format", "json", "--limit", "3").out)["rows"]) == 3
    assert kb.run("sql", query).out.count("\n") < 1020


def test_the_help_says_what_is_shown_without_the_options(kb: Kb) -> None:
    told = " ".join(kb.run("show", "-h").out.split())
    assert "50 for people, all for programs" in told
    assert "--all" in told
