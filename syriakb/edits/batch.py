"""A table imported: all of its rows or none, or with leave to go on, as many as are sound."""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from io import StringIO
from pathlib import Path
from sqlite3 import Connection
from typing import Any, NamedTuple, TypeAlias

from syriakb.disk import outlet, store
from syriakb.disk.recall import What
from syriakb.disk.store import Base
from syriakb.edits import trial
from syriakb.edits.change import Done, Told, Way, attempted, looked_up, shown_path, writable
from syriakb.edits.entry import slug
from syriakb.edits.table import decisions, files, laid
from syriakb.edits.table.decisions import Decided
from syriakb.edits.table.files import FileRow, Table
from syriakb.edits.table.maker import Refused
from syriakb.edits.table.mapping import RETRACTION, Rules, fitted
from syriakb.edits.table.names import AMBIGUOUS, UNKNOWN, ordered
from syriakb.edits.table.sorter import Sorted, Sorter
from syriakb.edits.trial import Draft, Outcome
from syriakb.edits.wording import Wording
from syriakb.errors import StoreError, SyriakbError, UsageError, WrittenError
from syriakb.model.readers import Raw
from syriakb.model.records import KINDS
from syriakb.queries.asked import asked
from syriakb.text import splice

Progress: TypeAlias = Callable[[str, int | None], AbstractContextManager[Callable[[int], object]]]
_SHOWN = 5  # refused rows that are told
_TICK = 1000


class Import(NamedTuple):
    """What to import: a table and the mapping that says how, and what becomes of rows that are refused.

    They go to `rejects`, or without it beside the file; with `keep_going` the others are imported all the same. With
    `create` unknown names become new records, `names` is a table of decisions about them. With `update` records that
    are there are changed where rows differ, and with a reason to `retract` claims that no row has are taken back.
    `text` are the paragraphs of a text of which statements may not have the words.
    """

    table: Table
    path: Path
    rules: Rules
    keep_going: bool = False
    rejects: Path | None = None
    create: bool = False
    names: Path | None = None
    update: bool = False
    retract: str | None = None
    text: Sequence[str] | None = None

    @property
    def beside(self) -> Path | None:
        """The file that refused rows go to; beside standard input there is none."""
        if self.rejects or str(self.path) == files.STANDARD_INPUT:
            return self.rejects
        suffix = (
            self.path.suffix
            if self.path.suffix in (".csv", ".tsv", ".jsonl")
            else ".jsonl"
            if self.table.json
            else ".csv"
        )
        return self.path.with_name(f"{self.path.stem}.rejects{suffix}")


class Ended(NamedTuple):
    """How an import ended: what was done; what to say where nothing was written; and whether any row was refused."""

    done: Done
    error: str | None
    refused: bool


def run(way: Way, batch: Import, progress: Progress) -> Ended:
    """Import a batch. `progress` shows how far it has come.

    Raises UsageError, and SyriakbError where the table cannot be read at all.
    """
    batch = _fitting(way, batch)
    decided = decisions.read(batch.names) if batch.names else {}
    base = writable(way)
    found = looked_up(base, lambda db: _sorted(db, base, batch, decided, progress))
    outcome, found = _reserved(way, base, batch, found, progress)
    _tell_names(way, batch, decided, found)
    error = None
    if outcome is None:
        what = (
            f"{_counted(len(found.refused))} of {found.rows:,} {'was' if len(found.refused) == 1 else 'were'} refused"
        )
        hint = " To import the others: --keep-going." if found.writes else ""
        error = f"{what}, so nothing was written.{hint}"
        outcome, found = _nothing(way, base), found._replace(new=Counter(), changes=[], taken_back=[])
    drafts = outcome.drafts
    extra = _extra(batch, found, batch.beside if found.refused and not way.dry_run else None)
    file, line = (drafts[-1].path, drafts[-1].line) if drafts else ("", 0)
    done = Done("import", _sentence(way, found), batch.rules.kind, None, base, file, line, outcome, extra=extra)
    done = done._replace(also=_beside(found))
    return Ended(done, error, bool(found.refused))


