"""Texts in any form as paragraphs."""

import builtins
import io
import sys
from pathlib import Path
from typing import Any

import pytest

from syriakb.errors import SyriakbError
from syriakb.reading.article import Article
from syriakb.reading.paragraphs import STDIN, article

HTML = """<!DOCTYPE html><html><head><title>The ford has fallen</title>
<meta property="og:site_name" content="March Press">
<meta property="article:published_time" content="2020-05-03"><link rel="canonical" href="https://example.org/ford">
</head><body><nav><a href="/">Home</a><a href="/news">News</a></nav><article><h1>The ford has fallen</h1>
<p>The Blue Guard took the ford at dawn, said three people who live beside it and saw the boats come over.</p>
<p>Nobody knows where Red Company is. Its commander was last seen at the mill on Friday, when the bridge broke.</p>
</article><footer>Imprint</footer></body></html>"""

MARKDOWN = """---
title: "The ford"
date: 2020-05-03
---
# The ford has *fallen*

The **Blue Guard** took [the ford](https://example.org)
at dawn.
## What now
- Nobody _knows_.
- `Red` left.

---
> So they say.
"""


def written(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def pdf(*lines: str) -> bytes:
    """A PDF of one page with these lines."""
    shown = b" T* ".join(b"(%s) Tj" % line.encode("latin-1") for line in lines)
    stream = b"BT /F1 12 Tf 14 TL 72 700 Td %s ET" % shown
    parts = (
        *(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (The ford) /CreationDate (D:20200503120000Z) >>",
    )
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 7\n0000000000 65535 f \n" + table
    return out + b"trailer << /Size 7 /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF" % start


def test_a_line_is_a_paragraph_or_a_block(tmp_path: Path) -> None:
    file = written(tmp_path, "a.txt", "\ufeffOne.\r\n\r\n  Two,\nthree.\n")
    assert article(file) == Article(["One.", "Two,", "three."])
    assert article(file, "block") == Article(["One.", "Two, three."])


def test_markdown_is_read_without_its_marks(tmp_path: Path) -> None:
    file = written(tmp_path, "a.md", MARKDOWN)
    parts = ["The ford has fallen", "The Blue Guard took the ford at dawn.", "What now", "Nobody _knows_.", "Red left."]
    assert article(file) == Article([*parts, "So they say."], title="The ford", published="2020-05-03")
    assert article(file, "line").paragraphs[0] == "---"


def test_html_is_read_without_what_stands_around_the_article(tmp_path: Path) -> None:
    found = article(written(tmp_path, "a.html", HTML))
    assert [part[:14] for part in found.paragraphs[-2:]] == ["The Blue Guard", "Nobody knows w"]
    assert found[1:] == ("The ford has fallen", "March Press", "2020-05-03", "https://example.org/ford")
    assert not any("Imprint" in part or "Home" in part for part in found.paragraphs)


def test_a_pdf_is_read_with_its_lines_joined(tmp_path: Path) -> None:
    lines = ("The Blue Guard took the ford at dawn, said three peo-", "ple who live there.", "Nobody knows more.")
    found = article(written(tmp_path, "a", pdf(*lines)))
    assert found == Article(
        ["The Blue Guard took the ford at dawn, said three people who live there.", "Nobody knows more."],
        title="The ford", published="2020-05-03",
    )  # fmt: skip


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"One.\nTwo.\n")))
    assert article(STDIN).paragraphs == ["One.", "Two."]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"%PDF-1.7", "is a PDF that cannot be read"),
        (pdf(""), "is a PDF of pictures without text"),
        (b"<!DOCTYPE html><html></html>", "no article was found in it"),
        (b"PK\x03\x04", "is a zipped document"),
        (b"{\\rtf1", "is RTF"),
        (b"\xff\xfea\x00", "not text in UTF-8"),
        (b"a\x00b", "null characters"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(SyriakbError, match=message):
        article(written(tmp_path, "a", content))


@pytest.mark.parametrize(("content", "library"), [(HTML.encode(), "trafilatura"), (pdf("So."), "pypdf")])
def test_a_library_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, library: str
) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name == library:
            raise ImportError
        return real(name, *rest)

    monkeypatch.setattr("syriakb.extras.import_module", missing)
    with pytest.raises(SyriakbError, match=rf"needs the library {library}, .*: pip install 'syriakb\[read\]'"):
        article(written(tmp_path, "a", content))
