"""Tables of the report. A row knows the days that it holds for; the page itself has the first rows of the last day, and
the script has all of them as data."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from syriakb.model.records import several
from syriakb.pictures.markup import element, text
from syriakb.queries.control.states import STALE, State
from syriakb.queries.relations import ties
from syriakb.queries.relations.ties import Relation
from syriakb.report import beside, cells, cited
from syriakb.report.cells import Cell
from syriakb.report.cited import Cited
from syriakb.report.facts import Dated, Facts

PAGE, NARROW = 50, 10  # rows that are shown at once, and on a narrow screen


class Column(NamedTuple):
    """A column: what it is called, whether its cells lead to the first claim of their row, and whether it is one of the
    three that a narrow screen shows of each row."""

    label: str
    leads: bool = False
    main: bool = False


class Row(NamedTuple):
    """The numbers of the first and the last day that it holds for, what it is of, what it is called, its cells, what
    they lead to, all claims that it rests on, the actors that it concerns, and what is said beneath it."""

    first: int
    last: int
    key: str
    name: str
    cells: tuple[Cell, ...]
    cited: Cited
    rests: tuple[str, ...]
    about: tuple[str, ...]
    beside: Cell | None = None


class Table(NamedTuple):
    """A table that can be sorted and filtered."""

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


_STATE = (
    *(Column(label, True, label in ("Controller", "Status")) for label in ("Controller", "Status", "Basis", "Since")),
    Column("Evidence"),
)
_GRADE = Column("Grade", True)


def anchor(table: str, key: str) -> str:
    """The id of the row of a table. The script makes the same."""
    return f"row-{table}-{key.replace(' ', '.')}"


def seen(facts: Facts, table: Table) -> list[Row]:
    """The rows that are seen where no script runs: the first of the last day."""
    return [row for row in table.rows if row.last == facts.turns.last][:PAGE]


def html(facts: Facts, table: Table) -> str:
    """The first rows of the last day, and how many there are."""
    now = [row for row in table.rows if row.last == facts.turns.last]
    head = "".join(element("th", text(column.label), scope="col") for column in table.columns)
    body = "".join(_row(facts, table, row) for row in seen(facts, table))
    inner = f"{element('caption', text(table.caption))}<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return element("div", element("table", inner, id=table.name, class_="sortable"), class_="scroll") + rest(
        min(len(now), PAGE), len(now), "rows"
    )


def rest(shown: int, total: int, what: str) -> str:
    """What is said of those that a page without its script does not show; the script takes it away."""
    if shown == total:
        return ""
    words = (
        f"Shown are the first {shown} of {total:,} {what}. The others are in this page, but a browser shows them only"
    )
    return element("p", f"{words} where scripts are allowed.", class_="rest")


def _row(facts: Facts, table: Table, row: Row) -> str:
    columns = table.columns
    shown = [
        cells.linked(facts, cell, row.cited) if column.leads else cells.html(facts, cell)
        for column, cell in zip(columns, row.cells, strict=True)
    ]
    first = element("th", shown[0], scope="row", data_label=columns[0].label, dir="auto")
    others = (
        element("td", cell, data_label=column.label, dir="auto")
        for column, cell in zip(columns[1:], shown[1:], strict=True)
    )
    found = element("tr", first + "".join(others), id=anchor(table.name, row.key))
    return found + element("tr", _beneath(facts, columns, row.beside), class_="beside") if row.beside else found


def _beneath(facts: Facts, columns: tuple[Column, ...], words: Cell) -> str:
    return element("td", cells.html(facts, words), colspan=len(columns), dir="auto")


def capitals(facts: Facts) -> Table:
    """The capitals by whoever holds them."""
    order = {party: number for number, party in enumerate(facts.parties)}
    found = [(place, span) for place in facts.capitals for span in facts.turns.control[place]]
    by_holder = sorted(found, key=lambda each: order[each[1].value.controllers])
    rows = (
        row
        for place, span in by_holder
        for row in _state(facts, place, span, next((facts.names[each] for each in facts.within[place]), None))
    )
    columns = (Column("Capital", main=True), Column("Area"), *_STATE, _GRADE)
    return Table("capitals", facts.called.title, columns, tuple(rows))


def control(facts: Facts) -> Table:
    """All other places and who holds them."""
    rows = (
        row
        for place in facts.places()
        if facts.kinds[place] != facts.called.kind
        for span in facts.turns.control[place]
        for row in _state(facts, place, span, facts.kinds[place])
    )
    return Table("places", "Other places", (Column("Place", main=True), Column("Kind"), *_STATE, _GRADE), tuple(rows))


def _state(facts: Facts, place: str, span: Any, second: str | None) -> Iterator[Row]:
    state: State = span.value
    rests_on = cited.of_state(state)
    shown = (
        *(
            Cell("text", facts.names[place]),
            Cell("text", second),
            Cell("party", state.controllers),
            Cell("badge", state.status),
        ),
        *(Cell("text", state.basis), Cell("date", state.since), Cell("evidence", rests_on), Cell("grade", state.grade)),
    )
    about = (*state.controllers, *state.challengers)
    words = (place, facts.names[place])
    for each, stale in beside.by_age(facts, span, STALE):
        under = beside.of_state(facts, state, stale=stale)
        yield Row(each.first, each.last, *words, shown, rests_on, state.evidence, about, under)


def relations(facts: Facts, name: str, caption: str, *groups: str) -> Table:
    """The relations of some groups, or of all."""
    labels = ("Actor", "Relation", "To", "Group", "Standing", "Since", "Until")
    shown = (Column(label, label != "Actor", at < 3) for at, label in enumerate(labels))
    columns = (*shown, Column("Evidence"), _GRADE)
    order = sorted(facts.turns.relations, key=lambda key: (facts.names[key[0]], facts.names[key[2]], key))
    spans = (span for key in order for span in facts.turns.relations[key] if not groups or span.value.group in groups)
    return Table(name, caption, columns, tuple(row for span in spans for row in _relation(facts, span)))


def _relation(facts: Facts, span: Any) -> Iterator[Row]:
    tie: Relation = span.value
    rests_on = cited.of_relation(tie, facts.grades)
    words = (facts.names[tie.subject], facts.labels[tie.predicate]["label"], facts.names[tie.object], tie.group)
    shown = (
        *(Cell("text", word) for word in words),
        *(Cell("badge", tie.standing), Cell("date", tie.since), Cell("date", tie.until)),
        *(Cell("evidence", rests_on), Cell("grade", tie.grade)),
    )
    about = (tie.subject, tie.object)
    key, name = " ".join(tie.proposition), " ".join(words[:3])
    for each, stale in beside.by_age(facts, span, ties.STALE):
        under = beside.of_relation(tie, stale=stale)
        yield Row(each.first, each.last, key, name, shown, rests_on, tie.evidence, about, under)


def timeline(facts: Facts) -> Table:
    """The dated claims in order."""
    columns = (
        *(
            Column("Date", main=True),
            Column("What is said", True, True),
            Column("Said by"),
            Column("Evidence", main=True),
        ),
        Column("Grade"),
    )
    return Table("timeline", "Dated claims", columns, tuple(_dated(facts, each) for each in facts.timeline))


def _dated(facts: Facts, dated: Dated) -> Row:
    claim = facts.claims[dated.claim]
    speaker = claim["said_by"]
    said: Cell = Cell("said", dated.claim)
    if dated.caveat:
        said = Cell("line", (said, Cell("text", f" ({dated.caveat})")))
    rests_on = Cited((dated.claim,))
    shown = (
        *(Cell("date", dated.date), said, Cell("text", facts.names[speaker] if speaker else "the source")),
        *(Cell("evidence", rests_on), Cell("grade", facts.grades[dated.claim])),
    )
    concerned = (speaker, *several(claim["subject"]), claim["object"], claim["place"], *claim["about"])
    days, about = (facts.since(dated.date), facts.turns.last), tuple(filter(None, concerned))
    return Row(*days, dated.claim, "Timeline", shown, rests_on, (dated.claim,), about)


def answers(facts: Facts) -> Iterator[Table]:
    """All tables of the page."""
    yield capitals(facts)
    yield relations(facts, "backing", "Who backs whom", "support")
    yield relations(facts, "relations", "Relations of all kinds")
    yield control(facts)
    yield timeline(facts)
