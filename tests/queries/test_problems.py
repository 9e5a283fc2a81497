"""What `check` can be asked for, and how it shows people many problems of one kind."""

import json

import pytest

from tests.kb import Kb, Result

CLAIM = "- {{id: c{0}, statement: S{0}, source: radio}}\n"  # without a locator, which is a warning


@pytest.fixture
def faulty(kb: Kb) -> Kb:
    """One error, and five warnings of one kind before it in a file of another name."""
    kb.write("claims/a.yaml", "".join(CLAIM.format(n) for n in range(5)))
    kb.write("claims/b.yaml", "- {id: x, statement: X, source: raido, locator: p1}\n")
    return kb


def rows(result: Result) -> list[str]:
    return [f"{row['code']} {row['line']}" for row in json.loads(result.out)["rows"]]


def test_of_many_alike_people_are_shown_the_first_few_and_told_the_count(faulty: Kb) -> None:
    shown = faulty.run("check").out
    assert shown.count("no-locator") == 3 + 2  # and the note with how to see them
    assert "2 more of no-locator. To see them: syriakb check --code no-locator" in shown
    assert "1 error, 5 warnings." in shown
    assert shown.index("dangling-reference") < shown.index("no-locator")


def test_what_programs_read_has_them_all(faulty: Kb) -> None:
    assert rows(faulty.run("check", "--format", "json")) == [
        "dangling-reference 1",
        *(f"no-locator {line}" for line in range(1, 6)),
    ]


@pytest.mark.parametrize("option", [["--all"], ["--code", "no-locator"]])
def test_all_of_a_code_are_shown_where_they_are_asked_for(faulty: Kb, option: list[str]) -> None:
    shown = faulty.run("check", *option).out
    assert shown.count("no-locator") == 5
    assert "more of" not in shown


def test_three_of_a_code_are_simply_shown(kb: Kb) -> None:
    kb.write("claims.yaml", "".join(CLAIM.format(n) for n in range(3)))
    shown = kb.run("check").out
    assert (shown.count("no-locator"), "more of" in shown) == (3, False)


@pytest.mark.parametrize(
    ("options", "codes", "status"),
    [
        (["--severity", "error"], {"dangling-reference"}, 1),
        (["--severity", "warning"], {"no-locator"}, 0),
        (["--code", "no-locator"], {"no-locator"}, 0),
        (["--code", "no-locator", "--code", "dangling-reference"], {"no-locator", "dangling-reference"}, 1),
        (["--code", "nonsense"], set(), 0),
        (["--file", "claims/b.yaml"], {"dangling-reference"}, 1),
        (["--file", "claims"], {"no-locator", "dangling-reference"}, 1),
        (["--file", "claims/c.yaml"], set(), 0),
        (["--file", "claims/b.yaml", "--severity", "warning"], set(), 0),
    ],
)
def test_only_what_is_asked_for(faulty: Kb, options: list[str], codes: set[str], status: int) -> None:
    result = faulty.run("check", *options, "--format", "json")
    assert ({row["code"] for row in json.loads(result.out)["rows"]}, result.status) == (codes, status)


def test_a_file_is_named_as_it_stands_from_where_one_is(faulty: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(faulty.folder / "claims")
    assert rows(faulty.run("check", "--file", "b.yaml", "--format", "json")) == ["dangling-reference 1"]
    assert rows(faulty.run("check", "--file", str(faulty.folder / "claims/b.yaml"), "--format", "json")) == [
        "dangling-reference 1"
    ]


def test_nothing_of_that_sort_is_not_nothing_at_all(faulty: Kb) -> None:
    assert "There is no such problem." in faulty.run("check", "--code", "nonsense").out
