"""A command as Typer runs it, with a usage line, and refusals of it, in this program's words."""

from typing import Any, NoReturn

import typer
import typer.core


class _Context(typer.Context):
    """A run of a command, which says to whoever forgot quotes what they are for."""

    def fail(self, message: str) -> NoReturn:
        """Refuse the command line, with that message."""
        names = [each.human_readable_name for each in self.command.params if each.param_type_name == "argument"]
        forgotten = "unexpected extra argument" in message and names
        super().fail(f"{message}. {_HINT}" if forgotten else message)


_HINT = "What has several words stands in quotes, such as 'one name'."


class Command(typer.core.TyperCommand):
    """A command whose usage names what it needs as the rest of its help does."""

    context_class = _Context

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The parts of the usage line, ACTOR where Typer says {ACTOR}."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]
