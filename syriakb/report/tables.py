"""Tables of the report. A row knows the days that it holds for; without a script those of the last day are seen."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from syriakb.pictures.markup import element, text
from syriakb.queries.control.capitals import CAPITAL
from syriakb.queries.control.states import State
from syriakb.queries.relations.ties import Relation
from syriakb.queries.time.turns import spans
from syriakb.report import cells
from syriakb.report.facts import Facts


class Row(NamedTuple):
    """Cells, and the numbers of the first and the last day that they hold for."""

    first: int
    last: int
    cells: tuple[str, ...]


def table(name: str, caption: str, headings: tuple[str, ...], rows: Iterable[Row], last: int | None) -> str:
    """A table that can be sorted and filtered; `last` is the number of the last day, None for no days at all."""
    head = "".join(element("th", text(heading), scope="col") for heading in headings)
    body = "".join(_row(headings, row, last) for row in rows)
    inner = f"{element('caption', text(caption))}<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return element("div", element("table", inner, id=name, class_="sortable"), class_="scroll")


def _row(headings: tuple[str, ...], row: Row, last: int | None) -> str:
    first, *rest = row.cells
    shown = element("th", first, scope="row", data_label=headings[0], dir="auto")
    shown += "".join(
        element("td", cell, data_label=heading, dir="auto") for heading, cell in zip(headings[1:], rest, strict=True)
    )
    days = {} if last is None else {"data_first": row.first, "data_last": row.last}
    hidden = None if last is None or row.last == last else ""
    return element("tr", shown, **days, hidden=hidden)


def capitals(facts: Facts) -> str:
    """The provincial capitals by whoever holds them."""
    headings = ("Capital", "Area", "Controller", "Status", "Basis", "Since", "Evidence", "Grade")
    rows = [
        Row(span.first, span.last, (text(facts.names[place]), _area(facts, place), *_state(facts, span.value)))
        for place in facts.capitals
        for span in spans([_Same(day[place]) for day in facts.turns.control])
    ]
    return table("capitals", "Provincial capitals", headings, _by_controller(facts, rows), _last(facts))


def control(facts: Facts) -> str:
    """All other places and who holds them."""
    headings = ("Place", "Kind", "Controller", "Status", "Basis", "Since", "Evidence", "Grade")
    rows = [
        Row(span.first, span.last, (text(facts.names[place]), text(facts.kinds[place]), *_state(facts, span.value)))
        for place in facts.places()
        if facts.kinds[place] != CAPITAL
        for span in spans([_Same(day[place]) for day in facts.turns.control])
    ]
    return table("places", "Other places", headings, rows, _last(facts))


def relations(facts: Facts, name: str, caption: str, *groups: str) -> str:
    """The relations of some groups, or of all."""
    headings = ("Actor", "Relation", "To", "Group", "Standing", "Since", "Until", "Evidence", "Grade")
    keys = dict.fromkeys(key for day in reversed(facts.turns.relations) for key in day)
    order = sorted(keys, key=lambda key: (facts.names[key[0]], facts.names[key[2]], key))
    rows = [
        Row(span.first, span.last, _relation(facts, span.value.state))
        for key in order
        for span in spans([_Same(day[key]) if key in day else None for day in facts.turns.relations])
        if not groups or span.value.state.group in groups
    ]
    return table(name, caption, headings, rows, _last(facts))


def timeline(facts: Facts) -> str:
    """The dated claims in order."""
    headings = ("Date", "What is said", "Said by", "Evidence", "Grade")
    rows = (Row(0, 0, _dated(facts, row)) for row in facts.timeline.rows)
    return table("timeline", "Dated claims", headings, rows, None)


def tally(facts: Facts) -> Iterator[tuple[int, int, str]]:
    """How many capitals each party holds, for each stretch of days, as the first day, the last and a sentence."""
    for span in spans([_counted(facts, day) for day in facts.turns.control]):
        yield span.first, span.last, span.value


class _Same:
    """A state or a relation that equals another of which the same is said, whatever the day."""

    def __init__(self, state: State | Relation) -> None:
        self.state: Relation = state  # type: ignore[assignment]
        self.said = state.cells if isinstance(state, State) else state[2:]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.said == other.said

    __hash__ = None  # type: ignore[assignment]


def _last(facts: Facts) -> int:
    return len(facts.turns.days) - 1


def _by_controller(facts: Facts, rows: list[Row]) -> list[Row]:
    order = {cells.party(facts, party): number for number, party in enumerate(facts.parties)}
    return sorted(rows, key=lambda row: next((at for shown, at in order.items() if shown in row.cells[2]), len(order)))


def _area(facts: Facts, place: str) -> str:
    return cells.plain(facts.names[facts.within[place][0]] if facts.within[place] else None)


def _state(facts: Facts, same: _Same) -> tuple[str, ...]:
    controllers, status, basis, since, claims, grade = same.said
    facts_of = (cells.party(facts, controllers), cells.badge(status), text(basis), cells.date(since))
    shown = (cells.linked(each, claims) for each in facts_of)
    return (*shown, cells.evidence(facts, claims), cells.linked(cells.grade(grade), claims))


def _relation(facts: Facts, tie: Relation) -> tuple[str, ...]:
    label = facts.labels[tie.predicate]["label"]
    shown = (
        *(text(facts.names[tie.subject]), text(label), text(facts.names[tie.object]), text(tie.group)),
        *(cells.badge(tie.standing), cells.date(tie.since), cells.date(tie.until)),
    )
    first, *others = (cells.linked(each, tie.evidence) for each in shown)
    return (first, *others, cells.evidence(facts, tie.evidence), cells.linked(cells.grade(tie.grade), tie.evidence))


def _dated(facts: Facts, row: tuple[object, ...]) -> tuple[str, ...]:
    given = dict(zip((column.key for column in facts.timeline.columns), row, strict=True))
    claim, caveat = str(given["claim"]), given["caveat"]
    said = text(given["statement"]) + (element("em", f" ({text(caveat)})") if caveat else "")
    speaker = facts.names.get(str(given["said_by"]), "the source")
    return (
        *(cells.date(str(given["date"])), cells.linked(said, [claim]), text(speaker)),
        *(cells.evidence(facts, [claim]), cells.grade(str(given["grade"]))),
    )


def _counted(facts: Facts, day: dict[str, State]) -> str:
    held = [day[place].controllers for place in facts.capitals]
    known = [f"{facts.parties[party]} {held.count(party)}" for party in facts.parties if party in held]
    return (
        f"Of {len(held)} provincial capitals: {', '.join(known)}." if held else "No provincial capitals are recorded."
    )
