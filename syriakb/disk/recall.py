"""Recall: what the last changes made here put in the place of what, so that they can be taken back.

It is kept in the user's state folder, readable by nobody else, by the folder of the knowledge base: of each file only
the part that differs. A change is noted before its first file is written and settled behind its last. So one that was
cut off between two files, as by a loss of power, is found by the next writer, who puts the files back.
"""

import json
import os
import sys
import time
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from syriakb.disk.lock import Say
from syriakb.disk.replace import content, holds, put, reason, to_disk
from syriakb.disk.store import digest
from syriakb.errors import StoreError, WrittenError

_KEPT = 20  # changes of one knowledge base
_PIECE = 1 << 16  # bytes that are compared at once
_PENDING, _SETTLED = ".pending", ".json"
UNDO = "undo"  # the command that takes a change back, whose id is the name of the note of that


class What(NamedTuple):
    """What a change is: its command, what it did in a sentence, the kind and the id of its record, if it is of one."""

    command: str
    sentence: str
    kind: str = ""
    id: str = ""


class Kept(NamedTuple):
    """A file that was changed: the digests of its bytes before and after, None where there was or is none.

    The old bytes are the first `head` of the new ones, then `middle`, then the last `tail` of the new ones.
    """

    path: str
    before: str | None
    after: str | None
    head: int
    tail: int
    middle: bytes

    def old(self, new: bytes | None) -> bytes | None:
        """The bytes that were there before."""
        if self.before is None:
            return None
        there = new or b""
        return there[: self.head] + self.middle + there[len(there) - self.tail :]


class Entry(NamedTuple):
    """A change that was made: what it was, when (seconds since 1970), its files, and where this is kept."""

    what: What
    at: float
    files: tuple[Kept, ...]
    kept_in: Path


Written = tuple[str, bytes | None, bytes | None]  # the path of a file within its folder, its bytes before and after


@contextmanager
def noted(folder: Path, what: What, files: Sequence[Written], say: Say) -> Iterator[None]:
    """Note a change of files that is made within, and keep that.

    Where it cannot be noted that is said, and the change is made all the same. What is raised within passes through,
    and unless files could not be put back, the note is gone then. To be called under the lock of the knowledge base.
    """
    pending = _begun(folder, what, files, say)
    try:
        yield
    except BaseException:
        if pending and all(holds(folder / path, was) for path, was, _ in files):
            pending.unlink(missing_ok=True)
        raise
    if pending:
        with suppress(OSError):
            _settle(pending, what)


def _settle(pending: Path, what: What) -> None:
    """Keep a change that is made; one that took another back goes with it."""
    if what.command == UNDO:
        (pending.parent / what.id).unlink(missing_ok=True)
        pending.unlink()
        return
    pending.replace(pending.with_suffix(_SETTLED))
    for path in _entries(pending.parent, _SETTLED)[:-_KEPT]:
        path.unlink(missing_ok=True)


def last(folder: Path) -> Entry | None:
    """The last change that was made in a folder and not taken back; None where none is known."""
    home = _home(folder)
    found = _entries(home, _SETTLED) if home else []
    return _read(found[-1]) if found else None


def mended(folder: Path, say: Say) -> None:
    """Put files back that a change which was cut off had written already. To be called under the lock.

    Raises StoreError. One of which all files are written stands, and what somebody changed since is left as it is.
    """
    home = _home(folder)
    for path in _entries(home, _PENDING) if home else []:
        entry = _read(path)
        now = {each.path: _content(folder, each.path) for each in entry.files} if entry else {}
        if entry and all(_is(now[each.path], each.after) for each in entry.files):
            _settle(path, entry.what)
            continue
        if entry and all(_is(now[each.path], each.after) or _is(now[each.path], each.before) for each in entry.files):
            _put_back(folder, entry, now, say)
        path.unlink(missing_ok=True)


def _put_back(folder: Path, entry: Entry, now: dict[str, bytes | None], say: Say) -> None:
    written = [each for each in entry.files if _is(now[each.path], each.after)]
    for each in written:
        with suppress(WrittenError):
            put(folder / each.path, each.old(now[each.path]), now[each.path])
    if written:
        say("note: The last change here was cut off between two files, so it was taken back as a whole.")


def _content(folder: Path, path: str) -> bytes | None:
    try:
        return content(folder / path)
    except OSError as error:
        raise StoreError(f"{folder / path} cannot be read: {reason(error)}") from None


def _is(data: bytes | None, wanted: str | None) -> bool:
    return (None if data is None else digest(data).hex()) == wanted


def _home(folder: Path) -> Path | None:
    """Where changes of a knowledge base are kept; None where the user has no home."""
    from platformdirs import user_state_path

    try:
        own = user_state_path("syriakb", appauthor=False)
    except RuntimeError:
        return None
    return own / "undo" / digest(os.fsencode(os.path.realpath(folder))).hex()


def _entries(home: Path, ending: str) -> list[Path]:
    """The notes of a folder, the oldest first; none where others could have written them."""
    try:
        found = sorted(home.glob(f"*{ending}"))
        return found if all(_own(path.lstat()) for path in (home, *found)) else []
    except OSError:
        return []


def _own(found: os.stat_result) -> bool:
    return sys.platform == "win32" or (found.st_uid == os.geteuid() and not found.st_mode & 0o022)


def _begun(folder: Path, what: What, files: Sequence[Written], say: Say) -> Path | None:
    """The note of a change that is about to be made, on the disk; None where it cannot be kept."""
    home = _home(folder)
    try:
        if home is None:
            raise OSError("this user has no home")
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        for each in (home.parent, home):
            each.chmod(0o700)
        path = home / f"{time.time_ns():020}{_PENDING}"
        content = {"what": what._asdict(), "at": time.time(), "files": [_differing(*each) for each in files]}
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(content, file)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        to_disk(home)
    except OSError as error:
        say(f"note: This change is not kept for syriakb undo: {reason(error)}.")
        return None
    return path


def _differing(path: str, was: bytes | None, data: bytes | None) -> dict[str, Any]:
    """A change of a file: what of the old bytes the new ones do not have."""
    old, new = was or b"", data or b""
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    return {
        "path": path,
        "before": None if was is None else digest(was).hex(),
        "after": None if data is None else digest(data).hex(),
        "head": head,
        "tail": tail,
        "middle": b64encode(old[head : len(old) - tail]).decode(),
    }


def _alike(one: bytes, other: bytes) -> int:
    """How many bytes two texts begin with alike."""
    size, at = min(len(one), len(other)), 0
    while at < size and one[at : at + _PIECE] == other[at : at + _PIECE]:
        at += _PIECE
    end = min(at + _PIECE, size)
    return next((each for each in range(at, end) if one[each] != other[each]), end) if at < size else size


def _read(path: Path) -> Entry | None:
    """A note; None where it cannot be read."""
    try:
        found = json.loads(path.read_bytes())
        files = tuple(Kept(**{**each, "middle": b64decode(each["middle"])}) for each in found["files"])
        return Entry(What(**found["what"]), float(found["at"]), files, path)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def restored(folder: Path, entry: Entry) -> list[Written]:
    """The files of a change, as they are now and as they were before. Raises StoreError for one that differs since."""
    found = list[Written]()
    for each in entry.files:
        now = _content(folder, each.path)
        old = each.old(now)
        if not (_is(now, each.after) and _is(old, each.before)):
            raise StoreError(f"{each.path} was changed since")
        found.append((each.path, now, old))
    return found
