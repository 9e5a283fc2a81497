"""The report: one page, read by a parser and by a real browser."""

import json
import re
from pathlib import Path
from typing import Any
from unittest.mock import patch
from xml.etree import ElementTree

import pytest

from syriakb.report.evidence import CARDS
from tests.kb import SHIPPED, Kb, run
from tests.report.browser import Page, classes, data_of, opened, parsed, quiet, rows, slide, written

KEYS = ("standing", "since", "grade")
HOSTILE = (
    "</script></style><img src=http://127.0.0.1:9/x onerror=document.title='owned'><b>\"'& --> ]]> \x1b[31m \u202ex"
)


def test_every_link_leads_to_something_on_the_page(tmp_path: Path) -> None:
    page = parsed(Kb(SHIPPED), tmp_path)
    ids = [each.attributes["id"] for each in page.elements if "id" in each.attributes and each.tag != "pattern"]
    assert len(ids) == len(set(ids))
    targets = {str(each.attributes["href"]) for each in page.all("a")}
    sources = json.loads(run("list", "sources", "--format", "json", "--data", str(SHIPPED)).out)["rows"]
    assert sources
    outside = {target for target in targets if not target.startswith("#")}
    assert all(target.startswith("https://") for target in outside)
    assert {target.removeprefix("#") for target in targets - outside} <= set(ids)
    claims = json.loads(run("claims", "--all", "--format", "json", "--data", str(SHIPPED)).out)["rows"]
    assert len(page.all("article")) == min(len(claims), CARDS)


def test_each_claim_is_there_with_speaker_source_paragraph_anchor_and_grade(war: Kb, tmp_path: Path) -> None:
    page = parsed(war, tmp_path)
    (card,) = page.all("article", id="claim-red-takes-ford")
    for words in ("Said by", "Red Company", "Radio March", "p7", "the ford is ours", "B2"):
        assert words in card.text
    war.claims(
        "- {id: part, subject: red, predicate: took, object: north, except: [mill], extent: most}",
        "claims/more.yaml",
    )
    (part,) = parsed(war, tmp_path).all("article", id="claim-part")
    assert "NotMill" in part.text
    assert "Extentmost" in part.text
    (old,) = page.all("article", id="claim-old")
    assert "Mistaken" in old.text


def test_rows_that_are_seen_without_a_script_are_the_answers_of_the_day(war: Kb, tmp_path: Path) -> None:
    text = written(war, tmp_path).read_text(encoding="utf-8")
    (table,) = re.findall('<table id="capitals".*?</table>', text, re.S)
    seen = [re.sub("<[^>]*>", "|", row) for row in re.findall("<tr id=.row-[^>]*><th scope=.row.*?</tr>", table)]
    answered = {row["name"]: row for row in war.ask("capitals")["rows"]}
    assert len(seen) == len(answered)
    assert {status for row in seen for status in re.findall("besieged|held|unknown", row)} == {
        "besieged",
        "held",
        "unknown",
    }
    assert 'id="slider" hidden=""' in text


def test_the_graph_of_the_page_leaves_out_what_is_only_denied_and_says_so(war: Kb, tmp_path: Path) -> None:
    war.claims("""
        - {id: pays, subject: grey, predicate: backs, object: red}
        - {id: denied, subject: blue, predicate: backs, object: green, stance: denies}
        """)
    page = parsed(war, tmp_path)
    (section,) = page.all("section", id="graph-of")
    assert {each.attributes["data-actor"] for each in page.all("g") if "data-actor" in each.attributes} == {
        "grey",
        "red",
    }
    assert "1 relation that is only denied is left out." in section.text
    (unknown,) = page.all("section", id="unknown-of")
    assert "With whom these stand" not in unknown.text


def test_what_is_not_known_is_said(war: Kb, tmp_path: Path) -> None:
    (section,) = [each for each in parsed(war, tmp_path).all("section") if each.attributes.get("id") == "unknown-of"]
    assert "Who holds these (provincial capital): Quay." in section.text
    assert "Who holds these (country): The Marches." in section.text


def test_rival_claims_stand_side_by_side(war: Kb, tmp_path: Path) -> None:
    (section,) = [each for each in parsed(war, tmp_path).all("section") if each.attributes.get("id") == "rivals-of"]
    assert "Grey Kingdom backs Red Company" in section.text or "grey" in section.text
    assert "Who holds Ford" in section.text
    assert "Blue Guard besieges" in section.text


