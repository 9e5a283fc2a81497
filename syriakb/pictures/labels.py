"""Room for texts in a picture: how wide a text is at most, and where it can stand without covering another."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from unicodedata import combining, east_asian_width

TITLE = 22  # what to measure titles with: they are of 20 px, and bold is wider
ASKED = 14  # the line under a title


class Box(NamedTuple):
    """A rectangle by its left upper corner and its size."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: "Box") -> bool:
        """Whether two rectangles share more than an edge."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


def text_width(text: str, size: float) -> float:
    """How wide a text in a sans-serif face of that size is, rather too wide than too narrow."""
    return sum(map(_share, text)) * size


def _share(char: str) -> float:
    if combining(char):
        return 0
    if east_asian_width(char) in "WF":
        return 1.05
    if char in " .,:;'|!ijlIft()[]/-":
        return 0.36
    return 0.9 if char in "mwMW@%" else 0.74 if char.isupper() else 0.6


def free(candidates: Iterable[Box], taken: Iterable[Box]) -> Box | None:
    """The first of the rectangles that covers none of those taken."""
    occupied = list(taken)
    return next((box for box in candidates if not any(box.overlaps(other) for other in occupied)), None)


def fitted(text: str, size: float, room: float) -> str:
    """A text that is no wider than the room there is, with an ellipsis where some is left out."""
    if text_width(text, size) <= room:
        return text
    longest = next(at for at in range(len(text), -1, -1) if text_width(f"{text[:at]}…", size) <= room or not at)
    return f"{text[:longest].rstrip()}…"


def wrapped(words: Iterable[str], size: float, room: float) -> Iterator[str]:
    """Words in lines that are no wider than the room; one that is too wide for a line is shortened."""
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if line and text_width(longer, size) > room:
            yield fitted(line, size, room)
            longer = word
        line = longer
    yield fitted(line, size, room)


def shortened(text: str, longest: int) -> str:
    """A text of at most that many characters, with an ellipsis where some are left out."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
