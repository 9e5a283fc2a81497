"""A first mapping, from the columns of a table: what they are named and hold suggests which fields they are."""

from collections.abc import Iterable
from itertools import islice

from syriakb.edits.table.days import DayError, edtf
from syriakb.edits.table.files import Table
from syriakb.edits.table.mapping import folded, kind_named
from syriakb.edits.table.values import blank
from syriakb.model.readers import DAYS
from syriakb.model.records import FIELDS, KINDS

_LOOKED_AT = 200  # rows
_SHOWN = 4  # different values of a column
_WORDS = {
    "id": ("event_id", "code", "uid", "qid", "geonameid"),
    "name": ("title", "label", "town", "place", "city", "settlement", "location", "group"),
    "title": ("source", "name", "headline"),
    "statement": ("notes", "description", "summary", "text", "event"),
    "subject": ("actor", "actor1", "controller", "side_a", "backer", "party", "held_by", "holder", "who"),
    "object": ("location", "place", "town", "city", "target", "settlement", "side_b", "backed", "actor2"),
    "start": ("date", "event_date", "since", "date_start", "day", "from"),
    "end": ("until", "date_end", "to"),
    "reported": ("reported_on", "published"),
    "lat": ("latitude", "y", "point_y"),
    "lon": ("longitude", "lng", "long", "x", "point_x"),
    "within": ("admin1", "admin2", "governorate", "province", "region", "district"),
    "pcode": ("admin2_pcode", "admin1_pcode", "p_code"),
    "aliases": ("alternatenames", "name_ar", "arabic", "aka", "other_names"),
    "note": ("comment", "comments", "remarks"),
    "source": ("source_id",),
}


def text(table: Table, kind: str | None) -> str:
    """A mapping for a table, of records of a kind, else of those that its columns fit. Raises UsageError."""
    word = kind_named(kind) if kind else _kind(table.columns)
    rows = [row.cells for row in islice(table.rows(), _LOOKED_AT)]
    found = _fields(word, table.columns)
    lines = [f"# A first mapping for {_name(table)}. More: syriakb help import", f"kind: {word}s"]
    lines.append("fields:")
    for name in FIELDS[KINDS[word]]:
        if name in found:
            lines += _line(word, name, found[name], [cells.get(found[name]) for cells in rows])
        elif name in _needed(word):
            lines.append(f'  # {name}: is needed: "{{column}}", or words')
    left = [column for column in table.columns if column not in found.values()]
    if left:
        lines.append("# Nothing is taken from these columns; shown is what they hold.")
        lines.append("ignore:")
        lines += [f"  - {_quoted(each)}{_examples(cells.get(each) for cells in rows)}" for each in left]
    return "".join(f"{line}\n" for line in lines)


def _kind(columns: list[str]) -> str:
    names = {folded(column) for column in columns}
    if names & {"lat", "latitude", "pcode", "geonameid"} and not names & {"subject", "actor1", "side_a", "date"}:
        return "place"
    return "claim"


def _needed(kind: str) -> tuple[str, ...]:
    return {"claim": ("statement", "subject", "predicate", "object", "source"), "source": ("title",)}.get(
        kind, ("name",)
    )


def _fields(kind: str, columns: list[str]) -> dict[str, str]:
    """Which column each field may be: of the same name, else of one that often means it."""
    found: dict[str, str] = {}
    for words in (lambda name: (name,), lambda name: _WORDS.get(name, ())):
        for name in FIELDS[KINDS[kind]]:
            for word in words(name):
                column = next((c for c in columns if folded(c) == word and c not in found.values()), None)
                if column is not None:
                    found.setdefault(name, column)
    return {name: column for name, column in found.items() if name not in ("recorded", "retracted")}


def _line(kind: str, name: str, column: str, cells: list[object]) -> list[str]:
    texts = [cell for cell in cells if isinstance(cell, str) and not blank(cell)]
    type_ = FIELDS[KINDS[kind]][name].kind.type
    if type_ == DAYS and texts and (form := _form(texts)):
        return [f'  {name}: {{column: {_quoted(column)}, date: "{form}"}}{_examples(texts)}']
    return [f'  {name}: "{{{_escaped(column)}}}"{_examples(texts)}']


def _form(texts: list[str]) -> str | None:
    """The form of dates that are not read without being told it."""
    if all(_is_date(each) for each in texts):
        return None
    for form in ("%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%d.%m.%y", "%d/%m/%y"):
        try:
            for each in texts:
                edtf(each, (form,))
        except DayError:
            continue
        return form
    return None


def _is_date(text: str) -> bool:
    try:
        edtf(text)
    except DayError:
        return False
    return True


def _examples(cells: Iterable[object]) -> str:
    texts = list(dict.fromkeys(" ".join(cell.split()) for cell in cells if isinstance(cell, str) and not blank(cell)))
    shown = ", ".join(each if len(each) <= 24 else f"{each[:22]}.." for each in texts[:_SHOWN])
    return f"  # {_printable(shown)}{', ...' if len(texts) > _SHOWN else ''}" if shown else ""


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in text)


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    return _printable(text).replace("\\", "\\\\").replace('"', '\\"')


def _name(table: Table) -> str:
    return _printable(table.name)
