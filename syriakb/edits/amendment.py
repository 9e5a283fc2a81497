"""Single fields of a record given other values, or taken out; comments and order of the others stay."""

from __future__ import annotations  # Raw is the name of a type that is written as text

from collections.abc import Mapping, Sequence
from sqlite3 import Connection

from syriakb.disk import store
from syriakb.disk.store import Base
from syriakb.edits import standing
from syriakb.edits.change import Done, Way, looked_up, made, typed, writable
from syriakb.edits.entry import clean, edtf
from syriakb.edits.form import FORMS, option
from syriakb.edits.resolve import resolve
from syriakb.edits.revision import differing
from syriakb.edits.standing import Place, a_kind
from syriakb.edits.trial import Draft
from syriakb.edits.wording import Wording
from syriakb.errors import NotFoundError, SyriakbError, UsageError
from syriakb.model import fields
from syriakb.model.readers import DATE, Raw
from syriakb.model.records import FIELDS, KINDS
from syriakb.text import field, splice

Changes = Mapping[str, "Raw | None"]


def amend(way: Way, name: str, given: Mapping[str, Raw], unset: Sequence[str]) -> Done | None:
    """Give the record that is called so the fields that are given, and take out those that are `unset`.

    None where it says all that already. Raises UsageError where a field is none of its kind or its value is wrong,
    NotFoundError, AmbiguousError, and SyriakbError where the knowledge base would not stay sound.
    """
    place = looked_up(way.base, lambda db: standing.found(db, name))
    _check(place, given, unset)
    kind, base = KINDS[place.kind], writable(way)
    before = splice.excerpt(kind, place.path, store.read(base, place.path), place.id)
    changes = looked_up(base, lambda db: _changes(db, place, before.raw, given, unset))
    raw = field.changed(before.raw, changes, list(FIELDS[kind]))
    if raw == before.raw:
        return None
    _sound(place, raw)
    for name, value in changes.items():
        if FIELDS[kind][name].kind is DATE and value not in (None, given.get(name)):
            way.asker.tell(f"note: {option(name)}: {given[name]} is understood as {value}.")
    if "statement" in changes and (fault := Wording(base.folder).fault(raw.get("source"), raw.get("statement"))):
        raise UsageError(fault)

    def plan(base: Base) -> list[Draft]:
        was = store.read(base, place.path)
        if splice.excerpt(kind, place.path, was, place.id).raw != before.raw:
            raise SyriakbError(f"Somebody else changed {place.id} just now. Nothing was written; try again.")
        spliced = splice.amend(kind, place.path, was, place.id, changes)
        return [Draft(place.path, was, spliced.data, spliced.line)]

    old, _ = fields.build(kind, before.raw)
    record = typed(place.kind, raw)
    outcome = made(
        way,
        base,
        plan,
        place.what("edit", "Changed"),
        [each for each in (old, record) if each],
    )
    after = splice.excerpt(kind, place.path, outcome.drafts[0].data or b"", place.id)
    sentence = f"{'Would change' if way.dry_run else 'Changed'} the {place.kind} {place.id}"
    lines, line = tuple(differing(before.text, after.text)), outcome.drafts[0].line
    extra = {"diff": list(lines)}
    return Done("edit", sentence, place.kind, record, base, place.path, line, outcome, lines, extra=extra)


def _check(place: Place, given: Mapping[str, Raw], unset: Sequence[str]) -> None:
    """Raises UsageError where these fields cannot be given to a record of its kind, or not taken out of it."""
    if place.kind not in FORMS:
        raise UsageError(f"A {place.kind} has no options here. To change it in your editor: syriakb edit {place.id}")
    there = [each.name for each in FORMS[place.kind]]
    if odd := [name for name in given if name not in there]:
        can_be = ", ".join(map(option, there))
        raise UsageError(
            f"{a_kind(place.kind).capitalize()} has no {' and no '.join(map(option, odd))}. It has {can_be}."
        )
    if "id" in map(_field, unset):
        raise UsageError(f"A record keeps its id. To give it another one: syriakb rename {place.id} NEW")
    if both := [name for name in map(_field, unset) if name in given]:
        raise UsageError(f"{option(both[0])} gives what --unset {_word(both[0])} takes out. Give one of them.")


def _changes(
    db: Connection, place: Place, raw: Mapping[str, Raw], given: Mapping[str, Raw], unset: Sequence[str]
) -> Changes:
    """The fields that become something else: names are ids, and None is taken out. Raises UsageError, NotFoundError."""
    cleaned = {name: _read(place, name, value) for name, value in given.items()}
    out = {_field(each): each for each in unset}
    if missing := [each for name, each in out.items() if name not in raw]:
        has = ", ".join(_word(name) for name in raw if name != "id")
        raise UsageError(f"{place.id} has no {missing[0]} to take out. It has {has}.")
    known, changes = {**raw, **cleaned}, dict[str, "Raw | None"](dict.fromkeys(out))
    for name, value in cleaned.items():
        try:
            changes[name] = known[name] = resolve(db, place.kind, name, value, known)
        except NotFoundError as error:
            raise NotFoundError(f"{option(name)}: {error}") from None
    return changes


def _read(place: Place, name: str, value: Raw) -> Raw:
    """A value as it is stored: a date as EDTF, however it was written. Raises UsageError."""
    value = clean(name, value)
    if FIELDS[KINDS[place.kind]][name].kind is not DATE or not isinstance(value, str):
        return value
    try:
        return edtf(value)
    except UsageError as error:
        raise UsageError(f"{option(name)}: {error}") from None


def _sound(place: Place, raw: Mapping[str, Raw]) -> None:
    """Raises UsageError with all that is wrong with the record by itself."""
    _, faults = fields.build(KINDS[place.kind], raw)
    if errors := [fault for fault in faults if fault.code not in fields.WARNINGS]:
        raise UsageError("\n".join(" ".join(filter(None, (each.message, each.hint))) for each in errors))


def _field(word: str) -> str:
    """The field that somebody means by a word, as by its option: `said-by`, `--alias`."""
    name = word.strip().removeprefix("--").replace("-", "_").lower()
    return {"alias": "aliases", "support_type": "support_types"}.get(name, name)


def _word(name: str) -> str:
    return option(name).removeprefix("--")
