"""`syriakb report FILE`."""

from pathlib import Path
from typing import Annotated

import typer

from syriakb.cli.options import AsOf, DataFolder, KnownBy, View
from syriakb.cli.output import ask, save, say
from syriakb.queries.moment import Opened

File = Annotated[Path, typer.Argument(metavar="FILE", help="Where to write the page, such as report.html.")]


def report(file: File, as_of: AsOf = None, known_by: KnownBy = None, data: DataFolder = None) -> None:
    """One page to hand over: answers, map, graph, tables and claims, for a browser without a network."""
    page, missing = ask(View(as_of, known_by, data=data), _written)
    save(file, [page.encode()])
    for sentence in missing:
        say(f"note: The page is without its graph. {sentence}")


def _written(kb: Opened) -> tuple[str, list[str]]:
    from syriakb.report.facts import gather
    from syriakb.report.page import page

    return page(gather(kb))
