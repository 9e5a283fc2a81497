"""The documented tables: what `sql` asks, and what the exports to databases hold.

Their names and columns stay as they are from version to version. Lists are arrays of JSON. A date has two columns
behind it, of the first and the last day that it can mean (`start_from`, `start_to`), which sort; an open end has none.
The records are views over the index; `relations` and `control` hold what the questions of these names answer at the
moment, asked by the same functions. Of claims, alliances and rulings there are all, or those that count at a moment
that somebody asked for: reported by its day, in effect on the other; and the claims that such an alliance or ruling
rests on. Where not everybody's word counts, the claims that do not are not there, nor what has no evidence left.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from sqlite3 import Connection
from typing import Any, NamedTuple

from syriakb.index import columns as columns_of
from syriakb.model import records
from syriakb.model.dates import FIRST_DAY, LAST_DAY, day_text, parse
from syriakb.model.readers import DAYS, FLAG, LIST, TEXT, WHOLE
from syriakb.model.records import FIELDS
from syriakb.model.vocabulary import GROUPS
from syriakb.queries.moment import Moment
from syriakb.queries.sql import sql
from syriakb.queries.voices import aged, told

_TYPES = {FLAG: WHOLE}
_ENDS = (("from", "first", "the earliest day of"), ("to", "last", "the latest day of"))


class Field(NamedTuple):
    """A column: its name, its type, what it means, and the SQL that gives it.

    LIST is an array of texts, DAYS a day as ISO 8601 writes it.
    """

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
        sql = f"(SELECT json_group_array(each) FROM ({columns_of.listed(field, 'r.row')}) AS many)"
        return (Field(name, LIST, field.meaning, sql),)
    if field.inner:
        return tuple(each for pair in FIELDS[field.inner].items() for each in _inner(*pair))
    column = field.column or name
    if field.kind.type == DAYS:
        return _dated(name, field.meaning, f"r.{column}", column)
    return (Field(name, _TYPES.get(field.kind.type, field.kind.type), field.meaning, f"r.{column}"),)


def _dated(name: str, meaning: str, sql: str = "", days: str = "") -> tuple[Field, ...]:
    """The columns of a date: its text, and the first and the last day that it can mean."""
    ends = (
        Field(f"{name}_{end}", DAYS, f"{words} `{name}`", _day(f"r.{days}_{which}") if sql else "")
        for end, which, words in _ENDS
    )
    return (Field(name, TEXT, f"{meaning} (EDTF)", sql), *ends)


def _day(column: str) -> str:
    """The SQL of a day as ISO 8601 writes it, NULL where the date is open there."""
    digits = f"printf('%08d', {column})"
    text = " || '-' || ".join(f"substr({digits}, {at}, {size})" for at, size in ((1, 4), (5, 2), (7, 2)))
    return f"CASE WHEN {column} > {FIRST_DAY} AND {column} < {LAST_DAY} THEN {text} END"


def _inner(name: str, field: records.Field) -> tuple[Field, ...]:
    """A column of a record within a record: named as in the index, or it could pass for the outer's."""
    return _columns(field.column or name, field)


def _relations(db: Connection, moment: Moment) -> Iterator[tuple[Any, ...]]:
    from syriakb.queries.relations import ties  # most of what is asked reads no answer, but records

    for tie in ties.told(db, moment, None, GROUPS):
        yield (
            *(tie.subject, tie.predicate, tie.object, tie.group, tie.standing),
            *(*_spread(tie.since), *_spread(tie.until), tie.evidence, tie.grade, tie.alliance, tie.denials, tie.caveat),
            *(tie.said.voices, tie.said.sources, *_spread(tie.said.reported), int(aged(tie.said, moment))),
            *_stamp(moment),
        )


def _control(db: Connection, moment: Moment) -> Iterator[tuple[Any, ...]]:
    from syriakb.queries.control.places import control

    answer = told(control(db, moment), moment)
    dated = [column.key in ("since", "reported", "challenged_since") for column in answer.columns]
    for row in answer.rows:
        plain: Iterator[Any] = (int(cell) if isinstance(cell, bool) else cell for cell in row)
        cells = (_spread(cell) if date else (cell,) for date, cell in zip(dated, plain, strict=True))
        yield (*chain.from_iterable(cells), *_stamp(moment))


def _spread(date: str | None) -> tuple[str | None, str | None, str | None]:
    """The cells of a date: its text, and its first and its last day."""
    if date is None:
        return None, None, None
    ends = (parse(date).earliest, parse(date).latest)
    first, last = (day_text(day) if FIRST_DAY < day < LAST_DAY else None for day in ends)
    return date, first, last