def _fitting(way: Way, batch: Import) -> Import:
    """The batch with its columns found in the table. Raises UsageError."""
    if batch.beside and batch.beside.resolve() == batch.path.resolve():
        raise UsageError(f"{batch.beside} is the file to import. Name another one for the rows that are refused.")
    for note in batch.table.notes:
        way.asker.tell(f"note: {note}")
    rules, unused = fitted(batch.rules, batch.table.columns)
    if unused:
        which = "these columns" if unused[1:] else "the column"
        way.asker.tell(f"note: Nothing is taken from {which}: {', '.join(unused)}.")
    return batch._replace(rules=rules)


def _sorted(
    db: Connection, base: Base, batch: Import, decided: Mapping[tuple[str, str], Decided], progress: Progress
) -> Sorted:
    if batch.names:
        decisions.check(db, batch.names, decided)
    names = decisions.by_name(decided)
    wording = Wording(base.folder, batch.text)
    sorter = Sorter(db, batch.rules, names, wording, create=batch.create, update=batch.update)
    sorter.maker.prepare(batch.table.rows())
    with progress("Reading", None) as tick:
        for at, row in enumerate(batch.table.rows()):
            sorter.take(row)
            if at % _TICK == 0:
                tick(at)
    return sorter.ended(base, missing=batch.retract is not None)


def _reserved(
    way: Way, base: Base, batch: Import, found: Sorted, progress: Progress
) -> tuple[Outcome[Told] | None, Sorted]:
    """Write the sound rows and those refused, whose place is held before anything is written.

    So no import is half told for want of a place. Raises WrittenError where something was written and not all told.
    """
    outcome = None
    try:
        with _place(way, batch) as put:
            outcome, found = _written(way, base, batch, found, progress)
            found = found._replace(refused=_whole(batch.table, found.refused))
            if found.refused and not way.dry_run and put:
                put(rejects(batch, found.refused))
        _tell_refused(way, batch, found)
    except (StoreError, OSError) as error:
        if outcome is None or way.dry_run or not outcome.drafts:
            raise
        reason = error if isinstance(error, StoreError) else f"More could not be told: {error.strerror}."
        where = shown_path(base, outcome.drafts[-1].path)
        raise WrittenError(f"{_sentence(way, found)}, {where}. {reason}") from None
    return outcome, found


@contextmanager
def _place(way: Way, batch: Import) -> Iterator[Callable[[bytes], None] | None]:
    """The place for refused rows, held at once where it is clear that it will be needed if any are."""
    if batch.beside is None:
        yield None
        return
    at_once = not way.dry_run and bool(batch.rejects or batch.keep_going)
    with outlet.reserved(batch.beside, at_once=at_once) as put:
        yield put


def _written(
    way: Way, base: Base, batch: Import, found: Sorted, progress: Progress
) -> tuple[Outcome[Told] | None, Sorted]:
    """Write the sound rows, all or with `keep_going` as many as are; None where nothing was written."""
    name = slug(batch.path.stem)[:40] or "import"
    while found.writes:
        # Even when nothing will be written, the rest is tried, so that one run tells all that is wrong.
        vain = bool(found.refused) and not batch.keep_going
        try:
            with progress("Checking", None), laid.aside(found.stage) as folder:
                outcome = _tried(way._replace(dry_run=way.dry_run or vain), base, batch, name, found, folder)
        except trial.RefusedError as error:
            found = _without(found, error)
        else:
            return (None if vain else outcome), found
    return (None if found.refused else _nothing(way, base)), found


def _nothing(way: Way, base: Base) -> Outcome[Told]:
    return attempted(way._replace(dry_run=True), base, lambda _: [], What("import", ""), [])


