"""The names of a table that nobody has, as a table to decide in, and the decisions read back from it."""

import csv
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from syriakb.edits.table import files
from syriakb.edits.table.names import LEAVE_OUT, NEW, Decision, Unknown
from syriakb.errors import SyriakbError
from syriakb.model.names import fold
from syriakb.model.readers import is_slug

_COLUMNS = ("name", "what", "rows", "problem", "nearest", "decision", "kind")
_HOW = f"It is {NEW}, {LEAVE_OUT}, or the id of whom the name means."


class Decided(NamedTuple):
    """A line of the table: a name, of what it may be the name, and what somebody decided."""

    cells: tuple[str, ...]
    decision: Decision | None


def read(path: Path) -> dict[tuple[str, str], Decided]:
    """The lines of a table of names, by name and what it may name; empty where there is no file yet.

    Raises SyriakbError with the line of a decision that is none.
    """
    if not path.exists():
        return {}
    table = files.read(files.file(path, bytes))
    if lacking := [name for name in ("name", "what", "decision") if name not in table.columns]:
        raise SyriakbError(f"{path} is no table of names: it has no column {lacking[0]!r}.")
    found = {}
    for row in table.rows():
        cells = tuple(str(row.cells.get(name, "")).strip() for name in _COLUMNS)
        found[cells[0], cells[1]] = Decided(cells, _decision(path, row.line, dict(zip(_COLUMNS, cells, strict=True))))
    return found


def _decision(path: Path, line: int, cells: dict[str, str]) -> Decision | None:
    what = cells["decision"].removeprefix("same as ").removeprefix("=").strip()
    if not what:
        return None
    if what.lower() in (NEW, LEAVE_OUT):
        what = what.lower()
    elif not is_slug(what):
        raise SyriakbError(f"{path}:{line}: The decision {cells['decision']!r} is none. {_HOW}")
    kinds = frozenset(cells["what"].split(" or "))
    if what == NEW and len(kinds) > 1:
        message = f"{cells['name']!r} is new, but as what? Leave one word of {cells['what']!r} in the column what."
        raise SyriakbError(f"{path}:{line}: {message}")
    return Decision(kinds, what, cells["kind"] or None)


def by_name(decided: Mapping[tuple[str, str], Decided]) -> dict[str, list[Decision]]:
    """The decisions by the name that they are about, as names are compared."""
    found: dict[str, list[Decision]] = {}
    for (name, _), each in decided.items():
        if each.decision:
            found.setdefault(fold(name), []).append(each.decision)
    return found


def check(db: Connection, path: Path, decided: Mapping[tuple[str, str], Decided]) -> None:
    """Raises SyriakbError where a decision names a record that is not there."""
    for (name, _), each in decided.items():
        if each.decision is None or each.decision.what in (NEW, LEAVE_OUT):
            continue
        known = [kind for kind in each.decision.kinds if kind in ("actor", "place", "source", "predicate", "claim")]
        if not any(db.execute(f"SELECT 1 FROM {k} WHERE id = ?", (each.decision.what,)).fetchone() for k in known):
            kinds = " or ".join(sorted(each.decision.kinds))
            raise SyriakbError(f"{path}: {name!r} is to be {each.decision.what}, but no {kinds} has that id. {_HOW}")


def table(decided: Mapping[tuple[str, str], Decided], unknown: list[Unknown]) -> bytes:
    """The table of names: those that were decided, then those that are to be."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(each.cells for each in decided.values() if each.decision)
    for each in unknown:
        what = " or ".join(each.kinds)
        writer.writerow((each.name, what, each.rows, each.why, " ".join(each.nearest), "", ""))
    return out.getvalue().encode()
