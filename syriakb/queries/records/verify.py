"""The claims of a source held against its text: whether each anchor stands where the claim says."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from syriakb.answers import Answer
from syriakb.disk import store
from syriakb.errors import ERROR, WARNING, Problem
from syriakb.model.typography import finder, folded
from syriakb.queries.moment import Opened
from syriakb.queries.records.problems import PROBLEM, shown_path
from syriakb.text import load

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


def verify(kb: Opened, source: str, text: Sequence[str], name: str) -> Answer:
    """Hold every claim of a source against the paragraphs of its text; the exit code is 1 if any fails.

    A claim passes if its anchor stands exactly once in the paragraph that its locator names, with typography folded.
    One without an anchor or a paragraph cannot be checked: it is skipped, with a warning. `name` is what the text is
    called.
    """
    parts = [folded(each) for each in text]
    claims = kb.db.execute(_CLAIMS, (source,)).fetchall()
    found = [(claim, finding) for claim in claims if (finding := _check(claim[0], claim[1], claim[2], parts))]
    failed = sum(1 for _, finding in found if finding.severity == ERROR)
    skipped = len(found) - failed
    counts = f"{len(claims) - skipped} checked, {failed} failed, {skipped} skipped"
    note = f"{counts}, of {_many(len(claims), 'claim')} of {source}; the text has {_many(len(parts), 'paragraph')}."
    rows = tuple(_row(kb, each) for each in _placed_in_files(kb, found))
    title = f"Claims of {source} against {name}"
    empty = None if rows else "Every anchor stands where its claim says." if claims else "There was nothing to check."
    return Answer("verify", title, PROBLEM, rows, (note,), empty=empty, exit_code=min(failed, 1))


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


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


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
    data = {path: store.read(store.Base(kb.folder), path) for path in {claim[3] for claim, _ in found}}
    placed = []
    for claim, finding in found:
        path, line, column = claim[3:]
        line, column = load.locate(path, data[path], line, column, finding.field)
        place = (finding.severity, finding.code, path, line, column)
        placed.append(Problem(*place, finding.message, finding.hint, claim[0]))
    return placed


def _row(kb: Opened, each: Problem) -> tuple[Any, ...]:
    return (each.severity, each.code, shown_path(kb, each.file), *each[3:7])
