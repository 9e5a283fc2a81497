"""Where indexes lie: files in a cache folder that only their owner may read, and believed only where that is so.

An index holds what its files say, also of a folder that others may not read. And whoever could write to an index could
put words into every answer: one that belongs to somebody else, or that others may write to, counts as absent.
"""

import os
import sqlite3
import sys
import zlib
from contextlib import suppress
from pathlib import Path

_OTHERS_WRITE = 0o022


def place(folder: Path) -> Path | None:
    """The file of the index of the knowledge base in a folder; None where the user has no folder for such a file."""
    try:
        full, cache = folder.resolve(), _folder()
    except RuntimeError:  # neither HOME nor an entry for this user, as in a container
        return None
    return cache / f"{full.parent.name}-{full.name}-{zlib.crc32(os.fsencode(full)):08x}.sqlite"


def _folder() -> Path:
    if sys.platform == "linux":
        # What platformdirs says too; importing it would cost every warm question a tenth of its time.
        # A relative path there is to be ignored, says the XDG Base Directory Specification.
        named = os.environ.get("XDG_CACHE_HOME", "")
        return Path(named if named.startswith("/") else "~/.cache").expanduser() / "syriakb"
    from platformdirs import user_cache_path

    return user_cache_path("syriakb", appauthor=False)


def believed(path: Path) -> bool:
    """Whether there is an index that nobody but its owner, this user, can have written. Raises OSError."""
    return all(_own(each.lstat()) for each in (path.parent, path)) and path.is_file()


def _own(found: os.stat_result) -> bool:
    if sys.platform == "win32":  # permissions are of another sort there, and folders of users are their own
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & _OTHERS_WRITE


def make_folder(path: Path) -> None:
    """Make the folder of an index, for its owner alone. Raises OSError, also where it is somebody else's."""
    path.parent.parent.mkdir(parents=True, exist_ok=True)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    if path.parent.stat().st_mode & 0o077:
        path.parent.chmod(0o700)  # made by an earlier version, readable by all
    if not _own(path.parent.stat()):
        raise PermissionError(f"{path.parent} is not this user's own")


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Connect to an index: `ro`, `rw`, or `rwc` for a new file, which only its owner may read."""
    if mode == "rwc":
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        mode = "rw"
    address, statements = f"{path.as_uri()}?mode={mode}", 500  # of which a question has up to 200
    db = sqlite3.connect(address, uri=True, isolation_level=None, timeout=60, cached_statements=statements)
    db.execute("PRAGMA temp_store = MEMORY")
    return db


def file_of(db: sqlite3.Connection) -> Path | None:
    """The file that an index lies in; None for one in memory, which nobody else can see."""
    path = db.execute("PRAGMA database_list").fetchone()[2]
    return Path(path) if path else None


def copied(path: Path) -> sqlite3.Connection:
    """A copy of an index that has no name any more, so that the system takes it away with this process.

    Whoever asks sees to it that nobody writes meanwhile. Raises OSError and DatabaseError where none can be made.
    """
    from shutil import copyfile

    beside = path.with_suffix(f".{os.getpid()}-copy.tmp")
    try:
        os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        copyfile(path, beside)
        return connect(beside, "ro")
    finally:
        beside.unlink(missing_ok=True)


def clear(path: Path) -> None:
    """Remove what killed processes left of an index while they built it. To be called under its lock."""
    for left in path.parent.glob(f"{path.stem}.*.tmp*"):
        with suppress(OSError):
            left.unlink()
