"""What a change of the records changes: the answers it can touch on any day, asked before it and after."""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Set
from itertools import groupby
from sqlite3 import Connection
from typing import Any, NamedTuple, TypeAlias, TypeVar
from zlib import crc32

from syriakb.answers import Answer, Column
from syriakb.disk.aside import set_aside
from syriakb.index.rows import insertion, rows
from syriakb.model.dates import FIRST_DAY, LAST_DAY, day_text, parse, shifted
from syriakb.model.records import Alliance, Claim, Place, Predicate, Record, Ruling, Source
from syriakb.model.shortlist import shortlist
from syriakb.queries.control.states import State, states
from syriakb.queries.relations.ties import Relation, between
from syriakb.queries.sql import fill
from syriakb.queries.time import changes

_Key: TypeAlias = tuple[str, str, str]
_Whom = TypeVar("_Whom", bound=Hashable)
_State = TypeVar("_State")
Spans: TypeAlias = tuple[tuple[int, _State], ...]
_Row: TypeAlias = tuple[Any, ...]
_PART = 400  # places and pairs of actors that are looked at at once
_MOST_DAYS = 200  # of one place or pair of actors: what a change of an older day does is told by `history` and `diff`
_NAMED = 5  # answers that a sentence names
_SPAN = (Column("from", "From", "date"), Column("until", "Until", "date"))


class Touched(NamedTuple):
    """Who holds places and how relations stand that a change can touch, over time, with their names.

    Each comes with the days (ints YYYYMMDD, in order) from which it was in a state, None where there is no relation.
    `skipped` counts the places and relations that were looked at on their latest days only.
    """

    places: Mapping[str, Spans[State]]
    relations: Mapping[_Key, Spans[Relation | None]]
    names: Mapping[str, str]
    skipped: int = 0


class Before(NamedTuple):
    """All that a change can touch as it was before, in so many parts."""

    number: int
    parts: Iterable[Touched]


class _About(NamedTuple):
    """What records can touch: the first day on which they can, and of each part the places and the pairs of actors."""

    first: int
    places: list[set[str]]
    pairs: list[set[tuple[str, str]]]

    def asked(self, db: Connection, part: int) -> Touched:
        """How a part of it stands now."""
        held, skipped_places = _held(db, self.places[part], self.first)
        stood, skipped_pairs = _stood(db, self.pairs[part], self.first)
        ids = {*held, *(each for key in stood for each in key)}
        return Touched(held, stood, dict(_names(db, ids)), skipped_places + skipped_pairs)


def before(db: Connection, records: Iterable[Record]) -> Before:
    """Ask for all that these records can touch, for `changed` to tell what a change of them changes.

    That costs what the records are about, never the size of the knowledge base: a claim changes no day before the one
    that it counts from. Of a large table's records it is asked part by part, and only one of them is in memory.
    """
    about = _about(db, list(records), None)
    count = len(about.places)
    parts = (about.asked(db, part) for part in range(count))
    return Before(count, list(parts) if count == 1 else set_aside(parts))


def _about(db: Connection, records: list[Record], count: int | None) -> _About:
    """What records can touch, in so many parts, or as many as that takes; each place and pair has its part for good."""
    controls = frozenset(_column(db, "SELECT id FROM predicate WHERE effect IS NOT NULL"))
    places, pairs = set[str](), set[tuple[str, str]]()
    for record in records:
        places.update(_places(db, record))
        pairs.update((min(pair), max(pair)) for pair in _pairs(db, record, controls))
    parts = count or 1 + (len(places) + len(pairs)) // _PART
    about = _About(_first_day(db, records), [set() for _ in range(parts)], [set() for _ in range(parts)])
    for place in places:
        about.places[crc32(place.encode()) % parts].add(place)
    for pair in pairs:
        about.pairs[crc32(" ".join(pair).encode()) % parts].add(pair)
    return about


