"""What links those whom somebody names together: an actor to who holds a place, and how many claims are about both."""

from collections.abc import Iterator
from sqlite3 import Connection

from syriakb.model.shortlist import cited
from syriakb.queries.claims.listed import Filter, claims
from syriakb.queries.control.side import names
from syriakb.queries.control.states import State
from syriakb.queries.moment import Moment
from syriakb.queries.relations.paths import path
from syriakb.queries.relations.ties import name_of

_FAR = 3  # relations of membership that a link goes over
_CHALLENGES = {"besieged": "besieges", "contested": "fights for"}


def of_place(db: Connection, moment: Moment, actor: str, state: State) -> Iterator[str]:
    """In sentences, how an actor is one with whoever holds a place or challenges that, and what is said of both."""
    (place,) = names(db, "place", [state.place])
    parts = {who: _CHALLENGES.get(state.status, "challenges") for who in state.challengers}
    parts |= dict.fromkeys(state.controllers, "is one of those who dispute" if state.status == "disputed" else "holds")
    found = [each for who, does in parts.items() if (each := _link(db, moment, actor, who, f"{does} {place}"))]
    yield from found
    if not found:
        who_asks = name_of(db, actor)
        if state.controllers:
            yield f"Nothing on record makes {who_asks} one with who holds {place}."
        else:
            yield f"Nobody is known to hold {place}, so that there is nobody to link {who_asks} with."
        yield from (f"Other relations may: syriakb path {actor} {who}" for who in parts)
    yield about_both(db, moment, actor, state.place)


def _link(db: Connection, moment: Moment, actor: str, who: str, does: str) -> str | None:
    """How an actor is one with who does that; None where no memberships say so."""
    if actor == who:
        return f"{name_of(db, actor)} {does}."
    rows = list(path(db, moment, actor, who, _FAR, "membership", 1).records())
    hops = {row["hop"]: row for row in reversed(rows)}
    labels = dict(db.execute("SELECT id, label FROM predicate"))
    told = [
        f"{name_of(db, row['subject'])} {labels[row['predicate']]} {name_of(db, row['object'])}"
        f" ({cited(row['evidence'])})"
        for _, row in sorted(hops.items())
    ]
    return f"{'; '.join(told)}; {name_of(db, who)} {does}." if told else None


def about_both(db: Connection, moment: Moment, one: str, other: str) -> str:
    """How many claims are about both, and the command that shows them."""
    count = claims(db, moment, Filter(about=(one, other)), 0).total
    if not count:
        return "No claim is about both."
    return f"{count:,} claim{' is' if count == 1 else 's are'} about both: syriakb claims --about {one} --about {other}"