def test_what_is_denied_and_has_ended_is_on_the_page(kb: Kb, tmp_path: Path) -> None:
    kb.claims("""
        - {id: yes, subject: red, predicate: backs, object: blue, start: 2018}
        - {id: no, subject: red, predicate: backs, object: blue, start: 2019, stance: denies}
        - {id: over, subject: red, predicate: backs, object: blue, start: 2021, stance: ends}
        """)
    page = parsed(kb, tmp_path)
    assert [each.text for each in page.all("h4")] == ["asserted", "denied"]


def test_the_policy_forbids_whatever_is_not_in_the_page(tmp_path: Path) -> None:
    page = parsed(Kb(SHIPPED), tmp_path)
    (policy,) = page.all("meta", **{"http-equiv": "Content-Security-Policy"})
    assert str(policy.attributes["content"]).startswith("default-src 'none';")
    assert "unsafe" not in str(policy.attributes["content"])
    assert not [each for each in page.elements if {"src", "style", "onclick", "srcset"} & set(each.attributes)]


def test_the_page_is_the_same_each_time(tmp_path: Path) -> None:
    assert written(Kb(SHIPPED), tmp_path).read_bytes() == written(Kb(SHIPPED), tmp_path).read_bytes()


def test_the_day_asked_for_is_the_last_on_the_page(war: Kb, tmp_path: Path) -> None:
    text = written(war, tmp_path, "--as-of", "2020-02-15").read_text(encoding="utf-8")
    assert "The Marches: as of 2020-02-15</title>" in text
    (data,) = re.findall('<script type="application/json" id="data">(.*?)</script>', text)
    assert json.loads(data)["days"] == ["2020-02-01", "2020-02-15"]


def test_an_empty_knowledge_base_gives_a_page_that_says_so(tmp_path: Path) -> None:
    empty = Kb(tmp_path / "empty")
    empty.write("kb.yaml", "title: Nothing\nschema: 1\n")
    assert "so there is no map" in written(empty, tmp_path).read_text(encoding="utf-8")


def test_without_the_layout_library_the_page_is_without_its_graph(
    war: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "igraph", None)
    result = war.run("report", str(tmp_path / "report.html"))
    assert result.status == 0
    assert "pip install 'syriakb[graph]'" in result.err


def test_of_very_many_claims_those_that_decide_and_the_newest_are_kept_and_the_others_counted(
    crowd: Kb, tmp_path: Path
) -> None:
    content = data_of(written(crowd, tmp_path))
    kept = {claim[0] for claim in content["claims"]}
    villages, newest = {f"t{at}" for at in range(120)}, {f"f{at}" for at in range(700, 1200)}
    assert kept - newest - villages == {"f1", "f2", "f4", "f5"}  # the first of equal grade that assert what is denied
    assert villages | newest < kept  # each of the first decides who holds a village
    # The first denials (f0, f3, f6, f9) are not there: on every day shown somebody had asserted it anew, and so they
    # decide no answer.
    for day in (content["days"][0], content["days"][99], content["days"][-1]):
        (fighting,) = crowd.ask("relations", "red", "--as-of", day)["rows"]
        assert {"f1", "f2", "f4", "f5"} < set(fighting["evidence"])
        assert not {"f0", "f3", "f6", "f9"} & set(fighting["evidence"])
        assert "denied before (f0, f3, f6 and " in fighting["caveat"]
    (section,) = parsed(crowd, tmp_path).all("section", id="claims-of")
    assert "Of 1,320 claims on record this page has 624" in section.text
    assert "The other 696 are left out" in section.text
    (section,) = parsed(crowd, tmp_path).all("section", id="timeline-of")
    assert "Of 1,320 dated claims 696 are left out here" in section.text


def test_all_claims_are_put_in_where_they_are_asked_for(crowd: Kb, tmp_path: Path) -> None:
    assert len(data_of(written(crowd, tmp_path, "--all-claims"))["claims"]) == 1320
    (section,) = parsed(crowd, tmp_path, "--all-claims").all("section", id="claims-of")
    assert "All 1,320 claims on record are in this page." in section.text


def test_what_a_page_without_scripts_does_not_show_is_counted(crowd: Kb, tmp_path: Path) -> None:
    page = parsed(crowd, tmp_path)
    said = [each.text for each in page.all("p", **{"class": "rest"})]
    assert [re.findall(r"the first \d+ of [\d,]+ \w+", each)[0] for each in said] == [
        "the first 50 of 121 rows",
        "the first 50 of 624 rows",
        f"the first {len(page.all('article'))} of 624 claims",
    ]
    assert len(page.elements) < 10_000
    targets = {str(each.attributes["href"]).removeprefix("#") for each in page.all("a")}
    assert targets <= {str(each.attributes.get("id")) for each in page.elements}


