"""What every command that changes records shares: how a change is made, and how it is told."""

import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, TypeVar

import typer

from syriakb.answers import Answer, Labels
from syriakb.cli import prompt
from syriakb.cli.options import DATA
from syriakb.cli.output import screen
from syriakb.disk import copies, store
from syriakb.disk.store import Base
from syriakb.edits import trial
from syriakb.edits.effect import Facts, changed, facts
from syriakb.edits.trial import Draft, Outcome, Watch
from syriakb.errors import WrittenError
from syriakb.index import open as index
from syriakb.model.fields import build
from syriakb.model.readers import Raw
from syriakb.model.records import KINDS, Record
from syriakb.queries.labels import labels
from syriakb.render.formats import render
from syriakb.text import splice

Data = Annotated[Path | None, DATA]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the record and its effect, and write nothing.")]
NoInput = Annotated[bool, typer.Option("--no-input", help="Ask for nothing, even on a terminal.")]
Format: TypeAlias = Literal["table", "json"]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to show what was done.")]


T = TypeVar("T")
_WARNINGS = 5  # as many as are shown
_CHANGES = 10


class Told(NamedTuple):
    """What a change changes in the answers, with the names to show it by."""

    answer: Answer
    labels: Labels


class Report(NamedTuple):
    """What was done, in a word and in a sentence, to which record, standing where."""

    answer: str
    sentence: str
    kind: str
    record: Record | None
    file: str
    line: int
    extra: dict[str, Any]


def looked_up(base: Base, look: Callable[[sqlite3.Connection], T]) -> T:
    """Look something up before a change; where the index proves damaged it is built anew, once, and asked again."""
    try:
        with closing(index.open_index(base)) as db:
            return look(db)
    except sqlite3.DatabaseError:
        with closing(index.rebuilt(base)) as db:
            return look(db)


def watch(records: Sequence[Record]) -> Watch[Facts, Told]:
    """Compare the answers that records can touch, before and after."""

    def after(db: sqlite3.Connection, before: Facts) -> Told:
        answer = changed(before, facts(db, records))
        return Told(answer, labels(db, [answer]))

    return Watch(lambda db: facts(db, records), after)


def writable(data: Path | None, *, dry_run: bool) -> Base:
    """The knowledge base to change; on the first write to the packaged copy, that is the user's own copy of it."""
    base = store.find(data)
    return base if dry_run else copies.own(base, note)


def note(text: str) -> None:
    """Say something beside the answer."""
    prompt.tell(f"note: {text}")


def typed(kind: str, raw: dict[str, Raw]) -> Record:
    """The record of fields that were checked before."""
    record, _ = build(KINDS[kind], raw)
    assert record is not None
    found: Record = record
    return found


def additions(base: Base, kind: str, raws: Sequence[dict[str, Raw]], path: str | None = None) -> Draft:
    """Records added to the file that takes them."""
    file = path or trial.target(base, kind)
    was = trial.current(base, file)
    spliced = splice.append(KINDS[kind], file, was or b"", raws)
    return Draft(file, was, spliced.data, spliced.line)


def show(report: Report, outcome: Outcome[Told], base: Base, format_name: Format, *, dry_run: bool) -> None:
    """Print what was done and what it changes; warnings go to standard error."""
    where = shown_path(base, report.file)
    with nullcontext() if dry_run else written(f"{report.sentence}, {where}:{report.line}"):
        _tell(report, outcome, where, format_name, dry_run=dry_run)
    if outcome.doubts:
        raise WrittenError("\n".join(outcome.doubts))


def _tell(report: Report, outcome: Outcome[Told], where: str, format_name: Format, *, dry_run: bool) -> None:
    counted = Counter(" ".join(filter(None, (each.message, each.hint))) for each in outcome.warnings)
    for message, count in counted.most_common(_WARNINGS):
        prompt.tell(f"warning: {message}{f' ({count:,} times)' if count > 1 else ''}")
    if len(counted) > _WARNINGS:
        prompt.tell("There are more warnings. To see them: syriakb check")
    if format_name == "json":
        sys.stdout.write(_json(report, outcome, where, dry_run=dry_run))
        return
    from syriakb.render.safe import safe

    verb = "Dry run, nothing is written: " if dry_run else ""
    sys.stdout.write(f"{safe(f'{verb}{report.sentence}, {where}:{report.line}')}\n\n{_effect(outcome.told)}")


@contextmanager
def written(sentence: str) -> Iterator[None]:
    """What is told once something was written. Raises WrittenError with that sentence where it cannot be."""
    try:
        yield
        sys.stdout.flush()
    except (OSError, KeyboardInterrupt) as error:
        reason = getattr(error, "strerror", None) or "it was interrupted"
        raise WrittenError(f"{sentence}. More could not be told: {reason.lower()}.") from None


def _first_of(answer: Answer) -> Answer:
    """The first changes of many, with how many there are of each kind."""
    if len(answer.rows) <= _CHANGES:
        return answer
    counted = Counter(row[0] for row in answer.rows)
    kinds = ", ".join(f"{count:,} {what}" for what, count in counted.most_common())
    note = f"The first {_CHANGES} of {len(answer.rows):,} changes: {kinds}. All of them: --format json"
    return answer._replace(rows=answer.rows[:_CHANGES], notes=(note, *answer.notes))


def _effect(told: Told) -> str:
    if told.answer.rows:
        return render("table", _first_of(told.answer), told.labels, screen())
    return "".join(f"{line}\n" for line in told.answer.notes)


def _json(report: Report, outcome: Outcome[Told], where: str, *, dry_run: bool) -> str:
    from syriakb.render.json import dumps

    answer = outcome.told.answer
    content = {
        "answer": report.answer,
        "kind": report.kind,
        **({"record": plain(report.record)} if report.record else {}),
        "file": where,
        "line": report.line,
        "dry_run": dry_run,
        **report.extra,
        "changed": list(answer.records()),
        "notes": list(answer.notes),
        "warnings": sorted({problem.message for problem in outcome.warnings}),
    }
    return dumps(content, screen(), indent=2) + "\n"


def shown_path(base: Base, file: str) -> str:
    """A file as somebody would type it where they are."""
    full, here = base.folder / file, Path.cwd()
    return str(full.relative_to(here) if full.is_relative_to(here) else full)


def plain(record: Any) -> dict[str, Any]:
    """A record as its fields are written, each that it has not as null."""
    return {field.name: _plain(getattr(record, field.name)) for field in fields(record)}


def _plain(value: Any) -> Any:
    if hasattr(value, "earliest"):
        return value.text
    if hasattr(value, "__dataclass_fields__"):
        return plain(value)
    return list(value) if isinstance(value, tuple) else value


def indented(lines: Iterable[str]) -> Iterator[str]:
    """Lines of a record as they are shown beside prose."""
    return (f"  {line}" for line in lines)
