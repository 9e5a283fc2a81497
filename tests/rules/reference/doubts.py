"""Rules 4c to 4e: fights and sieges, denials and own words beside who holds a place."""

from functools import lru_cache
from typing import NamedTuple

from syriakb.model.dates import LAST_DAY, shifted
from tests.rules.reference.areas import around, base, undone
from tests.rules.reference.facts import Claim, Then, World, begins, ends
from tests.rules.reference.holding import (
    TAKES,
    Case,
    Point,
    denied_losses,
    effect,
    hits,
    holders,
    in_effect,
    left,
    newest,
    points,
    read,
    related,
    spell,
    surviving,
)
from tests.rules.reference.ties import belongs, friendly, hostile


def fighting(case: Case) -> list[Claim]:
    """4c. Fights, until the next taking or holding of the place, or of the area that its holder is inferred from."""
    area = around(case) or case.place
    by = [*points(case), *(points(case._replace(place=area)) if area != case.place else [])]
    found = [c for c in read(case, "contests") if c.stance == "asserts" and in_effect(case, c)]
    return [c for c in found if not undone(case, c, by) and not lifted(case, c, "calms")]


def lifted(case: Case, claim: Claim, how: str) -> bool:
    """4c. An ending of the same day or later."""
    day = begins(case.world, claim)
    return any(c.subject == claim.subject and begins(case.world, c) >= day for c in read(case, how))


def sieges(case: Case) -> list[Claim]:
    """4c. Sieges, until anybody takes the place, or it is lost, or the besieger's side holds it, or an ending."""
    world, then, place, _ = case
    area = around(case) or place
    taken = [p for p in points(case) if effect(world, p.claim) == "gains"]
    if area != place:
        taken += [p for p in points(case._replace(place=area)) if effect(world, p.claim) == "gains"]
    found = []
    for claim in read(case, "besieges"):
        day = begins(world, claim)
        own = [p for p in points(case) if related(world, p.holder, claim.subject, p.day, then.known)]
        losses = [c for c in read(case, "loses") if begins(world, c) > day]
        over = losses or any(p.day > day for p in taken + own) or lifted(case, claim, "lifts")
        if in_effect(case, claim) and not over:
            found.append(claim)
    return found


def apart(case: Case, claim: Claim) -> bool:
    """4c. By another side than the holders', and not by their ally."""
    then = Then(begins(case.world, claim), case.then.known)
    held = base(case)
    if not held:
        return True
    mine = belongs(case.world, claim.subject, then)
    side = [h for h in held if related(case.world, h, claim.subject, *then) or mine & belongs(case.world, h, then)]
    return len(side) < len(held) and not (
        any(friendly(case.world, h, claim.subject, then) for h in held)
        and not any(hostile(case.world, h, claim.subject, then) for h in held)
    )


@lru_cache(4096)
def challenges(case: Case) -> list[Claim]:
    """4c. Of fights and sieges the newest shows; an inferred place is besieged with its area."""
    found = [c for c in [*fighting(case), *sieges(case)] if apart(case, c)]
    day = max((begins(case.world, c) for c in found), default=0)
    if found:
        return [c for c in found if begins(case.world, c) == day]
    area = around(case)
    if area in (None, case.place):
        return []
    outer = challenges(case._replace(place=area or ""))
    return [] if any(effect(case.world, c) == "contests" for c in outer) else outer


class Doubt(NamedTuple):
    claim: Claim
    named: str | None = None


def denials(case: Case) -> list[Doubt]:
    """4d. A denial of the holder that no later claim of who holds the place settles, with who held it before;
    and a loss that is denied."""
    world = case.world
    found = []
    for holder in holders(case):
        for denial in read(case, *TAKES, stance="denies"):
            mine = [p for p in points(case) if p.holder == holder and p.day <= begins(world, denial)]
            latest = max((p.day for p in mine), default=0)
            reached = [p for p in mine if p.day == latest and reaches(world, denial, p)]
            if denial.subject != holder or not in_effect(case, denial) or not reached:
                continue
            if not undone(case, denial, points(case)):
                found += [Doubt(denial), *before(case, holder)]
        day = max(p.day for p in surviving(case) if p.holder == holder)
        for loss in read(case, "loses"):
            if hits(case, loss, holder) and begins(world, loss) > day:
                found += [Doubt(loss), *(Doubt(d) for d in denied_losses(case).get(loss.id, []))]
    return found