TOLD = ("holder", "status", "basis", "since", "grade", "evidence", "beside")


def _drawn(browser: Any, place: str) -> dict[str, str | None]:
    """What the map of the page has of a place: what its group tells, and whether its letter is small."""
    script = """
        const group = document.querySelector(`[data-place=${arguments[0]}]`);
        const sign = group.querySelector(".sign").textContent;
        return {...Object.fromEntries(arguments[1].map((each) => [each, group.getAttribute(`data-${each}`)])),
          small: String(sign !== sign.toUpperCase()), sign: sign.toUpperCase().replace(/[A-Z]+/g, "X")}"""
    found: dict[str, str | None] = browser.execute_script(script, place, TOLD)
    return found


def _as_svg(kb: Kb, tmp_path: Path, day: str, places: list[str]) -> dict[str, dict[str, str | None]]:
    """The same of the map that is asked for alone, whose letters are those of its own day."""
    path = tmp_path / f"{day}.svg"
    kb.run("map", "--as-of", day, "-o", str(path))
    svg = "{http://www.w3.org/2000/svg}"
    found = {}
    for group in ElementTree.parse(path).iter(f"{svg}g"):
        if (place := group.get("data-place")) in places:
            (sign,) = (str(each.text) for each in group.iter(f"{svg}text"))
            told = {each: group.get(f"data-{each}") for each in TOLD}
            shape = re.sub("[A-Z]+", "X", sign.upper())
            found[str(place)] = {**told, "small": str(sign != sign.upper()).lower(), "sign": shape}
    return found


def test_the_slider_moves_map_and_tables_through_the_days(browser: Any, war: Kb, tmp_path: Path) -> None:
    opened(browser, written(war, tmp_path))
    days = json.loads(browser.execute_script("return document.getElementById('data').textContent"))["days"]
    assert days == ["2020-02-01", "2020-03-01", "2020-04-01", "2020-05-01", "2020-12-31"]
    for number, day in enumerate(days):
        assert slide(browser, number) == day
        for answer, table, shown in (("capitals", "capitals", 0), ("control", "places", 0)):
            asked = war.ask(answer, "--as-of", day)["rows"]
            expected = {
                row["name"]: row["status"] for row in asked if table == "capitals" or "capital" not in row["kind"]
            }
            assert {row[shown]: row[3].split()[-1] for row in rows(browser, table)} == expected, day
        backing = war.ask("backing", "--as-of", day)["rows"]
        assert [row[4].split()[-1] for row in rows(browser, "backing")] == [row["standing"] for row in backing], day
        states = {row["capital"]: row["status"] for row in war.ask("capitals", "--as-of", day)["rows"]}
        assert {place: classes(browser, place).split()[-1] for place in states} == states, day
        assert {place: _drawn(browser, place) for place in states} == _as_svg(war, tmp_path, day, list(states)), day
        (tally,) = browser.execute_script(
            "return [...document.querySelectorAll('.lead')].filter((p) => p.offsetParent)"
        )
        assert tally.text.startswith("Of 3 provincial capitals: ")
    quiet(browser)


