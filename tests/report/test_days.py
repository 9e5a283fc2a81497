"""The day as one state of the whole page: in its address, by keys, played, and in everything that the page tells."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.kb import Kb
from tests.report.browser import data_of, opened, parsed, quiet, rows, written


@pytest.fixture
def page(browser: Any, war: Kb, tmp_path: Path) -> Iterator[Any]:
    yield opened(browser, written(war, tmp_path))
    quiet(browser)


def at(browser: Any, address: str) -> None:
    """Go to the day of an address, as a link does."""
    browser.execute_script("location.hash = arguments[0]", address)
    script = "const [done] = [arguments[0]]; setTimeout(() => requestAnimationFrame(() => done()), 30)"
    browser.execute_async_script(script)


def told(browser: Any, section: str) -> str:
    return str(browser.find_element("id", section).text)


def test_the_day_stands_in_the_address_and_the_whole_page_follows_it(page: Any) -> None:
    at(page, "#2020-02-15")
    assert page.title == "The Marches: as of 2020-02-15"
    assert page.find_element("css selector", ".day").text == "As of 2020-02-15."
    assert page.find_element("id", "shown").text == "2020-02-15"
    assert page.find_element("id", "tally").text == "Of 3 provincial capitals: Red Company 2, unknown 1."
    assert page.find_element("id", "finding").text == "Red Company holds 2 of 3 provincial capitals"
    assert page.find_element("id", "cite").text.startswith("Cite this: “The Marches”, as of 2020-02-15.")
    assert {row[0]: row[2] for row in rows(page, "capitals")}["Mill"] == "Red Company"
    assert [row[0] for row in rows(page, "timeline")] == ["2020-02-01", "2020-02-01"]
    assert "Grey Kingdom backs Red Company" not in told(page, "rivals-of")
    assert "Who holds Ford" not in told(page, "rivals-of")
    assert "With whom these stand: Blue Guard, Grey Kingdom, Red Company." in told(page, "unknown-of")
    at(page, "#2020-04")
    assert page.title == "The Marches: as of 2020-04-30"
    assert "Grey Kingdom backs Red Company" in told(page, "rivals-of")
    assert "Who holds Ford" in told(page, "rivals-of")
    assert "With whom these stand: Blue Guard." in told(page, "unknown-of")


def test_the_sources_of_the_map_are_those_of_the_day(browser: Any, war: Kb, tmp_path: Path) -> None:
    war.claims(
        "- {id: daily, subject: red, predicate: took, object: quay, start: 2020-03-05, source: press}\n"
        "- {id: gone, subject: red, predicate: left, object: quay, start: 2020-06-05}\n"
        "- {id: mine, subject: blue, predicate: took, object: ford, start: 2020-02-05}\n"
    )
    opened(browser, written(war, tmp_path, "--as-of", "2020-12-31"))
    seen = {}
    for day in ("2020-02-10", "2020-03-10", "2020-06-10"):
        at(browser, f"#{day}")
        seen[day] = browser.find_element("id", "map-from").text
    radio, both = "From: Radio March", "From: Radio March; The March Press"
    assert seen == {"2020-02-10": radio, "2020-03-10": both, "2020-06-10": radio}
    assert browser.find_elements("css selector", "#map-of figcaption #map-from")
    quiet(browser)


def test_keys_and_buttons_go_from_change_to_change_and_the_address_says_so(page: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    hash_of = "return location.hash"
    page.find_element("css selector", "body").send_keys(Keys.ARROW_LEFT)
    assert page.execute_script(hash_of) == "#2020-05-01"
    at(page, "#2020-04-15")
    page.find_element("id", "day").send_keys(Keys.ARROW_LEFT)
    assert page.execute_script(hash_of) == "#2020-04-01"
    page.find_element("id", "later").click()
    assert page.execute_script(hash_of) == "#2020-05-01"
    field = page.find_element("css selector", "#capitals-of .filter input")
    field.send_keys("x", Keys.ARROW_LEFT)  # a key that has a meaning of its own there
    assert page.execute_script(hash_of) == "#2020-05-01"


def test_it_plays_through_the_days_and_stops_at_the_last(page: Any) -> None:
    script = """
        const [done, real, begun] = [arguments[0], window.setInterval, Date.now()];
        window.setInterval = (each) => real(each, 1);
        document.getElementById("play").click();
        window.setInterval = real;
        const first = document.getElementById("shown").textContent;
        const waiting = real(() => {
          const told = document.getElementById("play").getAttribute("aria-label");
          if (told !== "Play" && Date.now() - begun < 10000) return;
          clearInterval(waiting);
          done([first, document.getElementById("shown").textContent, told]);
        }, 20)"""
    assert page.execute_async_script(script) == ["2020-02-01", "2020-12-31", "Play"]


def test_the_marks_of_the_slider_are_spaced_by_time(page: Any, tmp_path: Path) -> None:
    marks = page.execute_script(
        "return [...document.querySelectorAll('#ticks line')].map((each) => each.getAttribute('x1'))"
    )
    # 29, 31 and 30 days, then 244
    assert marks == ["0.00%", "8.68%", "17.96%", "26.95%", "100.00%"]


def test_a_day_before_the_first_report_is_not_told_as_a_fact_of_the_world(page: Any, war: Kb, tmp_path: Path) -> None:
    war.write("sources.yaml", "- {id: radio, title: Radio March, published: 2020-03-15}")
    opened(page, written(war, tmp_path))
    assert "Nothing on record was reported" not in told(page, "answers")
    at(page, "#2020-02-15")
    words = told(page, "answers")
    assert "Nothing on record was reported by this day: the earliest report is of 2020-03-15." in words
    assert "No claim on record tells who backs whom on this day." in words
    assert "does not mean that it was not so" in words
    at(page, "#2020-04-01")
    assert "Nothing on record was reported" not in told(page, "answers")


def test_what_is_beside_a_holder_stands_under_its_row_and_in_the_title_on_the_map(war: Kb, tmp_path: Path) -> None:
    page = parsed(war, tmp_path)
    (beside,) = [each.text for each in page.all("tr", **{"class": "beside"}) if "besieged" in each.text]
    (state,) = [row for row in war.ask("capitals")["rows"] if row["capital"] == "ford"]
    assert (state["challengers"], state["challenged_since"]) == (["blue"], "2020-03-01")
    assert beside.startswith("besieged by Blue Guard since 2020-03-01 p")
    titles = [each.text for each in page.all("title") if each.text.startswith("Ford: ")]
    assert titles
    assert all("; besieged by Blue Guard since 2020-03-01" in each for each in titles)


def test_who_holds_a_place_together_and_every_caveat_stand_on_the_page(war: Kb, tmp_path: Path) -> None:
    war.claims("""
        - {id: both, subject: red, predicate: took, object: mill, start: 2020-02-01}
        - {id: too, subject: league, predicate: took, object: mill, start: 2020-02-01}
        - {id: in, subject: red, predicate: member_of, object: league, start: 2020-01-01}
        - {id: taken, subject: grey, predicate: took, object: ford, start: 2020-03-01, credibility: 5}
        - {id: pays, subject: grey, predicate: backs, object: red, said_by: red, credibility: 5}
        """)
    data = data_of_page(war, tmp_path)
    for question, tables in (("capitals", ["capitals"]), ("relations", ["relations"])):
        asked = war.ask(question, *(("grey",) if question == "relations" else ()))["rows"]
        expected = {row["caveat"] for row in asked if row["caveat"]}
        assert expected or question == "relations"
        assert expected <= {words for name in tables for words in data[name]}, question
    (mill,) = [row for row in war.ask("capitals")["rows"] if row["capital"] == "mill"]
    assert (mill["controllers"], mill["together"]) == (["red", "league"], "part")
    assert "Red Company holds it as a part of League of the Marches" in data["capitals"]


def data_of_page(kb: Kb, tmp_path: Path) -> dict[str, set[str]]:
    """By table the texts that stand beneath its rows."""
    content = data_of(written(kb, tmp_path))
    every: dict[str, set[str]] = {}
    for name, table in content["tables"].items():
        numbers = {each for row in table["rows"] for each in _numbers(row[3])}
        every[name] = {content["words"][number] for number in numbers}
    return every


def _numbers(value: Any) -> Iterator[int]:
    """The numbers of the words in a cell."""
    kind, inner = ("line", value) if value and not isinstance(value[0], str) else value or ("", None)
    if kind == "text":
        yield inner
    for each in inner if kind == "line" else []:
        yield from _numbers(each)


def test_what_is_certain_of_no_day_is_on_none_of_the_slider(war: Kb, tmp_path: Path) -> None:
    days = data_of(written(war, tmp_path))["days"]
    span = 'start: "[..2020-12-01]", end: "[..2020-12-01]"'
    told = (war.folder / "claims.yaml").read_text(encoding="utf-8")
    war.claims(f"{told}- {{id: times, subject: blue, predicate: fights, object: grey, {span}}}\n")
    page = written(war, tmp_path)
    assert data_of(page)["days"] == days
    assert '"blue fights grey"' not in page.read_text(encoding="utf-8")
