"""How the same is held against itself at two moments, or before and after records change: one row for each change."""

from collections.abc import Mapping
from typing import Any

from syriakb.answers import Column
from syriakb.queries.control.states import State
from syriakb.queries.relations.ties import Relation

COLUMNS = (
    Column("what", "What"),
    Column("id", "Name", "proposition"),
    Column("name", "Name", "data"),
    Column("before", "Before", "refs"),
    Column("status_before", "Status before", "data"),
    Column("after", "After", "refs"),
    Column("status_after", "Status", "status"),
    Column("basis", "Basis", "basis"),
    Column("evidence", "Evidence", "evidence"),
    Column("grade", "Grade", "grade"),
)


def held(state: State) -> tuple[frozenset[str], str]:
    """What of a state is compared: who holds the place and its status, not in which order, nor how it is known."""
    return frozenset(state.controllers), state.status


def moved(before: State, after: State, *, dated: bool) -> str:
    """What became of a place: `gained` or `lost` by somebody, else its new status, or which one ended.

    It is gained where a claim says that it was taken, or since when it is held anew (`dated`), and else only changed
    hands, or is first reported where nobody was known to hold it.
    """
    if after.status == "disputed":
        return "disputed"
    if new := set(after.controllers) - set(before.controllers):
        told = dated or new & set(after.takers)
        return "gained" if told else "changed hands" if before.controllers else "first reported"
    if set(before.controllers) - set(after.controllers) and before.status != "disputed":
        return "lost"
    return after.status if after.status not in ("held", "unknown") else f"no longer {before.status}"


def place(what: str, name: str, called: str, before: State, after: State) -> tuple[Any, ...]:
    """The row of a place, by its id and what it is called; its basis is that of what is known."""
    basis = before.basis if after.basis == "unknown" else after.basis
    return (
        *(what, name, called, before.controllers, before.status, after.controllers, after.status, basis),
        *(_cited(before.evidence, after.evidence), after.grade or before.grade),
    )


def standing(relation: Relation | None) -> str | None:
    """What of a relation is compared; None where it is not there."""
    return relation.standing if relation else None


def relation(
    what: str,
    proposition: tuple[str, str, str],
    names: Mapping[str, str],
    before: Relation | None,
    after: Relation | None,
) -> tuple[Any, ...]:
    """The row of a relation that is there on one side at least; before and after are its standings."""
    latest = after or before
    assert latest is not None
    standings = [(each.standing,) if each else () for each in (before, after)]
    evidence = _cited(before.evidence if before else (), after.evidence if after else ())
    called = " ".join(names.get(each, each) for each in proposition)
    return (what, " ".join(proposition), called, standings[0], None, standings[1], None, None, evidence, latest.grade)


def _cited(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*after, *before)))
