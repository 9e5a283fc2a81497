"""A page as a parser reads it, and as a browser shows it."""

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

from tests.kb import Kb

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


class Element(NamedTuple):
    """An element of a page and the text in it."""

    tag: str
    attributes: dict[str, str | None]
    words: list[str]

    @property
    def text(self) -> str:
        return "".join(self.words)


class Page(HTMLParser):
    """The elements of a page in their order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs), [])
        self.elements.append(element)
        if tag not in ("meta", "input", "link"):
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, dict(attrs), []))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.words.append(data)

    def all(self, tag: str, **wanted: str) -> list[Element]:
        return [
            each
            for each in self.elements
            if each.tag == tag and all(each.attributes.get(key) == value for key, value in wanted.items())
        ]


def written(kb: Kb, tmp_path: Path, *arguments: str) -> Path:
    path = tmp_path / "report.html"
    result = kb.run("report", str(path), *arguments)
    assert result.status == 0, result
    return path


def parsed(kb: Kb, tmp_path: Path, *arguments: str) -> Page:
    return Page(written(kb, tmp_path, *arguments).read_text(encoding="utf-8"))


def data_of(path: Path) -> Any:
    (data,) = re.findall('<script type="application/json" id="data">(.*?)</script>', path.read_text(encoding="utf-8"))
    return json.loads(data)


def opened(browser: Any, page: Path | str) -> Any:
    """The page of that path, or of that address."""
    browser.get("about:blank")
    for log in ("browser", "performance"):
        browser.get_log(log)
    browser.get(page if isinstance(page, str) else page.as_uri())
    return browser


def quiet(browser: Any, *made: str) -> None:
    """No console message, and no request but for the page itself, and for what it has `made`, by its scheme."""
    assert browser.get_log("browser") == []
    events = (json.loads(entry["message"])["message"] for entry in browser.get_log("performance"))
    asked = {event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"}
    # The browser's own first page loads its parts whenever it comes to it.
    assert {url.split("#")[0] for url in asked if not url.startswith(("chrome:", *made))} == {
        browser.current_url.split("#")[0]
    }


def rows(browser: Any, table: str) -> list[list[str]]:
    """The rows of a table that can be seen, cell by cell."""
    script = """
        return [...document.querySelectorAll(`#${arguments[0]} tbody tr:not(.beside)`)]
          .filter((row) => row.offsetParent !== null)
          .map((row) => [...row.cells].map((cell) => cell.innerText.trim()))"""
    found: list[list[str]] = browser.execute_script(script, table)
    return found


def slide(browser: Any, day: int) -> str:
    script = """
        const slider = document.getElementById("day");
        const { days } = JSON.parse(document.getElementById("data").textContent);
        slider.value = (Date.parse(days[arguments[0]]) - Date.parse(days[0])) / 86400000;
        slider.dispatchEvent(new Event("input"));
        return document.getElementById("shown").textContent"""
    return str(browser.execute_script(script, day))


def classes(browser: Any, place: str) -> str:
    script = "return document.querySelector(`[data-place=${arguments[0]}] .dot`).getAttribute('class')"
    return str(browser.execute_script(script, place))
