"""An answer laid out for people, before it is drawn: every text on it is safe and final."""

from collections.abc import Sequence
from itertools import groupby, islice
from typing import Any, NamedTuple

from syriakb.answers import Answer, Column, Labels
from syriakb.render.cells import Cell, Piece, blank, cell
from syriakb.render.legend import legend
from syriakb.render.screen import Screen
from syriakb.render.view import View, view

NOTHING = "Nothing is known of this."
_ALWAYS = ("holders", "refs", "standing", "status", "value")  # kinds of columns whose emptiness is itself the message
_UNKNOWN = (Piece("unknown"),)

Cells = tuple[Cell, ...]


class Group(NamedTuple):
    """Rows that stand together, under a heading where the answer is grouped; elsewhere the heading is empty."""

    heading: Cell
    rows: tuple[Cells, ...]


class Sheet(NamedTuple):
    """What stands on the page, from top to bottom.

    `above` and `below` are lines of text, `legend` explains marks and grades. `columns` are those that have something
    to show, with safe labels; the rows of each group have one cell for each.
    """

    title: str
    above: tuple[str, ...]
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    below: tuple[str, ...]
    legend: tuple[str, ...]


def sheet(answer: Answer, labels: Labels, screen: Screen) -> Sheet:
    """Lay out an answer. An empty one says so above, and has no columns and no groups."""
    seen = view(answer, labels, screen)
    shown = _shown(answer) if answer.rows else []
    return Sheet(
        title=seen.safe(answer.title),
        above=_above(answer, seen),
        columns=tuple(answer.columns[at]._replace(label=seen.safe(answer.columns[at].label)) for at in shown),
        groups=_groups(answer, shown, seen) if shown else (),
        below=tuple(map(seen.safe, answer.notes)),
        legend=legend(answer, seen),
    )


def _above(answer: Answer, seen: View) -> tuple[str, ...]:
    days = answer.dates()
    asked = [f"as of {days['as_of']}"] if days["as_of"] else []
    asked += [f"knowing what had been reported by {days['known_by']}"] if days["known_by"] else []
    asked += [seen.safe(answer.narrowed)] if answer.narrowed else []
    unread = answer.unread.sentences() if answer.unread else ()
    told = (*map(seen.safe, unread), seen.safe(answer.lead or ""))
    lines = (", ".join(asked), *told, "" if answer.rows else seen.safe(answer.empty or NOTHING))
    return tuple(line for line in lines if line)


def _groups(answer: Answer, shown: Sequence[int], seen: View) -> tuple[Group, ...]:
    by = _group_column(answer)
    columns = [_cells(answer.columns[at], [row[at] for row in answer.rows], seen) for at in shown]
    cells = zip(*columns, strict=True)
    if by is None:
        return (Group((), tuple(cells)),)
    return tuple(
        Group(
            _UNKNOWN if blank(value) else cell(value, answer.columns[by], seen),
            tuple(islice(cells, sum(1 for _ in rows))),
        )
        for value, rows in groupby(answer.rows, key=lambda row: row[by])
    )


def _cells(column: Column, values: Sequence[Any], seen: View) -> Sequence[Cell]:
    """The cells of a column, each made once for all rows that say the same; 1 and 1.0 are equal and do not."""
    if column.kind == "positions" or len({*map(type, values)} - {type(None)}) > 1:  # the first hold mappings
        return [cell(value, column, seen) for value in values]
    made = {value: cell(value, column, seen) for value in dict.fromkeys(values)}
    return [made[value] for value in values]


def _group_column(answer: Answer) -> int | None:
    """Position of the column that becomes headings; the only column of an answer stays one."""
    keys = [column.key for column in answer.columns]
    return keys.index(answer.group) if answer.group in keys and len(keys) > 1 else None


def _shown(answer: Answer) -> list[int]:
    """Positions of the columns to show: not the one of the headings, nor those with nothing to say."""
    by = _group_column(answer)
    kept = [at for at in range(len(answer.columns)) if at != by and _speaks(answer, at)]
    return kept or [at for at in range(len(answer.columns)) if at != by][:1]


def _speaks(answer: Answer, at: int) -> bool:
    """Whether a column says anything that the rest of the page does not."""
    column, values = answer.columns[at], [row[at] for row in answer.rows]
    if column.kind == "data":
        return False
    if column.kind in _ALWAYS:
        return True
    return not all(map(blank, values)) and not _said_elsewhere(column, values)


def _said_elsewhere(column: Column, values: list[Any]) -> bool:
    match column.kind:
        case "source":  # the legend gives the title of an only one
            return values.count(values[0]) == len(values)
        case "path":  # no more than its two ends
            return all(len(path or ()) <= 2 for path in values)
    return False
