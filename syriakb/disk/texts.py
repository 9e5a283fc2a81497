"""Texts of sources, kept beside the records for one's own use: `texts/SOURCE.txt`, a paragraph a line.

They are never needed, and no export, page or answer to a program takes them along.
"""

from collections.abc import Sequence
from pathlib import Path

from syriakb.disk.beside import TEXTS
from syriakb.disk.replace import replace
from syriakb.errors import StoreError


def path(folder: Path, source: str) -> Path:
    """Where the text of a source is kept, in the folder of a knowledge base."""
    return folder / TEXTS / f"{source}.txt"


def sources(folder: Path) -> list[str]:
    """The ids of the sources whose texts are kept."""
    return sorted(file.stem for file in (folder / TEXTS).glob("[!.]*.txt"))


def kept(folder: Path, source: str) -> list[str] | None:
    """The paragraphs of a text that is kept; None where there is none. Raises StoreError."""
    file = path(folder, source)
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise StoreError(f"{file} cannot be read: {reason}.") from None
    return [line.strip() for line in text.splitlines() if line.strip()]


def keep(folder: Path, source: str, paragraphs: Sequence[str]) -> Path:
    """Keep a text, in the place of one that is there. Raises StoreError where it cannot be written."""
    file = path(folder, source)
    data = "".join(f"{each}\n" for each in paragraphs).encode("utf-8", "backslashreplace")
    replace(file, data, file.read_bytes() if file.exists() else None)
    return file
