"""How often a name that nobody has is answered with whom it means, and what that costs.

`python -m tests.bench.names [LIST...]` takes lists of real names as JSON lines of `id`, `name` and `aliases`, such as
those of sanctions or of a gazetteer. Of each of some thousand records one alias is held back, and asked for: found is
what is among the first three. Without a list it asks for each real spelling of the tests among thousands of made-up
names, and for the made-up ones as somebody spells them by ear. Then it completes the beginnings of names in shells, as
`python -m tests.bench.completing` does alone. `python -m tests.bench.misses` tells times.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from random import Random
from sqlite3 import Connection
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, NamedTuple

from syriakb.disk.store import Base
from syriakb.index import open as index
from syriakb.model.names import fold
from syriakb.queries.suggest import suggest
from tests.bench.completing import every
from tests.bench.files import begin
from tests.model.test_sounds import OTHERS, SPELLINGS

_ASKED, _MADE = 1000, 5000
_BARE = re.compile("[\u0590-\u08ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff\W\d]+")
_SCRIPTS = {"Arabic, Persian": "\u0600-\u06ff", "Cyrillic": "\u0400-\u04ff", "Hebrew": "\u0590-\u05ff"}
_BY_EAR = ("k q", "k c", "ou u", "u w", "i y", "i e", "sh ch", "j dj", "a e", "dd d", "ss s", "ee i", "ah a", "o u")


class Held(NamedTuple):
    """A list whose records lack the aliases that are asked for: pairs of an alias and the id of who is called so."""

    records: list[dict[str, Any]]
    asked: list[tuple[str, str]]


def latin(name: str) -> bool:
    """Whether a name is in Latin letters, and no code of a few of them."""
    return len(name) > 3 and bool(_LATIN.fullmatch(name))


def bare(name: str) -> bool:
    """Whether a name is in a script that writes no vowels."""
    return bool(_BARE.search(name))


def held(records: Iterable[dict[str, Any]], kept: Callable[[str], bool], asked: Callable[[str], bool]) -> Held:
    """Hold back one alias that `asked` takes of each record; of all records keep the names that `kept` takes."""
    random, rows, pairs = Random(20241207), list[dict[str, Any]](), list[tuple[str, str]]()
    for record in records:
        names = [each for each in dict.fromkeys((record["name"], *record["aliases"])) if each.strip()]
        some = [each for each in names[1:] if asked(each)] if kept is asked else [each for each in names if asked(each)]
        out = random.choice(some) if some else None
        left = [each for each in names if kept(each) and (out is None or fold(each) != fold(out))]
        if left:
            rows.append({"id": record["id"], "name": left[0], "aliases": left[1:], "kind": record["kind"]})
            if out:
                pairs.append((out, record["id"]))
    known = {fold(name) for row in rows for name in (row["name"], *row["aliases"])}
    pairs = [pair for pair in pairs if fold(pair[0]) not in known]
    return Held(rows, random.sample(pairs, min(_ASKED, len(pairs))))


def measure(folder: Path, case: Held) -> str:
    """The share of aliases that find who is called so among the first three, and the milliseconds that one takes."""
    write(folder, case.records)
    start = perf_counter()
    db = index.open_index(Base(folder))
    built = perf_counter() - start
    names = sum(1 + len(each["aliases"]) for each in case.records)
    size = f"{names:,} names of {len(case.records):,} records built in {built:.1f} s"
    return f"{_asked(db, case.asked)}, {size}\n"


def _asked(db: Connection, asked: Iterable[tuple[str, str]]) -> str:
    found, taken = 0, list[float]()
    for name, ref in asked:
        start = perf_counter()
        met = suggest(db, name, ("actor",))
        taken.append(perf_counter() - start)
        found += ref in [each.ref for each in met]
    share = 100 * found / max(1, len(taken))
    milliseconds = f"{median(taken) * 1000:.1f} ms a miss (at most {max(taken) * 1000:.0f})"
    return f"{share:5.1f} % of {len(taken)}, {milliseconds}"


def write(folder: Path, records: Iterable[dict[str, Any]]) -> None:
    """A knowledge base of these actors alone."""
    begin(folder, "Names")
    with (folder / "actors.yaml").open("w", encoding="utf-8") as file:
        file.writelines(f"- {json.dumps(record, ensure_ascii=False)}\n" for record in records)


def report(path: Path) -> Iterator[str]:
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    cases = {
        "Latin": (latin, latin),
        "Latin to the others": (latin, bare),
        "the others to Latin": (bare, latin),
    }
    for label, (kept, asked) in cases.items():
        if not (case := held(records, kept, asked)).asked:
            continue
        with TemporaryDirectory() as folder:
            yield f"  {path.stem}, {label:<20} {measure(Path(folder), case)}"


def spelt(random: Random, name: str) -> str:
    """A name as somebody writes it who has only heard it: one or two sounds in other letters."""
    ways = [pair.split() for pair in _BY_EAR]
    fitting = [(a, b) for one, other in ways for a, b in ((one, other), (other, one)) if a in name.lower()]
    for a, b in random.sample(fitting, min(2, len(fitting))):
        name = re.sub(a, b, name, count=1, flags=re.IGNORECASE)
    return name.title()


def made_up(count: int) -> list[dict[str, Any]]:
    """So many records of made-up names, of two or three syllables in a word, one or two words in a name."""
    random, names = Random(20241207), dict[str, None]()
    while len(names) < count:
        words = (
            "".join(_syllable(random) for _ in range(random.choice((2, 2, 3)))) for _ in range(random.choice((1, 2)))
        )
        names[" ".join(words).title()] = None
    return [{"id": f"made-{at}", "name": name, "aliases": [], "kind": "group"} for at, name in enumerate(names)]


def _syllable(random: Random) -> str:
    begun = random.choice((*"bdfhjklmnrstwyzq", "sh", "kh", "gh"))
    return begun + random.choice((*"aaiu", "ou", "ee")) + random.choice(("", "", *"lmnrsdtkb"))


def itself(count: int) -> Iterator[str]:
    """The lines on the spellings of the tests among so many made-up names, and on these spelt by ear."""
    real = [{"id": f"real-{at}", "name": each, "aliases": [], "kind": "group"} for at, each in enumerate(SPELLINGS)]
    random, made = Random(1), made_up(count)
    records = [*real, *made]
    known = {fold(each["name"]) for each in records}
    asked = [
        (name.strip(), each["id"])
        for each in real
        for name in SPELLINGS[each["name"]].split(",")
        if fold(name) not in known
    ]
    heard = [(spelt(random, each["name"]), each["id"]) for each in random.sample(made, min(_ASKED, count))]
    cases = {
        "real spellings, Latin": [pair for pair in asked if latin(pair[0])],
        **{f"real spellings, {script}": [pair for pair in asked if re.search(f"[{letters}]", pair[0])]
           for script, letters in _SCRIPTS.items()},
        "made-up names by ear": [pair for pair in heard if fold(pair[0]) not in known],
    }  # fmt: skip
    with TemporaryDirectory() as folder:
        write(Path(folder), records)
        db = index.open_index(Base(Path(folder)))
        for label, pairs in cases.items():
            yield f"  {label:<32} {_asked(db, pairs)}\n"
    yield f"  {'names that must not meet':<32} {_apart()}\n"


def _apart() -> str:
    """How many of the pairs that must not meet are offered for one another where there is nobody else."""
    met = 0
    for one, other in OTHERS:
        with TemporaryDirectory() as folder:
            write(Path(folder), [{"id": "other", "name": other, "aliases": [], "kind": "group"}])
            met += bool(suggest(index.open_index(Base(Path(folder))), one, ("actor",)))
    return f"{met} of {len(OTHERS)} are offered"


def main(arguments: list[str]) -> None:
    """Measure and print; with `--small` among few names."""
    lists = [each for each in arguments if each != "--small"]
    lines = (each for given in lists for each in report(Path(given)))
    small = "--small" in arguments
    for each in chain(lines if lists else itself(200 if small else _MADE), every(lists, small=small)):
        sys.stdout.write(each)
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
