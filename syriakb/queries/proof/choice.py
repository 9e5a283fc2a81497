"""What is to be proved, by what somebody names: a place, two actors, or a record that asserts a relation or control."""

from sqlite3 import Connection

from syriakb.answers import Answer
from syriakb.errors import UsageError
from syriakb.queries import lookup
from syriakb.queries.lookup import Ref
from syriakb.queries.moment import Moment
from syriakb.queries.proof import place, relation


def why(db: Connection, moment: Moment, names: list[str], limit: int | None = None) -> Answer:
    """The proof of a place, of `A B` or of `A PREDICATE B`, at most `limit` claims of it (None for all).

    Raises UsageError where there is nothing to prove, NotFoundError, AmbiguousError.
    """
    found = _proof(db, moment, names)
    total = len(found.rows)
    if limit is None or limit >= total:
        return found
    note = (
        f"The first {limit} of {total} claims, those that decide before the others. Show more with --limit N or --all."
    )
    return found._replace(rows=found.rows[:limit], notes=(*found.notes, note), total=total)


def _proof(db: Connection, moment: Moment, names: list[str]) -> Answer:
    if len(names) == 1:
        return _one(db, moment, names[0])
    words = _unquoted(db, names)
    if len(words) == 1:
        return _one(db, moment, words[0])
    if len(words) > 3:
        raise UsageError(
            "why takes a place, two actors, or two actors with a predicate between them. "
            "A name of several words stands in quotes: syriakb why 'one name' 'other name'."
        )
    names = words
    one = lookup.actor(db, names[0])
    other = lookup.named(db, names[-1], "actor", "place")
    predicate = lookup.by_id(db, "predicate", names[1]) if len(names) == 3 else None
    return _two(db, moment, one, predicate, other)


def _unquoted(db: Connection, names: list[str]) -> list[str]:
    """The names that words make whose quotes the shell took, or were forgotten: one, or two; else the words as given.

    Words that are names each for themselves stay so.
    """
    ends = (names[0], names[-1])
    if len(names) <= 3 and all(lookup.meant(db, each, "actor", "place") for each in ends):
        return names
    whole = " ".join(names)
    if lookup.meant(db, whole, "actor", "place"):
        return [whole]
    pairs = [[" ".join(names[:at]), " ".join(names[at:])] for at in range(1, len(names))]
    found = [pair for pair in pairs if all(lookup.meant(db, each, "actor", "place") for each in pair)]
    if len(found) == 1:
        return found[0]
    alone = len(names) > 3 or any(lookup.meant(db, each, "actor", "place") for each in ends)
    return names if alone else [whole]


def _one(db: Connection, moment: Moment, name: str) -> Answer:
    ref = lookup.record(db, name)
    if ref.kind == "place":
        return place.why(db, moment, ref.id)
    if ref.kind not in ("alliance", "claim"):
        raise UsageError(f"{name!r} is {_a(ref.kind)}. To prove a relation, name two actors: syriakb why A B.")
    one, predicate, other = db.execute(
        f"SELECT subject, predicate, object FROM {ref.kind} WHERE id = ?", (ref.id,)
    ).fetchone()
    if None in (one, predicate, other):
        raise UsageError(
            f"{name!r} asserts no relation and no control, so there is nothing to prove: syriakb show {name}."
        )
    return _two(db, moment, one, predicate, lookup.named(db, other, "actor", "place"), asked=False)


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _two(db: Connection, moment: Moment, one: str, predicate: str | None, other: Ref, *, asked: bool = True) -> Answer:
    """The proof of two; of a place with what links an actor to it, where somebody asked for both."""
    if other.kind == "actor":
        return relation.why(db, moment, one, other.id, predicate)
    moves_control = "SELECT 1 FROM predicate WHERE id = ? AND effect IS NOT NULL"
    if predicate and not db.execute(moves_control, (predicate,)).fetchone():
        hint = f"syriakb claims --about {other.id} --predicate {predicate}"
        raise UsageError(
            f"Of a place, why proves who controls it, and {predicate} does not say that. The claims: {hint}"
        )
    return place.why(db, moment, other.id, one if asked else None)
