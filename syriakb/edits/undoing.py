"""The last change that was made here taken back: all its files, or none."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime

from syriakb.disk import commits, recall, store
from syriakb.disk.recall import Entry, What
from syriakb.disk.store import Base
from syriakb.edits import naming
from syriakb.edits.change import Done, Way, attempted, known, shown_path
from syriakb.edits.trial import Draft, RefusedError
from syriakb.errors import StoreError, SyriakbError
from syriakb.model.records import Record

_SERVES = {
    "add": "remove {id}",
    "edit": "edit {id}",
    "retract": "edit {id} --unset retracted",
    "rename": "rename {id} OLD",
    "remove": "add {kind} --id {id}",
}


def undo(way: Way) -> Done:
    """Take back the last change that was made to the knowledge base with this tool.

    Raises SyriakbError, naming what serves instead, where there is none, where a file of it changed since or git has
    it in a commit, and where the knowledge base would not stay sound.
    """
    base = way.base
    entry = recall.last(base.folder)
    if entry is None:
        raise SyriakbError(
            f"Of {base.folder} no change is known that was made with this tool and not taken back."
            f" {_otherwise(What('', ''))}"
        )
    drafts = _drafts(base, entry)
    if commit := commits.holding(base.folder, [each.path for each in entry.files], entry.at):
        raise SyriakbError(
            f"{_told(entry)} is in git by now, in the commit {commit}, so it is not undone here."
            f" To take back that commit: git revert {commit}. {_otherwise(entry.what)}"
        )
    what = What(recall.UNDO, "", "", entry.kept_in.name)
    try:
        outcome = attempted(way, base, lambda base: _drafts(base, entry), what, list(_changed(drafts)))
    except RefusedError as error:
        raise SyriakbError(
            f"{_told(entry)} cannot be undone by now. {error} Nothing was written. {_otherwise(entry.what)}"
        ) from None
    sentence = f"{'Would undo' if way.dry_run else 'Undid'}: {_told(entry)}"
    also = () if way.dry_run else tuple(_files(base, drafts))
    extra = {"undone": entry.what._asdict(), "files": [each.path for each in drafts]}
    return Done("undo", sentence, entry.what.kind, None, base, "", 0, outcome, also=also, extra=extra)


def _drafts(base: Base, entry: Entry) -> list[Draft]:
    """The files as they were before. Raises SyriakbError where one differs since."""
    try:
        return [Draft(*each) for each in recall.restored(base.folder, entry)]
    except StoreError as error:
        raise SyriakbError(f"{_told(entry)} cannot be undone: {error}. {_otherwise(entry.what)}") from None


def _told(entry: Entry) -> str:
    when = datetime.fromtimestamp(entry.at).astimezone()
    return f"{entry.what.sentence} ({when:%Y-%m-%d %H:%M})"


def _otherwise(what: What) -> str:
    """What serves where a change cannot be undone."""
    if not what.id or what.command not in _SERVES:
        return "To put single records right: syriakb edit ID, syriakb retract ID. More: syriakb help changing"
    claim = (what.command, what.kind) == ("add", "claim")
    serves = "retract {id} --reason TEXT" if claim else _SERVES[what.command]
    return f"To put it right: syriakb {serves.format(id=what.id, kind=what.kind)}"


def _changed(drafts: Sequence[Draft]) -> Iterator[Record]:
    """The records that differ, as they are and as they were."""
    for draft in (each for each in drafts if store.holds_records(each.path) and store.kind_of(each.path) != "kb"):
        with suppress(StoreError):
            kind = store.kind_of(draft.path)
            now, old = (naming.records(draft.path, data or b"") for data in (draft.was, draft.data))
            names = [name for name in {**now, **old} if now.get(name) != old.get(name)]
            yield from known(*((kind, each[name]) for name in names for each in (now, old) if name in each))


def _files(base: Base, drafts: Sequence[Draft]) -> Iterator[str]:
    for draft in drafts:
        state = "is gone again" if draft.data is None else "is as it was before"
        yield f"{shown_path(base, draft.path)} {state}."
