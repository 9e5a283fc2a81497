"""How often a name that nobody has is answered with whom it means, and what that costs.

`python -m tests.bench.names [LIST...]` takes lists of real names as JSON lines of `id`, `name` and `aliases`, such as
those of sanctions or of a gazetteer; without any it makes up a list, whose names are spelt as people do by ear.
Of each of some thousand records one alias is held back, and asked for: found is what is among the first three.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, NamedTuple

from syriakb.disk.store import Base
from syriakb.index import open as index
from syriakb.model.names import fold
from syriakb.queries.suggest import suggest
from tests.bench.files import begin

_ASKED = 1000
_BARE = re.compile("[\u0590-\u08ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff\W\d]+")


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
    found, taken = 0, list[float]()
    for name, ref in case.asked:
        start = perf_counter()
        met = suggest(db, name, ("actor",))
        taken.append(perf_counter() - start)
        found += ref in [each.ref for each in met]
    names = sum(1 + len(each["aliases"]) for each in case.records)
    share = 100 * found / max(1, len(case.asked))
    return (
        f"{share:5.1f} % of {len(case.asked)}, {median(taken) * 1000:.1f} ms a miss (at most {max(taken) * 1000:.0f}),"
        f" {names:,} names of {len(case.records):,} records built in {built:.1f} s\n"
    )


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


if __name__ == "__main__":
    for given in sys.argv[1:]:
        for each in report(Path(given)):
            sys.stdout.write(each)
