"""Dates as people write them on the command line: told as understood, refused where two days are meant."""

import json
import subprocess
import sys
from datetime import date, timedelta

import pytest

from tests.kb import Kb

DAYS = [
    ("8 December 2024", "2024-12-08"),
    ("Dec 8, 2024", "2024-12-08"),
    ("2024-12-8", "2024-12-08"),
    ("08.12.2024", "2024-12-08"),
    ("latest", "2020-12-31"),
    ("Latest", "2020-12-31"),
    ("latest-7d", "2020-12-24"),
    ("latest-2w", "2020-12-17"),
    ("latest-1m", "2020-11-30"),
    ("latest-1y", "2019-12-31"),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_day_is_told_as_it_was_understood(kb: Kb, text: str, day: str) -> None:
    result = kb.run("control", "mill", "--as-of", text)
    assert (result.status, result.err) == (0, "")
    assert f"as of {day}" in result.out
    assert f"--as-of: {text} is understood as {day}." in result.out
    answer = kb.ask("control", "mill", "--as-of", text)
    assert (answer["as_of"], answer["notes"][0]) == (day, f"--as-of: {text} is understood as {day}.")


def test_yesterday_is_the_calendars(kb: Kb) -> None:
    yesterday = (date.today() - timedelta(1)).isoformat()
    assert kb.ask("control", "mill", "--as-of", "yesterday")["as_of"] == yesterday


def test_of_edtf_nothing_is_said(kb: Kb) -> None:
    assert kb.run("control", "mill", "--as-of", "2020-02").err == ""


def test_latest_is_the_day_of_an_answer_without_the_option(kb: Kb) -> None:
    kb.write("kb.yaml", "title: The Marches\nschema: 1\n")
    kb.claims("- {id: a, reported: 2020-08-03}")
    day = kb.ask("control", "mill")["as_of"]
    assert (day, kb.ask("control", "mill", "--as-of", "latest")["as_of"]) == ("2020-08-03", day)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("control", "mill", "--as-of", "08/12/2024"), "--as-of: 08/12/2024 can mean two days, 2024-08-12 and 2024-12"),
        (("control", "mill", "--known-by", "soon"), "--known-by: soon is not a date: write a year, a month or a day"),
        (("control", "mill", "--as-of", "latest-7"), "--as-of: latest-7 is not a date"),
        (("control", "mill", "--as-of", "latest+7d"), "--as-of: latest+7d is not a date"),
        (("diff", "08/12/2024", "latest"), "FROM: 08/12/2024 can mean two days"),
        (("diff", "latest", "soon"), "TO: soon is not a date"),
        (("diff", "", "latest"), "FROM: '' is not a date"),
        (("diff", "latest", "latest", "--known-by-to", "soon"), "--known-by-to: soon is not a date"),
        (("timeline", "--from", "08/12/2024"), "--from: 08/12/2024 can mean two days"),
        (("timeline", "--to", "soon"), "--to: soon is not a date"),
    ],
)
def test_what_is_no_day_is_refused_by_the_name_of_its_option(kb: Kb, arguments: tuple[str, ...], error: str) -> None:
    result = kb.run(*arguments)
    assert (result.status, result.out) == (2, "")
    assert result.err.splitlines()[-1].startswith(f"error: {error}")


def test_a_week_is_compared_by_its_days(kb: Kb) -> None:
    week = ("diff", "latest-7d", "latest", "--known-by-from", "30 December 2020")
    told = "What changed from 2020-12-24 (knowing all reported by 2020-12-30) to 2020-12-31"
    assert kb.run(*week).out.startswith(told)
    assert kb.ask(*week)["notes"][:3] == [
        "FROM: latest-7d is understood as 2020-12-24.",
        "--known-by-from: 30 December 2020 is understood as 2020-12-30.",
        "TO: latest is understood as 2020-12-31.",
    ]


def test_a_timeline_is_cut_at_days(kb: Kb) -> None:
    kb.claims("[{id: a, start: 2019-03-01}, {id: b, start: 2019-03-08}, {id: c, start: 2019-03-20}]")
    assert kb.rows("claim", "timeline", "--from", "2 March 2019", "--to", "9 March 2019") == ["b"]


def test_what_reads_dates_is_loaded_only_for_what_is_no_edtf(kb: Kb) -> None:
    run = (
        "import atexit, sys; atexit.register(lambda: print('dateutil' in sys.modules));"
        "from syriakb.cli.app import main; main()"
    )
    for text, loaded in (("2020-02", "False"), ("latest-7d", "False"), ("1 February 2020", "True")):
        asked = (sys.executable, "-c", run, "control", "mill", "--data", str(kb.folder), "--as-of", text)
        assert subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()[-1] == loaded


SAID = ("add", "claim", "X.", "--source", "radio", "--locator", "p1", "--id", "new")


def test_a_record_is_given_its_date_as_somebody_writes_it(kb: Kb) -> None:
    result = kb.run(*SAID, "--start", "8 December 2019", "--reported", "2019-12-9")
    assert result.status == 0
    assert result.err.splitlines() == [
        "note: --start: 8 December 2019 is understood as 2019-12-08.",
        "note: --reported: 2019-12-9 is understood as 2019-12-09.",
    ]
    assert "  start: 2019-12-08\n  reported: 2019-12-09\n" in (kb.folder / "claims.yaml").read_text()


def test_a_date_that_can_mean_two_days_adds_nothing(kb: Kb) -> None:
    result = kb.run(*SAID, "--start", "08/12/2019")
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("error: --start: 08/12/2019 can mean two days, 2019-08-12 and 2019-12-08")
    assert not (kb.folder / "claims.yaml").exists()


def test_what_begins_after_its_report_or_in_the_future_is_told_at_once(kb: Kb) -> None:
    after = kb.run(*SAID, "--start", "8 December 2024")
    assert "warning: The start 2024-12-08 is after the report 2020-01-01." in after.err
    ahead = kb.run("add", "source", "Late", "--published", "9000-01-01")
    assert ahead.err.startswith("warning: The date published 9000-01-01 is in the future.")
    assert kb.run("add", "source", "Other", "--published", "2020").err == ""


def test_a_file_stays_strict_and_says_what_was_probably_meant(kb: Kb) -> None:
    for text, hint in (
        ("8 December 2019", "Did you mean 2019-12-08?"),
        ("08/12/2019", "Did you mean 2019-08-12 or 2019-12-08?"),
        ("yesterday", None),
        ("soon", None),
    ):
        kb.write("claims.yaml", f"- {{id: a, statement: A, source: radio, locator: p1, start: {text}}}\n")
        row = _only(kb)
        assert (row["code"], row["hint"]) == ("bad-date", hint)


def _only(kb: Kb) -> dict[str, object]:
    (row,) = json.loads(kb.run("check", "--format", "json").out)["rows"]
    return dict(row)
