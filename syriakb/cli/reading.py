"""What the ways of reading a text share: opening it, and writing drafts of claims."""

import os
import sys
from functools import cached_property
from pathlib import Path

from syriakb.cli import change, paper, prompt
from syriakb.cli.files import give
from syriakb.disk import texts
from syriakb.disk.store import Base
from syriakb.edits import addition
from syriakb.edits.change import Way, looked_up, writable
from syriakb.errors import StoreError, UsageError
from syriakb.export import Part
from syriakb.model.dates import BadDate, Date, parse
from syriakb.model.readers import Raw
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


def keep_text(base: Base, source: str, text: Text) -> None:
    """Keep a text as that of its source."""
    file = texts.keep(base.folder, source, text.article.paragraphs)
    prompt.tell(f"The text is kept in {file}. The rights to it are your business.")


def keep_unasked(text: Text, data: Path | None) -> None:
    """The same where nobody is asked. Raises UsageError where no source is named, NotFoundError where none is so."""
    if not text.source:
        raise UsageError("Of which source is the text? Name it with --source ID, to keep it.")
    way, source = _source(change.way(data, dry_run=False, no_input=True), text)
    keep_text(writable(way), source, text)


def sit(text: Text, data: Path | None, *, keep: bool) -> None:
    """Have somebody who is there read a text into claims. Raises NotFoundError where its source is not there."""
    from syriakb.reading.desk import Desk

    way, paragraphs = change.way(data, dry_run=False), text.article.paragraphs
    if not paragraphs:
        raise UsageError(f"There is no text in {text.name}.")
    if text.file == STDIN:
        _at_the_terminal()
    way, source = _source(way, text)
    if keep:
        way = way._replace(base=writable(way))
        keep_text(way.base, source, text)
    Desk(way, paper, source, paragraphs).sit()


def _at_the_terminal() -> None:
    """Whoever gave a text by standard input types at the terminal from now on."""
    os.dup2(os.open("/dev/tty", os.O_RDONLY), 0)
    sys.stdin = open(0, encoding=sys.stdin.encoding, closefd=False)  # noqa: SIM115 - it stays open


def can_sit(text: Text, *, no_input: bool) -> bool:
    """Whether somebody is at the terminal who can read and type."""
    if no_input or not (sys.stdout.isatty() and sys.stderr.isatty()):
        return False
    if text.file != STDIN:
        return sys.stdin.isatty()
    try:
        os.close(os.open("/dev/tty", os.O_RDONLY))
    except OSError:
        return False
    return True


def _source(way: Way, text: Text) -> tuple[Way, str]:
    """The id of the source of a text: the one that was named, one that is there, or one that is added."""
    if text.source:
        return way, looked_up(way.base, lambda db: lookup.by_id(db, "source", str(text.source)))
    told = text.article
    sql = "SELECT id, title FROM source WHERE url = ? OR title = ? ORDER BY row LIMIT 1"
    there = looked_up(way.base, lambda db: db.execute(sql, (told.url, told.title)).fetchone())
    if there and prompt.confirm(f"Is it the source {there[0]}, {there[1]}?", default=True):
        return way, str(there[0])
    prompt.tell("What is the text of? It becomes a source; Enter takes what is offered, or none.")
    given: dict[str, Raw] = {}
    for field in ("title", "publisher", "published", "url", "reliability"):
        offered = getattr(told, field, None) or ""
        answer = paper.line(f"{field.capitalize() if field != 'url' else 'URL'}: ", offered).strip()
        given |= {field: answer} if answer else {}
    done = addition.add(way, "source", given)
    paper.done(done)
    return way._replace(base=done.base), str(getattr(done.record, "id", ""))


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
