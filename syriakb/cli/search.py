"""`syriakb search WORDS`."""

from typing import Annotated

import typer

from syriakb.answers import Answer
from syriakb.cli.options import All, Limit, question
from syriakb.queries.claims import listed
from syriakb.queries.moment import Moment
from syriakb.queries.records import search as asked

Words = Annotated[list[str], typer.Argument(metavar="WORDS", help="Words; '\"a phrase\"' in double quotes; begin*.")]


@question
def search(moment: Moment, words: Words, limit: Limit = listed.SHOWN, all: All = False) -> Answer:
    """Full text of statements, names, aliases and notes, the best matches first."""
    return asked.search(moment, " ".join(words), None if all else limit)
