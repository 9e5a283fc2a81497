"""What the scripts of the shells ask the program, and what it answers: a line that says what is wanted, then offers.

Wanted are `files` or `folders`, which the shell finds, or `words`. `other` is one that does not go on as what was
typed, `others` are several such: what they begin with in common must not take its place.
"""

import re
import sys
from collections.abc import Sequence
from shlex import quote

import typer

from syriakb.cli.shells.offers import Offer, Offers, offers, split

# How bash says that it will show what it is given, and that it will put in what all of that begins with.
_LISTS, _COMMON = ("63", "33", "64"), ("9", "33", "64")
_WIDE = 80


def answer(app: typer.Typer, shell: str, line: str, replaced: str = "", way: str = "", columns: str = "") -> None:
    """Write what the shell can offer for the word at the end of the line, as its script reads it.

    bash puts an offer in the place of the `replaced` end of the word, tells by a number the `way` in which it
    completes, and shows what it is given just so, on so many `columns`.
    """
    words, begun = split(_without_escapes(line) if shell == "fish" else line)
    found = offers(app, words[1:], begun)
    wanted = _wanted(found, begun)
    width = int(columns) if columns.isdecimal() and columns != "0" else _WIDE
    if shell == "bash":
        lines = _for_bash(found.words, wanted, split(line.removesuffix(replaced))[1], way, width)
    elif shell == "zsh":
        told = _told(found.words, width)
        lines = [f"{each.word}\t{shown}" for each, shown in zip(found.words, told, strict=True)]
    else:
        lines = [f"{each.word}\t{each.told}" for each in found.words]
    sys.stdout.write("\n".join([wanted, *lines, ""]))


def _without_escapes(line: str) -> str:
    r"""A line of fish, where \' and \\ stand for one sign between apostrophes, too, as other shells have it."""
    parts, quoted = list[str](), ""
    for part in re.findall(r"\\.|.|\\", line, re.DOTALL):
        if quoted == "'" and part in ("\\'", "\\\\"):
            part = "'\\''" if part == "\\'" else "\\"
        elif part == quoted:
            quoted = ""
        elif not quoted and part in ("'", '"'):
            quoted = part
        parts.append(part)
    return "".join(parts)


def _wanted(found: Offers, begun: str) -> str:
    if all(each.word.lower().startswith(begun.lower()) for each in found.words):
        return found.wanted
    return "other" if len(found.words) == 1 else "others"


def _for_bash(words: tuple[Offer, ...], wanted: str, kept: str, way: str, width: int) -> list[str]:
    """Offers without what stays of the word; where several are listed, with what they stand for.

    A blank among them begins like none: so what they begin with does not take the place of what was typed.
    """
    fit = [each._replace(word=quote(each.word[len(kept) :])) for each in words if each.word.startswith(kept)]
    several = len(fit) > 1
    lines = _told(fit, width) if several and way in _LISTS else [each.word for each in fit]
    return lines + [" "] * (several and wanted == "others" and way in _COMMON)


def _told(words: Sequence[Offer], width: int) -> list[str]:
    """A line for each: the word, and aligned beside it what it stands for, cut to the width."""
    longest = max((len(each.word) for each in words), default=0)
    room = max(width - longest - len("  ()") - 1, 1)
    return [f"{each.word:<{longest}}  ({_cut(each.told, room)})" if each.told else each.word for each in words]


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1]}…"
