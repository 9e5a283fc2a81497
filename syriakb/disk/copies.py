"""Copies of a knowledge base: one's own of the packaged one, and the first files of a new one."""

from collections.abc import Mapping
from pathlib import Path

from syriakb.disk import beside, store
from syriakb.disk.lock import LOCK, Say, locked
from syriakb.disk.replace import content, reason, replace
from syriakb.disk.store import Base
from syriakb.errors import StoreError

IGNORED = {".gitignore": f"{LOCK}\n".encode()}  # the lock is nothing to commit


def own(base: Base, say: Say) -> Base:
    """The knowledge base to write to: the given one, or the user's own copy of the packaged one, made on first use."""
    if not base.packaged:
        return base
    folder = store.own_folder()
    if (folder / store.MARK).is_file():
        raise StoreError(f"{base.folder} is the packaged copy, which is read-only. Your own is in {folder}: name that.")
    plant(folder, whole(base), say)
    say(
        f"The packaged knowledge base is read-only, so it was copied to {folder}, which is asked from now on."
        " More: syriakb help changing"
    )
    return Base(folder, elsewhere=base.elsewhere)


def whole(base: Base) -> dict[str, bytes]:
    """All that a copy of a knowledge base takes along, by the paths within it. Raises StoreError."""
    paths = [file.path for file in store.record_files(base)]
    return {path: store.read(base, path) for path in (*paths, *beside.paths(base.folder, texts=True))}


def plant(folder: Path, files: Mapping[str, bytes], say: Say) -> None:
    """Make a knowledge base of files in a folder, its mark last, so that half of one is none. Raises StoreError.

    A `.gitignore` keeps the lock out of commits; one that is there already stays as it is.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The folder {folder} cannot be made: {reason(error)}.") from None
    with locked(folder, say):
        there = [path for path, data in files.items() if content(folder / path) not in (None, data)]
        if there or (folder / store.MARK).exists():
            raise StoreError(f"{folder} holds {(*there, store.MARK)[0]} already, and nothing there is overwritten.")
        for name, data in IGNORED.items():
            if not (folder / name).exists():
                replace(folder / name, data, None)
        for path in sorted(files, key=lambda path: path == store.MARK):
            replace(folder / path, files[path], content(folder / path))
