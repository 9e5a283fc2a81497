"""The card of a place on the page's map: by pointer, by tap and by keyboard."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.kb import Kb
from tests.report.browser import opened, quiet, slide, written


@pytest.fixture
def page(browser: Any, war: Kb, tmp_path: Path) -> Iterator[Any]:
    yield opened(browser, written(war, tmp_path))
    quiet(browser)


def mark(page: Any, place: str) -> Any:
    (found,) = [each for each in page.find_elements("css selector", f"[data-place={place}]") if each.is_displayed()]
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
    return found.find_element("css selector", ".sign")


def card(page: Any) -> str:
    return " ".join(page.find_element("id", "card").text.split())


BESIDE = (
    "besieged by Blue Guard since 2020-03-01 p1; announced; by the latest report, 2020-01-01, nobody is known to hold"
    " it; stale: reported last 2020-01-01"
)
FORD = "Red Company Status ▣ besieged Basis own-word Since 2020-02-01 Evidence p7 p1 Grade B2"


def test_a_click_keeps_the_card_whose_links_lead_to_the_claims(page: Any) -> None:
    assert card(page) == ""
    mark(page, "ford").click()
    assert card(page) == f"× Ford Area Northern March Controller {FORD} {BESIDE}"
    slide(page, 0)
    assert "Status ■ held" in card(page)
    slide(page, 4)
    page.find_element("css selector", "#card a").click()
    assert page.find_element("css selector", ":target").get_attribute("id") == "claim-red-takes-ford"
    mark(page, "mill").click()
    assert card(page).startswith("× Mill")
    mark(page, "mill").click()
    assert card(page) == ""


def test_the_keyboard_and_the_pointer_show_it_and_escape_takes_it_away(page: Any) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    ActionChains(page).move_to_element(mark(page, "quay")).perform()
    assert card(page).startswith("× Quay Area The Marches Controller unknown")
    mark(page, "ford").click()
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert card(page) == ""
    page.find_element("css selector", "nav li:nth-child(2) a").click()
    page.switch_to.active_element.send_keys(Keys.TAB)
    for _ in range(9):
        if page.switch_to.active_element.get_attribute("data-place"):
            break
        page.switch_to.active_element.send_keys(Keys.TAB)
    here = page.switch_to.active_element
    assert card(page).startswith(f"× {here.get_attribute('data-name')}")
    here.send_keys(Keys.ENTER)
    assert here.get_attribute("aria-expanded") == "true"
    here.send_keys(Keys.TAB)
    assert page.switch_to.active_element.get_attribute("aria-label") == "Close"
