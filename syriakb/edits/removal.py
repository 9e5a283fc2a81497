"""A record removed that nobody refers to. Claims are taken back instead, and stay."""

from collections.abc import Iterator
from sqlite3 import Connection

from syriakb.disk import store
from syriakb.disk.store import Base
from syriakb.edits import naming, standing
from syriakb.edits.change import Done, Way, known, looked_up, made, writable
from syriakb.edits.naming import Naming
from syriakb.edits.standing import Place
from syriakb.edits.trial import Draft
from syriakb.errors import SyriakbError
from syriakb.model.records import KINDS
from syriakb.model.shortlist import shortlist
from syriakb.text import splice

_SHOWN = 5  # records that are named


def remove(way: Way, name: str) -> Done:
    """Remove the record that is called so. Raises SyriakbError where it is a claim, or others refer to it."""
    place = looked_up(way.base, lambda db: _removable(db, way.base, name))
    base = writable(way)
    raw = splice.excerpt(KINDS[place.kind], place.path, store.read(base, place.path), place.id).raw

    def plan(base: Base) -> list[Draft]:
        was = store.read(base, place.path)
        return [Draft(place.path, was, *splice.rewrite(KINDS[place.kind], place.path, was, {place.id: None}))]

    records = list(known((place.kind, raw)))
    outcome = made(way, base, plan, place.what("remove", "Removed"), records)
    sentence = f"{'Would remove' if way.dry_run else 'Removed'} the {place.kind} {place.id}"
    record, line = (records[0] if records else None), outcome.drafts[0].line
    return Done("remove", sentence, place.kind, record, base, place.path, line, outcome)


def _removable(db: Connection, base: Base, name: str) -> Place:
    place = standing.found(db, name)
    if place.kind == "claim":
        raise SyriakbError(
            f"A claim is taken back, and stays: syriakb retract {place.id} --reason TEXT."
            " If it was the last change here: syriakb undo"
        )
    users = list(_users(naming.naming(db, base, place.kind, place.id)))
    others = naming.beside_records(base, place.kind, place.id, f"{place.id}-")
    users += [each.path for each in others if each.was and each.data]  # a text of its own is no reference
    if users:
        listed, both = "; ".join(users), place.kind in ("actor", "place")
        hint = f" If another is the same: syriakb merge KEEP {place.id}." if both else ""
        raise SyriakbError(
            f"The {place.kind} {place.id} is named by {listed}. Change those first (syriakb edit ID).{hint}"
            " Nothing was written."
        )
    return place


def _users(named: Naming) -> Iterator[str]:
    """The records that name it, by kind, the first few by their ids."""
    by_kind: dict[str, list[str]] = {}
    for path, found in named.items():
        by_kind.setdefault(store.kind_of(path), []).extend(found)
    for kind, ids in sorted(by_kind.items()):
        yield f"{len(ids):,} {kind}{'' if len(ids) == 1 else 's'} ({shortlist(sorted(ids), _SHOWN)})"
