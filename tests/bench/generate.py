"""A made-up knowledge base of any size, the same for the same seed: what an analyst has who imports an event feed."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

ACTORS, PLACES, ALLIANCES, SOURCES, CAPITALS = 2000, 8000, 10_000, 5000, 14
COALITIONS = 50
PER_FILE = 10_000
_REGIONS = 4
_CONTROL = ("captures", "captures", "captures", "controls", "controls", "loses", "contests", "besieges")
_RELATIONS = ("backs", "arms", "allied_with", "cooperates_with", "member_of", "rival_of", "fights")
_VOCABULARY = """\
- {id: captures, label: captures, inverse_label: is captured by, group: control, effect: gains}
- {id: controls, label: controls, inverse_label: is controlled by, group: control, effect: holds}
- {id: loses, label: loses, inverse_label: is lost by, group: control, effect: loses}
- {id: contests, label: contests, inverse_label: is contested by, group: control, effect: contests}
- {id: besieges, label: besieges, inverse_label: is besieged by, group: control, effect: besieges}
- {id: controls_count, label: controls, inverse_label: are controlled by, group: control}
- {id: backs, label: backs, inverse_label: is backed by, group: support}
- {id: arms, label: arms, inverse_label: is armed by, group: support}
- {id: allied_with, label: is allied with, inverse_label: is allied with, symmetric: true, group: alliance}
- {id: cooperates_with, label: cooperates with, inverse_label: cooperates with, symmetric: true, group: alliance}
- {id: member_of, label: is a member of, inverse_label: has as a member, group: membership}
- {id: rival_of, label: is a rival of, inverse_label: is a rival of, symmetric: true, group: hostility}
- {id: fights, label: fights, inverse_label: is fought by, group: hostility}
"""
_WORDS = (
    *("armed", "column", "convoy", "market", "bridge", "airfield", "checkpoint", "ceasefire", "shelling", "retreat"),
    *("advance", "supply", "road", "village", "depot", "commander", "brigade", "council", "witness", "monitor"),
    *("border", "river", "station", "clinic", "school", "harvest", "garrison", "envoy", "meeting"),
)

Record = dict[str, Any]


def generate(folder: Path, claims: int, form: str = "yaml") -> None:
    """Write a knowledge base with so many claims into an empty folder; `form` is yaml or jsonl, for the claims."""
    random = Random(20241207)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kb.yaml").write_text("title: A made-up conflict\nschema: 1\nas_of: 2024-12-07\n", encoding="utf-8")
    (folder / "predicates.yaml").write_text(_VOCABULARY, encoding="utf-8")
    _write(folder / "actors.yaml", (_actor(number) for number in range(ACTORS)))
    _write(folder / "places.yaml", _places())
    _write(folder / "sources.yaml", (_source(random, number) for number in range(SOURCES)))
    (folder / "claims").mkdir()
    for start in range(0, claims, PER_FILE):
        some = (_claim(random, number) for number in range(start, min(start + PER_FILE, claims)))
        _write(folder / "claims" / f"{start // PER_FILE:03}.{form}", some)
    _write(folder / "alliances.yaml", (_alliance(number, claims) for number in range(ALLIANCES)))


def _write(path: Path, records: Iterator[Record]) -> None:
    line = _yaml if path.suffix == ".yaml" else _json
    with path.open("w", encoding="utf-8") as file:
        file.writelines(line(record) for record in records)


def _json(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"


def _yaml(record: Record) -> str:
    fields = (f"{name}: {_scalar(value)}" for name, value in record.items())
    return "- " + "\n  ".join(fields) + "\n"


def _scalar(value: Any) -> str:
    return f"[{', '.join(value)}]" if isinstance(value, list) else str(value)


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
    claim |= {"locator": f"p{random.randrange(1, 40)}", "start": _day(random), "credibility": random.randrange(1, 7)}
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
