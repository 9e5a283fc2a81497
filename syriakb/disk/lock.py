"""The lock: writers of a knowledge base take turns.

It is a lock on a file in its folder, which the system frees when a process dies. What a killed writer left behind, the
next one clears away.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from syriakb.disk import store
from syriakb.disk.replace import UNFINISHED, reason
from syriakb.errors import StoreError

LOCK = ".syriakb.lock"
PATIENCE = 30  # seconds to wait for another writer
_SILENT = 1  # seconds to wait before saying so
Say = Callable[[str], None]


@contextmanager
def locked(folder: Path, say: Say) -> Iterator[None]:
    """Be the only writer to a knowledge base for a while. `say` is told of waiting. Raises StoreError."""
    from filelock import FileLock, Timeout

    # Whoever may write to the folder may lock it, whichever of them made the file.
    path = folder / LOCK
    lock = FileLock(path, mode=0o666, poll_interval=0.02)
    try:
        try:
            lock.acquire(timeout=_SILENT)
        except Timeout:
            say(f"Another process is writing to {folder} and holds {path}; waiting for at most {PATIENCE} seconds.")
            lock.acquire(timeout=PATIENCE)
    except Timeout:
        message = (
            f"Another process has been writing to {folder} for {PATIENCE} seconds and holds {path}. "
            "Nothing was written; try again."
        )
        raise StoreError(message) from None
    except OSError as error:
        raise StoreError(f"Nothing can be written to {folder}: {reason(error)}.") from None
    try:
        _clear(folder)
        yield
    finally:
        lock.release()


def _clear(folder: Path) -> None:
    for place in (folder, *(folder / name for name in store.FOLDERS)):
        for left in place.glob(f".*{UNFINISHED}"):
            with suppress(OSError):
                left.unlink()
