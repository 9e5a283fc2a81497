"""Who asks somebody, where a change needs more than was given: the command line's prompts, or nobody."""

from collections.abc import Callable, Sequence
from typing import NoReturn, Protocol

Complete = Callable[[str], Sequence[str]]


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
