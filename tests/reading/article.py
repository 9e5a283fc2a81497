"""The shipped article, where it is at hand: it is nobody's to pass on, so it is no part of this repository."""

import os
from pathlib import Path

import pytest

from syriakb.model.typography import LINE, paragraphs
from tests.readme import ROOT

ARTICLE = "article-2024-12"
_PLACES = [
    *(Path(each) for each in [os.environ.get("SYRIAKB_ARTICLE")] if each),
    ROOT / "data" / "texts" / f"{ARTICLE}.txt",
    *(folder / "shared" / "source" / "article.txt" for folder in ROOT.parents),
]


def article() -> Path:
    """The file with its text; the test is skipped where there is none."""
    found = next((each for each in _PLACES if each.is_file()), None)
    if found is None:
        pytest.skip("the text of the article is not here; SYRIAKB_ARTICLE says where it is")
    return found


def text() -> list[str]:
    """Its paragraphs."""
    return paragraphs(article().read_text(encoding="utf-8"), LINE)


class Marked(tuple[int, int, int, str]):
    """A name in the article: its paragraph, its first and its last word, and whom it means."""

    __slots__ = ()

    def meets(self, other: "Marked") -> bool:
        """Whether both mark the same: they overlap, and mean the same."""
        return self[0] == other[0] and self[3] == other[3] and self[1] <= other[2] and other[1] <= self[2]


def marked() -> list[Marked]:
    """All names in the article, as a careful reader marked them by hand."""
    found = []
    for line in (Path(__file__).parent / "marked.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            number, _, rest = line.partition(": ")
            for each in rest.split(", "):
                span, ref = each.split()
                first, _, last = span.partition("-")
                found.append(Marked((int(number), int(first), int(last or first), ref)))
    return found
