"""Claims held against the texts that are kept: what `check` finds, and the sentences around anchors."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from syriakb.disk import store, texts
from syriakb.errors import ERROR, WARNING, Problem
from syriakb.index import open as index
from syriakb.model.typography import finder, folded
from syriakb.model.wording import COPIED, Runs
from syriakb.queries.moment import Opened
from syriakb.text import load

_END = re.compile(r"(?<=\w\w)[.!?؟…]+[\"'”’)\]»]*\s+")
_STATED = """
    SELECT c.id, c.statement, f.path, c.line, c.col FROM claim AS c JOIN file AS f ON f.id = c.file
    WHERE c.source = ? AND c.retracted_on IS NULL ORDER BY c.row"""
_CLAIMS = """
    SELECT c.id, c.locator, c.exact, f.path, c.line, c.col FROM claim AS c JOIN file AS f ON f.id = c.file
    WHERE c.source = ? ORDER BY c.row"""


class _Finding(NamedTuple):
    """What is wrong with a claim's anchor, or why it was not checked; `field` is where to mend it."""

    severity: str
    code: str
    field: str
    message: str
    hint: str


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
        yield from (each for each in faults(kb, source, paragraphs) if each.severity == ERROR)
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


def _check(claim: str, locator: str | None, exact: str | None, parts: list[str]) -> _Finding | None:
    if exact is None:
        message = f"{claim} has no anchor, so it was not checked."
        return _Finding(WARNING, "no-anchor", "", message, "Add exact: a few words copied from the source.")
    count = finder(exact)
    places = [number for number, part in enumerate(parts, start=1) if count(part)]
    paragraph = re.fullmatch(r"p([1-9][0-9]*)", locator or "")
    if not places:
        message = f"The anchor of {claim} is nowhere in the text: {exact}"
        return _Finding(ERROR, "anchor-not-found", "exact", message, "Copy it again, letter by letter.")
    if not paragraph:
        where = f"names no paragraph but {locator}" if locator else "does not say in which paragraph"
        message = f"{claim} {where}, so it was not checked. Its anchor stands in {_listed(places)}."
        return _Finding(WARNING, "no-paragraph", "locator", message, "Give the paragraph as locator, such as p4.")
    return _placed(claim, int(paragraph[1]), exact, places, parts)


def _placed(claim: str, cited: int, exact: str, places: list[int], parts: list[str]) -> _Finding | None:
    if cited not in places:
        message = f"The anchor of {claim} stands in {_listed(places)} and not in p{cited}: {exact}"
        hint = f"Make the locator {_listed(places, ' or ')}, or copy the anchor from p{cited}."
        return _Finding(ERROR, "anchor-elsewhere", "locator", message, hint)
    times = finder(exact)(parts[cited - 1])
    if times > 1:
        message = f"The anchor of {claim} stands {times} times in p{cited}: {exact}"
        return _Finding(ERROR, "anchor-repeated", "exact", message, "Take a word more, so that it stands there once.")
    return None


def _listed(places: list[int], last: str = " and ") -> str:
    *words, final = (f"p{place}" for place in places)
    return f"{', '.join(words)}{last}{final}" if words else final


def faults(kb: Opened, source: str, text: Sequence[str]) -> list[Problem]:
    """What is wrong with the anchors of a source, each with its place in the files."""
    parts = [folded(each) for each in text]
    claims = kb.db.execute(_CLAIMS, (source,)).fetchall()
    return _placed_in_files(
        kb, [(claim, finding) for claim in claims if (finding := _check(claim[0], claim[1], claim[2], parts))]
    )


def _placed_in_files(kb: Opened, found: Sequence[tuple[tuple[Any, ...], _Finding]]) -> list[Problem]:
    files = set() if index.published(kb.db) else {claim[3] for claim, _ in found}
    data = {path: store.read(store.Base(kb.folder), path) for path in files}
    placed = []
    for claim, finding in found:
        path, line, column = claim[3:]
        if path in data:  # else the place of the record has to do
            line, column = load.locate(path, data[path], line, column, finding.field)
        place = (finding.severity, finding.code, path, line, column)
        placed.append(Problem(*place, finding.message, finding.hint, claim[0]))
    return placed
