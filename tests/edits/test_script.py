"""Answers are kept as they come, gone through again where a question is asked anew, and taken back one by one."""

from collections.abc import Callable, Sequence

import pytest

from syriakb.edits.asker import Asker, BackError, Nobody
from syriakb.edits.script import Answered, Script
from syriakb.errors import SyriakbError

BACK = object()


class Somebody(Nobody):
    """Answers in this order; `told` has what was said, `asked` what was asked."""

    def __init__(self, *answers: object) -> None:
        super().__init__()
        self.answers = list(answers)
        self.asked: list[str] = []

    def ask(self, label: str, *_: object, **__: object) -> str | None:
        answer = self._next(label)
        return None if answer is None else str(answer)

    def confirm(self, question: str, **_: object) -> bool:
        return bool(self._next(question))

    def _next(self, label: str) -> object:
        self.asked.append(label)
        answer = self.answers.pop(0)
        if answer is BACK:
            raise BackError
        return answer


def made(asker: Asker) -> list[str | None]:
    """Two questions; of an unknown name in the second it is asked whether it is added, and how it is called."""
    found: list[str | None] = []

    def ask(label: str, read: Callable[[str], object] = str) -> str | None:
        return asker.ask(label, "Help.", read, complete=lambda _: (), required=False)

    def read(line: str) -> None:
        if line == "wrong":
            raise SyriakbError("It is wrong.")
        if line == "new" and asker.confirm("Add it?"):
            found.append(ask("Name"))

    asker.tell("Begin.")
    found.append(ask("First", read))
    asker.tell("Half.")
    found.append(ask("Second", read))
    return found


@pytest.mark.parametrize(
    ("answers", "found", "asked"),
    [
        (("one", "two"), ["one", "two"], "First Second"),
        (("one", None), ["one", None], "First Second"),
        (("wrong", "one", "two"), ["one", "two"], "First First Second"),
        (("one", BACK, "uno", "two"), ["uno", "two"], "First Second First Second"),
        ((BACK, "one", "two"), ["one", "two"], "First First Second"),
        (("one", BACK, BACK, "uno", "two"), ["uno", "two"], "First Second First First Second"),
        (("one", "new", True, "it"), ["one", "it", "new"], "First Second Add it? Name"),
        (("one", "new", True, BACK, False), ["one", "new"], "First Second Add it? Name Add it?"),
        (
            ("one", "new", BACK, BACK, "uno", "two"),
            ["uno", "two"],
            "First Second Add it? Second First Second",
        ),
    ],
)
def test_questions_are_asked_until_all_are_answered(
    answers: Sequence[object], found: list[str | None], asked: str
) -> None:
    somebody = Somebody(*answers)
    kept: list[Sequence[Answered]] = []
    assert Script(somebody, (), lambda now: kept.append(tuple(now))).run(made) == found
    assert " ".join(somebody.asked) == asked
    again = Somebody()
    assert Script(again, kept[-1]).run(made) == found
    assert again.asked == []


def test_what_was_said_is_not_said_again_where_answers_are_gone_through() -> None:
    somebody = Somebody("one", BACK, "uno", "two")
    Script(somebody).run(made)
    assert somebody.told == ["Begin.", "Half.", "  Back. Before, it was: one", "Half."]


def test_an_answer_that_no_longer_fits_is_asked_for_again() -> None:
    somebody = Somebody("two")
    answers = [Answered("First", "one"), Answered("Second", "wrong"), Answered("Third", "x")]
    assert Script(somebody, answers).run(made) == ["one", "two"]
    assert somebody.told == ["  It is wrong."]


def test_answers_to_other_questions_are_not_taken() -> None:
    somebody = Somebody("two")
    assert Script(somebody, [Answered("First", "one"), Answered("Other", "x")]).run(made) == ["one", "two"]
