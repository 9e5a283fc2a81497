"""Rules 4a, 4b and 11: who holds a place by the claims about it alone, read in the order of their days."""

from functools import lru_cache
from typing import NamedTuple

from syriakb.model.dates import FIRST_DAY, LAST_DAY, parse, shifted
from tests.rules.reference.facts import (
    Claim,
    Ruled,
    Ruling,
    Then,
    World,
    ancestors,
    begins,
    ends,
    grade,
    reported,
    spoken,
    stands,
    whole,
)
from tests.rules.reference.interest import interest
from tests.rules.reference.ties import belongs

TAKES = ("gains", "holds")


class Point(NamedTuple):
    """A claim of who took or holds a place, on a day for which it speaks; `again`: for its report."""

    claim: Claim
    day: int
    first: int
    again: bool = False

    @property
    def holder(self) -> str:
        return self.claim.subject


class Case(NamedTuple):
    """A place at a moment; and the place that is asked of in the end, for which, and all around it, what a claim leaves
    out is as if that claim was not there (rule 5)."""

    world: World
    then: Then
    place: str
    spared: str


def effect(world: World, claim: Claim) -> str | None:
    """Rule 4b. An ending of a taking or holding is a loss; of a siege or fight, it lifts it."""
    does = world.effect(claim)
    if claim.ruled or claim.stance != "ends" or does is None:
        return does
    return {"gains": "loses", "holds": "loses", "besieges": "lifts", "contests": "calms"}.get(does)


@lru_cache(4096)
def read(case: Case, *effects: str, stance: str = "asserts", own: bool = False) -> tuple[Claim, ...]:
    """Rules 3 and 4e. What has begun by the day of the place itself; improbable claims are as if they were not there,
    and own words are read apart."""
    world, then, place, spared = case
    if held := ruling(case):
        return tuple(c for c in grounds(case, held) if world.effect(c) in effects and stance == "asserts" and not own)
    found = [c for c in world.claims.values() if c.object == place and effect(world, c) in effects]
    found = [c for c in found if not set(c.spared) & set(ancestors(world, spared))]
    found = [c for c in found if stands(c) and c.credibility != "5" and (c.stance == "denies") == (stance == "denies")]
    found = [c for c in found if begins(world, c) <= then.day and reported(world, c) <= then.known]
    found = [c for c in found if is_own(world, c, then) == own]
    return tuple(c._replace(subject=each) for c in found for each in c.subjects)


@lru_cache(4096)
def ruling(case: Case) -> Ruling | None:
    """Rule 4f. The ruling of the place that is in effect and known; of several the one that began last."""
    world, then, place, _ = case
    found = [r for r in world.rulings.values() if r.place == place and rests(world, r, then)]
    found = [r for r in found if ruled_from(world, r) <= then.day <= ends(r)]
    return min(found, key=lambda r: (-ruled_from(world, r), r.id), default=None)


def rests(world: World, held: Ruling, then: Then) -> list[Claim]:
    """What a ruling rests on and was reported by then; what was taken back, or is improbable, is none."""
    found = [world.claims[each] for each in held.evidence]
    return [c for c in found if stands(c) and c.credibility != "5" and reported(world, c) <= then.known]


def ruled_from(world: World, held: Ruling) -> int:
    """Its start, or the day on which its first evidence was reported."""
    if held.start:
        return parse(held.start).earliest if whole(held) or held.start == ".." else parse(held.start).latest
    return min((reported(world, c) for c in rests(world, held, Then(LAST_DAY))), default=0)


def grounds(case: Case, held: Ruling) -> list[Claim]:
    """Rule 4f. What is read in the stead of the claims: that its holders hold the place, or nobody does any more; and
    the fight or siege, by whom its evidence names. Its grade is that of what says the very thing, or the worst."""
    world, then, place, _ = case
    cited = rests(world, held, then)
    very = [grade(world, c) for c in cited if is_very(world, c, held)]
    found = []
    for claim in cited:
        own = grade(world, claim)
        worth = max(grade(world, c) for c in cited) if not very else own
        if very and not is_very(world, claim, held):
            worth = max(own, min(very))
        as_read = Ruled(ruled_from(world, held), ends(held), worth)
        read_as = claim._replace(
            object=place, jointly=(), stance="asserts", start=held.start, end=held.end, ruled=as_read
        )
        found += [read_as._replace(predicate="holds", subject=each) for each in held.holders]
        found += [] if held.holders else [read_as._replace(predicate="loses", subject="")]
    if held.status == "held":
        return found
    does = {"contested": "contests", "besieged": "besieges"}[held.status]
    fights = {c.id: c.subject for c in cited if world.effect(c) in ("contests", "besieges")}
    for claim in {c.id: c for c in found}.values():
        if claim.id in fights or not fights:
            found.append(claim._replace(predicate=does, subject=fights.get(claim.id, "")))
    return found


def is_very(world: World, claim: Claim, held: Ruling) -> bool:
    takes = claim.object == held.place and world.effect(claim) in TAKES
    return takes and bool(set(claim.subjects) & set(held.holders))


def is_own(world: World, claim: Claim, then: Then) -> bool:
    """Own word: what a voice says in its own interest, unless confirmed by others."""
    return claim.credibility != "1" and interest(world, world.claims[claim.id], then) == "own"


def last(world: World, claim: Claim) -> int:
    """Rule 4b. The last day; a loss has no end."""
    return LAST_DAY if claim.stance != "denies" and effect(world, claim) in ("loses", "lifts", "calms") else ends(claim)


def first(world: World, claim: Claim) -> int:
    """The first day that its start can mean, or its report where it has none."""
    if claim.ruled:
        return claim.ruled.first
    if claim.start is None:
        report = spoken(world, claim)
        return parse(report).earliest if report else FIRST_DAY
    return begins(world, claim) if claim.start == ".." or whole(claim) else parse(claim.start).earliest


