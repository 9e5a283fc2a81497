"""`syriakb report FILE`."""

from pathlib import Path
from typing import Annotated

import typer

from syriakb.cli.asking import Terms, ask
from syriakb.cli.files import format_of, give
from syriakb.cli.options import AsOf, DataFolder, KnownBy, OutOption
from syriakb.cli.output import say
from syriakb.errors import UsageError
from syriakb.export import Part
from syriakb.queries.moment import Opened

File = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="Where to write the page, such as report.html; the same as -o.")
]
AllClaims = Annotated[
    bool, typer.Option("--all-claims", help="All claims, not only those that decide an answer and the newest.")
]


def report(
    file: File = None,
    out: OutOption = None,
    all_claims: AllClaims = False,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    data: DataFolder = None,
) -> None:
    """One page to hand over: answers, map, graph, tables and claims, for a browser without a network."""
    if (file is None) == (out is None):
        raise UsageError("Name one file for the page: syriakb report FILE, or -o FILE; - is standard output.")
    format_of(out or file, "html", {"html": "html"})
    page, missing = ask(Terms(as_of, known_by, data=data), lambda kb: _written(kb, all_claims), long=True)
    for sentence in missing:
        say(f"note: The page is without its graph. {sentence}")
    give(Part("report.html", iter([page.encode()])), out or file)


def _written(kb: Opened, all_claims: bool) -> tuple[str, list[str]]:
    from syriakb.report.facts import gather
    from syriakb.report.page import page

    return page(gather(kb, all_claims=all_claims))
