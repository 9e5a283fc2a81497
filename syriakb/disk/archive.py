"""Archives: zip files of our own, the same bytes for the same content, and those of others, read without trust.

Nothing of a zip is believed but its bytes. It is refused as a whole where it holds a file twice, a link, an encrypted
file, or more than a file of its size can hold; and no file is read beyond the size that it says it has.
"""

import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from syriakb.disk.replace import reason
from syriakb.disk.store import look
from syriakb.errors import StoreError

_MADE = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold
_UNIX = 3
_PIECE = 1 << 20
_LONGEST = 16 << 20  # bytes of a line
_DENSEST = 200  # bytes for one byte of the zip; records come to 30 at most, a zip bomb to 1000 and more
_SMALL = 64 << 20  # bytes that are no bomb, however few they came from
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError)
_ENCRYPTED = 1


class ArchiveError(Exception):
    """A file is no archive that can be read, or one that nobody should: why, in words that follow its name."""


def write(file: IO[bytes], members: Iterable[tuple[str, Iterable[bytes]]]) -> None:
    """Write files, each a name and its bytes piece by piece, into a zip."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, chunks in members:
            info = zipfile.ZipInfo(name, _MADE)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, _UNIX
            with archive.open(info, "w", force_zip64=True) as member:
                for chunk in chunks:
                    member.write(chunk)


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """A zip to read from. Raises ArchiveError, as does reading from it later, and StoreError where nobody can."""
    try:
        look(path)
        size, archive = path.stat().st_size, zipfile.ZipFile(path)
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {reason(error)}.") from None
    except _BROKEN:
        raise ArchiveError("it is no zip archive, or only a part of one") from None
    with archive:
        _inspect(archive, size)
        yield archive


def _inspect(archive: zipfile.ZipFile, size: int) -> None:
    seen = set[str]()
    for member in archive.infolist():
        if member.filename in seen:
            raise ArchiveError(f"it holds {member.filename} twice")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise ArchiveError(f"{member.filename} in it is a link")
        if member.flag_bits & _ENCRYPTED or member.compress_type not in _METHODS:
            raise ArchiveError(f"{member.filename} in it is encrypted or packed in a way that is not read here")
        seen.add(member.filename)
    if sum(member.file_size for member in archive.infolist()) > max(_SMALL, _DENSEST * size):
        raise ArchiveError("it says that it holds far more than a file of its size can")


def chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The bytes of a file in a zip, piece by piece. Raises ArchiveError."""
    with _reading(name), archive.open(name) as member:
        while piece := member.read(_PIECE):
            yield piece


def lines(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The lines of a file in a zip, with their ends. Raises ArchiveError."""
    with _reading(name), archive.open(name) as member:
        while line := member.readline(_LONGEST):
            if len(line) == _LONGEST:
                raise ArchiveError(f"{name} in it has a line of {_LONGEST >> 20} MiB or more")
            yield line


@contextmanager
def _reading(name: str) -> Iterator[None]:
    try:
        yield
    except _BROKEN:
        raise ArchiveError(f"{name} in it is damaged") from None
    except OSError as error:
        raise ArchiveError(f"{name} in it cannot be read: {reason(error)}") from None
