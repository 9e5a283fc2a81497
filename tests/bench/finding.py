"""How many claims a search finds by what somebody remembers of them, and how many among its first five.

`python -m tests.bench.finding` asks the shipped records, and a made-up base of 20,000 claims whose statements are made
of the words of the guides, as rare and as common as they are there. `--small` makes a small one. Whoever remembers two
words of a claim remembers those that tell most: the two of its statement that are the rarest in the base.
"""

import re
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

import syriakb.help
from syriakb.disk.store import Base
from syriakb.index import open as index
from syriakb.model.names import search_text
from syriakb.queries.moment import moment
from syriakb.queries.search.found import search
from tests.bench.files import Record, begin, write, write_claims
from tests.kb import SHIPPED

_CLAIMS = """
    SELECT c.id, c.statement, c.exact,
      COALESCE((SELECT name FROM actor WHERE id = c.subject), (SELECT name FROM place WHERE id = c.subject)),
      COALESCE((SELECT name FROM actor WHERE id = c.object), (SELECT name FROM place WHERE id = c.object))
    FROM claim AS c"""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
FIRST, ALL = 5, 50


class Claim(NamedTuple):
    """What can be remembered of a claim."""

    id: str
    statement: str
    exact: str | None
    subject: str | None
    object: str | None


class Figure(NamedTuple):
    """Of so many claims so many were found, and so many among the first five."""

    asked: int
    found: int
    first: int

    @property
    def shares(self) -> tuple[float, float]:
        """The shares that were found, and found first, in percent."""
        return 100 * self.found / self.asked, 100 * self.first / self.asked


def figures(db: sqlite3.Connection, most: int) -> dict[str, Figure]:
    """The figures of each way to remember a claim, of at most so many of the claims of an index."""
    claims = [Claim(*row) for row in db.execute(_CLAIMS)]
    count = Counter(word for claim in claims for word in set(_words(claim.statement)))
    some = Random(1).sample(claims, min(most, len(claims)))
    random = Random(2)

    def two(change: Callable[[str], str]) -> Iterator[tuple[str, str]]:
        for claim in some:
            plain = [word for word in _words(claim.statement) if len(word) > 3]
            if len(telling := sorted(set(plain), key=lambda word: (count[word], word))[:2]) == 2:
                at = next((at for at, word in enumerate(telling) if _changes(word)), None)
                if at is not None:
                    telling[at] = change(telling[at])
                    yield claim.id, " ".join(telling)

    ways = {
        "its anchor": ((claim.id, claim.exact) for claim in some if claim.exact),
        "two words, one inflected": two(_inflected),
        "two words, one misspelt": two(lambda word: _misspelt(random, word)),
        "its subject's and object's names": (
            (claim.id, f"{claim.subject} {claim.object}") for claim in some if claim.subject and claim.object
        ),
    }
    return {name: _figure(db, list(way)) for name, way in ways.items()}


def _figure(db: sqlite3.Connection, asked: list[tuple[str, str]]) -> Figure:
    at, found, first = moment(db, None, None), 0, 0
    for claim, text in asked:
        ids = [row[1] for row in search(db, at, text, None).rows]
        found += claim in ids
        first += claim in ids[:FIRST]
    return Figure(len(asked), found, first)


def _words(text: str) -> list[str]:
    return search_text(text).split()


def _changes(word: str) -> bool:
    return word.isascii() and word.isalpha() and len(word) > 4


def _inflected(word: str) -> str:
    """Another form of a word, by the rules of English and whatever it means."""
    if word.endswith("ed"):
        return f"{word[:-2]}ing"
    if word.endswith("ing"):
        return f"{word[:-3]}ed"
    if word.endswith("s"):
        return word if word.endswith(("ss", "us", "as", "is")) else word[:-1]
    return (
        f"{word[:-1]}ies"
        if re.search("[^aeiou]y$", word)
        else f"{word}es"
        if word.endswith(("x", "sh", "ch"))
        else f"{word}s"
    )


def _misspelt(random: Random, word: str) -> str:
    """The word with a letter behind the first two wrong, missing, doubled, or changed with the next."""
    at = random.randrange(1, len(word) - 1)
    rest = word[at + 1 :]
    return random.choice(
        (
            f"{word[:at]}{random.choice(_LETTERS)}{rest}",
            f"{word[:at]}{rest}",
            f"{word[: at + 1]}{word[at]}{rest}",
            f"{word[:at]}{rest[0]}{word[at]}{rest[1:]}",
        )
    )


def generate(folder: Path, claims: int) -> None:
    """Write a knowledge base whose statements are as varied as English."""
    random = Random(20241207)
    guides = " ".join(path.read_text(encoding="utf-8") for path in Path(syriakb.help.__file__).parent.glob("*.md"))
    words = [word for word in search_text(guides).split() if word.isalpha()]
    begin(folder, "A made-up conflict")
    write(folder / "actors.yaml", (_called(random, f"actor-{n}", "group") for n in range(500)))
    write(folder / "places.yaml", (_called(random, f"town-{n}", "town") for n in range(2000)))
    write(folder / "sources.yaml", [{"id": "press", "title": "Press", "published": "2024-12-01", "reliability": "C"}])
    write_claims(folder, (_claim(random, n, words) for n in range(claims)), "jsonl")


def _called(random: Random, ref: str, kind: str) -> Record:
    parts = ["".join(random.choice(pair) for pair in ("bdfhjklmnrstz", "aiu", "bdhlmnrst", "aei")) for _ in range(2)]
    return {"id": ref, "name": " ".join(parts).title(), "kind": kind}


def _claim(random: Random, number: int, words: list[str]) -> Record:
    said = " ".join(random.choices(words, k=12)).capitalize()
    triple = {
        "subject": f"actor-{random.randrange(500)}",
        "predicate": "captures",
        "object": f"town-{random.randrange(2000)}",
    }
    exact = " ".join(random.choices(words, k=6))
    return {"id": f"c{number}", "statement": said, **triple, "source": "press", "exact": exact}


def report(db: sqlite3.Connection, label: str, most: int) -> str:
    """The figures as lines."""
    lines, start = [label], perf_counter()
    found = figures(db, most)
    for name, figure in found.items():
        share, first = figure.shares
        lines.append(
            f"  by {name:34} {figure.asked:5} asked: found {share:5.1f} %, among the first five {first:5.1f} %"
        )
    asked = sum(figure.asked for figure in found.values())
    return "\n".join([*lines, f"  {(perf_counter() - start) * 1000 / asked:.1f} ms each", ""])


def main(arguments: list[str]) -> None:
    """Measure and print."""
    with TemporaryDirectory() as temporary:
        sys.stdout.write(report(index.open_index(Base(SHIPPED)), "shipped records", 1000))
        folder = Path(temporary) / "made"
        generate(folder, 500 if "--small" in arguments else 20_000)
        sys.stdout.write(report(index.open_index(Base(folder)), "made-up records", 500))


if __name__ == "__main__":
    main(sys.argv[1:])
