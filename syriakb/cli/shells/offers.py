"""What a shell is offered for the word at the end of a line: of which parameter it is, and what can stand there."""

from collections.abc import Iterable
from shlex import shlex
from typing import Any, NamedTuple

import typer
import typer.core
import typer.main

from syriakb.cli.commands import COMMANDS
from syriakb.cli.complete import OURS

# What the types of parameters are called that take a place in the file system, and what the shell has to find for them.
_FILES = {"path": "files", "file": "files", "directory": "folders", "place": "folders"}
_CURSOR = "\0"  # which no line has in it


class Offer(NamedTuple):
    """A word that can take the place of what was typed, and what it stands for."""

    word: str
    told: str = ""


class Offers(NamedTuple):
    """What is offered: words of ours, or `files` or `folders` that the shell finds itself."""

    words: tuple[Offer, ...] = ()
    wanted: str = "words"


def split(line: str) -> tuple[list[str], str]:
    """The words of a line as a shell reads them, and the last one, whose quotes may still be open."""
    lexer = shlex(line + _CURSOR, posix=True)
    lexer.whitespace_split, lexer.commenters = True, ""
    words = []
    try:
        while (token := lexer.get_token()) is not None:
            words.append(token)
    except ValueError:  # a quote, or an escape, that does not end
        words.append(lexer.token)
    return words[:-1], words[-1].removesuffix(_CURSOR)


def offers(app: typer.Typer, given: list[str], begun: str) -> Offers:
    """What can stand behind the words that are given to the program, in the place of the one that was begun."""
    context, left = _command(app, given)
    if context is None:
        return Offers()
    option, equals, value = begun.partition("=")
    if begun.startswith("-") and equals:
        found = _of_parameter(context, _option(context.command, option), value)
        return found._replace(words=tuple(each._replace(word=f"{option}={each.word}") for each in found.words))
    if begun.startswith("-") and "--" not in given:
        return _read(context.command.shell_complete(context, begun))
    if isinstance(context.command, typer.core.TyperGroup):
        valued = _option(context.command, left[-1]) if left else None
        return _of_parameter(context, valued, begun) if valued else _subcommands(context, begun)
    return _of_parameter(context, _option(context.command, left[-1] if left else "") or _argument(context), begun)


def _command(app: typer.Typer, given: Iterable[str]) -> tuple[Any, list[str]]:
    """The command that the words lead to, having read those behind its name; None where there is none of that name."""
    command: Any = typer.main.get_command(app)
    left = list(given)
    context = typer.Context(command, info_name="syriakb", obj=OURS, resilient_parsing=True)
    while isinstance(command, typer.core.TyperGroup):
        while left and left[0].startswith("-"):
            valued = _option(command, left[0]) is not None
            if valued and len(left) == 1:
                return context, left
            del left[: 1 + valued]
        if not left:
            return context, left
        name = left.pop(0)
        if (command := command.get_command(context, name)) is None:
            return None, left
        context = typer.Context(command, info_name=name, parent=context, resilient_parsing=True)
    read = left[:-1] if left and _option(command, left[-1]) else left.copy()  # one without its value ends the reading
    return command.make_context(name, read, parent=context.parent, resilient_parsing=True), left


def _option(command: Any, word: str) -> Any:
    """The option of that name that takes a value."""
    return next((each for each in command.params if word in each.opts and not _flag(each)), None)


def _flag(parameter: Any) -> bool:
    return bool(getattr(parameter, "is_flag", False))


def _argument(context: Any) -> Any:
    """The first argument that was not given yet, or takes any number."""
    for each in context.command.params:
        source = context.get_parameter_source(each.name or "")
        if each.param_type_name == "argument" and (each.nargs == -1 or source is None or source.name != "COMMANDLINE"):
            return each
    return None


def _of_parameter(context: Any, parameter: Any, begun: str) -> Offers:
    if parameter is None:
        return Offers()
    found = _read(parameter.shell_complete(context, begun))
    return found._replace(wanted=_FILES.get(parameter.type.name, "words")) if not found.words else found


def _read(items: Iterable[Any]) -> Offers:
    return Offers(tuple(Offer(str(each.value), each.help or "") for each in items))


def _subcommands(context: Any, begun: str) -> Offers:
    """The commands of a group; of the program's own without importing them."""
    if context.parent is not None:
        return _read(context.command.shell_complete(context, begun))
    known = (pair for commands in COMMANDS.values() for pair in commands.items())
    return Offers(tuple(Offer(name, told) for name, told in known if name.startswith(begun)))
