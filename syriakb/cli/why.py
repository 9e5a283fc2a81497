"""`syriakb why PLACE`, `syriakb why A B` and `syriakb why A PREDICATE B`."""

from typing import Annotated

import typer

from syriakb.answers import Answer
from syriakb.cli.asking import question
from syriakb.cli.complete import records
from syriakb.cli.options import Limit
from syriakb.queries.claims import listed
from syriakb.queries.moment import Opened
from syriakb.queries.proof import choice

Refs = Annotated[
    list[str], typer.Argument(metavar="PLACE | A [PREDICATE] B", help="What to prove.", autocompletion=records)
]


@question
def why(kb: Opened, refs: Refs, limit: Limit = listed.SHOWN) -> Answer:
    """The proof of an answer: the rule that decided, and each claim for and against it."""
    return choice.why(kb.db, kb.at, refs, limit)
