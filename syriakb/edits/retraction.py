"""A claim taken back: it stays, marked with the reason."""

from datetime import date
from sqlite3 import Connection

from syriakb.disk import store
from syriakb.disk.recall import What
from syriakb.disk.store import Base
from syriakb.edits.change import Done, Way, looked_up, made, typed, writable
from syriakb.edits.entry import clean
from syriakb.edits.standing import a_kind
from syriakb.edits.trial import Draft
from syriakb.errors import NotFoundError, SyriakbError, UnclearError, UsageError
from syriakb.model.readers import Raw
from syriakb.model.records import Claim
from syriakb.queries import lookup
from syriakb.text import splice


def retract(way: Way, claim: str, reason: str | None, successor: str | None) -> Done:
    """Take a claim back, by its id; without a reason somebody is asked for it.

    Raises UsageError, NotFoundError, and SyriakbError where it was taken back before.
    """
    path = looked_up(way.base, lambda db: _home(db, claim))
    retraction = {"on": date.today().isoformat(), "reason": _reason(way, reason)}
    if successor:
        retraction["superseded_by"] = looked_up(way.base, lambda db: _successor(db, claim, successor))
    base = writable(way)
    raw = splice.excerpt(Claim, path, store.read(base, path), claim).raw
    if "retracted" in raw:
        raise SyriakbError(f"The claim {claim} was taken back before. To change that: syriakb edit {claim}")

    def plan(base: Base) -> list[Draft]:
        was = store.read(base, path)
        spliced = splice.insert(Claim, path, was, claim, ("retracted", retraction), before="recorded")
        return [Draft(path, was, spliced.data, spliced.line)]

    what = What("retract", f"Took back the claim {claim}", "claim", claim)
    outcome = made(way, base, plan, what, [typed("claim", raw)])
    retracted: dict[str, Raw] = {**raw, "retracted": retraction}
    sentence = f"{'Would take' if way.dry_run else 'Took'} back the claim {claim}"
    line = outcome.drafts[0].line
    return Done("retract", sentence, "claim", typed("claim", retracted), base, path, line, outcome)


def _home(db: Connection, claim: str) -> str:
    """The file of a claim. Raises NotFoundError, and SyriakbError with the verb that serves for another record."""
    try:
        return lookup.file_of(db, lookup.Ref("claim", lookup.by_id(db, "claim", claim)))
    except NotFoundError as error:
        try:
            ref = lookup.record(db, claim)
        except UnclearError:
            raise error from None
    raise SyriakbError(
        f"Only claims are taken back, and {ref.id} is {a_kind(ref.kind)}."
        f" To take it away: syriakb remove {ref.id}. To change it: syriakb edit {ref.id}"
    )


def _reason(way: Way, given: str | None) -> str:
    if given and given.strip():
        return str(clean("reason", given))
    if not way.asks:
        raise UsageError("A claim is taken back for a reason. Give --reason.")
    said = way.asker.ask("Reason", "Why it is taken back.", str, complete=lambda _: (), required=True)
    return str(clean("reason", str(said)))


def _successor(db: Connection, claim: str, successor: str) -> str:
    if successor == claim:
        raise UsageError("A claim cannot stand in its own stead. Give another id with --superseded-by.")
    return lookup.by_id(db, "claim", successor)
