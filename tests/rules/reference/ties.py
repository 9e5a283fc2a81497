"""Rule 7, and who belongs to whom: the relations between actors."""

from functools import lru_cache
from typing import NamedTuple

from syriakb.model.dates import parse
from tests.rules.reference.facts import (
    Alliance,
    Claim,
    Then,
    World,
    begins,
    ends,
    grade,
    latest,
    once,
    reported,
    stands,
    whole,
)

ALLIED = ("support", "alliance", "membership")
STANDINGS = ("assessed", "stated", "claimed", "disputed", "denied")
Triple = tuple[str, str, str | None]


class Word(NamedTuple):
    """What a claim, or an alliance on the evidence of one, says of two actors, with the days it counts."""

    begins: int
    id: str
    alliance: str | None
    triple: Triple
    stance: str
    known: int
    ends: int
    grade: str
    start: str | None
    end: str | None
    voiced: bool = False


class Relation(NamedTuple):
    triple: Triple
    group: str
    standing: str
    since: str | None
    until: str | None
    evidence: tuple[str, ...]
    grade: str
    denied: bool


def proposition(world: World, subject: str, predicate: str, other: str | None) -> Triple:
    """Rule 7. A symmetric relation is one, whichever way round it is written."""
    if world.predicates[predicate].symmetric:
        subject, other = sorted((subject, other))
    return subject, predicate, other


def claimed(world: World) -> list[Word]:
    """What claims say of two actors."""
    return [
        Word(
            *(begins(world, claim), claim.id, None),
            proposition(world, claim.subject, claim.predicate, claim.object),
            *(
                claim.stance,
                reported(world, claim),
                ends(claim),
                grade(world, claim),
                claim.start,
                claim.end,
                claim.said_by is None,
            ),
        )
        for claim in world.claims.values()
        if stands(claim) and claim.object in world.actors
    ]


def assessed(world: World) -> list[Word]:
    """Rules 3 and 7. What the knowledge base holds itself: by its own days, known from its first evidence on; without
    a start it counts from that day. Evidence that does not stand is none."""
    found = []
    for alliance in world.alliances.values():
        evidence = [world.claims[each] for each in alliance.evidence if stands(world.claims[each])]
        first = min((reported(world, claim) for claim in evidence), default=0)
        start = started(alliance) if alliance.start else first
        triple = proposition(world, alliance.subject, alliance.predicate, alliance.object)
        found += [
            Word(
                *(start, claim.id, alliance.id, triple, "asserts", reported(world, claim)),
                *(ends(alliance), grade(world, claim), alliance.start, alliance.end),
            )
            for claim in evidence
        ]
    return found


def started(alliance: Alliance) -> int:
    """Rule 2. From the latest day of its start, from all of a year or a month that is its end too, or from any day."""
    if whole(alliance) or alliance.start == "..":
        return parse(alliance.start or "").earliest
    return latest(alliance.start or "")


@lru_cache(64)
def in_effect(world: World, then: Then) -> list[Word]:
    """Rule 3. What counts at a moment, the earliest first."""
    words = [w for w in claimed(world) + assessed(world) if w.begins <= then.day <= w.ends and w.known <= then.known]
    return sorted(words, key=lambda word: (word.begins, word.id, word.alliance or ""))


def standing(words: list[Word]) -> str:
    """Rule 7. An alliance outranks what is only said; what is asserted and denied is disputed."""
    if any(word.alliance for word in words):
        return "assessed"
    return _unheld({(word.stance, word.voiced) for word in words})


def _unheld(said: set[tuple[str, bool]]) -> str:
    """Rule 7. Of each word that it asserts or denies, and whether a source says so in its own voice."""
    stances = {stance for stance, _ in said}
    if "denies" in stances:
        return "disputed" if "asserts" in stances else "denied"
    return "stated" if ("asserts", True) in said else "claimed"


def said(world: World, claim: Claim, known: int) -> str | None:
    """Rule 7. How a claim's proposition stands among all that had been reported, whatever day it is of."""
    triple = proposition(world, claim.subject, claim.predicate, claim.object)
    if any(word.triple == triple and word.known <= known for word in assessed(world)):
        return "assessed"
    told = [each for each in world.claims.values() if stands(each) and reported(world, each) <= known]
    stances = {
        (c.stance, c.said_by is None) for c in told if proposition(world, c.subject, c.predicate, c.object) == triple
    }
    return _unheld(stances) if stances else None


@lru_cache(64)
def relations(world: World, then: Then) -> dict[Triple, Relation]:
    """Rule 7. Every relation; since, until and grade are those of what speaks for it, where anything does: the first
    start, the first end, the best grade."""
    words = in_effect(world, then)
    triples = dict.fromkeys(word.triple for word in words)
    return {triple: _relation(world, [word for word in words if word.triple == triple]) for triple in triples}


def _relation(world: World, words: list[Word]) -> Relation:
    speaking = [word for word in words if word.stance == "asserts"]
    denials = [word for word in words if word.stance == "denies"]
    weighing = speaking or denials
    return Relation(
        words[0].triple,
        world.predicates[words[0].triple[1]].group,
        standing(words),
        next((word.start for word in weighing if word.start), None),
        next((word.end for word in weighing if word.end), None),
        once(word.id for word in [*speaking, *denials]),
        min(word.grade for word in weighing),
        bool(denials),
    )


