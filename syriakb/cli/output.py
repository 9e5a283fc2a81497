"""Where text goes: answers to standard output, everything else to standard error."""

import os
import shutil
import sys

from syriakb.render.screen import Screen


def say(sentence: str) -> None:
    """Tell the user something that is no part of the output."""
    from syriakb.render.safe import safe

    sys.stderr.write(f"{safe(sentence)}\n")


def screen() -> Screen:
    """What standard output can show: its width, and whether it takes colours and signs beyond ASCII."""
    terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    color = terminal and not os.environ.get("NO_COLOR")
    return Screen(shutil.get_terminal_size((80, 24)).columns, color, "utf" in (sys.stdout.encoding or "").lower())


def write(text: str, *, escapes: bool = True) -> None:
    """Write text to standard output; on a terminal, text of a format that `escapes` nothing does not steer it."""
    sys.stdout.write(text if escapes or not sys.stdout.isatty() else _harmless(text))
    sys.stdout.flush()


def _harmless(text: str) -> str:
    from syriakb.render.safe import safe_lines

    return safe_lines(text)
