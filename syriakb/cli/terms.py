"""The terms of every question, and the sides, as options of commands that are no questions: pictures, page, exports."""

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from types import MappingProxyType
from typing import Annotated, Any

from syriakb.cli.asking import Terms
from syriakb.cli.options import DataFolder, of_question
from syriakb.questions import terms
from syriakb.questions.words import Sides

SidesOption = Annotated[bool, of_question("sides", Sides)]


def on_terms(own: Mapping[str, Any] = MappingProxyType({})) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a command of a function: options in the place of its parameter `terms`, `own` in the place of some."""
    kinds = {name: own.get(name, _annotated(name, kind)) for name, kind in terms.Terms.__annotations__.items()}
    kinds["data"] = DataFolder
    defaults = {**terms.Terms._field_defaults, "data": None}
    options = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=defaults[name], annotation=kind)
        for name, kind in kinds.items()
    ]

    def made(function: Callable[..., None]) -> Callable[..., None]:
        given = [each for each in inspect.signature(function).parameters.values() if each.name != "terms"]

        @wraps(function)
        def command(**words: Any) -> None:
            found = {name: words.pop(name) for name in kinds if name in words}
            days = {name: found.pop(name, None) for name in ("as_of", "known_by", "data")}
            function(**words, terms=Terms(**days, others=found))

        command.__signature__ = inspect.Signature([*given, *options])  # type: ignore[attr-defined]
        command.__annotations__ = {each.name: each.annotation for each in (*given, *options)}
        return command

    return made


def _annotated(name: str, annotation: Any) -> Any:
    return Annotated[annotation, of_question(name, annotation)]
