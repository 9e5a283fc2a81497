"""Rules 4 to 6: who holds a place, and what each claim has to do with it."""

from functools import partial
from typing import NamedTuple

from tests.rules.reference.facts import Claim, Then, World, begins, begun, counts, grade, once, reported, same
from tests.rules.reference.interest import rank
from tests.rules.reference.ties import members

TAKES = ("gains", "holds")
FIGHTS = ("contests", "besieges")


class State(NamedTuple):
    controllers: tuple[str, ...]
    status: str
    basis: str
    since: str | None
    evidence: tuple[str, ...]
    grade: str | None


class Case(NamedTuple):
    """What there is to say of a place: the claims in effect about the nearest places that any is about.

    `said` are assertions, `denials` the other ones. `past` are all assertions begun by then about these places and
    those nearer, whether they ended or not. `away` is how far the nearest places are: 0 is the place itself.
    `nearer` are the denials of the places nearer than those.
    """

    world: World
    then: Then
    said: list[Claim]
    denials: list[Claim]
    past: list[Claim]
    away: int
    nearer: list[Claim]

    def day(self, claim: Claim) -> int:
        return begins(self.world, claim)

    def does(self, claim: Claim, *effects: str) -> bool:
        return self.world.effect(claim) in effects


def rings(world: World, place: str) -> list[set[str]]:
    """Rule 5. The place, then what it lies in, then what that lies in: each place where it is nearest."""
    found = [{place}]
    while found[-1]:
        seen = set().union(*found)
        found.append({parent for each in found[-1] for parent in world.places[each].within} - seen)
    return found[:-1]


def case(world: World, place: str, then: Then) -> Case:
    """Rule 5. A place without an assertion in effect takes the state of the nearest places around it that have one."""
    about: list[Claim] = []
    nearer: list[Claim] = []
    for away, ring in enumerate(rings(world, place)):
        here = [claim for claim in world.claims.values() if world.effect(claim) and claim.object in ring]
        about += here
        said = [claim for claim in here if claim.stance == "asserts" and counts(world, claim, then)]
        denials = [claim for claim in here if claim.stance == "denies" and counts(world, claim, then)]
        if said:
            past = [claim for claim in about if claim.stance == "asserts" and begun(world, claim, then)]
            return Case(world, then, said, denials, past, away, nearer)
        nearer += denials
    return Case(world, then, [], [], [], 0, [])


def denied(case: Case, claim: Claim) -> bool:
    """Rule 4d. Whether the same proposition is denied as well."""
    return any(same(claim, denial) for denial in case.denials)


def newest(case: Case) -> list[Claim]:
    """Rule 4. The newest claims that somebody took or holds the place: the last day with any of them."""
    takes = [claim for claim in case.said if case.does(claim, *TAKES)]
    last = max((case.day(claim) for claim in takes), default=0)
    return [claim for claim in takes if case.day(claim) == last]


def decided(case: Case) -> int:
    return max((case.day(claim) for claim in newest(case)), default=0)


def lost(case: Case, actor: str) -> bool:
    """Rule 4b. Whether the actor lost the place on a later day; one of the same day came before, a denied one never."""
    losses = [claim for claim in case.said if case.does(claim, "loses") and claim.subject == actor]
    return any(case.day(claim) > decided(case) and not denied(case, claim) for claim in losses)


def deciding(case: Case) -> list[Claim]:
    """Rules 4a and 4b. The newest decide, but for those by whoever lost it since; nothing older comes back."""
    return [claim for claim in newest(case) if not lost(case, claim.subject)]


def holders(case: Case) -> set[str]:
    return {claim.subject for claim in deciding(case)}


def losses(case: Case) -> list[Claim]:
    """Rule 4b. The losses that are told of: where nobody holds the place, those not before the newest taking or
    holding; where somebody does, the holder's own later ones, which are denied."""
    found = [claim for claim in case.said if case.does(claim, "loses")]
    if not holders(case):
        return [claim for claim in found if case.day(claim) >= decided(case)]
    found = [claim for claim in found if claim.subject in holders(case) and denied(case, claim)]
    return [claim for claim in found if case.day(claim) > decided(case)]


def fights(case: Case) -> list[Claim]:
    """Rule 4c. The newest fights and sieges, of the day of the holding or later; nobody fights for what is their own,
    but a side of a dispute does."""
    found = [claim for claim in case.said if case.does(claim, *FIGHTS) and case.day(claim) >= decided(case)]
    found = [claim for claim in found if holders(case) != {claim.subject}]
    last = max((case.day(claim) for claim in found), default=0)
    return [claim for claim in found if case.day(claim) == last]


def broken(case: Case) -> int:
    """Rule 4a. The last day on which another took or held the place, or its only holder lost it, ended or denied or
    not; 0 for never."""
    if len(holders(case)) != 1:
        return 0
    (holder,) = holders(case)
    breaks = [c for c in case.past if (c.subject == holder) == (case.does(c, "loses")) and not case.does(c, *FIGHTS)]
    return max((case.day(claim) for claim in breaks), default=0)


def began(case: Case) -> list[Claim]:
    """Rule 4a. A holder who is only said to hold the place held it since it was first said to, after the last break
    and from its last taking on. Claims that are denied or name no start begin nothing."""
    if len(holders(case)) != 1 or any(case.does(claim, "gains") for claim in deciding(case)):
        return []
    own = [claim for claim in case.said if claim.subject in holders(case) and case.does(claim, *TAKES)]
    taken = max((case.day(claim) for claim in own if case.does(claim, "gains")), default=0)
    own = [claim for claim in own if claim.start and not denied(case, claim)]
    own = [c for c in own if broken(case) < case.day(c) < decided(case) and case.day(c) >= taken]
    first = min((case.day(claim) for claim in own), default=0)
    return [claim for claim in own if case.day(claim) == first]


