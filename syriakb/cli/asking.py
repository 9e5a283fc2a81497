"""Asking: a question becomes a command, a knowledge base is opened for it, and what it answers is shown."""

import inspect
import sqlite3
import sys
from collections.abc import Callable, Mapping
from functools import cache, wraps
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple, TypeVar

import typer

from syriakb.answers import Answer, Dossier, Labels, brief
from syriakb.cli.options import ALL, DataFolder, LabelsOption, OutOption, WideOption, limit, one_of, option
from syriakb.cli.output import say, screen, write
from syriakb.cli.progress import Reading
from syriakb.disk import store
from syriakb.errors import UsageError
from syriakb.index import open as index
from syriakb.queries.moment import Opened
from syriakb.queries.voices import widened
from syriakb.questions import asking, terms
from syriakb.questions.words import Best, Given, Limit
from syriakb.render.dossier import tables
from syriakb.render.formats import EVERY, FORMATS, Format, render
from syriakb.render.screen import Screen

T = TypeVar("T")
_SHOWN = typer.Option("--format", "-f", help="How to show it; else as the file ends, else as a table.")
_FORMAT, _FORMAT_OF_PROBLEMS = one_of(FORMATS, _SHOWN), one_of(EVERY, _SHOWN)
_WHOSE = terms.Terms.__annotations__
_COMMON = {
    "as_of": _WHOSE["as_of"],
    "known_by": _WHOSE["known_by"],
    "format": _FORMAT,
    "out": OutOption,
    "data": DataFolder,
    "labels": LabelsOption,
    "wide": WideOption,
    **_WHOSE,
}


class Terms(NamedTuple):
    """The terms on which something is asked: for which days, in which format, for which file, of which knowledge base.

    Without a format it is the one that the file ends as, without a file it goes to standard output. `formats` are those
    that it can have. `others` are those terms of every question that are not of its days.
    """

    as_of: str | None = None
    known_by: str | None = None
    format: str | None = None
    out: Path | None = None
    data: Path | None = None
    labels: bool = False
    wide: bool = False
    formats: Mapping[str, Format] = MappingProxyType(FORMATS)
    others: Mapping[str, Any] = MappingProxyType({})

    @property
    def asked(self) -> terms.Terms:
        """Those that the answer depends on."""
        return terms.Terms(self.as_of, self.known_by, **self.others)


def question(found_by: Callable[..., Answer | Dossier]) -> Callable[..., None]:
    """Make a command of a question: a function of what is opened and of what the command line gives it.

    The command has the options of every question besides; it opens the knowledge base, asks, and gives the answer. A
    `limit` is how many rows people are shown and becomes `--limit`
    and `--all`; without either, formats for programs have them all, unless it is of the best matches.
    """
    given_own = list(inspect.signature(found_by).parameters.values())[1:]
    limits = [each for each in given_own if each.annotation in (Limit, Best)]
    own = [option for each in given_own for option in (_limits(each) if each in limits else [_option(each)])]
    common = [
        _option(inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=_DEFAULTS[name], annotation=annotation))
        for name, annotation in {**_COMMON, "format": _formats(found_by)}.items()
    ]
    piped = {each.name: given.piped for each in given_own if (given := _given(each)) and given.piped}

    @wraps(found_by)
    def command(**given: Any) -> None:
        asked = _terms(given)._replace(formats=_of(found_by))
        for each in limits:
            shown = None if each.annotation == Limit and EVERY[_format(asked)].programs else each.default
            few = given["limit"] or shown
            given["limit"] = None if given.pop("all") else few
        for name, what in piped.items():
            given[name] = _piped(what) if given[name] == "-" else given[name]
        words = {name: _writable(value) if isinstance(value, str) else value for name, value in given.items()}
        answer(asked, lambda kb: found_by(kb, **words))

    command.__signature__ = inspect.Signature([*own, *common])  # type: ignore[attr-defined]
    command.__annotations__ = {each.name: each.annotation for each in (*own, *common)}
    return command


def _formats(found_by: Callable[..., Any]) -> Any:
    """The option of the formats that an answer can have."""
    return _FORMAT_OF_PROBLEMS if _of(found_by) is EVERY else _FORMAT


def _of(found_by: Callable[..., Any]) -> Mapping[str, Format]:
    """The formats that an answer can have; problems have some of their own."""
    return EVERY if found_by.__name__ == "check" else FORMATS


_DEFAULTS = {**terms.Terms._field_defaults, **Terms._field_defaults}


def _terms(given: dict[str, Any]) -> Terms:
    """The terms among what is given, which they are taken out of."""
    found = {name: given.pop(name) for name in _COMMON if name in given}
    others = {name: found.pop(name) for name in [*found] if name not in Terms._fields}
    return Terms(**found, others=others)


def _given(each: inspect.Parameter) -> Given | None:
    """What is told of a parameter; None for one that Typer is told of."""
    told = getattr(each.annotation, "__metadata__", (None,))[0]
    return told if isinstance(told, Given) else None


def _option(each: inspect.Parameter) -> inspect.Parameter:
    """The parameter as Typer takes it."""
    told = _given(each)
    return each.replace(annotation=Annotated[each.annotation, option(each.name, told)]) if told else each


def _limits(each: inspect.Parameter) -> list[inspect.Parameter]:
    """The options of a question whose list is long."""
    of_all = f"{each.default} for people, all for programs"
    options = {"limit": limit(each.default if each.annotation == Best else None, of_all), "all": (ALL, False)}
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    return [inspect.Parameter(name, kind, default=each[1], annotation=each[0]) for name, each in options.items()]


