"""All there is, table by table: the records as their files have them, and what relates whom and who controls what."""

from collections.abc import Iterator
from sqlite3 import Connection
from typing import Any

from syriakb.model.records import FIELDS, KINDS
from syriakb.queries.moment import Moment
from syriakb.queries.records.read import records
from syriakb.queries.tables.views import TABLES, values

_RECORDS = {f"{kind}s": kind for kind in KINDS}
_ANSWERS = ("relations", "control")
NAMES = (*_RECORDS, *_ANSWERS)


def columns(name: str) -> tuple[str, ...]:
    """The keys of the rows of a table: the fields of its records, else the columns of its answer."""
    if name in _RECORDS:
        return tuple(FIELDS[KINDS[_RECORDS[name]]])
    return tuple(field.name for field in TABLES[name].fields)


def rows(db: Connection, moment: Moment, name: str) -> Iterator[dict[str, Any]]:
    """The rows of a table by their keys, in the order of `columns`. Records are given whatever their day."""
    keys = columns(name)
    if name in _RECORDS:
        for record in records(db, _RECORDS[name]):
            yield {key: record[key] for key in keys}
    else:
        yield from (dict(zip(keys, row, strict=True)) for row in values(db, moment, name))
