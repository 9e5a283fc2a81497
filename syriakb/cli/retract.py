"""`syriakb retract ID`."""

from datetime import date
from typing import Annotated, Any

import typer

from syriakb.cli import prompt
from syriakb.cli.change import Data, DryRun, FormatOption, NoInput, Report, looked_up, show, typed, watch, writable
from syriakb.cli.entry import clean
from syriakb.disk import store
from syriakb.disk.store import Base
from syriakb.edits import trial
from syriakb.edits.trial import Draft
from syriakb.errors import SyriakbError, UsageError
from syriakb.model.readers import Raw
from syriakb.model.records import Claim
from syriakb.queries import lookup
from syriakb.text import splice

Id = Annotated[str, typer.Argument(metavar="ID", help="The claim to take back.")]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why it is taken back.")]
Successor = Annotated[
    str | None, typer.Option("--superseded-by", metavar="ID", help="The claim that stands in its stead.")
]


def retract(
    id: Id,
    reason: Reason = None,
    superseded_by: Successor = None,
    data: Data = None,
    dry_run: DryRun = False,
    no_input: NoInput = False,
    format: FormatOption = "table",
) -> None:
    """Take a claim back. It stays in the knowledge base, marked with the reason, and counts no more."""
    found = store.find(data)
    path = looked_up(found, lambda db: lookup.file_of(db, lookup.Ref("claim", lookup.by_id(db, "claim", id))))
    retraction: dict[str, str] = {"on": date.today().isoformat(), "reason": _reason(reason, no_input)}
    if superseded_by:
        retraction["superseded_by"] = looked_up(found, lambda db: _successor(db, id, superseded_by))
    base = writable(data, dry_run=dry_run)
    raw = splice.excerpt(Claim, path, store.read(base, path), id).raw
    if "retracted" in raw:
        raise SyriakbError(f"The claim {id} was taken back before. To change that: syriakb edit {id}")

    def plan(base: Base) -> list[Draft]:
        was = store.read(base, path)
        spliced = splice.insert(Claim, path, was, id, ("retracted", retraction), before="recorded")
        return [Draft(path, was, spliced.data, spliced.line)]

    records = [typed("claim", raw)]
    try:
        outcome = trial.make(base, plan, watch(records), dry_run=dry_run, say=prompt.tell)
    except trial.RefusedError as error:
        raise SyriakbError(f"{error} Nothing was written.") from None
    retracted: dict[str, Raw] = {**raw, "retracted": retraction}
    sentence = f"{'Would take' if dry_run else 'Took'} back the claim {id}"
    report = Report("retract", sentence, "claim", typed("claim", retracted), path, outcome.drafts[0].line, {})
    show(report, outcome, base, format, dry_run=dry_run)


def _reason(given: str | None, no_input: bool) -> str:
    if given and given.strip():
        return str(clean("reason", given))
    if not prompt.interactive(no_input):
        raise UsageError("A claim is taken back for a reason. Give --reason.")
    return str(
        clean("reason", str(prompt.ask("Reason", "Why it is taken back.", str, complete=lambda _: (), required=True)))
    )


def _successor(db: Any, name: str, successor: str) -> str:
    if successor == name:
        raise UsageError("A claim cannot stand in its own stead. Give another id with --superseded-by.")
    return lookup.by_id(db, "claim", successor)
