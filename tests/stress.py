"""Writers under stress: `python -m tests.stress` measures what the README and the issue state.

Several processes add at once; one is killed at random moments. The tests run the same with small counts.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.kb import PROGRAM, Kb


def command(kb: Kb, name: str) -> list[str]:
    """Adding one claim."""
    what = ("--subject", "red", "--predicate", "took", "--object", "mill", "--locator", "p1", "--id", name)
    where = ("--data", str(kb.folder), "--format", "json")
    return [PROGRAM, "add", "claim", f"The mill, says {name}.", "--source", "radio", *what, *where]


def add_at_once(kb: Kb, processes: int, claims: int) -> list[str]:
    """Let processes add claims at once; gives the ids of those that were acknowledged."""

    def one(process: int) -> list[str]:
        done = []
        for claim in range(claims):
            result = subprocess.run(command(kb, f"c{process}-{claim}"), capture_output=True, text=True)
            assert result.returncode == 0, result.stderr
            done.append(str(json.loads(result.stdout)["record"]["id"]))
        return done

    with ThreadPoolExecutor(processes) as pool:
        return [name for names in pool.map(one, range(processes)) for name in names]


def add_and_kill(kb: Kb, times: int, seed: int = 1) -> tuple[list[str], int]:
    """Kill an add at random moments, each in the time that one takes; gives the acknowledged ids, and the kills."""
    chance = random.Random(seed)
    started = time.monotonic()
    subprocess.run(command(kb, "first"), check=True, capture_output=True)
    usual = time.monotonic() - started
    acknowledged, killed = ["first"], 0
    for number in range(times):
        process = subprocess.Popen(command(kb, f"k{number}"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            process.wait(chance.uniform(0, 1.1 * usual))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        out, _ = process.communicate()
        killed += process.returncode == -signal.SIGKILL
        if out.rstrip().endswith(b"}"):
            acknowledged.append(f"k{number}")
        assert kb.problems() == [], number
        assert set(acknowledged) <= names(kb), number
    return acknowledged, killed


def names(kb: Kb) -> set[str]:
    """The ids of all claims."""
    return {row["claim"] for row in kb.ask("claims", "--all")["rows"]}


def left_behind(kb: Kb) -> list[str]:
    """Files that are no part of a knowledge base."""
    return [path.name for path in kb.folder.rglob("*") if path.name != ".syriakb.lock" and path.suffix != ".yaml"]


def _main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        kb = Kb.made_up(Path(folder) / "many")
        started = time.monotonic()
        acknowledged = add_at_once(kb, 8, 50)
        took = time.monotonic() - started
        there = len(names(kb) & set(acknowledged))
        print(f"8 processes x 50 claims: {there} of {len(acknowledged)} there, {len(kb.problems())} problems,", end=" ")
        print(f"{len(left_behind(kb))} files left behind, {took:.0f} s")
        kb = Kb.made_up(Path(folder) / "killed")
        acknowledged, killed = add_and_kill(kb, 200)
        print(f"200 adds, {killed} killed: {len(acknowledged)} acknowledged, all there, the file always valid")
        subprocess.run(command(kb, "last"), check=True, capture_output=True)
        print(f"the next add works, {len(left_behind(kb))} files left behind")


if __name__ == "__main__":
    sys.exit(_main())
