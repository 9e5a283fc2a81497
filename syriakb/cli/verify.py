"""`syriakb verify SOURCE FILE`."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from syriakb.answers import Answer
from syriakb.cli.asking import question
from syriakb.queries import lookup
from syriakb.queries.moment import Opened
from syriakb.queries.records import verify as asked

Source = Annotated[str, typer.Argument(metavar="SOURCE", help="The id of a source.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="Its text, plain and in UTF-8.")]
Paragraphs = Annotated[
    Literal["line", "block"],
    typer.Option("--paragraphs", help="What a paragraph is: a line that is not empty, or a block between empty lines."),
]


@question
def verify(kb: Opened, source: Source, file: File, paragraphs: Paragraphs = "line") -> Answer:
    """Hold every claim of a source against its text. Ends with 1 if an anchor is not where its claim says."""
    return asked.verify(kb, lookup.by_id(kb.db, "source", source), file, paragraphs)
