"""The page on a phone and on paper."""

import base64
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.kb import SHIPPED, Kb
from tests.report.browser import opened, quiet, written


@pytest.fixture
def phone(browser: Any) -> Iterator[Any]:
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    yield browser
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def seen(browser: Any, selector: str) -> list[str]:
    return [each.text for each in browser.find_elements("css selector", selector) if each.is_displayed()]


def test_the_shipped_page_is_at_most_twenty_screens_of_a_phone(phone: Any, tmp_path: Path) -> None:
    opened(phone, written(Kb(SHIPPED), tmp_path))
    height, width = phone.execute_script(
        "return [document.documentElement.scrollHeight, document.documentElement.scrollWidth]"
    )
    assert height <= 20 * 844
    assert width <= 390
    assert phone.find_element("id", "day").accessible_name == "Day"  # though the word is not seen
    quiet(phone)


def test_on_a_phone_a_row_has_three_cells_and_the_rest_on_demand(phone: Any, war: Kb, tmp_path: Path) -> None:
    opened(phone, written(war, tmp_path))
    row = "#capitals tbody tr:first-child"
    assert [each.split()[0] for each in seen(phone, "#capitals thead th")] == ["Capital", "Controller", "Status"]
    assert seen(phone, f"{row} > *") == ["Mill", "Blue Guard", "■ held"]
    button = phone.find_element("css selector", f"{row} button")
    assert button.get_attribute("aria-expanded") == "false"
    button.click()
    assert seen(phone, f"{row} > *")[1:3] == ["Northern March", "Blue Guard"]
    assert len(seen(phone, f"{row} > *")) == 8
    assert button.get_attribute("aria-expanded") == "true"
    phone.find_element("css selector", "#capitals-of .sort option[value='5 -1']").click()
    assert seen(phone, "#capitals tbody th") == ["Mill", "Ford", "Quay"]
    phone.find_element("css selector", "#capitals-of .sort option[value='5 1']").click()
    assert seen(phone, "#capitals tbody th") == ["Ford", "Mill", "Quay"]
    quiet(phone)


def test_on_paper_pages_are_numbered_heads_repeated_and_controls_left_out(browser: Any, tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    opened(browser, written(Kb(SHIPPED), tmp_path))
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": False})["data"]
    pages = pypdf.PdfReader(io.BytesIO(base64.b64decode(printed))).pages
    assert [round(float(each)) for each in pages[0].mediabox[2:]] == [595, 842]
    texts = [page.extract_text() for page in pages]
    assert all(f"{number} / {len(pages)}" in text for number, text in enumerate(texts, 1))
    text = "\n".join(texts)
    assert (
        text.count("Actor Relation To Group Standing Since Until Evidence Grade") >= 3
    )  # of two tables, one on two pages
    for control in ("Filter", "Sort by", "Moves the page", "▶"):
        assert control not in text
    assert "syriakb" in texts[-1]
    # Swatches and tints print, though browsers leave grounds out to save ink; nothing lies beyond the edge.
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    kept = "return getComputedStyle(document.querySelector('.swatch')).printColorAdjust"
    assert browser.execute_script(kept) == "exact"
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_on_a_tablet_no_table_is_wider_than_the_screen(browser: Any, tmp_path: Path) -> None:
    size = {"width": 768, "height": 1024, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    opened(browser, written(Kb(SHIPPED), tmp_path))
    beyond = "(each) => each.scrollWidth - each.clientWidth"
    script = f"return [...document.querySelectorAll('.scroll:has(table)')].map({beyond})"
    assert browser.execute_script(script) == [0, 0, 0, 0, 0]
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
