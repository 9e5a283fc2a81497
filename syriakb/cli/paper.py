"""Paper: the terminal as whoever reads a text sees it and types on it."""

import sys
from collections.abc import Callable, Sequence

from syriakb.cli import output, prompt
from syriakb.cli.change import brief_effect
from syriakb.edits.change import Done
from syriakb.render.safe import safe
from syriakb.render.screen import Screen

Complete = Callable[[str], Sequence[str]]


def show(text: str) -> None:
    """Show text that is safe and laid out."""
    sys.stdout.write(text)
    sys.stdout.flush()


def screen() -> Screen:
    """What it is shown on."""
    return output.screen()


def line(asked: str, offered: str = "", complete: Complete = lambda _: ()) -> str:
    """A line as it is typed, from what is offered. Raises EOFError, KeyboardInterrupt."""
    prompt.completing(complete)
    try:
        import readline
    except ImportError:  # what is offered cannot be edited, only taken
        return input(safe(f"{asked}[{offered}] " if offered else asked)) or offered
    readline.set_startup_hook(lambda: readline.insert_text(safe(offered)))
    try:
        return input(safe(asked))
    except UnicodeDecodeError:
        prompt.tell("  That is not text in the encoding of this terminal.")
        return line(asked, offered, complete)
    finally:
        readline.set_startup_hook(None)


def done(done: Done) -> None:
    """Show what was written, and in short what it changes."""
    show(brief_effect(done))
    for doubt in done.outcome.doubts:
        prompt.tell(doubt)
