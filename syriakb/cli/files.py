"""Files that a command gives, to standard output or to where somebody wants them."""

import sys
from collections.abc import Iterable
from pathlib import Path

from syriakb.cli.output import say, write
from syriakb.disk import outlet
from syriakb.errors import UsageError
from syriakb.export import Part

_ENDINGS = {".mmd": "mermaid", ".txt": "tree", ".gv": "dot", ".htm": "html", ".jpeg": "jpg"}
_OTHERS = ("svg", "png", "jpg", "pdf", "html", "xlsx", "csv")
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold: the same content gives the same bytes


def format_of(path: Path | None, named: str | None, formats: Iterable[str]) -> str | None:
    """The format of a file: the one that was named, else the one that its ending is; None where neither tells.

    Raises UsageError where the ending is that of another format, of these or of pictures and pages in general.
    """
    known = tuple(formats)
    ending = _ENDINGS.get(path.suffix.lower(), path.suffix.lower()[1:]) if path else ""
    if ending in ((named,) if named else known):
        return ending
    if ending in (*known, *_OTHERS):
        what = named or " or ".join(known)
        raise UsageError(f"{path} ends as another format does, and what is written is {what}. Name the file otherwise.")
    return named


def give(part: Part, path: Path | None, *, binary: bool = False, escapes: bool = False) -> None:
    """Write one file: to standard output, to a path, or into a folder that is there. Raises StoreError, UsageError.

    What is no `binary` is text, which steers no terminal, be it by its format, which then `escapes` all that would.
    """
    if path is not None and str(path) != "-":
        save(path / part.name if path.is_dir() else path, part.chunks)
    elif binary and sys.stdout.isatty():
        raise UsageError("This format is no text for a terminal. Name a file for it: -o FILE")
    elif sys.stdout.isatty():
        for chunk in part.chunks:
            write(chunk.decode(), escapes=escapes)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.writelines(part.chunks)
        sys.stdout.buffer.flush()


def save(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file that is there whole or not at all, and say so. Raises StoreError."""
    outlet.save(path, chunks)
    say(f"Written: {path}")


def save_all(folder: Path, parts: Iterable[Part]) -> None:
    """Write several files into a folder, which is made where it is not there, and say so. Raises StoreError."""
    names = outlet.save_all(folder, parts)
    say(f"Written: {', '.join(names)} in {folder}")


def save_zip(path: Path, parts: Iterable[Part]) -> None:
    """Write several files into a zip archive, and say so. Raises StoreError."""
    import zipfile

    with outlet.fresh(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            with archive.open(zipfile.ZipInfo(part.name, _ZIP_TIME), "w", force_zip64=True) as member:
                for chunk in part.chunks:
                    member.write(chunk)
    say(f"Written: {path}")
