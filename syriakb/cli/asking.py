"""Asking: a question becomes a command, a knowledge base is opened for it, and what it answers is shown."""

import inspect
import sqlite3
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeVar

import typer

from syriakb.answers import Answer, Dossier, Labels, Unread, brief
from syriakb.cli.options import (
    All,
    AsOf,
    DataFolder,
    Grade,
    Impartial,
    KnownBy,
    Limit,
    Only,
    OutOption,
    Without,
    one_of,
)
from syriakb.cli.output import say, screen, write
from syriakb.cli.progress import Reading
from syriakb.disk import store
from syriakb.index import open as index
from syriakb.queries.moment import Opened, moment
from syriakb.render.dossier import tables
from syriakb.render.formats import FORMATS, render
from syriakb.render.screen import Screen

T = TypeVar("T")
_FEW = 3  # places that are named of the records that are left out
_FORMAT = one_of(
    FORMATS, typer.Option("--format", "-f", help="How to show it; else as the file ends, else as a table.")
)
_COMMON = {
    "as_of": AsOf,
    "known_by": KnownBy,
    "format": _FORMAT,
    "out": OutOption,
    "data": DataFolder,
    "without": Without,
    "only": Only,
    "grade": Grade,
    "impartial": Impartial,
}


class Terms(NamedTuple):
    """The terms on which something is asked: for which days, in which format, for which file, of which knowledge base.

    Without a format it is the one that the file ends as, without a file it goes to standard output.
    """

    as_of: str | None = None
    known_by: str | None = None
    format: str | None = None
    out: Path | None = None
    data: Path | None = None
    without: list[str] | None = None
    only: list[str] | None = None
    grade: str | None = None
    impartial: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether not everybody's word counts."""
        return bool(self.without or self.only or self.grade is not None or self.impartial)


def question(found_by: Callable[..., Answer | Dossier], *, dated: bool = True) -> Callable[..., None]:
    """Make a command of a question: a function of what is opened and of what the command line gives it.

    The command has the options of every question besides; it opens the knowledge base, asks, and gives the answer. One
    that is not `dated` asks for days of its own, and so has no `--as-of`. A `limit` is how many rows people are shown
    and becomes `--limit` and `--all`; without either, formats for programs have them all.
    """
    given_own = list(inspect.signature(found_by).parameters.values())[1:]
    shown = next((each.default for each in given_own if each.annotation == Limit), None)
    own = [option for each in given_own for option in (_limits(each.default) if each.annotation == Limit else [each])]
    common = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=_COMMON[name])
        for name, default in Terms()._asdict().items()
        if dated or name != "as_of"
    ]

    @wraps(found_by)
    def command(**given: Any) -> None:
        terms = Terms(**{name: given.pop(name) for name in _COMMON if name in given})
        if shown is not None:
            programs = FORMATS[_format(terms)].programs
            few = given["limit"] or (None if programs else shown)
            given["limit"] = None if given.pop("all") else few
        words = {name: _writable(value) if isinstance(value, str) else value for name, value in given.items()}
        answer(terms, lambda kb: found_by(kb, **words))

    command.__signature__ = inspect.Signature([*own, *common])  # type: ignore[attr-defined]
    command.__annotations__ = {each.name: each.annotation for each in (*own, *common)}
    return command


def _limits(shown: int) -> list[inspect.Parameter]:
    """The options of a question whose list is long."""
    default = f"{shown} for people, all for programs"
    limit = typer.Option("--limit", metavar="N", min=1, help="How many to show.", show_default=default)
    options = {"limit": (Annotated[int | None, limit], None), "all": (All, False)}
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    return [inspect.Parameter(name, kind, default=each[1], annotation=each[0]) for name, each in options.items()]


def _writable(word: str) -> str:
    """The word with escapes in the place of bytes that are no text, which nothing could look up or write."""
    return word.encode("utf-8", "backslashreplace").decode()


