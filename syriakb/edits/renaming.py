"""A record given another id, with every reference to it: in all files of records, and in what lies beside them."""

from collections.abc import Iterator
from sqlite3 import Connection
from typing import NamedTuple

from syriakb.disk import store
from syriakb.disk.recall import What
from syriakb.disk.store import Base
from syriakb.edits import naming, standing
from syriakb.edits.change import Done, Way, known, looked_up, made, writable
from syriakb.edits.naming import Naming
from syriakb.edits.standing import Place
from syriakb.edits.trial import Draft
from syriakb.errors import SyriakbError, UsageError
from syriakb.model.readers import ID, Raw, UnfitError
from syriakb.model.records import KINDS
from syriakb.text import splice


class _Named(NamedTuple):
    """The record that gets another id, and where all that names it stands."""

    place: Place
    new: str
    naming: Naming


def rename(way: Way, old: str, new: str) -> Done:
    """Give the record that is called `old` the id `new`, wherever it is named.

    Raises UsageError where that is no id, NotFoundError, AmbiguousError, and SyriakbError where another has it.
    """
    _check(new)
    named = looked_up(way.base, lambda db: _named(db, way.base, old, new))
    kind, was, base = named.place.kind, named.place.id, writable(way)
    # Nothing but ids differs, so that there are no answers to compare.
    what = What("rename", f"Renamed the {kind} {was} to {new}", kind, new)
    outcome = made(way, base, lambda base: list(_drafts(base, named)), what, [])
    count = sum(len({*ids} - {was}) for ids in named.naming.values())
    home = next(each for each in outcome.drafts if each.path == named.place.path)
    sentence = f"{'Would rename' if way.dry_run else 'Renamed'} the {kind} {was} to {new}"
    verb = "names" if count == 1 else "name"
    also = (f"{count:,} record{'' if count == 1 else 's'} {verb} it so.", *_beside(outcome.drafts))
    raw = naming.records(home.path, home.data or b"")[new]
    record = next(known((kind, raw)), None)
    extra = {"renamed": count, "was": was}
    return Done("rename", sentence, kind, record, base, home.path, home.line, outcome, also=also, extra=extra)


def _beside(drafts: tuple[Draft, ...]) -> tuple[str, ...]:
    others = [each.path for each in drafts if each.data is not None and not store.holds_records(each.path)]
    return (f"So {'do' if others[1:] else 'does'} {', '.join(others)}.",) if others else ()


def _check(new: str) -> None:
    try:
        ID.read(new)
    except UnfitError as unfit:
        raise UsageError(" ".join(filter(None, (f"The new id {unfit}.", unfit.hint)))) from None


def _named(db: Connection, base: Base, old: str, new: str) -> _Named:
    place = standing.found(db, old)
    if place.id == new:
        raise UsageError(f"The {place.kind} {new} has that id already.")
    both = ("actor", "place")  # which share their ids
    for kind in both if place.kind in both else (place.kind,):
        if db.execute(f"SELECT 1 FROM {kind} WHERE id = ?", (new,)).fetchone():
            one = kind == place.kind and kind in both
            hint = f" To make the two one: syriakb merge {new} {place.id}" if one else " Choose another id."
            raise SyriakbError(f"The {kind} {new} has that id already.{hint}")
    return _Named(place, new, naming.naming(db, base, place.kind, place.id))


def _drafts(base: Base, named: _Named) -> Iterator[Draft]:
    """The files as they shall become."""
    place = named.place
    for path in sorted({*named.naming, place.path}):
        kind, was = KINDS[store.kind_of(path)], store.read(base, path)
        read, fields = naming.records(path, was), named.naming.get(path, {})
        if gone := {*fields, *([place.id] if path == place.path else [])} - {*read}:
            raise SyriakbError(f"The record {min(gone)} is no longer in {path}. Nothing was written; try again.")
        changes: dict[str, dict[str, Raw] | None] = {
            name: naming.renamed(read[name], own, place.id, named.new) for name, own in fields.items()
        }
        if path == place.path:
            changes[place.id] = {**(changes.get(place.id) or read[place.id]), "id": named.new}
        yield Draft(path, was, *splice.rewrite(kind, path, was, changes))
    yield from naming.beside_records(base, place.kind, place.id, named.new)