def _piped(what: str) -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        message = f"{what} on standard input is not UTF-8 (byte {bad.start:,}). Write it in UTF-8."
        raise UsageError(message) from None


def _writable(word: str) -> str:
    """The word with escapes in the place of bytes that are no text, which nothing could look up or write."""
    return word.encode("utf-8", "backslashreplace").decode()


def ask(terms: Terms, question: Callable[[Opened], T], *, told: bool = False, long: bool = False) -> T:
    """Open the knowledge base, say on standard error what is left out of the answer, and ask (`asking.ask`).

    `told`: the answer tells that itself. Which one it is is said too, where somebody is who has none there.
    """
    warn = cache(_warn)  # also where it is asked again, nothing is said twice
    base = store.find(terms.data)

    def asked(kb: Opened) -> T:
        if not told:
            warn(len(index.left_out(kb.db)))
        found = question(kb)
        if base.elsewhere:
            _tell_which(kb)
        return found

    return asking.ask(base, terms.asked, asked, opened=opened, long=long)


def _tell_which(kb: Opened) -> None:
    """Say which knowledge base was asked, once a day in a folder that has none of its own."""
    from syriakb.disk.told import first_today
    from syriakb.queries.asked import asked

    if first_today(kb.folder):
        say(f"note: There is no knowledge base in this folder. Asked: {asked(kb.db, kb.folder)}.")


def _warn(missing: int) -> None:
    if missing:
        what = "1 record with errors is" if missing == 1 else f"{missing} records with errors are"
        say(f"warning: {what} left out of this answer. To see them: syriakb check")


def opened(base: store.Base) -> sqlite3.Connection:
    """Open the index, with a bar on a terminal while much has to be read."""
    reading = Reading()
    try:
        return index.open_index(base, reading)
    finally:
        reading.end()


def answer(terms: Terms, question: Callable[[Opened], Answer | Dossier]) -> None:
    """Ask, give the answer, and end with its exit code."""
    name, out = _format(terms), None if terms.out == Path("-") else terms.out

    def drawn(kb: Opened) -> tuple[Answer | Dossier, str]:
        found = asking.whole(kb, question(kb), base=EVERY[name].base)
        on = Screen() if out else screen()
        text = _drawn(kb, found, name, on, labels=terms.labels, wide=terms.wide)
        return found, text + (_in_the_text(kb, found) if name == "table" and terms.out is None else "")

    found, text = ask(terms, drawn, told=True)
    if not EVERY[name].notes:
        _tell(found)
    _give(found, text, name, out)
    if isinstance(found, Answer) and found.exit_code:
        raise typer.Exit(found.exit_code)


def _in_the_text(kb: Opened, found: Answer | Dossier) -> str:
    """On a terminal, the sentences around the anchors that a proof or a record rests on, where their texts are kept."""
    if not sys.stdout.isatty() or not (isinstance(found, Dossier) or found.answer == "why"):
        return ""
    from syriakb.disk import texts

    if not texts.sources(kb.folder):
        return ""
    from syriakb.queries.records import anchored
    from syriakb.render.passages import passages

    claims = [str(row["claim"]) for each in tables(found) for row in each.records() if "claim" in row]
    return passages(list(anchored.passages(kb, claims)), screen())


def _format(terms: Terms) -> str:
    """The format of an answer. Raises UsageError where the file that it is for ends as another one."""
    if terms.out is None:
        return terms.format or "table"
    from syriakb.cli.files import format_of

    return format_of(terms.out, terms.format, {name: each.ending for name, each in terms.formats.items()}) or "table"


def _drawn(kb: Opened, found: Answer | Dossier, name: str, on: Screen, *, labels: bool, wide: bool) -> str:
    if isinstance(found, Answer) and not EVERY[name].programs:
        found = widened(brief(found)) if wide else brief(found)
    if labels:
        found = _named(kb, found, name)
    return render(name, found, _labels(kb, found, name), on)


def _named(kb: Opened, found: Answer | Dossier, name: str) -> Answer | Dossier:
    """The answer with names for ids. Raises UsageError for a format that has them anyway, or that programs read."""
    if name not in ("csv", "markdown"):
        raise UsageError(f"--labels is for csv and markdown, and what is written is {name}.")
    from syriakb.queries import labels
    from syriakb.render.named import named

    known = found.labels if isinstance(found, Answer) and found.labels else labels.labels(kb.db, tables(found))
    if isinstance(found, Answer):
        return named(found, known)
    return found._replace(sections=tuple((key, named(each, known)) for key, each in found.sections))


def _tell(found: Answer | Dossier) -> None:
    """Say beside an answer what its format has no place for."""
    _warn(found.unread.number if found.unread else 0)
    for note in found.notes if isinstance(found, Answer) else ():
        say(f"note: {note}")


def _give(found: Answer | Dossier, text: str, name: str, out: Path | None) -> None:
    form = EVERY[name]
    if out is None:
        write(text, escapes=form.escapes)
        return
    from syriakb.cli.files import give
    from syriakb.export import Part

    what = found.answer if isinstance(found, Answer) else "show"
    part = Part(f"{what}.{form.ending}", iter([text.encode("utf-8", "backslashreplace")]))
    give(part, out, escapes=form.escapes)


def _labels(kb: Opened, found: Answer | Dossier, name: str) -> Labels:
    if not EVERY[name].labelled:
        return Labels({}, {}, {})
    if isinstance(found, Answer) and found.labels:
        return found.labels
    from syriakb.queries.labels import labels

    return labels(kb.db, tables(found))
