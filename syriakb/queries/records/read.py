"""Records as their files have them, read back from the index."""

from collections.abc import Iterable, Iterator
from sqlite3 import Connection
from typing import Any

from syriakb.index import columns
from syriakb.model.readers import YES
from syriakb.model.records import FIELDS, named, rejoined
from syriakb.queries.sql import fill

_RECORDS = {table: record for record, table in columns.TABLES.items()}
_FLAGS = named(YES)


def record(db: Connection, kind: str, name: str) -> dict[str, Any]:
    """The fields of the record of that kind and id; a list is a list, an absent field is None."""
    return next(_read(db, kind, "WHERE id = ?", (name,)))


def records(db: Connection, kind: str) -> Iterator[dict[str, Any]]:
    """Every record of a kind, or the one of `kb`, in the order of the files."""
    return _read(db, kind, "ORDER BY row", ())


def some(db: Connection, kind: str, ids: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The records of a kind that have one of the ids, in the order of the files."""
    fill(db, "picked", "id TEXT", {(each,) for each in ids})
    return _read(db, kind, "WHERE id IN (SELECT id FROM picked) ORDER BY row", ())


def _read(db: Connection, kind: str, which: str, values: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    record = _RECORDS[kind]
    fields, lists, nested = _single(record), columns.lists(record), columns.nested(record)
    inner = [(name, field, column) for name, kind in nested.items() for field, column in _single(kind).items()]
    names = ", ".join((*fields.values(), *(column for _, _, column in inner)))
    for row, *cells in db.execute(f"SELECT row, {names} FROM {kind} {which}", values):
        found: dict[str, Any] = dict(zip(fields, cells, strict=False))
        for name, field in lists.items():
            found[name] = [each for (each,) in db.execute(columns.listed(field, "?"), (row,))]
        for name in nested:
            pairs = zip(inner, cells[len(fields) :], strict=True)
            within = {field: cell for (outer, field, _), cell in pairs if outer == name}
            found[name] = within if any(cell is not None for cell in within.values()) else None
        for name in _FLAGS & found.keys():
            found[name] = bool(found[name])
        yield rejoined(found)


def _single(record: type[Any]) -> dict[str, str]:
    """The fields that are neither lists nor records, each with its column."""
    apart = {*columns.lists(record), *columns.nested(record)}
    return {name: columns.column(name, field) for name, field in FIELDS[record].items() if name not in apart}