def _first_day(db: Connection, records: list[Record]) -> int:
    """The first day on which these records can change an answer."""
    if not all(isinstance(each, Claim | Source) for each in records):
        return FIRST_DAY
    claims = [each for each in records if isinstance(each, Claim)]
    sources = [each for each in records if isinstance(each, Source)]
    if sources and any(db.execute("SELECT 1 FROM source WHERE id = ?", (each.id,)).fetchone() for each in sources):
        return FIRST_DAY  # a source that is there already dates other claims too
    return _from_day(db, claims, sources) if claims else FIRST_DAY


def _held(db: Connection, places: Iterable[str], first: int) -> tuple[dict[str, Spans[State]], int]:
    """The states of places from a day on."""
    fill(db, "touched", "place TEXT", [(place,) for place in places])
    turns = db.execute(
        "SELECT t.place, f.from_day, f.until_day FROM touched AS t JOIN enclosing AS e ON e.place = t.place"
        " JOIN (SELECT place, from_day, until_day FROM control_fact"
        " UNION ALL SELECT place, from_day, until_day FROM ruling_fact) AS f ON f.place = e.ancestor"
    )
    days, skipped = _days(places, turns.fetchall(), first)
    found = states(db, [(place, day, LAST_DAY) for place, own in days.items() for day in own])
    spans = {place: tuple((day, found[place, day, LAST_DAY]) for day in own) for place, own in days.items()}
    return spans, skipped


def _stood(db: Connection, pairs: set[tuple[str, str]], first: int) -> tuple[dict[_Key, Spans[Relation | None]], int]:
    """The relations within pairs of actors from a day on."""
    fill(db, "pair", "subject TEXT, object TEXT", pairs)
    turns = db.execute(
        "SELECT p.subject, p.object, f.from_day, f.until_day FROM pair AS p JOIN relation_fact AS f"
        " ON f.subject = p.subject AND f.object = p.object"
        " UNION ALL SELECT p.subject, p.object, f.from_day, f.until_day FROM pair AS p JOIN relation_fact AS f"
        " ON f.subject = p.object AND f.object = p.subject"
    )
    days, skipped = _days(pairs, [((row[0], row[1]), *row[2:]) for row in turns], first)
    spans: dict[_Key, Spans[Relation | None]] = {}
    for pair, own in days.items():
        ties = between(db, [pair], moments={(day, LAST_DAY) for day in own})
        at = {(tie.subject, tie.predicate, tie.object, tie.as_of): tie for tie in ties}
        for key in {found[:3] for found in at}:
            spans[key] = tuple((day, at.get((*key, day))) for day in own)
    return spans, skipped


def _days(
    whom: Iterable[_Whom], turns: Iterable[tuple[_Whom, int, int]], first: int
) -> tuple[dict[_Whom, list[int]], int]:
    """The days from `first` on, it included, on which each can change; of long histories the latest, and how many."""
    days: dict[_Whom, set[int]] = {each: {first} for each in whom}
    for each, start, end in turns:
        days[each].update(day for day in (start, shifted(end, 1) if end < LAST_DAY else 0) if day > first)
    skipped = sum(len(own) > _MOST_DAYS for own in days.values())
    return {each: sorted(own)[-_MOST_DAYS:] for each, own in days.items()}, skipped


def _from_day(db: Connection, claims: list[Claim], sources: list[Source]) -> int:
    """The first day from which any of the claims would count, 0 where one has none: as if they were in the index.

    All are asked about at once, since they may be those of a large table.
    """
    db.execute("SAVEPOINT drafted")
    try:
        for number, record in enumerate((*claims, *sources), start=1):
            for table, row in rows(-number, 0, 0, record):
                if table in ("claim", "source"):
                    db.execute(insertion(table), row)
        sql = "SELECT COUNT(*), MIN(from_day) FROM dated_claim WHERE row < 0 AND COALESCE(start, report) IS NOT NULL"
        dated, first = db.execute(sql).fetchone()
        return int(first) if dated == len(claims) else 0
    finally:
        db.execute("ROLLBACK TO drafted")
        db.execute("RELEASE drafted")


