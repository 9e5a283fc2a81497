"""The graph of the page: what is drawn, what stands beside it, and what a browser makes of it."""

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from syriakb.pictures.core import READABLE
from tests.kb import SHIPPED, Kb
from tests.report.browser import opened, parsed, quiet, written

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
    assert legend.text == "hostilitysupportclaimed: only said by those named"
    assert len([each for each in page.all("g") if "data-subject" in each.attributes]) == 2
    (pairs,) = page.all("ul", **{"class": "pairs"})
    assert pairs.text == "Green Band is a member of League of the Marches: claimed, grade B6, alone"
    assert "Pairs whom nothing joins to anybody else:" in section.text


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