def denying(case: Case) -> list[Claim]:
    """Rule 4d. The denials of what decides, is lost or fought."""
    parts = [*deciding(case), *losses(case), *fights(case)]
    return [denial for denial in case.denials if any(same(denial, part) for part in parts)]


def unheld(case: Case) -> list[Claim]:
    """Rule 5. The denials that who holds what it is inferred from holds or took the place, or one in between."""
    return [claim for claim in case.nearer if case.does(claim, *TAKES) and claim.subject in holders(case)]


def status(case: Case) -> str:
    """Rule 4. A dispute outranks a fight, a fight a siege of the same day."""
    if len(holders(case)) > 1 or denying(case):
        return "disputed"
    for effect, word in (("contests", "contested"), ("besieges", "besieged")):
        if any(case.does(claim, effect) for claim in fights(case)):
            return word
    return "held" if holders(case) else "unknown"


def basis(case: Case) -> str:
    """Rules 4 and 5. Inferred from around, stated as soon as one claim that decides says it outright, else implied."""
    if case.away:
        return "inferred"
    weighing = deciding(case) or [*losses(case), *fights(case)]
    return "stated" if any(claim.directness == "stated" for claim in weighing) else "implied" if weighing else "unknown"


def since(case: Case) -> str | None:
    """Rule 4a. The first start that those claims name with which it began; none where a break is not before them."""
    weighing = began(case) or deciding(case) or [*losses(case), *fights(case), *denying(case)]
    if len(holders(case)) == 1 and broken(case) >= decided(case):
        return None
    return next((claim.start for claim in sorted(weighing, key=partial(by_grade, case)) if claim.start), None)


def by_grade(case: Case, claim: Claim) -> tuple[str, str, str]:
    return grade(case.world, claim), claim.subject, claim.id


def in_order(case: Case, claims: list[Claim]) -> list[Claim]:
    """Rules 4a and 10. The best grade first; of equal grades those against the interest of their speakers. That orders
    what is cited and moves nothing else."""

    def key(claim: Claim) -> tuple[str, int, str, str]:
        best, *rest = by_grade(case, claim)
        return best, rank(case.world, claim, case.then), *rest

    return sorted(claims, key=key)


def state(world: World, place: str, then: Then) -> State:
    """Rules 4 and 5. Who holds a place; the grade is the best of the claims that decide, of all where none does."""
    found = case(world, place, then)
    holding = in_order(found, deciding(found))
    others = in_order(found, [*losses(found), *fights(found), *denying(found)])
    evidence = [*holding, *others, *in_order(found, began(found)), *in_order(found, unheld(found))]
    return State(
        once(claim.subject for claim in holding),
        status(found),
        basis(found),
        since(found),
        once(claim.id for claim in evidence),
        min((grade(world, claim) for claim in holding or evidence), default=None),
    )


def held_by(world: World, actor: str, then: Then) -> set[str]:
    """Rule 6. What an actor holds: what itself, its members and what it belongs to hold."""
    side = {actor} | members(world, actor, then) | members(world, actor, then, up=True)
    return {place for place in world.places if side & set(state(world, place, then).controllers)}


def counted(world: World, then: Then) -> list[tuple[str, int, int]]:
    """Rule 8. Each asserted count in effect, and how many capitals the records give to the actor and its members."""
    capitals = [place.id for place in world.places.values() if place.kind == "provincial-capital"]
    found = []
    for claim in world.claims.values():
        if claim.value is not None and claim.stance == "asserts" and counts(world, claim, then):
            side = {claim.subject} | members(world, claim.subject, then)
            inside = [each for each in capitals if claim.object in (None, *set().union(*rings(world, each)))]
            given = [each for each in inside if side & set(state(world, each, then).controllers)]
            found.append((claim.id, claim.value, len(given)))
    return found


def role(case: Case, claim: Claim, ring: int) -> str:
    """What a claim about the place, or about one so many steps around it, has to do with its state."""
    if claim.retracted:
        return "retracted"
    if claim.modality != "actual":
        return f"only {claim.modality}"
    if reported(case.world, claim) > case.then.known:
        return "not yet reported"
    if not counts(case.world, claim, case.then):
        return "not in effect"
    return _part(case, claim) or _reason(case, claim, ring)


def _part(case: Case, claim: Claim) -> str | None:
    if claim in deciding(case):
        best = min(grade(case.world, each) for each in deciding(case))
        lower = len(holders(case)) > 1 and grade(case.world, claim) > best
        return "decides, lower grade" if lower else "decides"
    if claim in losses(case) or claim in fights(case):
        return case.world.effect(claim)
    return "began" if claim in began(case) else None


def _reason(case: Case, claim: Claim, ring: int) -> str:
    if claim.stance == "denies":
        return "denies"
    if ring > case.away:
        return "further away"
    if case.does(claim, *TAKES):
        return "lost since" if claim in newest(case) else "older"
    return "without effect"


def roles(world: World, place: str, then: Then) -> dict[str, str]:
    """The proof of a place: every claim about it and what is around it, with its role."""
    found = case(world, place, then)
    return {
        claim.id: role(found, claim, ring)
        for ring, places in enumerate(rings(world, place))
        for claim in world.claims.values()
        if world.effect(claim) and claim.object in places
    }
