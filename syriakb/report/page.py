"""The page: one HTML file that asks for nothing from anywhere.

A content-security policy allows its own style sheet and script, by their hashes, pictures that are written within it
(the script draws them to be taken away), and nothing else; records stand in
it as text. Without scripts it shows the latest state and says what else is in it; with them a slider moves map, tables
and sentences through the days, and all rows, disputes and claims can be seen, a page at a time.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import unescape
from pathlib import Path

from syriakb.pictures import graphsvg, mapsvg, tints
from syriakb.pictures.markup import element, text
from syriakb.report import captions, data, evidence, lines, sections, tables, ties
from syriakb.report.facts import Facts
from syriakb.report.resting import resting
from syriakb.report.tables import anchor, seen
from syriakb.version import __version__

_HERE = Path(__file__).parent
# The parts of the script, each of which knows those before it.
_SCRIPT = (
    *("cells.js", "days.js", "list.js", "marks.js", "graph.js", "focus.js", "table.js", "claims.js", "unknown.js"),
    *("map.js", "card.js", "download.js", "start.js"),
)
_SECTIONS = {
    "answers": "In short",
    "map-of": "Map",
    "capitals-of": "",  # as the knowledge base calls them
    "backing-of": "Who backs whom",
    "graph-of": "Graph",
    "relations-of": "Relations",
    "places-of": "Other places",
    "timeline-of": "Timeline",
    "rivals-of": "Rival claims",
    "unknown-of": "What is not known",
    "claims-of": "Claims",
    "sources-of": "Sources",
}


def _headings(facts: Facts) -> Iterator[tuple[str, str]]:
    """The sections, each with its heading as markup."""
    return ((key, name or text(facts.called.title)) for key, name in _SECTIONS.items())


def page(facts: Facts) -> tuple[str, list[str]]:
    """The page, and what could not be put on it, in sentences."""
    shown = {each.name: each for each in tables.answers(facts)}
    every = (*lines.answers(facts), *ties.answers(facts), *captions.answers(facts, shown.values()))
    said = {each.name: each for each in every}
    words = {name: lines.html(facts, each) for name, each in said.items()}
    graph, missing = sections.graph(facts, words)
    table = {
        name: words[f"{name}-finding"] + tables.html(facts, each) + words[f"{name}-from"]
        for name, each in shown.items()
    }
    contents = {
        "answers": words["early"] + words["tally"] + words["headlines"],
        "map-of": words["finding"] + sections.map_(facts, words),
        "capitals-of": table["capitals"] + words["notes"],
        "backing-of": table["backing"],
        "graph-of": graph,
        "relations-of": table["relations"],
        "places-of": table["places"],
        "timeline-of": sections.undated(facts) + table["timeline"],
        "rivals-of": evidence.rivals(facts),
        "unknown-of": sections.unknown(facts),
    }
    rests = resting(shown.values())
    anchors = {anchor(each.name, row.key) for each in shown.values() for row in seen(facts, each)}
    cards = evidence.claims(facts, _led_to(contents.values()), rests, anchors)
    contents["claims-of"] = sections.grades() + cards
    contents["sources-of"] = evidence.sources(facts)
    return _document(facts, contents, data.json_text(facts, shown, said, rests)), missing


def _led_to(contents: Iterable[str]) -> set[str]:
    """The claims that links of the page lead to."""
    found = (each for content in contents for each in re.findall('href="#claim-([^"]+)"', content))
    return {unescape(claim) for claim in found}


def _document(facts: Facts, contents: dict[str, str], content: str) -> str:
    style, script = "\n".join(_styles(facts)), _script()
    head = "".join(_head(facts, style, script)) + element("style", style)
    inner = "".join(_sections(facts, contents))
    rows = element("script", content, type="application/json", id="data")
    body = f"{_top(facts)}{element('main', inner)}{_foot(facts)}{rows}{element('script', script)}"
    return f"<!doctype html>\n{element('html', element('head', head) + element('body', body), lang='en')}\n"


def _script() -> str:
    parts = "\n".join((_HERE / "script" / name).read_text(encoding="utf-8") for name in _SCRIPT)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


def _styles(facts: Facts) -> Iterator[str]:
    yield (_HERE / "style.css").read_text(encoding="utf-8")
    yield mapsvg.STYLE + tints.colors(facts.parties) + mapsvg.SCREENS
    yield graphsvg.STYLE + graphsvg.colors()
    yield f"@media screen and (prefers-color-scheme: dark) {{\n{graphsvg.colors(dark=True)}}}"
    yield (_HERE / "theme.css").read_text(encoding="utf-8")


def _head(facts: Facts, style: str, script: str) -> Iterator[str]:
    hashes = [f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'" for part in (style, script)]
    own = f"style-src {hashes[0]}; script-src {hashes[1]}; img-src data:"
    policy = f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{text(policy)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">'
    yield element("title", text(f"{facts.title}: as of {facts.as_of}"))


def _top(facts: Facts) -> str:
    skip = element("a", "Skip to the answers", href="#answers", class_="skip")
    known = f", with only what had been reported by {facts.known_by}" if facts.known_by else ""
    about = element("p", text(facts.about), dir="auto") if facts.about else ""
    title = element("h1", text(facts.title), dir="auto")
    day = element("p", f"As of {element('span', text(facts.as_of), class_='as-of')}{text(known)}.", class_="day")
    told = [f"Whose word counts: {facts.at.narrowed}."] if facts.at.narrowed else []
    told += ["Every actor is told by its side.", *facts.folds] if facts.at.sides else []
    day += element("p", text(" ".join(told)), class_="filters", dir="auto") if told else ""
    links = "".join(element("li", element("a", name, href=f"#{key}")) for key, name in _headings(facts))
    return (
        f"{skip}{element('header', title + day + about)}{element('nav', element('ul', links), aria_label='Sections')}"
    )


def _foot(facts: Facts) -> str:
    day = element("span", text(facts.as_of), class_="as-of")
    known = f", known by {text(facts.known_by)}" if facts.known_by else ""
    cite = element(
        "p", f"Cite this: “{text(facts.title)}”, as of {day}{known}. A knowledge base, by syriakb.", id="cite"
    )
    written = f"Written by syriakb {__version__}. This page loads nothing from elsewhere."
    return element("footer", cite + element("p", text(written)))


def _sections(facts: Facts, contents: dict[str, str]) -> Iterator[str]:
    for key, name in _headings(facts):
        slider = sections.slider(facts) if key == "map-of" else ""
        yield slider + element("section", element("h2", name) + contents[key], id=key)
