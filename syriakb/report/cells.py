"""Cells of the page: what each kind of value becomes as HTML, and as data from which the script makes the same.

A cell is a kind and a value; `None` is not known, or nothing to say.

| kind | value |
|---|---|
| text, code, quote, badge, grade | a text |
| date | an EDTF text |
| party | who holds a place together, as ids |
| evidence | the claims that it rests on (`Cited`) |
| said | a claim by its id: its statement |
| source | a source by its id |
| line | several cells after one another |
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from syriakb.pictures.charts import Party
from syriakb.pictures.markup import element, text
from syriakb.render.cells import compact_date
from syriakb.render.legend import CREDIBILITY, RELIABILITY
from syriakb.report.cited import Cited
from syriakb.report.facts import Facts

DASH = element("span", "–", class_="none", title="not known")
SIGNS = {
    "assessed": "●",
    "stated": "◉",
    "claimed": "○",
    "disputed": "◐",
    "denied": "✕",
    "held": "■",
    "contested": "◪",
    "besieged": "▣",
    "unknown": "□",
}


class Cell(NamedTuple):
    """A value and its kind."""

    kind: str
    value: Any


def html(facts: Facts, cell: Cell) -> str:
    """A cell as markup."""
    return DASH if cell.value in (None, "", Cited(())) else _HTML[cell.kind](facts, cell.value)


def linked(facts: Facts, cell: Cell, cited: Cited) -> str:
    """A cell as a link to the first claim that it rests on; keys skip it, since the marks of the row lead there too."""
    shown, first = html(facts, cell), next(iter(cited.claims), None)
    return (
        element("a", shown, href=f"#claim-{first}", class_="fact", tabindex="-1") if first and shown != DASH else shown
    )


def claim_mark(facts: Facts, claim: str) -> str:
    """A link to a claim; where it is left out, its id alone."""
    if claim not in facts.claims:
        return element("span", text(claim), title="This claim is left out of the page.")
    statement = facts.claims[claim]["statement"]
    return element("a", text(facts.marks[claim]), href=f"#claim-{claim}", title=statement)


def grade_words(value: str) -> str:
    """What a grade means."""
    return f"source {RELIABILITY[value[0]]}, claim {CREDIBILITY[value[1:]]}"


def more(number: int) -> str:
    """How many claims are not named."""
    return f"and {number:,} more"


def _evidence(facts: Facts, cited: Cited) -> str:
    links = [claim_mark(facts, claim) for claim in cited.claims]
    return " ".join([*links, element("small", more(cited.more))] if cited.more else links)


def _grade(_: Facts, value: str) -> str:
    words = grade_words(value)
    return element("abbr", text(value), title=words, aria_label=f"{value}: {words}")


def _badge(_: Facts, word: str) -> str:
    sign = element("span", SIGNS.get(word, ""), aria_hidden="true")
    return element("span", f"{sign} {text(word)}", class_=f"badge {word}")


def _party(facts: Facts, party: Party) -> str:
    class_ = f"swatch p{facts.numbers[party]}" if party else "swatch nobody"
    return element("span", "", class_=class_, aria_hidden="true") + text(facts.parties[party])


def _date(_: Facts, value: str) -> str:
    return element("span", text(compact_date(value)), title=value)


def _said(facts: Facts, claim: str) -> str:
    return text(facts.claims[claim]["statement"])


def _source(facts: Facts, source: str) -> str:
    return element("a", text(facts.sources[source]["title"]), href=f"#source-{source}")


def _line(facts: Facts, line: tuple[Cell, ...]) -> str:
    return "".join(html(facts, cell) for cell in line)


_HTML: Mapping[str, Callable[[Facts, Any], str]] = {
    "text": lambda _, value: text(value),
    "code": lambda _, value: element("code", text(value)),
    "quote": lambda _, value: element("q", text(value)),
    "badge": _badge,
    "grade": _grade,
    "date": _date,
    "party": _party,
    "evidence": _evidence,
    "said": _said,
    "source": _source,
    "line": _line,
}
