"""Rows made into records, or refused with everything that is wrong with them."""

from __future__ import annotations  # Raw is the name of a type that is written as text

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from sqlite3 import Connection
from typing import Any, NamedTuple, TypeAlias
from unicodedata import is_normalized, normalize

from syriakb.edits.entry import random_id, slug
from syriakb.edits.table.days import DayError, edtf
from syriakb.edits.table.files import FileRow
from syriakb.edits.table.mapping import RETRACTION, TAKEN_BACK, Condition, Made, Rules
from syriakb.edits.table.names import Asked, Names, NewOne, listed, ordered
from syriakb.edits.table.stage import Stage
from syriakb.edits.table.values import Cells, Get, SkipError, UnfitError, Value, blank, getter, number
from syriakb.model.fields import WARNINGS, build
from syriakb.model.readers import DAYS, FLAG, IDS, LIST, RECORD, REFS, TOGETHER, WHOLE, Raw
from syriakb.model.records import FIELDS, KINDS, Record

_NOBODY = "nobody"  # an id in the place of a name that is none, so that the other faults of its row show
_FLAGS = {"1": "true", "yes": "true", "0": "false", "no": "false"}
_NAMED_BY = ("name", "title", "label")
_Read: TypeAlias = Callable[[Raw], Raw]


class NewRecord(NamedTuple):
    """A record that a row became: its kind, its fields as text, and typed; and whether the row gave it an id."""

    kind: str
    raw: dict[str, Raw]
    record: Record
    own_id: bool


class Refused(NamedTuple):
    """A row that became nothing."""

    row: FileRow
    reason: str
    id: str | None = None


class _Field(NamedTuple):
    """How a field is come by: its getters, and for each the columns that say by what and within what to look it up."""

    name: str
    gets: tuple[Get, ...]
    beside: tuple[tuple[str | None, str | None], ...]
    read: _Read | None
    days: bool


class _Plan(NamedTuple):
    """How a record of a row is made."""

    kind: str
    fields: tuple[_Field, ...]
    references: tuple[_Field, ...]
    conditions: tuple[Condition, ...]
    unless_known: bool


