"""A side: an actor with what belongs to it and what it belongs to, and the places that it holds."""

from collections.abc import Iterable
from sqlite3 import Connection
from typing import NamedTuple

from syriakb.model.shortlist import shortlist
from syriakb.queries.control.states import State
from syriakb.queries.moment import Moment

_NAMED = 12  # places or actors that a sentence names


class Side(NamedTuple):
    """An actor, what belongs to it, and what it belongs to."""

    actor: str
    members: frozenset[str]
    coalitions: frozenset[str]

    @classmethod
    def of(cls, db: Connection, moment: Moment, actor: str) -> "Side":
        """The side of an actor at the moment."""
        from syriakb.queries.relations.ties import members  # who belongs to whom is seldom asked with who holds what

        return cls(actor, members(db, moment, actor), members(db, moment, actor, up=True))

    @property
    def all(self) -> frozenset[str]:
        """Everybody of it."""
        return self.members | self.coalitions | {self.actor}

    def holds(self, state: State) -> bool:
        """Whether a place in that state is held by anybody of it."""
        return not self.all.isdisjoint(state.controllers)

    def notes(self, db: Connection, states: Iterable[State]) -> tuple[str, ...]:
        """Which of the places are held by a coalition that the actor belongs to."""
        joint = [state for state in states if (self.members | {self.actor}).isdisjoint(state.controllers)]
        if not joint:
            return ()
        holding = {holder for state in joint for holder in state.controllers}
        through = " and ".join(names(db, "actor", sorted(self.coalitions & holding)))
        places = names(db, "place", [state.place for state in joint])
        return (f"Held by its coalition, {through}: {shortlist(places, _NAMED)}.",)


def jointly(db: Connection, states: Iterable[State]) -> tuple[str, ...]:
    """Which of the places several hold jointly, those of the same holders in one sentence."""
    found: dict[tuple[str, ...], list[str]] = {}
    for state in states:
        if state.together == "jointly":
            found.setdefault(tuple(sorted(state.controllers)), []).append(state.place)
    return tuple(
        f"Held jointly by {' and '.join(names(db, 'actor', ids))}: {shortlist(names(db, 'place', places), _NAMED)}."
        for ids, places in sorted(found.items())
    )


def folds(db: Connection, states: Iterable[State]) -> tuple[str, ...]:
    """Which actors are told by their sides, in a sentence for each side."""
    return stand_for(db, (pair for state in states for pair in state.folded))


def stand_for(db: Connection, pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Which actors are told by their sides, of pairs of both, in a sentence for each side."""
    sides: dict[str, set[str]] = {}
    for actor, side in pairs:
        sides.setdefault(side, set()).add(actor)
    return tuple(
        f"{names(db, 'actor', [side])[0]} stands for {shortlist(names(db, 'actor', sorted(members)), _NAMED)}."
        for side, members in sorted(sides.items())
    )


def names(db: Connection, kind: str, ids: Iterable[str]) -> list[str]:
    """The names of actors or places by their ids, in the order of these."""
    return [db.execute(f"SELECT name FROM {kind} WHERE id = ?", (each,)).fetchone()[0] for each in ids]
