"""What all changes share: who makes them and on what, how they are tried out and watched, and what was done."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from syriakb.answers import Answer, Labels
from syriakb.disk import copies
from syriakb.disk.recall import What
from syriakb.disk.store import Base
from syriakb.edits import effect, trial
from syriakb.edits.asker import Asker
from syriakb.edits.effect import Before
from syriakb.edits.trial import Outcome, Plan, Watch
from syriakb.errors import StoreError, SyriakbError
from syriakb.index import open as index
from syriakb.model.fields import build
from syriakb.model.readers import Raw
from syriakb.model.records import KEPT, KINDS, Record, attribute, rejoined
from syriakb.queries.asked import looking
from syriakb.queries.labels import labels

T = TypeVar("T")


class Way(NamedTuple):
    """How a change is made: of which knowledge base, who asks and whether somebody is there, whether it is only tried.

    `base` is the one that is looked into; what is written to is `writable`.
    """

    base: Base
    asker: Asker
    asks: bool
    dry_run: bool


class Told(NamedTuple):
    """What a change changes in the answers, with the names to show it by."""

    answer: Answer
    labels: Labels


class Done(NamedTuple):
    """What was done, in a word and in a sentence, to which record, standing where, and what that came to.

    `lines` are what people see of the record, `also` sentences on what was done beside it, `extra` is for programs.
    """

    answer: str
    sentence: str
    kind: str
    record: Record | None
    base: Base
    file: str
    line: int
    outcome: Outcome[Told]
    lines: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    extra: Mapping[str, Any] = MappingProxyType({})

    @property
    def where(self) -> str:
        """The file as somebody would type it where they are."""
        return shown_path(self.base, self.file)


def looked_up(base: Base, look: Callable[[Connection], T]) -> T:
    """Look something up before a change; where the index proves damaged it is built anew, once, and asked again."""
    _with_files(base)
    try:
        with closing(index.open_index(base)) as db, looking(db, base.folder):
            return look(db)
    except index.DAMAGE:
        with closing(index.rebuilt(base)) as db, looking(db, base.folder):
            return look(db)


def _with_files(base: Base) -> None:
    if base.url:
        raise StoreError("What is published on a server is only asked. Change its files, and publish them again.")


def writable(way: Way) -> Base:
    """The knowledge base to change; on the first write to the packaged copy, that is the user's own copy of it."""
    _with_files(way.base)
    return way.base if way.dry_run else copies.own(way.base, lambda text: way.asker.tell(f"note: {text}"))


def made(way: Way, base: Base, plan: Plan, what: What, records: Sequence[Record]) -> Outcome[Told]:
    """Make a change, or try it, and compare the answers that these records can touch.

    Raises SyriakbError with what is wrong where the records would have new errors; then nothing was written.
    """
    try:
        return attempted(way, base, plan, what, records)
    except trial.RefusedError as error:
        raise SyriakbError(f"{error} Nothing was written.") from None


def attempted(way: Way, base: Base, plan: Plan, what: What, records: Sequence[Record]) -> Outcome[Told]:
    """The same for whoever takes up what is wrong. Raises RefusedError, StoreError.

    Somebody who is there is asked whether to write to a file that its owner made read-only.
    """

    def after(db: Connection, was: Before) -> Told:
        answer = effect.changed(db, records, was)
        return Told(answer, labels(db, [answer]))

    watch = Watch(lambda db: effect.before(db, records), after)
    try:
        return trial.make(base, plan, watch, what, say=way.asker.tell, dry_run=way.dry_run)
    except trial.ReadOnlyError as error:
        if not way.asks or not _allowed(way, [shown_path(base, path) for path in sorted(error.paths)]):
            raise
        return trial.make(base, plan, watch, what, say=way.asker.tell, dry_run=False, despite=error.paths)


def _allowed(way: Way, files: list[str]) -> bool:
    """Whether somebody wants files written to that their owner made read-only."""
    are, them = ("are", "them") if files[1:] else ("is", "it")
    way.asker.tell(f"{' and '.join(files)} {are} read-only.")
    return way.asker.confirm(f"Write to {them} all the same?")


def typed(kind: str, raw: dict[str, Raw]) -> Record:
    """The record of fields that were checked before."""
    record, _ = build(KINDS[kind], raw)
    assert record is not None
    found: Record = record
    return found


def known(*raws: tuple[str, dict[str, Raw]]) -> Iterator[Record]:
    """Those records of the fields, each with its kind, that have no errors."""
    for kind, raw in raws:
        record, _ = build(KINDS[kind], raw)
        if record is not None:
            yield record


def plain(record: Any) -> dict[str, Any]:
    """A record as its fields are written, each that it has not as null."""
    kept = {name: _plain(getattr(record, attribute(name))) for name in KEPT[type(record)]}
    return rejoined(kept)


def _plain(value: Any) -> Any:
    if hasattr(value, "earliest"):
        return value.text
    if hasattr(value, "__dataclass_fields__"):
        return plain(value)
    return list(value) if isinstance(value, tuple) else value


def content(
    done: Done, *, dry_run: bool, listed: Callable[[Iterable[dict[str, Any]]], list[Any]] = list
) -> dict[str, Any]:
    """What was done, as plain data for programs; `listed` makes a list of the answers that change."""
    answer = done.outcome.told.answer
    return {
        "answer": done.answer,
        "kind": done.kind,
        **({"record": plain(done.record)} if done.record else {}),
        "file": done.where if done.file else None,
        "line": done.line if done.file else None,
        "dry_run": dry_run,
        **done.extra,
        "changed": listed(answer.records()),
        "notes": list(answer.notes),
        "warnings": sorted({problem.message for problem in done.outcome.warnings}),
    }


def shown_path(base: Base, file: str) -> str:
    """A file of a knowledge base as somebody would type it where they are."""
    full, here = base.folder / file, Path.cwd()
    return str(full.relative_to(here) if full.is_relative_to(here) else full)
