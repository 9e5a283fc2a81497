"""Claims held against the texts that are kept: what `check` finds, and the sentences around anchors."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from syriakb.disk import texts
from syriakb.errors import ERROR, WARNING, Problem
from syriakb.model.typography import folded
from syriakb.model.wording import COPIED, Runs
from syriakb.queries.moment import Opened
from syriakb.queries.records import verify

_END = re.compile(r"(?<=\w\w)[.!?؟…]+[\"'”’)\]»]*\s+")
_STATED = """
    SELECT c.id, c.statement, f.path, c.line, c.col FROM claim AS c JOIN file AS f ON f.id = c.file
    WHERE c.source = ? AND c.retracted_on IS NULL ORDER BY c.row"""


class Passage(NamedTuple):
    """The sentence around the anchor of a claim: where it stands, and what stands before and behind the anchor."""

    claim: str
    locator: str
    before: str
    anchor: str
    after: str


def problems(kb: Opened) -> Iterator[Problem]:
    """Anchors that do not stand where their claims say in a text that is kept, and statements in its words."""
    for source in texts.sources(kb.folder):
        paragraphs = texts.kept(kb.folder, source) or []
        yield from (each for each in verify.faults(kb, source, paragraphs) if each.severity == ERROR)
        runs = Runs(paragraphs)
        for claim, statement, path, line, column in kb.db.execute(_STATED, (source,)).fetchall():
            if shared := runs.shared(statement):
                message = f"The statement of {claim} has {COPIED} words in a row from p{shared[0]} of the text."
                hint = f"Say it in your own words: syriakb edit {claim}"
                yield Problem(WARNING, "copied-statement", path, line, column, message, hint, claim)


def passages(kb: Opened, claims: Iterable[str]) -> Iterator[Passage]:
    """The sentences around the anchors of some claims, of those whose texts are kept."""
    there = {source: texts.kept(kb.folder, source) or [] for source in texts.sources(kb.folder)}
    sql = "SELECT source, locator, exact FROM claim WHERE id = ? AND exact IS NOT NULL AND locator IS NOT NULL"
    for claim in dict.fromkeys(claims) if there else ():
        for source, locator, exact in kb.db.execute(sql, (claim,)):
            number = int(locator[1:]) if re.fullmatch("p[0-9]{1,6}", locator) else 0
            if 0 < number <= len(text := there.get(source, [])) and (parts := _around(text[number - 1], exact)):
                yield Passage(claim, locator, *parts)


def _around(text: str, exact: str) -> tuple[str, str, str] | None:
    """The sentence of a paragraph that an anchor stands in, parted at it; None where it does not stand there."""
    whole, anchor = (text, exact) if exact in text else (folded(text), folded(exact))
    at = whole.find(anchor)
    if at < 0:
        return None
    end = at + len(anchor)
    start = max((match.end() for match in _END.finditer(whole) if match.end() <= at), default=0)
    stop = next((match.end() for match in _END.finditer(whole) if match.end() > end), len(whole))
    return whole[start:at], whole[at:end], whole[end:stop].rstrip()
