"""Timing side by side: candidates take turns, so that a busy moment of the machine falls on all of them."""

import os
import pty
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from statistics import median
from time import perf_counter, sleep, time

_YOUNG = 2.2  # seconds; disk/store.py takes a change to be possible unseen for somewhat less
Candidates = Mapping[str, Callable[[], object]]


def medians(candidates: Candidates, runs: int) -> dict[str, float]:
    """Median seconds of each candidate over `runs` turns, after one turn that is not counted where there are more."""
    times: dict[str, list[float]] = {name: [] for name in candidates}
    warm = int(runs > 1)
    for turn in range(runs + warm):
        for name, candidate in candidates.items():
            start = perf_counter()
            candidate()
            if turn >= warm:
                times[name].append(perf_counter() - start)
    return {name: median(taken) for name, taken in times.items()}


def spent(candidates: Candidates, runs: int) -> dict[str, float]:
    """The least seconds of the processor that each spends in processes: what else a machine does tells little there."""
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(runs):
        for name, candidate in candidates.items():
            start = _processor()
            candidate()
            times[name].append(_processor() - start)
    return {name: min(taken) for name, taken in times.items()}


def _processor() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def environment(**more: str) -> dict[str, str]:
    """This environment, but with compiled modules kept, as where the tool is installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **more}


def python(*arguments: str, folder: Path, **more: str) -> Callable[[], object]:
    """A run of this virtual environment's own interpreter; a version manager's shim would add its own start.

    `more` goes into its environment.
    """
    # `-P`: what is measured is what is installed, whatever lies in the folder.
    command = [sys.executable, "-P", *arguments]
    settings = {"cwd": folder, "env": environment(**more), "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return lambda: subprocess.run(command, check=True, **settings)


def settle(base: Path) -> None:
    """Let a knowledge base's files grow so old that an index trusts their times, and have it look at them once more."""
    newest = max(path.stat().st_ctime for path in base.rglob("*.*"))
    sleep(max(0.0, newest + _YOUNG - time()))
    python("-m", "syriakb", "info", "--data", str(base), folder=base)()


def peak(*arguments: str, folder: Path) -> tuple[float, float]:
    """The seconds of the processor that a run of the interpreter takes, and the most memory that it has, in MiB."""
    command = [sys.executable, "-P", *arguments]
    process = subprocess.Popen(
        command, cwd=folder, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def terminal(*arguments: str, folder: Path) -> Callable[[], object]:
    """The same on a pseudo-terminal of 100 columns, in colour: what somebody who looks at it waits for."""
    command = [sys.executable, "-P", *arguments]

    def run() -> None:
        ours, theirs = pty.openpty()
        process = subprocess.Popen(command, cwd=folder, env=environment(), stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        with suppress(OSError):  # the end of a pseudo-terminal is an error
            while os.read(ours, 65536):
                pass
        os.close(ours)
        if status := process.wait():
            raise subprocess.CalledProcessError(status, command)

    return run


def line(label: str, ratio: float, aim: str) -> str:
    """A line of the report."""
    return f"  {label:<64} {ratio:7.2f}   aim {aim}\n"
