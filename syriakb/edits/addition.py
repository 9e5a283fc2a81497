"""A new record, with those that it needs beside itself."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from sqlite3 import Connection
from typing import TypeAlias

from syriakb.disk import store
from syriakb.disk.recall import What
from syriakb.disk.store import Base
from syriakb.edits import placing, trial
from syriakb.edits.change import Done, Way, looked_up, made, plain, typed, writable
from syriakb.edits.entry import Draftsman, NewRecord, clean
from syriakb.edits.fitting import wrong
from syriakb.edits.resolve import twins
from syriakb.edits.script import Answered, Script
from syriakb.edits.trial import Draft
from syriakb.edits.wording import Wording
from syriakb.errors import UsageError
from syriakb.model.readers import Raw
from syriakb.model.records import KINDS
from syriakb.queries.asked import asked
from syriakb.text import splice, write
from syriakb.text.splice import Spliced

_ORDER = tuple(KINDS)  # what others rest on is written first


Keep: TypeAlias = Callable[[Sequence[Answered]], None]


class Progress:
    """How far somebody has come who is asked: what they answered, and all that is known of the records by now.

    `keep` is given the answers after each one.
    """

    def __init__(self, answers: Sequence[Answered] = (), keep: Keep | None = None) -> None:
        self.answers, self.keep = tuple(answers), keep
        self.draftsman: Draftsman | None = None

    @property
    def records(self) -> list[NewRecord]:
        """All that is known of the records, those that others need first."""
        return self.draftsman.records if self.draftsman else []

    def note(self, answers: Sequence[Answered]) -> None:
        """Note what was answered until now."""
        self.answers = tuple(answers)
        if self.keep:
            self.keep(self.answers)


def add(way: Way, kind: str, given: Mapping[str, Raw], progress: Progress | None = None) -> Done:
    """Add a record of the kind, of the fields that are given and what somebody is asked for.

    `progress` has what they answered before, and is told what they answer now.
    Raises UsageError where something is missing or wrong, SyriakbError where it does not fit the other records.
    """
    *others, entry = entries = _filled_in(way, kind, given, progress or Progress())
    base, records = writable(way), [typed(each.kind, each.raw) for each in entries]
    what = What("add", f"Added the {kind} {entry.raw['id']}", kind, str(entry.raw["id"]))
    outcome = made(way, base, lambda base: _drafts(base, entries), what, records)
    verb, file = "Would add" if way.dry_run else "Added", outcome.drafts[-1]
    return Done(
        *("add", f"{verb} the {kind} {entry.raw['id']}", kind, records[-1], base, file.path, file.line, outcome),
        lines=tuple(f"  {line}" for line in _text(entry).splitlines()) if way.dry_run else (),
        also=tuple(f"{verb} the {each.kind} {each.raw['id']} too." for each in others),
        extra={"also": [plain(record) for record in records[:-1]]} if others else {},
    )


def _text(entry: NewRecord) -> str:
    return write.yaml_record(KINDS[entry.kind], entry.raw)


def _filled_in(way: Way, kind: str, given: Mapping[str, Raw], progress: Progress) -> list[NewRecord]:
    """The record and those that it needs, of what is given and what is answered."""
    script = Script(way.asker, progress.answers, progress.note)

    def entries(db: Connection) -> list[NewRecord]:
        return script.run(lambda asker: _entries(db, way._replace(asker=asker), kind, given, progress))

    return looked_up(way.base, entries)


def _entries(db: Connection, way: Way, kind: str, given: Mapping[str, Raw], progress: Progress) -> list[NewRecord]:
    """The record, behind those that somebody wanted added with it."""
    first = iter([f"Adding to {asked(db, _written(way.base))}."] if way.asks else [])
    draftsman = Draftsman(db, way.asker, way.asks, [], [], partial(wrong, way.base), first)
    progress.draftsman = draftsman
    entry = draftsman.entry(kind, dict(given))
    if kind == "claim":
        entry = _in_own_words(way, entry)
        _point_out_twins(db, way, entry)
    return [*draftsman.also, entry]


def _written(base: Base) -> Path:
    """The folder that is written to: of the packaged knowledge base, which is not, that of one's own copy."""
    return store.own_folder() if base.packaged else base.folder


def _in_own_words(way: Way, entry: NewRecord) -> NewRecord:
    """The claim, its statement asked for again while it has the words of the text. Raises UsageError."""
    wording, raw = Wording(way.base.folder), dict(entry.raw)

    def read(statement: str) -> None:
        if fault := wording.fault(raw["source"], statement):
            raise UsageError(fault)
        raw["statement"] = clean("statement", statement)

    try:
        read(str(raw["statement"]))
    except UsageError as error:
        if not way.asks:
            raise
        way.asker.tell(f"  {error}")
        help = "What is claimed, in one sentence of your own."
        way.asker.ask("Statement", help, read, complete=lambda _: (), required=True)
    return entry._replace(raw=raw)


def _point_out_twins(db: Connection, way: Way, entry: NewRecord) -> None:
    found = twins(db, entry.raw)
    for name, statement in found:
        way.asker.tell(f"warning: The same speaker says the same in the same source already, in {name}: {statement}")
    if found and way.asks and not way.asker.confirm("Add it all the same?"):
        way.asker.leave()


def _drafts(base: Base, entries: Sequence[NewRecord]) -> list[Draft]:
    by_kind = {kind: [entry.raw for entry in entries if entry.kind == kind] for kind in _ORDER}
    return [_draft(base, kind, raws) for kind, raws in by_kind.items() if raws]


def _draft(base: Base, kind: str, raws: Sequence[dict[str, Raw]]) -> Draft:
    """Records added to the file that takes them."""
    file = trial.target(base, kind)
    was = trial.current(base, file)
    place = placing.placed if kind == "claim" else _at_the_end
    spliced = place(base, file, was or b"", raws)
    return Draft(file, was, spliced.data, spliced.line)


def _at_the_end(_base: Base, file: str, was: bytes, raws: Sequence[dict[str, Raw]]) -> Spliced:
    return splice.append(KINDS[store.kind_of(file)], file, was, raws)
