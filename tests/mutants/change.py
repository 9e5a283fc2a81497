"""One change of a text: what stands where, and what is to stand there instead."""

from typing import NamedTuple


class Change(NamedTuple):
    """The text from `start` to `end` becomes `new`."""

    start: int
    end: int
    new: str

    def applied(self, text: str) -> str:
        """The whole text with the change."""
        return text[: self.start] + self.new + text[self.end :]


def swapped(text: str, one: tuple[int, int], other: tuple[int, int]) -> Change:
    """Two spans of a text, the first before the second, change their places."""
    (start, first_end), (second, end) = one, other
    return Change(start, end, text[second:end] + text[first_end:second] + text[start:first_end])
