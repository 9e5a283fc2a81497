"""SQLite: a database of the documented tables, such as Datasette shows.

Tables and columns are those that `sql --schema` describes; each column's meaning stands as a comment in the schema, and
the table `about` holds id, title, day, whose word alone counts and version. Lists are arrays of JSON (json_each,
Datasette's facets by array). Ids are indexed, and the columns that hold them point to the tables that they are of.
"""

import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

from syriakb.export import Options, Part, pieces
from syriakb.export.namespace import namespace
from syriakb.model.dates import day_text
from syriakb.queries.control.places import folded
from syriakb.queries.moment import Opened
from syriakb.queries.tables.views import TABLES, Field, declared, encoded, values
from syriakb.version import __version__

_KEYS = {"source": "sources", "said_by": "actors", "predicate": "predicates", "place": "places"}


def parts(kb: Opened, options: Options) -> Iterator[Part]:  # noqa: ARG001 - all formats are called alike
    """One file: the database."""
    yield Part("knowledge.sqlite", _file(kb))


def _file(kb: Opened) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "knowledge.sqlite"
        _write(path, kb)
        with path.open("rb") as file:
            yield from pieces(file)


def _write(path: Path, kb: Opened) -> None:
    db = sqlite3.connect(path)
    try:
        db.execute("PRAGMA synchronous = OFF")
        _about(db, kb)
        for name, table in TABLES.items():
            db.execute(f"CREATE TABLE {name} ( -- one row: {table.meaning}\n{_columns(name)})")
            marks = ", ".join("?" * len(table.fields))
            db.executemany(f"INSERT INTO {name} VALUES ({marks})", map(encoded, values(kb.db, kb.at, name)))
        for name in ("subject", "object", "source", "said_by"):
            db.execute(f"CREATE INDEX claims_{name} ON claims ({name})")
        db.commit()
        db.execute("VACUUM")
    finally:
        db.close()


def _about(db: Connection, kb: Opened) -> None:
    title, about = kb.db.execute("SELECT title, about FROM kb").fetchone() or (None, None)
    named = (namespace(kb), title, about)
    days = {key: day_text(day) if day else None for key, day in kb.at.stamp.items()}
    asked = (*days.values(), kb.at.filters or None, " ".join(folded(kb.db, kb.at)) if kb.at.sides else None)
    names = ("id", "title", "about", *days, "filters", "folds", "written_by")
    db.execute(f"CREATE TABLE about ({', '.join(f'{name} TEXT' for name in names)})")
    marks = ", ".join("?" * len(names))
    db.execute(f"INSERT INTO about VALUES ({marks})", (*named, *asked, f"syriakb {__version__}"))


def _columns(name: str) -> str:
    fields = TABLES[name].fields
    return "".join(
        f"  {_declared(name, field)}{',' if at < len(fields) else ''} -- {field.meaning}\n"
        for at, field in enumerate(fields, start=1)
    )


def _declared(name: str, field: Field) -> str:
    # A control row's place may be named once only; other ids are unique within their kind.
    key = " PRIMARY KEY" if field.name == "id" or (name, field.name) == ("control", "place") else ""
    target = _KEYS.get(field.name) if not key else None
    return f'"{field.name}" {declared(field)}{key}' + (f" REFERENCES {target} (id)" if target else "")
