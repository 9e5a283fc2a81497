"""The claims of a source held against its text: whether each anchor stands where the claim says."""

from collections.abc import Sequence

from syriakb.answers import Answer
from syriakb.errors import ERROR
from syriakb.queries.moment import Opened
from syriakb.queries.records import anchored
from syriakb.queries.records.problems import PROBLEM, shown_path


def verify(kb: Opened, source: str, text: Sequence[str], name: str) -> Answer:
    """Hold every claim of a source against the paragraphs of its text; the exit code is 1 if any fails.

    A claim passes if its anchor stands exactly once in the paragraph that its locator names, with typography folded.
    One without an anchor or a paragraph cannot be checked: it is skipped, with a warning. `name` is what the text is
    called.
    """
    found = anchored.faults(kb, source, text)
    (claims,) = kb.db.execute("SELECT COUNT(*) FROM claim WHERE source = ?", (source,)).fetchone()
    failed = sum(1 for each in found if each.severity == ERROR)
    skipped = len(found) - failed
    counts = f"{claims - skipped} checked, {failed} failed, {skipped} skipped"
    note = f"{counts}, of {_many(claims, 'claim')} of {source}; the text has {_many(len(text), 'paragraph')}."
    rows = tuple((each.severity, each.code, shown_path(kb, each.file), *each[3:7]) for each in found)
    title = f"Claims of {source} against {name}"
    empty = None if rows else "Every anchor stands where its claim says." if claims else "There was nothing to check."
    return Answer("verify", title, PROBLEM, rows, (note,), empty=empty, exit_code=min(failed, 1))


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
