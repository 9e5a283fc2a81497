"""`syriakb list KIND`."""

from typing import Annotated, Literal

import typer

from syriakb.answers import Answer
from syriakb.cli.asking import question
from syriakb.cli.options import Limit
from syriakb.queries.claims.listed import SHOWN
from syriakb.queries.moment import Opened
from syriakb.queries.records import inventory as asked

What = Annotated[
    Literal["actors", "places", "sources", "predicates", "alliances", "kinds"],
    typer.Argument(metavar="KIND", help="actors, places, sources, predicates, alliances or kinds."),
]
Kind = Annotated[str | None, typer.Option("--kind", metavar="K", help="Only actors, or places, of this kind.")]


@question
def list(kb: Opened, what: What, kind: Kind = None, limit: Limit = SHOWN) -> Answer:
    """What there is: actors, places, sources, predicates, alliances or kinds."""
    return asked.inventory(kb.db, kb.at, what, kind, limit)
