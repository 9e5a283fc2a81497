"""Runs: each mutant in a copy of the tree.

A mutant is a file of a copy, not something put into a running module: so the tests read, import and start it by every
way in which the real one is read. A copy keeps the compiled code of all other files.
"""

import os
import select
import shutil
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.mutants.process import NONE, PASSED, Run, load_libraries
from tests.mutants.targets import TREE, Key, Mutant, Target, caught

_COPIED = ("syriakb", "tests", "data", "pyproject.toml", "README.md")
_SHORT = 20.0  # seconds for the quick tests of a mutant


class Outcome(NamedTuple):
    """What became of a mutant: the test that caught it, `time` where they took too long, "" where it survived."""

    mutant: Mutant
    caught_by: str


class _Plan(NamedTuple):
    """The tests of a target, and how many seconds they may take."""

    tests: Sequence[str]
    seconds: float


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
        targets = dict.fromkeys(mutant.target for mutant in found)
        plans = {
            each: _Plan(each.quick, _SHORT) if tested else _Plan(each.tests, _limit(tree, each.tests))
            for each in targets
        }
        trees = [tree, *(Path(shutil.copytree(tree, Path(folder, str(number), "tree"))) for number in range(1, jobs))]
        killers = []
        for outcome in _run_all(found, whole, trees, plans, caught() if tested else {}):
            killers.append(outcome.caught_by)
            yield outcome
        if tested:
            files = sorted({name.partition("::")[0] for name in killers if "::" in name})
            _pass(Run(tree, files, _SHORT, killers, alone=True), files)


def _copy(tree: Path) -> Path:
    tree.mkdir(parents=True)
    for name in _COPIED:
        source, target = TREE / name, tree / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target)
    return tree


def _limit(tree: Path, tests: tuple[str, ...]) -> float:
    """How long these tests may take. They are run once, after which the copy has all code compiled."""
    return _pass(Run(tree, tests, 3600), tests) * 4 + 5


def _pass(each: Run, tests: Sequence[str]) -> float:
    """How many seconds a run took in which all tests have to pass. Raises Red."""
    status, failed, took = each.wait()
    if status != PASSED:
        said = "there are none" if status == NONE else failed or (each.tree.parent / "log").read_text(errors="replace")
        raise Red(f"The tests {' '.join(tests)} do not pass as they are: {said}")
    return took


def _run_all(
    found: Sequence[Mutant], whole: Path, trees: list[Path], plans: Mapping[Target, _Plan], before: Mapping[Key, str]
) -> Iterator[Outcome]:
    """Each mutant in one of the trees, while `whole` stays as it is; first the test that caught it `before`."""
    waiting, free = [(mutant, before.get(mutant.key, "")) for mutant in reversed(found)], list(trees)
    running: dict[int, tuple[Run, Mutant, bool]] = {}
    first: list[str] = []
    try:
        for at in count():
            while waiting and free:
                (mutant, test), tree = waiting.pop(), free.pop()
                _write(mutant, whole, tree, at)
                each = _alone(tree, test) if test else Run(tree, *plans[mutant.target], first)
                running[each.pipe] = (each, mutant, bool(test))
            if not running:
                break
            ready = select.select(list(running), [], [], 0.2)[0]
            for pipe in [pipe for pipe, (each, *_) in running.items() if pipe in ready or each.late]:
                each, mutant, alone = running.pop(pipe)
                caught_by = _caught_by(each)
                shutil.copy2(whole / mutant.path, each.tree / mutant.path)
                free.append(each.tree)
                if alone and "::" not in caught_by:  # another test has to, or this one has another name
                    waiting.append((mutant, ""))
                    continue
                first = [caught_by, *(name for name in first if name != caught_by)]
                yield Outcome(mutant, caught_by)
    finally:
        for each, *_ in running.values():
            each.kill()


def _alone(tree: Path, test: str) -> Run:
    return Run(tree, [test.partition("::")[0]], _SHORT, [test], alone=True)


def _caught_by(each: Run) -> str:
    late = each.late
    status, failed, _ = each.end()
    return "" if status == PASSED else failed or ("time" if late else "the start of the tests")


def _write(mutant: Mutant, whole: Path, tree: Path, at: int) -> None:
    """Put a mutant in the place of its file, with a time of its own, so that compiled code of another is not taken."""
    original, path = whole / mutant.path, tree / mutant.path
    path.write_bytes(mutant.change.applied(original.read_text(encoding="utf-8")).encode())
    then = original.stat().st_mtime + 10 + at
    os.utime(path, (then, then))
