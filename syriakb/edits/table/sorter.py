"""Rows sorted: into records that are new, those that are there and differ, and rows that are refused."""

from __future__ import annotations  # Raw is the name of a type that is written as text

from array import array
from collections import Counter
from collections.abc import Mapping
from sqlite3 import Connection
from typing import Any, NamedTuple

from syriakb.disk.store import Base
from syriakb.edits.change import typed
from syriakb.edits.table import there
from syriakb.edits.table.files import FileRow
from syriakb.edits.table.maker import Maker, NewRecord, Refused, creating
from syriakb.edits.table.mapping import Rules
from syriakb.edits.table.names import Decision, Names, Unknown
from syriakb.edits.table.stage import Met, Stage
from syriakb.edits.table.there import Change
from syriakb.edits.wording import Wording
from syriakb.errors import UsageError
from syriakb.model.records import Claim, Record
from syriakb.text import write


class Sorted(NamedTuple):
    """Rows as they came out: new records, changes of those that are there, claims taken back, and the rows refused.

    `stage` has the new records, which `new` counts by their kinds, and the rows that records came from. `touching` are
    as many of the records as are needed to know what they can change. `rows` counts all, `there` those that gave
    nothing new, `left_out` those that gave nothing.
    """

    stage: Stage
    new: Counter[str]
    changes: list[Change]
    taken_back: list[tuple[str, str]]
    refused: list[Refused]
    unknown: list[Unknown]
    touching: list[Record]
    rows: int
    there: int
    left_out: int

    @property
    def writes(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.new or self.changes or self.taken_back)


