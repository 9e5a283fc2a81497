"""What the sections of the page hold beside tables, sentences and claims: slider, map, graph, and what is not known."""

from collections.abc import Container, Iterable, Mapping

from syriakb.errors import SyriakbError
from syriakb.model.dates import day_text
from syriakb.model.shortlist import shortlist
from syriakb.pictures import graphsheet, graphsvg, mapsheet, mapsvg
from syriakb.pictures.markup import element, text
from syriakb.queries.relations.ties import Proposition, Relation
from syriakb.report.facts import Facts
from syriakb.report.graphs import Stretch, proposition

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


def map_(facts: Facts, said: Mapping[str, str]) -> str:
    """The map with its legend, and the sources of the day."""
    if facts.atlas is None:
        return element("p", "No place has coordinates, so there is no map.")
    atlas = facts.atlas
    owed = (f"{sentence}." for sentence in atlas.owed)
    words = " ".join([*mapsheet.meanings(atlas), *owed, *([atlas.absent] if atlas.absent else [])])
    caption = element("figcaption", element("p", text(words)) + said["map-from"])
    return element("figure", mapsvg.figure(atlas, facts.parties) + said["legend"] + caption)


def graph(facts: Facts, said: Mapping[str, str]) -> tuple[str, list[str]]:
    """The graph of the relations with the sentences beside it, and why it is not there, in sentences."""
    last = facts.graph[-1].part.net
    if not any(day.ties for day in facts.related):
        whose = f"of {facts.names[facts.centre]}" if facts.centre else "between actors"
        return element("p", text(f"No relation {whose} is recorded.")) + said["graph-notes"], []
    try:
        drawn = "".join(_picture(facts, stretch) for stretch in facts.graph)
    except SyriakbError as error:
        return element("p", "The graph is not drawn here; its relations are in the next section."), [str(error)]
    region = element("div", drawn, class_="scroll wide", tabindex="0", role="region", aria_label="Graph of relations")
    day = element("span", text(day_text(last.as_of)), class_="as-of")
    words = element("p", f"{text(last.title)}, as of {day}. {graphsheet.ARROWS}")
    pairs = said["graph-pairs-of"] + said["graph-pairs"]
    caption = element("figcaption", _keys(facts) + words + said["graph-notes"] + pairs + said["graph-from"])
    return said["graph-finding"] + element("figure", region + caption), []


def _picture(facts: Facts, stretch: Stretch) -> str:
    """The picture of a stretch, hidden but for the last, with what holds on the last day."""
    net, hidden = stretch.part.net, {} if stretch.last == facts.turns.last else {"hidden": ""}
    now = facts.related[stretch.last].ties
    shown = [tie for tie in net.ties if proposition(tie) in now]
    return graphsvg.figure(net, shown, **hidden) if net.ties else element("svg", "", class_="graph", **hidden)


def _keys(facts: Facts) -> str:
    """The legend of the graph: a line as it is drawn, and what it means; those of other days are hidden."""
    drawn = {proposition(tie) for stretch in facts.graph for tie in stretch.part.net.ties}
    every, now = _ties(facts, range(len(facts.related)), drawn), _ties(facts, [facts.turns.last], drawn)
    seen = {key.classes for key in graphsheet.legend(now)}
    return element(
        "ul",
        "".join(_key(key, None if key.classes in seen else "") for key in graphsheet.legend(every)),
        class_="legend keys",
    )


def _ties(facts: Facts, days: Iterable[int], drawn: Container[Proposition]) -> list[Relation]:
    return [tie for day in days for key, tie in facts.related[day].ties.items() if key in drawn]


def _key(key: graphsheet.Key, hidden: str | None) -> str:
    line = element("path", None, d="M0 5h30", class_="line")
    sample = element(
        "svg", element("g", line, class_=key.classes), class_="graph key", viewBox="0 0 30 10", aria_hidden="true"
    )
    return element("li", sample + text(key.words), data_key=key.name, hidden=hidden)


def unknown(facts: Facts) -> str:
    """Who holds what is not known, and with whom somebody stands."""
    places: dict[str, list[str]] = {}
    for place in facts.places():
        if facts.latest(place).status == "unknown":
            places.setdefault(facts.kinds[place], []).append(facts.names[place])
    related = {end for tie in facts.relations(facts.turns.last) for end in (tie.subject, tie.object)}
    alone = [facts.names[actor] for actor in facts.speaking if actor not in related]
    items = [
        f"Who holds these ({kind.replace('-', ' ')}): {shortlist(names, _NAMES)}." for kind, names in places.items()
    ]
    items += [f"With whom these stand: {shortlist(alone, _NAMES)}."] if alone else []
    listed = element("ul", "".join(element("li", text(item)) for item in items))
    told = element("p", "Nothing on record tells:") + listed if items else element("p", "Every place has an answer.")
    return element("div", told, id="unknown")


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