def _places(db: Connection, record: Record) -> Iterator[str]:
    """The places whose control a record can touch: those it is about, and all that they enclose."""
    if isinstance(record, Claim):
        ruled = "SELECT r.place FROM evidence AS v JOIN ruling AS r ON r.row = v.row WHERE v.claim = ?"
        yield from _column(db, f"SELECT place FROM enclosing WHERE ancestor IN ({ruled})", record.id)
    if isinstance(record, Claim) and record.object and record.predicate:
        yield from _column(
            db,
            "SELECT e.place FROM enclosing AS e JOIN predicate AS p ON p.id = ? AND p.effect IS NOT NULL"
            " WHERE e.ancestor = ?",
            record.predicate,
            record.object,
        )
    elif isinstance(record, Ruling):
        yield from _column(db, "SELECT place FROM enclosing WHERE ancestor = ?", record.place)
    elif isinstance(record, Place):
        yield from _column(db, "SELECT place FROM enclosing WHERE ancestor = ?", record.id)
    elif isinstance(record, Source):
        facts = "SELECT f.place FROM control_fact AS f JOIN claim AS c ON c.row = f.row WHERE c.source = ?"
        yield from _column(db, f"SELECT place FROM enclosing WHERE ancestor IN ({facts})", record.id)
    elif isinstance(record, Predicate):
        facts = "SELECT place FROM control_fact WHERE predicate = ?"
        yield from _column(db, f"SELECT place FROM enclosing WHERE ancestor IN ({facts})", record.id)


def _pairs(db: Connection, record: Record, controls: Set[str]) -> Iterator[tuple[str, str]]:
    """The pairs of actors whose relations a record can touch; claims by `controls` are about places."""
    if isinstance(record, Claim | Alliance) and record.subject and record.object and record.predicate not in controls:
        for subject in (record.subject, *(record.jointly if isinstance(record, Claim) else ())):
            yield subject, record.object
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


