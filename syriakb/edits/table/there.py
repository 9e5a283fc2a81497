"""What of a table is there already: records of the same id, the same or changed, and claims that say just the same."""

from __future__ import annotations  # Raw is the name of a type that is written as text

from collections.abc import Callable, Iterator
from sqlite3 import Connection
from typing import Any, NamedTuple

from syriakb.disk import store
from syriakb.disk.store import Base
from syriakb.edits.table.mapping import RETRACTION, Rules
from syriakb.edits.table.stage import Stage
from syriakb.index import columns as columns_of
from syriakb.model.readers import DAYS, LIST, Raw
from syriakb.model.records import FIELDS, KEPT, KINDS, Claim, attribute
from syriakb.text import splice

_STAMP = "recorded"
_APART = frozenset({"id", _STAMP, RETRACTION})
_COMPARED = {name: field for name, field in KEPT[Claim].items() if name not in _APART}


class Change(NamedTuple):
    """A record that is there and differs: where it stands, its fields as they were and as they shall become."""

    kind: str
    path: str
    id: str
    was: dict[str, Raw]
    raw: dict[str, Raw]


class Said:
    """Claims that say the same word for word, with the same days, in the same source: the ids of those that are there.

    Those of a source are looked at once its first claim is asked for.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._sources: set[str] = set()
        self._said: set[int] = set()
        lists = [f"(SELECT group_concat(each, ' ') FROM ({columns_of.listed(f, 'r.row')}))" for f in _lists()]
        plain = [f"r.{field.column or name}" for name, field in _COMPARED.items() if field.kind.type != LIST]
        self._sql = f"SELECT {', '.join([*plain, *lists])} FROM claim AS r WHERE r.source = ?"

    def again(self, claim: Claim) -> bool:
        """Whether it was said before, in the knowledge base or in this table."""
        if claim.source not in self._sources:
            self._sources.add(claim.source)
            self._said.update(hash(tuple(row)) for row in self._db.execute(self._sql, (claim.source,)))
        key = hash(_sense(claim))
        if key in self._said:
            return True
        self._said.add(key)
        return False


def _lists() -> list[Any]:
    return [field for field in _COMPARED.values() if field.kind.type == LIST]


def _sense(claim: Claim) -> tuple[Any, ...]:
    plain = [
        _plain(getattr(claim, name), field.kind.type) for name, field in _COMPARED.items() if field.kind.type != LIST
    ]
    lists = [
        " ".join(getattr(claim, attribute(name))) or None
        for name, field in _COMPARED.items()
        if field.kind.type == LIST
    ]
    return (*plain, *lists)


def _plain(value: Any, type_: str) -> Any:
    return value.text if value is not None and type_ == DAYS else value


def file_of(db: Connection, kind: str, name: str) -> str | None:
    """The file in which the record of that id stands; None where there is none."""
    sql = f"SELECT f.path FROM {kind} AS r JOIN file AS f ON f.id = r.file WHERE r.id = ?"
    row = db.execute(sql, (name,)).fetchone()
    return str(row[0]) if row else None


def compared(base: Base, stage: Stage) -> Iterator[Change]:
    """The records that a table met, each as it stands and as the table has it.

    A field that the table has no value for stays, but where the table has such a field: `covered` of `differing`.
    """
    for path in stage.files_met():
        kind = store.kind_of(path)
        for raw in splice.records(KINDS[kind], path, store.read(base, path)):
            met = stage.met(kind, str(raw.get("id")))
            if met and met.path == path:
                yield Change(kind, path, str(raw["id"]), raw, met.raw)


def covered(rules: Rules) -> dict[str, frozenset[str]]:
    """The fields that a mapping gives, by the kind of record; what it does not give is somebody else's."""
    found: dict[str, frozenset[str]] = {}
    for made in rules.records:
        names = {name for name, values in made.fields.items() if values}
        if "start" in names:
            names.add("end")  # a span gives both
        found[made.kind] = found.get(made.kind, frozenset()) | frozenset(names)
    return found


def changed(each: Change, covered: frozenset[str]) -> dict[str, Raw] | None:
    """The fields as they shall become where a row says something else; None where it says the same."""
    kept = {name: value for name, value in each.was.items() if name not in covered or name in _APART}
    new = {name: value for name, value in each.raw.items() if name not in _APART or name not in each.was}
    raw = {name: value for name, value in {**new, **kept}.items() if name != _STAMP or _STAMP in each.was}
    raw = {name: raw[name] for name in FIELDS[KINDS[each.kind]] if name in raw}
    return None if raw == each.was else raw


def missing(db: Connection, prefix: str, seen: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """The claims whose ids begin so and that no row has, each with its file; but for those taken back before."""
    sql = (
        "SELECT r.id, f.path FROM claim AS r JOIN file AS f ON f.id = r.file"
        " WHERE r.id >= ? AND r.id < ? AND r.retracted_on IS NULL ORDER BY r.row"
    )
    for name, path in db.execute(sql, (prefix, prefix + "\U0010ffff")):
        if not seen(name):
            yield str(name), str(path)
