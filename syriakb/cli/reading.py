"""What the ways of reading a text share: opening it, and writing drafts of claims."""

from functools import cached_property
from pathlib import Path

from syriakb.cli.files import give
from syriakb.errors import StoreError
from syriakb.export import Part
from syriakb.model.dates import BadDate, Date, parse
from syriakb.queries import lookup
from syriakb.queries.moment import Opened
from syriakb.queries.records import lexicon
from syriakb.reading import drafts
from syriakb.reading.article import Article
from syriakb.reading.paragraphs import STDIN, article
from syriakb.reading.survey import Survey, by_paragraph, published, survey


class Text:
    """A text that somebody wants read: its file, what a paragraph of it is, and the id of its source, if that is known.

    It is read when it is asked for, and once, since standard input cannot be read again.
    """

    def __init__(self, file: Path, by: str | None, source: str | None) -> None:
        self.file, self.by, self.source = file, by, source
        self.name = "standard input" if file == STDIN else file.name

    @cached_property
    def article(self) -> Article:
        """The text. Raises what `article` raises."""
        return article(self.file, self.by)


def read(kb: Opened, text: Text) -> Survey:
    """Survey a text. Raises NotFoundError where its source is not there."""
    known = lookup.by_id(kb.db, "source", text.source) if text.source else None
    day = published(kb.db, known) if known else _day(text.article.published)
    return survey(kb.db, text.article.paragraphs, day)


def _day(text: str | None) -> Date | None:
    try:
        return parse(text) if text else None
    except BadDate:
        return None


def write_drafts(kb: Opened, text: Text, out: Path) -> None:
    """Write drafts to be filled in. Raises StoreError where the file is there: it may hold somebody's work."""
    if str(out) != "-" and out.is_file() and out.stat().st_size:
        raise StoreError(f"{out} is there already, and may be filled in. Name another file, or remove it first.")
    found, name = read(kb, text), out.name if str(out) != "-" else "FILE"
    claims = by_paragraph(lexicon.cited(kb.db, text.source)) if text.source else {}
    file = None if text.file == STDIN else str(text.file)
    written = drafts.yaml(found, text.name, name, text.source, claims, file)
    give(Part("drafts.yaml", iter([written.encode("utf-8", "backslashreplace")])), out)
