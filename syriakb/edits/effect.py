"""What a change of the records changes: the answers it can touch, asked before it and after."""

from collections.abc import Iterable, Iterator, Mapping
from sqlite3 import Connection
from typing import Any, NamedTuple

from syriakb.answers import Answer
from syriakb.index.rows import insertion, rows
from syriakb.model.dates import day_text
from syriakb.model.records import Alliance, Claim, Place, Predicate, Record, Source
from syriakb.queries.control.states import State, now
from syriakb.queries.moment import Moment, moment
from syriakb.queries.relations.ties import Relation, among
from syriakb.queries.time.diff import COLUMNS

_Pair = tuple[str, str, str]


class Facts(NamedTuple):
    """Who holds the places and how the relations stand that a change can touch, on a day, with their names."""

    day: int
    places: Mapping[str, State]
    relations: Mapping[_Pair, Relation]
    names: Mapping[str, str]


def facts(db: Connection, records: Iterable[Record], day: int | None = None) -> Facts:
    """Ask for all that these records can touch; asked before and after a change of them it tells what they change.

    That costs what the records are about, never the size of the knowledge base. Without a `day` it is the knowledge
    base's own, or that from which a lone claim counts, where that comes later.
    """
    changed = list(records)
    at = moment(db)._replace(as_of=day or _day(db, changed))
    places, pairs = set[str](), set[tuple[str, str]]()
    for record in changed:
        places.update(_places(db, record))
        pairs.update(_pairs(db, record))
    relations = {(tie.subject, tie.predicate, tie.object): tie for tie in _among(db, at, pairs)}
    held = now(db, at, places)
    ids = {*held, *(each for key in relations for each in key)}
    return Facts(at.as_of, held, relations, dict(_names(db, ids)))


def _day(db: Connection, records: list[Record]) -> int:
    own = moment(db).as_of
    claims = [each for each in records if isinstance(each, Claim)]
    start = _from_day(db, claims[0], records) if len(claims) == 1 else 0
    return max(own, start)


def _from_day(db: Connection, claim: Claim, beside: list[Record]) -> int:
    """The day from which a claim would count, 0 where it has none: the index is asked as if the claim was in it."""
    db.execute("SAVEPOINT drafted")
    try:
        for number, record in enumerate((claim, *(each for each in beside if isinstance(each, Source))), start=1):
            for table, row in rows(-number, 0, 0, record):
                db.execute(insertion(table, row), row)
        sql = "SELECT from_day FROM dated_claim WHERE row = -1 AND COALESCE(start, report, recorded) IS NOT NULL"
        found = db.execute(sql).fetchone()
        return int(found[0]) if found else 0
    finally:
        db.execute("ROLLBACK TO drafted")
        db.execute("RELEASE drafted")


def _places(db: Connection, record: Record) -> Iterator[str]:
    """The places whose control a record can touch: those it is about, and all that they enclose."""
    if isinstance(record, Claim) and record.object and record.predicate:
        yield from _column(
            db,
            "SELECT e.place FROM enclosing AS e JOIN predicate AS p ON p.id = ? AND p.effect IS NOT NULL"
            " WHERE e.ancestor = ?",
            record.predicate,
            record.object,
        )
    elif isinstance(record, Place):
        yield from _column(db, "SELECT place FROM enclosing WHERE ancestor = ?", record.id)
    elif isinstance(record, Source):
        facts = "SELECT f.place FROM control_fact AS f JOIN claim AS c ON c.row = f.row WHERE c.source = ?"
        yield from _column(db, f"SELECT place FROM enclosing WHERE ancestor IN ({facts})", record.id)
    elif isinstance(record, Predicate):
        facts = "SELECT place FROM control_fact WHERE predicate = ?"
        yield from _column(db, f"SELECT place FROM enclosing WHERE ancestor IN ({facts})", record.id)


def _pairs(db: Connection, record: Record) -> Iterator[tuple[str, str]]:
    """The pairs of actors whose relations a record can touch."""
    if isinstance(record, Claim | Alliance) and record.subject and record.object:
        yield record.subject, record.object
    if isinstance(record, Claim):
        alliances = (
            "SELECT a.subject, a.object FROM evidence AS e JOIN alliance AS a ON a.row = e.row WHERE e.claim = ?"
        )
        yield from db.execute(alliances, (record.id,))
    elif isinstance(record, Source):
        told = "SELECT f.subject, f.object FROM claim AS c JOIN relation_fact AS f ON f.claim = c.id WHERE c.source = ?"
        yield from db.execute(told, (record.id,))
    elif isinstance(record, Predicate):
        yield from db.execute("SELECT subject, object FROM relation_fact WHERE predicate = ?", (record.id,))


