"""What answers cost where records are as skewed as those of real events are: in proportion to what they tell.

`python -m tests.bench.costs [FOLDER]` makes knowledge bases of up to 40,000 claims in a temporary folder, or in the one
that it is given, where they are kept and found again. `--small` makes small ones. Seconds are those of the
processor, the least of a few runs that are taken in turn.
"""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.bench import browser
from tests.bench.files import Record, begin, write
from tests.bench.skewed import Shape, skewed
from tests.bench.timing import line, peak, python, settle, spent

_ALIKE = {"places": 300, "actors": 60, "of_places": 0.0, "steepness": 0.0}
_RELATED = {"places": 50, "actors": 150, "pairs": 330, "sources": 20, "steepness": 0.0, "place_steepness": 0.0}
_PER_PLACE = 4  # claims, where all are about places
_PER_DISTRICT = 500  # places for a district of each governorate, so that as many claims about one weigh on each place


class Bench(NamedTuple):
    """The folder that knowledge bases are made in, how large they are (1 as the aims say), how often each is asked."""

    root: Path
    share: float
    runs: int

    def size(self, count: int) -> int:
        """So many, or fewer where small ones will do."""
        return max(10, round(count * self.share))

    def base(self, name: str, make: Callable[[Path], None]) -> Path:
        """A knowledge base that is made where it is not there yet, with a warm index where figures matter."""
        folder = self.root / name
        if not folder.exists():
            make(folder)
        if self.runs > 1:
            settle(folder)
        return folder

    def asking(self, base: Path, *question: str) -> Callable[[], object]:
        """A question to a knowledge base, as a whole process."""
        return python("-m", "syriakb", *question, "--data", str(base), folder=self.root)


def repeated(bench: Bench) -> str:
    """Claims of one proposition against as many that are spread over 90."""
    shape = Shape(claims=bench.size(8000), **_ALIKE)
    one = bench.base("one", lambda folder: skewed(folder, shape._replace(pairs=1)))
    many = bench.base("many", lambda folder: skewed(folder, shape._replace(pairs=90)))
    lines = []
    for label, question, aim in (
        ("claims --all", ("claims", "--all"), "at most 1.3"),
        ("claims --all --format json", ("claims", "--all", "--format", "json"), "at most 1.3"),
        ("claims --group-by proposition", ("claims", "--group-by", "proposition", "--all"), "at most 2"),
        ("export sqlite", ("export", "sqlite", "-o", str(bench.root / "claims.sqlite")), "at most 2"),
    ):
        taken = spent({"one": bench.asking(one, *question), "many": bench.asking(many, *question)}, bench.runs)
        spread = f"of one proposition / of 90 ({taken['many']:.2f} s)"
        lines.append(line(f"{label}: {spread}", taken["one"] / taken["many"], aim))
    count = "select count(*) from claims"
    questions = {
        "table": ("claims", "--all"),
        "json": ("claims", "--all", "--format", "json"),
        "export": ("export", "jsonl", "-o", str(bench.root / "claims.jsonl")),
        "count": ("sql", count, "--format", "json"),
        "warm": ("allies", "actor-0", "--format", "json"),
    }
    taken = spent({name: bench.asking(one, *question) for name, question in questions.items()}, bench.runs)
    export = f"export jsonl of them ({taken['export']:.2f} s)"
    return "".join(lines) + (
        line(f"claims --all, table / {export}", taken["table"] / taken["export"], "at most 2")
        + line(f"claims --all, JSON / {export}", taken["json"] / taken["export"], "at most 2")
        + line(f"sql '{count}' / a warm question", taken["count"] / taken["warm"], "1")
    )


def pages(bench: Bench) -> str:
    """The page of many claims, and that of many relations: to write it, to keep it, to open it."""
    shape = Shape(claims=bench.size(23_000), places=bench.size(3000))
    many = bench.base("many-claims", lambda folder: skewed(folder, shape))
    lines = _page(bench, many, f"report of {shape.claims:,} claims", 15)
    shape = Shape(claims=bench.size(1000), **_RELATED)
    related = bench.base("related", lambda folder: skewed(folder, shape))
    return lines + _page(bench, related, f"report of {shape.claims:,} claims, 300 relations", 2)


