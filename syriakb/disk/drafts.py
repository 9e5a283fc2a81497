"""Drafts: what somebody answered at prompts that came to no end, in the platform's folder for state.

Each command has a file of its own, which nobody else can read; the newest one of a knowledge base is taken up again.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

_KEPT = 20  # drafts; the oldest ones go


class Draft:
    """The draft of a command that is being answered; it is kept from the first answer on, until it is dropped.

    Where it cannot be kept, such as for somebody without a home, nothing is raised, and `kept` is false.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._path = folder, _place(folder)
        self.kept = False

    def keep(self, content: Mapping[str, Any]) -> None:
        """Keep what was answered so far."""
        if self._path is None:
            return
        text = json.dumps({"base": str(self._folder), **content}, ensure_ascii=False)
        beside = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(opened, "w", encoding="utf-8") as file:
                file.write(text)
            beside.replace(self._path)
            self.kept = True
        except OSError:
            self.kept = False

    def drop(self) -> None:
        """Forget it."""
        if self._path:
            with suppress(OSError):
                self._path.unlink()
        self.kept = False


def _home() -> Path | None:
    from platformdirs import user_state_path

    try:
        return user_state_path("syriakb", appauthor=False) / "drafts"
    except RuntimeError:
        return None


def _place(folder: Path) -> Path | None:
    home = _home()
    if home is None:
        return None
    _tidy(home)
    return home / f"{_mark(folder)}-{os.getpid()}.json"


def _mark(folder: Path) -> str:
    from hashlib import sha256

    return sha256(os.fsencode(folder.resolve())).hexdigest()[:16]


def _tidy(home: Path) -> None:
    with suppress(OSError):
        for path in sorted(home.glob("*.json"), key=_time)[:-_KEPT]:
            path.unlink()


def _time(path: Path) -> int:
    return path.stat().st_mtime_ns


def newest(folder: Path) -> dict[str, Any] | None:
    """The draft of a knowledge base that was kept last, taken out of where it was kept; None where there is none."""
    home = _home()
    if home is None:
        return None
    for path in sorted(home.glob(f"{_mark(folder)}-*.json"), key=_time, reverse=True):
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(found, dict):
            with suppress(OSError):
                path.unlink()
            return found
    return None
