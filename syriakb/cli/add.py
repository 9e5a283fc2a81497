"""`syriakb add KIND`: a new record, by options or by prompts."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from syriakb.cli.change import Data, DryRun, FormatOption, NoInput, show, way
from syriakb.cli.fields import option_for, signed
from syriakb.cli.usage import Command
from syriakb.edits import addition
from syriakb.edits.form import ARGUMENT, FORMS, FormField
from syriakb.errors import UsageError
from syriakb.model.records import attribute

_HELP = {
    "claim": "A claim: what one speaker says in one source.",
    "actor": "An actor.",
    "place": "A place.",
    "source": "A source.",
    "alliance": "A relation held here ourselves, on claims as evidence.",
    "ruling": "Who holds a place as we see it here, on claims as evidence.",
}
_ID = Annotated[str | None, typer.Option("--id", metavar="ID", help="Its id; one is made up else.")]
_DEFAULTS = {"dry_run": False, "no_input": False, "format": "table"}
_SETTINGS = {"id": _ID, "data": Data, "dry_run": DryRun, "no_input": NoInput, "format": FormatOption}


def _add(kind: str, given: dict[str, Any], settings: dict[str, Any]) -> None:
    dry_run = settings["dry_run"]
    own_way = way(settings["data"], dry_run=dry_run, no_input=settings["no_input"])
    if not own_way.asks:
        show(addition.add(own_way, kind, given), settings["format"], dry_run=dry_run)
        return
    from syriakb.cli import session

    session.add(own_way, session.Asked(kind, given, settings))


def _command(kind: str) -> Callable[..., None]:
    """The command that adds a record of a kind, with an option for each of its fields."""

    def command(**given: Any) -> None:
        settings = {name: given.pop(name) for name in _SETTINGS if name != "id"}
        _add(kind, {name.rstrip("_"): value for name, value in given.items() if value not in (None, [])}, settings)

    signed(command, _options(kind), _DEFAULTS)
    command.__doc__ = _HELP[kind]
    return command


def _options(kind: str) -> dict[str, Any]:
    """The annotation of each parameter of a command, what stands without an option first."""
    first = ARGUMENT.get(kind)
    own = {
        attribute(field.name): _argument(field) if field.name == first else option_for(field) for field in FORMS[kind]
    }
    return {name: own[name] for name in sorted(own, key=lambda name: name != first)} | _SETTINGS


def _argument(field: FormField) -> Any:
    return Annotated[str | None, typer.Argument(metavar=f"[{field.metavar}]", help=field.help)]


def _recovered(
    context: typer.Context,
    recover: Annotated[
        bool, typer.Option("--recover", help="Go on with the answers of the last prompts that came to no end.")
    ] = False,
    data: Data = None,
) -> None:
    """Add a record, by options or by prompts."""
    if recover:
        from syriakb.cli import session

        session.recover(way(data, dry_run=False), data)
    elif context.invoked_subcommand is None:
        kinds = [*_HELP]
        raise UsageError(f"What is to be added? syriakb add {', '.join(kinds[:-1])} or {kinds[-1]}.")


add = typer.Typer(
    add_completion=False, rich_markup_mode=None, invoke_without_command=True, subcommand_metavar="KIND [ARGS]..."
)
add.callback()(_recovered)
for _kind in _HELP:
    add.command(_kind, cls=Command)(_command(_kind))
