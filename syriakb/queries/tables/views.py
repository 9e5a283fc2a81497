"""The documented tables: what `sql` asks, and what the exports to databases hold.

Their names and columns stay as they are from version to version. Lists are arrays of JSON. The records are views
over the index; `relations` and `control` hold what the questions of these names answer at the moment, asked by the
same functions.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from sqlite3 import Connection
from typing import Any, NamedTuple

from syriakb.index import columns as columns_of
from syriakb.model import records
from syriakb.model.readers import DAYS, FLAG, LIST, RECORD, TEXT, WHOLE
from syriakb.model.records import FIELDS
from syriakb.queries.control.places import control
from syriakb.queries.moment import Moment
from syriakb.queries.relations.ties import among
from syriakb.queries.sql import sql

_TYPES = {DAYS: TEXT, FLAG: WHOLE}


class Field(NamedTuple):
    """A column: its name, its type (LIST is an array of texts), what it means, and the SQL that gives it."""

    name: str
    type: str
    meaning: str
    sql: str = ""


class Table(NamedTuple):
    """A table: what one row is, its columns, and where they come from, in SQL or by a question."""

    meaning: str
    fields: tuple[Field, ...]
    source: str | Callable[[Connection, Moment], Iterator[tuple[Any, ...]]]


def _fields(record: type[Any], **others: tuple[Field, ...]) -> tuple[Field, ...]:
    """The columns of the records of a kind: their fields, one replaced or followed by `others` under its name."""
    found: list[Field] = []
    for name, field in FIELDS[record].items():
        found += others.get(name) or _columns(name, field)
    return tuple(found)


def _columns(name: str, field: records.Field) -> tuple[Field, ...]:
    if field.kind.type == LIST:
        sql = f"(SELECT json_group_array(each) FROM ({columns_of.listed(field, 'r.row')}))"
        return (Field(name, LIST, field.meaning, sql),)
    if field.kind.type == RECORD:
        return tuple(each for pair in FIELDS[records.Retraction].items() for each in _inner(*pair))
    return (Field(name, _TYPES.get(field.kind.type, field.kind.type), _meaning(field), f"r.{field.column or name}"),)


def _inner(name: str, field: records.Field) -> tuple[Field, ...]:
    """A column of a record within a record: named as in the index, or it could pass for the outer's."""
    return _columns(field.column or name, field)


def _meaning(field: records.Field) -> str:
    return f"{field.meaning} (EDTF)" if field.kind.type == DAYS else field.meaning


def _relations(db: Connection, moment: Moment) -> Iterator[tuple[Any, ...]]:
    for tie in among(db, moment):
        yield (
            *(tie.subject, tie.predicate, tie.object, tie.group, tie.standing, tie.since, tie.until),
            *(tie.evidence, tie.grade, tie.alliance, tie.denials),
        )


def _control(db: Connection, moment: Moment) -> Iterator[tuple[Any, ...]]:
    yield from control(db, moment).rows


_EVIDENCE = Field("evidence", LIST, "ids of the claims that it rests on")
_GRADE = Field("grade", TEXT, "Admiralty grade of the best evidence, such as C3")
_OF_A_CLAIM = {
    "reported": (
        Field("reported", TEXT, "when it was reported (EDTF), else when the source was published", "r.report"),
    ),
    "credibility": (
        *_columns("credibility", FIELDS[records.Claim]["credibility"]),
        Field("grade", TEXT, "Admiralty grade, such as C3"),
        Field("standing", TEXT, "how its proposition stands: assessed, claimed, disputed or denied"),
    ),
}