def _tried(way: Way, base: Base, batch: Import, name: str, found: Sorted, folder: Path) -> Outcome[Told]:
    retraction = {"on": date.today().isoformat(), "reason": batch.retract or ""}
    what = What("import", _sentence(way, found), batch.rules.kind)
    return attempted(way, base, lambda base: list(_drafts(base, name, found, retraction, folder)), what, found.touching)


def _drafts(base: Base, name: str, found: Sorted, retraction: dict[str, str], folder: Path) -> Iterator[Draft]:
    """The files that change, then those that are new, what others rest on first."""
    changed: dict[str, dict[str, dict[str, Raw]]] = {}
    for each in found.changes:
        changed.setdefault(each.path, {})[each.id] = each.raw
    taken_back: dict[str, list[str]] = {}
    for claim, path in found.taken_back:
        taken_back.setdefault(path, []).append(claim)
    for path in sorted({*changed, *taken_back}):
        kind, was = KINDS[store.kind_of(path)], store.read(base, path)
        raws = changed.get(path, {})
        if gone := {*taken_back.get(path, ())}:
            old = {str(raw["id"]): raw for raw in splice.records(kind, path, was) if raw.get("id") in gone}
            raws = raws | {claim: _taken_back(raw, retraction) for claim, raw in old.items()}
        spliced = splice.rewrite(kind, path, was, raws)
        yield Draft(path, was, spliced.data, spliced.line)
    for word in KINDS:
        if found.new[word]:
            yield from laid.drafts(base, word, name, found.stage, folder)


def _taken_back(raw: dict[str, Raw], retraction: dict[str, str]) -> dict[str, Raw]:
    return ordered("claim", {**raw, RETRACTION: retraction})


def _without(found: Sorted, error: trial.RefusedError) -> Sorted:
    """The same with the rows refused that the knowledge base does not take. Raises where it is none of them."""
    reasons: dict[int, list[str]] = {}
    for problem in error.problems:
        kind, said = store.kind_of(problem.file), " ".join(filter(None, (problem.message, problem.hint)))
        line = found.stage.line(kind, problem.record)
        if line is None:
            raise SyriakbError(f"{error} Nothing was written.") from None
        reasons.setdefault(line, []).append(said)
    refused = [Refused(FileRow(line, {}), " ".join(dict.fromkeys(said))) for line, said in reasons.items()]
    found.stage.drop(reasons)
    return found._replace(
        new=found.stage.counts(),
        changes=[each for each in found.changes if found.stage.line(each.kind, each.id) not in reasons],
        refused=sorted([*found.refused, *refused], key=lambda each: each.row.line),
    )


def _whole(table: Table, refused: list[Refused]) -> list[Refused]:
    """Refused rows with their cells, which only those have that were refused as they were read."""
    if all(each.row.cells or each.row.fault for each in refused):
        return refused
    lines = {each.row.line for each in refused if not each.row.cells}
    rows = {row.line: row for row in table.rows() if row.line in lines}
    return [each._replace(row=rows.get(each.row.line, each.row)) for each in refused]


def rejects(batch: Import, refused: list[Refused]) -> bytes:
    """The refused rows as a table like the one they came from, with the reason beside them."""
    if batch.beside and batch.beside.suffix in (".jsonl", ".ndjson", ".json"):
        lines = (json.dumps({**each.row.cells, "reason": each.reason}, ensure_ascii=False) for each in refused)
        return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")
    out = StringIO()
    names = [name for name in batch.table.columns if name != "reason"]
    writer = csv.writer(
        out, lineterminator="\n", delimiter="\t" if batch.beside and batch.beside.suffix == ".tsv" else ","
    )
    writer.writerow([*names, "reason"])
    writer.writerows([*(_cell(each.row.cells.get(name, "")) for name in names), each.reason] for each in refused)
    return out.getvalue().encode("utf-8", "backslashreplace")


