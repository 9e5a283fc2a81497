"""Every status that a place or a relation can have, walked through the map, tables, cards and graph of the page."""

from pathlib import Path
from typing import Any

import pytest

from tests.kb import Kb
from tests.report.browser import classes, opened, quiet, rows, written

pytest.importorskip("igraph")
PLACES = {
    "ford": ("own-word held", "red"),
    "mill": ("stated contested", "red"),
    "quay": ("stated besieged", "red"),
    "weir": ("stated disputed", "blue,red"),
    "dale": ("stated disputed", "red"),
    "peak": ("inferred held", "green"),
    "isle": ("implied held", "blue"),
    "cape": ("assessed held", "red"),
    "moor": ("stated held", "blue,red"),
    "fen": ("unknown unknown", ""),
}
CLAIMS = """
    - {id: f1, subject: red, predicate: took, object: ford, start: 2020-02-01, said_by: red}
    - {id: m1, subject: red, predicate: took, object: mill, start: 2020-02-01}
    - {id: m2, subject: blue, predicate: contests, object: mill, start: 2020-03-01}
    - {id: q1, subject: red, predicate: took, object: quay, start: 2020-02-01}
    - {id: q2, subject: blue, predicate: besieges, object: quay, start: 2020-03-01}
    - {id: w1, subject: red, predicate: holds, object: weir, start: 2020-02-01}
    - {id: w2, subject: blue, predicate: holds, object: weir, start: 2020-02-01}
    - {id: d1, subject: red, predicate: holds, object: dale, start: 2020-02-01}
    - {id: d2, subject: red, predicate: holds, object: dale, start: 2020-02-01, stance: denies}
    - {id: h1, subject: green, predicate: holds, object: heights, start: 2020-02-01}
    - {id: i1, subject: blue, predicate: holds, object: isle, start: 2020-02-01, directness: implied}
    - {id: c1, subject: blue, predicate: holds, object: cape, start: 2020-02-01}
    - {id: b1, subject: [red, blue], predicate: holds, object: moor, start: 2020-02-01}
    - {id: r1, subject: grey, predicate: backs, object: red, start: 2020-02-01}
    - {id: r2, subject: grey, predicate: backs, object: blue, said_by: red, start: 2020-02-01}
    - {id: r3, subject: red, predicate: fights, object: blue, start: 2020-02-01}
    - {id: r4, subject: red, predicate: fights, object: blue, start: 2020-02-01, stance: denies}
    - {id: r5, subject: green, predicate: backs, object: blue, start: 2020-02-01, stance: denies}
    - {id: r6, subject: green, predicate: member_of, object: red, start: 2020-02-01}
    """


@pytest.fixture
def every(kb: Kb) -> Kb:
    kb.write(
        "places.yaml",
        "- {id: heights, name: Heights, kind: region}\n"
        + "\n".join(
            f"- {{id: {place}, name: {place.title()}, kind: provincial-capital, lat: {2 + at}, lon: {3 + at % 3},"
            f" within: [{'heights' if place == 'peak' else ''}]}}"
            for at, place in enumerate(PLACES)
        ),
    )
    kb.claims(CLAIMS)
    kb.write("rulings.yaml", "- {id: ours, place: cape, holders: [red], start: 2020-03-01, evidence: [c1]}")
    kb.alliances("- {id: ally, subject: green, predicate: member_of, object: red, evidence: [r6]}")
    return kb


def test_each_status_is_told_alike_by_answer_map_table_and_card(browser: Any, every: Kb, tmp_path: Path) -> None:
    answered = {row["capital"]: row for row in every.ask("capitals")["rows"]}
    assert {each: f"{row['basis']} {row['status']}" for each, row in answered.items()} == {
        each: told for each, (told, _) in PLACES.items()
    }
    opened(browser, written(every, tmp_path))
    shown = {row[0].lower(): row for row in rows(browser, "capitals")}
    for place, (told, holders) in PLACES.items():
        basis, status = told.split()
        assert ",".join(answered[place]["controllers"]) == holders, place
        assert {basis, status} <= set(classes(browser, place).split()), place
        assert (shown[place][3].split()[-1], shown[place][4]) == (status, basis), place
        mark = browser.find_element("css selector", f"[data-place={place}]")
        browser.execute_script("arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true}))", mark)
        card = browser.find_element("id", "card").text
        assert status in card, place
        assert (mark.get_attribute("data-status"), mark.get_attribute("data-basis")) == (status, basis)
        browser.execute_script("arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true}))", mark)
    finding = "10 provincial capitals: 5 held, 2 disputed, 1 besieged, 1 contested, 1 unknown"
    assert browser.find_element("id", "capitals-finding").text == finding
    quiet(browser)


def test_each_standing_is_told_alike_by_answer_table_and_graph(browser: Any, every: Kb, tmp_path: Path) -> None:
    opened(browser, written(every, tmp_path))
    standings = {f"{row[0]} {row[2]}": row[4].split()[-1] for row in rows(browser, "relations")}
    assert standings == {
        "Grey Kingdom Red Company": "stated",
        "Grey Kingdom Blue Guard": "claimed",
        "Red Company Blue Guard": "disputed",
        "Green Band Blue Guard": "denied",
        "Green Band Red Company": "assessed",
    }
    script = """
        return Object.fromEntries([...document.querySelectorAll("#graph-of [data-subject]")]
          .map((each) => [`${each.dataset.subject} ${each.dataset.object}`, each.dataset.standing]))"""
    assert browser.execute_script(script) == {
        "grey red": "stated",
        "grey blue": "claimed",
        "red blue": "disputed",
        "green red": "assessed",
    }
    findings = {
        "relations": "5 relations: 1 assessed, 1 claimed, 1 denied, 1 disputed, 1 stated",
        "backing": "3 relations of support: 1 claimed, 1 denied, 1 stated",
        "timeline": "19 dated claims, between 2020-02-01 and 2020-03-01",
        "graph": "4 relations, between 4 actors: 2 of support, 1 of hostility and 1 of membership",
    }
    assert {name: browser.find_element("id", f"{name}-finding").text for name in findings} == findings
    assert browser.find_element("id", "relations-from").text == "From: Radio March"
    keys = [each.text.split(":")[0] for each in browser.find_elements("css selector", "#graph-of .keys li")]
    assert keys == ["hostility", "membership", "support", "assessed", "stated", "claimed", "disputed"]
    assert "1 relation that is only denied is left out." in browser.find_element("id", "graph-notes").text
    quiet(browser)
