"""The command line as a whole: which commands there are, and the one place where errors end."""

import os
import sys
from contextlib import suppress
from functools import partial
from importlib import import_module
from keyword import iskeyword
from typing import Annotated, Any

import typer
import typer.core

from syriakb.cli.commands import COMMANDS
from syriakb.errors import SyriakbError, UnreadError
from syriakb.questions import QUESTIONS
from syriakb.version import __version__


def _own(name: str) -> Any:
    """The command that a module of the command line's own has."""
    name = f"{name}_" if iskeyword(name) else name.replace("-", "_")
    return getattr(import_module(f"syriakb.cli.{name}"), name)


def _question(name: str) -> Any:
    """The command that a question becomes."""
    from syriakb.cli.asking import question

    return question(getattr(import_module(f"syriakb.questions.{name}"), name))


def _complete(typers: Any, wanted: str, ctx: Any, param: Any, value: Any) -> Any:
    """Show or install the script of the shell; Typer's own where there is none of ours."""
    if not value or ctx.resilient_parsing:
        return value
    from syriakb.cli.shells import install

    shell = value if isinstance(value, str) else install.own()
    if shell not in install.SHELLS:
        return typers(ctx, param, value)
    {"install_completion": install.install, "show_completion": install.show}[wanted](shell)
    raise typer.Exit


class _Commands(typer.core.TyperGroup):
    """The commands by name, each made when it is asked for, listed under headings."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands: Any = dict.fromkeys(name for names in COMMANDS.values() for name in names)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - typer's signature
        """Make the command of that name; None where there is none. A start imports what its own command needs."""
        if cmd_name not in self.commands:
            return None
        command = _question(cmd_name) if cmd_name in QUESTIONS else _own(cmd_name)
        if isinstance(command, typer.Typer):
            return typer.main.get_group(command)
        from syriakb.cli.usage import Command

        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        single.command(cmd_name, cls=Command)(command)
        return typer.main.get_command(single)

    def get_params(self, ctx: Any) -> Any:
        """The options; those that concern completion, which are Typer's, with scripts of our own."""
        for each in self.params:
            if each.name in ("install_completion", "show_completion") and not isinstance(each.callback, partial):
                each.callback = partial(_complete, each.callback, each.name)
        return super().get_params(ctx)

    def invoke(self, ctx: Any) -> Any:
        """Run the command. Raises UnreadError where the reader of its output goes away, which Typer calls a failure."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise UnreadError from None

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - typer's signature
        """Write the commands under their headings."""
        for heading, commands in COMMANDS.items():
            with formatter.section(heading):
                formatter.write_dl(list(commands.items()))


app = typer.Typer(
    cls=_Commands,
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"syriakb {__version__}\n")
        raise typer.Exit


@app.callback()
def syriakb(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """Ask a knowledge base of a conflict: who controls what, who backs whom, and on what evidence."""
    if context.invoked_subcommand is None:
        from syriakb.cli.welcome import welcome

        welcome(context.get_help())


def main() -> None:
    """Run a command and end with its exit status; whatever goes wrong, the user reads a sentence."""
    try:
        _open_streams()
        try:
            if asked := os.environ.get("_SYRIAKB_COMPLETE"):
                _answer_shell(*asked.partition("_")[::2])
            app(prog_name="syriakb")
        except SystemExit:  # with which Typer ends what went well
            sys.stdout.flush()
            raise
    except UnreadError as error:
        _drop_output()
        sys.exit(error.exit_code)
    except SyriakbError as error:
        _drop_output()
        sys.exit(_failed(str(error), error.exit_code, getattr(error, "asked", "")))
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        sys.exit(_unwritten(error))
    except Exception as error:
        sys.exit(_broken(error))


def _answer_shell(wanted: str, shell: str) -> None:
    """Answer the script of a shell and end; what the scripts of before ask, and PowerShell's, Typer answers."""
    if wanted == "source" and shell in ("bash", "zsh", "fish"):
        from syriakb.cli.shells.install import show

        show(shell)
    elif wanted == "offer":
        import gc

        gc.disable()  # somebody waits, and the little garbage ends with the process
        from syriakb.cli.shells.answer import answer

        answer(app, shell, *sys.argv[1:])
    else:
        return
    sys.exit(0)


def _open_streams() -> None:
    """Make sure that there are streams to write to, and that they take any character.

    An answer for which the caller left no standard output fails as where the disk is full; messages are dropped.
    """
    for name, flags in (("stdout", os.O_RDONLY), ("stderr", os.O_WRONLY)):
        if getattr(sys, name) is None:  # the caller closed it
            setattr(sys, name, open(os.open(os.devnull, flags), "w", encoding="utf-8"))  # noqa: PTH123, SIM115
        getattr(sys, name).reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Let go of output that can no longer be written: Python writes what is left when it ends, and would fail again."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unwritten(error: OSError) -> int:
    if error.filename is not None:
        return _broken(error)
    if isinstance(error, FileNotFoundError):  # what asking for the working directory gives
        return _failed("The working directory is no longer there. Change to another one.", 1)
    _drop_output()
    if isinstance(error, BrokenPipeError):
        return UnreadError.exit_code
    return _failed(f"The output cannot be written: {error.strerror}.", 1)


def _failed(message: str, status: int, also: str = "") -> int:
    from syriakb.cli.output import beside

    with suppress(OSError):  # where it cannot be said the status has to do
        sys.stderr.write("".join(beside(line) for line in (f"error: {message}", also) if line))
        sys.stderr.flush()
    return status


def _broken(error: Exception) -> int:
    """Keep the traceback of a fault of our own in a file, and say where."""
    import traceback

    from platformdirs import user_log_path

    from syriakb.disk import store

    try:
        log = user_log_path("syriakb", appauthor=False) / "error.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        typed = [store.shown(each) for each in sys.argv]
        log.write_text(f"syriakb {__version__}, {typed}\n{traceback.format_exc()}", encoding="utf-8", errors="replace")
        where = f"The details are in {log}; please report it with them."
    except (OSError, RuntimeError):  # no folder for it, or no home
        where = "Please report it."
    return _failed(f"syriakb itself failed ({type(error).__name__}: {error}). {where}", 1)
