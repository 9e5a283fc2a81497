"""Commands that give a picture, a page or a file in the place of an answer: how they ask, and where it goes."""

import sqlite3
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from syriakb.cli.options import View, left_out, opened
from syriakb.disk import outlet, store
from syriakb.errors import UsageError
from syriakb.export import Part
from syriakb.index import open as index
from syriakb.queries.moment import Opened, moment

T = TypeVar("T")
OutOption = Annotated[
    Path | None,
    typer.Option("--out", "-o", metavar="FILE", help="Where to write it; - is standard output, as without it."),
]
_ENDINGS = {".mmd": "mermaid", ".txt": "tree", ".gv": "dot", ".htm": "html", ".jpeg": "jpg"}
_OTHERS = ("svg", "png", "jpg", "pdf", "html", "xlsx", "csv")
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold: the same content gives the same bytes


def ask(view: View, question: Callable[[Opened], T]) -> T:
    """Ask the knowledge base at the view's moment, and say on standard error what was left out."""
    base = store.find(view.data)
    try:
        return _asked(view, question, base, opened(base))
    except sqlite3.DatabaseError:
        return _asked(view, question, base, index.rebuilt(base))  # damage that only shows when its page is read


def _asked(view: View, question: Callable[[Opened], T], base: store.Base, db: sqlite3.Connection) -> T:
    kb = Opened(db, moment(db, view.as_of, view.known_by), base.folder)
    found = question(kb)
    for warning in left_out(kb):
        say(warning)
    return found


def say(sentence: str) -> None:
    """Tell the user something that is no part of the output."""
    from syriakb.render.safe import safe

    sys.stderr.write(f"{safe(sentence)}\n")


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


def give(part: Part, path: Path | None, *, binary: bool = False) -> None:
    """Write one file: to standard output, to a path, or into a folder that is there. Raises StoreError, UsageError."""
    if path is not None and str(path) != "-":
        save(path / part.name if path.is_dir() else path, part.chunks)
    elif binary and sys.stdout.isatty():
        raise UsageError("This format is no text for a terminal. Name a file for it: -o FILE")
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
