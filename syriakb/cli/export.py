"""`syriakb export FORMAT`."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from syriakb import export as formats
from syriakb.cli.asking import Terms, ask
from syriakb.cli.files import format_of, give, save_all, save_zip
from syriakb.cli.options import DataFolder, OutOption, WithDenied, one_of
from syriakb.cli.output import say
from syriakb.errors import UsageError
from syriakb.export import EXPORTS, Options
from syriakb.queries.moment import Opened
from syriakb.queries.tables.everything import NAMES

_LISTED = "\n\n".join(f"{name}: {each.about}. Left out: {each.lacks}." for name, each in EXPORTS.items())
_IRIS = " or ".join(name for name, each in EXPORTS.items() if each.iris)
_SHEETS = " or ".join(name for name, each in EXPORTS.items() if each.spreadsheets)
_EDGES = " or ".join(name for name, each in EXPORTS.items() if each.edges)
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
_AS_OF = "What holds on that day: only the claims, alliances and relations in effect on it. Without it all records are"
_KNOWN_BY = "Only the claims and alliances that had been reported by then, and what follows from them. Without it, all."
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help=f"{_AS_OF} there; relations and control are of the base's own day."),
]
KnownBy = Annotated[str | None, typer.Option("--known-by", metavar="DATE", help=_KNOWN_BY)]


def export(
    format: Format,
    out: OutOption = None,
    table: Table = None,
    excel_safe: ExcelSafe = False,
    with_denied: WithDenied = False,
    base: Base = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    data: DataFolder = None,
) -> None:
    """Give the knowledge base in the format of another tool.

    Formats of tables write all of them into a folder or a .zip; a file, or standard output, takes one table.
    """
    if table and not EXPORTS[format].tables:
        raise UsageError(f"The format {format} has no tables to choose from. Leave out --table.")
    if excel_safe and not EXPORTS[format].spreadsheets:
        raise UsageError(f"--excel-safe is for the format {_SHEETS} only. Leave it out.")
    if with_denied and not EXPORTS[format].edges:
        raise UsageError(f"--with-denied is for the format {_EDGES} only. Leave it out.")
    if base and not EXPORTS[format].iris:
        raise UsageError(f"--base is for the format {_IRIS} only. Leave it out.")
    format_of(out, format, {name: name for name in EXPORTS})
    options = Options(table, excel_safe, with_denied, _iri(base) if base else None)
    ask(Terms(as_of, known_by, data=data), lambda kb: _write(kb, format, out, options), long=True)


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
