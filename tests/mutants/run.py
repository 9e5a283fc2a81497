"""Runs: each mutant in a copy of the tree, its tests in a process that is forked with the libraries loaded already.

A mutant is a file of a copy, not something put into a running module: so the tests read, import and start it by every
way in which the real one is read. A copy keeps the compiled code of all other files; the fork saves the start of Python
and the import of pytest, which would take longer than the tests that catch most mutants.
"""

import os
import resource
import select
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from tests.mutants.targets import TREE, Mutant

_COPIED = ("syriakb", "tests", "data", "pyproject.toml", "README.md")
_LOADED = ("hypothesis", "yaml", "typer", "rich.table", "rich.text", "rich.console", "filelock", "platformdirs")
_MEMORY = 4 << 30  # bytes; a recursion without an end fills them, and that is caught
_PASSED, _NONE = 0, 5


class Outcome(NamedTuple):
    """What became of a mutant: the test that caught it, `time` where they took too long, "" where it survived."""

    mutant: Mutant
    caught_by: str


class _Order:
    """A plugin of pytest: tests that caught a mutant lately come first, and the one that fails is written down."""

    def __init__(self, first: Sequence[str]) -> None:
        self._rank = {name: at for at, name in enumerate(first)}
        self.failed = ""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: self._rank.get(item.nodeid, len(self._rank)))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed = self.failed or report.nodeid


class _Run:
    """The tests of one mutant in a child process, in the copy `tree`."""

    def __init__(self, tree: Path, tests: Sequence[str], first: Sequence[str], seconds: float, *, keep: bool) -> None:
        self.tree = tree
        self._begun = time.monotonic()
        self._deadline = self._begun + seconds
        self.pipe, told = os.pipe()
        self._process = os.fork()
        if not self._process:
            os.close(self.pipe)
            _child(tree, tests, first, told, keep=keep)
        os.close(told)

    @property
    def late(self) -> bool:
        return time.monotonic() > self._deadline

    def end(self) -> tuple[int, str, float]:
        """Pytest's exit status, the test that failed, how long it took. To be asked when it is over or late."""
        took = time.monotonic() - self._begun
        if self.late:
            self.kill()
        failed = os.read(self.pipe, 1 << 16).decode()
        os.close(self.pipe)
        status = os.waitstatus_to_exitcode(os.waitpid(self._process, 0)[1])
        self.kill()
        return status, failed, took

    def kill(self) -> None:
        """End it, and what its tests may have left running."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process, signal.SIGKILL)


def _child(tree: Path, tests: Sequence[str], first: Sequence[str], told: int, *, keep: bool) -> None:
    """Run the tests and end; `keep` writes down compiled code.

    Nothing of the checkout stays loaded. What the tests write lies beside the copy: in it, paths would be shortened.
    """
    status = 3
    try:
        os.setsid()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with Path(os.devnull).open("rb") as nothing, (tree.parent / "log").open("wb") as log:
            for stream, target in enumerate((nothing, log, log)):
                os.dup2(target.fileno(), stream)
        os.chdir(tree)
        os.environ["PYTHONPATH"] = str(tree)
        sys.path[:] = [str(tree), *(path for path in sys.path if path not in ("", str(TREE)))]
        sys.dont_write_bytecode = not keep
        for name in [name for name in sys.modules if name.partition(".")[0] in ("tests", "syriakb")]:
            del sys.modules[name]
        _calm_hypothesis()
        order = _Order(first)
        places = (f"--rootdir={tree}", f"--basetemp={tree.parent / 'tmp'}")
        options = ("-x", "-q", "--assert=plain", "-p", "no:cacheprovider")
        status = pytest.main([*options, *places, *tests], plugins=[order])
        os.write(told, order.failed.encode())
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def _calm_hypothesis() -> None:
    """The same examples each time, and no search for the smallest one that fails."""
    from hypothesis import Phase, settings

    calm = settings(
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.explicit, Phase.generate),
        report_multiple_bugs=False,
    )
    settings.register_profile("mutants", calm)
    settings.load_profile("mutants")


class Red(Exception):  # noqa: N818 - the word for it
    """The tests do not pass on the code as it is, so that nothing could be said of a mutant."""


def run(found: Sequence[Mutant], jobs: int) -> Iterator[Outcome]:
    """Run the tests of each mutant, so many at a time; gives each outcome as it comes. Raises Red."""
    for name in _LOADED:
        import_module(name)
    with TemporaryDirectory(prefix="mutants-", ignore_cleanup_errors=True) as folder:
        whole = _copy(Path(folder) / "whole")
        tree = Path(shutil.copytree(whole, Path(folder, "0", "tree")))
        limits = {tests: _limit(tree, tests) for tests in dict.fromkeys(mutant.target.tests for mutant in found)}
        trees = [tree, *(Path(shutil.copytree(tree, Path(folder, str(number), "tree"))) for number in range(1, jobs))]
        yield from _run_all(found, whole, trees, limits)


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
    each = _Run(tree, tests, (), 3600, keep=True)
    try:
        select.select([each.pipe], [], [])
    except BaseException:
        each.kill()
        raise
    status, failed, took = each.end()
    if status != _PASSED:
        said = "there are none" if status == _NONE else failed or (tree.parent / "log").read_text(errors="replace")
        raise Red(f"The tests {' '.join(tests)} do not pass as they are: {said}")
    return took * 4 + 5


def _run_all(
    found: Sequence[Mutant], whole: Path, trees: list[Path], limits: Mapping[tuple[str, ...], float]
) -> Iterator[Outcome]:
    """Each mutant in one of the trees, while `whole` stays as it is."""
    waiting, free = list(reversed(found)), list(trees)
    running: dict[int, tuple[_Run, Mutant]] = {}
    first: list[str] = []
    try:
        while waiting or running:
            while waiting and free:
                mutant, tree = waiting.pop(), free.pop()
                _write(mutant, whole, tree, at=len(waiting))
                each = _Run(tree, mutant.target.tests, first, limits[mutant.target.tests], keep=False)
                running[each.pipe] = (each, mutant)
            ready = select.select(list(running), [], [], 0.2)[0]
            for pipe in [pipe for pipe, (each, _) in running.items() if pipe in ready or each.late]:
                each, mutant = running.pop(pipe)
                caught_by = _caught_by(each)
                shutil.copy2(whole / mutant.path, each.tree / mutant.path)
                free.append(each.tree)
                first = [caught_by, *(name for name in first if name != caught_by)]
                yield Outcome(mutant, caught_by)
    finally:
        for each, _ in running.values():
            each.kill()


def _caught_by(each: _Run) -> str:
    late = each.late
    status, failed, _ = each.end()
    return "" if status == _PASSED else failed or ("time" if late else "the start of the tests")


def _write(mutant: Mutant, whole: Path, tree: Path, at: int) -> None:
    """Put a mutant in the place of its file, with a time of its own, so that compiled code of another is not taken."""
    original, path = whole / mutant.path, tree / mutant.path
    path.write_bytes(mutant.change.applied(original.read_text(encoding="utf-8")).encode())
    then = original.stat().st_mtime + 10 + at
    os.utime(path, (then, then))