def _names(db: Connection, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    sql = " UNION ALL ".join(
        f"SELECT {column} FROM {table} WHERE id = :id"
        for table, column in (("actor", "name"), ("place", "name"), ("predicate", "label"))
    )
    for each in ids:
        if row := db.execute(sql, {"id": each}).fetchone():
            yield each, row[0]


def changed(db: Connection, records: Iterable[Record], was: Before) -> Answer:
    """The answers that differ on any day, in the columns of `diff`, each with the days from and until which it does.

    What only gained evidence is named in a note.
    """
    about = _about(db, list(records), was.number)
    held, stood, skipped = list[_Row](), list[_Row](), 0
    cited, doubted = list[str](), list[str]()
    for part, before in enumerate(was.parts):
        after = about.asked(db, part)
        places, ties = list(_control(before, after)), list(_relations(before, after))
        held += places
        stood += ties
        cited += _better_known(before, after, {row[1] for row in (*places, *ties)})
        doubted += _otherwise_doubted(before, after)
        skipped += max(before.skipped, after.skipped)
    held.sort(key=lambda row: (row[2], row[1]))
    stood.sort(key=lambda row: row[1].split())
    doubted = sorted({*doubted} - {*cited})
    notes = tuple(_notes(sorted(cited), doubted, skipped, changed=bool(held or stood)))
    columns = (*changes.COLUMNS[:3], *_SPAN, *changes.COLUMNS[3:])
    return Answer("changed", "What it changes", columns, (*held, *stood), notes)


def _control(before: Touched, after: Touched) -> Iterator[_Row]:
    nothing = ((FIRST_DAY, State("", 0, 0, (), "unknown", "unknown", None, (), None, None)),)
    names = {**before.names, **after.names}
    for place in before.places.keys() | after.places.keys():
        spans = _differing(before.places.get(place, nothing), after.places.get(place, nothing), changes.held)
        for start, end, was, now in spans:
            yield _in(
                start,
                end,
                changes.place(changes.moved(was, now, dated=_begins(now, start)), place, names[place], was, now),
            )


def _begins(now: State, start: str | None) -> bool:
    """Whether it is told to be held from a day on within the stretch, rather than before, as where a loss is gone."""
    since = parse(now.since) if now.since else None
    return since is not None and (start is None or since.latest >= parse(start).earliest)


def _relations(before: Touched, after: Touched) -> Iterator[_Row]:
    names = {**before.names, **after.names}
    nothing: Spans[Relation | None] = ((FIRST_DAY, None),)
    for key in before.relations.keys() | after.relations.keys():
        spans = _differing(before.relations.get(key, nothing), after.relations.get(key, nothing), changes.standing)
        for start, end, was, now in spans:
            what = now.standing if was and now else "new" if now else "gone"
            yield _in(start, end, changes.relation(what, key, names, was, now))


def _in(start: str | None, end: str | None, row: _Row) -> _Row:
    """A change with the days of its stretch."""
    return (*row[:3], start, end, *row[3:])


def _differing(
    before: Spans[_State], after: Spans[_State], says: Callable[[_State], Any]
) -> Iterator[tuple[str | None, str | None, _State, _State]]:
    """The stretches of days on which what two histories say differs: from, until (None: ever since, for ever), both."""
    since = max(before[0][0], after[0][0])  # what one of the two does not tell of began no earlier than the other
    days = sorted({max(day, since) for day, _ in (*before, *after)})
    pairs = [(day, _on(before, day), _on(after, day)) for day in days]
    for (was, is_), group in groupby(pairs, key=lambda pair: (says(pair[1]), says(pair[2]))):
        if was == is_:
            continue
        stretch = list(group)
        day, one, other = stretch[0]
        end = next((later for later in days if later > stretch[-1][0]), None)
        yield (day_text(day) if day > FIRST_DAY else None, day_text(shifted(end, -1)) if end else None, one, other)


def _on(spans: Spans[_State], day: int) -> _State:
    at = bisect_right(spans, day, key=lambda span: span[0])
    return spans[max(at - 1, 0)][1]


def _better_known(before: Touched, after: Touched, moved: Set[str]) -> Iterator[str]:
    """What did not change but rests on other evidence, by its names."""
    for place in after.places:
        if place not in moved and _cited(before.places, after.places, place):
            yield after.names[place]
    for key in after.relations:
        if " ".join(key) not in moved and _cited(before.relations, after.relations, key):
            yield _reads(after, key)


def _otherwise_doubted(before: Touched, after: Touched) -> Iterator[str]:
    """What comes with other caveats than before, by its names."""
    yield from (after.names[place] for place in after.places if _doubted(before.places, after.places, place))
    yield from (_reads(after, key) for key in after.relations if _doubted(before.relations, after.relations, key))


def _notes(cited: list[str], doubted: list[str], skipped: int, *, changed: bool) -> Iterator[str]:
    if cited:
        named = shortlist(cited, _NAMED, "; ")
        yield f"What is known stays the same, but its evidence or its grade changes: {named}."
    if doubted and not changed:
        named = shortlist(doubted, _NAMED, "; ")
        yield f"Who holds what and who is related to whom stays the same, but caveats change: {named}."
    if not (changed or cited or doubted):
        yield "No answer about control or relations changes on any day."
    if skipped:
        yield f"Of {skipped} long histories only the latest {_MOST_DAYS} changes were looked at."


def _cited(before: Mapping[Any, Spans[Any]], after: Mapping[Any, Spans[Any]], key: Any) -> bool:
    """Whether what an answer rests on changes on some day; what is inferred is told of the area it comes from."""
    days = {day for spans in (before.get(key, ()), after[key]) for day, _ in spans}
    return any(
        _rests(_on(after[key], day)) != (_rests(_on(before[key], day)) if before.get(key) else None)
        for day in days
        if getattr(_on(after[key], day), "basis", None) != "inferred"
    )


def _reads(told: Touched, key: _Key) -> str:
    return " ".join(told.names.get(each, each) for each in key)


def _doubted(before: Mapping[Any, Spans[Any]], after: Mapping[Any, Spans[Any]], key: Any) -> bool:
    """Whether what a careful reader would add changes on some day."""
    days = {day for spans in (before.get(key, ()), after[key]) for day, _ in spans}
    return any(_caveat(after[key], day) != _caveat(before.get(key, ()), day) for day in days)


def _caveat(spans: Spans[Any], day: int) -> str | None:
    found = _on(spans, day) if spans else None
    caveat: str | None = found and found.caveat
    return caveat


def _rests(found: State | Relation | None) -> tuple[Any, ...] | None:
    return (found.evidence, found.grade) if found and found.evidence else None
