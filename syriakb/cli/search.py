"""`syriakb search WORDS`."""

from typing import Annotated

import typer

from syriakb.answers import Answer
from syriakb.cli.asking import question
from syriakb.cli.options import All, Best
from syriakb.queries.claims import listed
from syriakb.queries.moment import Opened
from syriakb.queries.records import search as asked

Words = Annotated[list[str], typer.Argument(metavar="WORDS", help="Words; '\"a phrase\"' in double quotes; begin*.")]


@question
def search(kb: Opened, words: Words, limit: Best = listed.SHOWN, all: All = False) -> Answer:
    """Full text of statements, names, aliases and notes, the best matches first."""
    return asked.search(kb.db, kb.at, " ".join(words), None if all else limit)