def ask(terms: Terms, question: Callable[[Opened], T], *, told: bool = False, long: bool = False) -> T:
    """Open the knowledge base, say on standard error what is left out of the answer, and ask.

    `told`: the answer tells that itself. What takes `long`, asking much or writing as it asks, is
    asked of one state and holds no writer up. Where the index turns out to be damaged, which often
    shows only when a page of it is read, it is made anew and asked again.
    """
    base, warn = store.find(terms.data), cache(_warn)  # also where it is asked again, nothing is said twice

    def asked(db: sqlite3.Connection, *, mended: bool = False) -> T:
        kb = Opened(db, moment(db, terms.as_of, terms.known_by), base.folder, mended)
        if not told:
            warn(len(index.left_out(db)))
        return question(_narrowed(kb, terms) if terms.narrowed else kb)

    try:
        db = opened(base)
        return asked(index.unchanging(db) if long else db)
    except index.DAMAGE:
        return asked(index.rebuilt(base), mended=True)


def _narrowed(kb: Opened, terms: Terms) -> Opened:
    """The knowledge base as if only some had spoken (rule 13)."""
    from syriakb.queries.trust import Trust, narrow

    trust = Trust(tuple(terms.without or ()), tuple(terms.only or ()), terms.grade, terms.impartial)
    return kb._replace(filters=trust.filters, narrowed=str(trust), left_out=narrow(kb.db, kb.at, trust))


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
        found = _lacking(kb, _told_apart(kb, question(kb)))
        return found, _drawn(kb, found, name, Screen() if out else screen())

    found, text = ask(terms, drawn, told=True)
    if not FORMATS[name].notes:
        _tell(found)
    _give(found, text, name, out)
    if isinstance(found, Answer) and found.exit_code:
        raise typer.Exit(found.exit_code)


def _format(terms: Terms) -> str:
    """The format of an answer. Raises UsageError where the file that it is for ends as another one."""
    if terms.out is None:
        return terms.format or "table"
    from syriakb.cli.files import format_of

    return format_of(terms.out, terms.format, {name: each.ending for name, each in FORMATS.items()}) or "table"


def _lacking(kb: Opened, found: Answer | Dossier) -> Answer | Dossier:
    """The answer with the records that are left out of it; a check tells of them in its rows."""
    if isinstance(found, Answer) and found.answer == "check":
        return found
    places = index.left_out(kb.db)
    return found._replace(unread=Unread(len(places), tuple(f"{file}:{line}" for file, line in places[:_FEW])))


def _told_apart(kb: Opened, found: Answer | Dossier) -> Answer | Dossier:
    """The answer with what narrows it; one that this empties says how many claims were left out."""
    if not isinstance(found, Answer) or not kb.narrowed:
        return found
    claims = "1 claim was" if kb.left_out == 1 else f"{kb.left_out:,} claims were"
    notes = () if found.rows else (f"{claims} left out: {kb.narrowed}.",)
    return found._replace(filters=kb.filters, narrowed=kb.narrowed, notes=(*found.notes, *notes))


def _drawn(kb: Opened, found: Answer | Dossier, name: str, on: Screen) -> str:
    if isinstance(found, Answer) and not FORMATS[name].programs:
        found = brief(found)
    return render(name, found, _labels(kb, found, name), on)


def _tell(found: Answer | Dossier) -> None:
    """Say beside an answer what its format has no place for."""
    _warn(found.unread.number if found.unread else 0)
    for note in found.notes if isinstance(found, Answer) else ():
        say(f"note: {note}")


def _give(found: Answer | Dossier, text: str, name: str, out: Path | None) -> None:
    form = FORMATS[name]
    if out is None:
        write(text, escapes=form.escapes)
        return
    from syriakb.cli.files import give
    from syriakb.export import Part

    what = found.answer if isinstance(found, Answer) else "show"
    part = Part(f"{what}.{form.ending}", iter([text.encode("utf-8", "backslashreplace")]))
    give(part, out, escapes=form.escapes)


def _labels(kb: Opened, found: Answer | Dossier, name: str) -> Labels:
    if not FORMATS[name].labelled:
        return Labels({}, {}, {})
    from syriakb.queries.labels import labels

    return labels(kb.db, tables(found))
