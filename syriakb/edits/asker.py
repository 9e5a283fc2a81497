"""Who asks somebody, where a change needs more than was given: the command line's prompts, or nobody."""

from collections.abc import Callable, Sequence
from typing import NoReturn, Protocol

from syriakb.errors import SyriakbError, UsageError

Complete = Callable[[str], Sequence[str]]


class BackError(Exception):
    """Somebody wants to go back to the question before."""


class Asker(Protocol):
    """What asks somebody, and tells them what is no part of the answer."""

    def tell(self, text: str) -> None:
        """Say something."""

    def ask(
        self, label: str, help: str, read: Callable[[str], object], *, complete: Complete, required: bool
    ) -> str | None:
        """Ask until `read` takes the answer; what it raises is said, and asked again. None for no answer."""

    def confirm(self, question: str, *, default: bool = False) -> bool:
        """Ask for yes or no."""

    def leave(self) -> NoReturn:
        """End what somebody does not want to go on with."""


class Nobody:
    """Nobody is there to be asked: what they would be told is kept in `told`."""

    def __init__(self) -> None:
        self.told = list[str]()

    def tell(self, text: str) -> None:
        """Keep what is said."""
        self.told.append(text)

    def ask(
        self,
        label: str,
        help: str,  # noqa: ARG002 - as every asker
        read: Callable[[str], object],  # noqa: ARG002
        *,
        complete: Complete,  # noqa: ARG002
        required: bool,  # noqa: ARG002
    ) -> str | None:
        """Nobody answers. Raises UsageError."""
        raise UsageError(f"{label} is missing.")

    def confirm(self, question: str, *, default: bool = False) -> bool:  # noqa: ARG002
        """What stands without an answer."""
        return default

    def leave(self) -> NoReturn:
        """End it. Raises SyriakbError."""
        raise SyriakbError("Nothing was written.")
