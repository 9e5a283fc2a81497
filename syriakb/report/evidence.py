"""The claims of the report, each with all that is known of it; rivals side by side; the sources."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from syriakb.model.records import several
from syriakb.pictures.markup import element, text
from syriakb.report import cells
from syriakb.report.cells import Cell
from syriakb.report.cited import Cited
from syriakb.report.facts import Facts
from syriakb.report.resting import LINKS, Rest, Resting
from syriakb.report.rivals import Rival
from syriakb.report.tables import rest

CARDS, RIVALS = 100, 20  # that are shown at once
NARROW = {"claims": 6, "rivals": 4}  # on a narrow screen
# What a card tells of a claim, in its order, and what kind of cell each is.
TERMS = {
    "Said by": "text",
    "Via": "text",
    "Source": "source",
    "At": "text",
    "Words": "quote",
    "Grade": "grade",
    "Says": "text",
    "Not": "text",
    "Extent": "text",
    "Place": "text",
    "Manner": "text",
    "Interest": "text",
    "From": "date",
    "To": "date",
    "Reported": "date",
    "About": "text",
    "Note": "text",
    "Taken back": "line",
    "Id": "code",
}
_INTERESTS = {"own": "in its speaker's own interest", "against": "against its speaker's interest"}
_SOURCE = {"publisher": "published by", "published": "on"}


class Side(NamedTuple):
    """What some rival claims have in common, a sentence for each, and how many more there are."""

    name: str
    said: tuple[Cell, ...]
    more: int


def claims(facts: Facts, wanted: Iterable[str], rests: Resting, anchors: set[str]) -> str:
    """The cards of the first claims, and of those that the page leads to without its script, as the files have them.

    Each leads back to those rows with the `anchors` that rest on it on the last day.
    """
    shown = {*list(facts.claims)[:CARDS], *wanted}
    while instead := {new for claim in shown if (new := _instead(facts, claim)) in facts.claims} - shown:
        shown |= instead
    cards = "".join(
        _card(facts, claim, [each for each in rests.get(name, ()) if each.anchor in anchors])
        for name, claim in facts.claims.items()
        if name in shown
    )
    return (
        element("p", _chosen(facts))
        + element("div", cards, id="claims")
        + rest(len(shown), len(facts.claims), "claims")
    )


def _instead(facts: Facts, claim: str) -> str | None:
    taken_back = facts.claims[claim]["retracted"]
    return taken_back["superseded_by"] if taken_back else None


def _chosen(facts: Facts) -> str:
    kept, left_out = len(facts.claims), facts.known - len(facts.claims)
    if not left_out:
        return f"All {kept:,} claims on record are in this page." if kept > 1 else ""
    return (
        f"Of {facts.known:,} claims on record this page has {kept:,}: those that decide what it shows, and the newest."
        f" The other {left_out:,} are left out; <code>syriakb report --all-claims</code> puts them in."
    )


def _card(facts: Facts, claim: dict[str, Any], rows: list[Rest]) -> str:
    statement = element("h3", element("del" if claim["retracted"] else "span", text(claim["statement"])), dir="auto")
    told = "".join(
        element("div", element("dt", term) + element("dd", cells.html(facts, cell), dir="auto"))
        for term, cell in terms(facts, claim)
    )
    links = [element("a", text(each.name), href=f"#{each.anchor}") for each in rows if each.last == facts.turns.last]
    more = [cells.more(len(links) - LINKS)] if len(links) > LINKS else []
    cited = element("dt", "Cited by") + element("dd", "; ".join(links[:LINKS] + more), dir="auto")
    told += element("div", cited if links else "", class_="cites")
    return element("article", statement + element("dl", told), id=f"claim-{claim['id']}", class_="claim", tabindex="-1")


def terms(facts: Facts, claim: dict[str, Any]) -> Iterator[tuple[str, Cell]]:
    """What is known of a claim: a word for each fact, and the cell that shows it."""
    told = _told(facts, claim)
    return ((term, Cell(kind, told[term])) for term, kind in TERMS.items() if told[term])


def _told(facts: Facts, claim: dict[str, Any]) -> dict[str, Any]:
    return {
        "Said by": facts.names[claim["said_by"]] if claim["said_by"] else "the source itself",
        "Via": claim["via"],
        "Source": claim["source"],
        "At": claim["locator"],
        "Words": claim["exact"],
        "Grade": facts.grades[claim["id"]],
        "Says": _proposition(facts, claim),
        "Place": facts.names[claim["place"]] if claim["place"] else None,
        "Manner": ", ".join((claim["stance"], claim["modality"], claim["directness"])),
        "Interest": _INTERESTS.get(facts.interests.get(claim["id"], "")),
        "From": claim["start"],
        "To": claim["end"],
        "Reported": claim["reported"] or facts.sources[claim["source"]]["published"],
        "Not": ", ".join(facts.names[each] for each in claim["except"]),
        "Extent": claim["extent"],
        "About": ", ".join(facts.names[each] for each in claim["about"]),
        "Note": claim["note"],
        "Taken back": _retraction(claim["retracted"]) if claim["retracted"] else None,
        "Id": claim["id"],
    }


def _proposition(facts: Facts, claim: dict[str, Any]) -> str | None:
    if not claim["predicate"]:
        return None
    together = " and ".join(facts.names[each] for each in several(claim["subject"]))
    words = [together, facts.labels[claim["predicate"]]["label"]]
    words += [facts.names[claim["object"]]] if claim["object"] else []
    number = f" ({claim['value']})" if claim["value"] is not None else ""
    denied = "denied: " if claim["stance"] == "denies" else ""
    return f"{denied}{' '.join(words)}{number}"


def _retraction(taken_back: dict[str, Any]) -> tuple[Cell, ...]:
    instead = taken_back["superseded_by"]
    said = (Cell("date", taken_back["on"]), Cell("text", f": {taken_back['reason']}"))
    return (*said, Cell("text", " In its stead: "), Cell("evidence", Cited((instead,)))) if instead else said


def rivals(facts: Facts) -> str:
    """The claims that cannot all be right, those of each side under one another, the sides beside each other."""
    if not facts.rivals:
        return element("p", "No two claims contradict each other, and none is denied.")
    now = [each for each in facts.rivals if each.last == facts.turns.last]
    shown = "".join(_rival(facts, each) for each in now[:RIVALS])
    total = len(now)
    return element("div", shown, id="rivals") + rest(min(total, RIVALS), total, "disputes")


def _rival(facts: Facts, rival: Rival) -> str:
    heading = element("h3", f"{text(rival.reads)} {cells.html(facts, Cell('badge', rival.standing))}", dir="auto")
    columns = "".join(_side(facts, side) for side in sides(facts, rival))
    return element("section", heading + element("div", columns, class_="sides"), class_="rival")


def _side(facts: Facts, side: Side) -> str:
    said = "".join(element("li", cells.html(facts, line)) for line in side.said)
    said += element("li", cells.more(side.more)) if side.more else ""
    body = element("ul", said) if said else element("p", "No claim on record.", class_="none")
    return element("div", element("h4", text(side.name), dir="auto") + body)


def sides(facts: Facts, rival: Rival) -> Iterator[Side]:
    """The sides of a dispute."""
    for name, cited in rival.sides.items():
        yield Side(name, tuple(_short(facts, claim) for claim in cited.claims), cited.more)


def _short(facts: Facts, claim: str) -> Cell:
    record = facts.claims[claim]
    speaker = facts.names.get(record["said_by"], "the source itself")
    words = (Cell("text", " "), Cell("quote", record["exact"])) if record["exact"] else ()
    after = (Cell("text", f" — {speaker}, "), Cell("evidence", Cited((claim,))), Cell("text", ", "))
    return Cell("line", (Cell("said", claim), *words, *after, Cell("grade", facts.grades[claim])))


def sources(facts: Facts) -> str:
    """The sources with what is known of them."""
    return element("dl", "".join(_source(number, each) for number, each in enumerate(facts.sources.values(), 1)))


def _source(number: int, source: dict[str, Any]) -> str:
    title = element("dt", f"{number}. {text(source['title'])}", id=f"source-{source['id']}", dir="auto")
    given = [f"Reliability {source['reliability']}"]
    given += [f"{word} {source[key]}" for key, word in _SOURCE.items() if source[key]]
    said = [text(each) for each in given] + ([_address(source["url"])] if source["url"] else [])
    note = element("p", text(source["note"]), dir="auto") if source["note"] else ""
    return title + element("dd", element("p", "; ".join(said) + ".") + note)


def _address(url: str) -> str:
    """A link where it is an address of the web; else its text, for nothing else is to be opened from a page."""
    known = url.lower().startswith(("https://", "http://"))
    return f"at {element('a', text(url), href=url, rel='noopener noreferrer') if known else text(url)}"
