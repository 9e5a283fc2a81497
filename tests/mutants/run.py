"""Runs: each mutant in a copy of the tree.

A mutant is a file of a copy, not something put into a running module: so the tests read, import and start it by every
way in which the real one is read. A copy keeps the compiled code of all other files.
"""

import os
import select
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.mutants.process import Collected, load_libraries
from tests.mutants.targets import TREE, Key, Mutant, Target, caught

_COPIED = ("syriakb", "tests", "data", "pyproject.toml", "README.md")
_SHORT, _SEARCH = 20.0, 300.0  # seconds for the test that caught a mutant before, and for all the quick ones


class Outcome(NamedTuple):
    """What became of a mutant: the test that caught it, `time` where they took too long, "" where it survived."""

    mutant: Mutant
    caught_by: str


class Red(Exception):  # noqa: N818 - the word for it
    """The tests do not pass on the code as it is, so that nothing could be said of a mutant."""


def run(found: Sequence[Mutant], jobs: int, *, tested: bool) -> Iterator[Outcome]:
    """Run the tests of each mutant, so many at a time; gives each outcome as it comes. Raises Red.

    Where the code is `tested`, the test that caught a mutant before comes alone and the slow ones are left out, and
    only those that caught a mutant are run on the code as it is, to see that they pass there; else all are, before
    anything is changed.
    """
    load_libraries()
    with TemporaryDirectory(prefix="mutants-", ignore_cleanup_errors=True) as folder:
        whole = _copy(Path(folder) / "whole")
        tree = Path(shutil.copytree(whole, Path(folder, "0", "tree")))
        tests = {each.target: each.target.quick if tested else each.target.tests for each in found}
        took = {} if tested else _passed(tree, [name for names in tests.values() for name in names])
        trees = [tree, *(Path(shutil.copytree(tree, Path(folder, str(number), "tree"))) for number in range(1, jobs))]
        killers = []
        for outcome in _run_all(found, whole, trees, _Runs(tests, took), caught() if tested else {}):
            killers.append(outcome.caught_by)
            yield outcome
        if tested and (killers := [name for name in killers if "::" in name]):
            _passed(tree, killers)


class _Runs:
    """How the tests of a mutant are run: first come those that catch most a second."""

    def __init__(self, tests: Mapping[Target, Sequence[str]], took: Mapping[str, float]) -> None:
        self._tests, self._took = tests, took
        self._of_sql = [name for each in tests if each.is_sql for name in tests[each]]
        self._collected: dict[tuple[Path, bool], Collected] = {}
        self._caught = Counter((path, test) for (path, *_), test in caught().items())

    def ready(self, mutant: Mutant, tree: Path) -> None:
        """Before a mutant stands in a tree: collect the tests of SQL, once. Raises Red."""
        if mutant.target.is_sql and (tree, True) not in self._collected:
            self._collected[tree, True] = Collected(tree, self._of_sql)
            if failed := self._collected[tree, True].begin([], _SEARCH).end()[0]:
                raise Red(f"{failed}: {(tree.parent / 'log').read_text(errors='replace')}")

    def begin(self, mutant: Mutant, tree: Path, before: str) -> Collected:
        """Run the tests of a mutant that stands in a tree, or only the one that caught it `before`.

        What ran without an end then is given less time.
        """
        target, tests = mutant.target, self._tests[mutant.target]
        if not target.is_sql:
            self._collected[tree, False] = Collected(tree, [before] if "::" in before else tests)
        collected = self._collected[tree, target.is_sql]
        if "::" in before:
            return collected.begin([before], _SHORT)
        known = [name for name in {*self._took, *(test for _, test in self._caught)} if _among(name, tests)]
        known.sort(key=lambda name: (-self._worth(mutant, name), name))
        longest = sum(self._took.get(name, 0) for name in known) * 4 + 5 if self._took else _SEARCH
        return collected.begin([*known, *tests], _SHORT if before else longest)

    def caught_by(self, mutant: Mutant, tree: Path) -> str:
        """The test that caught a mutant, `time` where they took too long, "" where it survived."""
        collected = self._collected[tree, mutant.target.is_sql]
        test = "time" if collected.late else collected.end()[0]
        if test == "time" or not mutant.target.is_sql:
            self._collected.pop((tree, mutant.target.is_sql)).kill()
        if "::" in test:
            self._caught[mutant.path, test] += 1
        return test

    def kill(self) -> None:
        """End all that runs."""
        for each in self._collected.values():
            each.kill()

    def _worth(self, mutant: Mutant, test: str) -> float:
        return (self._caught[mutant.path, test] + 0.01) / (self._took.get(test, 0.1) + 0.02)


def _among(name: str, tests: Sequence[str]) -> bool:
    return name.startswith(tuple(f"{test}{sign}" for test in tests for sign in ("::", "/")))


def _copy(tree: Path) -> Path:
    tree.mkdir(parents=True)
    for name in _COPIED:
        source, target = TREE / name, tree / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target)
    return tree


def _passed(tree: Path, names: Sequence[str]) -> Mapping[str, float]:
    """How many seconds each test took, all of which have to pass. Raises Red."""
    collected = Collected(tree, names)
    try:
        failed, took = collected.begin(names, 3600).end()
    finally:
        collected.kill()
    if failed or not took:
        said = failed if "::" in failed else (tree.parent / "log").read_text(errors="replace")
        raise Red(f"The tests do not pass as they are: {said or 'there are none'}")
    return took


def _run_all(
    found: Sequence[Mutant], whole: Path, trees: list[Path], runs: _Runs, before: Mapping[Key, str]
) -> Iterator[Outcome]:
    """Each mutant in one of the trees, while `whole` stays as it is; first the test that caught it `before`."""
    waiting, free = [(mutant, before.get(mutant.key, "")) for mutant in reversed(found)], list(trees)
    running: dict[int, tuple[Collected, Mutant, str]] = {}
    try:
        for at in count():
            while waiting and free:
                (mutant, test), tree = waiting.pop(), free.pop()
                runs.ready(mutant, tree)
                _write(mutant, whole, tree, at)
                each = runs.begin(mutant, tree, test)
                running[each.pipe] = (each, mutant, test)
            if not running:
                break
            ready = select.select(list(running), [], [], 0.2)[0]
            for pipe in [pipe for pipe, (each, *_) in running.items() if pipe in ready or each.late]:
                each, mutant, test = running.pop(pipe)
                caught_by = runs.caught_by(mutant, each.tree)
                shutil.copy2(whole / mutant.path, each.tree / mutant.path)
                free.append(each.tree)
                # Another test has to, or this one has another name.
                if test and caught_by != test and "::" not in caught_by:
                    waiting.append((mutant, ""))
                    continue
                yield Outcome(mutant, caught_by)
    finally:
        runs.kill()


def _write(mutant: Mutant, whole: Path, tree: Path, at: int) -> None:
    """Put a mutant in the place of its file, with a time of its own, so that compiled code of another is not taken."""
    original, path = whole / mutant.path, tree / mutant.path
    path.write_bytes(mutant.change.applied(original.read_text(encoding="utf-8")).encode())
    then = original.stat().st_mtime + 10 + at
    os.utime(path, (then, then))
