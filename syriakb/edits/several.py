"""Several new claims at once: all of them, tried out together, or none."""

from collections.abc import Mapping, Sequence

from syriakb.disk.recall import What
from syriakb.disk.store import Base
from syriakb.edits import placing, trial
from syriakb.edits.change import Done, Way, looked_up, made, plain, typed, writable
from syriakb.edits.entry import Draftsman, NewRecord
from syriakb.edits.trial import Draft
from syriakb.edits.wording import Wording
from syriakb.errors import SyriakbError, UsageError
from syriakb.model.readers import Raw


def add(way: Way, claims: Sequence[Mapping[str, Raw]]) -> Done:
    """Add claims. Raises UsageError where one lacks something, with its number, SyriakbError where one does not fit."""
    entries = looked_up(
        way.base,
        lambda db: [_entry(Draftsman(db, way.asker, False, [], []), *each) for each in enumerate(claims, start=1)],
    )
    wording = Wording(way.base.folder)
    for at, each in enumerate(entries, start=1):
        if fault := wording.fault(each.raw["source"], each.raw["statement"]):
            raise UsageError(f"Claim {at}: {fault}")
    base, records = writable(way), [typed("claim", each.raw) for each in entries]

    def plan(base: Base) -> list[Draft]:
        file = trial.target(base, "claim")
        was = trial.current(base, file)
        spliced = placing.placed(base, file, was or b"", [each.raw for each in entries])
        return [Draft(file, was, spliced.data, spliced.line)]

    counted = "1 claim" if len(entries) == 1 else f"{len(entries)} claims"
    outcome = made(way, base, plan, What("add", f"Added {counted}", "claim"), records)
    sentence, file = f"{'Would add' if way.dry_run else 'Added'} {counted}", outcome.drafts[-1]
    extra = {"records": [plain(record) for record in records]}
    return Done("read", sentence, "claim", None, base, file.path, file.line, outcome, extra=extra)


def _entry(draftsman: Draftsman, number: int, given: Mapping[str, Raw]) -> NewRecord:
    try:
        return draftsman.entry("claim", given)
    except SyriakbError as error:
        error.args = (f"Claim {number}: {error}",)
        raise
