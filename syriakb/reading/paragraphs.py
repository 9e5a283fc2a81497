"""Paragraphs: those of a text in any form, numbered as anchors are cited, with what the form tells of the text."""

import re
import sys
from pathlib import Path

from syriakb.disk import texts
from syriakb.errors import StoreError, UsageError
from syriakb.model.typography import BLOCK, LINE, paragraphs
from syriakb.reading.article import Article

STDIN = Path("-")
MARKDOWN = (".md", ".markdown")
# What a file begins with that is no plain text, and what to call it.
_PDF = b"%PDF"
_HTML = re.compile(rb"\s*(?i:<!doctype\s+html|<html|<head|<body|<\?xml)")
_FORMS = ((b"PK\x03\x04", "a zipped document"), (b"{\\rtf", "RTF"))


def article(file: Path, by: str | None = None) -> Article:
    """Read a file, or standard input for `-`: plain text, Markdown, HTML or PDF.

    A paragraph is a line that is not empty, or with `by` "block", and in Markdown, what stands between empty lines.
    Raises StoreError where there is no such file, UsageError where it is no text that can be read, SyriakbError
    where a library is missing.
    """
    data = _bytes(file)
    name = "standard input" if file == STDIN else str(file)
    if data.startswith(_PDF):
        from syriakb.reading.pages import pdf

        return pdf(name, data)
    if _HTML.match(data):
        from syriakb.reading.pages import html

        return html(name, data)
    text = _decoded(name, data)
    if file.suffix.lower() in MARKDOWN and by != LINE:
        return _markdown(text)
    return Article(paragraphs(text, by or LINE))


def of_source(folder: Path, source: str, file: Path | None, by: str | None = None) -> Article:
    """The text of a source: that of a file, else the one that the knowledge base in a folder keeps.

    Raises UsageError where there is neither, and whatever `article` raises.
    """
    if file is not None:
        return article(file, by)
    if (found := texts.kept(folder, source)) is not None:
        return Article(found)
    raise UsageError(f"No text of {source} is kept here. Name the file: one that is plain text, Markdown, HTML or PDF.")


def _bytes(file: Path) -> bytes:
    if file == STDIN:
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise StoreError(f"There is no file {file}.") from None
    except OSError as error:
        raise StoreError(f"{file} cannot be read: {error.strerror}.") from None


def _decoded(name: str, data: bytes) -> str:
    if form := next((form for start, form in _FORMS if data.startswith(start)), None):
        raise UsageError(f"{name} is {form}, which cannot be read. Save its text as .txt, in UTF-8, first.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{name} is not text in UTF-8. Save it with that encoding first.") from None
    if "\0" in text:
        raise UsageError(f"{name} is not plain text: it holds null characters.")
    return text


_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.S)
_FIELD = {"title": "title", "date": "published", "publisher": "publisher", "url": "url"}
_MARKS = (
    (re.compile(r"^[ \t]*(?:```|~~~).*$|^[ \t]*(?:[-*_=][ \t]*){3,}$|<!--.*?-->", re.M | re.S), ""),
    (re.compile(r"^[ \t]*(?:#{1,6} +|> ?|[-*+] +|\d+[.)] +)", re.M), ""),
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
)


def _markdown(text: str) -> Article:
    """The blocks of a text in Markdown without its marks, and what the lines above it tell."""
    text = text.replace("\r\n", "\n")
    told: dict[str, str] = {}
    if front := _FRONT.match(text):
        lines = re.findall(r"^(\w+): *(.+)$", front[1], re.M)
        told = {_FIELD[name]: value.strip("\"' ") for name, value in lines if name in _FIELD}
        text = text[front.end() :]
    heading = re.search(r"^# +(.+)$", text, re.M)
    if heading:
        told.setdefault("title", heading[1].strip(" #"))
    parted = re.sub(r"^(#{1,6} .*)$", r"\n\1\n", text, flags=re.M)
    parted = re.sub(r"^([-*+] |\d+[.)] )", r"\n\1", parted, flags=re.M)
    for pattern, kept in _MARKS:
        parted = pattern.sub(kept, parted)
    return Article(paragraphs(parted, BLOCK), **told)
