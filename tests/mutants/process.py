"""Tests that are collected once, in a process of which each run of them is a fork.

Starting Python, importing pytest and collecting would take longer than the tests that catch most mutants. What is read
anew by each run, as SQL is, needs no more; where Python changes, tests have to be collected again, which import it.
"""

import json
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.mutants.targets import TREE

_LIBRARIES = ("hypothesis", "yaml", "typer", "rich.table", "rich.text", "rich.console", "filelock", "platformdirs")
_MEMORY = 4 << 30  # bytes; a recursion without an end fills them, and that is caught


def load_libraries() -> None:
    """Import what the tests use beside the code itself, before the first process is forked."""
    for name in _LIBRARIES:
        import_module(name)


class Collected:
    """The tests of some files, collected in the copy `tree` of the code; it runs those asked for, one run at a time."""

    def __init__(self, tree: Path, tests: Sequence[str]) -> None:
        self.tree = tree
        asked, ask = os.pipe()
        self.pipe, told = os.pipe()
        self._process = os.fork()
        if not self._process:
            os.close(ask)
            _collect(tree, tests, _Server(asked, told))
        os.close(asked)
        os.close(told)
        self._ask, self._told = os.fdopen(ask, "w"), os.fdopen(self.pipe)

    def begin(self, names: Sequence[str], seconds: float) -> "Collected":
        """Run tests, named by themselves, their file or folder, in the order of the names until one fails."""
        self._deadline = time.monotonic() + seconds
        with suppress(BrokenPipeError):  # it could not collect them, which `end` tells
            print(json.dumps(names), file=self._ask, flush=True)
        return self

    @property
    def late(self) -> bool:
        return time.monotonic() > self._deadline

    def end(self) -> tuple[str, Mapping[str, float]]:
        """The test that failed, "" where all passed; how many seconds each took. To be asked when `pipe` is ready."""
        failed, took = json.loads(self._told.readline() or '["the start of the tests", {}]')
        return failed, took

    def kill(self) -> None:
        """End it, and the run that it is at."""
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(self._process, signal.SIGTERM)
            os.waitpid(self._process, 0)
        for file in (self._ask, self._told):
            with suppress(BrokenPipeError):
                file.close()


class _Server:
    """A plugin of pytest: in the stead of running what was collected, it does what it is asked."""

    def __init__(self, asked: int, told: int) -> None:
        self._asked, self._told = asked, told
        self._running = 0

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:  # some could not be collected
            return True
        signal.signal(signal.SIGTERM, self._stop)
        with os.fdopen(self._asked) as asked:
            for names in map(json.loads, asked):
                self._running = os.fork()
                if not self._running:
                    _run(_chosen(session.items, names), self._told)
                if os.waitpid(self._running, 0)[1]:
                    os.write(self._told, b'["the end of the process", {}]\n')
                _end(self._running)
        return True

    def _stop(self, *_: Any) -> None:
        if self._running:
            _end(self._running)
        os._exit(0)


class _Report:
    """A plugin of pytest: which test failed first, and how long each took."""

    def __init__(self) -> None:
        self.failed = ""
        self.took: dict[str, float] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.took[report.nodeid] = self.took.get(report.nodeid, 0) + report.duration
        if report.failed:
            self.failed = self.failed or report.nodeid


def _chosen(items: Sequence[pytest.Item], names: Sequence[str]) -> list[pytest.Item]:
    under: dict[str, list[pytest.Item]] = {}
    for item in items:
        file = item.nodeid.partition("::")[0]
        for name in (item.nodeid, file, file.rpartition("/")[0]):
            under.setdefault(name, []).append(item)
    return list(dict.fromkeys(item for name in names for item in under.get(name, [])))


def _run(items: Sequence[pytest.Item], told: int) -> None:
    """In a fork: run tests until one fails, tell of them and end."""
    status = 3
    try:
        os.setpgid(0, 0)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        report = _Report()
        for item, following in zip(items, [*items[1:], None], strict=False):
            if not report.took:
                item.config.pluginmanager.register(report)
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if report.failed:
                break
        os.write(told, json.dumps([report.failed, report.took]).encode() + b"\n")
        status = 0
    finally:
        os._exit(status)


def _end(process: int) -> None:
    """End a process, and what its tests may have left running."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process, signal.SIGKILL)


def _collect(tree: Path, tests: Sequence[str], server: _Server) -> None:
    """In a fork: collect tests, do what is asked of them, and end.

    Nothing of the checkout stays loaded. What the tests write lies beside the copy: in it, paths would be shortened.
    """
    try:
        os.setsid()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell leaves out in the background
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
        files = dict.fromkeys(name.partition("::")[0] for name in tests)
        pytest.main([*options, *places, *files], plugins=[server])
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(3)


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
