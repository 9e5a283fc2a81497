"""`syriakb report FILE`."""

from pathlib import Path
from typing import Annotated

import typer

from syriakb.cli.asking import Terms, ask
from syriakb.cli.complete import actors
from syriakb.cli.files import format_of, give
from syriakb.cli.options import OutOption
from syriakb.cli.output import say
from syriakb.cli.terms import SidesOption, on_terms
from syriakb.errors import UsageError
from syriakb.export import Part
from syriakb.queries import lookup
from syriakb.queries.moment import Opened

File = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="Where to write the page, such as report.html; the same as -o.")
]
AllClaims = Annotated[
    bool, typer.Option("--all-claims", help="All claims, not only those that decide an answer and the newest.")
]
GraphOf = Annotated[
    str | None,
    typer.Option("--graph-of", metavar="ACTOR", help="The graph of this actor, not of all.", autocompletion=actors),
]
Depth = Annotated[
    int | None,
    typer.Option("--depth", metavar="N", min=1, max=10, help="How many relations --graph-of follows; else 1."),
]


@on_terms()
def report(
    file: File = None,
    out: OutOption = None,
    all_claims: AllClaims = False,
    graph_of: GraphOf = None,
    depth: Depth = None,
    sides: SidesOption = False,
    *,
    terms: Terms,
) -> None:
    """One page to hand over: answers, map, graph, tables and claims, for a browser without a network."""
    if (file is None) == (out is None):
        raise UsageError("Name one file for the page: syriakb report FILE, or -o FILE; - is standard output.")
    if depth and not graph_of:
        raise UsageError("--depth N is for the graph of one actor: --graph-of ACTOR --depth N.")
    format_of(out or file, "html", {"html": "html"})
    page, missing = ask(terms, lambda kb: _written(kb.by_sides(sides), all_claims, graph_of, depth or 1), long=True)
    for sentence in missing:
        say(f"note: The page is without its graph. {sentence}")
    give(Part("report.html", iter([page.encode()])), out or file)


def _written(kb: Opened, all_claims: bool, graph_of: str | None, depth: int) -> tuple[str, list[str]]:
    from syriakb.report.facts import gather
    from syriakb.report.page import page

    centre = lookup.actor(kb.db, graph_of) if graph_of else None
    return page(gather(kb, all_claims=all_claims, graph_of=centre, depth=depth))
