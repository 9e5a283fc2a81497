"""The graph of the page: what is drawn, what stands beside it, and what a browser makes of it."""

import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from syriakb.pictures.core import READABLE
from tests.kb import SHIPPED, Kb
from tests.report.browser import data_of, opened, parsed, quiet, written

pytest.importorskip("igraph")


def test_of_a_graph_too_dense_to_read_the_page_draws_the_core_and_says_what_it_leaves_out(
    war: Kb, tmp_path: Path
) -> None:
    war.write("actors.yaml", "\n".join(f"- {{id: a{at}, name: Actor {at}, kind: group}}" for at in range(12)))
    ends = combinations(range(12), 2)
    war.claims("\n".join(f"- {{id: c{a}-{b}, subject: a{a}, predicate: backs, object: a{b}}}" for a, b in ends))
    page = parsed(war, tmp_path)
    (section,) = page.all("section", id="graph-of")
    drawn = len([each for each in page.all("g") if "data-subject" in each.attributes])
    assert 0 < drawn <= READABLE
    told = f"Drawn are {drawn} relations among those who have most of them with each other; {66 - drawn} more are not"
    assert told in section.text


def test_pairs_and_the_legend_stand_beside_the_graph(war: Kb, tmp_path: Path) -> None:
    war.claims("""
        - {id: pays, subject: grey, predicate: backs, object: red}
        - {id: fights, subject: red, predicate: fights, object: blue}
        - {id: alone, subject: green, predicate: member_of, object: league}
        """)
    page = parsed(war, tmp_path)
    (section,) = page.all("section", id="graph-of")
    (legend,) = page.all("ul", **{"class": "legend keys"})
    assert legend.text == "hostilitysupportstated: said by a source in its own voice"
    assert len([each for each in page.all("g") if "data-subject" in each.attributes]) == 2
    (pairs,) = page.all("ul", **{"class": "pairs"})
    # What stands last leads to the claim.
    assert pairs.text == "Green Band is a member of League of the Marches: ◉ stated, grade B6, p1"
    assert "Pairs whom nothing joins to anybody else:" in section.text


@pytest.mark.parametrize(
    ("asked", "drawn"),
    [
        (("Red",), "grey-red red-blue"),
        (("red", "--depth", "2"), "blue-league green-blue grey-red red-blue"),
        (("grey", "--depth", "3"), "blue-league green-blue grey-red red-blue"),
        (("league",), "blue-league"),
    ],
)
def test_the_part_of_the_graph_around_an_actor_is_chosen_and_named(
    war: Kb, tmp_path: Path, asked: tuple[str, ...], drawn: str
) -> None:
    war.claims("""
        - {id: pays, subject: grey, predicate: backs, object: red}
        - {id: fights, subject: red, predicate: fights, object: blue}
        - {id: joins, subject: blue, predicate: member_of, object: league}
        - {id: helps, subject: green, predicate: backs, object: blue}
        """)
    page = parsed(war, tmp_path, "--graph-of", *asked)
    arrows = [each.attributes for each in page.all("g") if "data-subject" in each.attributes]
    assert " ".join(sorted(f"{each['data-subject']}-{each['data-object']}" for each in arrows)) == drawn
    assert len(page.all("rect", **{"class": "actor centre"})) == 1
    (section,) = page.all("section", id="graph-of")
    assert re.search(
        "Who stands with and against (Red Company|Grey Kingdom|League of the Marches), as of", section.text
    )
    # The tables have all relations, whatever the graph has.
    assert len(data_of(tmp_path / "report.html")["tables"]["relations"]["rows"]) >= 4


def test_a_graph_of_nobody_or_of_one_without_relations_is_said(war: Kb, tmp_path: Path) -> None:
    page = parsed(war, tmp_path, "--graph-of", "green")
    assert "No relation of Green Band is recorded." in page.all("section", id="graph-of")[0].text
    unknown = war.run("report", str(tmp_path / "none.html"), "--graph-of", "violet")
    assert unknown.status == 1
    assert "violet" in unknown.err
    alone = war.run("report", str(tmp_path / "none.html"), "--depth", "2")
    assert alone.status == 2
    assert "--graph-of ACTOR --depth N" in alone.err


def test_the_graph_fits_its_column_and_no_word_of_it_is_smaller_than_eleven_pixels(
    browser: Any, tmp_path: Path
) -> None:
    page = written(Kb(SHIPPED), tmp_path)
    script = """
        const [svg, column] = ["svg.graph", "#graph-of .scroll"].map((each) => document.querySelector(each));
        const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
        const sizes = [...svg.querySelectorAll("text")].map((each) => parseFloat(getComputedStyle(each).fontSize));
        return [column.scrollWidth - column.clientWidth, scale * Math.min(...sizes)]"""
    for width, fits in ((1280, True), (768, False), (390, False)):
        size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        opened(browser, page)
        beyond, least = browser.execute_script(script)
        assert (beyond == 0) == fits, width
        assert least >= 11, width
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    quiet(browser)
