"""Putting right without an editor: single fields of a record given anew, or taken out."""

import pytest

from tests.kb import Kb, lines

RECORD = """\
# Ours
- id: old
  statement: The reds hold it.  # so they say
  # whom
  subject: red
  predicate: holds
  object: mill  # or the ford?
  source: radio
  start: 2020-01
  recorded: 2020-01-02

# The end
- {id: other, statement: "So.",   source: radio,
   about: [red, mill]}  # kept
"""
ALLY = '{"id": "ally", "statement": "Blue backs red.", "subject": "blue", "predicate": "backs", "object": "red", "source": "radio"}\n'  # noqa: E501


@pytest.fixture
def held(kb: Kb) -> Kb:
    """The reds hold the mill."""
    kb.write("claims.yaml", RECORD)
    kb.write("claims/more.jsonl", ALLY)
    kb.alliances("- {id: pact, subject: blue, predicate: backs, object: red, evidence: [ally]}")
    return kb


def text(kb: Kb, name: str = "claims.yaml") -> str:
    return (kb.folder / name).read_text(encoding="utf-8")


def test_who_is_left_where_a_loss_counts_no_more_is_not_said_to_gain_it(kb: Kb) -> None:
    kb.claims("""
        - {id: area, subject: red, predicate: holds, object: north, start: 2010}
        - {id: lost, subject: red, predicate: left, object: mill, start: 2019-03}
        """)
    changed = kb.ask("edit", "lost", "--credibility", "5")["changed"]
    assert lines(changed, "what id from after") == ["first reported mill 2019-03-31 red"]


def test_only_what_is_given_changes_where_it_stands(held: Kb) -> None:
    answer = held.ask("edit", "old", "--object", "Ford", "--start", "2020-02-03", "--said-by", "Bleus")
    changes = lines(answer["changed"], "what id from until before after")
    assert changes == ["gained ford 2020-02-03 - - red", "lost mill 2020-01-01 - red -"]
    assert answer["record"]["object"] == "ford"
    assert text(held) == (
        RECORD.replace("mill  # or", "ford  # or")
        .replace("2020-01\n", "2020-02-03\n")
        .replace("or the ford?\n", "or the ford?\n  said_by: blue\n")
    )


def test_a_field_is_taken_out_by_whatever_it_is_called(held: Kb) -> None:
    assert held.run("edit", "old", "--unset", "start", "--unset", "recorded").status == 0
    assert text(held) == RECORD.replace("  start: 2020-01\n  recorded: 2020-01-02\n", "")
    assert held.run("edit", "mill", "--unset", "--alias").status == 0
    assert "{id: mill, name: Mill, kind: provincial-capital, within: [north]}" in text(held, "places.yaml")


def test_a_record_in_braces_and_one_of_json(held: Kb) -> None:
    assert held.run("edit", "other", "--statement", "So: yes", "--unset", "about", "--note", "x").status == 0
    assert text(held) == RECORD.replace('"So."', '"So: yes"').replace(",\n   about: [red, mill]", ", note: x")
    assert held.run("edit", "ally", "--locator", "p3").status == 0
    assert text(held, "claims/more.jsonl") == ALLY.replace('"radio"}', '"radio", "locator": "p3"}')


def test_a_list_that_is_given_is_the_whole_list(held: Kb) -> None:
    assert held.run("edit", "Red Company", "--alias", "Reds", "--alias", "الحمر").status == 0
    assert "{id: red, name: Red Company, aliases: [Reds, الحمر], kind: militia}" in text(held, "actors.yaml")


def test_a_retraction_is_taken_out_too(held: Kb) -> None:
    assert held.run("retract", "old", "--reason", "A slip.").status == 0
    assert held.run("edit", "old", "--unset", "retracted").status == 0
    assert text(held) == RECORD


def test_a_record_with_errors_is_mended(held: Kb) -> None:
    held.write("claims.yaml", RECORD.replace("object: mill", "object: mlil"))
    assert held.run("edit", "old", "--object", "mill").status == 0
    assert text(held) == RECORD


def test_dates_are_taken_as_people_write_them(held: Kb) -> None:
    result = held.run("edit", "old", "--start", "1 January 2020")
    assert (result.status, result.err) == (0, "note: --start: 1 January 2020 is understood as 2020-01-01.\n")
    assert text(held) == RECORD.replace("start: 2020-01", "start: 2020-01-01")


def test_nothing_is_written_by_a_dry_run_or_where_it_says_so_already(held: Kb) -> None:
    told = held.run("edit", "old", "--object", "ford", "--dry-run")
    assert "-  object: mill  # or the ford?\n+  object: ford  # or the ford?\n" in told.out
    assert held.run("edit", "old", "--object", "Mill") == (0, "", "Nothing was changed.\n")
    assert text(held) == RECORD


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["old", "--lat", "3"], 2, "A claim has no --lat. It has --statement, --predicate,"),
        (["mill", "--said-by", "red", "--object", "ford"], 2, "A place has no --object and no --said-by."),
        (["holds", "--note", "x"], 2, "A predicate has no options here."),
        (["old", "--unset", "end"], 2, "old has no end to take out. It has statement, subject, predicate,"),
        (["old", "--unset", "id"], 2, "A record keeps its id. To give it another one: syriakb rename old NEW"),
        (["old", "--id", "new"], 2, "A record keeps its id. To give it another one: syriakb rename old new"),
        (["old", "--unset", "start", "--start", "2020"], 2, "--start gives what --unset start takes out."),
        (["old", "--unset", "object"], 2, "object"),
        (["old", "--unset", "statement"], 2, "The claim has no statement."),
        (["old", "--start", "soon"], 2, "--start: "),
        (["old", "--credibility", "9"], 2, "The field credibility"),
        (["old", "--object", "Mil"], 1, "--object: No place is called 'Mil'"),
        (["old", "--object", "blue"], 1, "blue"),
        (["odl", "--object", "mill"], 1, "No record is called 'odl'. Did you mean old?"),
    ],
)  # fmt: skip
def test_refused(held: Kb, arguments: list[str], status: int, message: str) -> None:
    result = held.run("edit", *arguments)
    assert (result.status, result.out) == (status, ""), result
    assert message in result.err
    assert text(held) == RECORD


def test_a_claim_graded_improbable_shows_which_answers_that_changes(held: Kb) -> None:
    answer = held.ask("edit", "old", "--credibility", "5", "--dry-run")
    assert lines(answer["changed"], "what id from before after") == ["lost mill 2020-01-01 red -"]
    assert "lost  Mill" in held.run("edit", "old", "--credibility", "5").out


def test_a_new_one_graded_improbable_moves_nothing_but_caveats(held: Kb) -> None:
    blue = ("add", "claim", "Blue took it.", "--subject", "blue", "--predicate", "took", "--object", "mill")
    answer = held.ask(*blue, "--source", "press", "--locator", "p1", "--start", "2020-02", "--credibility", "5")
    assert (answer["changed"], answer["notes"]) == (
        [],
        ["Who holds what and who is related to whom stays the same, but caveats change: Mill."],
    )
    assert held.ask("control", "mill")["rows"][0]["caveat"].startswith("that Blue Guard took it is graded improbable")
    about = held.ask("add", "claim", "So.", "--about", "red", "--source", "press", "--locator", "p1")
    assert about["notes"] == ["No answer about control or relations changes on any day."]
