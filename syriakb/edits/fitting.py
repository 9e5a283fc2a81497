"""An answer at a prompt is checked at once with all that the end checks: the record as far as it is known is tried out.

What is not known yet is stood in for, and what is wrong with that is not told.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from syriakb.disk.store import Base
from syriakb.edits.entry import NewRecord
from syriakb.errors import ERROR, Problem
from syriakb.index import open as index
from syriakb.model import fields
from syriakb.model.readers import Raw
from syriakb.model.records import KINDS
from syriakb.model.vocabulary import COUNTING
from syriakb.text.write import yaml_record

_OPEN = {*fields.WARNINGS, "missing-field", "half-triple", "no-evidence"}  # what the answers to come may mend
_STAND_IN = "stand-in-of-a-prompt"
_ENDS = ("subject", "object")


def wrong(base: Base, others: Sequence[NewRecord], record: NewRecord) -> tuple[list[str], list[str]]:
    """What is wrong with a record that is in the making, given others that are new too: errors, and warnings.

    Where the index cannot be written to, what is checked between records is left to the end.
    """
    raw = {"id": _STAND_IN, **record.raw}
    _, faults = fields.build(KINDS[record.kind], raw)
    if own := [fault for fault in faults if fault.code not in _OPEN]:
        return [_said(each.message, each.hint) for each in own], []
    try:
        return _tried(base, [*others, *_stood_in(NewRecord(record.kind, raw))], raw)
    except index.DAMAGE:
        return [], []


def _stood_in(record: NewRecord) -> list[NewRecord]:
    """The record made whole, the last one, behind what that takes."""
    raw = dict(record.raw)
    if record.kind == "alliance" and not raw.get("evidence"):
        raw = {"statement": ".", **{name: raw[name] for name in ("id", "predicate", *_ENDS) if name in raw}}
    elif record.kind != "claim":
        return [record]
    known = [raw[name] for name in _ENDS if name in raw]
    if "predicate" not in raw or not known or raw["predicate"] == COUNTING:
        raw = {name: value for name, value in raw.items() if name not in ("predicate", *_ENDS, "value")}
    else:
        raw |= {name: raw.get(name, known[0]) for name in _ENDS}
    raw.setdefault("statement", ".")
    if "source" in raw:
        return [NewRecord("claim", raw)]
    source = NewRecord("source", {"id": _STAND_IN, "title": _STAND_IN})
    return [source, NewRecord("claim", {**raw, "source": _STAND_IN})]


def _tried(base: Base, records: Sequence[NewRecord], given: dict[str, Raw]) -> tuple[list[str], list[str]]:
    by_kind = [(kind, list(each)) for kind, each in groupby(sorted(records, key=_kind), key=_kind)]
    files = {f"{kind}s/.prompted.yaml": _text(kind, each) for kind, each in by_kind}
    proposed = base._replace(proposed={path: text.encode() for path, text in files.items()})
    with index.trial(base) as db:
        before = set(map(_sense, index.problems(db)))
        index.propose(db, proposed)
        new = [each for each in index.problems(db) if _sense(each) not in before and _of_given(each, files, given)]
    errors = [_said(each.message, each.hint) for each in new if each.severity == ERROR]
    return errors, [_said(each.message, each.hint) for each in new if each.severity != ERROR]


def _kind(record: NewRecord) -> str:
    return record.kind


def _text(kind: str, records: Iterable[NewRecord]) -> str:
    return "".join(yaml_record(KINDS[kind], record.raw) for record in records)


def _sense(problem: Problem) -> tuple[str | None, ...]:
    return (problem.file, problem.code, problem.message, problem.record)


def _of_given(problem: Problem, files: dict[str, str], given: dict[str, Raw]) -> bool:
    """Whether a problem shows in a field that was given, or elsewhere; not in what stands in for one to come."""
    if problem.code in _OPEN or problem.file not in files or not problem.line:
        return problem.code not in _OPEN
    line = files[problem.file].splitlines()[problem.line - 1]
    return line.lstrip("- ").partition(":")[0] in given


def _said(message: str, hint: str | None) -> str:
    return " ".join(filter(None, (message, hint)))
