"""Columns: where the index keeps the fields of a record, as `schema.sql` has them.

A field has a column of its own in the table of its kind. A date has three: its text as it stands, and with `_first` and
`_last` behind the name the earliest and the latest day that it can mean. A list has a table of its own, with the row of
the record and the place in the list. A record within a record has its columns in the outer one's table.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from syriakb.model.readers import DAYS, LIST, RECORD
from syriakb.model.records import FIELDS, KEPT, KINDS, Field, Kb

TABLES: Mapping[type[Any], str] = {Kb: "kb", **{record: kind for kind, record in KINDS.items()}}
_PLACE = ("row", "line", "col")


def column(name: str, field: Field) -> str:
    """The column that a field stands in, of a date that of its text."""
    return field.column or name


def lists(record: type[Any]) -> dict[str, Field]:
    """The fields that are lists."""
    return {name: field for name, field in KEPT[record].items() if field.kind.type == LIST}


def plain(record: type[Any]) -> dict[str, Field]:
    """The fields that stand in one column."""
    return {name: f for name, f in FIELDS[record].items() if f.kind.type not in (LIST, DAYS, RECORD)}


def dates(record: type[Any]) -> dict[str, Field]:
    """The fields that stand in three."""
    return {name: field for name, field in FIELDS[record].items() if field.kind.type == DAYS}


def nested(record: type[Any]) -> dict[str, type[Any]]:
    """The fields that are records, each with its kind."""
    return {name: field.inner for name, field in FIELDS[record].items() if field.inner}


def own(record: type[Any]) -> tuple[str, ...]:
    """The columns of a record's table that its fields stand in: those of one column first, then dates, then records."""
    single = (column(*pair) for pair in plain(record).items())
    inner = (each for kind in nested(record).values() for each in own(kind))
    return (*single, *(each for pair in dates(record).items() for each in _days(column(*pair))), *inner)


def _days(name: str) -> tuple[str, str, str]:
    return name, f"{name}_first", f"{name}_last"


def listed(field: Field, row: str) -> str:
    """The SELECT that gives a list, as `each`, of the record in a row."""
    aliases = " AND seq > 1" if field.table == "name" else ""  # its id and its name come first there
    return f"SELECT {field.column} AS each FROM {field.table} AS l WHERE l.row = {row}{aliases} ORDER BY seq"


def _filled() -> Iterator[tuple[str, tuple[str, ...]]]:
    for record, table in TABLES.items():
        yield table, (*_PLACE, *own(record), *(("twin",) if table == "claim" else ()))
        for field in lists(record).values():
            yield str(field.table), ("row", str(field.column), "seq")
    yield "name", ("row", "folded", "kind", "ref", "shown", "seq")
    yield "loose", (*_PLACE, "id", "kind", "field", "ref")
    yield "words", ("rowid", "called", "more", "stems", "named")
    yield "sounds", ("rowid", "word", "outline", "sound", "near")


FILLED: Mapping[str, tuple[str, ...]] = dict(_filled())  # the tables that records go into, each with its columns
SEARCHED = ("words", "sounds")  # those of full-text search, whose rows are numbered as the records are
