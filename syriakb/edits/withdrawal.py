"""New records taken out again at once by whoever just added them, so that nothing of them stays."""

from collections.abc import Mapping, Sequence

from syriakb.disk import store
from syriakb.disk.store import Base
from syriakb.edits.change import Done, Way, made, typed
from syriakb.edits.trial import Draft
from syriakb.model.records import KINDS
from syriakb.text import splice


def withdraw(way: Way, kind: str, path: str, name: str) -> Done:
    """Take a record out of its file. Raises SyriakbError where others refer to it or it is no longer there."""
    record_kind = KINDS[kind]
    raw = splice.excerpt(record_kind, path, store.read(way.base, path), name).raw
    gone: Mapping[str, None] = {name: None}

    def plan(base: Base) -> Sequence[Draft]:
        was = store.read(base, path)
        spliced = splice.rewrite(record_kind, path, was, gone)
        return [Draft(path, was, spliced.data, spliced.line)]

    record = typed(kind, raw)
    outcome = made(way, way.base, plan, [record])
    line = outcome.drafts[0].line
    return Done("undo", f"Took the {kind} {name} out again", kind, record, way.base, path, line, outcome)