class Sorter:
    """Takes rows one by one, and keeps of each no more than will be written.

    With `create` unknown names become new records; `update` allows records that are there to be changed.
    """

    def __init__(
        self,
        db: Connection,
        rules: Rules,
        decided: Mapping[str, list[Decision]],
        wording: Wording,
        *,
        create: bool,
        update: bool,
    ) -> None:
        self._db, self._rules, self._update, self._wording = db, rules, update, wording
        self._names = Names(db, creating(rules, lambda: self._names), decided, every=create)
        self._stage = Stage()
        self.maker = Maker(db, rules, self._names, self._stage)
        controls = db.execute("SELECT id FROM predicate WHERE effect IS NOT NULL")
        self._controls = frozenset(name for (name,) in controls)
        self._said = there.Said(db)
        self._rows = self._left_out = 0
        self._kept = array("q")
        self._refused: list[Refused] = []
        self._touching: dict[tuple[Any, ...], Record] = {}

    def take(self, row: FileRow) -> None:
        """Take a row: its records are new, or there, or it is refused."""
        self._rows += 1
        made = self._in_own_words(row, self.maker.make(row))
        if isinstance(made, Refused):
            self._refused.append(self._with_taken(made))
        elif not made:
            self._left_out += 1
        elif not sum([self._is_new(row, each) for each in made]):
            self._kept.append(row.line)

    def _in_own_words(self, row: FileRow, made: list[NewRecord] | Refused) -> list[NewRecord] | Refused:
        """What was made of a row, refused where a statement has the words of a text that is at hand."""
        for each in made if isinstance(made, list) else ():
            if isinstance(each.record, Claim) and (
                fault := self._wording.fault(each.record.source, each.record.statement)
            ):
                return Refused(row, fault, each.record.id if each.own_id else None)
        return made

    def _with_taken(self, refused: Refused) -> Refused:
        """A refused row, also for its id where it could not have that."""
        if self._update or not refused.id or not there.file_of(self._db, self._rules.kind, refused.id):
            return refused
        return refused._replace(reason=f"{refused.reason} The id {refused.id} is taken already.")

    def _is_new(self, row: FileRow, each: NewRecord) -> bool:
        key = (each.kind, str(each.raw["id"]))
        if path := there.file_of(self._db, *key):
            self._stage.meet(*key, row.line, Met(path, each.raw))
            return False
        if not each.own_id and isinstance(each.record, Claim) and self._said.again(each.record):
            return False
        self._stage.add(*key, row.line, write.json_record(each.raw))
        self._touch(each.record)
        return True

    def _touch(self, record: Record) -> None:
        """Keep what tells which answers a record can change: of claims about the same, the one that counts first."""
        if not isinstance(record, Claim):
            self._touching[type(record), getattr(record, "id", None)] = record
        elif record.object:
            who = () if record.predicate in self._controls else (record.subject, *record.jointly)
            key = (who, record.predicate, record.object, None if record.start else record.source)
            other = self._touching.setdefault(key, record)
            if isinstance(other, Claim) and _begins(record) < _begins(other):
                self._touching[key] = record

    def ended(self, base: Base, *, missing: bool) -> Sorted:
        """What came of all rows, with `missing` also the claims of the mapping that none of them has.

        Those are not told where a refused row could be any of them, since its id cannot be read.
        """
        missing = missing and all(each.id for each in self._refused)
        changes = self._changes(base)
        other = {self._stage.line(each.kind, each.id) for each in changes} | {each.row.line for each in self._refused}
        return Sorted(
            self._stage,
            self._stage.counts(),
            changes,
            self._missing() if missing else [],
            sorted(self._refused, key=lambda each: each.row.line),
            self._names.unknown(),
            list(self._touching.values()),
            self._rows,
            sum(line not in other for line in self._kept),
            self._left_out,
        )

    def _changes(self, base: Base) -> list[Change]:
        """The records that are there and differ; without leave to change them their rows are refused."""
        fields, found = there.covered(self._rules), list[Change]()
        for each in there.compared(base, self._stage):
            raw = there.changed(each, fields.get(each.kind, frozenset()))
            if raw is not None and self._update:
                found.append(each._replace(raw=raw))
                self._touch(typed(each.kind, each.was))
                self._touch(typed(each.kind, raw))
            elif raw is not None:
                differing = sorted(name for name in raw.keys() | each.was.keys() if raw.get(name) != each.was.get(name))
                reason = f"The id {each.id} is taken already. The row differs in {', '.join(differing)}."
                row = FileRow(self._stage.line(each.kind, each.id) or 0, {})
                self._refused.append(Refused(row, f"{reason} To change what is there: --update", each.id))
        return found

    def _missing(self) -> list[tuple[str, str]]:
        refused = {each.id for each in self._refused}

        def seen(name: str) -> bool:
            return name in refused or self._stage.maker("claim", name) is not None

        found = list(there.missing(self._db, prefix(self._rules), seen))
        for name, _ in found:
            sql = "SELECT subject, predicate, object FROM claim WHERE id = ?"
            raw = dict(zip(("subject", "predicate", "object"), self._db.execute(sql, (name,)).fetchone(), strict=True))
            if raw["object"]:
                self._touch(typed("claim", {"id": name, "statement": name, "source": name, **raw}))
        return found


def _begins(claim: Claim) -> int:
    """The day from which a claim counts, as far as it tells itself (rule 2)."""
    start, reported = claim.start, claim.reported
    if not start:
        return reported.latest if reported else 0
    within = reported and start.earliest <= reported.latest <= start.latest
    return reported.latest if reported and within else start.latest


def prefix(rules: Rules) -> str:
    """How the ids of a mapping's claims begin. Raises UsageError where they have no beginning of their own."""
    templates = [made.fields.get("id") for made in rules.records if made.kind == "claim"]
    beginnings = {each[0].parts[0].words if each else "" for each in templates}
    if len(beginnings) != 1 or "" in beginnings:
        raise UsageError(
            "Which claims are missing can only be told where a mapping gives each an id with a beginning of its own,"
            ' such as id: "towns-{code}". More: syriakb help import'
        )
    return beginnings.pop()
