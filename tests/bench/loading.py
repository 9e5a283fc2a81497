"""How fast text becomes typed records, against what the YAML library itself makes of the same text."""

from random import Random

import yaml

from syriakb.model.records import Claim
from syriakb.text import load
from tests.bench.timing import line, medians


def claims(count: int) -> str:
    """A file of made-up claims of the sort that people write, in the form that the tool writes."""
    random = Random(count)
    return "".join(_claim(random, number) for number in range(count))


def _claim(random: Random, number: int) -> str:
    subject, object_ = random.sample(range(200), 2)
    day = f"20{random.randrange(10, 25)}-{random.randrange(1, 13):02}-{random.randrange(1, 29):02}"
    return (
        f"- id: claim-{number}\n"
        f"  statement: Actor {subject} was seen to move towards place {object_} with number {number}.\n"
        f"  subject: actor-{subject}\n"
        f"  predicate: controls\n"
        f"  object: place-{object_}\n"
        f"  source: source-{number % 50}\n"
        f"  locator: p{number % 40}\n"
        f"  exact: seen to move\n"
        f"  start: {day}\n"
        f"  credibility: {random.randrange(1, 7)}\n"
        f"  recorded: 2025-01-01\n"
    )


def report(runs: int, count: int) -> str:
    """The ratio of medians, in lines."""
    written = claims(count)
    data = written.encode()
    loader = yaml.CLoader

    def read() -> int:
        return sum(1 for _ in load.load(Claim, "claims.yaml", data))

    taken = medians({"yaml.load": lambda: yaml.load(written, loader), "text.load": read}, runs)
    per_second = ", ".join(f"{name} {count / seconds:,.0f}" for name, seconds in taken.items())
    ratio = taken["yaml.load"] / taken["text.load"]
    return f"Loading {count:,} claims, medians of {runs} runs (records a second: {per_second})\n" + line(
        "yaml.load with the C loader / text.load to records", ratio, "at least 4"
    )
