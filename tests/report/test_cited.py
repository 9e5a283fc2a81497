"""From a claim back to the rows of the page that rest on it."""

from pathlib import Path
from typing import Any

from tests.kb import Kb
from tests.report.browser import opened, parsed, quiet, slide, written


def cited(browser: Any, claim: str) -> list[str]:
    """What a claim is cited by, as its card says."""
    links = browser.find_elements("css selector", f"#claim-{claim} .cites a")
    return [each.get_property("textContent") for each in links]


def test_a_claim_leads_back_to_the_rows_that_rest_on_it_on_the_day(browser: Any, war: Kb, tmp_path: Path) -> None:
    opened(browser, written(war, tmp_path))
    assert cited(browser, "red-takes-ford") == ["Ford", "Timeline"]
    assert cited(browser, "grey-denies") == ["Grey Kingdom backs Red Company", "Timeline"]
    assert cited(browser, "old") == []
    assert cited(browser, "blue-takes-mill")[0] == "Mill"
    slide(browser, 0)
    assert cited(browser, "blue-takes-mill") == []
    assert cited(browser, "red-takes-mill") == ["Mill", "Timeline"]
    browser.find_element("css selector", "#claim-red-takes-mill .cites a").click()
    row = browser.find_element("css selector", ":target")
    assert row.text.split()[0] == "Mill"
    assert row.find_element("css selector", "[data-label=Evidence] a").get_attribute("href").endswith("red-takes-mill")
    quiet(browser)


def test_a_row_is_brought_that_is_on_another_page_or_filtered_away(browser: Any, crowd: Kb, tmp_path: Path) -> None:
    opened(browser, f"{written(crowd, tmp_path).as_uri()}#claim-t99")
    assert browser.find_elements("id", "row-places-village-99") == []
    section = browser.find_element("id", "places-of")
    section.find_element("css selector", ".filter input").send_keys("village 7")
    browser.find_element("css selector", "#claim-t99 .cites a").click()
    assert browser.find_element("css selector", ":target th").text == "Village 99"
    quiet(browser)


def test_without_a_script_it_leads_to_those_rows_that_are_there(war: Kb, tmp_path: Path) -> None:
    page = parsed(war, tmp_path)
    (card,) = page.all("article", id="claim-red-takes-ford")
    assert "Cited byFord; Timeline" in card.text
    links = [str(each.attributes["href"]) for each in page.all("a")]
    assert "#row-capitals-ford" in links
    assert "#row-relations-grey.backs.red" in links
    ids = {each.attributes.get("id") for each in page.elements}
    assert {link.removeprefix("#") for link in links} <= ids
