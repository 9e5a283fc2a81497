"""The fields of records as options of commands."""

import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer

from syriakb.cli import complete
from syriakb.edits.form import FormField, option


def signed(command: Callable[..., None], annotations: Mapping[str, Any], defaults: Mapping[str, Any]) -> None:
    """Give a command that takes whatever it is given the parameters of these annotations; None is the usual default."""
    command.__annotations__ = dict(annotations)
    command.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=defaults.get(name), annotation=each)
            for name, each in annotations.items()
        ]
    )


def option_for(field: FormField) -> Any:
    """The annotation of the parameter that gives a field."""
    settings: dict[str, Any] = {
        "metavar": "|".join(field.choices) if 0 < len(field.choices) < 5 else field.metavar,
        "help": f"{field.help}{' Can be given several times.' if field.many else ''}",
        "autocompletion": _completer(field),
    }
    return Annotated[list[str] | None if field.many else str | None, typer.Option(option(field.name), **settings)]


def _completer(field: FormField) -> Any:
    if field.name == "support_types":
        return complete.of("kind of support")
    if field.metavar == "DATE":
        return complete.days
    return complete.among(field.choices) if field.choices else complete.of(*field.names) if field.names else None
