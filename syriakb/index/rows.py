"""Rows: a sound record as the rows of the index, days and folded names worked out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple, TypeAlias

from syriakb.index import columns
from syriakb.index.columns import FILLED, TABLES
from syriakb.index.references import REFERENCES
from syriakb.model import sounds
from syriakb.model.dates import Date
from syriakb.model.names import fold, search_text
from syriakb.model.records import CALLED, KEPT, MORE, NAMED, Actor, Capitals, Claim, Place, Retraction, attribute
from syriakb.model.stems import stem
from syriakb.text.load import Unsound

Row: TypeAlias = tuple[Any, ...]
Rows: TypeAlias = Iterator[tuple[str, Row]]


class _Shape(NamedTuple):
    """How the records of a kind become rows: what reads the fields of one column, and the others' names.

    `lists` are pairs of a field and its table. Search finds a record under the fields `called`, `more` and `named`.
    """

    plain: Callable[[Any], Row]
    dates: tuple[str, ...]
    nested: tuple[str, ...]
    lists: tuple[tuple[str, str], ...]
    called: tuple[str, ...]
    more: tuple[str, ...]
    named: tuple[str, ...]


def _shape(record: type[Any]) -> _Shape:
    lists = tuple(
        (attribute(name), str(field.table)) for name, field in columns.lists(record).items() if field.table != "name"
    )
    ways = (CALLED, MORE, NAMED)
    words = [tuple(name for name, field in KEPT[record].items() if field.words == way) for way in ways]
    plain = attrgetter(*columns.plain(record))
    single = len(columns.plain(record)) == 1  # of one name alone attrgetter gives the value itself
    read = (lambda each: (plain(each),)) if single else plain
    return _Shape(read, tuple(columns.dates(record)), tuple(columns.nested(record)), lists, *words)


_SHAPES: Mapping[type[Any], _Shape] = {record: _shape(record) for record in (*TABLES, Retraction, Capitals)}
_NOTHING: Mapping[str, Row] = {
    name: (None,) * len(columns.own(kind)) for record in TABLES for name, kind in columns.nested(record).items()
}
# Two claims say the same where all is the same but their ids and the days on which they were recorded.
_OWN = [name for name in columns.own(Claim) if name != "id" and not name.startswith("recorded")]
_said = itemgetter(*map(columns.own(Claim).index, _OWN))


def insertion(table: str) -> str:
    """The statement that puts a row into a table."""
    names = FILLED[table]
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"


def rows(row: int, line: int, column: int, record: Any) -> Rows:
    """The rows of one record: pairs of a table and what goes into it, in the order of its columns in `FILLED`."""
    kind = type(record)
    shape, cells = _SHAPES[kind], _cells(record)
    if kind is Claim:
        yield "claim", (row, line, column, *cells, _number((*_said(cells), *_listed(record))))
    else:
        yield TABLES[kind], (row, line, column, *cells)
    if shape.called:
        called, more = (search_text(" \n ".join(_texts(record, names))) for names in (shape.called, shape.more))
        yield "words", (row, called, more, _stems(f"{called} {more}"), " ".join(_texts(record, shape.named)))
    for name, table in shape.lists:
        for seq, each in enumerate(getattr(record, name)):
            yield table, (row, each, seq)
    if kind in (Actor, Place):
        names = (record.id, record.name, *record.aliases)
        for seq, shown in enumerate(names):
            yield "name", (row, fold(shown), TABLES[kind], record.id, shown, seq)
        yield "sounds", (row, *_sounds(names))


def loose(row: int, kind: str, unsound: Unsound) -> Rows:
    """The rows of a record with faults: the ids that it names, which are checked all the same."""
    nested = unsound.raw.get("retracted")
    fields = {**unsound.raw, **(nested if isinstance(nested, dict) else {})}
    for field in dict.fromkeys(reference.field for reference in REFERENCES if reference.kind == kind):
        value = fields.get(field, ())
        for named in filter(str.strip, [value] if isinstance(value, str) else value):
            yield "loose", (row, unsound.line, unsound.column, unsound.name, kind, field, named)


def _listed(claim: Claim) -> Row:
    """What a claim says in lists; each apart, so that none passes for another."""
    others = tuple(each for each in (claim.jointly, claim.except_) if each)
    return (*claim.about, *others)


def _cells(record: Any) -> Row:
    shape = _SHAPES[type(record)]
    cells = shape.plain(record)
    for name in shape.dates:
        date: Date | None = getattr(record, name)
        cells += (date.text, date.earliest, date.latest) if date else (None, None, None)
    for name in shape.nested:
        inner = getattr(record, name)
        cells += _cells(inner) if inner else _NOTHING[name]
    return cells


def _texts(record: Any, names: Iterable[str]) -> list[str]:
    """The texts of fields, those of lists one by one."""
    texts: list[str] = []
    for name in names:
        value = getattr(record, name)
        texts += [value] if isinstance(value, str) else value or ()
    return texts


def _stems(words: str) -> str:
    """The stems of folded words that differ from them, each once."""
    found = {word: stem(word) for word in words.split()}
    return " ".join(dict.fromkeys(each for word, each in found.items() if each != word))


def _sounds(called: Iterable[str]) -> tuple[str, ...]:
    """The words of all that a record is called, and by what they are found when they are misspelt; each once."""
    found: tuple[set[str], ...] = (set(), set(), set(), set())
    for shown in called:
        words = sounds.heard(sounds.words(shown))
        heard = {sound for word in words for sound in sounds.sounds(word)}
        near = {key for sound in heard for key in sounds.near(sound)}
        outlines = {sounds.outline(form) for word in words for form in sounds.forms(word)}
        for column, keys in zip(found, (words, outlines, {*heard, *sounds.pairs(words)}, near), strict=True):
            column.update(keys)
    return tuple(" ".join(sorted(keys)) for keys in found)


def _number(values: Row) -> int:
    """A number that two rows have in common only where they are the same."""
    return int.from_bytes(blake2b(repr(values).encode(), digest_size=8).digest(), signed=True)