def _stamp(moment: Moment) -> tuple[str | None, str | None, str | None]:
    as_of, known_by = (day_text(day) if day else None for day in moment.stamp.values())
    return as_of, known_by, moment.filters or None


_EVIDENCE = Field("evidence", LIST, "ids of the claims that it rests on")
_GRADE = Field("grade", TEXT, "Admiralty grade of the best evidence, such as C3")
_FILTERS = "whose word alone counts, and `by sides` where holders are told by theirs; where that was asked for"
_MOMENT = (
    Field("as_of", DAYS, "the day that it is so on"),
    Field("known_by", DAYS, "the day by which it had been reported, where one was asked for"),
    Field("filters", TEXT, _FILTERS),
)
_ASKED_FOR = (
    Field("as_of", DAYS, "the day that it is in effect on, where one was asked for", "{chosen}"),
    Field("known_by", DAYS, "the day by which it had been reported, where one was asked for", "{known}"),
    Field("filters", TEXT, "whose word alone counts, where that was asked for", "{filters}"),
)
_RESTS_ON = """
    SELECT l.claim AS each FROM evidence AS l JOIN dated_claim AS c ON c.id = l.claim
    WHERE l.row = r.row AND c.known_day <= {known_by} ORDER BY l.seq"""
_OF_AN_ALLIANCE = {
    "evidence": (Field(*_EVIDENCE[:3], f"(SELECT json_group_array(each) FROM ({_RESTS_ON}) AS many)"),),
}
_LEFT = "EXISTS (SELECT 1 FROM evidence AS l JOIN dated_claim AS c ON c.id = l.claim WHERE l.row = r.row)"
_SUBJECTS = (
    "r.subject || COALESCE((SELECT group_concat('; ' || j.subject, '')"
    " FROM (SELECT o.subject FROM joint AS o WHERE o.row = r.row ORDER BY o.seq) AS j), '')"
)
_OF_A_CLAIM = {
    "subject": (
        Field("subject", TEXT, f"{FIELDS[records.Claim]['subject'].meaning}, parted by semicolons", _SUBJECTS),
    ),
    "reported": _dated("reported", "when it was reported, else when the source was published", "r.report", "report"),
    "credibility": (
        *_columns("credibility", FIELDS[records.Claim]["credibility"]),
        Field("grade", TEXT, "Admiralty grade, such as C3"),
        Field("standing", TEXT, "how its proposition stands: assessed, stated, claimed, disputed or denied"),
    ),
}


def _voiced(days: int) -> tuple[Field, ...]:
    """The columns of whose word it is, which is stale after so many days."""
    return (
        Field("caveat", TEXT, "what a careful reader would add"),
        Field("voices", LIST, "ids of those whose word it is; none where a source says so itself"),
        Field("sources", WHOLE, "how many independent sources say so"),
        *_dated("reported", "the latest report that says so"),
        Field("stale", WHOLE, f"1 where that is more than {days} days before the day, else 0"),
    )


