"""Two records made one: the names of both under one id, and every reference to the other rewritten where it stands."""

from __future__ import annotations  # Raw is the name of a type that is written as text

from sqlite3 import Connection
from typing import NamedTuple

from syriakb.disk import store
from syriakb.disk.recall import What
from syriakb.disk.store import Base
from syriakb.edits import naming
from syriakb.edits.change import Done, Way, looked_up, made, typed, writable
from syriakb.edits.naming import Naming
from syriakb.edits.standing import a_kind
from syriakb.edits.trial import Draft
from syriakb.errors import NotFoundError, SyriakbError, UnclearError, UsageError
from syriakb.model.names import fold
from syriakb.model.readers import Raw
from syriakb.model.records import FIELDS, KINDS, Record
from syriakb.queries import lookup
from syriakb.text import splice


class _Pair(NamedTuple):
    """The record that stays and the one that goes, of one kind, and where all that names the other stands.

    `naming` has the fields that do, by file, and there by the id of the record.
    """

    kind: str
    keep: str
    other: str
    homes: tuple[str, str]
    naming: Naming


def merge(way: Way, keep: str, other: str) -> Done:
    """Make two actors or two places one, which has the id of the first.

    Raises UsageError where they are one or of two kinds, NotFoundError, AmbiguousError, and SyriakbError where the
    knowledge base would not stay sound.
    """
    pair = looked_up(way.base, lambda db: _pair(db, way.base, keep, other))
    base = writable(way)
    _, before, after = _drafted(base, pair)
    records = [typed(kind, raw) for kind, raw in (*before, *after)]
    what = What("merge", f"Merged the {pair.kind} {pair.other} into {pair.keep}", pair.kind, pair.keep)
    outcome = made(way, base, lambda base: _drafted(base, pair)[0], what, records)
    verb, count = "Would merge" if way.dry_run else "Merged", sum(map(len, pair.naming.values()))
    sentence = f"{verb} the {pair.kind} {pair.other} into {pair.keep}"
    also = (f"{count:,} {'record names' if count == 1 else 'records name'} {pair.keep} in its stead.",)
    place = next(each for each in outcome.drafts if each.path == pair.homes[0])
    kept: Record = next(typed(kind, raw) for kind, raw in after if (kind, raw["id"]) == (pair.kind, pair.keep))
    extra = {"merged": pair.other, "renamed": count}
    return Done("merge", sentence, pair.kind, kept, base, place.path, place.line, outcome, also=also, extra=extra)


def _pair(db: Connection, base: Base, keep: str, other: str) -> _Pair:
    one, two = (_mergeable(db, name) for name in (keep, other))
    if one == two:
        raise UsageError(f"{keep!r} and {other!r} are one already: {one.id}.")
    if one.kind != two.kind:
        raise UsageError(
            f"{one.id} is of the kind {one.kind} and {two.id} of the kind {two.kind}, so they are not one."
        )
    homes = (lookup.file_of(db, one), lookup.file_of(db, two))
    return _Pair(one.kind, one.id, two.id, homes, naming.naming(db, base, two.kind, two.id))


def _mergeable(db: Connection, name: str) -> lookup.Ref:
    """The actor or place of that name. Raises UsageError with the verb that serves for any other record."""
    try:
        return lookup.named(db, name, "actor", "place")
    except NotFoundError as error:
        try:
            ref = lookup.record(db, name)
        except UnclearError:
            raise error from None
    verbs = "take one of them back: syriakb retract ID --reason TEXT --superseded-by OTHER"
    if ref.kind != "claim":
        verbs = f"change the records that name it (syriakb edit ID), then: syriakb remove {ref.id}"
    raise UsageError(f"Only actors and places are made one, and {ref.id} is {a_kind(ref.kind)}. Here, {verbs}")


_Raws = list[tuple[str, dict[str, Raw]]]


def _drafted(base: Base, pair: _Pair) -> tuple[list[Draft], _Raws, _Raws]:
    """The files as they shall become, and the records that change as they were and as they become."""
    old = {path: store.read(base, path) for path in {*pair.naming, *pair.homes}}
    read = {path: naming.records(path, data) for path, data in old.items()}
    gone = read[pair.homes[1]][pair.other]
    drafts: list[Draft] = []
    before: _Raws = [(pair.kind, gone)]
    after: _Raws = []
    for path in sorted(old):
        kind, changes = store.kind_of(path), dict[str, dict[str, Raw] | None]()
        for name, fields in pair.naming.get(path, {}).items():
            changes[name] = _renamed(read[path][name], fields, pair)
        if path == pair.homes[0]:
            changes[pair.keep] = _joined(changes.get(pair.keep) or read[path][pair.keep], gone, pair)
        if path == pair.homes[1]:
            changes[pair.other] = None
        before += [(kind, read[path][name]) for name in changes if name != pair.other]
        after += [(kind, raw) for raw in changes.values() if raw is not None]
        spliced = splice.rewrite(KINDS[kind], path, old[path], changes)
        drafts.append(Draft(path, old[path], spliced.data, spliced.line))
    drafts += naming.beside_records(base, pair.kind, pair.other, pair.keep)
    return drafts, before, after


def _renamed(raw: dict[str, Raw], fields: list[str], pair: _Pair) -> dict[str, Raw]:
    new = naming.renamed(raw, fields, pair.other, pair.keep)
    if "within" in fields:
        new["within"] = [each for each in _listed(new["within"]) if each != raw["id"]]
    if new.get("object") in _listed(new.get("subject")):
        raise SyriakbError(
            f"{raw['id']} says something of {pair.keep} and {pair.other}, and would say it of one and itself."
            f" Take it back or change it first: syriakb edit {raw['id']}. Nothing was written."
        )
    return new


def _joined(kept: dict[str, Raw], gone: dict[str, Raw], pair: _Pair) -> dict[str, Raw]:
    """The record that stays, with the names of both, and what the other alone had."""
    new = {**{name: value for name, value in gone.items() if name not in kept}, **kept}
    names = [*_listed(kept.get("aliases")), str(gone["name"]), *_listed(gone.get("aliases"))]
    if "pcode" in gone and gone["pcode"] != new["pcode"]:
        names.append(str(gone["pcode"]))  # by which outlines may find it
    known, aliases = {fold(str(kept["name"]))}, list[str]()
    for name in names:
        if fold(name) not in known:
            known.add(fold(name))
            aliases.append(name)
    if aliases:
        new["aliases"] = aliases
    if "within" in new:
        around = [each for each in _listed(new["within"]) if each not in (pair.keep, pair.other)]
        new["within"] = around
    return {name: new[name] for name in FIELDS[KINDS[pair.kind]] if name in new and new[name] != []}


def _listed(value: Raw | None) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)
