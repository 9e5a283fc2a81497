"""Where text goes: answers to standard output, everything else to standard error."""

import os
import shutil
import sys

from syriakb.render.screen import Screen


def say(sentence: str) -> None:
    """Tell the user something that is no part of the output."""
    sys.stderr.write(beside(sentence))


def beside(sentence: str) -> str:
    """A sentence for standard error, with its line end: safe, and on a terminal broken between words.

    A command in it, which is there to be copied, stays in one piece.
    """
    from syriakb.render.safe import safe

    line = safe(sentence)
    words, command, rest = line.partition(_COMMAND)
    if len(line) < _NARROW or not words.strip() or not sys.stderr.isatty():
        return f"{line}\n"
    from textwrap import fill

    indent = line[: len(line) - len(line.lstrip())]
    whole = f"{words}{(command + rest).replace(' ', _KEPT)}"
    width = max(shutil.get_terminal_size().columns - 1, _NARROW)
    shown = fill(whole, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return f"{shown.replace(_KEPT, ' ')}\n"


_NARROW = 20  # columns: nothing is broken to fewer
_COMMAND = "syriakb "
_KEPT = "\x00"  # stands for a blank that is no place to break a line; no safe text has it


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