TABLES = {
    "actors": Table("an actor", _fields(records.Actor), "actor AS r"),
    "places": Table("a place", _fields(records.Place), "place AS r"),
    "sources": Table("a source", _fields(records.Source), "source AS r"),
    "predicates": Table("a word of the vocabulary", _fields(records.Predicate), "predicate AS r"),
    "alliances": Table(
        "a relation that the knowledge base itself holds; of a day that was asked for, those in effect then",
        (*_fields(records.Alliance, **_OF_AN_ALLIANCE), *_ASKED_FOR),
        "alliance AS r WHERE {alliances}",
    ),
    "rulings": Table(
        "what the knowledge base itself holds of a place; of a day that was asked for, those in effect then",
        (*_fields(records.Ruling, **_OF_AN_ALLIANCE), *_ASKED_FOR),
        "ruling AS r WHERE {rulings}",
    ),
    "claims": Table(
        "a claim; of a day that was asked for, those in effect then and what such alliances and rulings rest on",
        (*_fields(records.Claim, **_OF_A_CLAIM), *_ASKED_FOR),
        "({claims}) AS r WHERE {counts}",
    ),
    "relations": Table(
        "a relation between two actors, as `relations` answers at the moment",
        (
            Field("subject", TEXT, "id of an actor"),
            Field("predicate", TEXT, "id of a predicate"),
            Field("object", TEXT, "id of an actor"),
            Field("group", TEXT, "group, such as support or hostility"),
            Field("standing", TEXT, "assessed, stated, claimed, disputed or denied"),
            *_dated("since", "when it begins"),
            *_dated("until", "when it ends"),
            _EVIDENCE,
            _GRADE,
            Field("alliance", TEXT, "id of the alliance that holds it, where it is assessed"),
            Field("denials", LIST, "those of the evidence that deny it"),
            *_voiced(365),
            *_MOMENT,
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
            Field("basis", TEXT, "stated, implied, own-word, inferred from an enclosing place, or unknown"),
            *_dated("since", "since when"),
            _EVIDENCE,
            _GRADE,
            *_voiced(90),
            Field("together", TEXT, "how to read several controllers: jointly, or part and whole"),
            Field("challengers", LIST, "ids of the actors who fight for it or besiege it"),
            *_dated("challenged_since", "since when they do"),
            Field("challenge_evidence", LIST, "ids of the claims that say so"),
            *_MOMENT,
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
    # The views have no order of their own: SQLite would work out every column of every row to count them.
    for cells in db.execute(f"{_select(moment, table, table.source)} ORDER BY r.row"):
        row = list(cells)
        for at in lists:
            row[at] = tuple(json.loads(row[at])) if row[at] != "[]" else ()
        yield tuple(row)


def rows(db: Connection, moment: Moment, name: str) -> Iterator[dict[str, Any]]:
    """The same by their columns."""
    names = [field.name for field in TABLES[name].fields]
    return (dict(zip(names, row, strict=True)) for row in values(db, moment, name))


def counted(db: Connection, moment: Moment, name: str) -> frozenset[str] | None:
    """The ids of the claims, alliances or rulings that count on what was asked for; None where all do."""
    if not (narrowed(moment) or moment.narrowed) or name not in ("claims", "alliances", "rulings"):
        return None
    table = TABLES[name]
    only = table._replace(fields=tuple(field for field in table.fields if field.name == "id"))
    return frozenset(row[0] for row in db.execute(_select(moment, only, str(table.source))))


def narrowed(moment: Moment) -> bool:
    """Whether somebody asked for a day, so that not all claims and alliances count."""
    return moment.chosen or moment.known_by < LAST_DAY


def encoded(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row as a database holds it, lists as arrays of JSON."""
    return tuple(json.dumps(cell, ensure_ascii=False) if isinstance(cell, tuple) else cell for cell in row)


def subjects(claim: dict[str, Any]) -> list[str]:
    """The ids of all that a row of `claims` is said of, together."""
    return claim["subject"].split("; ") if claim["subject"] else []


def columns(name: str) -> str:
    """The columns of a table as SQL declares them."""
    return ", ".join(f'"{field.name}" {declared(field)}' for field in TABLES[name].fields)


def declared(field: Field) -> str:
    """The type of a column as SQL declares it."""
    return TEXT if field.type in (LIST, DAYS) else field.type


def _select(moment: Moment, table: Table, source: str) -> str:
    claims = sql("claims/listed.sql")
    for name, day in (("known_by", moment.known_by), ("as_of", moment.as_of), ("each", 0)):
        claims = claims.replace(f":{name}", str(int(day)))
    given = ", ".join(f'{field.sql or f"r.{field.name}"} AS "{field.name}"' for field in table.fields)
    text = f"SELECT {given} FROM {source}".replace("{claims}", claims)
    for name, part in _counting(moment).items():
        text = text.replace(f"{{{name}}}", part)
    return text


def _counting(moment: Moment) -> dict[str, str]:
    """What counts at the moment, in SQL. A view takes no parameters; the days are ints of our own."""
    known_by, as_of = int(moment.known_by), int(moment.as_of)
    in_effect = f"{{0}}.from_day <= {as_of} AND {{0}}.until_day >= {as_of}" if moment.chosen else "1 = 1"
    reported = f"f.known_day <= {known_by} AND {in_effect.format('f')}"
    alliances = f"FROM relation_fact AS f WHERE f.alliance IS NOT NULL AND {reported}"
    rulings = f"FROM ruling_fact AS f WHERE {reported}"
    rests = f"r.id IN (SELECT f.claim {alliances} UNION ALL SELECT f.claim {rulings})"
    known = moment.stamp["known_by"]
    left = _LEFT if moment.narrowed else "1 = 1"
    words = moment.narrowed.replace("'", "''")
    return {
        "counts": f"r.known_day <= {known_by} AND ({in_effect.format('r')} OR {rests})"
        if narrowed(moment)
        else "1 = 1",
        "alliances": f"r.row IN (SELECT f.row {alliances})" if narrowed(moment) else left,
        "rulings": f"r.row IN (SELECT f.row {rulings})" if narrowed(moment) else left,
        "filters": f"'{words}'" if words else "NULL",
        "known_by": str(known_by),
        "chosen": f"'{day_text(as_of)}'" if moment.chosen else "NULL",
        "known": f"'{day_text(known)}'" if known else "NULL",
    }
