"""Rule 7, and who belongs to whom: the relations between actors."""

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from syriakb.model.dates import FIRST_DAY, LAST_DAY, day_text, parse, shifted
from tests.rules.reference.facts import (
    Alliance,
    Claim,
    Then,
    World,
    begins,
    cited,
    ends,
    grade,
    latest,
    once,
    reported,
    spoken,
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
    report: int | None = None
    own: bool = True


class Relation(NamedTuple):
    triple: Triple
    group: str
    standing: str
    since: str | None
    until: str | None
    evidence: tuple[str, ...]
    grade: str
    caveat: str | None


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
            proposition(world, subject, claim.predicate, claim.object),
            *(
                claim.stance,
                reported(world, claim),
                LAST_DAY if claim.stance == "ends" else ends(claim),
                grade(world, claim),
                claim.start,
                claim.end,
                claim.said_by is None,
                latest(said) if (said := spoken(world, claim)) else None,
            ),
        )
        for claim in world.claims.values()
        if stands(claim) and claim.object in world.actors and claim.credibility != "5"
        for subject in claim.subjects
    ]


def assessed(world: World) -> list[Word]:
    """Rules 3 and 7. What the knowledge base holds itself: by its own days, known from its first evidence on; without
    a start it counts from that day. Evidence that does not stand is none."""
    found = []
    for alliance in world.alliances.values():
        evidence = [world.claims[each] for each in alliance.evidence]
        evidence = [claim for claim in evidence if stands(claim) and claim.credibility != "5"]
        first = min((reported(world, claim) for claim in evidence), default=0)
        start = started(alliance) if alliance.start else first
        triple = proposition(world, alliance.subject, alliance.predicate, alliance.object)
        found += [
            Word(
                *(start, claim.id, alliance.id, triple, "asserts", reported(world, claim)),
                *(ends(alliance), grade(world, claim), alliance.start, alliance.end),
                own=claim.object is not None
                and proposition(world, claim.subject, claim.predicate, claim.object) == triple,
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
    known = [w for w in claimed(world) + assessed(world) if w.known <= then.known]
    endings = [w for w in known if w.stance == "ends"]
    words = [w for w in known if w.stance != "ends" and w.begins <= then.day <= w.ends]
    words = [w for w in words if not any(over(w, e, then) for e in endings)]
    words = [w for w in words if w.stance == "asserts" or not settled(w, words, then)]
    return sorted(words, key=lambda word: (word.begins, word.id, word.alliance or ""))


def over(word: Word, ending: Word, then: Then) -> bool:
    """Rule 7. An ending tells the last day on which it was so, of all claims of its triple; an assertion of later, by
    its start or a report of later than the ending's, begins it anew; one without a start is no later than an ending
    reported after it; an alliance with an end of its own keeps it."""
    if word.stance != "asserts" or (word.alliance and word.end) or ending.begins >= then.day:
        return False
    pair = {word.triple[1], ending.triple[1]} <= {"part_of", "member_of"}
    if word.triple[::2] != ending.triple[::2] or not (pair or word.triple[1] == ending.triple[1]):
        return False
    told = ending.report or 0
    again = word.report is not None and ending.begins < word.report <= then.day and word.report > told
    later = word.begins > ending.begins and not (word.start is None and (word.report or 0) <= told)
    return not (again or later)


def settled(denial: Word, words: list[Word], then: Then) -> bool:
    """Rule 7. A denial disputes what is asserted up to its day; what is asserted later settles it."""
    told = denial.report or 0
    return any(
        w.begins > denial.begins or (w.report is not None and denial.begins < w.report <= then.day and w.report > told)
        for w in words
        if w.stance == "asserts" and w.triple == denial.triple
    )


def endings(world: World, triple: Triple, then: Then) -> list[Word]:
    """Rule 7. The endings of a triple of the day asked for or later."""
    found = [w for w in claimed(world) if w.stance == "ends" and w.triple == triple and w.known <= then.known]
    return sorted((w for w in found if w.begins >= then.day), key=lambda w: (w.begins, w.id))


def before(world: World, triple: Triple, then: Then) -> list[Word]:
    """The denials in effect that are settled."""
    denials = [w for w in claimed(world) if w.stance == "denies" and w.triple == triple and w.known <= then.known]
    denials = [w for w in denials if w.begins <= then.day <= w.ends and w not in in_effect(world, then)]
    return sorted(denials, key=lambda w: (w.begins, w.id))


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


def said(world: World, claim: Claim, subject: str, known: int) -> str | None:
    """Rule 7. How a claim's proposition stands among all that had been reported, whatever day it is of."""
    triple = proposition(world, subject, claim.predicate, claim.object)
    if any(word.triple == triple and word.known <= known for word in assessed(world)):
        return "assessed"
    told = [each for each in world.claims.values() if stands(each) and reported(world, each) <= known]
    stances = {
        (c.stance, c.said_by is None)
        for c in told
        for each in c.subjects
        if proposition(world, each, c.predicate, c.object) == triple
    }
    stances = {each for each in stances if each[0] != "ends"}
    return _unheld(stances) if stances else None


@lru_cache(64)
def relations(world: World, then: Then) -> dict[Triple, Relation]:
    """Rule 7. Every relation; since, until and grade are those of what speaks for it, where anything does: the first
    start, the first end, the best grade."""
    words = in_effect(world, then)
    triples = dict.fromkeys(word.triple for word in words)
    return {triple: _relation(world, [word for word in words if word.triple == triple], then) for triple in triples}


@lru_cache(64)
def told(world: World, then: Then) -> dict[Triple, Relation]:
    """Rule 1. The relations; what only an announcement makes other than on the day of the latest report says so."""
    latest_day = latest_report(world, then.known)
    found = relations(world, then)
    if not latest_day or then.day <= latest_day:
        return found
    was = relations(world, Then(latest_day, then.known))
    words = f"announced by {day_text(latest_day)}, the latest report"

    def marked(each: Relation) -> Relation:
        same = each.triple in was and was[each.triple].standing == each.standing
        if same or any(spoken(world, world.claims[claim]) is None for claim in each.evidence):
            return each
        return each._replace(caveat="; ".join(filter(None, (words, each.caveat))))

    return {triple: marked(each) for triple, each in found.items()}


def latest_report(world: World, known: int) -> int:
    """Rule 1. The day of the latest report of a claim that was not taken back; 0 where none has a day."""
    said = [spoken(world, claim) for claim in world.claims.values() if claim.retracted is None]
    return max((day for text in said if text and (day := latest(text)) <= known), default=0)


def _relation(world: World, words: list[Word], then: Then) -> Relation:
    speaking = [word for word in words if word.stance == "asserts"]
    denials = [word for word in words if word.stance == "denies"]
    weighing = speaking or denials
    ending = endings(world, words[0].triple, then) if speaking else []
    own = [word.grade for word in weighing if word.own]
    notes = []
    if speaking and denials:
        notes.append(f"denied too ({cited(word.id for word in denials)})")
    if earlier := before(world, words[0].triple, then):
        notes.append(f"denied before ({cited(word.id for word in earlier)})")
    until = next((word.end for word in weighing if word.end), None)
    return Relation(
        words[0].triple,
        world.predicates[words[0].triple[1]].group,
        standing(words),
        since(world, weighing, then),
        until or next((w.start or spoken(world, world.claims[w.id]) for w in ending), None),
        once(word.id for word in [*speaking, *denials, *ending]),
        min(own) if own else max(word.grade for word in weighing),
        "; ".join(notes) or None,
    )


def since(world: World, weighing: list[Word], then: Then) -> str | None:
    """Rule 11. The first start since the last day on which something asserts it anew: nothing did the day before, or it
    was denied. What a report begins anew has no start; of what is only denied it is the first that a denial names."""
    triple = weighing[0].triple
    if weighing[0].stance == "denies":
        return next((word.start for word in weighing if word.start), None)
    known = [w for w in claimed(world) + assessed(world) if w.triple == triple and w.stance == "asserts"]
    known = [w for w in known if w.known <= then.known]
    turns = sorted({day for w in known for day in (w.begins, w.report) if day and day <= then.day})
    begun: list[tuple[int, str, str, str | None]] = []
    for day in turns:
        here = [w for w in in_effect(world, Then(day, then.known)) if w.triple == triple]
        before = (
            [w for w in in_effect(world, Then(shifted(day, -1), then.known)) if w.triple == triple]
            if day > FIRST_DAY
            else []
        )
        new = [w for w in here if w.stance == "asserts" and w not in before]
        if new and (not any(w.stance == "asserts" for w in before) or standing(before) == "disputed"):
            begun = []
        begun += [(day, w.id, w.alliance or "", w.start if w.begins == day else None) for w in new]
    return next((start for *_, start in sorted(begun, key=lambda each: each[:3]) if start), None)


def members(world: World, actor: str, then: Then, *, up: bool = False) -> set[str]:
    """Rule 6. Who belongs to an actor, directly or through others, by memberships that nobody denies, or that are
    assessed; a disputed one gives no part. With `up`, whom it belongs to."""
    firm = [r.triple for r in relations(world, then).values() if r.standing in ("assessed", "stated", "claimed")]
    pairs = [(part, whole) for part, predicate, whole in firm if predicate in ("part_of", "member_of")]
    steps = pairs if up else [(whole, part) for part, whole in pairs]
    found = {actor}
    for _ in world.actors:
        found |= {there for here, there in steps if here in found}
    return found - {actor}


def belongs(world: World, actor: str, then: Then) -> frozenset[str]:
    """Is `part_of` or `member_of`, directly or by steps, by what is asserted in effect and not denied, or assessed."""
    return _belonging(world, then).get(actor, frozenset())


@lru_cache(256)
def _belonging(world: World, then: Then) -> dict[str, frozenset[str]]:
    words = [w for w in in_effect(world, then) if w.triple[1] in ("part_of", "member_of")]
    denials = [w for w in words if w.stance == "denies"]
    firm = {
        (w.triple[0], str(w.triple[2]))
        for w in words
        if w.stance == "asserts"
        and (w.alliance or not any(d.triple == w.triple and d.begins >= w.begins for d in denials))
    }
    found = {}
    for actor in world.actors:
        reached = {actor}
        for _ in world.actors:
            reached |= {whole for part, whole in firm if part in reached}
        found[actor] = frozenset(reached - {actor})
    return found


def friendly(world: World, one: str, other: str, then: Then) -> bool:
    """Whether somebody says that one supports the other, or is allied with it."""
    return _tied(world, one, other, then, ("support", "alliance"))


def hostile(world: World, one: str, other: str, then: Then) -> bool:
    """Whether somebody says that they are foes."""
    return _tied(world, one, other, then, ("hostility",))


def _tied(world: World, one: str, other: str, then: Then, groups: tuple[str, ...]) -> bool:
    words = [w for w in in_effect(world, then) if w.stance == "asserts"]
    return any(
        {w.triple[0], w.triple[2]} == {one, other} and world.predicates[w.triple[1]].group in groups for w in words
    )


Foes = dict[tuple[str, str], list[tuple[str, str, str, str]]]


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
    hops: tuple[str, ...] = ()


def allies(world: World, actor: str, then: Then, depth: int) -> list[Ally]:
    """Rule 7. Who stands with an actor, in either direction; over several hops, each further ally once."""
    ties = [r for r in told(world, then).values() if r.group in ALLIED and r.standing != "denied"]
    ties.sort(key=lambda tie: (tie.group, tie.triple[1], tie.triple))
    caveats = hostilities(world, then)
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


def hop(world: World, before: Ally, tie: Relation, caveats: Foes) -> Ally:
    """Rule 7. One hop on: the evidence of all hops, the weakest grade and the weakest standing among them."""
    (ally,) = set(ends_of(tie)) - {before.ally}
    predicate = world.predicates[tie.triple[1]]
    inverse = predicate.id if predicate.symmetric or not predicate.inverse_label else predicate.inverse_label
    path = (*before.path, ally)
    notes = [f"also {label} it ({cited})" for label, _, _, cited in caveats.get((path[0], ally), [])]
    if len(path) > 2:
        foes = [foe for pair in pairwise(path) for foe in caveats.get(pair, [])]
        notes += [f"{world.actors[one]} {label} {world.actors[other]} ({cited})" for label, one, other, cited in foes]
    hops = (*before.hops, *([tie.caveat] if tie.caveat else []))
    return Ally(
        ally,
        (predicate.id if tie.triple[0] == ally else inverse).replace(" ", "_"),
        max(before.standing, tie.standing, *(["claimed"] if before.evidence else []), key=STANDINGS.index),
        tie.since,
        tie.until,
        path,
        once((*before.evidence, *tie.evidence)),
        max(before.grade, tie.grade),
        "; ".join([*notes, *hops]) or None,
        hops,
    )


def hostilities(world: World, then: Then) -> Foes:
    """Rule 7. What is hostile between two actors: label, both ends, standing and evidence."""
    found: Foes = {}
    for tie in relations(world, then).values():
        if tie.group == "hostility" and tie.standing != "denied":
            one, other = ends_of(tie)
            foe = (world.predicates[tie.triple[1]].label, one, other, f"{tie.standing}, {cited(tie.evidence)}")
            for pair in ((one, other), (other, one)):
                found[pair] = sorted({*found.get(pair, []), foe})
    return found


def roles(world: World, one: str, other: str, then: Then) -> set[tuple[Triple, str | None, str, str]]:
    """The proof of two actors: (proposition, standing, claim, role) of every claim about them, counting or not; one
    that is evidence of an alliance that counts is that first."""
    found: dict[tuple[Triple, str], str] = {}
    for claim, alliance, triple in mentions(world, one, other):
        key = proposition(world, *triple), claim.id
        found[key] = min(found.get(key, ROLES[-1]), role(world, claim, alliance, key[0], then), key=ROLES.index)
    standings = {triple: relation.standing for triple, relation in relations(world, then).items()}
    return {(triple, standings.get(triple), claim, word) for (triple, claim), word in found.items()}


ROLES = ("evidence", "asserts", "denies", "ends", "retracted", "only possible", "not yet reported", "not in effect")


def mentions(world: World, one: str, other: str) -> list[tuple[Claim, Alliance | None, tuple[str, str, str]]]:
    """The claims about two actors, and those that are evidence of what the knowledge base holds of them."""
    pair = {one, other}
    found: list[tuple[Claim, Alliance | None, tuple[str, str, str]]] = []
    for claim in world.claims.values():
        ends_in = [each for each in claim.subjects if {each, claim.object} == pair]
        found += [(claim, None, (each, claim.predicate, str(claim.object))) for each in ends_in]
    for held in world.alliances.values():
        if {held.subject, held.object} == pair:
            triple = held.subject, held.predicate, held.object
            found += [(world.claims[each], held, triple) for each in held.evidence]
    return found


def role(world: World, claim: Claim, alliance: Alliance | None, triple: Triple, then: Then) -> str:
    """Rule 3. What keeps a claim of a proposition out, else what it does."""
    if claim.retracted:
        return "retracted"
    if claim.modality != "actual":
        return f"only {claim.modality}"
    if reported(world, claim) > then.known:
        return "not yet reported"
    counting = {(word.id, word.alliance) for word in in_effect(world, then) if word.triple == triple}
    if alliance is None and claim.stance == "ends":
        return "ends"
    if alliance is None and claim.stance == "denies" and begins(world, claim) <= then.day <= ends(claim):
        return "denies"
    if (claim.id, alliance and alliance.id) not in counting:
        return "not in effect"
    return "evidence" if alliance else claim.stance
