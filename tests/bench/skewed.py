"""A made-up knowledge base as skewed as records of real events are, the same for the same seed and shape.

Few pairs of actors have most of the claims, few places most of the fighting, few sources most of the reports: each
share falls off as in Zipf's law. `python -m tests.bench.skewed CLAIMS FOLDER` writes one.
"""

import argparse
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.bench.files import Record, begin, write, write_claims

GOVERNORATES, PARTIES = 14, 12
_FIRST, _DAYS = date(2014, 12, 8), 3650
_SYLLABLES = ("ba", "dar", "el", "fi", "gha", "hal", "jar", "ka", "lu", "mar", "nab", "qa", "ras", "sa", "tel", "zor")
_FORCES = ("Army of", "Brigades of", "Front of", "Guard of", "Council of", "Shield of", "Falcons of", "Movement of")
_CONTROL = ("contests",) * 5 + ("captures",) * 3 + ("controls",) * 3 + ("loses",) * 2 + ("besieges",)
_FRIENDLY = ("backs", "arms", "allied_with", "cooperates_with")
_WHAT = (
    *(
        "Shells of {a} fell on positions of {b} near {p}.",
        "Fighters of {a} ambushed a patrol of {b} on the road to {p}.",
    ),
    *("{a} and {b} exchanged fire around {p} until the evening, with losses on both sides.",),
    *("A raid by {a} on a depot of {b} in {p} was reported by residents.", "{b} drove off an attack by {a} at {p}."),
)
_HELD = {
    "contests": "{a} fights its way into the outskirts of {p}.",
    "captures": "{a} took {p} after some days of fighting.",
    "controls": "{a} keeps its posts in {p} and searches those who pass.",
    "loses": "{a} left {p} in the night.",
    "besieges": "{a} lets nothing pass into {p}.",
}


class Shape(NamedTuple):
    """How a knowledge base is made: how many of each, how steep the shares fall (0: all alike; of places less, since
    there are more of them that something is told of), what share of the claims is about who holds a place (the others
    relate two actors), and what share of those others denies."""

    claims: int = 23_000
    places: int = 3000
    actors: int = 250
    pairs: int = 400
    sources: int = 300
    steepness: float = 1.15
    place_steepness: float = 0.75
    of_places: float = 0.35
    denied: float = 0.35
    districts: int = 5  # of each governorate


class _World(NamedTuple):
    """What claims are drawn from: names by number, pairs of actors, and cumulative weights for each."""

    shape: Shape
    actors: Sequence[str]
    places: Sequence[str]
    pairs: Sequence[tuple[int, str, int]]
    weights: dict[str, list[float]]


def skewed(folder: Path, shape: Shape | None = None, form: str = "yaml") -> None:
    """Write a knowledge base of that shape into an empty folder; `form` is yaml or jsonl, for the claims."""
    shape, random = shape or Shape(), Random(20241207)
    world = _world(random, shape)
    begin(folder, "A made-up war of ten years")
    write(folder / "actors.yaml", (_actor(number, name) for number, name in enumerate(world.actors)))
    write(folder / "places.yaml", _places(random, world))
    write(folder / "sources.yaml", (_source(random, number) for number in range(shape.sources)))
    claims = [_claim(random, world, number) for number in range(shape.claims)]
    write_claims(folder, iter(claims), form)
    write(folder / "alliances.yaml", _alliances(claims))


def _world(random: Random, shape: Shape) -> _World:
    many = {"actors": shape.actors, "sources": shape.sources, "parties": min(PARTIES, shape.actors)}
    weights = {what: _falling(count, shape.steepness) for what, count in many.items()}
    weights["places"] = _falling(shape.places, shape.place_steepness)
    pairs = _pairs(random, shape)
    weights["pairs"] = _falling(len(pairs), shape.steepness)
    actors = [f"{random.choice(_FORCES)} {_name(random)}" for _ in range(shape.actors)]
    places = [_name(random) for _ in range(shape.places)]
    return _World(shape, actors, places, pairs, weights)


def _falling(count: int, steepness: float) -> list[float]:
    """Weights of the first, second, third, added up as `choices` takes them: each is 1 / rank ** steepness."""
    return list(accumulate(1 / rank**steepness for rank in range(1, count + 1)))


def _name(random: Random) -> str:
    return "".join(random.choices(_SYLLABLES, k=random.randrange(3, 5))).capitalize()