def members(world: World, actor: str, then: Then, *, up: bool = False) -> set[str]:
    """Rule 6. Who belongs to an actor, directly or through others, by memberships that nobody denies, or that are
    assessed; a disputed one gives no part. With `up`, whom it belongs to."""
    firm = [r.triple for r in relations(world, then).values() if r.standing in ("assessed", "stated", "claimed")]
    pairs = [(part, whole) for part, predicate, whole in firm if world.predicates[predicate].group == "membership"]
    steps = pairs if up else [(whole, part) for part, whole in pairs]
    found = {actor}
    for _ in world.actors:
        found |= {there for here, there in steps if here in found}
    return found - {actor}


class Ally(NamedTuple):
    ally: str
    relation: str
    standing: str
    since: str | None
    until: str | None
    path: tuple[str, ...]
    evidence: tuple[str, ...]
    grade: str
    caveat: str | None


def allies(world: World, actor: str, then: Then, depth: int) -> list[Ally]:
    """Rule 7. Who stands with an actor, in either direction; over several hops, each further ally once."""
    ties = [r for r in relations(world, then).values() if r.group in ALLIED and r.standing != "denied"]
    ties.sort(key=lambda tie: (tie.group, tie.triple[1], tie.triple))
    caveats = hostilities(world, actor, then)
    nobody = Ally(actor, "", "assessed", None, None, (actor,), (), "", None)
    level = [hop(world, nobody, tie, caveats) for tie in ties if actor in ends_of(tie)]
    found = list(level)
    for _ in range(depth - 1):
        seen = {actor, *(each.ally for each in found)}
        before = best_chains(level)
        hops = [hop(world, before[end], tie, caveats) for tie in ties for end in ends_of(tie) if end in before]
        level = list(best_chains([each for each in hops if each.ally not in seen]).values())
        found += level
    return found


def ends_of(tie: Relation) -> tuple[str, str]:
    return tie.triple[0], tie.triple[2]


def best_chains(chains: list[Ally]) -> dict[str, Ally]:
    """Rule 7. Each ally by the chain whose weakest grade is best, of equal ones the first by the names along it."""
    best: dict[str, Ally] = {}
    for each in sorted(chains, key=lambda each: (each.grade, each.path)):
        best.setdefault(each.ally, each)
    return best


def hop(world: World, before: Ally, tie: Relation, caveats: dict[str, str]) -> Ally:
    """Rule 7. One hop on: the evidence of all hops, the weakest grade and the weakest standing among them."""
    (ally,) = set(ends_of(tie)) - {before.ally}
    predicate = world.predicates[tie.triple[1]]
    inverse = predicate.id if predicate.symmetric or not predicate.inverse_label else predicate.inverse_label
    notes = [caveats[ally]] if ally in caveats else []
    return Ally(
        ally,
        (predicate.id if tie.triple[0] == ally else inverse).replace(" ", "_"),
        max(before.standing, tie.standing, *(["claimed"] if before.evidence else []), key=STANDINGS.index),
        tie.since,
        tie.until,
        (*before.path, ally),
        once((*before.evidence, *tie.evidence)),
        max(before.grade, tie.grade),
        "; ".join([*notes, *(["denied too"] if tie.denied else [])]) or None,
    )


def hostilities(world: World, actor: str, then: Then) -> dict[str, str]:
    """Rule 7. An ally who is also a rival or an enemy is shown with that caveat."""
    found: dict[str, set[str]] = {}
    for tie in relations(world, then).values():
        if tie.group == "hostility" and tie.standing != "denied" and actor in ends_of(tie):
            (other,) = set(ends_of(tie)) - {actor}
            found.setdefault(other, set()).add(f"{world.predicates[tie.triple[1]].label} ({tie.standing})")
    return {other: f"also {', '.join(sorted(words))}" for other, words in found.items()}


def roles(world: World, one: str, other: str, then: Then) -> set[tuple[Triple, str | None, str, str]]:
    """The proof of two actors: (proposition, standing, claim, role) of every claim about them, counting or not; one
    that is evidence of an alliance that counts is that first."""
    found: dict[tuple[Triple, str], str] = {}
    for claim, alliance in mentions(world, one, other):
        holds = alliance or claim
        key = proposition(world, holds.subject, holds.predicate, holds.object), claim.id
        found[key] = min(found.get(key, ROLES[-1]), role(world, claim, alliance, then), key=ROLES.index)
    standings = {triple: relation.standing for triple, relation in relations(world, then).items()}
    return {(triple, standings.get(triple), claim, word) for (triple, claim), word in found.items()}


ROLES = ("evidence", "asserts", "denies", "retracted", "only possible", "not yet reported", "not in effect")


def mentions(world: World, one: str, other: str) -> list[tuple[Claim, Alliance | None]]:
    """The claims about two actors, and those that are evidence of what the knowledge base holds of them."""
    pair = {one, other}
    direct = [(claim, None) for claim in world.claims.values() if {claim.subject, claim.object} == pair]
    held = [alliance for alliance in world.alliances.values() if {alliance.subject, alliance.object} == pair]
    return [*direct, *((world.claims[each], alliance) for alliance in held for each in alliance.evidence)]


def role(world: World, claim: Claim, alliance: Alliance | None, then: Then) -> str:
    """Rule 3. What keeps a claim out, else what it does."""
    if claim.retracted:
        return "retracted"
    if claim.modality != "actual":
        return f"only {claim.modality}"
    if reported(world, claim) > then.known:
        return "not yet reported"
    counting = {(word.id, word.alliance) for word in in_effect(world, then)}
    if (claim.id, alliance and alliance.id) not in counting:
        return "not in effect"
    return "evidence" if alliance else claim.stance