TABLES = {
    "actors": Table("an actor", _fields(records.Actor), "actor AS r"),
    "places": Table("a place", _fields(records.Place), "place AS r"),
    "sources": Table("a source", _fields(records.Source), "source AS r"),
    "predicates": Table("a word of the vocabulary", _fields(records.Predicate), "predicate AS r"),
    "alliances": Table("a relation that the knowledge base itself holds", _fields(records.Alliance), "alliance AS r"),
    "claims": Table(
        "a claim, whatever its day; with a chosen day, those in effect on it",
        _fields(records.Claim, **_OF_A_CLAIM),
        "({claims}) AS r WHERE {counts} ORDER BY r.row",
    ),
    "relations": Table(
        "a relation between two actors, as `relations` answers at the moment",
        (
            Field("subject", TEXT, "id of an actor"),
            Field("predicate", TEXT, "id of a predicate"),
            Field("object", TEXT, "id of an actor"),
            Field("group", TEXT, "group, such as support or hostility"),
            Field("standing", TEXT, "assessed, claimed, disputed or denied"),
            Field("since", TEXT, "when it begins (EDTF)"),
            Field("until", TEXT, "when it ends (EDTF)"),
            _EVIDENCE,
            _GRADE,
            Field("alliance", TEXT, "id of the alliance that holds it, where it is assessed"),
            Field("denials", LIST, "those of the evidence that deny it"),
        ),
        _relations,
    ),
    "control": Table(
        "a place and who controls it, as `control` answers at the moment",
        (
            Field("place", TEXT, "id of the place"),
            Field("name", TEXT, "its name"),
            Field("kind", TEXT, "its kind"),
            Field("controllers", LIST, "ids of the actors that hold it; none where that is unknown"),
            Field("status", TEXT, "held, contested, besieged, disputed or unknown"),
            Field("basis", TEXT, "stated, implied, inferred from an enclosing place, or unknown"),
            Field("since", TEXT, "since when (EDTF)"),
            _EVIDENCE,
            _GRADE,
            Field("caveat", TEXT, "what a careful reader would add"),
        ),
        _control,
    ),
}


def install(db: Connection, moment: Moment, names: Iterable[str] = TABLES) -> None:
    """Put the tables of these names beside the index, for this connection alone."""
    for name in names:
        table = TABLES[name]
        db.execute(f"DROP {'VIEW' if isinstance(table.source, str) else 'TABLE'} IF EXISTS temp.{name}")
        if isinstance(table.source, str):
            db.execute(f"CREATE TEMP VIEW {name} AS {_select(moment, table, table.source)}")
        else:
            rows = [encoded(row) for row in table.source(db, moment)]
            db.execute(f"CREATE TEMP TABLE {name} ({columns(name)})")
            db.executemany(f"INSERT INTO temp.{name} VALUES ({', '.join('?' * len(table.fields))})", rows)


def values(db: Connection, moment: Moment, name: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, lists as tuples."""
    table = TABLES[name]
    if not isinstance(table.source, str):
        yield from table.source(db, moment)
        return
    lists = [at for at, field in enumerate(table.fields) if field.type == LIST]
    for cells in db.execute(_select(moment, table, table.source)):
        row = list(cells)
        for at in lists:
            row[at] = tuple(json.loads(row[at])) if row[at] != "[]" else ()
        yield tuple(row)


def encoded(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row as a database holds it, lists as arrays of JSON."""
    return tuple(json.dumps(cell, ensure_ascii=False) if isinstance(cell, tuple) else cell for cell in row)


def columns(name: str) -> str:
    """The columns of a table as SQL declares them."""
    declared = ((field.name, "TEXT" if field.type == LIST else field.type) for field in TABLES[name].fields)
    return ", ".join(f'"{column}" {kind}' for column, kind in declared)


def _select(moment: Moment, table: Table, source: str) -> str:
    claims = sql("claims/listed.sql")
    # A view takes no parameters; the days are ints of our own.
    for name, day in (("known_by", moment.known_by), ("as_of", moment.as_of)):
        claims = claims.replace(f":{name}", str(int(day)))
    counts = [f"r.known_day <= {int(moment.known_by)}"]
    if moment.chosen:
        counts.append(f"r.from_day <= {int(moment.as_of)} AND r.until_day >= {int(moment.as_of)}")
    given = ", ".join(f'{field.sql or f"r.{field.name}"} AS "{field.name}"' for field in table.fields)
    origin = source.replace("{claims}", claims).replace("{counts}", " AND ".join(counts))
    return f"SELECT {given} FROM {origin}"
