"""Imports: the rows of a CSV or JSON Lines file become claims, or are refused with the reason.

Names resolve as in questions, each looked up once. What a row must be as a record is told by `model.fields`; whether
it fits what is there already, by the trial of the change.
"""

from __future__ import annotations  # Raw is the name of a type that is written as text

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from io import StringIO
from sqlite3 import Connection
from typing import Any, NamedTuple
from unicodedata import is_normalized, normalize

from syriakb.edits.resolve import resolve
from syriakb.errors import SyriakbError, UsageError
from syriakb.model.fields import WARNINGS, build
from syriakb.model.readers import LIST, Raw
from syriakb.model.records import FIELDS, Claim, Retraction
from syriakb.queries.tables.views import TABLES
from syriakb.text import jsonl

_LISTS = frozenset(name for name, field in FIELDS[Claim].items() if field.kind.type == LIST)
# The predicate comes first, since it says what the ends can be.
_NAMING = sorted((name for name, field in FIELDS[Claim].items() if field.refers), key=lambda name: name != "predicate")
_DELIMITERS = ",;\t|"
_RETRACTION = "retracted"
# Where a retraction has a column for each of its fields.
_TAKEN_BACK = {field.column or name: name for name, field in FIELDS[Retraction].items()}
_EXPORTED = frozenset(field.name for field in TABLES["claims"].fields)  # what follows from the rest is not missed
_NOBODY = "nobody"  # an id in the place of a name that is none, so that the other faults of its row show
_IN_ORDER = {name: at for at, name in enumerate(FIELDS[Claim])}


class FileRow(NamedTuple):
    """A row of the file: the line it begins on, its cells by column, and why it could not even be read."""

    line: int
    cells: dict[str, Raw]
    fault: str | None = None


class Refused(NamedTuple):
    """A row that became no claim."""

    row: FileRow
    reason: str


class Made(NamedTuple):
    """A row that became a claim: its fields as text, and the record."""

    row: FileRow
    raw: dict[str, Raw]
    record: Claim


class ColumnMap(NamedTuple):
    """From which column each field comes, where not from the one of its name, and fields that are the same for all."""

    columns: Mapping[str, str]
    constants: Mapping[str, str]


def plan(columns: list[str], constants: list[str]) -> ColumnMap:
    """Read `field=column` and `field=value` as somebody gives them. Raises UsageError."""
    return ColumnMap(_pairs("--map", "column", columns), _pairs("--set", "value", constants))


