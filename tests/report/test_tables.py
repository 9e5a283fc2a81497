"""What a reader does with the tables of the page: sort them, filter them."""

from pathlib import Path
from typing import Any

from tests.kb import Kb
from tests.report.browser import opened, quiet, rows, written

BACKED = """
    - {id: five, subject: red, predicate: backs, object: blue, start: 2018, locator: p10}
    - {id: three, subject: red, predicate: backs, object: green, start: '[2017-12-30..2018-02-02]', locator: p2}
    - {id: two, subject: blue, predicate: backs, object: green, start: 2017-11-05, locator: p1}
    - {id: four, subject: green, predicate: backs, object: grey, locator: p3}
    - {id: one, subject: grey, predicate: backs, object: green, start: 2017-11~, locator: p20}
    """


def sort_by(browser: Any, table: str, column: str) -> str | None:
    """Press the head of a column, and give the order that it then says to have."""
    (head,) = [each for each in browser.find_elements("css selector", f"#{table} thead th") if column in each.text]
    head.find_element("tag name", "button").send_keys(" ")
    order: str | None = head.get_attribute("aria-sort")
    return order


def column(browser: Any, table: str, at: int) -> list[str]:
    return [row[at] for row in rows(browser, table)]


def test_dates_are_sorted_by_their_earliest_day_and_what_is_not_known_stands_last(
    browser: Any, kb: Kb, tmp_path: Path
) -> None:
    kb.claims(BACKED)
    opened(browser, written(kb, tmp_path))
    assert sort_by(browser, "backing", "Since") == "ascending"
    assert column(browser, "backing", 5) == ["2017-11~", "2017-11-05", "2017-12-30 ..2018-02-02", "2018", "–"]
    assert sort_by(browser, "backing", "Since") == "descending"
    assert column(browser, "backing", 5) == ["2018", "2017-12-30 ..2018-02-02", "2017-11-05", "2017-11~", "–"]
    quiet(browser)


def test_numbers_are_sorted_as_numbers(browser: Any, kb: Kb, tmp_path: Path) -> None:
    kb.claims(BACKED)
    opened(browser, written(kb, tmp_path))
    assert sort_by(browser, "backing", "Evidence") == "ascending"
    assert column(browser, "backing", 7) == ["p1", "p2", "p3", "p10", "p20"]


def test_places_of_which_nothing_is_known_stand_last_in_either_order(browser: Any, war: Kb, tmp_path: Path) -> None:
    opened(browser, written(war, tmp_path))
    for order in ("ascending", "descending"):
        assert sort_by(browser, "capitals", "Evidence") == order
        assert column(browser, "capitals", 6)[-1] == "–"
        assert column(browser, "capitals", 0)[-1] == "Quay"


def typed(browser: Any, section: str, words: str) -> str:
    """Type words into the filter of a section, and give what it says then."""
    field = browser.find_element("css selector", f"#{section} .filter input")
    field.clear()
    field.send_keys(words)
    return str(browser.find_element("css selector", f"#{section} .filter output").text)


def test_the_filter_knows_every_name_of_an_actor_and_of_a_place(browser: Any, war: Kb, tmp_path: Path) -> None:
    places = (war.folder / "places.yaml").read_text("utf-8")
    war.write("places.yaml", places.replace("name: Mill,", "name: Mill, aliases: [Moulin],"))
    opened(browser, written(war, tmp_path))
    for words in ("الزرق", "bleus", "BLÉUS", "moulin"):
        assert typed(browser, "capitals-of", words) == "1 row", words
        assert column(browser, "capitals", 0) == ["Mill"]
    assert typed(browser, "backing-of", "the reds") == "1 row"
    assert typed(browser, "timeline-of", "الزرق") == "2 rows"
    assert typed(browser, "claims-of", "الزرق") == "2 claims"
    assert typed(browser, "rivals-of", "الزرق") == "1 dispute"
    quiet(browser)


def test_the_filter_says_so_where_nothing_matches(browser: Any, war: Kb, tmp_path: Path) -> None:
    opened(browser, written(war, tmp_path))
    assert typed(browser, "capitals-of", "<b>atlantis") == "No row matches “<b>atlantis”."
    assert rows(browser, "capitals") == []
    told = browser.find_element("css selector", "#capitals-of .filter output")
    assert told.get_attribute("aria-live") == "polite"
    assert typed(browser, "claims-of", "atlantis") == "No claim matches “atlantis”."
    assert typed(browser, "rivals-of", "atlantis") == "No dispute matches “atlantis”."
