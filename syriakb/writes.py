"""Writes: one writer at a time, whole files or nothing, and on the disk before anybody is told so.

Writers of a knowledge base take turns by a lock on a file in its folder, which the system frees when a process dies.
A file is written beside the old one, brought to the disk, and put in its place by renaming. What a killed writer leaves
behind, the next one clears away.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from syriakb import store
from syriakb.errors import StoreError
from syriakb.store import Base

LOCK = ".syriakb.lock"
PATIENCE = 30  # seconds to wait for another writer
_SILENT = 1  # seconds to wait before saying so
_UNFINISHED = ".syriakb-tmp"
Say = Callable[[str], None]


class ChangedError(StoreError):
    """Another program changed a file after it was read."""


@contextmanager
def locked(folder: Path, say: Say) -> Iterator[None]:
    """Be the only writer to a knowledge base for a while. `say` is told of waiting. Raises StoreError."""
    from filelock import FileLock, Timeout

    # Whoever may write to the folder may lock it, whichever of them made the file.
    lock = FileLock(folder / LOCK, mode=0o666, poll_interval=0.02)
    try:
        try:
            lock.acquire(timeout=_SILENT)
        except Timeout:
            say(f"Another process is writing to {folder}; waiting for at most {PATIENCE} seconds.")
            lock.acquire(timeout=PATIENCE)
    except Timeout:
        message = (
            f"Another process has been writing to {folder} for {PATIENCE} seconds. Nothing was written; try again."
        )
        raise StoreError(message) from None
    except OSError as error:
        raise StoreError(f"Nothing can be written to {folder}: {_reason(error)}.") from None
    try:
        _clear(folder)
        yield
    finally:
        lock.release()


def _clear(folder: Path) -> None:
    for place in (folder, *(folder / name for name in store.FOLDERS)):
        for left in place.glob(f".*{_UNFINISHED}"):
            with suppress(OSError):
                left.unlink()


def replace(path: Path, data: bytes, was: bytes | None) -> None:
    """Put `data` in the place of the bytes `was` of a file; None where there must be no file yet.

    A symbolic link is followed, permissions stay. When it returns, the file is on the disk; when it raises, the file is
    as it was. Raises ChangedError where it holds other bytes by now, and StoreError.
    """
    real = Path(os.path.realpath(path))
    try:
        made = _make_folder(real.parent)
        beside = _written_beside(real, data)
        try:
            if content(real) != was:
                raise ChangedError(f"Another program changed {path} just now. Nothing was written; try again.")
            beside.replace(real)
        finally:
            beside.unlink(missing_ok=True)
        for folder in (real.parent, *made):
            _to_disk(folder)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {_reason(error)}. It is as it was.") from None


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder; gives those that hold a new one."""
    if folder.is_dir():
        return []
    above = _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    return [folder.parent, *above]


def _written_beside(real: Path, data: bytes) -> Path:
    import tempfile

    handle, name = tempfile.mkstemp(prefix=f".{real.name}.", suffix=_UNFINISHED, dir=real.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            _permit(file.fileno(), real)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _permit(handle: int, real: Path) -> None:
    """Give a new file the permissions of the one it will replace, or those that any new file has."""
    try:
        old = real.stat()
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        os.fchmod(handle, 0o666 & ~mask)
        return
    with suppress(OSError):  # only its owner and the administrator can give a file away
        os.fchown(handle, old.st_uid, old.st_gid)
    os.fchmod(handle, old.st_mode & 0o7777)


def content(path: Path) -> bytes | None:
    """The bytes of a file; None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _to_disk(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems know no such thing for folders
            os.fsync(handle)
    finally:
        os.close(handle)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def own(base: Base, say: Say) -> Base:
    """The knowledge base to write to: the given one, or the user's own copy of the packaged one, made on first use."""
    if not base.packaged:
        return base
    folder = store.own_folder()
    if (folder / store.MARK).is_file():
        raise StoreError(f"{base.folder} is the packaged copy, which is read-only. Your own is in {folder}: name that.")
    plant(folder, {file.path: store.read(base, file.path) for file in store.record_files(base)}, say)
    say(
        f"The packaged knowledge base is read-only, so it was copied to {folder}."
        " That copy is yours, and is asked from now on."
    )
    return Base(folder)


def plant(folder: Path, files: Mapping[str, bytes], say: Say) -> None:
    """Make a knowledge base of files in a folder, its mark last, so that half of one is none. Raises StoreError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The folder {folder} cannot be made: {_reason(error)}.") from None
    with locked(folder, say):
        there = [path for path, data in files.items() if content(folder / path) not in (None, data)]
        if there or (folder / store.MARK).exists():
            raise StoreError(f"{folder} holds {(*there, store.MARK)[0]} already, and nothing there is overwritten.")
        for path in sorted(files, key=lambda path: path == store.MARK):
            replace(folder / path, files[path], content(folder / path))
