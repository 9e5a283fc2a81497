"""Full-text search over what records say and are called."""

import re
from collections.abc import Iterator
from sqlite3 import Connection
from typing import Any, NamedTuple

from syriakb.answers import Answer, Column
from syriakb.index import columns
from syriakb.model.dates import LAST_DAY
from syriakb.model.names import search_text
from syriakb.model.readers import LIST
from syriakb.model.records import FIELDS, KINDS, Field
from syriakb.queries.moment import Moment

_COLUMNS = (Column("kind", "Kind"), Column("id", "Id"), Column("name", "Name"), Column("snippet", "Text", "wide"))
_WORD = re.compile(r'"([^"]*)"?|(\S+)')
_AROUND = 70  # characters of a long text shown on each side of what was found
# Being called so weighs more than being described so.
_RANK = "bm25(words, 4.0, 1.0)"
_WEIGHED = 5000  # of more than so many that are found, only the first are ranked: common words mean little
_FOUND = "FROM words WHERE words MATCH :query"
_FOUND_THEN = f"""
    {_FOUND} AND NOT EXISTS (
      SELECT 1 FROM dated_claim AS c WHERE c.row = words.rowid
        AND (c.known_day > :known_by OR (:chosen = 1 AND (c.from_day > :as_of OR c.until_day < :as_of)))
    )"""
_CALLED = {"actor": "name", "place": "name", "source": "title", "predicate": "label"}


def _texts(kind: str) -> str:
    """The SELECT of a record's id, its name, and its further texts that are searched, in the order of its fields."""
    name = _CALLED.get(kind, "NULL")
    further = [each for each in FIELDS[KINDS[kind]].items() if each[1].words and each[0] not in ("id", name)]
    return f"SELECT {', '.join(['id', name, *(_text(*each) for each in further)])} FROM {kind} AS r WHERE row = ?"


def _text(name: str, field: Field) -> str:
    if field.kind.type != LIST:
        return columns.column(name, field)
    return f"(SELECT GROUP_CONCAT(each, ', ') FROM ({columns.listed(field, 'r.row')}) AS many)"


_TEXTS = {kind: _texts(kind) for kind in KINDS}


class _Term(NamedTuple):
    """Words that stand next to each other; of the last one only the beginning, where it is a prefix."""

    words: tuple[str, ...]
    prefix: bool

    @property
    def query(self) -> str:
        """The term as FTS5 reads it; folded words hold nothing that FTS5 could take for a command."""
        return f'"{" ".join(self.words)}"{" *" if self.prefix else ""}'

    def meets(self, word: str) -> bool:
        """Whether a folded word is one of the term."""
        return word in self.words or (self.prefix and word.startswith(self.words[-1]))


def search(db: Connection, moment: Moment, text: str, limit: int | None) -> Answer:
    """The records in whose statements, names, aliases and notes all the words stand, the best first.

    Words in double quotes stand next to each other, a star behind a word leaves its end open; everything else is
    words, whatever signs are in it. Claims are kept as `claims` keeps them.
    """
    terms = list(_terms(text))
    if not terms:
        note = f"There is no word in {text!r} to search for."
        return Answer("search", "Search", _COLUMNS, (), **moment.stamp, total=0, empty=note)
    values: dict[str, Any] = {"query": " ".join(term.query for term in terms), "chosen": int(moment.chosen)}
    values |= {"as_of": moment.as_of, "known_by": moment.known_by}
    body = _FOUND_THEN if moment.chosen or moment.known_by < LAST_DAY else _FOUND
    (total,) = db.execute(f"SELECT COUNT(*) {body}", values).fetchone()
    shown = total if limit is None else min(limit, total)
    values |= {"limit": shown, "weighed": max(shown, _WEIGHED)}
    weighed = f"SELECT words.rowid AS row, {_RANK} AS rank {body} LIMIT :weighed"
    found = db.execute(f"SELECT row FROM ({weighed}) AS w ORDER BY rank, row LIMIT :limit", values)
    rows = tuple(_row(db, row, terms) for (row,) in found.fetchall())
    return Answer("search", f"Search for {text}", _COLUMNS, rows, _notes(shown, total), **moment.stamp, total=total)


def _notes(shown: int, total: int) -> tuple[str, ...]:
    if shown == total:
        return ()
    best = f", the best of {_WEIGHED} that were compared" if total > _WEIGHED > shown else ""
    return (f"The first {shown} of {total}{best}. Show more with --limit N or --all.",)


def _terms(text: str) -> Iterator[_Term]:
    for phrase, word in _WORD.findall(text):
        words = search_text(phrase or word).split()
        # Who types a possessive (Syria's) seeks the name before it.
        if words := words[:-1] if len(words) > 1 and words[-1] == "s" else words:
            yield _Term(tuple(words), prefix=word.endswith("*"))


def _row(db: Connection, row: int, terms: list[_Term]) -> tuple[Any, ...]:
    (kind,) = db.execute("SELECT kind FROM file WHERE id = ?", (row >> 32,)).fetchone()
    sql = _TEXTS[kind]
    name, called, *texts = db.execute(sql, (row,)).fetchone()
    return kind, name, called, _snippet([text for text in texts if text], terms)


def _snippet(texts: list[str], terms: list[_Term]) -> str | None:
    """The first text that one of the terms is in, else the first; if long, cut around what was found."""
    spots = ((text, spot) for text in texts for spot in _spots(text, terms))
    text, spot = next(spots, (texts[0] if texts else None, 0))
    return None if text is None else _cut(text, spot)


def _spots(text: str, terms: list[_Term]) -> Iterator[int]:
    for match in re.finditer(r"\S+", text):
        if any(term.meets(word) for word in search_text(match[0]).split() for term in terms):
            yield match.start()


def _cut(text: str, spot: int) -> str:
    start = text.rfind(" ", 0, spot - _AROUND) + 1 if spot > _AROUND else 0
    end = text.find(" ", spot + 2 * _AROUND)
    return f"{'…' if start else ''}{text[start : end if end > 0 else None]}{'…' if end > 0 else ''}"
