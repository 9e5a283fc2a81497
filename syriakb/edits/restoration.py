"""Restoring: a backup becomes a knowledge base in a new folder, record by record, as the tool writes records.

Each record is read as one of the files is, and a backup with a fault is refused: it was made without any. A table
becomes one file, or, where it is large, a folder of several, since files are read as wholes.
"""

from collections.abc import Iterator
from dataclasses import MISSING, fields
from itertools import chain, islice
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from syriakb.disk import archive, beside, copies, store
from syriakb.disk.archive import ArchiveError
from syriakb.disk.stage import Fill, new_folder
from syriakb.errors import ERROR, Problem, StoreError
from syriakb.model.readers import Raw
from syriakb.model.records import Kb
from syriakb.text import jsonl, package
from syriakb.text.load import load
from syriakb.text.package import PackageError
from syriakb.text.write import yaml_field, yaml_record

_LARGE = 16 << 20  # bytes of a table
_PER_FILE = 10_000  # records
_DESCRIPTION = 16 << 20  # bytes


def restore(path: Path, folder: Path) -> None:
    """Restore a backup into a folder that is not there yet, or empty. Raises StoreError; then nothing is left there."""
    try:
        with archive.opened(path) as backup, new_folder(folder) as fill:
            for name in _members(backup):
                _restore(backup, name, fill)
            for name, content in copies.IGNORED.items():
                fill(name, [content])
    except ArchiveError as error:
        raise StoreError(f"{path} cannot be restored: {error}.") from None


def _members(backup: ZipFile) -> list[str]:
    """The paths of what there is beside the description, in its order, which names just those."""
    there = set(backup.namelist())
    if odd := [name for name in there if name != package.DESCRIPTOR and not _known(name)]:
        raise ArchiveError(f"it holds {min(odd)!r}, which is no part of a backup")
    if package.DESCRIPTOR not in there:
        raise ArchiveError(f"it holds no {package.DESCRIPTOR}, which a backup begins with")
    named = _described(backup)
    if missing := {*named, package.path_of("kb")} - there:
        raise ArchiveError(f"{min(missing)} is missing in it")
    if unnamed := there - {package.DESCRIPTOR, *named}:
        raise ArchiveError(f"{min(unnamed)} in it is not named in its {package.DESCRIPTOR}")
    return named


def _known(path: str) -> bool:
    return path in map(package.path_of, package.TABLES) or beside.allowed(path)


def _described(backup: ZipFile) -> list[str]:
    if backup.getinfo(package.DESCRIPTOR).file_size > _DESCRIPTION:
        raise ArchiveError(f"{package.DESCRIPTOR} in it is larger than any is")
    try:
        named = package.paths(b"".join(archive.chunks(backup, package.DESCRIPTOR)).decode())
    except UnicodeDecodeError:
        raise ArchiveError(f"{package.DESCRIPTOR} in it is not UTF-8") from None
    except PackageError as error:
        place = f"{package.DESCRIPTOR}:{error.line}:{error.column}"
        raise ArchiveError(f"{place}: {error.reason}") from None
    if len({*named}) < len(named):
        raise ArchiveError(f"{package.DESCRIPTOR} in it names a file twice")
    return named


def _restore(backup: ZipFile, path: str, fill: Fill) -> None:
    name = path.removesuffix(".jsonl")
    if name not in package.TABLES:
        fill(path, archive.chunks(backup, path))
    elif package.TABLES[name] is Kb:
        fill(store.MARK, [_mark(list(islice(_records(backup, name), 2)))])
    else:
        _restore_table(name, _texts(backup, name), fill, large=backup.getinfo(path).file_size > _LARGE)


def _restore_table(name: str, records: Iterator[bytes], fill: Fill, *, large: bool) -> None:
    if not large:
        fill(f"{name}.yaml", records)
        return
    for number, first in enumerate(records, 1):
        fill(f"{name}/{number:04}.yaml", chain([first], islice(records, _PER_FILE - 1)))


def _texts(backup: ZipFile, name: str) -> Iterator[bytes]:
    """The records of a table as people write them, without the fields that say what is taken for granted."""
    kind = package.TABLES[name]
    granted = {each.name: _text(each.default) for each in fields(kind) if each.default not in (MISSING, None, ())}
    for raw in _records(backup, name):
        yield yaml_record(kind, {name: value for name, value in raw.items() if value != granted.get(name)}).encode()


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _mark(found: list[dict[str, Raw]]) -> bytes:
    if len(found) != 1:
        raise ArchiveError(f"{package.path_of('kb')} in it has {'more than one line' if found else 'no line'}")
    lines = [line for field, value in found[0].items() for line in yaml_field(field, value, 0)]
    return "".join(f"{line}\n" for line in lines).encode()


def _records(backup: ZipFile, name: str) -> Iterator[dict[str, Raw]]:
    """The records of a table, their fields as text. Raises ArchiveError for the first fault, with its place."""
    path, kind = package.path_of(name), package.TABLES[name]
    for number, line in enumerate(archive.lines(backup, path), 1):
        for found in load(kind, path, line):
            if isinstance(found, Problem) and found.severity == ERROR:
                raise ArchiveError(f"{path}:{number}:{found.column}: {found.message.rstrip('.')}")
        yield from (item.raw for item in jsonl.items(line.decode("utf-8-sig")))
