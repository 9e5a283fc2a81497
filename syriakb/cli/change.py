"""What every command that changes records shares: its options, and how a change is told."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Annotated, Literal

import typer

from syriakb.answers import Answer
from syriakb.cli import prompt
from syriakb.cli.options import DATA
from syriakb.cli.output import screen
from syriakb.disk import store
from syriakb.edits.change import Done, Told, Way, content, looked_up
from syriakb.errors import WrittenError
from syriakb.queries.asked import asked
from syriakb.render.formats import render
from syriakb.render.safe import safe

Data = Annotated[Path | None, DATA]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the record and its effect, and write nothing.")]
NoInput = Annotated[bool, typer.Option("--no-input", help="Ask for nothing, even on a terminal.")]
FormatOption = Annotated[Literal["table", "json"], typer.Option("--format", "-f", help="How to show what was done.")]
_WARNINGS = 5  # as many as are shown
_CHANGES = 10
_BRIEF, _SIDES = 3, ("status_before", "status_after")


def way(data: Path | None, *, dry_run: bool, no_input: bool = False) -> Way:
    """How a command makes its change: whoever is at the terminal can be asked."""
    return Way(store.find(data), prompt, prompt.interactive(no_input), dry_run)


def show(done: Done, format_name: str, *, dry_run: bool) -> None:
    """Print what was done and what it changes; warnings go to standard error."""
    with nullcontext() if dry_run else _written(_sentence(done)):
        _tell(done, format_name, dry_run=dry_run)
    if done.outcome.doubts:
        raise WrittenError("\n".join(done.outcome.doubts))


def _tell(done: Done, format_name: str, *, dry_run: bool) -> None:
    if done.lines and format_name == "table":
        sys.stdout.write("".join(f"{_coloured(line)}\n" for line in done.lines) + "\n")
    for sentence in done.also:
        prompt.tell(sentence)
    if done.base.elsewhere:
        _tell_which(done.base, dry_run=dry_run)
    _warn(done)
    if format_name == "json":
        sys.stdout.writelines(as_json(done, dry_run=dry_run))
        return
    verb = "Dry run, nothing is written: " if dry_run else ""
    sys.stdout.write(f"{safe(f'{verb}{_sentence(done)}')}\n\n{_effect(done.outcome.told)}")


def _tell_which(base: store.Base, *, dry_run: bool) -> None:
    """Say which knowledge base was changed by somebody who is where there is none."""
    title = looked_up(base, lambda db: asked(db, base.folder))
    prompt.tell(f"note: There is no knowledge base in this folder. {'Tried on' if dry_run else 'Changed'}: {title}.")


def _sentence(done: Done) -> str:
    """What was done, and in which file and line where something was written."""
    return f"{done.sentence}, {done.where}:{done.line}" if done.file else done.sentence


def _coloured(line: str) -> str:
    """A line of a record, or of how it differs: what is new in green, what is gone in red."""
    code = {"+": "32", "-": "31"}.get(line[:1])
    return f"\x1b[{code}m{safe(line)}\x1b[0m" if code and screen().color else safe(line)


def _warn(done: Done) -> None:
    counted = Counter(" ".join(filter(None, (each.message, each.hint))) for each in done.outcome.warnings)
    for message, count in counted.most_common(_WARNINGS):
        prompt.tell(f"warning: {message}{f' ({count:,} times)' if count > 1 else ''}")
    if len(counted) > _WARNINGS:
        prompt.tell("There are more warnings. To see them: syriakb check")


@contextmanager
def _written(sentence: str) -> Iterator[None]:
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


def brief_effect(done: Done) -> str:
    """What was done and what it changes, a line for each of the first few changes."""
    _warn(done)
    told, lines = done.outcome.told, [_sentence(done)]
    names, first = told.labels.names, list(told.answer.records())[:_BRIEF]
    for each in first:
        held = [[names.get(ref, ref) for ref in each[side] or ()] for side in ("before", "after")]
        sides = [", ".join(who) or each[side] or "unknown" for who, side in zip(held, _SIDES, strict=True)]
        where = " ".join(names.get(ref, ref) for ref in str(each["id"]).split(" "))
        lines.append(f"  {each['what']}: {where}, {' -> '.join(sides)}")
    more = len(told.answer.rows) - len(first)
    lines += [f"  and {more} more changes"] if more else []
    lines += [] if first else [f"  {note}" for note in told.answer.notes]
    return "".join(f"{safe(line)}\n" for line in lines)


def as_json(done: Done, *, dry_run: bool) -> Iterator[str]:
    """What was done, for a program, bit by bit, since a large table changes many answers."""
    from syriakb.render.json import Rows, pieces

    yield from pieces(content(done, dry_run=dry_run, listed=Rows), screen(), indent=2)
    yield "\n"