def test_keys_move_the_slider_and_the_buttons_do_too(browser: Any, war: Kb, tmp_path: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    opened(browser, written(war, tmp_path))
    slider = browser.find_element("id", "day")
    slider.send_keys(Keys.ARROW_LEFT)
    assert browser.find_element("id", "shown").text == "2020-05-01"
    assert slider.get_attribute("aria-valuetext") == "2020-05-01"
    browser.find_element("id", "earlier").click()
    assert browser.find_element("id", "shown").text == "2020-04-01"
    browser.find_element("id", "later").send_keys(Keys.ENTER)
    assert browser.find_element("id", "shown").text == "2020-05-01"
    quiet(browser)


def test_tables_can_be_filtered_and_sorted(browser: Any, tmp_path: Path) -> None:
    opened(browser, written(Kb(SHIPPED), tmp_path))
    field = browser.find_element("css selector", "#capitals-of .filter input")
    field.send_keys("syrian government")
    assert sorted(row[0] for row in rows(browser, "capitals")) == ["Damascus", "Homs", "Latakia", "Tartus"]
    assert browser.find_element("css selector", "#capitals-of .filter output").text == "4 rows"
    field.clear()
    heading = browser.find_element("css selector", "#capitals thead button")
    heading.click()
    names = [row[0] for row in rows(browser, "capitals")]
    assert names == sorted(names)
    assert heading.find_element("xpath", "..").get_attribute("aria-sort") == "ascending"
    heading.click()
    assert [row[0] for row in rows(browser, "capitals")] == names[::-1]
    quiet(browser)


def test_a_filter_holds_on_other_days_too(browser: Any, war: Kb, tmp_path: Path) -> None:
    opened(browser, written(war, tmp_path))
    browser.find_element("css selector", "#capitals-of .filter input").send_keys("red company")
    assert [row[0] for row in rows(browser, "capitals")] == ["Ford"]
    slide(browser, 0)
    assert sorted(row[0] for row in rows(browser, "capitals")) == ["Ford", "Mill"]


def test_long_tables_are_shown_a_page_at_a_time(browser: Any, crowd: Kb, tmp_path: Path) -> None:
    opened(browser, written(crowd, tmp_path))
    section = browser.find_element("id", "places-of")
    assert len(rows(browser, "places")) == 50
    assert section.find_element("css selector", ".pager").text == "‹ 1 to 50 of 121 ›"
    assert browser.find_elements("css selector", ".rest") == []
    section.find_element("css selector", ".pager button:last-child").click()
    section.find_element("css selector", ".pager button:last-child").click()
    assert len(rows(browser, "places")) == 21
    assert not section.find_element("css selector", ".pager button:last-child").is_enabled()
    section.find_element("css selector", ".pager button").click()
    assert section.find_element("css selector", ".pager").text == "‹ 51 to 100 of 121 ›"
    browser.execute_script("arguments[0].click()", section.find_element("css selector", "thead button"))
    assert [row[0] for row in rows(browser, "places")] == [f"Village {at}" for at in range(49, 99)]
    section.find_element("css selector", ".filter input").send_keys("village 119")
    assert [row[0] for row in rows(browser, "places")] == ["Village 119"]
    assert not section.find_element("css selector", ".pager").is_displayed()
    quiet(browser)


def test_a_link_brings_the_claim_that_no_element_was_made_for(browser: Any, crowd: Kb, tmp_path: Path) -> None:
    path = written(crowd, tmp_path)
    opened(browser, path)
    assert browser.find_elements("id", "claim-t119") == []
    section = browser.find_element("id", "places-of")
    section.find_element("css selector", ".filter input").send_keys("village 119")
    section.find_element("css selector", "td[data-label=Evidence] a").click()
    assert browser.find_element("css selector", ":target").get_attribute("id") == "claim-t119"
    browser.get("about:blank")
    browser.get(f"{path.as_uri()}#claim-t119")
    assert browser.find_element("css selector", ":target h3").is_displayed()
    quiet(browser)


def test_what_is_said_of_each_day_is_the_answer_of_that_day(browser: Any, crowd: Kb, tmp_path: Path) -> None:
    opened(browser, written(crowd, tmp_path))
    days = json.loads(browser.execute_script("return document.getElementById('data').textContent"))["days"]
    assert len(days) == 200
    assert "Earlier ones (1,001 days on which something may have changed)" in browser.find_element("id", "slider").text
    for number in (0, 77, 150, 199):
        day = slide(browser, number)
        (asked,) = crowd.ask("relations", "red", "--as-of", day)["rows"]
        ((actor, _, _, _, standing, since, _, evidence, grade),) = rows(browser, "relations")
        assert (actor, standing.split()[-1], since, grade) == ("Red Company", *(asked[k] for k in KEYS)), day
        marks = evidence.split(" and ")[0].split()
        assert evidence.endswith(f" and {len(asked['evidence']) - len(marks):,} more"), day
    quiet(browser)


def test_evidence_leads_to_its_claim(browser: Any, tmp_path: Path) -> None:
    opened(browser, written(Kb(SHIPPED), tmp_path))
    link = browser.find_element("css selector", "#backing tbody tr:not([hidden]) td[data-label=Evidence] a")
    target = link.get_attribute("href").split("#")[1]
    link.click()
    card = browser.find_element("css selector", ":target")
    assert card.get_attribute("id") == target
    assert browser.execute_script("return arguments[0].getBoundingClientRect().top", card) < 900
    quiet(browser)


@pytest.mark.parametrize("width", [360, 1200])
def test_nothing_is_wider_than_the_screen(browser: Any, width: int, tmp_path: Path) -> None:
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    opened(browser, written(Kb(SHIPPED), tmp_path))
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_texts_stand_out_from_their_ground(browser: Any, theme: str, tmp_path: Path) -> None:
    media = {"features": [{"name": "prefers-color-scheme", "value": theme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    opened(browser, written(Kb(SHIPPED), tmp_path))
    script = """
        const seen = new Set();
        for (const each of document.querySelectorAll("p, td, th, a, dt, dd, li, small, button, .words")) {
          const style = getComputedStyle(each);
          if (!each.matches(":disabled")) seen.add(each.closest("svg") ? style.fill : style.color);
        }
        return [getComputedStyle(document.body).backgroundColor, ...seen]"""
    ground, *inks = browser.execute_script(script)
    assert len(inks) > 5
    assert all(contrast(ink, ground) >= 4.5 for ink in inks), [ink for ink in inks if contrast(ink, ground) < 4.5]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, by WCAG 2."""
    bright, dark = sorted(map(_luminance, (one, other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_hostile_text_stays_text(browser: Any, war: Kb, tmp_path: Path) -> None:
    places = (war.folder / "places.yaml").read_text(encoding="utf-8")
    (war.folder / "places.yaml").write_text(places.replace("name: Ford", f"name: {json.dumps(HOSTILE)}"))
    actors = (war.folder / "actors.yaml").read_text(encoding="utf-8")
    (war.folder / "actors.yaml").write_text(actors.replace("name: Red Company", f"name: {json.dumps(HOSTILE)}"))
    claim = {"statement": HOSTILE, "note": HOSTILE, "via": HOSTILE, "locator": "<p1>", "exact": '<b> & "it\'s"'}
    war.write("claims/evil.jsonl", json.dumps({"id": "evil", "source": "radio", "about": ["red"], **claim}))
    war.write("kb.yaml", f"title: {json.dumps(HOSTILE)}\nabout: {json.dumps(HOSTILE)}\nschema: 1\nas_of: 2020-12-31\n")
    opened(browser, written(war, tmp_path))
    assert browser.title.startswith("</script></style><img")
    assert browser.find_elements("css selector", "img, b, iframe, object") == []
    shown = HOSTILE.replace("\x1b", "\ufffd").replace("\u202e", "\ufffd")
    assert browser.execute_script("return document.querySelector('h1').textContent") == shown
    slide(browser, 0)
    slide(browser, 3)
    assert browser.execute_script("return document.querySelector('#claim-evil h3').textContent") == shown
    quiet(browser)


def test_without_scripts_the_latest_state_is_shown(browser: Any, war: Kb, tmp_path: Path) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        opened(browser, written(war, tmp_path))
        root = browser.execute_cdp_cmd("DOM.getDocument", {})["root"]["nodeId"]
        html = browser.execute_cdp_cmd("DOM.getOuterHTML", {"nodeId": root})["outerHTML"]
        quiet(browser)
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    page = Page(html.removeprefix("<!DOCTYPE html>"))
    assert page.all("div", id="slider")[0].attributes["hidden"] == ""
    assert not page.all("input", type="search")
    leads = [each.text for each in page.all("p", **{"class": "lead"})]
    assert leads == ["Of 3 provincial capitals: Blue Guard 1, Red Company 1, unknown 1."]


def test_the_map_says_what_its_signs_mean_as_they_are_drawn(war: Kb, tmp_path: Path) -> None:
    """Where there is room for them they hatch and ring; of very many places only the edges tell."""
    assert "Hatched, a broken ring: contested." in written(war, tmp_path).read_text("utf-8")
    with patch("syriakb.pictures.pins._CROWD", 1):
        crowded = written(war, tmp_path).read_text("utf-8")
    assert "The edge of a dot dashed: contested, dotted: disputed" in crowded
    assert "Hatched" not in crowded


def test_sources_link_to_their_address_where_it_is_one_of_the_web(war: Kb, tmp_path: Path) -> None:
    war.write(
        "sources.yaml",
        """
        - {id: radio, title: Radio March, published: 2020-01-01, url: "https://example.org/?a=1&b"}
        - {id: press, title: The March Press, published: 2020-06-01, url: "javascript:alert(1)"}
        """,
    )
    page = parsed(war, tmp_path)
    links = [str(each.attributes["href"]) for each in page.all("a") if not str(each.attributes["href"]).startswith("#")]
    assert links == ["https://example.org/?a=1&b"]