def _page(bench: Bench, base: Path, label: str, most: int) -> str:
    page = bench.root / "report.html"
    runs = [
        peak("-m", "syriakb", "report", str(page), "--data", str(base), folder=bench.root) for _ in range(bench.runs)
    ]
    seconds, memory = (min(values) for values in zip(*runs, strict=True))
    lines = line(f"{label}, seconds", seconds, f"at most {most}") + line("  its memory, MiB", memory, "at most 200")
    lines += line("  its page, MB", page.stat().st_size / 1e6, "at most 5")
    ready = browser.ready(page, bench.runs)
    return lines + (line("  until it is ready in Chromium, seconds", ready, "at most 2") if ready else "")


def places(bench: Bench) -> str:
    """All places, of many and of few: what one costs, beyond what any question does."""
    few, many = (_of_places(bench, count) for count in (500, 8000))
    lines = []
    for label, question in (("control", ("control",)), ("diff 2016 2022", ("diff", "2016", "2022"))):
        asked = (*question, "--format", "json")
        candidates = {f"{label} {name}": bench.asking(base, *asked) for name, base in (("few", few), ("many", many))}
        candidates["any"] = bench.asking(many, "control", "place-1", "--format", "json")
        taken = spent(candidates, bench.runs)
        each = [
            max(taken[f"{label} {name}"] - taken["any"], 0.001) / bench.size(count)
            for name, count in (("few", 500), ("many", 8000))
        ]
        sizes = f"a place of {bench.size(8000):,} ({each[1] * 1000:.2f} ms) / of {bench.size(500):,}"
        lines.append(line(f"{label}, {sizes}", each[1] / each[0], "at most 1.3"))
    return "".join(lines)


def _of_places(bench: Bench, count: int) -> Path:
    number = bench.size(count)
    shape = Shape(_PER_PLACE * number, number, of_places=1.0, districts=max(1, count // _PER_DISTRICT))
    return bench.base(f"places-{count}", lambda folder: skewed(folder, shape))


def nested(bench: Bench) -> str:
    """Places that lie each within the next: the first reading of them, checks and all, against as many side by side."""
    count = bench.size(2000)

    def make(folder: Path, inside: Callable[[int], list[str]]) -> None:
        begin(folder, "Places within places")
        write(folder / "places.yaml", (_place(number, inside(number)) for number in range(count)))

    deep = bench.base("deep", lambda folder: make(folder, lambda number: [f"place-{number - 1}"] if number else []))
    flat = bench.base("flat", lambda folder: make(folder, lambda number: ["place-0"] if number else []))

    def anew(base: Path) -> Callable[[], object]:
        settings = {"XDG_CACHE_HOME": str(bench.root / "anew")}
        return python("-c", _ANEW, "check", "--data", str(base), folder=bench.root, **settings)

    taken = spent({"deep": anew(deep), "flat": anew(flat)}, bench.runs)
    label = f"check of {count:,} places within each other ({taken['deep']:.2f} s) / side by side"
    return line(label, taken["deep"] / taken["flat"], "(18 s before)")


_ANEW = """
import os, shutil
shutil.rmtree(os.environ["XDG_CACHE_HOME"], ignore_errors=True)
from syriakb.__main__ import main
main()
"""


def _place(number: int, within: list[str]) -> Record:
    return {"id": f"place-{number}", "name": f"Place {number}", "kind": "region", "within": within}


def report(root: Path, *, small: bool) -> str:
    """Every figure, in lines."""
    os.environ["XDG_CACHE_HOME"] = str(root / "cache")
    bench = Bench(root, 0.01, 1) if small else Bench(root, 1, 3)
    head = f"Costs of skewed records, seconds of the processor, the least of {bench.runs} runs\n"
    return head + "".join(figures(bench) for figures in (repeated, pages, places, nested))


def main(arguments: list[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.costs", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="where the knowledge bases are kept")
    parser.add_argument("--small", action="store_true", help="only so much that a broken measurement shows")
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as temporary:
        root = given.folder or Path(temporary)
        root.mkdir(parents=True, exist_ok=True)
        sys.stdout.write(report(root.absolute(), small=given.small))


if __name__ == "__main__":
    main(sys.argv[1:])
