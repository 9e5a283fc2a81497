"""Rule 10: whose interest a claim about control serves."""

from tests.rules.reference.facts import Claim, Then, World
from tests.rules.reference.ties import in_effect


def ties(world: World, then: Then, *groups: str) -> set[tuple[str, str]]:
    """The pairs of actors of whom a claim or an alliance in effect asserts a relation, denied by another or not."""
    words = [word for word in in_effect(world, then) if word.stance == "asserts"]
    return {(w.triple[0], w.triple[2]) for w in words if world.predicates[w.triple[1]].group in groups}


def wholes(world: World, actor: str, then: Then) -> set[str]:
    """An actor and what it belongs to, directly or through others."""
    found = {actor}
    for _ in world.actors:
        found |= {whole for part, whole in ties(world, then, "membership") if part in found}
    return found


def friend(world: World, speaker: str, subject: str, then: Then) -> bool:
    """The speaker, what it belongs to and what belongs to it, and who supports, is supported by or is allied with the
    speaker or what it belongs to."""
    ours = wholes(world, speaker, then)
    if subject in ours or speaker in wholes(world, subject, then):
        return True
    pairs = ties(world, then, "support", "alliance")
    return any((each, subject) in pairs or (subject, each) in pairs for each in ours)


def foe(world: World, speaker: str, subject: str, then: Then) -> bool:
    """Those with whom the speaker or what it belongs to has a relation of hostility, and what belongs to them."""
    pairs = ties(world, then, "hostility")
    ours, theirs = wholes(world, speaker, then), wholes(world, subject, then)
    return any((one, other) in pairs or (other, one) in pairs for one in ours for other in theirs)


def gains(world: World, claim: Claim) -> bool:
    """To take, hold, fight for or besiege a place is a gain, to lose it a loss; denied, the other way round."""
    return (world.effect(claim) != "loses") == (claim.stance == "asserts")


def interest(world: World, claim: Claim, then: Then) -> str | None:
    """Rule 10. Against where the speaker's side loses or its foes gain, own the other way round; who is friend and foe
    at once is neither, and a claim in the source's own voice has no speaker."""
    if not claim.said_by or not world.effect(claim):
        return None
    ours, theirs = (side(world, claim.said_by, claim.subject, then) for side in (friend, foe))
    if ours == theirs:
        return None
    return "own" if gains(world, claim) == ours else "against"


def rank(world: World, claim: Claim, then: Then) -> int:
    """Rule 10. Among equal grades, against interest comes first, one's own last."""
    return ("against", None, "own").index(interest(world, claim, then))
