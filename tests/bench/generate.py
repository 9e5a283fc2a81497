"""A made-up knowledge base of any size, the same for the same seed: what an analyst has who imports an event feed."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.bench.files import Record, begin, write, write_claims

ACTORS, PLACES, ALLIANCES, SOURCES, CAPITALS = 2000, 8000, 10_000, 5000, 14
COALITIONS = 50
_REGIONS = 4
_CONTROL = ("captures", "captures", "captures", "controls", "controls", "loses", "contests", "besieges")
_RELATIONS = ("backs", "arms", "allied_with", "cooperates_with", "member_of", "rival_of", "fights")
_WORDS = (
    *("armed", "column", "convoy", "market", "bridge", "airfield", "checkpoint", "ceasefire", "shelling", "retreat"),
    *("advance", "supply", "road", "village", "depot", "commander", "brigade", "council", "witness", "monitor"),
    *("border", "river", "station", "clinic", "school", "harvest", "garrison", "envoy", "meeting"),
)


def generate(folder: Path, claims: int, form: str = "yaml") -> None:
    """Write a knowledge base with so many claims into an empty folder; `form` is yaml or jsonl, for the claims."""
    random = Random(20241207)
    begin(folder, "A made-up conflict")
    write(folder / "actors.yaml", (_actor(number) for number in range(ACTORS)))
    write(folder / "places.yaml", _places())
    write(folder / "sources.yaml", (_source(random, number) for number in range(SOURCES)))
    write_claims(folder, (_claim(random, number) for number in range(claims)), form)
    write(folder / "alliances.yaml", (_alliance(number, claims) for number in range(ALLIANCES)))


def _actor(number: int) -> Record:
    aliases = [f"Front {number} of the East", f"Force-{number}"]
    return {"id": f"actor-{number}", "name": f"Actor {number}", "aliases": aliases, "kind": "group"}


def _places() -> Iterator[Record]:
    yield {"id": "country", "name": "Country", "kind": "country"}
    for number in range(_REGIONS):
        yield {"id": f"region-{number}", "name": f"Region {number}", "kind": "region", "within": ["country"]}
    for number in range(CAPITALS):
        inside = ["country", f"region-{number % _REGIONS}"]
        yield {"id": f"governorate-{number}", "name": f"Governorate {number}", "kind": "governorate", "within": inside}
        inside = [f"governorate-{number}"]
        yield {"id": f"capital-{number}", "name": f"Capital {number}", "kind": "provincial-capital", "within": inside}
    for number in range(PLACES - 1 - _REGIONS - 2 * CAPITALS):
        inside = [f"governorate-{number % CAPITALS}"]
        yield {"id": f"town-{number}", "name": f"Town {number}", "kind": "town", "within": inside}


def _source(random: Random, number: int) -> Record:
    title = f"Report {number} from the field"
    return {"id": f"source-{number}", "title": title, "published": _day(random), "reliability": random.choice("ABCDEF")}


def _day(random: Random) -> str:
    return f"{random.randrange(2011, 2025)}-{random.randrange(1, 12):02}-{random.randrange(1, 29):02}"


def _place(random: Random) -> str:
    return f"capital-{random.randrange(CAPITALS)}" if random.random() < 0.01 else f"town-{random.randrange(7900)}"


def _claim(random: Random, number: int) -> Record:
    actor, other = random.sample(range(ACTORS), 2)
    claim: Record = {"id": f"c{number}", "statement": f"{' '.join(random.choices(_WORDS, k=9))} {number}".capitalize()}
    if number % 3 == 0:
        # Alliances rest on these, so they relate the actors that the alliance of their number relates.
        actor, other = _pair(number // 3 % ALLIANCES)
        triple = (f"actor-{actor}", _relation(number // 3 % ALLIANCES), f"actor-{other}")
    else:
        triple = (f"actor-{actor}", random.choice(_CONTROL), _place(random))
    if number % 10 == 1:
        claim["about"] = [triple[0], triple[2]]
    else:
        claim.update(zip(("subject", "predicate", "object"), triple, strict=True))
    if number % 20 == 2:
        claim["stance"] = "denies"
    claim |= {"said_by": f"actor-{random.randrange(ACTORS)}", "source": f"source-{random.randrange(SOURCES)}"}
    start = _day(random)
    claim |= {"locator": f"p{random.randrange(1, 40)}", "start": start, "reported": max(start, _day(random))}
    claim["credibility"] = random.randrange(1, 7)
    return claim | {"recorded": "2025-01-01"}


def _pair(number: int) -> tuple[int, int]:
    """The actors that the relation of that number relates; of memberships the second is one of a few coalitions."""
    one, other = number % ACTORS, (number * 7 + 1 + number // ACTORS) % ACTORS
    if _relation(number) == "member_of":
        return max(one, COALITIONS), number % COALITIONS
    return (one, other) if one != other else (one, (other + 1) % ACTORS)


def _relation(number: int) -> str:
    return _RELATIONS[number % len(_RELATIONS)]


def _alliance(number: int, claims: int) -> Record:
    with_triple = max(1, (claims + 2) // 3)
    evidence = number % min(with_triple, ALLIANCES)
    evidence -= 1 if (evidence * 3) % 10 == 1 or (evidence * 3) % 20 == 2 else 0
    actor, other = _pair(evidence)
    ends = {"subject": f"actor-{actor}", "predicate": _relation(evidence), "object": f"actor-{other}"}
    return {"id": f"alliance-{number}", **ends, "evidence": [f"c{evidence * 3}"]}
