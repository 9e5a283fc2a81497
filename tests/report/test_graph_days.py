"""The graph of the page through the days: what is drawn, how it stands, and what is said beside it."""

import re
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from tests.kb import Kb
from tests.report.browser import data_of, opened, quiet, slide, written

pytest.importorskip("igraph")
SHIFTING = """
    - {id: takes, subject: red, predicate: took, object: ford, start: 2020-01-01}
    - {id: fights, subject: red, predicate: fights, object: blue, start: 2020-02-01}
    - {id: pays, subject: grey, predicate: backs, object: red, start: 2020-02-01, end: 2020-05-31}
    - {id: denies, subject: grey, predicate: backs, object: red, start: 2020-04-01, stance: denies}
    - {id: joins, subject: green, predicate: member_of, object: league, start: 2020-03-01}
    - {id: only, subject: blue, predicate: backs, object: green, start: 2020-06-01, stance: denies}
    """
NAMES = {"red": "Red Company", "blue": "Blue Guard", "grey": "Grey Kingdom", "green": "Green Band"}
DRAWN = """
    const seen = (each) => each.getClientRects().length;
    const arrows = [...document.querySelectorAll("#graph-of [data-subject]")].filter(seen);
    const boxes = [...document.querySelectorAll("#graph-of [data-actor]")].filter(seen);
    const keys = [...document.querySelectorAll("#graph-of .keys li")].filter(seen);
    const pairs = [...document.querySelectorAll("#graph-pairs li")];
    return [arrows.map((each) => each.querySelector("title").textContent),
      pairs.map((each) => each.textContent.replace(/[◉◐] /, "")),
      boxes.map((each) => each.dataset.actor), keys.map((each) => each.dataset.key),
      document.querySelector("#graph-of svg.graph:not([hidden])").ariaLabel]"""


def told(browser: Any, name: str) -> str:
    return str(browser.find_element("id", name).get_property("textContent"))


def test_the_graph_shows_what_holds_on_the_day_as_it_stands_then(browser: Any, war: Kb, tmp_path: Path) -> None:
    war.claims(SHIFTING)
    opened(browser, written(war, tmp_path))
    days = data_of(tmp_path / "report.html")["days"]
    assert days[:5] == ["2020-01-01", "2020-02-01", "2020-03-01", "2020-04-01", "2020-06-01"]
    for number, day in enumerate(days):
        slide(browser, number)
        drawn, listed, boxes, _, label = browser.execute_script(DRAWN)
        svg = tmp_path / "graph.svg"
        war.run("graph", "--as-of", day, "-o", str(svg))
        alone = svg.read_text("utf-8") if svg.exists() else ""
        found = {each.partition(", grade")[0] for each in re.findall(r">([^<]*: (?:stated|disputed),[^<]*)<", alone)}
        assert {each.partition(", grade")[0] for each in (*drawn, *listed)} == found, day
        ends = {end for arrow in drawn for end in NAMES if NAMES[end] in arrow}
        assert set(boxes) == ends, day
        assert label == f"Who stands with and against whom, as of {day}"
        svg.unlink(missing_ok=True)
    slide(browser, 0)
    assert told(browser, "graph-finding") == "No claim on record tells of a relation on this day"
    slide(browser, 3)
    disputed = [each for each in browser.execute_script(DRAWN)[0] if "disputed" in each]
    assert disputed == [
        "Grey Kingdom backs Red Company: disputed, since 2020-02-01, until 2020-05-31, grade B6, pays denies;"
        " announced by 2020-01-01, the latest report; denied too (denies)"
    ]
    assert browser.execute_script(DRAWN)[3] == ["hostility", "support", "stated", "disputed"]
    finding = "3 relations, between 5 actors: 1 of hostility, 1 of membership and 1 of support"
    assert told(browser, "graph-finding") == finding
    assert told(browser, "graph-pairs").startswith("Green Band is a member of League of the Marches: ◉ stated")
    slide(browser, 4)
    assert told(browser, "graph-notes") == "2 relations that are only denied are left out."
    quiet(browser)


def test_days_that_together_have_too_much_to_read_have_pictures_of_their_own(
    browser: Any, kb: Kb, tmp_path: Path
) -> None:
    months = {1: "red-blue grey-red", 3: "red-green blue-green", 5: "league-red league-blue league-green grey-league"}
    kb.claims(
        "\n".join(
            f"- {{id: {pair}, subject: {pair.split('-')[0]}, predicate: fights, object: {pair.split('-')[1]},"
            f" start: 2020-0{month}-01, end: 2020-0{month}-28}}"
            for month, pairs in months.items()
            for pair in pairs.split()
        )
    )
    with patch("syriakb.report.graphs.READABLE", 3):
        content = data_of(written(kb, tmp_path))
    days = content["days"]
    found = [f"{days[first]} {days[last]} {len(drawn)}" for first, last, drawn in content["graph"]]
    assert found == [
        "2020-01-01 2020-01-01 2",
        "2020-01-29 2020-03-01 2",
        "2020-03-29 2020-05-01 4",
        "2020-05-29 2020-12-31 0",
    ]
    opened(browser, tmp_path / "report.html")
    shown = {days[number]: len(browser.execute_script(DRAWN)[0]) for number in range(7) if slide(browser, number)}
    assert list(shown.values()) == [2, 0, 2, 0, 4, 0, 0]
    quiet(browser)
