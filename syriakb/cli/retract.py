"""`syriakb retract ID`."""

from typing import Annotated

import typer

from syriakb.cli.change import Data, DryRun, FormatOption, NoInput, show, way
from syriakb.cli.complete import claims
from syriakb.edits import retraction

Id = Annotated[str, typer.Argument(metavar="ID", help="The claim to take back.", autocompletion=claims)]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why it is taken back.")]
Successor = Annotated[
    str | None,
    typer.Option("--superseded-by", metavar="ID", help="The claim that stands in its stead.", autocompletion=claims),
]


def retract(
    id: Id,
    reason: Reason = None,
    superseded_by: Successor = None,
    data: Data = None,
    dry_run: DryRun = False,
    no_input: NoInput = False,
    format: FormatOption = "table",
) -> None:
    """Take a claim back. It stays in the knowledge base, marked with the reason, and counts no more."""
    done = retraction.retract(way(data, dry_run=dry_run, no_input=no_input), id, reason, superseded_by)
    show(done, format, dry_run=dry_run)
