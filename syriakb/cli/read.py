"""`syriakb read FILE`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from syriakb.answers import Answer
from syriakb.cli.asking import Terms, answer, ask
from syriakb.cli.complete import of
from syriakb.cli.options import DataFolder, OutOption, of_question, one_of
from syriakb.queries.moment import Opened
from syriakb.questions import verify as asked
from syriakb.render.formats import FORMATS

File = Annotated[Path, typer.Argument(metavar="FILE", help="Plain text, Markdown, HTML or PDF; - is standard input.")]
SourceOption = Annotated[
    str | None,
    typer.Option(
        "--source",
        metavar="ID",
        help="The source that the text is of, which is there already.",
        autocompletion=of("source"),
    ),
]
Paragraphs = Annotated[asked.Paragraphs, of_question("paragraphs", asked.Paragraphs)]
DraftOption = Annotated[
    Path | None, typer.Option("--draft", metavar="FILE", help="Write drafts of claims to fill in, as YAML.")
]
KeepText = Annotated[
    bool, typer.Option("--keep-text", help="Keep the text in texts/SOURCE.txt. The rights to it are your business.")
]
NoInput = Annotated[bool, typer.Option("--no-input", help="Ask for nothing, even on a terminal: show the drafts.")]
if TYPE_CHECKING:
    from syriakb.cli.reading import Text

    Format: TypeAlias = str | None
else:  # the words that it takes are known when it runs
    Format = one_of(FORMATS, typer.Option("--format", "-f", help="Show the drafts in a format."))


def read(
    file: File,
    source: SourceOption = None,
    draft: DraftOption = None,
    paragraphs: Paragraphs = None,
    keep_text: KeepText = False,
    no_input: NoInput = False,
    format: Format = None,
    out: OutOption = None,
    data: DataFolder = None,
) -> None:
    """Read a text into claims. At a terminal that goes paragraph by paragraph; elsewhere drafts of them are shown."""
    from syriakb.cli import reading

    text = reading.Text(file, paragraphs, source)
    if not (draft or format or out) and reading.can_sit(text, no_input=no_input):
        reading.sit(text, data, keep=keep_text)
        return
    if keep_text:
        reading.keep_unasked(text, data)
    if draft:
        ask(Terms(data=data), lambda kb: reading.write_drafts(kb, text, draft))
        return
    answer(Terms(format=format, out=out, data=data), lambda kb: _shown(kb, text))


def _shown(kb: Opened, text: "Text") -> Answer:
    from syriakb.cli import reading
    from syriakb.reading import drafts

    return drafts.answer(reading.read(kb, text), text.name)
