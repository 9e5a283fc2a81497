"""`syriakb why PLACE`, `syriakb why A B` and `syriakb why A PREDICATE B`."""

from typing import Annotated

import typer

from syriakb.answers import Answer
from syriakb.cli.asking import question
from syriakb.cli.complete import records
from syriakb.cli.options import Limit
from syriakb.errors import UsageError
from syriakb.queries import lookup
from syriakb.queries.claims import listed
from syriakb.queries.lookup import Ref
from syriakb.queries.moment import Opened
from syriakb.queries.proof import place, relation

Refs = Annotated[
    list[str], typer.Argument(metavar="PLACE | A [PREDICATE] B", help="What to prove.", autocompletion=records)
]


@question
def why(kb: Opened, refs: Refs, limit: Limit = listed.SHOWN) -> Answer:
    """The proof of an answer: the rule that decided, and each claim for and against it."""
    found = _proof(kb, refs)
    total = len(found.rows)
    if limit is None or limit >= total:
        return found
    note = (
        f"The first {limit} of {total} claims, those that decide before the others. Show more with --limit N or --all."
    )
    return found._replace(rows=found.rows[:limit], notes=(*found.notes, note), total=total)


def _proof(kb: Opened, refs: list[str]) -> Answer:
    if len(refs) > 3:
        raise UsageError("why takes a place, two actors, or two actors with a predicate between them.")
    if len(refs) == 1:
        return _one(kb, refs[0])
    one = lookup.actor(kb.db, refs[0])
    other = lookup.named(kb.db, refs[-1], "actor", "place")
    predicate = lookup.by_id(kb.db, "predicate", refs[1]) if len(refs) == 3 else None
    return _two(kb, one, predicate, other)


def _one(kb: Opened, name: str) -> Answer:
    ref = lookup.record(kb.db, name)
    if ref.kind == "place":
        return place.why(kb.db, kb.at, ref.id)
    if ref.kind not in ("alliance", "claim"):
        raise UsageError(f"{name!r} is {_a(ref.kind)}. To prove a relation, name two actors: syriakb why A B.")
    one, predicate, other = kb.db.execute(
        f"SELECT subject, predicate, object FROM {ref.kind} WHERE id = ?", (ref.id,)
    ).fetchone()
    if None in (one, predicate, other):
        raise UsageError(
            f"{name!r} asserts no relation and no control, so there is nothing to prove: syriakb show {name}."
        )
    return _two(kb, one, predicate, lookup.named(kb.db, other, "actor", "place"))


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _two(kb: Opened, one: str, predicate: str | None, other: Ref) -> Answer:
    if other.kind == "actor":
        return relation.why(kb.db, kb.at, one, other.id, predicate)
    if (
        predicate
        and not kb.db.execute("SELECT 1 FROM predicate WHERE id = ? AND effect IS NOT NULL", (predicate,)).fetchone()
    ):
        hint = f"syriakb claims --about {other.id} --predicate {predicate}"
        raise UsageError(
            f"Of a place, why proves who controls it, and {predicate} does not say that. The claims: {hint}"
        )
    return place.why(kb.db, kb.at, other.id)
