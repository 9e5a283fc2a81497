"""Replacing: whole files or nothing, and on the disk before anybody is told so.

A file is written beside the old one, brought to the disk, and put in its place by renaming.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from syriakb.errors import StoreError, WrittenError

_PIECE = 1 << 20  # bytes that are compared at once
UNFINISHED = ".syriakb-tmp"  # the end of the name of a file that is not yet in its place


class ChangedError(StoreError):
    """Another program changed a file after it was read."""


def replace(path: Path, data: bytes, was: bytes | None) -> None:
    """Put `data` in the place of the bytes `was` of a file; None where there must be no file yet.

    A symbolic link is followed, permissions stay. When it returns, the file is on the disk; when it raises, the file is
    as it was. Raises ChangedError where it holds other bytes by now, StoreError, and WrittenError where the new bytes
    are in place but it cannot be made sure that they outlast a loss of power.
    """
    real = Path(os.path.realpath(path))
    try:
        made = _make_folder(real.parent)
        written = _written_beside(real, data)
        try:
            if not holds(real, was):
                raise ChangedError(f"Another program changed {path} just now. Nothing was written; try again.")
            written.replace(real)
        finally:
            written.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {reason(error)}. It is as it was.") from None
    try:
        for folder in (real.parent, *made):
            to_disk(folder)
    except OSError as error:
        message = f"{path} is written, but a loss of power now could undo that: {reason(error)}."
        raise WrittenError(message) from None


def put(path: Path, data: bytes | None, was: bytes | None) -> None:
    """Put bytes in the place of those that a file holds, as `replace` and `remove` do; None is no file."""
    if data is not None:
        replace(path, data, was)
    elif was is not None:
        remove(path, was)


def remove(path: Path, was: bytes) -> None:
    """Take away a file that holds the bytes `was`, and its folder with the last one.

    Raises ChangedError where it holds others by now, StoreError, and WrittenError where it is gone but it cannot be
    made sure that this outlasts a loss of power.
    """
    try:
        if not holds(path, was):
            raise ChangedError(f"Another program changed {path} just now. Nothing was written; try again.")
        path.unlink()
    except OSError as error:
        raise StoreError(f"{path} cannot be removed: {reason(error)}. It is as it was.") from None
    try:
        to_disk(path.parent)
        with suppress(OSError):  # it holds others
            path.parent.rmdir()
    except OSError as error:
        raise WrittenError(f"{path} is removed, but a loss of power now could undo that: {reason(error)}.") from None


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder; gives those that hold a new one."""
    if folder.is_dir():
        return []
    above = _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    return [folder.parent, *above]


def _written_beside(real: Path, data: bytes) -> Path:
    with beside(real) as (file, path):
        file.write(data)
    return path


@contextmanager
def beside(real: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """A new file beside one that it will replace, with its owner and permissions, and its path.

    At the end it is on the disk; where writing it fails, it is gone. Raises OSError.
    """
    import tempfile

    handle, name = tempfile.mkstemp(prefix=f".{real.name}.{os.getpid()}-", suffix=UNFINISHED, dir=real.parent)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            _permit(file.fileno(), real)
            yield file, path
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _permit(handle: int, real: Path) -> None:
    """Give a new file the permissions of the one it will replace, or those that any new file has."""
    try:
        old = real.stat()
    except FileNotFoundError:
        os.fchmod(handle, 0o666 & ~umask())
        return
    with suppress(OSError):  # only its owner and the administrator can give a file away
        os.fchown(handle, old.st_uid, old.st_gid)
    os.fchmod(handle, old.st_mode & 0o7777)


def umask() -> int:
    """The permissions that nothing new is given in this process."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def content(path: Path) -> bytes | None:
    """The bytes of a file; None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def read_only(path: Path) -> bool:
    """Whether the owner of a file took the right to write from it, whatever an administrator may do all the same."""
    return path.exists() and not path.stat().st_mode & stat.S_IWUSR


def holds(path: Path, data: bytes | None) -> bool:
    """Whether a file holds just these bytes; None where there is to be none. It is never in memory as a whole."""
    try:
        with path.open("rb") as file:
            if data is None or os.fstat(file.fileno()).st_size != len(data):
                return False
            given = memoryview(data)
            return all(file.read(_PIECE) == given[at : at + _PIECE] for at in range(0, len(data), _PIECE))
    except FileNotFoundError:
        return data is None


def to_disk(folder: Path) -> None:
    """See to it that what a folder lists outlasts a loss of power. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems know no such thing for folders
            os.fsync(handle)
    finally:
        os.close(handle)


def reason(error: OSError) -> str:
    """Why the system refused, in its words."""
    return (error.strerror or str(error)).lower()
