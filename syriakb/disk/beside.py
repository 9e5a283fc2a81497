"""What belongs to a knowledge base but is no record: outlines, mappings, and the texts of sources."""

import os
import re
from pathlib import Path

from syriakb.disk import geometry
from syriakb.disk.store import look
from syriakb.errors import StoreError

TEXTS = "texts"
_FOLDERS = {"mappings": "yaml", TEXTS: "txt"}  # and what the files in them end as
_NAME = re.compile(r"\w[\w .+-]{0,99}")


def paths(folder: Path, *, texts: bool) -> list[str]:
    """The paths of such files in the folder of a knowledge base, the texts where asked for.

    Raises StoreError for one that is no ordinary file, or whose name not every system could have.
    """
    outlines = [folder / geometry.FILE] if (folder / geometry.FILE).exists() else []
    folders = [(folder / name, ending) for name, ending in _FOLDERS.items() if texts or name != TEXTS]
    found = [file for inner, ending in folders for file in sorted(inner.glob(f"[!.]*.{ending}"))]
    return [_checked(folder, path) for path in (*outlines, *found)]


def _checked(folder: Path, file: Path) -> str:
    try:
        look(file)
    except OSError as error:
        raise StoreError(f"{file} cannot be read: {error.strerror}.") from None
    if not allowed(path := file.relative_to(folder).as_posix()):
        shown = os.fsencode(file).decode("utf-8", "backslashreplace")
        raise StoreError(f"{shown} has a name that not every system can have. Rename the file.")
    return path


def allowed(path: str) -> bool:
    """Whether a path can be that of such a file, and so leads nowhere else."""
    name, _, file = path.partition("/")
    stem, _, ending = file.rpartition(".")
    return path == geometry.FILE or (_FOLDERS.get(name) == ending and _NAME.fullmatch(stem) is not None)
