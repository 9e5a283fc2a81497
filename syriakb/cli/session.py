"""Prompts from the first question to the last: what is answered is kept until it is written, and told as options."""

from collections.abc import Sequence
from pathlib import Path
from shlex import join
from typing import Any, NamedTuple

from syriakb.cli import prompt
from syriakb.cli.change import show
from syriakb.disk.drafts import Draft, newest
from syriakb.edits import addition, equal
from syriakb.edits.addition import Progress
from syriakb.edits.change import Way, looked_up
from syriakb.edits.script import Answered
from syriakb.errors import NotFoundError, SyriakbError, UsageError, WrittenError
from syriakb.queries.asked import asked as which


class Asked(NamedTuple):
    """What a command was given: the kind of record, its fields, and how the change is made and told."""

    kind: str
    given: dict[str, Any]
    settings: dict[str, Any]


def add(way: Way, asked: Asked, answers: Sequence[Answered] = ()) -> None:
    """Add a record, asking for what is missing; however that ends, the answers are there until it is written."""
    draft = Draft(way.base.folder)

    def keep(now: Sequence[Answered]) -> None:
        draft.keep({"kind": asked.kind, "given": asked.given, "answers": [*map(list, now)]})

    progress = Progress(answers, keep)
    if answers:
        keep(answers)
    try:
        done = addition.add(way, asked.kind, asked.given, progress)
    except WrittenError:
        draft.drop()
        raise
    except (SyriakbError, KeyboardInterrupt):
        _keep(draft, asked, progress)
        raise
    draft.drop()
    if progress.answers:
        _tell("The same by options", asked, progress)
    show(done, asked.settings["format"], dry_run=way.dry_run)


def _keep(draft: Draft, asked: Asked, progress: Progress) -> None:
    """Say how to go on with what was answered."""
    if not progress.answers:
        return
    if draft.kept:
        data = asked.settings["data"]
        prompt.tell(f"The answers are kept. To go on: {join(['syriakb', 'add', '--recover', *_data(data)])}")
    _tell("By options, as far as it goes", asked, progress)


def _tell(what: str, asked: Asked, progress: Progress) -> None:
    lines = equal.commands(progress.records)
    if not lines:
        return
    own = ["--id", str(asked.given["id"])] if "id" in asked.given else []
    lines[-1] += own
    prompt.tell(f"{what}:")
    for words in lines:
        prompt.tell(f"  {join([*words, *_data(asked.settings['data'])])}")


def _data(data: Path | None) -> list[str]:
    return ["--data", str(data)] if data else []


def recover(way: Way, data: Path | None) -> None:
    """Go on with the draft that was kept last. Raises UsageError, NotFoundError where there is none."""
    if not way.asks:
        raise UsageError("Answers are asked for at a terminal. Without one, give what is known by options.")
    found = newest(way.base.folder)
    if not found:
        raise NotFoundError(f"No answers are kept for the knowledge base in {way.base.folder}.")
    answers = [Answered(str(label), answer) for label, answer in found["answers"]]
    where = looked_up(way.base, lambda db: which(db, way.base.folder))
    prompt.tell(f"Going on with a new {found['kind']} for {where}. Answered so far:")
    for label, answer in answers:
        prompt.tell(f"  {label}: {_shown(answer)}")
    settings = {"data": data, "format": "table"}
    add(way, Asked(found["kind"], found["given"], settings), answers)


def _shown(answer: object) -> str:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return "-" if answer is None else str(answer)
