"""What the sections of the page hold beside tables, sentences and claims: slider, map, graph, and what is not known."""

from syriakb.errors import SyriakbError
from syriakb.model.dates import day_text
from syriakb.pictures import graphsheet, graphsvg, mapsheet, mapsvg
from syriakb.pictures.core import Chosen, chosen
from syriakb.pictures.markup import element, text
from syriakb.report.facts import Facts

_NAMES = 100  # of a kind that are listed where nothing is known of them


def slider(facts: Facts) -> str:
    """The slider, which a script shows. It stands outside the sections, so that it can stay in sight."""
    last = facts.turns.last
    if not last:
        return ""
    label = element("label", "Day", for_="day")
    bounds = {"type": "range", "id": "day", "min": 0, "max": last, "value": last, "step": 1}  # a script knows the days
    given = " ".join(f'{key}="{value}"' for key, value in bounds.items())
    buttons = [
        element("button", sign, type="button", id=name, aria_label=words)
        for name, sign, words in (
            *(("earlier", "‹", "Earlier day of change"), ("later", "›", "Later day of change")),
            ("play", "▶", "Play"),
        )
    ]
    output = element("output", text(day_text(facts.turns.days[-1])), id="shown", for_="day")
    left_out = facts.turns.left_out
    first = f" Earlier ones ({left_out:,} days on which something may have changed) are left out." if left_out else ""
    note = element("small", f"Moves the page through time; the marks are {last + 1} days of change.{first}")
    ticks = element("svg", "", id="ticks", aria_hidden="true")
    track = element("div", f"<input {given}>{ticks}", class_="track")
    inner = f"{label}{buttons[0]}{track}{buttons[1]}{buttons[2]}{output}{note}"
    return element("div", inner, id="slider", hidden="", role="group", aria_label="Day shown")


def map_(facts: Facts, legend: str) -> str:
    """The map with its legend."""
    if facts.atlas is None:
        return element("p", "No place has coordinates, so there is no map.")
    atlas = facts.atlas
    owed = (f"{sentence}." for sentence in (f"From: {_listed(atlas.sources)}", *atlas.owed))
    said = " ".join([*mapsheet.meanings(atlas), *owed, *([atlas.absent] if atlas.absent else [])])
    caption = element("figcaption", element("p", text(said)))
    return element("figure", mapsvg.figure(atlas, facts.parties) + legend + caption)


def _listed(sources: tuple[str, ...], most: int = 12) -> str:
    more = (f"and {len(sources) - most} more, listed below",) if len(sources) > most else ()
    return "; ".join((*sources[:most], *more)) or "no source"


def graph(facts: Facts) -> tuple[str, list[str]]:
    """The graph of the relations, and why it is not there, in sentences."""
    net = facts.network
    if not net.ties:
        whose = f"of {net.names[net.centre]}" if net.centre else "between actors"
        return element("p", text(f"No relation {whose} is recorded.")), []
    part = chosen(net)
    try:
        drawn = graphsvg.figure(part.net)
    except SyriakbError as error:
        return element("p", "The graph is not drawn here; its relations are in the next section."), [str(error)]
    region = element("div", drawn, class_="scroll wide", tabindex="0", role="region", aria_label="Graph of relations")
    words = [f"{net.title}, {net.date}.", graphsheet.ARROWS, *filter(None, (part.absent, net.absent))]
    caption = element("figcaption", _keys(part) + element("p", text(" ".join(words))) + _pairs(facts, part))
    return element("figure", region + caption), []


def _keys(part: Chosen) -> str:
    """The legend of the graph: a line as it is drawn, and what it means."""
    line = element("path", None, d="M0 5h30", class_="line")
    items = (
        element(
            "svg", element("g", line, class_=key.classes), class_="graph key", viewBox="0 0 30 10", aria_hidden="true"
        )
        + text(key.words)
        for key in graphsheet.legend(part.net.ties)
    )
    return element("ul", "".join(element("li", item) for item in items), class_="legend keys")


def _pairs(facts: Facts, part: Chosen) -> str:
    if not part.pairs:
        return ""
    items = "".join(element("li", text(told), dir="auto") for told in graphsheet.listed(facts.network, part))
    return element("p", "Pairs whom nothing joins to anybody else:") + element("ul", items, class_="pairs")


def unknown(facts: Facts) -> str:
    """Who holds what is not known, and with whom somebody stands."""
    places: dict[str, list[str]] = {}
    for place in facts.places():
        if facts.latest(place).status == "unknown":
            places.setdefault(facts.kinds[place], []).append(facts.names[place])
    related = {end for tie in facts.relations(facts.turns.last) for end in (tie.subject, tie.object)}
    alone = [facts.names[actor] for actor in facts.speaking if actor not in related]
    items = [f"Who holds these ({kind.replace('-', ' ')}): {_some(names)}." for kind, names in places.items()]
    items += [f"With whom these stand: {_some(alone)}."] if alone else []
    listed = element("ul", "".join(element("li", text(item)) for item in items))
    told = element("p", "Nothing on record tells:") + listed if items else element("p", "Every place has an answer.")
    return element("div", told, id="unknown")


def _some(names: list[str]) -> str:
    more = [f"and {len(names) - _NAMES:,} more"] if len(names) > _NAMES else []
    return ", ".join([*names[:_NAMES], *more])


def undated(facts: Facts) -> str:
    """How many dated claims are left out."""
    left_out = facts.dated - len(facts.timeline)
    words = (
        f"Of {facts.dated:,} dated claims {left_out:,} are left out here, since they are not among those of this page."
    )
    return element("p", words) if left_out else ""


def grades() -> str:
    """What a grade is."""
    return element(
        "p",
        "A grade is two judgements (Admiralty code): the letter of the source, from A, completely reliable, to E,"
        " unreliable; the number of the claim, from 1, confirmed, to 5, improbable. F and 6: it cannot be judged.",
    )
