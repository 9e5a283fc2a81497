"""Items: one record as it stands in a text, before anything is typed."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from syriakb.model.fields import Fault
from syriakb.model.readers import Raw

MAX_SCALAR = 100_000


class Spot(NamedTuple):
    """Line and column of a key and of its value, counted from 1."""

    key: tuple[int, int]
    value: tuple[int, int]


@dataclass(slots=True)
class Item:
    """One record as it was read: the fields as text, and what the text itself is guilty of.

    `start` and `end` are its offsets in the text where the YAML parser read it: from its first key, or its brace, to
    the next thing that is no comment.
    """

    line: int
    column: int
    raw: dict[str, Raw] = field(default_factory=dict)
    faults: list[tuple[int, int, Fault]] = field(default_factory=list)
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    def accuse(self, line: int, column: int, fault: Fault) -> None:
        """Note that the text at `line` and `column` is at fault."""
        self.faults.append((line, column, fault))


class TextError(Exception):
    """The text ends being readable here."""

    def __init__(self, line: int, column: int, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.line, self.column, self.code, self.message, self.hint = line, column, code, message, hint


@lru_cache(maxsize=1)
def lines(text: str) -> list[str]:
    """The lines of a text; kept for the next question, since many faults of one text are located one after another."""
    return text.split("\n")


def line_column(text: str, offset: int) -> tuple[int, int]:
    """The line and column, both from 1, of an offset into a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def no_hyphen() -> Fault:
    """The fault of a record that is told from the one above it only by its id."""
    hint = "Write a hyphen and a blank in front of its first field, as in: - id: ..."
    return Fault("", "missing-hyphen", "A record begins here without its hyphen.", hint)


def too_long(name: str) -> Fault:
    """The fault of a field whose text is longer than MAX_SCALAR."""
    message = f"The field {name} is longer than {MAX_SCALAR:,} characters."
    return Fault(name, "too-long", message, "Keep long text in a file of its own.")
