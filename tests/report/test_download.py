"""What a reader takes away from the page: pictures and rows, made by the browser alone."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.kb import Kb
from tests.report.browser import opened, quiet, slide, written

pytest.importorskip("igraph")


@pytest.fixture
def page(browser: Any, war: Kb, tmp_path: Path) -> Iterator[Any]:
    actors = (war.folder / "actors.yaml").read_text("utf-8")
    war.write("actors.yaml", actors.replace("name: Grey Kingdom", 'name: "=Grey, الرمادي"'))
    (tmp_path / "saved").mkdir()
    given = {"behavior": "allow", "downloadPath": str(tmp_path / "saved")}
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", given)
    yield opened(browser, written(war, tmp_path))
    quiet(browser, "blob:", "data:image/svg+xml;")


def saved(page: Any, tmp_path: Path, section: str, format_: str) -> Path:
    """Press a button, and wait for the file."""
    before = set((tmp_path / "saved").iterdir())
    button = page.find_element("css selector", f"#{section} .buttons button[aria-label$='as {format_}']")
    page.execute_script("arguments[0].click()", button)
    until = monotonic() + 20
    while monotonic() < until:
        new = {each for each in (tmp_path / "saved").iterdir() if each.suffix not in (".crdownload", ".tmp")} - before
        if new and all(each.stat().st_size for each in new):
            return new.pop()
        sleep(0.05)
    raise AssertionError("nothing was saved")


def test_the_rows_of_a_table_are_those_that_are_seen_on_the_day(page: Any, tmp_path: Path) -> None:
    path = saved(page, tmp_path, "backing-of", "CSV")
    assert path.name == "backing-2020-12-31.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    head, row = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    assert head[:4] == ["As of", "Actor", "Relation", "To"]
    assert row[:4] == ["2020-12-31", "'=Grey, الرمادي", "backs", "Red Company"]
    assert row[head.index("Evidence")] == "grey-pays grey-denies"
    slide(page, 0)
    page.find_element("css selector", "#capitals-of .filter input").send_keys("mill")
    (row,) = list(csv.DictReader(saved(page, tmp_path, "capitals-of", "CSV").read_text("utf-8-sig").splitlines()))
    assert (row["As of"], row["Capital"], row["Controller"]) == ("2020-02-01", "Mill", "Red Company")


def test_map_and_graph_are_saved_with_title_day_legend_and_source(page: Any, tmp_path: Path) -> None:
    for name, told in (
        ("map", "hold 1 each of 3 provincial capitals"),
        ("graph", "1 relation, between 2 actors: 1 of support"),
    ):
        path = saved(page, tmp_path, f"{name}-of", "SVG")
        assert path.name == f"{name}-2020-12-31.svg"
        root = ElementTree.parse(path).getroot()
        words = " ".join("".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text"))
        for each in (told, "The Marches, as of 2020-12-31", "Radio March"):
            assert each in words, each
        assert not re.search("class=|style=|http://127", path.read_text("utf-8"))
        drawn = saved(page, tmp_path, f"{name}-of", "PNG").read_bytes()
        assert drawn.startswith(b"\x89PNG")
        assert int.from_bytes(drawn[16:20], "big") == 2 * int(float(root.attrib["width"]))
    rows = list(csv.DictReader(saved(page, tmp_path, "map-of", "CSV").read_text("utf-8-sig").splitlines()))
    assert [row["Place"] for row in rows] == ["Mill", "Ford", "Quay"]
    rows = list(csv.DictReader(saved(page, tmp_path, "graph-of", "CSV").read_text("utf-8-sig").splitlines()))
    assert [row["To"] for row in rows] == ["Red Company"]
