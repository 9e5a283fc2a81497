"""Where new claims go: behind the last one of their source and paragraph, so that the work of two people meets less."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from sqlite3 import Connection

from syriakb.disk.store import Base
from syriakb.edits.change import looked_up
from syriakb.model.readers import Raw
from syriakb.model.records import Claim
from syriakb.text import splice
from syriakb.text.splice import Spliced

_LAST = """
    SELECT c.id FROM claim AS c JOIN file AS f ON f.id = c.file
    WHERE f.path = ? AND c.source = ? AND (? IS NULL OR c.locator = ?) ORDER BY c.row DESC LIMIT 1"""


def placed(base: Base, file: str, was: bytes, raws: Sequence[Mapping[str, Raw]]) -> Spliced:
    """Add claims to a file: of one paragraph together, behind those of their paragraph, else of their source there.

    Where there are none, or the file is written in another form, they go to its end. Raises StoreError.
    """
    ordered = sorted(enumerate(raws), key=lambda each: (_first(raws, each[1]), each[0]))
    groups = [[raw for _, raw in group] for _, group in groupby(ordered, key=lambda each: _where(each[1]))]
    behind = looked_up(base, lambda db: [_neighbours(db, file, *_where(group[0])) for group in groups])
    spliced, last = Spliced(was, 1), dict[str, str]()
    for group, (same, of_source) in zip(groups, behind, strict=True):
        source, _ = _where(group[0])
        spliced = splice.append(Claim, file, spliced.data, group, behind=same or last.get(source) or of_source)
        last[source] = str(group[-1]["id"])
    return spliced


def _where(raw: Mapping[str, Raw]) -> tuple[str, str]:
    """The source and the paragraph of a claim, empty where it names none."""
    return str(raw.get("source", "")), str(raw.get("locator", ""))


def _first(raws: Sequence[Mapping[str, Raw]], raw: Mapping[str, Raw]) -> int:
    """The number of the first claim that stands where this one does."""
    return next(at for at, each in enumerate(raws) if _where(each) == _where(raw))


def _neighbours(db: Connection, file: str, source: str, locator: str) -> tuple[str | None, str | None]:
    """The last claim of a paragraph in a file, and the last of its source there."""
    same = db.execute(_LAST, (file, source, locator, locator)).fetchone() if locator else None
    of_source = same or db.execute(_LAST, (file, source, None, None)).fetchone()
    return (same[0] if same else None), (of_source[0] if of_source else None)