class Maker:
    """Makes records of rows."""

    def __init__(self, db: Connection, rules: Rules, names: Names, stage: Stage) -> None:
        self._db, self._rules, self._names, self._stage = db, rules, names, stage
        self._today = date.today().isoformat()
        self._plans = tuple(_plan(made, names) for made in rules.records)
        self._dates: dict[Raw | None, str | None] = {}

    def prepare(self, rows: Iterator[FileRow]) -> None:
        """Take note of the places of a table before any is made, since one can lie in another that comes later."""
        plans = [each for each in self._plans if each.kind == "place" and any(f.name == "within" for f in each.fields)]
        for row in rows if plans and len(self._plans) == 1 else ():
            try:
                raw = self._raw(plans[0], row, [])
            except (SkipError, UnfitError):
                continue
            if raw.get("id") or raw.get("name"):
                raw.setdefault("id", slug(str(raw.get("name"))))
                self._names.enter(NewOne("place", {key: value for key, value in raw.items() if key != "within"}))

    def make(self, row: FileRow) -> list[NewRecord] | Refused:
        """The records of a row, the last those that rest on others; none where the mapping leaves it out."""
        if row.fault:
            return Refused(row, row.fault)
        if not all(each.holds(row.cells) for each in self._rules.conditions):
            return []
        self._names.begin()
        found: list[NewRecord] = []
        try:
            for plan in self._plans:
                if all(each.holds(row.cells) for each in plan.conditions):
                    made = self._record(plan, row)
                    if isinstance(made, Refused):
                        self._names.give_up()
                        return made
                    found += made
        except SkipError:
            self._names.give_up()
            return []
        for each in found:
            self._stage.made(each.kind, str(each.raw["id"]), row.line)
        beside = [_typed(one) for one in self._names.pending]
        return [each for each in beside if each.raw["id"] not in {own.raw["id"] for own in found}] + found

    def _record(self, plan: _Plan, row: FileRow) -> list[NewRecord] | Refused:
        reasons: list[str] = []
        raw = self._raw(plan, row, reasons)
        own_id = bool(raw.get("id"))
        if plan.unless_known and self._is_known(plan, raw, row):
            return []
        reasons += self._resolve(plan, raw, row.cells)
        if plan.kind == "claim":
            self._finish_claim(row, raw)
        if not own_id and (made := self._new_id(plan, raw)):
            raw["id"] = made
        raw = ordered(plan.kind, raw)
        record, faults = build(KINDS[plan.kind], raw)
        reasons += [" ".join(filter(None, (f.message, f.hint))) for f in faults if f.code not in WARNINGS]
        name = str(raw.get("id", ""))
        if (line := self._stage.maker(plan.kind, name)) is not None and name != _NOBODY:
            if plan.unless_known or self._same(plan.kind, raw):
                return []
            reasons.append(f"The id {name} stands in line {line} too.")
        if reasons or record is None:
            return Refused(row, " ".join(reasons), name or None)
        if plan.kind != "claim":
            one = NewOne(plan.kind, raw)
            self._names.enter(one)
            if len(self._plans) > 1:
                self._names.pending.append(one)
        return [NewRecord(plan.kind, raw, record, own_id)]

    def _same(self, kind: str, raw: dict[str, Raw]) -> bool:
        one = self._names.entered(kind, str(raw["id"])) if len(self._plans) > 1 else None
        return one is not None and one.raw == raw

    def _raw(self, plan: _Plan, row: FileRow, reasons: list[str]) -> dict[str, Raw]:
        raw: dict[str, Raw] = {}
        for field in plan.fields:
            try:
                value = _value(field, row.cells)
            except UnfitError as unfit:
                reasons.append(f"{field.name}: {unfit}")
                continue
            if value is None or blank(value):
                continue
            raw[field.name] = value
            if field.days and isinstance(value, str) and "/" in value:
                _spread(field.name, value, raw)
        return raw

    def _is_known(self, plan: _Plan, raw: dict[str, Raw], row: FileRow) -> bool:
        """Whether such a record is there already, by its id or by its name."""
        if raw.get("id") and self._names.taken(plan.kind, str(raw["id"])):
            return True
        codes = [str(raw[each]) for each in ("pcode", "wikidata") if each in raw]
        if any(self._names.coded(plan.kind, code) for code in codes):
            return True
        if raw.get("id") or codes:
            return False
        name = next((str(raw[each]) for each in _NAMED_BY if each in raw), None)
        return name is None or self._names.has(plan.kind, name, _first(raw.get("within")), row.cells)

    def _new_id(self, plan: _Plan, raw: dict[str, Raw]) -> str | None:
        kind = plan.kind
        if kind == "claim":
            return random_id("c")
        if kind == "alliance":
            return slug(" ".join(str(raw.get(each, "")) for each in ("subject", "predicate", "object"))) or None
        name = next((str(raw[each]) for each in _NAMED_BY if each in raw), None)
        if name is not None and plan.unless_known:
            return self._names.free_id(kind, raw)
        return None if name is None else slug(name) or random_id(kind[0])

    def _resolve(self, plan: _Plan, raw: dict[str, Raw], cells: Cells) -> list[str]:
        """Put ids in the place of names, a placeholder where that fails; gives the reasons why it does."""
        reasons = []
        for field in plan.references:
            if (value := raw.get(field.name)) is None:
                continue
            predicate = str(raw["predicate"]) if field.name in ("subject", "object") and "predicate" in raw else None
            ids: list[str] = []
            for name, by, within in _named(field, value, cells):
                found = self._names.find(Asked(plan.kind, field.name, name, predicate, by, within), cells)
                if found.id is None:
                    reasons.append(f"{field.name}: {found.reason}")
                else:
                    ids.append(found.id)
            raw[field.name] = ids if isinstance(value, list) else ids[0] if ids else _NOBODY
        return reasons

    def _finish_claim(self, row: FileRow, raw: dict[str, Raw]) -> None:
        raw.setdefault("recorded", self._today)
        if not self._rules.columns:
            return
        if RETRACTION in row.cells and not blank(row.cells[RETRACTION]):
            raw[RETRACTION] = _mapping(row.cells[RETRACTION])
        elif taken_back := _taken_back(row):
            raw[RETRACTION] = taken_back
        if "reported_from" in row.cells and raw.get("reported", "") == self._published(raw.get("source")):
            del raw["reported"]  # an export writes the day of the source where a claim has none of its own

    def _published(self, source: Raw | None) -> str | None:
        if source not in self._dates:
            found = self._db.execute("SELECT published FROM source WHERE id = ?", (source,)).fetchone()
            self._dates[source] = found[0] if found else None
        return self._dates[source]


def creating(rules: Rules, names_of: Callable[[], Names]) -> Mapping[str, Callable[[Cells], dict[str, Raw]]]:
    """How a mapping fills the fields of new records, by kind; `names_of` gives whoever knows names by then."""

    def fields(made: Made) -> Callable[[Cells], dict[str, Raw]]:
        plans: list[_Plan] = []

        def get(cells: Cells) -> dict[str, Raw]:
            if not plans:
                plans.append(_plan(made, names_of()))
            values = ((each.name, _value(each, cells)) for each in plans[0].fields)
            return {name: value for name, value in values if value is not None and not blank(value)}

        return get

    return {kind: fields(Made(kind, given)) for kind, given in rules.create.items()}


def _typed(one: NewOne) -> NewRecord:
    record, _ = build(KINDS[one.kind], one.raw)
    assert record is not None
    return NewRecord(one.kind, one.raw, record, own_id=True)


def _plan(made: Made, names: Names) -> _Plan:
    table = FIELDS[KINDS[made.kind]]
    fields = tuple(_field(made.kind, name, made.fields[name], names) for name in table if made.fields.get(name))
    # The predicate comes first, since it says what the ends can be.
    naming = sorted((field for field in fields if table[field.name].refers), key=lambda each: each.name != "predicate")
    return _Plan(made.kind, fields, tuple(naming), made.conditions, made.unless_known)


