"""`syriakb timeline [REF]`."""

from typing import Annotated

import typer

from syriakb.answers import Answer
from syriakb.cli.asking import question
from syriakb.cli.complete import records
from syriakb.cli.options import Limit
from syriakb.queries import lookup
from syriakb.queries.claims import listed
from syriakb.queries.moment import Opened, read_date
from syriakb.queries.time import timeline as asked

Ref = Annotated[
    str | None, typer.Argument(metavar="REF", help="An actor, a place or a source.", autocompletion=records)
]
From = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="Only what can have been on that day or later.")
]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Only what can have been on that day or earlier.")]


@question
def timeline(
    kb: Opened,
    ref: Ref = None,
    start: From = None,
    end: To = None,
    limit: Limit = listed.SHOWN,
) -> Answer:
    """Dated claims in order, by the earliest day that their dates can mean."""
    about = lookup.record(kb.db, ref) if ref else None
    span = read_date("--from", start), read_date("--to", end)
    return asked.timeline(kb.db, kb.at, about, *span, limit)
