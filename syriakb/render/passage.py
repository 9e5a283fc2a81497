"""A passage of a text with numbered marks, broken to the width of a screen."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from syriakb.render.fit import cell_width
from syriakb.render.safe import safe
from syriakb.render.screen import Screen

# Never colour alone: what is marked has its number behind it. These read well on dark and on light.
_CODES = {"actor": "1;36", "place": "1;35", "unknown": "4", "dim": "2", "bold": "1"}


class Mark(NamedTuple):
    """Characters of a passage that are marked: from which to behind which, with what number, as what."""

    start: int
    end: int
    number: str
    style: str


class Stretch(NamedTuple):
    """Text in one style."""

    text: str
    style: str = ""


def passage(text: str, marks: Sequence[Mark], screen: Screen) -> str:
    """Give a passage whole, each of its marks with its number in brackets, in lines that fit the screen."""
    return flow(list(_stretches(text, marks)), screen)


def flow(stretches: Sequence[Stretch], screen: Screen, indent: str = "") -> str:
    """Give stretches as lines that fit the screen; the second line and those after it are indented."""
    lines: list[str] = []
    line, used = "", 0
    for word in _words(stretches):
        wide = sum(cell_width(each.text) for each in word)
        if used and used + 1 + wide > screen.width - 1:
            lines.append(line)
            line, used = indent, len(indent)
        elif used:
            line, used = f"{line} ", used + 1
        line += "".join(_styled(each, screen) for each in word)
        used += wide
    return "".join(f"{each}\n" for each in (*lines, line))


def _stretches(text: str, marks: Sequence[Mark]) -> Iterator[Stretch]:
    at = 0
    for mark in sorted(marks):
        if mark.start >= at:
            yield Stretch(text[at : mark.start])
            yield Stretch(text[mark.start : mark.end], mark.style)
            yield Stretch(f"[{mark.number}]", "bold")
            at = mark.end
    yield Stretch(text[at:])


def _words(stretches: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    """What stands between blanks, each with the styles within it."""
    word: list[Stretch] = []
    for each in stretches:
        first, *more = each.text.replace("\t", " ").replace("\n", " ").split(" ")
        word += [each._replace(text=first)] * bool(first)
        for part in more:
            if word:
                yield word
            word = [each._replace(text=part)] * bool(part)
    if word:
        yield word


def _styled(each: Stretch, screen: Screen) -> str:
    text, code = safe(each.text, unicode=screen.unicode), _CODES.get(each.style)
    return f"\x1b[{code}m{text}\x1b[0m" if code and screen.color else text
