"""What a name that nobody has costs, against one that somebody has, at 5,000, 100,000 and 700,000 name rows.

`python -m tests.bench.misses [ROWS...]` takes the processor's time of whole commands: `control` of a place, against the
slowest of several misspelt ones; and an import whose rows name 40 actors that nobody knows.
"""

import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.bench.files import begin, write
from tests.bench.names import made_up, spelt
from tests.bench.timing import line, peak, python, settle, spent

_ROWS = (5_000, 100_000, 700_000)
_OF_ONE = 2  # rows of a record: its id and its name
_MISSES, _UNKNOWN = 6, 40


def _write(folder: Path, rows: int) -> list[str]:
    """A knowledge base of so many rows of names, half of actors and half of places; some names of each."""
    begin(folder, "Names")
    records = made_up(rows // _OF_ONE)
    for kind in ("actors", "places"):
        (folder / kind).mkdir()
    write(folder / "actors" / "all.jsonl", records[::2])
    write(folder / "places" / "all.jsonl", ({**each, "kind": "town"} for each in records[1::2]))
    write(folder / "sources.yaml", [{"id": "press", "title": "Press", "published": "2024-12-01"}])
    return [each["name"] for each in records]


def _import(folder: Path, names: list[str]) -> float:
    """Seconds of the processor that an import takes whose rows name actors that nobody knows."""
    random, place = Random(2), names[1]
    rows = [f'"{spelt(random, each)}x",captures,"{place}","It took {at}.",press' for at, each in enumerate(names[::2])]
    file = folder.parent / "rows.csv"
    file.write_text("\n".join(["subject,predicate,object,statement,source", *rows[:_UNKNOWN]]), encoding="utf-8")
    words = ("import", str(file), "--data", str(folder), "--dry-run")
    return peak("-c", _RUN, *words, folder=folder.parent)[0]


def report(root: Path, rows: int, runs: int) -> str:
    """The ratios at so many rows of names, in lines."""
    folder, random = root / f"names-{rows}", Random(1)
    names = _write(folder, rows)
    settle(folder)

    def asks(name: str) -> list[str]:
        return ["-c", _RUN, "control", name, "--data", str(folder)]

    misses = [f"{spelt(random, each)}m" for each in random.sample(names[1::2], _MISSES)]
    hit = {names[1]: python("-m", "syriakb", "control", names[1], "--data", str(folder), folder=root)}
    candidates = {**hit, **{each: python(*asks(each), folder=root) for each in misses}}
    times = spent(candidates, runs)
    slowest = max(times[each] for each in misses)
    label = f"{rows:,} rows of names: a miss ({slowest * 1000:.0f} ms) / a hit ({times[names[1]] * 1000:.0f} ms)"
    lines = line(label, slowest / times[names[1]], "at most 1.5")
    return lines + line(f"  an import that names {_UNKNOWN} unknown actors, s", _import(folder, names), "at most 3")


# A miss ends with status 1, which the clock is not to take for a failure.
_RUN = "import sys; from syriakb.__main__ import main\ntry: main()\nexcept SystemExit as end: assert end.code"


def main(arguments: list[str]) -> None:
    """Measure and print; with `--small` at few names."""
    small = "--small" in arguments
    sizes = [200] if small else [int(each) for each in arguments] or list(_ROWS)
    with TemporaryDirectory() as root:
        for rows in sizes:
            sys.stdout.write(report(Path(root), rows, 1 if small else 5))


if __name__ == "__main__":
    main(sys.argv[1:])
