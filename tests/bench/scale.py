"""What questions, changes and the first reading cost as the knowledge base grows to a million claims.

`python -m tests.bench.scale` makes knowledge bases of 1,000, 100,000 and 1,000,000 claims (about a gigabyte in all) in
a temporary folder, or in the one that it is given, where they are kept and found again. `--small` makes small ones.
"""

import os
import resource
import shutil
import sqlite3
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.bench import bulk
from tests.bench.generate import generate
from tests.bench.startup import HELLO, HELLO_TABLE
from tests.bench.timing import line, medians, peak, python, spent, terminal

QUESTIONS = {
    "allies X": ("allies", "Force 7"),
    "capitals": ("capitals",),
    "control PLACE": ("control", "town-77"),
    "backing --backer X": ("backing", "--backer", "actor-7"),
    "why PLACE": ("why", "town-77"),
    "show ID": ("show", "c77"),
    "search WORD": ("search", "checkpoint"),
    "claims --about X": ("claims", "--about", "actor-7"),
}
_COMPLETION = ("syriakb allies actor-77", "actor-77", "9", "80")  # as the script of bash asks


def report(root: Path, sizes: tuple[int, ...], runs: int) -> str:
    """Every figure as a ratio of medians, in lines. Knowledge bases that are there already are used as they are."""
    os.environ["XDG_CACHE_HOME"] = str(root / "cache")
    bases = {size: _base(root, size, "yaml") for size in sizes}
    parts = [_build(root, bases[sizes[-1]], "yaml", 4.0), _build(root, _base(root, sizes[-1], "jsonl"), "jsonl", 2.5)]
    parts += [_questions(root, bases, runs), _tables(root, bases, runs), _completion(root, bases, runs)]
    parts += [_freshness(bases), _add(root, bases, max(3, runs // 3)), _change(root, bases, max(1, runs // 5))]
    parts.append(_whole(root, bases))
    return "".join(parts)


def _base(root: Path, size: int, form: str) -> Path:
    folder = root / f"{form}-{size}"
    if not folder.exists():
        generate(folder, size, form)
    return folder


def _syriakb(root: Path, base: Path, *arguments: str) -> Callable[[], object]:
    return python("-m", "syriakb", *arguments, "--data", str(base), folder=root)


def _build(root: Path, base: Path, form: str, aim: float) -> str:
    """The first question of all, against a bare script that loads the same rows, as rows, in one transaction."""
    shutil.rmtree(root / "cache", ignore_errors=True)
    start = perf_counter()
    _syriakb(root, base, "info")()
    own = perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    (index,) = (root / "cache").rglob("*.sqlite")
    bare = bulk.measure(index, root)
    label = f"first build from {form} ({own:.0f} s) / bare bulk load ({bare:.0f} s)"
    return line(label, own / bare, f"at most {aim}") + line("  its peak memory, MiB", peak, "under 600")


def _questions(root: Path, bases: Mapping[int, Path], runs: int) -> str:
    (root / "hello.py").write_text(HELLO, encoding="utf-8")
    lines = []
    for label, question in QUESTIONS.items():
        candidates = {"hello": python("hello.py", "X", folder=root)}
        for size, base in bases.items():
            candidates[str(size)] = _syriakb(root, base, *question, "--format", "json")
        lines.append(_against_hello(label, medians(candidates, runs), "1.5"))
    return "".join(lines)


def _against_hello(label: str, taken: Mapping[str, float], aim: str) -> str:
    hello, *sizes = taken
    first, last = sizes[0], sizes[-1]
    return line(f"{label}, {int(first):,} claims / hello", taken[first] / taken[hello], f"at most {aim}") + line(
        f"{label}, {int(last):,} / {int(first):,} claims", taken[last] / taken[first], "at most 1.2"
    )


def _tables(root: Path, bases: Mapping[int, Path], runs: int) -> str:
    (root / "hello_table.py").write_text(HELLO_TABLE, encoding="utf-8")
    lines = []
    for label, question in list(QUESTIONS.items())[:6]:
        candidates = {"hello": terminal("hello_table.py", "X", folder=root)}
        for size, base in bases.items():
            candidates[str(size)] = terminal("-m", "syriakb", *question, "--data", str(base), folder=root)
        lines.append(_against_hello(f"{label} as a table", medians(candidates, runs), "1.3"))
    return "".join(lines)


def _completion(root: Path, bases: Mapping[int, Path], runs: int) -> str:
    base = list(bases.values())[-1]
    settings = {"_SYRIAKB_COMPLETE": "offer_bash", "SYRIAKB_DATA": str(base)}
    complete = python("-m", "syriakb", *_COMPLETION, folder=root, **settings)
    taken = medians({"hello": python("hello.py", "X", folder=root), "completion": complete}, runs)
    return line("completion of an actor / hello", taken["completion"] / taken["hello"], "at most 1.3")


def _freshness(bases: Mapping[int, Path]) -> str:
    """Milliseconds of a warm open, in process: finding the files, looking at each, comparing with the index."""
    from syriakb.disk import store
    from syriakb.index import open as index

    base = store.find(list(bases.values())[-1])
    times = []
    for _ in range(50):
        start = perf_counter()
        index.open_index(base).close()
        times.append(perf_counter() - start)
    return line("freshness check, milliseconds", sorted(times)[25] * 1000, "under 3")


def _add(root: Path, bases: Mapping[int, Path], runs: int) -> str:
    """A claim added until it is acknowledged, and the next question; the smallest against the largest."""
    number = 0

    def adding(base: Path) -> Callable[[], object]:
        def add() -> None:
            nonlocal number
            number += 1
            words = (f"A made-up claim number {number}", "--subject", "actor-7", "--predicate", "captures")
            rest = ("--object", f"town-{number}", "--source", "source-1", "--no-input", "--format", "json")
            _syriakb(root, base, "add", "claim", *words, *rest)()

        return add

    first, last = next(iter(bases.values())), list(bases.values())[-1]
    added = medians({"first": adding(first), "last": adding(last)}, runs)
    lines = line(f"add claim, largest / smallest ({added['first']:.2f} s)", added["last"] / added["first"], "at most 5")

    def then_ask(base: Path) -> Callable[[], object]:
        add, ask = adding(base), _syriakb(root, base, "allies", "actor-7", "--format", "json")
        return lambda: (add(), ask())

    asked = medians({"first": then_ask(first), "last": then_ask(last)}, runs)
    return lines + line("add claim and the next question, likewise", asked["last"] / asked["first"], "at most 5")


def _change(root: Path, bases: Mapping[int, Path], runs: int) -> str:
    """The next question after a name, a title, a label or a comment was changed in its file, against that after an
    added claim."""
    base = list(bases.values())[-1]
    ask = _syriakb(root, base, "allies", "actor-7", "--format", "json")
    add = ("add", "claim", "Seen again", "--about", "actor-7", "--source", "source-1", "--no-input")
    candidates: dict[str, Callable[[], object]] = {"add": lambda: (_syriakb(root, base, *add)(), ask())}
    for what, file, old, more in _TEXTS:
        change = partial(_lengthen, base / file, old, more)
        candidates[what] = lambda change=change: (change(), ask())  # type: ignore[misc]
    taken = spent(candidates, runs)
    return "".join(
        line(f"a {what} changed and the next question / a claim added", taken[what] / taken["add"], "at most 5")
        for what, *_ in _TEXTS
    )


_TEXTS = (
    ("name", "actors.yaml", "name: Actor 150", "x"),
    ("place's name", "places.yaml", "name: Town 77", "x"),
    ("title", "sources.yaml", "title: Report 77", "x"),
    ("label", "predicates.yaml", "label: arms", "x"),
    ("comment", "actors.yaml", "name: Actor 151", " # seen"),
)


def _lengthen(path: Path, text: str, more: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(text, f"{text}{more}", 1), encoding="utf-8")


def _whole(root: Path, bases: Mapping[int, Path]) -> str:
    """What reads all claims: which are disputed, and all of them for analysis."""
    base = list(bases.values())[-1]
    disputed = spent({"disputed": _syriakb(root, base, "claims", "--standing", "disputed")}, 3)["disputed"]
    export = ("export", "parquet", "-o", str(root / "parquet"), "--data", str(base))
    seconds, memory = peak("-m", "syriakb", *export, folder=root)
    shutil.rmtree(root / "parquet")
    return (
        line("claims --standing disputed, seconds of the processor", disputed, "at most 5")
        + line("export parquet, seconds of the processor", seconds, "at most 30")
        + line("  its memory, MiB", memory, "at most 400")
    )


def main(arguments: list[str]) -> None:
    """Measure and print."""
    small = "--small" in arguments
    sizes, runs = ((200, 1000), 1) if small else ((1000, 100_000, 1_000_000), 15)
    given = [Path(each) for each in arguments if not each.startswith("-")]
    with TemporaryDirectory() as temporary:
        root = given[0] if given else Path(temporary)
        root.mkdir(parents=True, exist_ok=True)
        sys.stdout.write(f"{os.cpu_count()} processors, SQLite {sqlite3.sqlite_version}, medians of {runs} runs\n")
        sys.stdout.write(report(root, sizes, runs))


if __name__ == "__main__":
    main(sys.argv[1:])
