"""Whether anchors stand in the text of their source."""

from pathlib import Path
from typing import Annotated, Literal

from syriakb.answers import Answer
from syriakb.queries import lookup
from syriakb.queries.moment import Opened
from syriakb.queries.records import verify as asked
from syriakb.questions.words import Given

Source = Annotated[str, Given("The id of a source.", "SOURCE", argument=True)]
Text = Annotated[
    Path | None,
    Given(
        "Its text: plain, Markdown, HTML or PDF; - is standard input. Else the one that is kept.",
        "[TEXT]",
        argument=True,
    ),
]
Paragraphs = Annotated[
    Literal["line", "block"] | None,
    Given(
        "What a paragraph is: a line that is not empty, or a block between empty lines, as in Markdown.",
        default_shown=False,
    ),
]


def verify(kb: Opened, source: Source, text: Text = None, paragraphs: Paragraphs = None) -> Answer:
    """Hold every claim of a source against its text. Ends with 1 if an anchor is not where its claim says."""
    from syriakb.reading.paragraphs import of_source

    known = lookup.by_id(kb.db, "source", source)
    article = of_source(kb.folder, known, text, paragraphs)
    return asked.verify(kb, known, article.paragraphs, text.name if text else f"texts/{known}.txt")
