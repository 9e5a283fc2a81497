"""What somebody answers, one after the other: kept as it comes, gone through again, and taken back one by one.

Whoever asks is a plain function of an asker. To go back a question it is run anew: what was answered before is answered
in the same way, without anybody being asked, up to the question that is meant.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, NoReturn, TypeVar

from syriakb.edits.asker import Asker, BackError, Complete
from syriakb.errors import SyriakbError

T = TypeVar("T")


class Answered(NamedTuple):
    """A question by its label, and what was answered: a text, none, or yes or no."""

    label: str
    answer: str | bool | None


def _unheard(_: Sequence[Answered]) -> None:
    """What becomes of answers that nobody keeps."""


class Script:
    """An asker that keeps what another one is answered; `keep` is given all of it after each answer."""

    def __init__(
        self, asker: Asker, answers: Sequence[Answered] = (), keep: Callable[[Sequence[Answered]], None] = _unheard
    ) -> None:
        self.answers = list(answers)
        self._asker, self._keep = asker, keep
        self._at = 0
        self._said = set[tuple[int, str]]()

    def run(self, make: Callable[[Asker], T]) -> T:
        """Ask what `make` asks, from the beginning; what is answered already is not asked again."""
        while True:
            self._at = 0
            try:
                return make(self)
            except BackError:
                self._back()

    def _back(self) -> None:
        if not self.answers:
            self._asker.tell("  This is the first question.")
            return
        last = self.answers[-1].answer
        self._cut(len(self.answers) - 1)
        self._asker.tell(f"  Back. Before, it was: {last}" if isinstance(last, str) else "  Back.")

    def _cut(self, at: int) -> None:
        """Forget the answers from there on."""
        del self.answers[at:]
        self._at = at
        self._said = {each for each in self._said if each[0] <= at}
        self._keep(self.answers)

    def tell(self, text: str) -> None:
        """Say something, once, and not while answers are gone through again."""
        said = (self._at, text)
        if self._at == len(self.answers) and said not in self._said:
            self._said.add(said)
            self._asker.tell(text)

    def ask(
        self, label: str, help: str, read: Callable[[str], object], *, complete: Complete, required: bool
    ) -> str | None:
        """Ask until `read` takes the answer; one that was given before is asked for again where it no longer fits."""
        while True:
            at = self._at
            line = self._line(label, help, complete, required=required)
            if line is None:
                return None
            try:
                read(line)
            except SyriakbError as error:
                self._cut(at)
                self._asker.tell(f"  {error}")
                help = ""
            else:
                return line

    def _line(self, label: str, help: str, complete: Complete, *, required: bool) -> str | None:
        if (found := self._answered(label)) and (not required or found.answer is not None):
            return None if found.answer is None else str(found.answer)
        line = self._asker.ask(label, help, str, complete=complete, required=required)
        self._add(Answered(label, line))
        return line

    def confirm(self, question: str, *, default: bool = False) -> bool:
        """Ask for yes or no."""
        if found := self._answered(question):
            return bool(found.answer)
        said = self._asker.confirm(question, default=default)
        self._add(Answered(question, said))
        return said

    def _answered(self, label: str) -> Answered | None:
        """What was answered to this question before; answers to others from there on no longer mean anything."""
        if self._at == len(self.answers):
            return None
        found = self.answers[self._at]
        if found.label != label:
            self._cut(self._at)
            return None
        self._at += 1
        return found

    def _add(self, answered: Answered) -> None:
        self.answers.append(answered)
        self._at += 1
        self._keep(self.answers)

    def leave(self) -> NoReturn:
        """End what somebody does not want to go on with."""
        self._asker.leave()
