"""`syriakb add KIND`: a new record, by options or by prompts."""

import inspect
import sqlite3
import sys
from collections.abc import Callable
from contextlib import nullcontext
from typing import Annotated, Any

import typer

from syriakb.cli import complete, prompt
from syriakb.cli.add_fields import ARGUMENT, FIELDS, Field, option
from syriakb.cli.change import (
    Data,
    DryRun,
    FormatOption,
    NoInput,
    Report,
    additions,
    indented,
    looked_up,
    plain,
    show,
    shown_path,
    typed,
    watch,
    writable,
    written,
)
from syriakb.cli.entry import Draftsman, Entry
from syriakb.disk import store
from syriakb.disk.store import Base
from syriakb.edits import trial
from syriakb.edits.resolve import twins
from syriakb.edits.trial import Draft
from syriakb.errors import SyriakbError
from syriakb.model.records import KINDS
from syriakb.render.safe import safe
from syriakb.text import write

_ORDER = tuple(KINDS)  # what others rest on is written first
_HELP = {
    "claim": "A claim: what one speaker says in one source.",
    "actor": "An actor.",
    "place": "A place.",
    "source": "A source.",
    "alliance": "A relation held here ourselves, on claims as evidence.",
}
_COMPLETE: dict[tuple[str, ...], Any] = {
    ("actor",): complete.actors,
    ("place",): complete.places,
    ("actor", "place"): complete.records,
}
_SETTINGS = {"id": str | None, "data": Data, "dry_run": DryRun, "no_input": NoInput, "format": FormatOption}


def _add(kind: str, given: dict[str, Any], settings: dict[str, Any]) -> None:
    dry_run = settings["dry_run"]
    base = store.find(settings["data"])

    def drafted(db: sqlite3.Connection) -> tuple[Draftsman, Entry]:
        draftsman = Draftsman(db, prompt.interactive(settings["no_input"]), [])
        entry = draftsman.entry(kind, dict(given))
        _point_out_twins(draftsman, entry)
        return draftsman, entry

    draftsman, entry = looked_up(base, drafted)
    entries = [*draftsman.also, entry]
    base = writable(settings["data"], dry_run=dry_run)
    records = [typed(each.kind, each.raw) for each in entries]
    try:
        outcome = trial.make(
            base, lambda base: _drafts(base, entries), watch(records), dry_run=dry_run, say=prompt.tell
        )
    except trial.RefusedError as error:
        raise SyriakbError(f"{error} Nothing was written.") from None
    file = outcome.drafts[-1]
    sentence = f"{'Would add' if dry_run else 'Added'} the {kind} {entry.raw['id']}"
    extra = {"also": [plain(typed(each.kind, each.raw)) for each in draftsman.also]} if draftsman.also else {}
    if dry_run and settings["format"] == "table":
        lines = write.yaml_record(KINDS[kind], entry.raw).splitlines()
        sys.stdout.write("".join(f"{safe(line)}\n" for line in indented(lines)) + "\n")
    with nullcontext() if dry_run else written(f"{sentence}, {shown_path(base, file.path)}:{file.line}"):
        for each in draftsman.also:
            prompt.tell(f"{'Would add' if dry_run else 'Added'} the {each.kind} {each.raw['id']} too.")
    show(
        Report("add", sentence, kind, records[-1], file.path, file.line, extra),
        outcome,
        base,
        settings["format"],
        dry_run=dry_run,
    )


def _drafts(base: Base, entries: list[Entry]) -> list[Draft]:
    by_kind = {kind: [entry.raw for entry in entries if entry.kind == kind] for kind in _ORDER}
    return [additions(base, kind, raws) for kind, raws in by_kind.items() if raws]


def _point_out_twins(draftsman: Draftsman, entry: Entry) -> None:
    if entry.kind != "claim" or not (found := twins(draftsman.db, entry.raw)):
        return
    for name, statement in found:
        prompt.tell(f"warning: The same speaker says the same in the same source already, in {name}: {statement}")
    if draftsman.asks and not prompt.confirm("Add it all the same?"):
        prompt.leave()


def _command(kind: str) -> Callable[..., None]:
    """The command that adds a record of a kind, with an option for each of its fields."""

    def command(**given: Any) -> None:
        settings = {name: given.pop(name) for name in _SETTINGS if name != "id"}
        _add(kind, {name: value for name, value in given.items() if value not in (None, [])}, settings)

    own = {field.name: _parameter(kind, field) for field in FIELDS[kind]}
    first = ARGUMENT.get(kind)
    ordered = ([first] if first else []) + [name for name in own if name != first]
    annotations: dict[str, Any] = {name: own[name] for name in ordered} | _SETTINGS
    annotations["id"] = Annotated[str | None, typer.Option("--id", metavar="ID", help="Its id; one is made up else.")]
    defaults = {"dry_run": False, "no_input": False, "format": "table"}
    command.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=defaults.get(name), annotation=each)
            for name, each in annotations.items()
        ]
    )
    command.__annotations__ = annotations
    command.__doc__ = _HELP[kind]
    return command


def _parameter(kind: str, field: Field) -> Any:
    if field.name == ARGUMENT.get(kind):
        return Annotated[str | None, typer.Argument(metavar=f"[{field.metavar}]", help=field.help)]
    settings: dict[str, Any] = {
        "metavar": "|".join(field.choices) if 0 < len(field.choices) < 5 else field.metavar,
        "help": f"{field.help}{' Can be given several times.' if field.many else ''}",
        "autocompletion": _COMPLETE.get(field.names),
    }
    return Annotated[list[str] | None if field.many else str | None, typer.Option(option(field.name), **settings)]


add = typer.Typer(add_completion=False, rich_markup_mode=None, help="Add a record, by options or by prompts.")
for _kind in _HELP:
    add.command(_kind)(_command(_kind))
