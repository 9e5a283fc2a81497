"""New records of a table laid out as files: one of each kind, or several where they are many."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from syriakb.disk.replace import reason
from syriakb.disk.store import Base
from syriakb.edits.entry import random_id
from syriakb.edits.table.stage import Stage
from syriakb.edits.trial import Draft
from syriakb.errors import StoreError
from syriakb.model.records import KINDS

_FILE = 8 << 20  # bytes; more are written to several files, since each is read as a whole


@contextmanager
def aside(stage: Stage) -> Iterator[Path]:
    """A folder for new files that are set aside until they are written, made where there are any. Raises StoreError."""
    if all(stage.size(kind) <= _FILE for kind in KINDS):
        yield Path()
        return
    try:
        folder = TemporaryDirectory(prefix="syriakb-")
    except OSError as error:
        raise StoreError(f"No temporary folder can be made: {reason(error)}. Nothing was written.") from None
    with folder as name:
        yield Path(name)


def drafts(base: Base, kind: str, name: str, stage: Stage, folder: Path) -> Iterator[Draft]:
    """The files of new records: one, or of a long table several, which are set aside until they are written."""
    if stage.size(kind) <= _FILE:
        data = "".join(f"{text}\n" for text in stage.texts(kind)).encode()
        yield Draft(_free(base, kind, name), None, data, 1)
        return
    for number, part in enumerate(_parts(stage.texts(kind)), 1):
        aside = folder / f"{kind}-{number}"
        try:
            aside.write_bytes(part)
        except OSError as error:
            raise StoreError(f"{aside} cannot be written: {reason(error)}. Nothing was written.") from None
        yield Draft(_free(base, kind, f"{name}-{number:03}"), None, aside, 1)


def _parts(texts: Iterable[str]) -> Iterator[bytes]:
    """Lines, as many at a time as a file takes."""
    part = bytearray()
    for text in texts:
        line = f"{text}\n".encode()
        if part and len(part) + len(line) > _FILE:
            yield bytes(part)
            part.clear()
        part += line
    yield bytes(part)


def _free(base: Base, kind: str, name: str) -> str:
    """A file for new records, named as the table was; where there is one already, another that nobody else makes."""
    if not (base.folder / (path := f"{kind}s/{name}.jsonl")).exists():
        return path
    return f"{kind}s/{name}-{date.today().isoformat()}-{random_id('i')[2:6]}.jsonl"