def _field(kind: str, name: str, values: tuple[Value, ...], names: Names) -> _Field:
    gets = tuple(getter(value, is_id=name == "id" and _is_made(value)) for value in values)
    beside = tuple((value.by, value.within) for value in values)
    return _Field(name, gets, beside, _reader(kind, name, names), FIELDS[KINDS[kind]][name].kind.type == DAYS)


def _is_made(value: Value) -> bool:
    """Whether an id is put together by a template, so that its parts are made fit for one."""
    return len(value.parts) > 1


def _reader(kind: str, name: str, names: Names) -> _Read | None:
    """What is done to a cell for the kind of field that it goes into."""
    field = FIELDS[KINDS[kind]][name]
    type_ = field.kind.type
    if field.kind is TOGETHER:  # parted by semicolons alone, as `export csv` writes it: a name may have blanks
        return lambda value: _list(value, names, kind, name) if isinstance(value, str) and ";" in value else value
    if type_ == LIST:
        return lambda value: _list(value, names, kind, name) if isinstance(value, str) else value
    if type_ == DAYS:
        return _day
    if type_ == WHOLE:
        return lambda value: number(value) if isinstance(value, str) else value
    if type_ == FLAG:
        return lambda value: _FLAGS.get(value.casefold(), value.lower()) if isinstance(value, str) else value
    return None if type_ != RECORD else _mapping


def _value(field: _Field, cells: Cells) -> Raw | None:
    found = [value for get in field.gets if (value := get(cells)) is not None and not blank(value)]
    if not found:
        return None
    values = [_composed_all(field.read(value) if field.read else value) for value in found]
    return values[0] if len(values) == 1 else [text for value in values for text in listed(value)]


def _named(field: _Field, value: Raw, cells: Cells) -> Iterator[tuple[str, str | None, str | None]]:
    """The names in a field, each with what it is to be looked up by and within."""
    many = len(field.gets) > 1
    for get, beside in zip(field.gets, field.beside, strict=True):
        by, within = (_text(cells.get(each)) if each else None for each in beside)
        own = _value(field._replace(gets=(get,)), cells) if many else value
        yield from ((name, by, within) for name in listed(own or []))


def _list(value: str, names: Names, kind: str, name: str) -> list[str]:
    """A list in one cell: an array of JSON, parted by semicolons, else one name with blanks in it, else ids."""
    if value.startswith("[") and value.endswith("]"):
        try:
            return [str(each) for each in json.loads(value)]
        except ValueError:
            pass
    if ";" in value:
        return [part.strip() for part in value.split(";") if part.strip()]
    field = FIELDS[KINDS[kind]][name]
    if field.kind not in (IDS, REFS) or " " not in value.strip():
        return [value]
    return [value] if field.refers and names.anybody(kind, name, value) else value.split()


def _day(value: Raw) -> Raw:
    """A date as EDTF where that is beyond doubt; else as it stands, for the field to say what is wrong."""
    if not isinstance(value, str):
        return value
    try:
        return edtf(value)
    except DayError as error:
        if "two days" in str(error):
            raise UnfitError(str(error)) from None
        return value


def _spread(name: str, value: str, raw: dict[str, Raw]) -> None:
    """A span in a field that takes one date: where it begins or ends, or else some day in it."""
    start, _, end = value.partition("/")
    if name == "start":
        raw["start"] = start
        raw.setdefault("end", end)
    elif name == "end":
        raw["end"] = end
    else:
        raw[name] = f"[{start}..{end}]"


def _composed_all(value: Raw) -> Raw:
    if isinstance(value, str):
        return value if is_normalized("NFC", value) else normalize("NFC", value)
    return [normalize("NFC", each) for each in value] if isinstance(value, list) else value


def _text(cell: Raw | None) -> str | None:
    """What a cell says of a record: its id or a code, of an address what stands behind the last slash, or a name."""
    if cell is None or blank(cell) or not isinstance(cell, str):
        return None
    return cell.rpartition("/")[2] if cell.startswith(("http://", "https://")) else number(cell)


def _first(value: Raw | None) -> str | None:
    return next(iter(listed(value)), None) if value else None


def _taken_back(row: FileRow) -> dict[str, str]:
    """A retraction in cells of its own, as an export writes it; empty where there is none."""
    cells = {name: row.cells.get(column) for column, name in TAKEN_BACK.items()}
    return {name: str(_composed_all(cell)) for name, cell in cells.items() if isinstance(cell, str) and not blank(cell)}


def _mapping(value: Raw) -> Raw:
    """A retraction in one cell, a JSON object."""
    if not isinstance(value, str):
        return value
    try:
        found: Any = json.loads(value)
    except ValueError:
        return value
    return (
        {str(key): str(each) for key, each in found.items() if each is not None} if isinstance(found, dict) else value
    )
