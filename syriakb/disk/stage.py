"""Stages: a new folder is filled out of sight, and there whole or not at all.

A folder that is to be made is filled beside its place and put there by renaming. One that is there, and empty, may be
what somebody works in or what a disk is mounted on, so it stays: it is filled within, and the mark of a knowledge base
comes last, so that half of one is none. What a killed process left, the next one that fills a folder there clears away.
"""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from typing import TypeAlias

from syriakb.disk import outlet
from syriakb.disk.replace import UNFINISHED, reason, to_disk, umask
from syriakb.disk.store import MARK
from syriakb.errors import StoreError

_NAME = "syriakb"
Fill: TypeAlias = Callable[[str, Iterable[bytes]], None]  # told the path of a file within the folder, and its bytes


@contextmanager
def new_folder(folder: Path) -> Iterator[Fill]:
    """A folder to fill, which there must not be yet, or which must be empty. Raises StoreError.

    What is raised within leaves nothing there.
    """
    try:
        real = Path(os.path.realpath(folder))
        if not real.exists():
            top = next(path for path in (real, *real.parents) if path.parent.exists())
            with _stage(top.parent) as stage:
                yield _filler(stage / real.relative_to(top))
                _put(stage, top)
            return
        with _stage(real) as stage:
            if any(path != stage for path in real.iterdir()):
                raise StoreError(f"{folder} is not empty, and nothing there is overwritten. Name a new folder.")
            yield _filler(stage)
            _list_on_disk(stage)
            for path in sorted(stage.iterdir(), key=lambda path: path.name == MARK):
                path.rename(real / path.name)
            _kept(real)
    except OSError as error:
        raise StoreError(f"{folder} cannot be written: {reason(error)}. Nothing was left there.") from None


@contextmanager
def _stage(place: Path) -> Iterator[Path]:
    outlet.clear(place / _NAME)
    stage = Path(tempfile.mkdtemp(prefix=f".{_NAME}.{os.getpid()}-", suffix=UNFINISHED, dir=place))
    try:
        yield stage
    finally:
        rmtree(stage, ignore_errors=True)


def _filler(inside: Path) -> Fill:
    """What writes a file of a folder, and brings it to the disk; none is written twice."""

    def fill(path: str, chunks: Iterable[bytes]) -> None:
        (inside / path).parent.mkdir(parents=True, exist_ok=True)
        with (inside / path).open("xb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())

    return fill


def _put(stage: Path, top: Path) -> None:
    """Give a stage the permissions that any new folder has, and its place."""
    stage.chmod(0o777 & ~umask())
    _list_on_disk(stage)
    stage.rename(top)
    _kept(top.parent)


def _list_on_disk(stage: Path) -> None:
    for folder in (stage, *(path for path in stage.rglob("*") if path.is_dir())):
        to_disk(folder)


def _kept(folder: Path) -> None:
    with suppress(OSError):  # by now it is there, and whole
        to_disk(folder)
