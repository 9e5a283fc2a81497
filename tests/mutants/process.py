"""One run of tests in a process of its own, forked from one that has the libraries loaded already.

Starting Python and importing pytest would take longer than the tests that catch most mutants.
"""

import os
import resource
import select
import signal
import sys
import time
import traceback
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest

from tests.mutants.targets import TREE

PASSED, NONE = 0, 5  # exit statuses of pytest
_LIBRARIES = ("hypothesis", "yaml", "typer", "rich.table", "rich.text", "rich.console", "filelock", "platformdirs")
_MEMORY = 4 << 30  # bytes; a recursion without an end fills them, and that is caught


def load_libraries() -> None:
    """Import what the tests use beside the code itself, before the first of them is forked."""
    for name in _LIBRARIES:
        import_module(name)


class _Order:
    """A plugin of pytest: some tests come first, or are the only ones, and the one that fails is written down."""

    def __init__(self, first: Sequence[str], *, alone: bool) -> None:
        self._rank = {name: at for at, name in enumerate(first)}
        self._alone = alone
        self.failed = ""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self._alone:
            items[:] = [item for item in items if item.nodeid in self._rank]
        items.sort(key=lambda item: self._rank.get(item.nodeid, len(self._rank)))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed = self.failed or report.nodeid


class Run:
    """The tests of some files in a child process, in the copy `tree` of the code, until one fails.

    Those named `first` come first, or are the only ones where they are to be `alone`.
    """

    def __init__(
        self, tree: Path, tests: Sequence[str], seconds: float, first: Sequence[str] = (), *, alone: bool = False
    ) -> None:
        self.tree = tree
        self._begun = time.monotonic()
        self._deadline = self._begun + seconds
        self.pipe, told = os.pipe()
        self._process = os.fork()
        if not self._process:
            os.close(self.pipe)
            _child(tree, tests, _Order(first, alone=alone), told)
        os.close(told)

    @property
    def late(self) -> bool:
        return time.monotonic() > self._deadline

    def wait(self) -> tuple[int, str, float]:
        """What `end` tells, once it is over."""
        try:
            select.select([self.pipe], [], [])
        except BaseException:
            self.kill()
            raise
        return self.end()

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


def _child(tree: Path, tests: Sequence[str], order: _Order, told: int) -> None:
    """Run the tests and end.

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
        for name in [name for name in sys.modules if name.partition(".")[0] in ("tests", "syriakb")]:
            del sys.modules[name]
        _calm_hypothesis()
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
