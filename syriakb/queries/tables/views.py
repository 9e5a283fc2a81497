"""The documented tables: what `sql` asks, and what the exports to databases hold.

Their names and columns stay as they are from version to version. Lists are arrays of JSON. The records are views
over the index; `relations` and `control` hold what the questions of these names answer at the moment, asked by the
same functions.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from sqlite3 import Connection
from typing import Any, NamedTuple

from syriakb.queries.control.places import control
from syriakb.queries.moment import Moment
from syriakb.queries.relations.ties import among
from syriakb.queries.sql import sql

TEXT, WHOLE, DECIMAL, LIST = "TEXT", "INTEGER", "REAL", "JSON"


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


def _list(of: str) -> str:
    return f"(SELECT json_group_array(each) FROM ({of}) AS listed)"


_ALIASES = _list("SELECT shown AS each FROM name WHERE name.row = r.row AND seq > 1 ORDER BY seq")
_WITHIN = _list("SELECT parent AS each FROM within WHERE within.row = r.row ORDER BY seq")
_ABOUT = _list("SELECT ref AS each FROM about WHERE about.row = r.row ORDER BY seq")
_CITED = _list("SELECT claim AS each FROM evidence WHERE evidence.row = r.row ORDER BY seq")
_SUPPORT = _list("SELECT type AS each FROM support_type AS t WHERE t.row = r.row ORDER BY seq")


def _kinds(side: str) -> str:
    return _list(f"SELECT kind AS each FROM predicate_kind AS k WHERE k.row = r.row AND side = '{side}'")


def _relations(db: Connection, moment: Moment) -> Iterator[tuple[Any, ...]]:
    for tie in among(db, moment):
        yield (
            *(tie.subject, tie.predicate, tie.object, tie.group, tie.standing, tie.since, tie.until),
            *(tie.evidence, tie.grade, tie.alliance, tie.denials),
        )


def _control(db: Connection, moment: Moment) -> Iterator[tuple[Any, ...]]:
    yield from control(db, moment).rows


_ID = Field("id", TEXT, "id")
_WIKIDATA = Field("wikidata", TEXT, "item of Wikidata")
_NOTE = Field("note", TEXT, "note")
_EVIDENCE = Field("evidence", LIST, "ids of the claims that it rests on")
_GRADE = Field("grade", TEXT, "Admiralty grade of the best evidence, such as C3")
_START = Field("start", TEXT, "when it begins (EDTF)")
_UNTIL = Field("until", TEXT, "when it ends (EDTF)")
_TRIPLE = (
    Field("subject", TEXT, "id of an actor"),
    Field("predicate", TEXT, "id of a predicate"),
    Field("object", TEXT, "id of an actor"),
)

TABLES = {
    "actors": Table(
        "an actor",
        (
            _ID,
            Field("name", TEXT, "name"),
            Field("aliases", LIST, "other names, in any script", _ALIASES),
            Field("kind", TEXT, "kind, such as state or group"),
            _WIKIDATA,
            _NOTE,
        ),
        "actor AS r",
    ),
    "places": Table(
        "a place",
        (
            _ID,
            Field("name", TEXT, "name"),
            Field("aliases", LIST, "other names, in any script", _ALIASES),
            Field("kind", TEXT, "kind, such as governorate"),
            Field("within", LIST, "ids of the places that enclose it", _WITHIN),
            Field("lat", DECIMAL, "latitude in degrees of WGS 84"),
            Field("lon", DECIMAL, "longitude in degrees of WGS 84"),
            Field("pcode", TEXT, "place code of OCHA"),
            _WIKIDATA,
            Field("source", TEXT, "id of the source of these facts"),
            _NOTE,
        ),
        "place AS r",
    ),
    "sources": Table(
        "a source",
        (
            _ID,
            Field("title", TEXT, "title"),
            Field("publisher", TEXT, "who published it"),
            Field("published", TEXT, "when it was published (EDTF)"),
            Field("url", TEXT, "address"),
            Field("reliability", TEXT, "Admiralty letter, A to F"),
            _NOTE,
        ),
        "source AS r",
    ),
    "predicates": Table(
        "a word of the vocabulary",
        (
            _ID,
            Field("label", TEXT, "reads between subject and object"),
            Field("inverse_label", TEXT, "reads between object and subject"),
            Field("symmetric", WHOLE, "1 where it holds both ways", "r.mutual"),
            Field("grp", TEXT, "group, such as support or hostility"),
            Field("effect", TEXT, "what it does to the control of a place"),
            Field("subject_kinds", LIST, "kinds of subject that it takes; none means any", _kinds("subject")),
            Field("object_kinds", LIST, "kinds of object that it takes; none means any", _kinds("object")),
        ),
        "predicate AS r",
    ),
    "alliances": Table(
        "a relation that the knowledge base itself holds",
        (
            *(_ID, *_TRIPLE, _START, _UNTIL),
            Field("support_types", LIST, "kinds of support", _SUPPORT),
            Field("evidence", LIST, "ids of the claims that it rests on", _CITED),
            _NOTE,
        ),
        "alliance AS r",
    ),
    "claims": Table(
        "a claim, whatever its day; with a chosen day, those in effect on it",
        (
            Field("id", TEXT, "id"),
            Field("statement", TEXT, "what is said, in one sentence"),
            Field("subject", TEXT, "id of an actor or place"),
            Field("predicate", TEXT, "id of a predicate"),
            Field("object", TEXT, "id of an actor or place"),
            Field("value", WHOLE, "the number, of a claim that counts"),
            Field("about", LIST, "ids that it is about", _ABOUT),
            Field("stance", TEXT, "asserts or denies"),
            Field("modality", TEXT, "actual, possible, intended or conditional"),
            Field("directness", TEXT, "stated or implied"),
            Field("said_by", TEXT, "id of who says it; null is the source's own voice"),
            Field("via", TEXT, "the medium that it was said through"),
            Field("source", TEXT, "id of the source"),
            Field("locator", TEXT, "where in the source"),
            Field("exact", TEXT, "words copied from there"),
            Field("start", TEXT, "when it begins (EDTF)"),
            Field("until", TEXT, "when it ends (EDTF)"),
            Field("reported", TEXT, "when it was reported (EDTF), else when the source was published", "r.report"),
            Field("credibility", WHOLE, "Admiralty number, 1 to 6"),
            Field("grade", TEXT, "Admiralty grade, such as C3"),
            Field("standing", TEXT, "how its proposition stands: assessed, claimed, disputed or denied"),
            _NOTE,
            Field("retracted_on", TEXT, "when it was taken back"),
            Field("retracted_reason", TEXT, "why it was taken back"),
            Field("superseded_by", TEXT, "id of the claim in its stead"),
            Field("recorded", TEXT, "when it entered the knowledge base"),
        ),
        "({claims}) AS r WHERE {counts} ORDER BY r.row",
    ),
    "relations": Table(
        "a relation between two actors, as `relations` answers at the moment",
        (
            *_TRIPLE,
            Field("grp", TEXT, "group, such as support or hostility"),
            Field("standing", TEXT, "assessed, claimed, disputed or denied"),
            Field("since", TEXT, "when it begins (EDTF)"),
            _UNTIL,
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
    return ", ".join(f"{column} {kind}" for column, kind in declared)


def _select(moment: Moment, table: Table, source: str) -> str:
    claims = sql("claims/listed.sql")
    # A view takes no parameters; the days are ints of our own.
    for name, day in (("known_by", moment.known_by), ("as_of", moment.as_of)):
        claims = claims.replace(f":{name}", str(int(day)))
    counts = [f"r.known_day <= {int(moment.known_by)}"]
    if moment.chosen:
        counts.append(f"r.from_day <= {int(moment.as_of)} AND r.until_day >= {int(moment.as_of)}")
    given = ", ".join(f"{field.sql or f'r.{field.name}'} AS {field.name}" for field in table.fields)
    origin = source.replace("{claims}", claims).replace("{counts}", " AND ".join(counts))
    return f"SELECT {given} FROM {origin}"
