"""What git leaves in a file where two changes met: lines that mark where each begins, and both of them between.

Which is meant nobody has said yet, and half a record can look like a whole one. So the records that a meeting touches
are left out, and it is told as what it is.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

from syriakb.text.items import Item, TextError, line_column, lines

_MARKS = ("<<<<<<<", "=======", ">>>>>>>")
_MARKER = re.compile(r"^(?:<{7} |={7}\r?$|>{7} )", re.MULTILINE)
_ID = re.compile(r"""\bid["']?:\s*["']?([\w.-]+)""")


def markers(text: str) -> list[int]:
    """Where the lines that are markers begin, as offsets."""
    if not any(mark in text for mark in _MARKS):  # many times faster than the pattern
        return []
    return [match.start() for match in _MARKER.finditer(text)]


def items(text: str, found: Iterator[Item], at: list[int], *, a_line_each: bool) -> Iterator[Item]:
    """The records of `found` that no meeting touches; then raises TextError, at the first of the markers.

    With `a_line_each` a record is its line, else it goes on to where the next one begins.
    """
    there, out = _readable(found), set[str]()
    meetings = _meetings(text, at)
    for item, below in zip_longest(there, there[1:]):
        last = item.line if a_line_each else below.line - 1 if below else len(lines(text))
        if not any(first <= last and item.line <= end for first, end in meetings):
            yield item
        elif item.raw or not a_line_each:  # a marker is a line, but no record
            out.add(_name(lines(text)[item.line - 1]))
    what = {0: "what they change is", 1: "1 record is"}.get(len(out), f"{len(out)} records are")
    message = f"Two changes met here in git, and {what} left out until one of them is chosen."
    hint = "Keep what is right, and take out the lines that begin with <<<<<<<, ======= and >>>>>>>."
    raise TextError(*line_column(text, at[0]), "git-conflict", message, hint)


def _name(line: str) -> str:
    """The id in the first line of a record, which may be all that can be read of it; else the line."""
    found = _ID.search(line)
    return found[1] if found else line


def _readable(found: Iterator[Item]) -> list[Item]:
    there: list[Item] = []
    try:
        there.extend(found)
    except TextError:
        return there  # the markers are why
    return there


def _meetings(text: str, at: list[int]) -> list[tuple[int, int]]:
    """The first and the last line of each meeting; a marker that belongs to none is one by itself."""
    meetings: list[tuple[int, int]] = []
    begun = None
    for start in at:
        line, sign = line_column(text, start)[0], text[start]
        if sign == "<":
            begun = line
        if begun is None or sign == ">":
            meetings.append((begun or line, line))
            begun = None
    return meetings if begun is None else [*meetings, (begun, len(lines(text)))]