def report(world: World, claim: Claim) -> int:
    said = spoken(world, claim)
    return parse(said).latest if said else 0


@lru_cache(4096)
def points(case: Case) -> list[Point]:
    """4a. A taking speaks for its start; a holding for its start, and again for its report, if it is in effect then and
    its source, in that report or since, tells of no later taking, holding or loss up to that day."""
    world, then, _, _ = case
    found = [Point(c, begins(world, c), min(first(world, c), begins(world, c))) for c in read(case, *TAKES)]
    told = [*read(case, *TAKES, "loses"), *read(case, *TAKES, "loses", own=True)]
    for claim in read(case, "holds"):
        start, day = begins(world, claim), report(world, claim)
        later = [c for c in told if c.source == claim.source and start < begins(world, c) <= day]
        later = [c for c in later if day <= (report(world, c) or day)]
        if start < day <= min(then.day, ends(claim)) and not later:
            found.append(Point(claim, day, parse(spoken(world, claim) or "").earliest, again=True))
    return found


def related(world: World, one: str, other: str, day: int, known: int) -> bool:
    """4a. The same, or part and whole on the day."""
    then = Then(day, known)
    return one == other or other in belongs(world, one, then) or one in belongs(world, other, then)


def hits(case: Case, loss: Claim, holder: str) -> bool:
    """4b. A loss by the holder, or by what the holder belongs to on the day of the loss."""
    then = Then(begins(case.world, loss), case.then.known)
    return loss.subject == holder or loss.subject in belongs(case.world, holder, then)


def in_effect(case: Case, claim: Claim) -> bool:
    return last(case.world, claim) >= case.then.day


def denied_losses(case: Case) -> dict[str, list[Claim]]:
    """4d. The losses that are denied, of their day or later, each with its denials."""
    found = {}
    for loss in read(case, "loses"):
        day = begins(case.world, loss)
        denials = [
            d
            for d in read(case, "loses", stance="denies")
            if d.subject == loss.subject and begins(case.world, d) >= day and in_effect(case, d)
        ]
        if denials:
            found[loss.id] = denials
    return found


@lru_cache(4096)
def deciding(case: Case) -> list[Point]:
    """4a. The points of the newest day, and those of a span that overlaps theirs, so that their order is not told."""
    newest = max((p.day for p in points(case)), default=0)
    since = min((p.first for p in points(case) if p.day == newest), default=0)
    return [p for p in points(case) if p.day >= since]


def lost(case: Case, point: Point) -> int:
    """4b. The last later day on which its holder lost the place; 0 for never."""
    losses = [c for c in read(case, "loses") if c.id not in denied_losses(case) and hits(case, c, point.holder)]
    return max((day for c in losses if (day := begins(case.world, c)) > point.day), default=0)


@lru_cache(4096)
def surviving(case: Case) -> list[Point]:
    return [p for p in deciding(case) if not lost(case, p)]


def spell(case: Case, holder: str) -> list[Point]:
    """11. The points of a holding that goes on: of the holder, or a part or whole of it, behind what others took or
    held, behind its last loss and behind a gap."""
    world, known = case.world, case.then.known
    day = max(p.day for p in surviving(case) if p.holder == holder)
    upto = [p for p in points(case) if p.day <= max(q.day for q in deciding(case))]
    same = [p for p in upto if related(world, p.holder, holder, day, known)]
    rivals = {p.holder for p in deciding(case)}
    mine = {p.day for p in points(case) if p.holder == holder}
    jointly = {p.claim.id for p in points(case) if p.holder == holder}
    others = [
        p.day
        for p in upto
        if p not in same
        and p not in deciding(case)
        and not (p.holder in rivals and p.day in mine)
        and p.claim.id not in jointly
    ]
    losses = [b for c in read(case, "loses") if hits(case, c, holder) and (b := begins(world, c)) <= day]
    found = [p for p in same if p.day > max(others, default=0) and p.day >= max(losses, default=0)]
    found.sort(key=lambda p: (p.day, p.claim.id))
    covered = 0
    begun = 0
    for point in found:
        if covered and point.day > covered:
            begun = point.day
        covered = max(covered, LAST_DAY if last(world, point.claim) == LAST_DAY else shifted(ends(point.claim), 1))
    return [p for p in found if p.day >= begun]


@lru_cache(4096)
def holders(case: Case) -> tuple[str, ...]:
    """4b. Who decides and has not lost it, and whose spell is not over."""
    named = sorted({p.holder for p in surviving(case)})
    return tuple(n for n in named if any(in_effect(case, p.claim) for p in spell(case, n)))


def left(case: Case) -> list[tuple[str, Claim, int]]:
    """4b. Of a place that nobody holds any more: who left it, the claim that says so, its last day."""
    if holders(case):
        return []
    losses = read(case, "loses")
    days = {lost(case, p) for p in deciding(case)} - {0}
    if not points(case):
        days = {max((begins(case.world, c) for c in losses), default=0)}
        return [(c.subject, c, begins(case.world, c)) for c in losses if begins(case.world, c) in days]
    found = [
        (c.subject, c, begins(case.world, c))
        for c in losses
        if any(lost(case, p) == begins(case.world, c) and hits(case, c, p.holder) for p in deciding(case))
    ]
    for holder in sorted({p.holder for p in surviving(case)}):
        over = max(ends(p.claim) for p in spell(case, holder))
        found += [(holder, p.claim, over) for p in spell(case, holder) if ends(p.claim) == over]
    return found


def newest(case: Case) -> int:
    return max((p.day for p in deciding(case)), default=0)
