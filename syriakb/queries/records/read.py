"""Records as their files have them, read back from the index."""

from collections.abc import Iterator
from sqlite3 import Connection
from typing import Any

_FIELDS = {
    "predicate": "id, label, inverse_label, mutual, grp, effect",
    "source": "id, title, publisher, published, url, reliability, note",
    "actor": "id, name, kind, wikidata, note",
    "place": "id, name, kind, lat, lon, pcode, wikidata, source, note",
    "alliance": "id, subject, predicate, object, start, until, note",
    "claim": "id, statement, subject, predicate, object, value, stance, modality, directness, said_by, via, source,"
    " locator, exact, start, until, reported, credibility, note, retracted_on, retracted_reason,"
    " superseded_by, recorded",
}
_LISTS = {
    ("actor", "aliases"): "SELECT shown FROM name WHERE row = ? AND seq > 1 ORDER BY seq",
    ("place", "aliases"): "SELECT shown FROM name WHERE row = ? AND seq > 1 ORDER BY seq",
    ("place", "within"): "SELECT parent FROM within WHERE row = ? ORDER BY seq",
    ("alliance", "support_types"): "SELECT type FROM support_type WHERE row = ? ORDER BY seq",
    ("alliance", "evidence"): "SELECT claim FROM evidence WHERE row = ? ORDER BY seq",
    ("claim", "about"): "SELECT ref FROM about WHERE row = ? ORDER BY seq",
    ("predicate", "subject_kinds"): "SELECT kind FROM predicate_kind WHERE row = ? AND side = 'subject'",
    ("predicate", "object_kinds"): "SELECT kind FROM predicate_kind WHERE row = ? AND side = 'object'",
}
# Fields whose names are words of SQL have other ones in the index.
_NAMES = {"grp": "group", "mutual": "symmetric", "until": "end"}
_RETRACTION = {"on": "retracted_on", "reason": "retracted_reason", "superseded_by": "superseded_by"}
KINDS = tuple(_FIELDS)


def record(db: Connection, kind: str, name: str) -> dict[str, Any]:
    """The fields of the record of that kind and id; a list is a list, an absent field is None."""
    return next(_read(db, kind, "WHERE id = ?", (name,)))


def records(db: Connection, kind: str) -> Iterator[dict[str, Any]]:
    """Every record of a kind, in the order of the files."""
    return _read(db, kind, "ORDER BY row", ())


def _read(db: Connection, kind: str, which: str, values: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    cursor = db.execute(f"SELECT {_FIELDS[kind]}, row FROM {kind} {which}", values)
    names = [_NAMES.get(column[0], column[0]) for column in cursor.description]
    lists = {name: sql for (of, name), sql in _LISTS.items() if of == kind}
    for row in cursor:
        found: dict[str, Any] = dict(zip(names, row, strict=True))
        number = (found.pop("row"),)
        found.update({name: [value for (value,) in db.execute(sql, number)] for name, sql in lists.items()})
        if kind == "predicate":
            found["symmetric"] = bool(found["symmetric"])
        yield _with_retraction(found) if kind == "claim" else found


def _with_retraction(found: dict[str, Any]) -> dict[str, Any]:
    taken_back = {key: found.pop(old) for key, old in _RETRACTION.items()}
    found["retracted"] = taken_back if taken_back["on"] else None
    return found
