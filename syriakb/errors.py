"""What can go wrong: misuse is raised and carries its exit status, faults of the data are values with a place."""

from collections.abc import Sequence
from typing import NamedTuple

ERROR, WARNING, HINT = "error", "warning", "hint"


class SyriakbError(Exception):
    """Something a user can mend. The message is a plain sentence; `exit_code` is what the command ends with."""

    exit_code = 1


class UsageError(SyriakbError):
    """The command line itself is wrong."""

    exit_code = 2


class Candidate(NamedTuple):
    """What somebody may have meant by a name: its kind, its id, and what it is called."""

    kind: str
    id: str
    name: str


class UnclearError(SyriakbError):
    """A name does not tell what is meant. `candidates` may be; `asked` says which knowledge base was looked into."""

    def __init__(self, message: str, candidates: Sequence[Candidate] = ()) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)
        self.asked = ""


class NotFoundError(UnclearError):
    """Nothing goes by that name."""


class AmbiguousError(UnclearError):
    """Several things go by that name."""


class StoreError(SyriakbError):
    """A knowledge base cannot be found, read or written."""


class WrittenError(SyriakbError):
    """Something was written, and then not all could be told or made sure of: who tries again writes it twice."""

    exit_code = 4


class UnreadError(SyriakbError):
    """Whoever read the output went away; as programs do that such a reader ends, it is no fault and nothing is said."""

    exit_code = 141  # 128 and the number of SIGPIPE


class Problem(NamedTuple):
    """One fault of the data.

    `file` is relative to the knowledge base's folder, `line` and `column` count from 1. `record` is the id of the
    record that the fault is in, as far as it could be read. A record with an `error` is left out of every answer; a
    `warning` leaves it in, and a `hint` is no fault but what somebody may want to look at.
    """

    severity: str
    code: str
    file: str
    line: int
    column: int
    message: str
    hint: str | None = None
    record: str | None = None
