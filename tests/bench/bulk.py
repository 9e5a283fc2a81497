"""The floor for building an index: a bare script that loads the same rows into the same tables."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from time import perf_counter

_SCRIPT = """
import json, sqlite3, sys

rows, schema, target = sys.argv[1:]
db = sqlite3.connect(target, isolation_level=None)
db.execute("PRAGMA journal_mode = OFF")
db.execute("PRAGMA synchronous = OFF")
tables, indexes = json.load(open(schema))
for statement in tables:
    db.execute(statement)
db.execute("BEGIN")
with open(rows, encoding="utf-8") as lines:
    for line in lines:
        table, batch = json.loads(line)
        db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(batch[0]))})", batch)
for statement in indexes:
    db.execute(statement)
db.execute("COMMIT")
"""
_BATCH = 1000


def measure(index: Path, folder: Path) -> float:
    """Seconds that loading the rows of an index takes a script that knows only rows, read from JSON lines."""
    rows, schema, target = folder / "rows.jsonl", folder / "schema.json", folder / "bare.sqlite"
    _dump(index, rows, schema)
    target.unlink(missing_ok=True)
    start = perf_counter()
    subprocess.run([sys.executable, "-c", _SCRIPT, str(rows), str(schema), str(target)], check=True)
    taken = perf_counter() - start
    for path in (rows, schema, target):
        path.unlink()
    return taken


def _dump(index: Path, rows: Path, schema: Path) -> None:
    db = sqlite3.connect(index)
    made = db.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    shadows = {f"{name}_{part}" for _, name, sql in made if "VIRTUAL" in sql for part in _SHADOW}
    tables = {name: sql for kind, name, sql in made if kind == "table" and name not in shadows}
    indexes = [sql for kind, _, sql in made if kind == "index"]
    schema.write_text(json.dumps([list(tables.values()), indexes]), encoding="utf-8")
    with rows.open("w", encoding="utf-8") as lines:
        for table, sql in tables.items():
            columns = ", ".join(_columns(db, table))
            cursor = db.execute(f"SELECT {f'rowid, {columns}' if 'VIRTUAL' in sql else columns} FROM {table}")
            while batch := [[_plain(value) for value in row] for row in cursor.fetchmany(_BATCH)]:
                target = f"{table} (rowid, {columns})" if "VIRTUAL" in sql else table
                lines.write(json.dumps([target, batch], ensure_ascii=False) + "\n")
    db.close()


_SHADOW = ("data", "idx", "content", "docsize", "config")


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


def _plain(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value
