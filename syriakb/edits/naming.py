"""What names a record: the fields of others that hold its id, and what lies beside the records and does so too."""

from __future__ import annotations  # Raw is the name of a type that is written as text

from collections.abc import Iterator, Mapping
from sqlite3 import Connection
from typing import TypeAlias

from syriakb.disk import beside, geometry, store
from syriakb.disk.store import Base
from syriakb.edits.table import naming as mappings
from syriakb.edits.trial import Draft
from syriakb.index.references import REFERENCES, Reference
from syriakb.model.readers import Raw
from syriakb.model.records import KINDS
from syriakb.text import splice

Raws: TypeAlias = dict[str, dict[str, Raw]]  # the records of a file by their ids
Naming: TypeAlias = Mapping[str, Mapping[str, list[str]]]  # fields that name a record, by file and the id of theirs


def naming(db: Connection, base: Base, kind: str, id: str) -> Naming:
    """The fields of records that hold the id of one of that kind. Raises StoreError.

    Records with errors are in no table, so that files which have some are read for them.
    """
    found: dict[str, dict[str, list[str]]] = {}
    for reference in (each for each in REFERENCES if kind in each.targets):
        for name, path in _held(db, reference, id):
            found.setdefault(path, {}).setdefault(name, []).append(reference.field)
    for (path,) in db.execute("SELECT path FROM file WHERE faulty = 1").fetchall():
        for name, raw in records(path, store.read(base, path)).items():
            if fields := _fields(store.kind_of(path), raw, kind, id):
                found.setdefault(path, {})[name] = fields
    return found


def _held(db: Connection, reference: Reference, id: str) -> Iterator[tuple[str, str]]:
    """The records that hold the id in a field, each with its file."""
    table, column = reference.column.split(".")
    listed = f"{table} AS l JOIN {reference.kind} AS r ON r.row = l.row"
    source, alias = (f"{table} AS r", "r") if table == reference.kind else (listed, "l")
    sql = f"SELECT DISTINCT r.id, f.path FROM {source} JOIN file AS f ON f.id = r.file WHERE {alias}.{column} = ?"
    yield from db.execute(sql, (id,))


def _fields(own: str, raw: Mapping[str, Raw], kind: str, id: str) -> list[str]:
    """The fields of a record of the kind `own` that hold the id."""
    names = [each.field for each in REFERENCES if each.kind == own and kind in each.targets]
    return [name for name in names if id in _values(raw, name)]


def _values(raw: Mapping[str, Raw], name: str) -> list[str]:
    inner = [value.get(name) for value in raw.values() if isinstance(value, dict)]
    values: list[str] = []
    for value in (raw.get(name), *inner):
        values += value if isinstance(value, list) else [value] if isinstance(value, str) else []
    return values


def records(path: str, data: bytes) -> Raws:
    """The records of a file, by their ids. Raises StoreError."""
    return {str(raw.get("id")): raw for raw in splice.records(KINDS[store.kind_of(path)], path, data)}


def renamed(raw: Mapping[str, Raw], fields: list[str], old: str, new: str) -> dict[str, Raw]:
    """A record with another id in these of its fields, in each list but once."""
    return {
        name: _renamed(value, fields, old, new) if name in fields or isinstance(value, dict) else value
        for name, value in raw.items()
    }


def _renamed(value: Raw, fields: list[str], old: str, new: str) -> Raw:
    if isinstance(value, dict):
        return {name: new if name in fields and text == old else text for name, text in value.items()}
    if isinstance(value, list):
        return list(dict.fromkeys(new if each == old else each for each in value))
    return new if value == old else value


def beside_records(base: Base, kind: str, old: str, new: str) -> list[Draft]:
    """What lies beside the records and names one of that kind, with its other id. Raises StoreError."""
    found = list[Draft]()
    for path in beside.paths(base.folder, texts=kind == "source"):
        was, name = store.read(base, path), path
        data: bytes | None = was
        if path == geometry.FILE:
            data = geometry.renamed(base, old, new) if kind == "place" else was
        elif path.startswith(f"{beside.TEXTS}/"):
            name = f"{beside.TEXTS}/{new}.txt" if path == f"{beside.TEXTS}/{old}.txt" else path
        else:
            data = mappings.renamed(path, was, kind, old, new)
        if name != path:
            found += [Draft(name, None, was), Draft(path, was, None)]
        elif data != was:
            found.append(Draft(path, was, data))
    return found
