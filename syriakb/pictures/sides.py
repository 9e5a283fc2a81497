"""Sides: everybody who holds a place, with a letter each, and how a place is signed that several share or dispute."""

from collections.abc import Iterable, Mapping
from string import ascii_uppercase
from typing import NamedTuple

from syriakb.pictures.charts import Atlas, Held, Party
from syriakb.queries.control.states import State
from syriakb.queries.voices import Voices

NOBODY = "?"


class Entry(NamedTuple):
    """A row of a map's legend: the sign of a party, whether it disputes what is counted, its name, the counts."""

    party: Party
    disputed: bool
    sign: str
    name: str
    held: str


class Remarks(NamedTuple):
    """What stands beside who holds a place: how several hold it, who challenges them, what a careful reader adds, and
    that it was reported last long before."""

    joint: str | None
    challenge: str | None
    caveat: str | None
    stale: str | None


_CHALLENGED = {"besieged": "besieged by", "contested": "fought for by"}


def remarks(state: State, names: Mapping[str, str], *, stale: bool) -> Remarks:
    """What is to be said beside a state, in words with the names of actors; also where what was reported is `stale`."""
    holders, challengers = ([names[each] for each in side] for side in (state.controllers, state.challengers))
    joint = None
    if len(holders) > 1 and state.status != "disputed":
        joint = "held together"
        if state.together == "part":
            joint = f"{holders[0]} holds it as a part of {' and '.join(holders[1:])}"
    challenge = None
    if challengers:
        since = f" since {state.challenged_since}" if state.challenged_since else ""
        challenge = f"{_CHALLENGED.get(state.status, 'challenged by')} {' and '.join(challengers)}{since}"
    return Remarks(joint, challenge, state.caveat, old(state.said) if stale else None)


def old(said: Voices) -> str:
    """What to say of what is stale."""
    return f"stale: reported last {said.reported}"


def ordered(sizes: Mapping[Party, int], names: Mapping[str, str]) -> dict[Party, str]:
    """Parties with their names: each side, the one with most places first; then those who share a place; nobody last.

    `sizes` is how many places each party holds. A side that only shares places has a place of its own in the order.
    """
    alone: dict[Party, int] = {(side,): 0 for party in sizes for side in party}
    for party, size in sizes.items():
        alone.update({(side,): alone[side,] + size for side in party})
    shared = (party for party in sizes if len(party) > 1)
    found = sorted(alone, key=lambda party: (-alone[party], party))
    found += sorted(shared, key=lambda party: (-sizes[party], party))
    known = {party: " and ".join(names[side] for side in party) for party in found}
    return known | ({(): "unknown"} if () in sizes else {})


def letters(parties: Iterable[Party]) -> dict[str, str]:
    """The letter of each side, in the order of the parties: A to Z, then AA, AB and so on."""
    return {party[0]: _letter(at) for at, party in enumerate(each for each in parties if len(each) == 1)}


def _letter(number: int) -> str:
    before, at = divmod(number, len(ascii_uppercase))
    return (_letter(before - 1) if before else "") + ascii_uppercase[at]


def sign(party: Party, signs: Mapping[str, str], *, disputed: bool = False) -> str:
    """How a party is signed: `A`, together `A+B`; those who dispute a place `A/B`, one of whom it is denied `A/?`."""
    known = [signs[side] for side in party] or [NOBODY]
    if disputed:
        return "/".join(known if len(known) > 1 else [*known, NOBODY])
    return "+".join(known)


def sign_of(held: Held, signs: Mapping[str, str]) -> str:
    """The sign of a place in that state; small letters where it is inferred."""
    found = sign(held.controllers, signs, disputed=held.status == "disputed")
    return found.lower() if held.basis == "inferred" else found


def legend(atlas: Atlas) -> list[Entry]:
    """Everybody on the map with what they hold, what is disputed apart from the rest."""
    signs, rows = letters(atlas.parties), list[Entry]()
    for party, name in atlas.parties.items():
        for disputed in (False, True):
            held = ", ".join(atlas.counts(party, disputed=disputed))
            if held or (len(party) == 1 and not disputed):
                called = f"{name} (disputed)" if disputed else name
                entry = sign(party, signs, disputed=disputed)
                rows.append(Entry(party, disputed, entry, called, held or _nothing(atlas, party)))
    return rows


def _nothing(atlas: Atlas, party: Party) -> str:
    shares = any(set(party) < set(other) for other in atlas.parties)
    return "nothing alone" if shares or atlas.counts(party) else "nothing on this map"