def _cell(value: Raw) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _tell_refused(way: Way, batch: Import, found: Sorted) -> None:
    shown = found.refused[:_SHOWN] if batch.beside or way.dry_run else found.refused
    for each in shown:
        way.asker.tell(f"{batch.table.unit} {each.row.line}: {each.reason}")
    if len(found.refused) > len(shown):
        way.asker.tell(f"... and {len(found.refused) - len(shown):,} more.")
    if found.refused and not way.dry_run and batch.beside:
        way.asker.tell(f"Refused rows are in {batch.beside}, with the reasons.")


def _tell_names(way: Way, batch: Import, decided: Mapping[tuple[str, str], Decided], found: Sorted) -> None:
    """Tell every name that nobody has, apart from those that several have, and write them down to be decided."""
    for why, heading in ((UNKNOWN, "Names that nobody has"), (AMBIGUOUS, "Names that several have")):
        if names := [each for each in found.unknown if each.why == why]:
            way.asker.tell(f"{heading} in {looked_up(way.base, lambda db: asked(db, way.base.folder))}:")
            for each in names:
                near = f"; near: {', '.join(each.nearest)}" if each.nearest else ""
                way.asker.tell(f"  {each.name} ({' or '.join(each.kinds)}, {_counted(each.rows)}){near}")
    if not found.unknown:
        return
    if batch.names is None:
        way.asker.tell("To decide about them: --names FILE; to make them new: --create")
    elif way.dry_run:
        way.asker.tell(f"Without --dry-run they would be in {batch.names}, to be decided.")
    else:
        outlet.save(batch.names, [decisions.table(decided, found.unknown)])
        way.asker.tell(f"Decide in the column decision of {batch.names}: new, skip or an id. Then give it again.")


def _extra(batch: Import, found: Sorted, beside: Path | None) -> dict[str, Any]:
    """What a program is told: how many rows of each outcome, how many records, and every refusal and unknown name."""
    imported = found.stage.rows() if found.new else 0
    changed = {found.stage.line(each.kind, each.id) or 0 for each in found.changes}
    return {
        "rows": found.rows,
        "imported": imported,
        "updated": found.stage.rows(apart_from=changed) - found.stage.rows() if changed else 0,
        "there": found.there,
        "left_out": found.left_out,
        "rejected": len(found.refused),
        "retracted": len(found.taken_back),
        "added": dict(found.new),
        "rejects": str(beside) if beside else None,
        "refused": [{batch.table.unit: each.row.line, "reason": each.reason} for each in found.refused],
        "unresolved": [
            {
                "name": each.name,
                "kinds": list(each.kinds),
                "problem": each.why,
                "rows": each.rows,
                "nearest": list(each.nearest),
            }
            for each in found.unknown
        ],
    }


def _sentence(way: Way, found: Sorted) -> str:
    """What was done, such as: Imported 12 claims and 3 places."""
    kinds = [_number(found.new[kind], kind) for kind in reversed(list(KINDS)) if found.new[kind]]
    done = [f"imported {_listed(kinds)}"] if kinds else []
    done += [f"changed {_number(len(found.changes), 'record')}"] if found.changes else []
    done += [f"took back {_number(len(found.taken_back), 'claim')}"] if found.taken_back else []
    sentence = _listed(done or ["imported nothing"])
    if way.dry_run:
        for did, do in (("imported", "would import"), ("changed", "would change"), ("took", "would take")):
            sentence = sentence.replace(did, do)
    return sentence[0].upper() + sentence[1:]


def _beside(found: Sorted) -> tuple[str, ...]:
    """What became of rows that gave nothing new."""
    counted = ((found.there, "there already"), (found.left_out, "left out"))
    return tuple(f"{_counted(rows)} {'was' if rows == 1 else 'were'} {what}." for rows, what in counted if rows)


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _counted(rows: int) -> str:
    return _number(rows, "row")
