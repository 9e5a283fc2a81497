"""What changed: between two moments, and from day to day."""

from itertools import pairwise

from syriakb.model.dates import FIRST_DAY, LAST_DAY, day_text, parse, shifted
from tests.rules.reference.areas import around
from tests.rules.reference.facts import Claim, Then, World, ancestors, begins, ends, latest, once, reported, stands
from tests.rules.reference.holding import Case, effect, report, rests, ruled_from
from tests.rules.reference.places import State, state, takers
from tests.rules.reference.ties import Relation, assessed, relations


def came_about(since: str | None, absent: Then, present: Then) -> bool:
    """Whether what is so at one moment and not at the other began in between, and did not only become known; "some day
    before" does not say that it was in between."""
    passed = absent.day > present.day and absent.known >= present.known
    return passed or (since is not None and parse(since).earliest > FIRST_DAY and latest(since) > absent.day)


def left(world: World, place: str, gone: State, before: Then, after: Then) -> bool:
    """Whether a claim says that somebody who holds it no more lost it, or an area around it, or held it up to a day in
    between; of a change back in time that is not asked."""
    if before.day > after.day or before.known > after.known:
        return True
    about = [c for c in world.claims.values() if c.object in ancestors(world, place) and c.credibility != "5"]
    about = [c for c in about if stands(c) and reported(world, c) <= after.known and c.stance != "denies"]
    about = [c for c in about if set(c.subjects) - set(gone.controllers)]
    lost = [c for c in about if effect(world, c) == "loses" and begins(world, c) <= after.day]
    ended = [c for c in about if effect(world, c) in ("gains", "holds") and before.day <= ends(c) < after.day]
    return bool(ended) or any(begins(world, c) > before.day or reported(world, c) > before.known for c in lost)


def taking(world: World, place: str, now: State, before: Then, after: Then) -> bool:
    """Whether a claim of a day in between says that one of the holders took the place or the area around it."""
    here = Case(world, after, place, place)
    about = [c for c in world.claims.values() if c.object == (around(here) or place) and effect(world, c) == "gains"]
    about = [c for c in about if stands(c) and c.credibility != "5" and c.stance == "asserts"]
    about = [c for c in about if before.day < begins(world, c) <= after.day and reported(world, c) <= after.known]
    return any(set(c.subjects) & set(now.controllers) for c in about)


def place_change(was: State, now: State, before: Then, after: Then, taken: set[str], *, told: bool, since: bool) -> str:
    """Somebody who took it, or holds it from a start in between, gained it, also one of those who disputed or held it
    together who took it in between; else it changed hands; somebody fewer lost it where that is `told`, else it is no
    longer known or changed hands; without a date in between it is only reported. `taken`: whom a claim that decides
    says to have taken it; `since`: whether one says so of a day in between."""
    if not now.controllers and was.controllers:
        if not came_about(was.since, after, before):
            return "not yet reported"
        return "lost" if told else "no longer known"
    if not was.controllers and now.controllers:
        return "gained" if came_about(now.since, before, after) else "first reported"
    if now.status == "disputed":
        return "disputed"
    if new := set(now.controllers) - set(was.controllers):
        return "gained" if new & taken or came_about(now.since, before, after) else "changed hands"
    if was.status == "disputed" and set(now.controllers) & taken and since:
        return "gained"
    if set(was.controllers) - set(now.controllers) and was.status != "disputed":
        return "lost" if told else "gained" if taken else "changed hands"
    return f"no longer {was.status}" if now.status in ("held", "unknown") else now.status


def relation_change(was: Relation | None, now: Relation | None, before: Then, after: Then) -> str:
    """A relation begins and ends; that it is denied and no longer denied is said so."""
    if now is None:
        assert was
        gone = "ended" if came_about(was.since, after, before) else "not yet reported"
        return "no longer denied" if was.standing == "denied" else gone
    if now.standing == "denied" or (was and was.standing != "denied"):
        return now.standing
    return "began" if came_about(now.since, before, after) else "first reported"


def diff(world: World, before: Then, after: Then) -> list[tuple[object, ...]]:
    """Each place whose holders or status differ, and each relation whose standing does, with the evidence of both."""
    found: list[tuple[object, ...]] = []
    for place in world.places:
        was, now = state(world, place, before), state(world, place, after)
        if (set(was.controllers), was.status) != (set(now.controllers), now.status):
            told = left(world, place, now, before, after)
            taken = takers(world, place, after)
            what = place_change(
                was, now, before, after, taken, told=told, since=taking(world, place, now, before, after)
            )
            basis = was.basis if now.basis == "unknown" else now.basis
            states = (was.controllers, was.status, now.controllers, now.status, basis)
            found.append((what, place, *states, once((*now.evidence, *was.evidence)), now.grade or was.grade))
    old, new = relations(world, before), relations(world, after)
    for triple in old.keys() | new.keys():
        was_tie, now_tie = old.get(triple), new.get(triple)
        standings = [(tie.standing,) if tie else () for tie in (was_tie, now_tie)]
        if standings[0] != standings[1]:
            what = relation_change(was_tie, now_tie, before, after)
            evidence = once(each for tie in (now_tie, was_tie) if tie for each in tie.evidence)
            last = now_tie or was_tie
            assert last
            found.append((what, " ".join(triple), standings[0], None, standings[1], None, None, evidence, last.grade))
    return found


def turns(world: World, claims: list[Claim], then: Then) -> set[int]:
    """The days up to the one asked on which one of the claims begins to count, or does no longer."""
    known = [claim for claim in claims if stands(claim) and reported(world, claim) <= then.known]
    known = [claim for claim in known if begins(world, claim) <= then.day]
    days = {begins(world, claim) for claim in known} | {
        day for claim in known if (day := report(world, claim)) > begins(world, claim)
    }
    days |= {shifted(ends(claim), 1) for claim in known if ends(claim) < LAST_DAY}
    return {day for day in days if 0 < day <= then.day}


def meaning(state: State) -> tuple[object, ...]:
    """What a history tells apart: that somebody says the same again, or in whose interest, makes no new state."""
    return set(state.controllers), state.status, state.basis, state.since


def history(world: World, place: str, then: Then) -> list[tuple[str | None, str | None, State]]:
    """Every state of a place from its first claim on, each from its first day to the day before the next."""
    about = set(ancestors(world, place))
    first = turns(
        world,
        [c for c in world.claims.values() if world.effect(c) and c.object in about and c.credibility != "5"],
        then,
    )
    for ruling in world.rulings.values():
        if ruling.place in about and rests(world, ruling, then):
            days = {ruled_from(world, ruling), *([shifted(ends(ruling), 1)] if ends(ruling) < LAST_DAY else [])}
            first |= {day for day in days if day <= then.day}
    held = assessed(world)
    all_days = turns(world, list(world.claims.values()), then) | {word.begins for word in held}
    all_days |= {shifted(word.ends, 1) for word in held if word.ends < LAST_DAY}
    all_days |= first
    days = [day for day in sorted(all_days) if first and min(first) <= day <= then.day]
    states = [(day, state(world, place, Then(day, then.known))) for day in days or [then.day]]
    kept = states[:1] + [now for was, now in pairwise(states) if meaning(now[1]) != meaning(was[1])]
    if len(kept) == 1 and not kept[0][1].evidence:
        return [(None, None, kept[0][1])]
    lasts = [day_text(shifted(day, -1)) for day, _ in kept[1:]]
    firsts = [day_text(day) if day > FIRST_DAY else None for day, _ in kept]
    return [(first, last, state) for first, last, (_, state) in zip(firsts, [*lasts, None], kept, strict=True)]
