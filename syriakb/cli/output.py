"""Commands that give a picture, a page or a file in the place of an answer: how they ask, and where it goes."""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, TypeVar

import typer

from syriakb.cli.options import View, left_out, opened
from syriakb.disk import store
from syriakb.errors import StoreError, UsageError
from syriakb.export import Part
from syriakb.index import open as index
from syriakb.queries.moment import Opened, moment

T = TypeVar("T")
OutOption = Annotated[
    Path | None, typer.Option("--out", "-o", metavar="PATH", help="Where to write it; else to standard output.")
]
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


def give(part: Part, path: Path | None, *, binary: bool = False) -> None:
    """Write one file: to standard output, to a path, or into a folder that is there. Raises StoreError, UsageError."""
    if path is not None:
        save(path / part.name if path.is_dir() else path, part.chunks)
    elif binary and sys.stdout.isatty():
        raise UsageError("This format is no text for a terminal. Name a file for it: -o FILE")
    else:
        sys.stdout.flush()
        for chunk in part.chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()


def save(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file that is there whole or not at all. Raises StoreError."""
    _write(path, chunks)
    say(f"Written: {path}")


def save_all(folder: Path, parts: Iterable[Part]) -> None:
    """Write several files into a folder, which is made where it is not there. Raises StoreError."""
    with _sentence(folder):
        folder.mkdir(parents=True, exist_ok=True)
    names = []
    for part in parts:
        _write(folder / part.name, part.chunks)
        names.append(part.name)
    say(f"Written: {', '.join(names)} in {folder}")


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    with _fresh(path) as file:
        for chunk in chunks:
            file.write(chunk)


def save_zip(path: Path, parts: Iterable[Part]) -> None:
    """Write several files into a zip archive. Raises StoreError."""
    import zipfile

    with _fresh(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            with archive.open(zipfile.ZipInfo(part.name, _ZIP_TIME), "w", force_zip64=True) as member:
                for chunk in part.chunks:
                    member.write(chunk)
    say(f"Written: {path}")


@contextmanager
def _fresh(path: Path) -> Iterator[IO[bytes]]:
    """A file beside the path that takes its place once all is written."""
    from tempfile import NamedTemporaryFile

    with _sentence(path):
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp", delete=False) as file:
            beside = Path(file.name)
            try:
                yield file
            except BaseException:
                beside.unlink(missing_ok=True)
                raise
        beside.chmod(mode)
        beside.replace(path)


@contextmanager
def _sentence(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror or error}.") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
