"""The claims of the report, each with all that is known of it; rivals side by side; the sources."""

from collections.abc import Iterator
from typing import Any

from syriakb.pictures.markup import element, text
from syriakb.report import cells
from syriakb.report.facts import Facts, rival_claims


def claims(facts: Facts) -> str:
    """Every claim, in the order of the files."""
    return "".join(_card(facts, claim) for claim in facts.claims.values())


def rivals(facts: Facts) -> str:
    """The claims that cannot all be right, those of each side under one another, the sides beside each other."""
    found = rival_claims(facts)
    if not found:
        return element("p", "No two claims contradict each other, and none is denied.")
    return "".join(_rival(facts, *each) for each in found)


def sources(facts: Facts) -> str:
    """The sources with what is known of them."""
    return element("dl", "".join(_source(number, each) for number, each in enumerate(facts.sources.values(), 1)))


def _card(facts: Facts, claim: dict[str, Any]) -> str:
    taken_back = claim["retracted"]
    statement = element("h3", element("del" if taken_back else "span", text(claim["statement"])), dir="auto")
    facts_of = "".join(
        element("div", element("dt", text(term)) + element("dd", shown, dir="auto"))
        for term, shown in _facts(facts, claim)
        if shown
    )
    return element(
        "article", statement + element("dl", facts_of), id=f"claim-{claim['id']}", class_="claim", tabindex="-1"
    )


def _facts(facts: Facts, claim: dict[str, Any]) -> Iterator[tuple[str, str]]:
    source = facts.sources[claim["source"]]
    yield "Said by", text(facts.names[claim["said_by"]]) if claim["said_by"] else "the source itself"
    yield "Via", text(claim["via"] or "")
    yield "Source", element("a", text(source["title"]), href=f"#source-{source['id']}")
    yield "At", text(claim["locator"] or "")
    yield "Words", element("q", text(claim["exact"])) if claim["exact"] else ""
    yield "Grade", cells.grade(facts.grades[claim["id"]])
    yield "Says", _proposition(facts, claim)
    yield "Manner", text(", ".join(_manner(claim)))
    yield "Interest", text(_INTERESTS.get(facts.interests.get(claim["id"], ""), ""))
    yield "From", cells.date(claim["start"]) if claim["start"] else ""
    yield "To", cells.date(claim["end"]) if claim["end"] else ""
    yield "Reported", cells.date(claim["reported"] or source["published"])
    yield "About", text(", ".join(facts.names[each] for each in claim["about"]))
    yield "Note", text(claim["note"] or "")
    yield "Taken back", _retraction(facts, claim["retracted"]) if claim["retracted"] else ""
    yield "Id", element("code", text(claim["id"]))


_INTERESTS = {"own": "in its speaker's own interest", "against": "against its speaker's interest"}


def _proposition(facts: Facts, claim: dict[str, Any]) -> str:
    if not claim["predicate"]:
        return ""
    words = [facts.names[claim["subject"]], facts.labels[claim["predicate"]]["label"]]
    words += [facts.names[claim["object"]]] if claim["object"] else []
    number = f" ({claim['value']})" if claim["value"] is not None else ""
    denied = "denied: " if claim["stance"] == "denies" else ""
    return text(f"{denied}{' '.join(words)}{number}")


def _manner(claim: dict[str, Any]) -> list[str]:
    return [claim["stance"], claim["modality"], claim["directness"]]


def _retraction(facts: Facts, taken_back: dict[str, Any]) -> str:
    instead = taken_back["superseded_by"]
    link = f" In its stead: {cells.evidence(facts, [instead])}" if instead else ""
    return f"{cells.date(taken_back['on'])}: {text(taken_back['reason'])}{link}"


def _rival(facts: Facts, reads: str, standing: str, sides: dict[str, list[str]]) -> str:
    columns = "".join(_side(facts, side, claims) for side, claims in sides.items())
    heading = element("h3", f"{text(reads)} {cells.badge(standing)}", dir="auto")
    return element("section", heading + element("div", columns, class_="sides"), class_="rival")


def _side(facts: Facts, side: str, claims: list[str]) -> str:
    said = "".join(element("li", _short(facts, claim)) for claim in claims)
    body = element("ul", said) if said else element("p", "No claim on record.", class_="none")
    return element("div", element("h4", text(side), dir="auto") + body)


def _short(facts: Facts, claim: str) -> str:
    record = facts.claims[claim]
    speaker = facts.names.get(record["said_by"], "the source itself")
    words = f" {element('q', text(record['exact']))}" if record["exact"] else ""
    said = f"{text(record['statement'])}{words} — {text(speaker)}, "
    return f"{said}{cells.evidence(facts, [claim])}, {cells.grade(facts.grades[claim])}"


def _source(number: int, source: dict[str, Any]) -> str:
    title = element("dt", f"{number}. {text(source['title'])}", id=f"source-{source['id']}", dir="auto")
    given = [f"Reliability {source['reliability']}"]
    given += [f"{word} {source[key]}" for key, word in _SOURCE.items() if source[key]]
    note = element("p", text(source["note"]), dir="auto") if source["note"] else ""
    return title + element("dd", element("p", text("; ".join(given)) + ".") + note)


_SOURCE = {"publisher": "published by", "published": "on", "url": "at"}
