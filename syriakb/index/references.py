"""References: which fields of which records hold the ids of others.

A check asks whether those are there (`checks`), and a change is followed along them to what rests on it (`reach`).
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from syriakb.model.records import FIELDS, KEPT, KINDS, Field


class Reference(NamedTuple):
    """A field of a kind of record as files have it, the table and column that hold it, the kinds that it may name."""

    kind: str
    field: str
    column: str
    targets: tuple[str, ...]


def _references(kind: str, fields: Mapping[str, Field]) -> Iterator[Reference]:
    for name, field in fields.items():
        if field.inner:
            yield from _references(kind, FIELDS[field.inner])
        elif field.refers:
            written = "subject" if name == "jointly" else name
            yield Reference(kind, written, f"{field.table or kind}.{field.column or name}", field.refers)


REFERENCES = tuple(each for kind, record in KINDS.items() for each in _references(kind, KEPT[record]))
