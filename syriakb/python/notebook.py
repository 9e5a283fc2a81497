"""Answers in a notebook: the tables of the report, with its signs and words, of rows that fit on a screen or two.

A notebook runs no script of ours and has a style of its own; so a table brings the few rules that it needs, which hold
for nothing else, and takes its colours from what is around it.
"""

from collections.abc import Iterator, Sequence

from syriakb.answers import Answer, Column, Labels, brief
from syriakb.pictures.markup import element, text
from syriakb.render.cells import UNKNOWN, Piece, plain
from syriakb.render.legend import CREDIBILITY, RELIABILITY
from syriakb.render.screen import Screen
from syriakb.render.sheet import Cells, Group, Sheet, sheet
from syriakb.render.view import View, view

SHOWN = 50  # rows, as many as a page of the report
_SCREEN = Screen(unicode=True)
_HUES = {
    "cyan": "#0891b2",
    "magenta": "#c026d3",
    "yellow": "#ca8a04",
    "green": "#16a34a",
    "red": "#dc2626",
    "blue": "#3b82f6",
}
_RULES = """
.syriakb table { border-collapse: collapse; font-size: 0.9em; margin: 0.8em 0 0.2em; color: inherit; }
.syriakb caption { caption-side: top; text-align: start; font-weight: 600; padding: 0.2em 0; color: inherit; }
.syriakb caption { white-space: nowrap; }
.syriakb caption small, .syriakb p, .syriakb .none { font-weight: 400; opacity: 0.7; }
.syriakb th, .syriakb td { text-align: start; vertical-align: top; padding: 0.3em 0.8em 0.3em 0; }
.syriakb tr { border-bottom: 1px solid rgba(127, 127, 127, 0.35); }
.syriakb .number { text-align: end; }
.syriakb .badge { white-space: nowrap; }
.syriakb p { font-size: 0.85em; margin: 0.25em 0; }
.syriakb .swatch { display: inline-block; width: 0.7em; height: 0.7em; margin-inline-end: 0.4em; border-radius: 2px; }
.syriakb abbr { text-decoration: none; border-bottom: 1px dotted; cursor: help; }
"""


def html(answers: Sequence[Answer], labels: Labels) -> str:
    """Answers as tables one after the other, as much of each as is read at once, with their notes and legends."""
    return element("style", _RULES) + element(
        "div", "".join(_shown(brief(answer), labels) for answer in answers), class_="syriakb"
    )


def _shown(answer: Answer, labels: Labels) -> str:
    some = answer._replace(rows=answer.rows[:SHOWN])
    page, seen = sheet(some, labels, _SCREEN), view(some, labels, _SCREEN)
    caption = element(
        "caption", text(page.title) + "".join(f"<br>{element('small', text(line))}" for line in page.above)
    )
    left = len(answer.rows) - len(some.rows)
    rest = [f"Shown are the first {SHOWN} of {len(answer.rows):,} rows."] if left else []
    below = "".join(element("p", text(line)) for line in (*rest, *page.below, *page.legend))
    return element("table", caption + _table(page, some, seen)) + below


def _table(page: Sheet, answer: Answer, seen: View) -> str:
    if not page.columns:
        return ""
    head = "".join(element("th", text(column.label), scope="col", class_=_class(column)) for column in page.columns)
    rows, body = iter(answer.records()), ""
    for group in page.groups:
        body += _heading(group, len(page.columns))
        body += "".join(_row(page, cells, next(rows), seen) for cells in group.rows)
    return f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"


def _heading(group: Group, width: int) -> str:
    if not group.heading:
        return ""
    return element("tr", element("th", "".join(map(_piece, group.heading)), colspan=width, scope="rowgroup"))


def _row(page: Sheet, cells: Cells, row: dict[str, object], seen: View) -> str:
    shown = (_cell(column, each, row[column.key], seen) for column, each in zip(page.columns, cells, strict=True))
    return element("tr", "".join(shown))


def _cell(column: Column, pieces: tuple[Piece, ...], value: object, seen: View) -> str:
    inner = "".join(map(_piece, pieces) if column.kind == "holders" else (_piece(_plain(each)) for each in pieces))
    if column.kind == "evidence" and isinstance(value, tuple) and value:
        inner = " ".join(_marks(value, seen))
    elif column.kind == "grade" and isinstance(value, str) and len(value) == 2:
        inner = element("abbr", text(value), title=_grade(value))
    return element("td", inner, class_=_class(column), dir="auto")


def _plain(piece: Piece) -> Piece:
    """A stretch of text without its colour: signs and words tell as much."""
    return piece._replace(style="") if piece.style in _HUES else piece


def _marks(claims: tuple[str, ...], seen: View) -> Iterator[str]:
    """Where each claim stands, which tells its source and its id to whoever points at it."""
    for claim in claims[:SHOWN]:
        mark = seen.labels.marks.get(claim)
        source = seen.labels.sources.get(mark.source, mark.source) if mark else ""
        yield element("abbr", text(seen.mark(claim)), title=f"{claim}: {source}" if source else claim)
    if len(claims) > SHOWN:
        yield text(f"and {len(claims) - SHOWN:,} more")


def _grade(value: str) -> str:
    return f"source {RELIABILITY.get(value[0], value[0])}, claim {CREDIBILITY.get(value[1], value[1])}"


def _class(column: Column) -> str | None:
    return {"number": "number", "standing": "badge", "status": "badge", "date": "badge"}.get(column.kind)


def _piece(piece: Piece) -> str:
    """A stretch of text: a colour, which tells holders apart, stands before it, so that it reads on any ground."""
    if plain((piece,)) in UNKNOWN and piece.style == "dim":
        return element("span", "–", class_="none", title="not known")
    if piece.style == "bold":
        return element("b", text(piece.text))
    if piece.style == "dim":
        return element("span", text(piece.text), class_="none")
    sign = (
        element("span", "", class_="swatch", style=f"background: {_HUES[piece.style]}") if piece.style in _HUES else ""
    )
    return sign + text(piece.text)
