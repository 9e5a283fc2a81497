"""Packages: the tables of a backup and `datapackage.json`, which documents them (Frictionless Data Package, version 1).

A table is JSON lines, a record a line, with the fields that it has, as in a folder of records. A column's name and
meaning are those of the field, its type is that of Table Schema. The property `syriakb` tells a backup from a package
of any other program, and one form of it from later ones.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from typing import Any

from syriakb.model.readers import DAYS, DECIMAL, FLAG, LIST, RECORD, TEXT, TOGETHER, WHOLE
from syriakb.model.records import FIELDS, KINDS, Field, Kb

DESCRIPTOR = "datapackage.json"
FORM = 1
TABLES: Mapping[str, type[Any]] = {"kb": Kb, **{f"{kind}s": record for kind, record in KINDS.items()}}
_OURS = "syriakb"
_TYPES = {
    TEXT: "string", DAYS: "string", WHOLE: "integer", DECIMAL: "number",
    FLAG: "boolean", LIST: "array", RECORD: "object",
}  # fmt: skip
_MEDIA = {"geojson": "application/geo+json", "yaml": "application/yaml", "txt": "text/plain"}


class PackageError(ValueError):
    """A text is no description of a backup: why, and where it stands."""

    def __init__(self, reason: str, line: int = 1, column: int = 1) -> None:
        super().__init__(reason)
        self.reason, self.line, self.column = reason, line, column


def path_of(table: str) -> str:
    """The path of a table in a package."""
    return f"{table}.jsonl"


def line(record: Mapping[str, Any]) -> bytes:
    """A record as a line of its table; what is absent, None or an empty list, is left out."""
    return f"{json.dumps(present(record), ensure_ascii=False)}\n".encode()


def present(record: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that a record has, and those of a record in it."""
    kept = {name: value for name, value in record.items() if value not in (None, [], {})}
    return {name: present(value) if isinstance(value, dict) else value for name, value in kept.items()}


def described(name: str, title: str | None, about: str | None, files: Iterable[str]) -> str:
    """The description of a package of all tables and of the other `files`, by their paths, as JSON."""
    told = {"name": re.sub(r"[^-a-z0-9._]", "-", name.lower()), "title": title, "description": about}
    tables = [_table(*pair) for pair in TABLES.items()]
    others = [_file(*pair) for pair in enumerate(files, 1)]
    package = {**told, "profile": "data-package", _OURS: {"backup": FORM}, "resources": [*tables, *others]}
    return json.dumps(present(package), ensure_ascii=False, indent=2) + "\n"


def _table(name: str, record: type[Any]) -> dict[str, Any]:
    columns = FIELDS[record]
    key = {"primaryKey": "id"} if record is not Kb else {}
    keys = [_reference(column, field.refers[0]) for column, field in columns.items() if _refers_to_one(field)]
    return {
        "name": name,
        "path": path_of(name),
        "description": record.__doc__,
        "profile": "tabular-data-resource",
        "format": "jsonl",
        "mediatype": "application/jsonl",
        "encoding": "utf-8",
        # A record has only the fields that it needs, so that no line of its own names all columns.
        "dialect": {"json": {"keyed": True, "keys": list(columns)}},
        "schema": {"fields": [_column(record, *pair) for pair in columns.items()], **key, "foreignKeys": keys},
    }


def _column(record: type[Any], name: str, field: Field) -> dict[str, Any]:
    needed = any(each.name == name and each.default is MISSING for each in fields(record))
    number = field.kind.type == WHOLE
    words = [int(word) if number else word for word in field.kind.choices]
    rules = present({"required": needed or None, "enum": words})
    type_ = "any" if field.kind is TOGETHER else _TYPES[field.kind.type]
    column = {"name": name, "type": type_, "description": _meaning(field)}
    return {**column, "constraints": rules} if rules else column


def _meaning(field: Field) -> str:
    if field.inner:
        return (
            f"{field.meaning}: {'; '.join(f'{name}: {_meaning(each)}' for name, each in FIELDS[field.inner].items())}"
        )
    return field.meaning + {DAYS: " (EDTF, ISO 8601-2)", LIST: " (a list)"}.get(field.kind.type, "")


def _refers_to_one(field: Field) -> bool:
    return len(field.refers) == 1 and field.kind.type == TEXT


def _reference(column: str, kind: str) -> dict[str, Any]:
    return {"fields": column, "reference": {"resource": f"{kind}s", "fields": "id"}}


def _file(number: int, path: str) -> dict[str, Any]:
    ending = path.rpartition(".")[2]
    return {"name": f"file-{number}", "path": path, "format": ending, "mediatype": _MEDIA[ending], "encoding": "utf-8"}


def paths(text: str) -> list[str]:
    """The paths that a description names. Raises PackageError where it is not that of a backup."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise PackageError(f"It is not JSON: {error.msg}.", error.lineno, error.colno) from None
    except RecursionError:
        raise PackageError("It is not JSON that can be read: it is nested too deeply.") from None
    ours = found.get(_OURS) if isinstance(found, dict) else None
    form = ours.get("backup") if isinstance(ours, dict) else None
    if form is None:
        raise PackageError(f"It is no backup of {_OURS}, but a package of another program.")
    if form != FORM:
        raise PackageError(f"It is a backup of the form {form!r}, and this version of {_OURS} reads the form {FORM}.")
    resources = found.get("resources")
    listed = resources if isinstance(resources, list) else []
    named = [each["path"] for each in listed if isinstance(each, dict) and isinstance(each.get("path"), str)]
    if not named or len(named) < len(listed):
        raise PackageError("It does not say which files there are.")
    return named
