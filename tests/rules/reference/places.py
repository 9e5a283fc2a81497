"""Rules 4 to 6: the state of a place."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple, TypeAlias

from tests.rules.reference.areas import around, gone
from tests.rules.reference.doubts import alone, begun, boasts, challenges, denials, denied_alone
from tests.rules.reference.facts import Claim, Then, World, ancestors, counts, grade, once
from tests.rules.reference.holding import (
    Case,
    deciding,
    effect,
    holders,
    in_effect,
    left,
    related,
    ruling,
    spell,
    surviving,
)
from tests.rules.reference.interest import rank
from tests.rules.reference.ties import belongs, members


class State(NamedTuple):
    controllers: tuple[str, ...]
    status: str
    basis: str
    since: str | None
    evidence: tuple[str, ...]
    grade: str | None


def rivals(case: Case) -> bool:
    """4a. Whether the holders are of different sides, and no claim has them, or part or whole of them, together."""
    day = {h: max(p.day for p in surviving(case) if p.holder == h) for h in holders(case)}
    pairs = [(h, g) for h in day for g in day if h < g]
    known = case.then.known
    return any(
        not kin(case.world, h, g, (day[h], day[g]), known) and not together(case, h, g, (day[h], day[g]))
        for h, g in pairs
    )


def kin(world: World, one: str, other: str, days: tuple[int, int], known: int) -> bool:
    return any(related(world, one, other, day, known) for day in days)


def together(case: Case, one: str, other: str, days: tuple[int, int]) -> bool:
    """4a. A claim that decides names both, or part or whole of both, as holding it together."""
    world, known = case.world, case.then.known
    pairs = [
        (p, q) for p in deciding(case) for q in deciding(case) if p.claim.id == q.claim.id and p.holder != q.holder
    ]
    return any(kin(world, p.holder, one, days, known) and kin(world, q.holder, other, days, known) for p, q in pairs)


Order: TypeAlias = Callable[[Iterable[Claim]], list[Claim]]


def in_order(world: World, then: Then, claims: Iterable[Claim]) -> list[Claim]:
    """Rule 10. The best grade first; of equal ones those against the interest of their speakers."""
    return sorted(claims, key=lambda c: (grade(world, c), rank(world, world.claims[c.id], then), c.subject, c.id))


def state(world: World, place: str, then: Then) -> State:
    """Rules 4 and 5. The grade is the best of what says so; what is inferred has no better number than 3."""
    here = Case(world, then, place, place)
    area = around(here)
    outer = here._replace(place=area) if area else here
    order = partial(in_order, world, then)
    fights = challenges(here)
    if area:
        return _held(here, outer, order, fights)
    own = alone(here)
    source = gone(here)
    lost = [] if own and source != place else [c for _, c, _ in left(here._replace(place=source))]
    said = order({(c.id, c.subject): c for c in own}.values())
    rest = order({(c.id, c.subject): c for c in [*lost, *fights]}.values())
    if not said and not rest:
        return State((), "unknown", "unknown", None, (), None)
    pairs = {frozenset((c.subject, d.subject)) for c in said for d in said}
    jointly = [frozenset((c.subject, d.subject)) for c in said for d in said if c.id == d.id]
    split = any(len(each) > 1 and each not in jointly for each in pairs) or any(denied_alone(here, c) for c in said)
    weighing = said or rest
    starts = sorted(weighing, key=lambda c: (grade(world, c), c.subject, c.id))
    inferred = source != place and bool(lost)
    basis = "inferred" if inferred else "own-word" if said else _outright(weighing)
    basis = "assessed" if ruling(here) else basis
    ended = {c.id for who, c, _ in left(here._replace(place=source)) if effect(world, c) != "loses"}
    return State(
        once(c.subject for c in said),
        "disputed" if split else _fought(world, fights) or ("held" if said else "unknown"),
        basis,
        next((c.start for c in starts if c.start and c.id not in ended), None),
        once(c.id for c in [*said, *rest]),
        _worth(world, weighing, inferred),
    )


def _held(here: Case, outer: Case, order: Order, fights: list[Claim]) -> State:
    world = here.world
    doubts = [*denials(outer), *boasts(outer), *(boasts(here) if outer != here else [])]
    named = holders(outer)
    points_ = [p for p in surviving(outer) if p.holder in named]
    depth = {h: sum(inner(outer, h, g) for g in named) for h in named} if not rivals(outer) else {}
    claims = order({(p.claim.id, p.holder): p.claim for p in points_}.values())
    beginning = [(p, h) for h in named for p in spell(outer, h) if p.day == begun(outer, h)]
    if not rivals(outer) and beginning:
        start = min(p.day for p, _ in beginning)
        starting = [p for p, _ in beginning if p.day == start]
    else:
        starting = [p for p, _ in beginning]
    if not starting:
        starting = points_
    starts = sorted(starting, key=lambda p: (grade(world, p.claim), p.holder, p.claim.id))
    lasting = [p.claim for h in named for p in spell(outer, h) if in_effect(outer, p.claim)]
    lasting = [] if any(in_effect(outer, p.claim) for p in points_) else lasting
    shown = [d.named for d in doubts if d.named]
    cited = order({(d.claim.id, d.claim.subject): d.claim for d in doubts}.values())
    listed = sorted(once(c.subject for c in claims), key=lambda h: -depth.get(h, 0))
    parts = [
        *claims,
        *order({(c.id, c.subject): c for c in fights}.values()),
        *cited,
        *order({(c.id, c.subject): c for c in lasting}.values()),
        *order({(p.claim.id, p.holder): p.claim for p, _ in beginning}.values()),
    ]
    inferred = outer != here
    disputed = bool(doubts) or rivals(outer)
    by = {(d.claim.id, d.claim.subject): d.named for d in doubts if d.named}
    second = [by[c.id, c.subject] for c in cited if (c.id, c.subject) in by]
    return State(
        once([*listed, *[each for each in second if each]]) if shown else tuple(listed),
        "disputed" if disputed else _fought(world, fights) or "held",
        "assessed" if ruling(here) else "inferred" if inferred else _outright(claims),
        next((p.claim.start for p in starts if p.claim.start and not p.again), None),
        once(c.id for c in parts),
        _worth(world, claims, inferred),
    )


def takers(world: World, place: str, then: Then) -> set[str]:
    """Those who hold a place of whom a claim that decides says that they took it."""
    here = Case(world, then, place, place)
    if area := around(here):
        outer = here._replace(place=area)
        named = holders(outer)
        held = [(p.holder, p.claim) for p in surviving(outer) if p.holder in named]
    else:
        held = [(claim.subject, claim) for claim in alone(here)]
    said = {(who, world.claims[claim.id]) for who, claim in held}
    return {who for who, claim in said if effect(world, claim) == "gains"}


def inner(case: Case, part: str, whole: str) -> bool:
    """4a. Whether one holder belongs to another, on the day of either."""
    days = [max(p.day for p in surviving(case) if p.holder == h) for h in (part, whole)]
    return any(whole in belongs(case.world, part, Then(day, case.then.known)) for day in days)


def _fought(world: World, fights: list[Claim]) -> str | None:
    words = {"contests": "contested", "besieges": "besieged"}
    return max((words[effect(world, c) or ""] for c in fights), default=None)


def _outright(claims: list[Claim]) -> str:
    return "stated" if any(c.directness == "stated" for c in claims) else "implied"


def _worth(world: World, claims: list[Claim], inferred: bool) -> str:
    """Rule 3. What is inferred has no better number than 3."""
    best = min(grade(world, c) for c in claims)
    return best[0] + max(best[1], "3") if inferred else best


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
            inside = [each for each in capitals if claim.object in (None, *ancestors(world, each))]
            given = [each for each in inside if side & set(state(world, each, then).controllers)]
            found.append((claim.id, claim.value, len(given)))
    return found