def _pairs(random: Random, shape: Shape) -> list[tuple[int, str, int]]:
    """Who is related to whom, the pair of which most is told first: nine of ten are foes, and each only once."""
    weights, found = _falling(shape.actors, shape.steepness), set[tuple[int, int]]()
    while len(found) < min(shape.pairs, shape.actors * (shape.actors - 1) // 4):
        one, other = random.choices(range(shape.actors), cum_weights=weights, k=2)
        if one != other and (other, one) not in found:
            found.add((one, other))
    told = enumerate(sorted(found, key=lambda pair: (sum(pair), pair)))
    return [(one, "fights" if rank % 10 < 9 else random.choice(_FRIENDLY), other) for rank, (one, other) in told]


def _actor(number: int, name: str) -> Record:
    kind = ("government", "military", "group")[min(number, 2)]
    return {"id": f"actor-{number}", "name": name, "aliases": [f"Force-{number}"], "kind": kind}


def _places(random: Random, world: _World) -> Iterator[Record]:
    """A country, its governorates side by side, districts within them, and towns scattered over the districts."""
    yield {"id": "country", "name": "Country", "kind": "country"}
    areas, districts = [], world.shape.districts
    width = 1.5 / districts  # degrees of longitude
    for number in range(GOVERNORATES):
        yield {
            "id": f"governorate-{number}",
            "name": f"Governorate {number}",
            "kind": "governorate",
            "within": ["country"],
        }
        for each in range(districts):
            area = number * districts + each
            areas.append((f"district-{area}", 32 + number // 4 * 1.2, 36 + number % 4 * 1.5 + each * width))
            name, inside = f"District {number}.{each}", [f"governorate-{number}"]
            yield {"id": f"district-{area}", "name": name, "kind": "district", "within": inside}
    for number, name in enumerate(world.places):
        district, south, west = areas[number % len(areas)]
        kind = "provincial-capital" if number < len(areas) and number % districts == 0 else "town"
        spot = {"lat": round(south + random.random() * 1.2, 4), "lon": round(west + random.random() * width, 4)}
        yield {"id": f"place-{number}", "name": name, "kind": kind, "within": [district], **spot}


def _source(random: Random, number: int) -> Record:
    title, letter = f"Reports of desk {number}", random.choice("BCCDDF")
    return {"id": f"source-{number}", "title": title, "published": "2024-12-07", "reliability": letter}


def _claim(random: Random, world: _World, number: int) -> Record:
    day = _FIRST + timedelta(random.randrange(_DAYS))
    place = _drawn(random, world, "places")
    one = _held(random, world, place) if random.random() < world.shape.of_places else _related(random, world, place)
    claim = {"id": f"c{number}", **one, "source": f"source-{_drawn(random, world, 'sources')}"}
    if random.random() < 0.3:
        claim["said_by"] = f"actor-{_drawn(random, world, 'actors')}"
    reported = min(day + timedelta(random.randrange(30)), _FIRST + timedelta(_DAYS))
    claim |= {"locator": f"p{number}", "start": str(day), "reported": str(reported)}
    return claim | {"credibility": random.choice((2, 2, 3, 3, 4, 6)), "recorded": "2025-01-01"}


def _drawn(random: Random, world: _World, what: str) -> int:
    weights = world.weights[what]
    return random.choices(range(len(weights)), cum_weights=weights)[0]


def _held(random: Random, world: _World, place: int) -> Record:
    """One of a few parties takes, holds, loses, fights for or besieges a place."""
    actor, predicate = _drawn(random, world, "parties"), random.choice(_CONTROL)
    statement = _HELD[predicate].format(a=world.actors[actor], p=world.places[place])
    claim: Record = {"statement": statement, "subject": f"actor-{actor}", "predicate": predicate}
    areas = GOVERNORATES * world.shape.districts
    claim["object"] = f"place-{place}" if random.random() < 0.97 else f"district-{place % areas}"
    return claim | ({"stance": "denies"} if random.random() < 0.05 else {})


def _related(random: Random, world: _World, place: int) -> Record:
    """An event between a pair of actors; of the pairs of which most is told, most is denied too."""
    one, predicate, other = world.pairs[_drawn(random, world, "pairs")]
    names = {"a": world.actors[one], "b": world.actors[other], "p": world.places[place]}
    told = random.choice(_WHAT) if predicate == "fights" else "{a} sends men and weapons to {b} by way of {p}."
    claim = {"statement": told.format(**names), "subject": f"actor-{one}", "predicate": predicate}
    claim["object"] = f"actor-{other}"
    return claim | ({"stance": "denies"} if random.random() < world.shape.denied else {})


def _alliances(claims: Sequence[Record]) -> Iterator[Record]:
    """The relations but hostile ones, held by the knowledge base on the first claim that asserts each."""
    first: dict[tuple[str, str, str], str] = {}
    for claim in claims:
        if claim["predicate"] in _FRIENDLY and "stance" not in claim:
            first.setdefault((claim["subject"], claim["predicate"], claim["object"]), claim["id"])
    for number, ((subject, predicate, object_), claim) in enumerate(first.items()):
        ends = {"subject": subject, "predicate": predicate, "object": object_}
        yield {"id": f"alliance-{number}", **ends, "evidence": [claim]}


def main() -> None:
    """Write one, of the size that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.skewed", description=__doc__)
    parser.add_argument("claims", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--form", choices=("yaml", "jsonl"), default="yaml")
    for field, usual in list(Shape._field_defaults.items())[1:]:
        parser.add_argument(f"--{field.replace('_', '-')}", type=type(usual), default=usual)
    given = vars(parser.parse_args())
    folder, form = given.pop("folder"), given.pop("form")
    skewed(folder, Shape(**given), form)


if __name__ == "__main__":
    main()
