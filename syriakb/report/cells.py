"""Cells of the report's tables: names for ids, every fact linked to the claim that it rests on."""

from collections.abc import Iterable
from typing import Any

from syriakb.pictures.charts import Party
from syriakb.pictures.markup import element, text
from syriakb.render.cells import compact_date
from syriakb.render.legend import CREDIBILITY, RELIABILITY
from syriakb.report.facts import Facts

DASH = element("span", "–", class_="none", title="not known")
_SIGNS = {
    "assessed": "●",
    "claimed": "○",
    "disputed": "◐",
    "denied": "✕",
    "held": "■",
    "contested": "◪",
    "besieged": "▣",
    "unknown": "□",
}


def evidence(facts: Facts, claims: Iterable[str]) -> str:
    """Links to claims."""
    links = [
        element(
            "a",
            text(facts.marks.get(claim, claim)),
            href=f"#claim-{claim}",
            title=facts.claims[claim]["statement"] if claim in facts.claims else None,
        )
        for claim in claims
    ]
    return " ".join(links) or DASH


def grade(value: str | None) -> str:
    """A grade with its words."""
    if not value:
        return DASH
    words = f"source {RELIABILITY[value[0]]}, claim {CREDIBILITY[value[1:]]}"
    return element("abbr", text(value), title=words, aria_label=f"{value}: {words}")


def badge(word: str) -> str:
    """A standing or a status, with a sign beside the word."""
    sign = element("span", _SIGNS.get(word, ""), aria_hidden="true")
    return element("span", f"{sign} {text(word)}", class_=f"badge {word}")


def party(facts: Facts, controllers: Party) -> str:
    """Who holds a place, with the colour that the map has for it."""
    number = facts.numbers[controllers]
    swatch = element("span", "", class_=f"swatch p{number}" if controllers else "swatch nobody", aria_hidden="true")
    return f"{swatch}{text(facts.parties[controllers])}"


def date(value: str | None) -> str:
    """A date for the eye; its EDTF text stands in its title."""
    return element("span", text(compact_date(value)), title=value) if value else DASH


def plain(value: Any) -> str:
    """Any other value."""
    return text(value) if value not in (None, "") else DASH


def linked(cell: str, claims: Iterable[str]) -> str:
    """A cell as a link to the first claim that it rests on; keys skip it, since the marks of the row lead there too."""
    first = next(iter(claims), None)
    return element("a", cell, href=f"#claim-{first}", class_="fact", tabindex="-1") if first and cell != DASH else cell
