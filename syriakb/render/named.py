"""Answers for somebody who knows no ids: names in the place of ids, words in the place of codes, headings of keys."""

from collections.abc import Callable, Mapping
from typing import Any

from syriakb.answers import Answer, Column, Labels
from syriakb.render.legend import CREDIBILITY, RELIABILITY

_Shown = Callable[[Any, Labels], Any]


def named(found: Answer, labels: Labels) -> Answer:
    """The answer with every id by its name, grades in words, and columns called by their headings.

    Claims keep their ids, which have no names. A list of names becomes one text, parted by semicolons.
    """
    columns = tuple(
        column._replace(key=column.label, kind="value" if column.kind in _KINDS else column.kind)
        for column in found.columns
    )
    rows = tuple(
        tuple(_cell(value, column, labels) for value, column in zip(row, found.columns, strict=True))
        for row in found.rows
    )
    group = next((column.label for column in found.columns if column.key == found.group), None)
    return found._replace(columns=columns, rows=rows, group=group)


def _cell(value: Any, column: Column, labels: Labels) -> Any:
    if value is None or value == ():
        return None
    show = _KINDS.get(column.kind)
    return show(value, labels) if show else value


def _name(value: str, labels: Labels) -> str:
    return labels.names.get(value) or labels.sources.get(value) or value


def _names(value: Any, labels: Labels) -> str:
    return "; ".join(_name(each, labels) for each in value)


def _proposition(value: str, labels: Labels) -> str:
    return " ".join(_name(each, labels) for each in value.split(" "))


def _grade(value: str, _: Labels) -> str:
    return f"source {RELIABILITY.get(value[0], value[0])}, claim {CREDIBILITY.get(value[1:], value[1:])}"


_KINDS: Mapping[str, _Shown] = {
    "ref": _name,
    "source": _name,
    "refs": _names,
    "path": _names,
    "holders": _names,
    "proposition": _proposition,
    "grade": _grade,
    "text": lambda value, _: str(value).replace("_", " ") if isinstance(value, str) else value,
}
