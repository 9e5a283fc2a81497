"""Who asks somebody, where a change needs more than was given: the command line's prompts, or nobody."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, NoReturn, Protocol

from syriakb.errors import SyriakbError, UsageError

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


class Once:
    """An asker whose questions can be gone through `again`: what was answered stays so, and nothing is said twice."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._done: list[Any] = []
        self._at = 0
        self._typed = ""  # what was typed last, and perhaps not yet taken

    def again(self) -> Asker:
        """Begin anew."""
        self._at = 0
        return self

    def tell(self, text: str) -> None:
        """Say something."""
        self._next(lambda: self._asker.tell(text))

    def ask(
        self, label: str, help: str, read: Callable[[str], object], *, complete: Complete, required: bool
    ) -> str | None:
        """Ask until `read` takes the answer; one that it could not look up before is tried first."""

        def kept(line: str) -> object:
            self._typed = line
            return read(line)

        def ask() -> str | None:
            with suppress(SyriakbError):
                if line := self._typed:
                    read(line)
                    return line
            return self._asker.ask(label, help, kept, complete=complete, required=required)

        again = self._at < len(self._done)
        answer: str | None = self._next(ask)
        if again and answer is not None:
            read(answer)
        return answer

    def confirm(self, question: str, *, default: bool = False) -> bool:
        """Ask for yes or no."""
        return bool(self._next(lambda: self._asker.confirm(question, default=default)))

    def leave(self) -> NoReturn:
        """End what somebody does not want to go on with."""
        self._asker.leave()

    def _next(self, act: Callable[[], object]) -> Any:
        if self._at == len(self._done):
            self._done.append(act())
            self._typed = ""
        self._at += 1
        return self._done[self._at - 1]


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
