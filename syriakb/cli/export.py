"""`syriakb export FORMAT`."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from syriakb import export as formats
from syriakb.cli.asking import Terms, ask
from syriakb.cli.complete import days_of_answers
from syriakb.cli.files import format_of, give, save_all, save_zip
from syriakb.cli.options import OutOption, WithDenied, one_of
from syriakb.cli.output import say
from syriakb.cli.terms import SidesOption, on_terms
from syriakb.errors import UsageError
from syriakb.export import EXPORTS, Options
from syriakb.queries.moment import Opened
from syriakb.queries.tables.everything import NAMES

_LISTED = "\n\n".join(f"{name}: {each.about}. Left out: {each.lacks}." for name, each in EXPORTS.items())
# The options that only some formats take, each with what tells of a format that it does.
_ONLY = {
    "--excel-safe": "spreadsheets",
    "--with-denied": "edges",
    "--base": "iris",
    "--with-texts": "whole",
    "--sides": "places",
    "--facts": "prepared",
}
if TYPE_CHECKING:
    Format: TypeAlias = str
    Table: TypeAlias = str | None
else:  # the words that they take are known when it runs
    Format = one_of(EXPORTS, typer.Argument(metavar="FORMAT", help=_LISTED))
    Table = Annotated[
        Literal[NAMES] | None, typer.Option("--table", help="Only this table, of a format that has tables.")
    ]
_SAFE = "CSV for spreadsheets: no cell is taken for a formula, and a byte order mark comes first. Not for import."
ExcelSafe = Annotated[bool, typer.Option("--excel-safe", help=_SAFE)]
Base = Annotated[
    str | None,
    typer.Option("--base", metavar="IRI", help="What the IRIs of things begin with, such as https://example.org/kb/."),
]
WithTexts = Annotated[bool, typer.Option("--with-texts", help="In a backup, the texts of sources (texts/) too.")]
_FACTS = "What is prepared for questions, partitioned, for --data FOLDER: all claims, of every day."
Facts = Annotated[bool, typer.Option("--facts", help=_FACTS)]
_AS_OF = "What holds on that day: only the claims, alliances and relations in effect on it. Without it all records are"
_KNOWN_BY = "Only the claims and alliances that had been reported by then, and what follows from them. Without it, all."
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help=f"{_AS_OF} there; relations and control are of the base's own day.",
        autocompletion=days_of_answers,
    ),
]
KnownBy = Annotated[
    str | None, typer.Option("--known-by", metavar="DATE", help=_KNOWN_BY, autocompletion=days_of_answers)
]


@on_terms({"as_of": AsOf, "known_by": KnownBy})
def export(
    format: Format,
    out: OutOption = None,
    table: Table = None,
    excel_safe: ExcelSafe = False,
    with_denied: WithDenied = False,
    base: Base = None,
    with_texts: WithTexts = False,
    sides: SidesOption = False,
    facts: Facts = False,
    *,
    terms: Terms,
) -> None:
    """Give the knowledge base in the format of another tool.

    Formats of tables write all of them into a folder or a .zip; a file, or standard output, takes one table.
    """
    if table and not EXPORTS[format].tables:
        raise UsageError(f"The format {format} has no tables to choose from. Leave out --table.")
    _only_some(format, dict(zip(_ONLY, (excel_safe, with_denied, base, with_texts, sides, facts), strict=True)))
    _of_all(format, terms)
    if facts:
        _into_a_folder(out, table, sides, terms)
    format_of(out, format, {name: name for name in EXPORTS})
    options = Options(table, excel_safe, with_denied, _iri(base) if base else None, with_texts, facts)
    ask(terms, lambda kb: _write(kb.by_sides(sides), format, out, options), told=EXPORTS[format].whole, long=True)


def _into_a_folder(out: Path | None, table: str | None, sides: bool, terms: Terms) -> None:
    """Raise UsageError where facts are to be told from others, or not to be written into a folder."""
    if table or sides or terms.as_of or terms.known_by or any(terms.others.values()):
        raise UsageError("--facts is all there is, for questions of every day: it takes no other option than --out.")
    if out is None or out == Path("-") or out.suffix:
        raise UsageError("--facts goes into a folder: -o FOLDER")


def _only_some(format: str, given: Mapping[str, object]) -> None:
    """Raise UsageError for an option that is given and that the format does not take."""
    for option in (name for name, value in given.items() if value):
        able = [name for name, each in EXPORTS.items() if getattr(each, _ONLY[option])]
        if format not in able:
            raise UsageError(f"{option} is for the format {' or '.join(able)} only. Leave it out.")


def _of_all(format: str, terms: Terms) -> None:
    """Raise UsageError for terms that are given for a format that has all there is."""
    if not EXPORTS[format].whole:
        return
    if terms.as_of or terms.known_by:
        raise UsageError(f"The format {format} has all there is, of every day. Leave out --as-of and --known-by.")
    if given := [f"--{name.replace('_', '-')}" for name, value in terms.others.items() if value not in (None, False)]:
        raise UsageError(f"The format {format} has all there is, whoever says it. Leave out {' and '.join(given)}.")


def _iri(base: str) -> str:
    """An IRI to which names can be added. Raises UsageError for what is none (RFC 3987, without spaces and quotes)."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", base):
        raise UsageError(f"--base: {base!r} is no IRI. Write one such as https://example.org/kb/.")
    return base if base.endswith(("/", "#", ":")) else f"{base}/"


def _write(kb: Opened, name: str, out: Path | None, options: Options) -> None:
    kind = EXPORTS[name]
    out = None if out == Path("-") else out
    if kind.tables and not options.table:
        if out and out.suffix == ".zip":
            return save_zip(out, formats.parts(name, kb, options))
        if out and (out.is_dir() or not out.suffix):
            return save_all(out, formats.parts(name, kb, options))
        say("note: Only the claims. All tables go into a folder or a .zip: -o FOLDER; another one: --table NAME")
        options = options._replace(table="claims")
    for part in formats.parts(name, kb, options):
        give(part, out, binary=kind.binary)
    return None
