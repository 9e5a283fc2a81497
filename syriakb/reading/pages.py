"""Pages: the text of an HTML page or a PDF, by libraries that are there with the extra `read`."""

import logging
import re
from io import BytesIO
from typing import Any

from syriakb.errors import UsageError
from syriakb.extras import library
from syriakb.model.typography import LINE, paragraphs
from syriakb.reading.article import Article

EXTRA = "read"
_FULL = 0.8  # of the longest line: one shorter that ends a sentence ends a paragraph too


def html(name: str, data: bytes) -> Article:
    """The article of an HTML page, without menus and advertisements. Raises UsageError where there is no text in it."""
    trafilatura: Any = library("trafilatura", EXTRA, "Reading HTML")
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.bare_extraction(data, with_metadata=True, include_comments=False)
    if found is None or not (found.text or "").strip():
        raise UsageError(f"{name} is HTML, and no article was found in it. Save its text as .txt, in UTF-8, first.")
    return Article(paragraphs(found.text, LINE), found.title, found.sitename, found.date, found.url)


def pdf(name: str, data: bytes) -> Article:
    """The text of a PDF. Raises UsageError where it cannot be read, or is only pictures."""
    pypdf: Any = library("pypdf", EXTRA, "Reading a PDF")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        document = pypdf.PdfReader(BytesIO(data))
        lines = [line for page in document.pages for line in (page.extract_text() or "").splitlines()]
        told = document.metadata
    except Exception as error:  # what a broken PDF raises is not told by the library
        raise UsageError(f"{name} is a PDF that cannot be read: {str(error).rstrip('.')}.") from None
    if not any(map(str.strip, lines)):
        raise UsageError(f"{name} is a PDF of pictures without text. Save its text as .txt, in UTF-8, first.")
    title = str(told.title).strip() if told and told.title else None
    return Article(_joined(lines), title or None, None, _day(told), None)


def _joined(lines: list[str]) -> list[str]:
    """Paragraphs out of the lines of pages; a word that was parted at the end of a line is whole again."""
    longest = max(len(line.strip()) for line in lines)
    found, text = list[str](), ""
    for line in (each.strip() for each in lines):
        text = f"{text[:-1]}{line}" if re.search(r"[a-z]-$", text) and line[:1].islower() else f"{text} {line}".strip()
        short = len(line) < _FULL * longest
        if text and (not line or (short and re.search(r"[.!?:؟][\"'”’)]*$", line))):
            found.append(text)
            text = ""
    return [*found, text] if text else found


def _day(told: Any) -> str | None:
    try:
        made = told.creation_date if told else None
    except ValueError:
        return None
    return made.date().isoformat() if made else None
