"""Rule 5: who holds a place by the claims about the areas around it."""

from functools import lru_cache

from tests.rules.reference.facts import Claim, ancestors, begins
from tests.rules.reference.holding import (
    TAKES,
    Case,
    Point,
    holders,
    in_effect,
    left,
    newest,
    points,
    read,
    related,
    report,
    ruling,
    surviving,
)


@lru_cache(4096)
def around(case: Case) -> str | None:
    """5. The area that a place takes its holder from; itself where its own claims say who holds it; else None."""
    world, _, place, _ = case
    if holders(case):
        return place
    up = ancestors(world, place)
    held = [a for a in up if a != place and holders(case._replace(place=a))]
    near = [a for a in held if not any(b != a and a in ancestors(world, b) for b in held)]
    free = [a for a in near if not barred(case, a)]
    for one in free:
        for other in free:
            if one != other and not agree(case._replace(place=one), case._replace(place=other)):
                return None
    free.sort(key=lambda a: (up[a], -newest(case._replace(place=a)), a))
    return free[0] if free else None


def agree(one: Case, other: Case) -> bool:
    """5. Whether each of those who hold an area is of one side with somebody who holds the other."""
    days = {h: max(p.day for p in surviving(one) if p.holder == h) for h in holders(one)}
    return all(any(related(one.world, h, g, day, one.then.known) for g in holders(other)) for h, day in days.items())


def barred(case: Case, area: str) -> bool:
    """5. What was left stops the search, unless the area was taken or held later; it is not given back to who left it;
    and nobody is inferred to hold what they are denied to hold."""
    world, then, place, _ = case
    outer = case._replace(place=area)
    between = [p for p in ancestors(world, place) if p != area and area in ancestors(world, p)]
    for each in between:
        inner = case._replace(place=each)
        for who, _, day in left(inner):
            days = {h: max(p.day for p in surviving(outer) if p.holder == h) for h in holders(outer)}
            if (
                day >= newest(outer)
                or ruling(inner)
                or any(related(world, h, who, d, then.known) for h, d in days.items())
            ):
                return True
        for denial in read(inner, *TAKES, stance="denies"):
            late = in_effect(inner, denial) and not undone(inner, denial, points(outer))
            if late and denial.subject in holders(outer):
                return True
    return False


def base(case: Case) -> tuple[str, ...]:
    area = around(case)
    return holders(case._replace(place=area)) if area else ()


def undone(case: Case, claim: Claim, by: list[Point]) -> bool:
    """4c, 4d. Whether one of the points is later; what a report says of the holder is later only than what was reported
    before."""
    day = begins(case.world, claim)
    return any(p.day > day and (not p.again or p.day > report(case.world, claim)) for p in by)


def gone(case: Case) -> str:
    """5. A place of which nothing is claimed lies in the nearest area that was left."""
    world, _, place, _ = case
    if left(case):
        return place
    up = sorted(ancestors(world, place).items(), key=lambda each: (each[1], each[0]))
    held = [a for a, _ in up[1:] if holders(case._replace(place=a))]
    near = [a for a in held if not any(b != a and a in ancestors(world, b) for b in held)]
    if any(not barred(case, a) for a in near):
        return place
    return next((a for a, _ in up[1:] if left(case._replace(place=a))), place)
