"""Rule 10: whose interest a claim about control serves."""

from syriakb.model.dates import LAST_DAY, parse
from tests.rules.reference.facts import Claim, Then, World, spoken, stands
from tests.rules.reference.ties import friendly, hostile, in_effect


def circle(world: World, speaker: str, then: Then) -> set[str]:
    """A speaker and what it belongs to, leads or represents."""
    words = [w for w in in_effect(world, then) if w.stance == "asserts"]
    pairs = {(w.triple[0], w.triple[2]) for w in words if world.predicates[w.triple[1]].group == "membership"}
    found = {speaker}
    for _ in world.actors:
        found |= {str(whole) for part, whole in pairs if part in found}
    return found


def wholes(world: World, actor: str, then: Then) -> set[str]:
    """An actor and what it belongs to; a membership that is denied counts here, too."""
    words = [w for w in in_effect(world, then) if w.stance == "asserts" and w.triple[1] in ("part_of", "member_of")]
    found = {actor}
    for _ in world.actors:
        found |= {str(w.triple[2]) for w in words if w.triple[0] in found}
    return found


def party(world: World, actor: str) -> bool:
    """Of whom some claim says that it takes, holds, loses, fights for or besieges a place; no loss that ended."""
    return any(
        world.effect(c)
        and actor in c.subjects
        and c.object in world.places
        and stands(c)
        and c.credibility != "5"
        and not (c.stance == "ends" and world.effect(c) == "loses")
        for c in world.claims.values()
    )


def gains(world: World, claim: Claim) -> bool:
    """To take, hold, fight for or besiege is a gain; losing it and endings the reverse; denied, the other way."""
    return (world.effect(claim) != "loses") == (claim.stance == "asserts")


def interest(world: World, claim: Claim, then: Then) -> str | None:
    """Rule 10. Reckoned on the day of the report, or on the day asked, if that is earlier, on all that is known."""
    if not claim.said_by or not world.effect(claim):
        return None
    report = spoken(world, claim)
    day = Then(min(then.day, parse(report).latest if report else LAST_DAY), LAST_DAY)
    ours, theirs = (
        circle(world, claim.said_by, day),
        set().union(*(wholes(world, each, day) for each in claim.subjects)),
    )
    friend = bool(ours & theirs) or any(friendly(world, one, each, day) for one in ours for each in claim.subjects)
    foe = any(hostile(world, one, other, day) for one in ours for other in theirs)
    if not friend and any(party(world, one) for one in ours) and any(party(world, other) for other in theirs):
        foe = True
    if friend == foe:
        return None
    return "own" if gains(world, claim) == friend else "against"


def rank(world: World, claim: Claim, then: Then) -> int:
    """Rule 10. Among equal grades, against interest comes first, one's own last."""
    return ("against", None, "own").index(interest(world, claim, then))
