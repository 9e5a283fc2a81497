"""One actor of the page's graph: by pointer, tap and keyboard, and what then becomes of graph and tables."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.kb import Kb
from tests.report.browser import opened, quiet, rows, slide, written

pytest.importorskip("igraph")


@pytest.fixture
def page(browser: Any, war: Kb, tmp_path: Path) -> Iterator[Any]:
    """Red fights blue, grey backs red, green joins the league with blue; red holds the ford from February."""
    war.claims("""
        - {id: takes, subject: red, predicate: took, object: ford, start: 2020-02-01}
        - {id: mill, subject: blue, predicate: took, object: mill, start: 2020-02-01}
        - {id: fights, subject: red, predicate: fights, object: blue, start: 2020-02-01}
        - {id: pays, subject: grey, predicate: backs, object: red, start: 2020-04-01}
        - {id: joins, subject: green, predicate: member_of, object: league, start: 2020-04-01}
        - {id: with, subject: blue, predicate: member_of, object: league, start: 2020-04-01}
        - {id: tells, about: [grey], said_by: blue, start: 2020-05-01}
        """)
    yield opened(browser, written(war, tmp_path))
    quiet(browser)


def click(page: Any, actor: str) -> None:
    box = page.find_element("css selector", f"[data-actor={actor}] text")
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", box)
    box.click()


def bright(page: Any) -> str:
    """What of the graph is not dimmed: `blue red | red-blue`."""
    script = """
        const clear = [...document.querySelectorAll("svg.graph:not(.key) > g")]
          .filter((each) => getComputedStyle(each).opacity === "1");
        const actors = clear.filter((each) => each.dataset.actor).map((each) => each.dataset.actor).sort();
        const arrows = clear.filter((each) => each.dataset.subject)
          .map((each) => `${each.dataset.subject}-${each.dataset.object}`).sort();
        return `${actors.join(" ")} | ${arrows.join(" ")}`"""
    return str(page.execute_script(script))


ALL = "blue green grey league red | blue-league green-league grey-red red-blue"


def relations(page: Any) -> list[str]:
    return [f"{row[0]} {row[1]} {row[2]}" for row in rows(page, "relations")]


def told(page: Any) -> str:
    status = page.find_element("css selector", "#focus [role=status]")
    assert status.get_attribute("aria-live") == "polite"
    return str(status.get_property("textContent"))


def test_a_click_on_an_actor_dims_the_rest_and_filters_the_tables_until_the_second(page: Any) -> None:
    assert bright(page) == ALL
    click(page, "red")
    assert bright(page) == "blue grey red | grey-red red-blue"
    assert relations(page) == ["Grey Kingdom backs Red Company", "Red Company fights Blue Guard"]
    assert [row[0] for row in rows(page, "capitals")] == ["Ford"]
    assert [row[1] for row in rows(page, "timeline")] == ["As the radio says."] * 3
    assert told(page) == "Only Red Company: 2 relations in the graph, and in the tables what concerns it. "
    pressed = "return [...document.querySelectorAll('[aria-pressed=true]')].map((each) => each.dataset.actor)"
    assert page.execute_script(pressed) == ["red"]
    click(page, "red")
    assert bright(page) == ALL
    assert len(relations(page)) == 4
    assert told(page) == "All actors are shown."
    assert page.execute_script(pressed) == []


def test_what_somebody_says_or_is_said_of_concerns_them(page: Any) -> None:
    click(page, "grey")
    assert [row[0] for row in rows(page, "timeline")] == ["2020-04-01", "2020-05-01"]
    assert told(page).startswith("Only Grey Kingdom: 1 relation in the graph")
    assert rows(page, "capitals") == []


def test_escape_and_a_button_undo_it(page: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    click(page, "league")
    assert bright(page) == "blue green league | blue-league green-league"
    page.find_element("css selector", "body").send_keys(Keys.ESCAPE)
    assert bright(page) == ALL
    click(page, "league")
    button = page.find_element("css selector", "#focus button")
    assert button.is_displayed()
    button.click()
    assert bright(page) == ALL
    assert not button.is_displayed()


def test_a_tap_does_what_a_click_does(page: Any) -> None:
    box = page.find_element("css selector", "[data-actor=red] text")
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", box)
    at = page.execute_script("const b = arguments[0].getBoundingClientRect(); return {x: b.x + 9, y: b.y + 9}", box)
    page.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
    for kind, points in (("touchStart", [at]), ("touchEnd", [])):
        page.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    page.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})
    assert bright(page) == "blue grey red | grey-red red-blue"


def test_the_keyboard_shows_each_actor_it_rests_on_and_enter_keeps_one(page: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    region = page.find_element("css selector", "#graph-of .scroll")
    region.send_keys(Keys.TAB)
    here = page.switch_to.active_element
    assert here.get_attribute("data-actor") == "blue"
    assert here.get_attribute("role") == "button"
    assert bright(page) == "blue league red | blue-league red-blue"
    assert told(page).endswith("Enter keeps it so. ")
    here.send_keys(Keys.ARROW_RIGHT)
    here = page.switch_to.active_element
    assert here.get_attribute("data-actor") == "green"
    assert relations(page) == ["Green Band is a member of League of the Marches"]
    here.send_keys(Keys.TAB)
    assert bright(page) == ALL  # one stop of the tab key, and nothing is kept
    here.send_keys(Keys.ENTER)
    page.switch_to.active_element.send_keys(Keys.TAB)
    assert bright(page) == "green league | green-league"
    assert len(relations(page)) == 1


def test_it_holds_on_other_days_too(page: Any) -> None:
    click(page, "red")
    slide(page, 0)
    assert relations(page) == ["Red Company fights Blue Guard"]
    assert [row[0] for row in rows(page, "capitals")] == ["Ford"]


def test_arrows_that_another_day_hides_count_for_nothing(page: Any) -> None:
    page.execute_script("document.querySelector('[data-subject=grey]').style.display = 'none'")
    click(page, "red")
    assert bright(page).startswith("blue red |")
    assert told(page).startswith("Only Red Company: 1 relation in the graph")
