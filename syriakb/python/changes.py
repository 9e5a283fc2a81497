"""Changes from Python: they go the way of the commands, are tried out first, and ask nobody."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from syriakb.disk.store import Base
from syriakb.edits import addition, retraction
from syriakb.edits.asker import Nobody
from syriakb.edits.change import Done, Way, plain
from syriakb.edits.form import FORMS
from syriakb.errors import UsageError
from syriakb.model.readers import Raw
from syriakb.python.rows import Rows

Field: TypeAlias = str | int | float | bool | date | Sequence[str] | None


class Change:
    """What a change did, or, as a `dry_run`, would do.

    `id` and `record` are of the record as it is now, which stands in `file` on `line`; `changed` are the answers that
    it changes, as rows. `notes` tell what else there is to say, and why what was written may not last.
    """

    def __init__(self, done: Done, way: Way, notes: Sequence[str]) -> None:
        self.dry_run, self.base = way.dry_run, done.base
        self.sentence = done.sentence
        self.record: dict[str, Any] = plain(done.record) if done.record else {}
        self.id: str = self.record.get("id", "")
        self.file, self.line = done.base.folder / done.file, done.line
        self.changed = Rows(done.outcome.told.answer, done.base)
        warnings = dict.fromkeys(" ".join(filter(None, each[5:7])) for each in done.outcome.warnings)
        self.notes = (*done.also, *notes, *warnings, *done.outcome.doubts)

    def __repr__(self) -> str:
        return f"<{self.sentence}: {self.changed!r}>"

    def _repr_html_(self) -> str:
        from syriakb.pictures.markup import element, text

        said = "".join(element("p", text(line)) for line in (f"{self.sentence}.", *self.notes))
        return said + (self.changed._repr_html_() if len(self.changed) else "")


def add(base: Base, kind: str, given: Mapping[str, Field], *, dry_run: bool) -> Change:
    """Add a record. Raises UsageError where a field is missing or wrong, SyriakbError where it does not fit."""
    known = [*(field.name for field in FORMS[kind]), "id"]
    if unknown := raw(given).keys() - {*known}:
        raise UsageError(f"A {kind} has no {min(unknown)!r}. What can be given: {', '.join(known)}.")
    asker = Nobody()
    way = Way(base, asker, False, dry_run)
    return Change(addition.add(way, kind, raw(given)), way, asker.told)


def retract(base: Base, claim: str, reason: str, successor: str | None, *, dry_run: bool) -> Change:
    """Take a claim back. Raises UsageError, NotFoundError, SyriakbError where it was taken back before."""
    asker = Nobody()
    way = Way(base, asker, False, dry_run)
    return Change(retraction.retract(way, claim, reason, successor), way, asker.told)


def raw(given: Mapping[str, Field]) -> dict[str, Raw]:
    """Fields as records are written: texts, and lists of them. A name may end in `_`, as `except_`."""
    found = {name.removesuffix("_"): _raw(value) for name, value in given.items() if value is not None}
    return {name: value for name, value in found.items() if value != []}


def _raw(value: Any) -> Raw:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()[:10]
    return [str(each) for each in value] if isinstance(value, list | tuple | set) else str(value)