def _pairs(option: str, what: str, given: list[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for each in given:
        name, sign, value = each.partition("=")
        if not sign or not name or not value:
            raise UsageError(f"{option} takes FIELD={what.upper()}, and {each!r} is not that.")
        if name not in FIELDS[Claim] or name == _RETRACTION:
            names = ", ".join(field for field in FIELDS[Claim] if field != _RETRACTION)
            raise UsageError(f"{option}: a claim has no field {name!r}. Its fields are {names}.")
        pairs[name] = value
    return pairs


def read(file: str, data: bytes) -> tuple[list[str], list[FileRow]]:
    """The columns and the rows of a file, JSON Lines by its suffix and CSV else. Raises SyriakbError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        raise SyriakbError(f"{file} is not UTF-8 (byte {bad.start:,}). Save it as UTF-8.") from None
    columns, rows = _json_rows(text) if file.endswith((".jsonl", ".ndjson", ".json")) else _csv_rows(file, text)
    if not rows:
        raise SyriakbError(f"{file} has no rows.")
    return columns, rows


def _json_rows(text: str) -> tuple[list[str], list[FileRow]]:
    rows, columns = [], dict[str, None]()
    for item in jsonl.items(text):
        faults = [fault.message for _, _, fault in item.faults if fault.code != "empty-value"]
        rows.append(FileRow(item.line, dict(item.raw), " ".join(faults) or None))
        columns.update(dict.fromkeys(item.raw))
    return list(columns), rows


def _csv_rows(file: str, text: str) -> tuple[list[str], list[FileRow]]:
    csv.field_size_limit(1 << 30)
    header = text.partition("\n")[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=header.count), strict=True)
    rows: list[FileRow] = []
    try:
        columns = [name.strip() for name in next(reader, [])]
        if twice := [name for name, count in Counter(columns).items() if count > 1]:
            raise SyriakbError(f"{file} has several columns named {twice[0]!r}. Give each a name of its own.")
        before = reader.line_num
        for cells in reader:
            if cells:
                rows.append(_csv_row(before + 1, columns, cells))
            before = reader.line_num
    except csv.Error as error:
        raise SyriakbError(f"{file}:{reader.line_num}: This is no CSV that can be read on: {error}.") from None
    return columns, rows


def _csv_row(line: int, columns: list[str], cells: list[str]) -> FileRow:
    wrong = len(cells) != len(columns)
    fault = f"The row has {len(cells)} cells, but there are {len(columns)} columns." if wrong else None
    return FileRow(line, dict(zip(columns, cells, strict=False)), fault)


def fitting(plan: ColumnMap, columns: list[str]) -> list[str]:
    """The columns that nothing is taken from. Raises UsageError where a column or a required field is missing."""
    for field, column in plan.columns.items():
        if column not in columns:
            raise UsageError(f"--map {field}={column}: there is no column {column!r}. There are {', '.join(columns)}.")
    given = {*columns, *plan.columns, *plan.constants}
    if lacking := [name for name in ("statement", "source") if name not in given]:
        listed = " and no ".join(lacking)
        hint = " ".join(f"--map {name}=COLUMN" for name in lacking)
        raise UsageError(f"There is no {listed}. Say which column holds it: {hint}. More: syriakb help changing")
    taken = {*FIELDS[Claim], *plan.columns.values(), *_EXPORTED}
    return [name for name in columns if name not in taken]


class Maker:
    """Makes claims of rows, and remembers which names it could not resolve, and how often."""

    def __init__(self, db: Connection, plan: ColumnMap, new_id: Callable[[], str]) -> None:
        self._db, self._plan, self._new_id = db, plan, new_id
        self._today = date.today().isoformat()
        self._known: dict[tuple[str, str, Raw | None], tuple[str | None, str]] = {}
        self._ids: dict[str, int] = {}
        self._dates: dict[Raw | None, str | None] = {}
        self.unresolved: Counter[str] = Counter()

    def make(self, row: FileRow) -> Made | Refused:
        """The claim of a row, or why it is none."""
        if row.fault:
            return Refused(row, row.fault)
        raw = self._fields(row)
        reasons = self._resolve(raw)
        if "reported_from" in row.cells and raw.get("reported", "") == self._published(raw.get("source")):
            del raw["reported"]  # an export writes the day of the source where a claim has none of its own
        record, faults = build(Claim, raw)
        reasons += [" ".join(filter(None, (f.message, f.hint))) for f in faults if f.code not in WARNINGS]
        if taken := self._taken(str(raw["id"])):
            reasons.append(taken)
        if reasons or record is None:
            return Refused(row, " ".join(reasons))
        self._ids[record.id] = row.line
        return Made(row, raw, record)

    def _fields(self, row: FileRow) -> dict[str, Raw]:
        raw: dict[str, Raw] = {"id": "", "recorded": self._today}
        for name in FIELDS[Claim]:
            value = row.cells.get(self._plan.columns.get(name, name))
            if value is None or _blank(value):
                value = self._plan.constants.get(name)
            if value is not None and not _blank(value):
                raw[name] = self._value(name, value)
        if taken_back := _taken_back(row):
            raw.setdefault(_RETRACTION, taken_back)
        raw["id"] = raw["id"] or self._new_id()
        return dict(sorted(raw.items(), key=lambda pair: _IN_ORDER[pair[0]]))

    def _value(self, name: str, value: Raw) -> Raw:
        if name in _LISTS and isinstance(value, str):
            return self._list(_composed(value))
        if name == _RETRACTION and isinstance(value, str):
            return _mapping(value)
        if isinstance(value, str):
            return _composed(value)
        return [_composed(each) for each in value] if isinstance(value, list) else value

    def _list(self, value: str) -> list[str]:
        """A list in one cell: parted by semicolons, else one name with blanks in it, else ids parted by blanks."""
        if ";" in value:
            return [part.strip() for part in value.split(";") if part.strip()]
        whole, _ = self._lookup("about", value, None)
        return [value] if whole else value.split()

    def _resolve(self, raw: dict[str, Raw]) -> list[str]:
        """Put ids in the place of names, a placeholder where that fails; gives the reasons why it does."""
        reasons = []
        for field in _NAMING:
            if (value := raw.get(field)) is None:
                continue
            found = [self._lookup(field, each, raw.get("predicate")) for each in _each(value)]
            for name, (_, reason) in zip(_each(value), found, strict=True):
                if reason:
                    reasons.append(f"{field}: {reason}")
                    self.unresolved[name] += 1
            ids = [ref for ref, _ in found if ref]
            raw[field] = ids if isinstance(value, list) else ids[0] if ids else _NOBODY
        return reasons

    def _lookup(self, field: str, name: str, predicate: Raw | None) -> tuple[str | None, str]:
        key = (field, name, predicate if field in ("subject", "object") else None)
        if key not in self._known:
            try:
                found = resolve(self._db, "claim", field, name, {"predicate": predicate} if predicate else {})
                self._known[key] = (str(found), "")
            except SyriakbError as error:
                self._known[key] = (None, str(error))
        return self._known[key]

    def _published(self, source: Raw | None) -> str | None:
        if source not in self._dates:
            found = self._db.execute("SELECT published FROM source WHERE id = ?", (source,)).fetchone()
            self._dates[source] = found[0] if found else None
        return self._dates[source]

    def _taken(self, name: str) -> str | None:
        if name in self._ids:
            return f"The id {name} stands in line {self._ids[name]} too."
        if self._db.execute("SELECT 1 FROM claim WHERE id = ?", (name,)).fetchone():
            return f"The id {name} is taken already."
        return None


def _each(value: Raw) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _blank(value: Raw) -> bool:
    return not value.strip() if isinstance(value, str) else not value


def _composed(text: str) -> str:
    return text if is_normalized("NFC", text) else normalize("NFC", text)


def _taken_back(row: FileRow) -> dict[str, str]:
    """A retraction in cells of its own, as an export writes it; empty where there is none."""
    cells = {name: row.cells.get(column) for column, name in _TAKEN_BACK.items()}
    return {name: _composed(cell) for name, cell in cells.items() if isinstance(cell, str) and not _blank(cell)}


def _mapping(value: str) -> Raw:
    """A retraction in one cell, a JSON object."""
    try:
        found = json.loads(value)
    except ValueError:
        return value
    return (
        {str(key): str(each) for key, each in found.items() if each is not None} if isinstance(found, dict) else value
    )


def repeated(db: Connection, made: list[Made]) -> int:
    """How many of the claims are there already, word for word, by the same speaker in the same source."""
    wanted = {_said(each.record) for each in made}
    sources = {each.record.source for each in made}
    found = 0
    for source in sources:
        rows = db.execute(
            "SELECT statement, subject, predicate, object, said_by, source FROM claim WHERE source = ?", (source,)
        )
        found += len({tuple(row) for row in rows} & wanted)
    return found


def _said(claim: Claim) -> tuple[Any, ...]:
    return (claim.statement, claim.subject, claim.predicate, claim.object, claim.said_by, claim.source)


def rejects(file: str, columns: list[str], refused: list[Refused]) -> bytes:
    """The refused rows as a file like the one they came from, with the reason beside them."""
    if file.endswith((".jsonl", ".ndjson", ".json")):
        lines = (json.dumps({**each.row.cells, "reason": each.reason}, ensure_ascii=False) for each in refused)
        return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")
    out = StringIO()
    names = [name for name in columns if name != "reason"]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*names, "reason"])
    writer.writerows([*(each.row.cells.get(name, "") for name in names), each.reason] for each in refused)
    return out.getvalue().encode()


def touching(made: list[Made]) -> Iterator[Claim]:
    """One claim of each proposition: as much as is needed to know what they can change."""
    seen: set[tuple[str | None, ...]] = set()
    for each in made:
        key = (each.record.subject, each.record.predicate, each.record.object)
        if each.record.object and key not in seen:
            seen.add(key)
            yield each.record
