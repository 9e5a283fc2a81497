"""Outlets: where pictures, pages and exports are written to.

A file is there whole or not at all, and several are all new or all as they were. A link is followed; a device or a pipe
is written to and never replaced. What a killed process left half-written, the next one that writes there clears away.
"""

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from glob import escape
from pathlib import Path
from shutil import rmtree
from typing import IO

from syriakb.disk.replace import UNFINISHED, beside, reason
from syriakb.errors import StoreError, UnreadError


def save(path: Path, chunks: Iterable[bytes]) -> None:
    """Write one file, piece by piece. Raises StoreError, and UnreadError where who read it as a pipe went away."""
    with fresh(path) as file:
        file.writelines(chunks)


def save_all(folder: Path, files: Iterable[tuple[str, Iterable[bytes]]]) -> list[str]:
    """Write several files into a folder, which is made where it is not there; gives their names. Raises StoreError."""
    with _sentence(folder):
        folder.mkdir(parents=True, exist_ok=True)
    names, written = list[str](), list[tuple[Path, Path]]()
    with _sentence(folder), ExitStack() as undo:
        for name, chunks in files:
            real = Path(os.path.realpath(folder / name))
            real.parent.mkdir(parents=True, exist_ok=True)
            clear(real)
            with beside(real) as (file, path):
                file.writelines(chunks)
            undo.callback(path.unlink, missing_ok=True)
            names.append(name)
            written.append((path, real))
        for path, real in written:
            path.replace(real)
    return names


@contextmanager
def fresh(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to that takes the place of what is there once all is written. Raises StoreError, UnreadError."""
    with _sentence(path):
        if _is_open_already(path):
            with path.open("ab") as file:
                yield file
            return
        real = Path(os.path.realpath(path))
        clear(real)
        with beside(real) as (file, written):
            yield file
        written.replace(real)


@contextmanager
def reserved(path: Path, *, at_once: bool) -> Iterator[Callable[[bytes], None]]:
    """A place for a file that may come to be: what is given takes the place of what is there, nothing leaves it.

    Raises StoreError where it cannot be written, with `at_once` before anything is given.
    """
    given = list[bytes]()
    with _sentence(path):
        at_once = at_once and not _is_open_already(path)
    if not at_once:
        yield given.append
        if given:
            save(path, given)
        return
    with _sentence(path):
        real = Path(os.path.realpath(path))
        clear(real)
        with beside(real) as (file, written):
            yield given.append
            file.writelines(given)
        if given:
            written.replace(real)
        else:
            written.unlink()


def _is_open_already(path: Path) -> bool:
    """Whether a path leads to something that is no ordinary file, or to one that this process has open."""
    try:
        found = path.stat().st_mode
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(found):
        raise IsADirectoryError(21, "it is a folder")
    return not stat.S_ISREG(found) or re.fullmatch("/dev|/proc/.*", os.path.realpath(path.parent)) is not None


def clear(real: Path) -> None:
    """Remove what processes that are gone left beside a file, or in the place of a folder."""
    for left in real.parent.glob(f".{escape(real.name)}.*{UNFINISHED}"):
        owner = re.search(r"\.(\d+)-[^.]*$", left.name.removesuffix(UNFINISHED))
        if owner and not _runs(int(owner[1])):
            if left.is_dir():
                rmtree(left, ignore_errors=True)
            with suppress(OSError):
                left.unlink()


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # somebody else's
    return True


@contextmanager
def _sentence(path: Path) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise UnreadError from None
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {reason(error)}.") from None
