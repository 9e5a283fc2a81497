"""Snippets: what of a record matched, in its context."""

import re
from collections.abc import Iterable, Iterator, Mapping
from sqlite3 import Connection
from typing import NamedTuple

from syriakb.index import columns
from syriakb.model.names import search_text
from syriakb.model.readers import LIST
from syriakb.model.records import FIELDS, KINDS, NAMED, Field
from syriakb.queries import lookup
from syriakb.queries.search.terms import Term

_AROUND = 70  # characters of a long text shown on each side of what was found
_CALLED = {"actor": "name", "place": "name", "source": "title", "predicate": "label"}
_ENDS = ("actor", "place")
_BETWEEN = " · "


def _select(kind: str, *names: str) -> str:
    fields = FIELDS[KINDS[kind]]
    return f"SELECT {', '.join(_text(name, fields[name]) for name in names) or 'NULL'} FROM {kind} AS r WHERE row = ?"


def _text(name: str, field: Field) -> str:
    if field.kind.type != LIST:
        return columns.column(name, field)
    return f"(SELECT GROUP_CONCAT(each, ', ') FROM ({columns.listed(field, 'r.row')}) AS many)"


def _said(kind: str, *, named: bool) -> tuple[str, ...]:
    """The fields whose texts are searched, or with `named` those that name others."""
    apart = ("id", _CALLED.get(kind))
    fields = FIELDS[KINDS[kind]].items()
    return tuple(each for each, f in fields if f.words and (f.words == NAMED) == named and each not in apart)


_TEXTS = {kind: _select(kind, *_said(kind, named=False)) for kind in KINDS}
_NAMES = {kind: _said(kind, named=True) for kind in KINDS}
_REFS = {kind: _select(kind, *_NAMES[kind]) for kind in KINDS}


class Hit(NamedTuple):
    """A record that was found: its kind, its id, its name if it has one, and a text that shows what matched."""

    kind: str
    id: str
    name: str | None
    snippet: str | None


def hit(db: Connection, row: int, terms: Iterable[Term]) -> Hit:
    """What is shown of a record that was found for the terms."""
    (kind,) = db.execute("SELECT kind FROM file WHERE id = ?", (row >> 32,)).fetchone()
    ref, name = db.execute(f"SELECT id, {_CALLED.get(kind, 'NULL')} FROM {kind} WHERE row = ?", (row,)).fetchone()
    texts = [text for text in db.execute(_TEXTS[kind], (row,)).fetchone() if text]
    named = dict(zip(_NAMES[kind], db.execute(_REFS[kind], (row,)).fetchone(), strict=False))
    if kind == "alliance":
        texts = [" ".join(_name(db, named[field]) for field in ("subject", "predicate", "object")), *texts]
    # Of what has no name the first text is what it says, which is shown in any case.
    says = texts.pop(0) if name is None and texts else None
    shown = [] if says is None else [_cut(says, terms)]
    unmet = _unmet(terms, " ".join(filter(None, (ref, name, says))))
    if name is not None and kind in _ENDS and lookup.shares_its_name(db, found := lookup.Ref(kind, ref), name):
        shown.append(lookup.told_from_others(db, found))
    shown += _pieces(db, texts, named, unmet)
    return Hit(kind, ref, name, _BETWEEN.join(shown) or (_cut(texts[0], terms) if texts else None))


def _pieces(db: Connection, texts: Iterable[str], named: Mapping[str, str | None], unmet: list[Term]) -> Iterator[str]:
    """The texts that have what is unmet, and the names of those whom it names, with how it does."""
    for text in texts:
        if len(left := _unmet(unmet, text)) < len(unmet):
            yield _cut(text, unmet)
            unmet = left
    for field, refs in named.items():
        for ref in (refs or "").split(", ") if unmet else ():
            name = next((each for each in _names(db, ref) if len(_unmet(unmet, each)) < len(unmet)), None)
            if name:
                unmet = _unmet(unmet, name)
                yield f"{field.replace('_', ' ')}: {_with(_name(db, ref), name)}"


def _with(name: str, other: str) -> str:
    return name if name == other else f"{name} ({other})"


def _unmet(terms: Iterable[Term], text: str) -> list[Term]:
    folded = search_text(text)
    return [term for term in terms if not term.meets(folded)]


def _name(db: Connection, ref: str | None) -> str:
    return next(iter(_names(db, ref)), ref or "")


def _names(db: Connection, ref: str | None) -> list[str]:
    """What an actor, a place or a predicate is called, its name first and its id last."""
    for kind in _ENDS:
        sql = f"SELECT n.shown FROM {kind} AS r JOIN name AS n ON n.row = r.row WHERE r.id = ? ORDER BY n.seq"
        if found := [shown for (shown,) in db.execute(sql, (ref,))]:
            return [*found[1:], found[0]]
    labels = db.execute("SELECT label, inverse_label, id FROM predicate WHERE id = ?", (ref,)).fetchone()
    return [each for each in labels or () if each]


def _cut(text: str, terms: Iterable[Term]) -> str:
    """The text, if long around the first spot that has one of the terms."""
    terms = list(terms)
    words = re.finditer(r"\S+", text)
    spot = next((word.start() for word in words if len(_unmet(terms, word[0])) < len(terms)), 0)
    start = text.rfind(" ", 0, spot - _AROUND) + 1 if spot > _AROUND else 0
    end = text.find(" ", spot + 2 * _AROUND)
    return f"{'…' if start else ''}{text[start : end if end > 0 else None]}{'…' if end > 0 else ''}"
