"""Rows: a sound record as the rows of the index, days and folded names worked out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any, TypeAlias

from syriakb.index.references import REFERENCES
from syriakb.model.dates import Date
from syriakb.model.names import fold, search_text
from syriakb.model.readers import is_slug
from syriakb.model.records import Actor, Alliance, Claim, Kb, Place, Predicate, Source
from syriakb.text.load import Unsound

Row: TypeAlias = tuple[Any, ...]
Rows: TypeAlias = Iterator[tuple[str, Row]]


def rows(row: int, line: int, column: int, record: Any) -> Rows:
    """The rows of one record: pairs of a table and what goes into it."""
    return _ROWS[type(record)]((row, line, column), record)


def loose(row: int, kind: str, unsound: Unsound) -> Rows:
    """The rows of a record with faults: the ids that it names, which are checked all the same."""
    nested = unsound.raw.get("retracted")
    fields = {**unsound.raw, **(nested if isinstance(nested, dict) else {})}
    for field in (reference.field for reference in REFERENCES if reference.kind == kind):
        value = fields.get(field, ())
        for named in filter(is_slug, [value] if isinstance(value, str) else value):
            yield "loose", (row, unsound.line, unsound.column, unsound.name, kind, field, named)


def insertion(table: str, row: Row) -> str:
    """The statement that puts a row into a table."""
    return f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})"


def _words(at: Row, called: Iterable[str | None], more: Iterable[str | None] = ()) -> Rows:
    """The words under which full-text search finds a record."""
    yield (
        "words (rowid, called, more)",
        (at[0], *(search_text(" \n ".join(filter(None, texts))) for texts in (called, more))),
    )


def _text(date: Date | None) -> str | None:
    return date.text if date else None


def _latest(date: Date | None) -> int | None:
    return date.latest if date else None


def _earliest(date: Date | None) -> int | None:
    return date.earliest if date else None


def _kb(at: Row, r: Kb) -> Rows:
    yield "kb", (at[0], r.title, r.about, _latest(r.as_of))


def _predicate(at: Row, r: Predicate) -> Rows:
    yield "predicate", (*at, r.id, r.label, r.inverse_label, r.symmetric, r.group, r.effect)
    yield from _words(at, (r.id, r.label, r.inverse_label))
    for side, kinds in (("subject", r.subject_kinds), ("object", r.object_kinds)):
        for kind in kinds:
            yield "predicate_kind", (at[0], side, kind)


def _source(at: Row, r: Source) -> Rows:
    published = (_text(r.published), _latest(r.published))
    yield "source", (*at, r.id, r.title, r.publisher, *published, r.url, r.reliability, r.note)
    yield from _words(at, (r.id, r.title), (r.publisher, r.note))


def _names(at: Row, kind: str, r: Actor | Place) -> Rows:
    for seq, shown in enumerate((r.id, r.name, *r.aliases)):
        yield "name", (at[0], fold(shown), kind, r.id, shown, seq)


def _actor(at: Row, r: Actor) -> Rows:
    yield "actor", (*at, r.id, r.name, r.kind, r.wikidata, r.note)
    yield from _names(at, "actor", r)
    yield from _words(at, (r.id, r.name), (*r.aliases, r.note))


def _place(at: Row, r: Place) -> Rows:
    yield "place", (*at, r.id, r.name, r.kind, r.lat, r.lon, r.pcode, r.wikidata, r.source, r.note)
    yield from _names(at, "place", r)
    yield from _words(at, (r.id, r.name), (*r.aliases, r.note))
    for seq, parent in enumerate(r.within):
        yield "within", (at[0], r.id, parent, seq)


def _alliance(at: Row, r: Alliance) -> Rows:
    span = (_text(r.start), _latest(r.start), _text(r.end), _earliest(r.end))
    yield "alliance", (*at, r.id, r.subject, r.predicate, r.object, *span, r.note)
    yield from _words(at, (r.id,), (r.note,))
    for seq, each in enumerate(r.support_types):
        yield "support_type", (at[0], each, seq)
    for seq, claim in enumerate(r.evidence):
        yield "evidence", (at[0], claim, seq)


def _number(values: Row) -> int:
    """A number that two rows have in common only where they are the same."""
    return int.from_bytes(blake2b(repr(values).encode(), digest_size=8).digest(), signed=True)


def _claim(at: Row, r: Claim) -> Rows:
    span = (
        _earliest(r.start),
        _text(r.start),
        _latest(r.start),
        _text(r.end),
        _earliest(r.end),
        _text(r.reported),
        _latest(r.reported),
    )
    taken_back = (r.retracted.on.text, r.retracted.reason, r.retracted.superseded_by) if r.retracted else (None,) * 3
    said = (
        *(r.statement, r.subject, r.predicate, r.object, r.value, r.stance, r.modality, r.directness),
        *(r.said_by, r.via, r.source, r.locator, r.exact, *span, r.credibility, r.note, *taken_back),
    )
    yield "claim", (*at, r.id, *said, _text(r.recorded), _latest(r.recorded), _number((*said, *r.about)))
    yield from _words(at, (r.statement,), (r.note,))
    for seq, ref in enumerate(r.about):
        yield "about", (at[0], ref, seq)


_ROWS: Mapping[type[Any], Callable[[Row, Any], Rows]] = {
    Kb: _kb,
    Predicate: _predicate,
    Source: _source,
    Actor: _actor,
    Place: _place,
    Alliance: _alliance,
    Claim: _claim,
}
