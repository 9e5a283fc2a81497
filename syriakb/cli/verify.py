"""`syriakb verify SOURCE [TEXT]`."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from syriakb.answers import Answer
from syriakb.cli.asking import question
from syriakb.queries import lookup
from syriakb.queries.moment import Opened
from syriakb.queries.records import verify as asked

Source = Annotated[str, typer.Argument(metavar="SOURCE", help="The id of a source.")]
Text = Annotated[
    Path | None,
    typer.Argument(
        metavar="[TEXT]", help="Its text: plain, Markdown, HTML or PDF; - is standard input. Else the one that is kept."
    ),
]
Paragraphs = Annotated[
    Literal["line", "block"] | None,
    typer.Option(
        "--paragraphs",
        help="What a paragraph is: a line that is not empty, or a block between empty lines, as in Markdown.",
        show_default=False,
    ),
]


@question
def verify(kb: Opened, source: Source, text: Text = None, paragraphs: Paragraphs = None) -> Answer:
    """Hold every claim of a source against its text. Ends with 1 if an anchor is not where its claim says."""
    from syriakb.reading.paragraphs import of_source

    known = lookup.by_id(kb.db, "source", source)
    article = of_source(kb.folder, known, text, paragraphs)
    return asked.verify(kb, known, article.paragraphs, text.name if text else f"texts/{known}.txt")
