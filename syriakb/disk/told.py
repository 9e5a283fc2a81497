"""What somebody was told today: in which folder that has no knowledge base of its own, which one was asked instead."""

import os
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path

_KEPT = 200  # folders of a day


def first_today(folder: Path) -> bool:
    """Whether the knowledge base in a folder was not told of today where somebody is; from now on it was.

    Where that cannot be kept it is told each time.
    """
    try:
        here = sha256(os.fsencode(f"{Path.cwd()}\n{folder}")).hexdigest()[:24]
        line, file = f"{date.today()} {here}", _file()
        before = _lines(file)
    except (OSError, RuntimeError):
        return True
    if line in before:
        return False
    today = [each for each in before if each[:10] == line[:10]]
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.write_text("".join(f"{each}\n" for each in [*today, line][-_KEPT:]), encoding="utf-8")
    return True


def _file() -> Path:
    from platformdirs import user_state_path

    return user_state_path("syriakb", appauthor=False) / "asked"


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        return []
