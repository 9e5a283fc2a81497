"""What of a text has claims."""

from syriakb.answers import Answer
from syriakb.queries import lookup
from syriakb.queries.moment import Opened
from syriakb.questions.verify import Paragraphs, Source, Text


def coverage(kb: Opened, source: Source, text: Text = None, paragraphs: Paragraphs = None) -> Answer:
    """What of a text has claims and what not. Names, and words of saying or control, that are in no claim are told."""
    from syriakb.reading import coverage as asked
    from syriakb.reading.paragraphs import of_source

    known = lookup.by_id(kb.db, "source", source)
    article = of_source(kb.folder, known, text, paragraphs)
    return asked.coverage(kb.db, known, article.paragraphs, text.name if text else f"texts/{known}.txt")
