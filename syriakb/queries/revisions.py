"""Two revisions of a knowledge base side by side: what a change of its files changes, before anybody merges it."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import fields, is_dataclass
from sqlite3 import Connection
from typing import Any, NamedTuple, TypeAlias

from syriakb.answers import Answer, Labels, Unread
from syriakb.disk import revision, store
from syriakb.disk.store import Base
from syriakb.index import build
from syriakb.index import open as index
from syriakb.model.records import KINDS, Claim, Kb, Record
from syriakb.queries.control.states import State, states
from syriakb.queries.labels import labels
from syriakb.queries.moment import Moment, Opened, moment
from syriakb.queries.relations.ties import Relation, between
from syriakb.queries.time import changes
from syriakb.queries.trust import Trust, narrow
from syriakb.text import load
from syriakb.text.load import Entry

_Row: TypeAlias = tuple[Any, ...]
_ORDER = ("added", "changed", "retracted", "removed")
_NAMED = ("statement", "name", "title", "label")
_FEW = 3  # places that are named of the records that are left out


class Sides(NamedTuple):
    """The two revisions as they are called and opened, and where their files are."""

    names: tuple[str, str]
    before: Opened
    after: Opened
    bases: tuple[Base, Base]


@contextmanager
def opened(kb: Opened, rev: str) -> Iterator[Sides]:
    """Open two revisions, to be asked for one day: the chosen one, else the later one's own.

    Raises as `revision` does.
    """
    asked = revision.between(kb.folder, rev)
    with ExitStack() as stack:
        bases = [
            stack.enter_context(revision.taken(kb.folder, name, commit)) if commit else Base(kb.folder)
            for name, commit in asked
        ]
        dbs = [stack.enter_context(closing(build.in_memory(base, lambda *_: None))) for base in bases]
        at = kb.at if kb.at.chosen else moment(dbs[1])._replace(known_by=kb.at.known_by)
        before, after = (_narrowed(kb, Opened(db, at, base.folder)) for db, base in zip(dbs, bases, strict=True))
        yield Sides((asked.before[0], asked.after[0]), before, after, (bases[0], bases[1]))


def _narrowed(kb: Opened, side: Opened) -> Opened:
    if kb.narrowed:
        given = {name: tuple(value) if isinstance(value, list) else value for name, value in kb.filters.items()}
        narrow(side.db, side.at, Trust(**given))  # type: ignore[arg-type]
    return side


def diff(sides: Sides) -> Answer:
    """What changes from one revision to the other: records, then who holds what and which relations stand, cited."""
    rows = sorted(_records(*sides.bases), key=lambda row: _ORDER.index(row[0]))
    before, after = sides.before, sides.after
    names = {**_names(before.db), **_names(after.db)}
    answers = [*_places(before, after, names), *_relations(before, after, names)]
    notes = () if answers else ("No answer about control or relations changes on that day.",)
    title = f"What changes from {sides.names[0]} to {sides.names[1]}"
    empty = None if rows or answers else "Nothing changes between the two."
    found = Answer(
        "diff", title, changes.COLUMNS, (*rows, *answers), notes, **after.at.stamp, group="what", empty=empty
    )
    return found._replace(labels=_labels(sides, found), unread=_unread(after.db))


def _labels(sides: Sides, found: Answer) -> Labels:
    """The names behind the ids, those of the later revision where both have one."""
    old, new = (labels(side.db, [found]) for side in (sides.before, sides.after))
    return Labels({**old.names, **new.names}, {**old.marks, **new.marks}, {**old.sources, **new.sources})


def _unread(db: Connection) -> Unread:
    places = index.left_out(db)
    return Unread(len(places), tuple(f"{file}:{line}" for file, line in places[:_FEW]))


def _records(before: Base, after: Base) -> Iterator[_Row]:
    was, now = _read(before, after), _read(after, before)
    for key in {**now, **was}:
        if was.get(key) != now.get(key):
            yield _record_row(key, was.get(key), now.get(key))


def _read(base: Base, other: Base) -> dict[tuple[str, str], Record]:
    """The records of the files that the other has not to the letter, by kind and id."""
    theirs = {file.path: store.digest_of(other, file.path) for file in store.record_files(other)}
    found: dict[tuple[str, str], Record] = {}
    for file in store.record_files(base):
        if store.digest_of(base, file.path) != theirs.get(file.path):
            kind = Kb if file.kind == "kb" else KINDS[file.kind]
            for each in load.load(kind, file.path, store.read(base, file.path)):
                if isinstance(each, Entry):
                    name = store.MARK if isinstance(each.record, Kb) else each.record.id
                    found[file.kind, name] = each.record
    return found


def _record_row(key: tuple[str, str], was: Record | None, now: Record | None) -> _Row:
    kind, name = key
    latest = now or was
    called = next((str(getattr(latest, each)) for each in _NAMED if getattr(latest, each, None)), name)
    evidence = (name,) if kind == "claim" else tuple(getattr(latest, "evidence", ()))
    told = called if kind == "claim" else f"{kind}: {called}"
    what = "added" if was is None else "removed" if now is None else "retracted" if _taken_back(was, now) else "changed"
    sides = _changed(was, now) if was and now else tuple((told,) if each else None for each in (was, now))
    return (what, name, called, sides[0], None, sides[1], None, None, evidence, None)


def _taken_back(was: Record, now: Record) -> bool:
    return isinstance(was, Claim) and isinstance(now, Claim) and bool(now.retracted) and not was.retracted


def _changed(was: Record, now: Record) -> tuple[tuple[str, ...] | None, ...]:
    differ = [each.name for each in fields(now) if getattr(was, each.name) != getattr(now, each.name)]
    return (_said(was, differ), _said(now, differ))


def _said(record: Any, names: list[str]) -> tuple[str, ...]:
    """The fields that differ, each with what it says."""
    return tuple(f"{name} {_text(value)}" for name in names if (value := getattr(record, name)) not in (None, ()))


def _text(value: Any) -> str:
    if hasattr(value, "text"):
        return str(value.text)
    if isinstance(value, tuple):
        return ", ".join(map(_text, value))
    if is_dataclass(value):
        inner = (getattr(value, each.name) for each in fields(value))
        return " ".join(_text(each) for each in inner if each is not None)
    return str(value)


def _names(db: Connection) -> dict[str, str]:
    kinds = (("place", "name"), ("actor", "name"), ("predicate", "label"))
    return dict(db.execute(" UNION ALL ".join(f"SELECT id, {name} FROM {kind}" for kind, name in kinds)).fetchall())


def _places(before: Opened, after: Opened, names: Mapping[str, str]) -> list[_Row]:
    was, now = _held(before), _held(after)
    nothing = State("", 0, 0, (), "unknown", "unknown", None, (), None, None)
    pairs = [(place, was.get(place, nothing), now.get(place, nothing)) for place in {**now, **was}]
    rows = [
        changes.place(changes.moved(one, other, dated=other.since is not None), place, names[place], one, other)
        for place, one, other in pairs
        if changes.held(one) != changes.held(other)
    ]
    return sorted(rows, key=lambda row: (row[0], row[7] == "inferred", row[2], row[1]))


def _held(kb: Opened) -> dict[str, State]:
    places = [place for (place,) in kb.db.execute("SELECT id FROM place")]
    found = states(kb.db, [(place, *_day(kb.at)) for place in places])
    return {place: found[place, *_day(kb.at)] for place in places}


def _day(at: Moment) -> tuple[int, int]:
    return at.as_of, at.known_by


def _relations(before: Opened, after: Opened, names: Mapping[str, str]) -> Iterator[_Row]:
    was, now = _standing(before), _standing(after)
    for key in sorted({**was, **now}, key=lambda key: ([names.get(each, each) for each in key], key)):
        one, other = was.get(key), now.get(key)
        if changes.standing(one) != changes.standing(other):
            what = other.standing if one and other else "new" if other else "gone"
            yield changes.relation(what, key, names, one, other)


def _standing(kb: Opened) -> dict[tuple[str, str, str], Relation]:
    pairs = kb.db.execute("SELECT DISTINCT subject, object FROM relation_fact")
    found = between(kb.db, {(min(pair), max(pair)) for pair in pairs}, moments={_day(kb.at)})
    return {each.proposition: each for each in found}