def reaches(world: World, denial: Claim, point: Point) -> bool:
    """4d. That somebody did not take a place does not mean that they do not hold it."""
    return world.effect(denial) == "holds" or world.effect(point.claim) == "gains"


def is_denied(case: Case, point: Point) -> bool:
    """11. A denied claim begins no holding."""
    for denial in read(case, *TAKES, stance="denies"):
        day = begins(case.world, denial)
        later = [p for p in points(case) if p.holder == point.holder and point.day < p.day <= day]
        of_it = denial.subject == point.holder and reaches(case.world, denial, point)
        if of_it and day >= point.day and in_effect(case, denial) and not later:
            return True
    return False


def begun(case: Case, holder: str) -> int | None:
    """11. The first day of a holding."""
    return min((p.day for p in spell(case, holder) if not is_denied(case, p)), default=None)


def before(case: Case, holder: str) -> list[Doubt]:
    """4d. Who held it before the holder that is denied."""
    start = min(p.day for p in spell(case, holder))
    others = [p for p in points(case) if p.day < start and p.holder not in holders(case)]
    latest = max((p.day for p in others), default=0)
    found = []
    for point in [p for p in others if p.day == latest]:
        until = LAST_DAY if ends(point.claim) == LAST_DAY else shifted(ends(point.claim), 1)
        losses = [
            c for c in read(case, "loses") if c.subject == point.holder and point.day < begins(case.world, c) <= start
        ]
        if until >= start and not losses:
            found.append(Doubt(point.claim, point.holder))
    return found


def words(case: Case) -> list[Claim]:
    """4e. Own words of the day of the newest that others tell of, or later; the latest of each side."""
    world, then, _, _ = case
    area = around(case)
    floor = max(
        [
            *(begins(world, c) for c in read(case, "loses")),
            *(p.day for p in points(case)),
            newest(case._replace(place=area)) if area else 0,
            0,
        ]
    )
    effects = (*TAKES, "loses", "contests", "besieges", "lifts", "calms")
    said = [*read(case, *effects, own=True), *read(case, *effects, stance="denies", own=True)]
    said = [c for c in said if begins(world, c) >= floor and in_effect(case, c)]
    latest: dict[str, int] = {}
    for claim in said:
        side = side_of(world, claim, then)
        latest[side] = max(latest.get(side, 0), begins(world, claim))
    return [c for c in said if begins(world, c) == latest[side_of(world, c, then)]]


def side_of(world: World, claim: Claim, then: Then) -> str:
    """The outermost actor that its speaker belongs to on the day of the claim."""
    day = Then(begins(world, claim), then.known)
    speaker = claim.said_by or ""
    outer = [w for w in belongs(world, speaker, day) if not belongs(world, w, day) - {w}]
    return outer[0] if len(outer) == 1 else speaker


def boasts(case: Case) -> list[Doubt]:
    """4e. Another than the holder took or holds it, or the holder lost it, by an own word."""
    found = []
    for claim in words(case):
        day = begins(case.world, claim)
        if claim.stance == "denies" or not base(case):
            continue
        if effect(case.world, claim) in TAKES:
            if not any(related(case.world, h, claim.subject, day, case.then.known) for h in base(case)):
                found.append(Doubt(claim, claim.subject))
        elif effect(case.world, claim) == "loses" and any(hits(case, claim, h) for h in base(case)):
            found.append(Doubt(claim))
    return found


def alone(case: Case) -> list[Claim]:
    """4e. Own words where nothing else says who holds the place, nor can be inferred; not of who lost it."""
    if base(case):
        return []
    world, known = case.world, case.then.known
    found = [c for c in words(case) if c.stance == "asserts" and effect(world, c) in TAKES]
    gone = {who for who, _, _ in left(case)}
    return [c for c in found if not any(related(world, c.subject, who, begins(world, c), known) for who in gone)]


def denied_alone(case: Case, claim: Claim) -> bool:
    told = [*read(case, *TAKES, stance="denies"), *read(case, *TAKES, stance="denies", own=True)]
    day = begins(case.world, claim)
    return any(d.subject == claim.subject and begins(case.world, d) >= day and in_effect(case, d) for d in told)
