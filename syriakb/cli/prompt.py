"""Questions to somebody at a terminal, with completion; whoever leaves one has written nothing."""

import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from shutil import get_terminal_size
from textwrap import fill
from typing import NoReturn

from syriakb.cli.output import beside
from syriakb.edits.asker import BackError, Complete
from syriakb.errors import SyriakbError
from syriakb.render.safe import safe

_BACK = "b"


def interactive(no_input: bool) -> bool:
    """Whether there is somebody to ask."""
    streams = (sys.stdin, sys.stderr)
    return not no_input and all(stream is not None and stream.isatty() for stream in streams)


def tell(text: str) -> None:
    """Say something beside the answer, each line safe for a terminal."""
    sys.stderr.write("".join(map(beside, text.split("\n"))))


def ask(label: str, help: str, read: Callable[[str], object], *, complete: Complete, required: bool) -> str | None:
    """Ask until `read` takes the answer; what it raises is said, and asked again. None for no answer.

    Raises BackError where somebody goes back to the question before.
    """
    if help:
        tell(fill(f"{help}{'' if required else ' Enter for none.'}", get_terminal_size().columns - 1))
    while True:
        line = _answer(f"{label}: ", complete)
        if not line and not required:
            return None
        try:
            if not line:
                raise SyriakbError("This is needed. Press Ctrl-C to leave; nothing is written then.")
            read(line)
        except SyriakbError as error:
            tell(f"  {error}")
        else:
            return line


def leave() -> NoReturn:
    """End a command that somebody does not want to go on with."""
    tell("\nNothing was written.")
    raise KeyboardInterrupt


def confirm(question: str, *, default: bool = False) -> bool:
    """Ask for yes or no. Raises BackError."""
    while True:
        line = _answer(f"{question} [{'Y/n' if default else 'y/N'}] ", lambda _: ()).lower()
        if not line:
            return default
        if line in ("y", "yes", "n", "no"):
            return line[0] == "y"
        tell("  Answer y or n.")


def _answer(prompt: str, complete: Complete) -> str:
    """A line that somebody typed or pasted: line breaks within what was pasted are blanks."""
    line = " ".join(_line(prompt, complete).split())
    if line == _BACK:
        raise BackError
    return line


def _line(prompt: str, complete: Complete) -> str:
    completing(complete)
    try:
        if sys.stdout.isatty():
            return input(safe(prompt))
        with redirect_stdout(sys.stderr):
            return input(safe(prompt))
    except (EOFError, KeyboardInterrupt):
        leave()
    except UnicodeDecodeError:
        tell("  That is not text in the encoding of this terminal.")
        return _line(prompt, complete)


def completing(complete: Complete) -> None:
    """Let the tab key complete a line, where the system has a library for that."""
    try:
        import readline
    except ImportError:
        return
    readline.set_completer_delims("")
    found: list[str] = []

    def complete_one(text: str, state: int) -> str | None:
        if state == 0:
            found[:] = complete(text)
        return found[state] if state < len(found) else None

    readline.set_completer(complete_one)
    readline.parse_and_bind("tab: complete")
    readline.parse_and_bind("set enable-bracketed-paste on")
