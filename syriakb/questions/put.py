"""A question put by a program: by its name or function, with words and terms that nobody has looked at yet."""

from collections.abc import Callable, Mapping
from typing import Any

from syriakb.answers import Answer, Dossier
from syriakb.disk.store import Base
from syriakb.questions.asking import ask, whole
from syriakb.questions.fit import Taken, fit, of, taken
from syriakb.questions.terms import Terms


def put(
    base: Base, question: Callable[..., Answer | Dossier], terms: Mapping[str, Any], given: Mapping[str, Any]
) -> Answer | Dossier:
    """Put a question, and give its answer with what it lacks. Raises UsageError, and what the question raises."""
    words, on = fit(taken(question), given), Terms(**fit(terms_taken(), terms))
    return ask(base, on, lambda kb: whole(kb, question(kb, **words)))


def terms_taken() -> list[Taken]:
    """What is taken by way of terms."""
    return [of(name, each, None) for name, each in Terms.__annotations__.items()]