def _column(db: Connection, sql: str, *values: str) -> Iterator[str]:
    return (value for (value,) in db.execute(sql, values))


def _among(db: Connection, at: Moment, pairs: set[tuple[str, str]]) -> list[Relation]:
    wanted = {frozenset(pair) for pair in pairs}
    if not wanted:
        return []
    return [tie for tie in among(db, at, _ends(db, pairs)) if frozenset((tie.subject, tie.object)) in wanted]


def _ends(db: Connection, pairs: Iterable[tuple[str, str]]) -> set[str]:
    """One actor of each pair, that with fewer relations: some have more than anybody wants to hear of."""
    ends: set[str] = set()
    for pair in pairs:
        ends.add(min(pair, key=lambda actor: (actor not in ends, _ties(db, actor), actor)))
    return ends


def _ties(db: Connection, actor: str) -> int:
    sql = "SELECT (SELECT COUNT(*) FROM relation_fact WHERE subject = :actor)"
    (count,) = db.execute(
        f"{sql} + (SELECT COUNT(*) FROM relation_fact WHERE object = :actor)", {"actor": actor}
    ).fetchone()
    return int(count)


def _names(db: Connection, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    sql = " UNION ALL ".join(
        f"SELECT {column} FROM {table} WHERE id = :id"
        for table, column in (("actor", "name"), ("place", "name"), ("predicate", "label"))
    )
    for each in ids:
        if row := db.execute(sql, {"id": each}).fetchone():
            yield each, row[0]


def changed(before: Facts, after: Facts) -> Answer:
    """The answers that differ, in the columns of `diff`. What only gained evidence is named in a note."""
    rows = [*_control(before, after), *_relations(before, after)]
    notes = tuple(_notes(before, after, rows))
    return Answer("changed", "What it changes", COLUMNS, tuple(rows), notes, as_of=after.day)


def _control(before: Facts, after: Facts) -> Iterator[tuple[Any, ...]]:
    nothing = State("", 0, 0, (), "unknown", "unknown", None, (), None, None)
    places = before.places.keys() | after.places.keys()
    for place in sorted(places, key=lambda place: (after.names.get(place, place), place)):
        was, is_ = before.places.get(place, nothing), after.places.get(place, nothing)
        if (was.controllers, was.status) != (is_.controllers, is_.status):
            basis = was.basis if is_.basis == "unknown" else is_.basis
            evidence = tuple(dict.fromkeys((*is_.evidence, *was.evidence)))
            yield (
                *(_moved(was, is_), place, after.names.get(place) or before.names.get(place)),
                *(was.controllers, was.status, is_.controllers, is_.status, basis, evidence, is_.grade or was.grade),
            )


def _moved(was: State, is_: State) -> str:
    if set(is_.controllers) - set(was.controllers):
        return "gained"
    if set(was.controllers) - set(is_.controllers):
        return "lost"
    return is_.status if is_.status not in ("held", "unknown") else f"no longer {was.status}"


def _relations(before: Facts, after: Facts) -> Iterator[tuple[Any, ...]]:
    names = {**before.names, **after.names}
    for key in sorted(before.relations.keys() | after.relations.keys()):
        was, is_ = before.relations.get(key), after.relations.get(key)
        if (was and was.standing) == (is_ and is_.standing):
            continue
        latest = is_ or was
        assert latest is not None
        standings = [(each.standing,) if each else () for each in (was, is_)]
        evidence = tuple(dict.fromkeys((*(is_.evidence if is_ else ()), *(was.evidence if was else ()))))
        what = is_.standing if was and is_ else "new" if is_ else "gone"
        name = " ".join(names.get(each, each) for each in key)
        yield (what, " ".join(key), name, standings[0], None, standings[1], None, None, evidence, latest.grade)


def _notes(before: Facts, after: Facts, rows: list[tuple[Any, ...]]) -> Iterator[str]:
    moved = {row[1] for row in rows}
    states = {place: (state.evidence, state.grade) for place, state in before.places.items()}
    names = [
        after.names[place]
        for place, state in after.places.items()
        if place not in moved
        and state.basis != "inferred"
        and states.get(place, ((), None)) != (state.evidence, state.grade)
    ]
    ties = {key: (tie.evidence, tie.grade) for key, tie in before.relations.items()}
    names += [
        " ".join(after.names.get(each, each) for each in key)
        for key, tie in after.relations.items()
        if " ".join(key) not in moved and ties.get(key) != (tie.evidence, tie.grade)
    ]
    if names:
        shown = "; ".join(names[:5]) + (f"; and {len(names) - 5} more" if len(names) > 5 else "")
        yield f"What is known stays the same, but its evidence or its grade changes: {shown}."
    elif not rows:
        yield f"No answer about control or relations changes, as of {day_text(after.day)}."
