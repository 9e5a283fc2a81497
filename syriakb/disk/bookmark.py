"""Bookmarks: at which paragraph somebody stopped reading a source. They are the reader's own, beside no records."""

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from syriakb.disk.replace import content, replace
from syriakb.errors import StoreError


def keep(folder: Path, source: str, paragraph: int) -> None:
    """Remember a paragraph; where that cannot be, nothing is lost but the place."""
    with suppress(OSError, RuntimeError, StoreError):
        file = _file(folder, source)
        replace(file, f"{paragraph}\n".encode(), content(file))


def kept(folder: Path, source: str) -> int:
    """The paragraph that was remembered; 1 where none was."""
    with suppress(OSError, RuntimeError, ValueError):
        return max(1, int(_file(folder, source).read_text(encoding="utf-8")))
    return 1


def drop(folder: Path, source: str) -> None:
    """Forget it: the text was read to its end."""
    with suppress(OSError, RuntimeError):
        _file(folder, source).unlink(missing_ok=True)


def _file(folder: Path, source: str) -> Path:
    from platformdirs import user_state_path

    name = sha256(f"{folder.resolve()}\n{source}".encode("utf-8", "backslashreplace")).hexdigest()[:24]
    return user_state_path("syriakb", appauthor=False) / "reading" / name
