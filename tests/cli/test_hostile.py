"""Text of records and arguments is shown, never obeyed: no markup, no control characters, no turned directions."""

import csv
import io
import json
import re

import pytest

from tests.cli.test_cli import terminal
from tests.kb import Kb, run_program

ESCAPE, BELL, TURN, NULL = "\x1b[31m", "\x07", "\u202e", "\x00"
# What no output for people may hold: control characters besides the line's end, and what turns or hides text.
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
QUESTIONS = (
    *(["allies", "red"], ["backing"], ["backing", "--matrix"], ["relations", "red"], ["capitals"]),
    *(["capitals", "--by-controller"], ["control"], ["claims"], ["show", "red"], ["show", "one"], ["info"], ["check"]),
)


@pytest.fixture
def hostile(kb: Kb) -> Kb:
    name = r"[bold red]Red[/] \u001b[31m\u202eyn\u0007pm\noC | <b>&amp;</b> `x` _y_ *z* =1+1"
    kb.write("actors.yaml", f'- {{id: red, name: "{name}"}}\n- {{id: grey, name: "[/]"}}\n')
    kb.write("sources.yaml", f'- {{id: radio, title: "{name}", published: 2020}}\n')
    kb.write("kb.yaml", f'title: "{name}"\nabout: "{name}"\nschema: 1\n')
    kb.write("places.yaml", f'- {{id: mill, name: "{name}", kind: provincial-capital}}\n')
    kb.claims(f"""
        - {{id: one, statement: "{name}", subject: red, predicate: holds, object: mill, locator: "p1\\e]0;x\\a"}}
        - {{id: two, statement: "{name}", subject: grey, predicate: backs, object: red}}
        """)
    kb.write(
        "alliances.yaml", '- {id: a, subject: red, predicate: backs, object: grey, evidence: [two], note: "\\e[2J"}\n'
    )
    return kb


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
@pytest.mark.parametrize("format", ["table", "markdown", "json", "jsonl"])
def test_records_cannot_reach_the_terminal(hostile: Kb, question: list[str], format: str) -> None:
    result = hostile.run(*question, "--format", format)
    assert result.status == 0
    assert not FORBIDDEN.search(result.out), FORBIDDEN.search(result.out)
    assert not FORBIDDEN.search(result.err)


def test_markup_of_tables_is_shown_as_it_stands(hostile: Kb) -> None:
    assert "[bold red]Red[/]" in hostile.run("capitals").out.replace("\n", " ").replace("  ", " ")


def test_colours_of_the_terminal_are_ours_alone(hostile: Kb) -> None:
    shown = terminal("capitals", "--data", str(hostile.folder))
    assert "\x1b[31m\u202e" not in shown
    assert re.search(r"\x1b(?!\[[0-9;]*m)", shown) is None
    assert "\x07" not in shown


@pytest.mark.parametrize(
    "question",
    [
        *(["capitals", "-f", "csv"], ["backing", "-f", "csv"], ["export", "csv", "--table", "actors"]),
        *(["export", "jsonl", "--table", "actors"], ["graph", "-f", "graphml"], ["export", "geojson"]),
    ],
    ids=" ".join,
)
def test_data_does_not_steer_a_terminal_and_stays_data_elsewhere(hostile: Kb, question: list[str]) -> None:
    control = "\\x9b2Jname"
    hostile.write("actors.yaml", f'- {{id: red, name: "Red \u202e{control}"}}\n- {{id: grey, name: "[/]"}}\n')
    shown = terminal(*question, "--data", str(hostile.folder))
    assert not FORBIDDEN.search(re.sub("\r+\n", "\n", shown).replace("\t", " ")), shown
    assert run_program(*question, "--data", str(hostile.folder)).out.count("\n") >= shown.count("\n")


def test_what_csv_holds_is_escaped_on_a_terminal_and_raw_in_a_pipe(hostile: Kb) -> None:
    question = ("export", "csv", "--table", "actors", "--data", str(hostile.folder))
    assert "\\x1b[31m\\u202eyn\\x07pm" in terminal(*question)
    assert "\x1b[31m\u202eyn\x07pm" in run_program(*question).out


def test_json_gives_the_text_itself(hostile: Kb) -> None:
    (row,) = hostile.ask("capitals")["rows"]
    assert "\x1b[31m\u202e" in row["name"]
    assert "[bold red]" in row["name"]


def test_csv_gives_the_text_itself(hostile: Kb) -> None:
    table = list(csv.reader(io.StringIO(hostile.run("capitals", "--format", "csv").out)))
    assert len(table) == 2
    assert "[bold red]Red" in table[1][1]


def test_markdown_stays_a_table(hostile: Kb) -> None:
    lines = [line for line in hostile.run("capitals", "--format", "markdown").out.splitlines() if line.startswith("|")]
    cells = [len(re.split(r"(?<!\\)\|", line)) for line in lines]
    assert len(lines) == 3
    assert len(set(cells)) == 1
    assert "<b>" not in "".join(lines)


@pytest.mark.parametrize(
    "word", [f"{ESCAPE}red", f"r{BELL}ed", f"{TURN}der", "[bold red]x", "r\ned", "'; DROP TABLE", "%", ""]
)
@pytest.mark.parametrize("question", ["allies", "control", "show"])
def test_arguments_cannot_either(kb: Kb, word: str, question: str) -> None:
    for arguments in ([question, word], ["capitals", "--controller", word], ["capitals", "--as-of", word]):
        result = kb.run(*arguments)
        assert result.status in (0, 1, 2)
        assert not FORBIDDEN.search(result.out + result.err)
        assert "syriakb itself failed" not in result.err


def test_what_is_no_text_at_all_is_no_fault_of_ours(kb: Kb) -> None:
    for word in ("\udcff", "\ud800", "x" * 100_000, "ا" * 5000):
        for arguments in (["allies", word], ["show", word], ["capitals", "--as-of", word]):
            result = kb.run(*arguments)
            assert result.status in (1, 2), arguments[0]
            assert "syriakb itself failed" not in result.err, result.err[-300:]
    assert run_program("allies", "\udcff", "--data", str(kb.folder)).status == 1


def test_problems_show_hostile_text_safely(kb: Kb) -> None:
    kb.write(
        "claims.yaml", '- {id: "a\\e[2J", statement: "\\e[2J", "f\\e[2Jx": y, start: "\\e[2J", source: "\\u202e"}\n'
    )
    result = kb.run("check")
    assert result.status == 1
    assert not FORBIDDEN.search(result.out + result.err)
    assert not FORBIDDEN.search(json.dumps(json.loads(kb.run("check", "--format", "json").out)))
