"""Commits: what git, if the folder is in its care, has kept of files."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

# Nothing that the configuration of a repository names is to be run, and nothing is written to it.
_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")


def holding(folder: Path, paths: Sequence[str], since: float) -> str | None:
    """The commit, by its short id, that was made after a time and holds one of the files just as it is; None if none.

    The time is in seconds since 1970.
    """
    for path in paths:
        told = _said(folder, "log", "-1", "--format=%ct %h", "--", path)
        moment, _, commit = (told or "").strip().partition(" ")
        if not commit or int(moment) < int(since):
            continue
        if _said(folder, "diff", "--no-ext-diff", "--no-textconv", "--quiet", "HEAD", "--", path) is not None:
            return commit
    return None


def _said(folder: Path, *arguments: str) -> str | None:
    """What git says; None where it fails, or there is none."""
    quiet = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            [*_GIT, "-C", str(folder), *arguments], capture_output=True, text=True, env=quiet, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return None
    return done.stdout if done.returncode == 0 else None
