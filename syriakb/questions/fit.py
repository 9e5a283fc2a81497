"""Whether what a question is given is what it takes, for whoever asks without a command line that sees to it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from inspect import Parameter, signature
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from syriakb.errors import UsageError
from syriakb.questions.words import Best, Given, Limit

LIMIT = Given("How many rows, the first of them; null for all.", least=1)
_CALLED = {str: "a text", int: "a whole number", float: "a number", bool: "true or false", list: "texts"}


class Taken(NamedTuple):
    """What a parameter takes: values of a type (of `list`, texts), of which only `words` where there are any."""

    name: str
    type: type
    words: tuple[str, ...]
    optional: bool
    default: Any
    given: Given


def taken(question: Callable[..., Any]) -> list[Taken]:
    """What each parameter of a question takes, in order."""
    return [of(each.name, each.annotation, each.default) for each in [*signature(question).parameters.values()][1:]]


def of(name: str, annotation: Any, default: Any = Parameter.empty) -> Taken:
    """What a parameter takes, by its annotation."""
    if annotation in (Limit, Best):
        return Taken(name, int, (), True, default, LIMIT)
    kind, words, optional = annotation.__origin__, (), default is not Parameter.empty
    if get_origin(kind) in (Union, UnionType):
        (kind,) = [each for each in get_args(kind) if each is not NoneType]
    if get_origin(kind) is Literal:
        kind, words = str, get_args(kind)
    return Taken(name, get_origin(kind) or kind, words, optional, default, annotation.__metadata__[0])


def fit(takes: list[Taken], given: Mapping[str, Any]) -> dict[str, Any]:
    """What is given, as the question takes it; what is None is as if it was not given, but for how many rows: all.

    Days may be dates, and a text alone stands for a list of it. Raises UsageError where something is not taken, is of
    another kind, or is missing.
    """
    by_name = {each.name: each for each in takes}
    if unknown := given.keys() - by_name.keys():
        raise UsageError(f"There is no {min(unknown)!r} here. What can be given: {', '.join(by_name) or 'nothing'}.")
    found = {name: _fit(by_name[name], value) for name, value in given.items() if value is not None}
    found |= {each.name: None for each in takes if each.given is LIMIT and given.get(each.name, 0) is None}
    if missing := [each.name for each in takes if not each.optional and found.get(each.name, []) == []]:
        raise UsageError(f"{missing[0]} is missing. {by_name[missing[0]].given.help or ''}".rstrip())
    return found


def _fit(takes: Taken, value: Any) -> Any:
    found = _typed(takes.type, value)
    if found is None:
        raise UsageError(f"{takes.name}: {value!r} is not {_CALLED.get(takes.type, 'the path of a file')}.")
    if takes.words and found not in takes.words:
        raise UsageError(f"{takes.name}: {value!r} is none of {', '.join(takes.words)}.")
    least, most = takes.given.least, takes.given.most
    if least is not None and found < least:
        raise UsageError(f"{takes.name}: {value!r} is less than {least}.")
    if most is not None and found > most:
        raise UsageError(f"{takes.name}: {value!r} is more than {most}.")
    return found


def _typed(kind: type, value: Any) -> Any:
    """The value as one of the type; None where it is none."""
    if isinstance(value, bool) or kind is bool:
        return value if kind is bool and isinstance(value, bool) else None
    if kind is list:
        each = [value] if isinstance(value, str) else value
        return [*each] if isinstance(each, list | tuple) and all(isinstance(one, str) for one in each) else None
    if kind is Path:
        return Path(value) if isinstance(value, str | Path) else None
    if kind is str:
        return _text(value)
    return value if isinstance(value, int) or (kind is float and isinstance(value, float)) else None


def _text(value: Any) -> str | None:
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    return str(value).encode("utf-8", "backslashreplace").decode() if isinstance(value, str | int) else None
