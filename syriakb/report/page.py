"""The page: one HTML file that asks for nothing from anywhere.

A content-security policy allows its own style sheet and script, by their hashes, and nothing else; records stand in
it as text. Without scripts it shows the latest state; with them a slider moves map and tables through the days.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from syriakb import __version__
from syriakb.errors import SyriakbError
from syriakb.model.dates import day_text
from syriakb.pictures import graphsvg, mapsvg
from syriakb.pictures.charts import Atlas
from syriakb.pictures.core import core
from syriakb.pictures.markup import element, text
from syriakb.queries.control.states import State
from syriakb.queries.relations.ties import Relation
from syriakb.queries.time.turns import spans
from syriakb.report import cells, evidence, tables
from syriakb.report.facts import Facts, held

_HERE = Path(__file__).parent
_HEADLINES = 12  # of each sort; the tables have them all
_SECTIONS = {
    "answers": "In short",
    "map-of": "Map",
    "capitals-of": "Provincial capitals",
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


def page(facts: Facts) -> tuple[str, list[str]]:
    """The page, and what could not be put on it, in sentences."""
    graph, missing = _graph(facts)
    style = "\n".join(_styles(facts))
    script = _read("script.js")
    data = element("script", _data(facts), type="application/json", id="data")
    head = "".join(_head(facts, style, script)) + element("style", style)
    body = f"{_top(facts)}{element('main', ''.join(_sections(facts, graph)))}{_foot()}{data}{element('script', script)}"
    return f"<!doctype html>\n{element('html', element('head', head) + element('body', body), lang='en')}\n", missing


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _styles(facts: Facts) -> Iterator[str]:
    yield _read("style.css")
    yield mapsvg.STYLE + mapsvg.colors(facts.parties)
    yield graphsvg.STYLE + graphsvg.colors()
    yield f"@media screen and (prefers-color-scheme: dark) {{\n{graphsvg.colors(dark=True)}}}"
    yield _read("theme.css")


def _head(facts: Facts, style: str, script: str) -> Iterator[str]:
    hashes = [f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'" for part in (style, script)]
    policy = f"default-src 'none'; style-src {hashes[0]}; script-src {hashes[1]}; base-uri 'none'; form-action 'none'"
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
    day = element("p", f"As of {text(facts.as_of)}{text(known)}.", class_="day")
    links = "".join(element("li", element("a", name, href=f"#{key}")) for key, name in _SECTIONS.items())
    return (
        f"{skip}{element('header', title + day + about)}{element('nav', element('ul', links), aria_label='Sections')}"
    )


def _foot() -> str:
    return element(
        "footer", element("p", text(f"Written by syriakb {__version__}. This page loads nothing from elsewhere."))
    )


def _sections(facts: Facts, graph: str) -> Iterator[str]:
    contents = {
        "answers": _answers(facts),
        "map-of": _map(facts),
        "capitals-of": tables.capitals(facts) + "".join(element("p", text(note)) for note in facts.notes),
        "backing-of": tables.relations(facts, "backing", "Who backs whom", "support"),
        "graph-of": graph,
        "relations-of": tables.relations(facts, "relations", "Relations of all kinds"),
        "places-of": tables.control(facts),
        "timeline-of": tables.timeline(facts),
        "rivals-of": evidence.rivals(facts),
        "unknown-of": _unknown(facts),
        "claims-of": _explained() + evidence.claims(facts),
        "sources-of": evidence.sources(facts),
    }
    for key, name in _SECTIONS.items():
        slider = _slider(facts) if key == "map-of" else ""
        yield slider + element("section", element("h2", name) + contents[key], id=key)


def _slider(facts: Facts) -> str:
    """The slider, which a script shows. It stands outside the sections, so that it can stay in sight."""
    last = len(facts.turns.days) - 1
    if not last:
        return ""
    label = element("label", "Day", for_="day")
    bounds = {"type": "range", "id": "day", "min": 0, "max": last, "value": last, "step": 1}
    given = " ".join(f'{key}="{value}"' for key, value in bounds.items())
    buttons = [
        element("button", sign, type="button", id=name, aria_label=words)
        for name, sign, words in (("earlier", "‹", "Earlier day of change"), ("later", "›", "Later day of change"))
    ]
    output = element("output", text(day_text(facts.turns.days[-1])), id="shown", for_="day")
    left_out = facts.turns.left_out
    first = f" Earlier ones ({left_out} days on which something may have changed) are left out." if left_out else ""
    note = element("small", f"Moves map and tables through {last + 1} days on which something changed.{first}")
    inner = f"{label}{buttons[0]}<input {given}>{buttons[1]}{output}{note}"
    return element("div", inner, id="slider", hidden="", role="group", aria_label="Day shown")


def _answers(facts: Facts) -> str:
    counted = "".join(
        element("p", text(words), class_="lead", **_days(facts, first, last))
        for first, last, words in tables.tally(facts)
    )
    return counted + element("ul", "".join(_headlines(facts)))


def _days(facts: Facts, first: int, last: int) -> dict[str, Any]:
    """The days that an element is seen on, by their numbers, and whether it is hidden on the last."""
    hidden = None if last == len(facts.turns.days) - 1 else ""
    return {"data_first": first, "data_last": last, "hidden": hidden}


def _headlines(facts: Facts) -> Iterator[str]:
    """What holds of each day, each sentence for the days that it holds on."""
    said = [list(_of_day(facts, number)) for number in range(len(facts.turns.days))]
    for words in dict.fromkeys(words for day in reversed(said) for words in day):
        for span in spans([words if words in day else None for day in said]):
            yield element("li", words, **_days(facts, span.first, span.last))


def _of_day(facts: Facts, number: int) -> Iterator[str]:
    yield from _first([_backing(facts, tie) for tie in _support(facts, number)], "relations of support, in the table")
    if not _support(facts, number):
        yield "Nothing is recorded of who backs whom."
    states = facts.turns.control[number]
    embattled = ("contested", "besieged", "disputed")
    fought = [state for state in states.values() if state.status in embattled and state.basis != "inferred"]
    yield from _first([_fight(facts, state) for state in fought], "places fought for, in the tables")
    unknown = [text(facts.names[place]) for place in facts.capitals if states[place].status == "unknown"]
    if unknown:
        yield f"Not known: who holds {', '.join(_first(unknown, 'capitals'))}."


def _first(said: list[str], what: str) -> list[str]:
    return said if len(said) <= _HEADLINES else [*said[:_HEADLINES], f"and {len(said) - _HEADLINES} more {what}"]


def _support(facts: Facts, number: int) -> list[Relation]:
    return [tie for tie in facts.turns.relations[number].values() if tie.group == "support"]


def _backing(facts: Facts, tie: Relation) -> str:
    words = text(f"{facts.names[tie.subject]} {facts.labels[tie.predicate]['label']} {facts.names[tie.object]}")
    return f"{words}: {cells.badge(tie.standing)} {cells.evidence(facts, tie.evidence)}"


def _fight(facts: Facts, state: State) -> str:
    held_by, evidence_of = cells.party(facts, state.controllers), cells.evidence(facts, state.evidence)
    return f"{text(facts.names[state.place])}: {cells.badge(state.status)}, {held_by} {evidence_of}"


def _map(facts: Facts) -> str:
    if facts.atlas is None:
        return element("p", "No place has coordinates, so there is no map.")
    legend = element("ul", "".join(_legend(facts)), class_="legend")
    signs = "Pale: inferred from the area around. Hatched: contested. Dotted: disputed. A ring around it: besieged. "
    said = f"{signs}A question mark: unknown. From: {'; '.join(facts.atlas.sources) or 'no source'}."
    credit = f" Outlines: {facts.atlas.credit}." if facts.atlas.credit else ""
    absent = f" {facts.atlas.absent}" if facts.atlas.absent else ""
    caption = element("figcaption", element("p", text(said + credit + absent)))
    return element("figure", mapsvg.figure(facts.atlas, facts.parties) + legend + caption)


def _legend(facts: Facts) -> Iterator[str]:
    shown = [place for place, _ in facts.atlas.placed] if facts.atlas else []
    for party in facts.parties:
        for span in spans([_count(facts, day, shown, party) for day in facts.turns.control]):
            inner = f"{cells.party(facts, party)}: {text(span.value)}"
            yield element("li", inner, **_days(facts, span.first, span.last))


def _count(facts: Facts, day: dict[str, Any], shown: list[str], party: tuple[str, ...]) -> str | None:
    atlas = facts.atlas
    states = {place: held(day[place]) for place in shown}
    return ", ".join(atlas._replace(held=states).counts(party)) or None if isinstance(atlas, Atlas) else None


def _graph(facts: Facts) -> tuple[str, list[str]]:
    if not facts.network.ties:
        return element("p", "No relation between actors is recorded."), []
    shown = core(facts.network)
    try:
        drawn = graphsvg.figure(shown)
    except SyriakbError as error:
        return element("p", "The graph is not drawn here; its relations are in the next section."), [str(error)]
    words = f"Relations as of {facts.as_of}. Solid: assessed. Dashed: claimed. Dotted: disputed. Struck out: denied."
    if left_out := len(facts.network.ties) - len(shown.ties):
        words += f" Drawn are the {len(shown.ties)} among those who have most of them with each other;"
        words += f" {left_out:,} more are not drawn, but in the table."
    region = element("div", drawn, class_="scroll wide", tabindex="0", role="region", aria_label="Graph of relations")
    return element("figure", region + element("figcaption", element("p", text(words)))), []


def _unknown(facts: Facts) -> str:
    places: dict[str, list[str]] = {}
    for place in facts.places():
        if facts.latest[place].status == "unknown":
            places.setdefault(facts.kinds[place], []).append(facts.names[place])
    related = {end for tie in facts.network.ties for end in (tie.subject, tie.object)}
    actors = {claim[key] for claim in facts.claims.values() for key in ("subject", "object", "said_by")} | related
    alone = [facts.names[actor] for actor in sorted(actors - related - {None}) if actor not in facts.within]
    items = [f"Who holds these ({kind.replace('-', ' ')}): {', '.join(names)}." for kind, names in places.items()]
    items += [f"With whom these stand: {', '.join(alone)}."] if alone else []
    listed = element("ul", "".join(element("li", text(item)) for item in items))
    return element("p", "Nothing on record tells:") + listed if items else element("p", "Every place has an answer.")


def _explained() -> str:
    return element(
        "p",
        "A grade is two judgements (Admiralty code): the letter of the source, from A, completely reliable, to E,"
        " unreliable; the number of the claim, from 1, confirmed, to 5, improbable. F and 6: it cannot be judged.",
    )


def _data(facts: Facts) -> str:
    """What the script needs: the days, and for each place on the map its classes and its title from day to day."""
    content = {"days": [day_text(day) for day in facts.turns.days], "places": dict(_changes(facts))}
    # In a script element nothing ends it but `</script`, so no < stands in it.
    return json.dumps(content, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028")


def _changes(facts: Facts) -> Iterator[tuple[str, Any]]:
    if facts.atlas is None:
        return
    for place in dict.fromkeys(place for place, _ in facts.atlas.placed):
        states = [held(day[place]) for day in facts.turns.control]
        shown = [
            (mapsvg.classes(state, facts.parties), state.status, mapsvg.said(facts.names[place], state, facts.parties))
            for state in states
        ]
        yield place, [[span.first, *span.value] for span in spans(shown)]
