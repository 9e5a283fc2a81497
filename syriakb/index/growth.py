"""Growth: a file that only became longer is read from where it ended, and what was read of it before stays.

So a record added to a large file costs what that record does. Where what was added could change how the records above
it are read, or is not sound, the whole file is read again.
"""

import re
import time
from hashlib import blake2b
from typing import NamedTuple

from syriakb.disk import store
from syriakb.disk.store import Base, RecordFile
from syriakb.errors import ERROR
from syriakb.index import read
from syriakb.index.fresh import Known
from syriakb.index.read import Batch
from syriakb.text import conflict
from syriakb.text.load import MAX_FILE

_MOST = 8 * 1024 * 1024  # bytes; more is not kept apart, but read with the whole
_LIST = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\n]*)?\r?\n)*- ")  # the first record begins at the margin
# The ends of documents, which a record does not follow; and ends of lines that only YAML takes for such.
_ODD = re.compile(rb"^(?:\.\.\.|---)|\r(?!\n)|\xc2\x85|\xe2\x80[\xa8\xa9]", re.MULTILINE)


class Grown(NamedTuple):
    """What was added to a file: what all its bytes hash to, when they were read, and the rows of what is new."""

    file: RecordFile
    digest: bytes
    seen: int
    batches: list[Batch]


def grown(base: Base, file: RecordFile, was: Known, first: int) -> Grown | None:
    """What was added to a file that is as it `was` and goes on, with rows from the number `first` on; else None.

    `was` is the file as the index knows it, without a record that had to be left out. Raises StoreError.
    """
    seen, size = time.time_ns(), was.look.size
    if not size < file.look.size <= min(size + _MOST, MAX_FILE):
        return None
    data = memoryview(store.read(base, file.path))
    whole = blake2b(data[:size], digest_size=len(was.digest))
    if whole.digest() != was.digest or not _goes_on(file, data[:size], added := bytes(data[size:])):
        return None
    whole.update(added)
    above = sum(data[at : min(at + _MOST, size)].tobytes().count(b"\n") for at in range(0, size, _MOST))
    batches = list(read.batches(file, added, first, above))
    if any(problem.severity == ERROR for batch in batches for problem in batch.problems):
        return None
    return Grown(file, whole.digest(), seen, batches)


def _goes_on(file: RecordFile, old: memoryview, added: bytes) -> bool:
    """Whether the records above are read alike with what was added and without it."""
    if bytes(old[-1:]) != b"\n" or conflict.markers(added.decode("utf-8", "replace")):
        return False
    if file.path.endswith(".jsonl"):
        return True
    return file.kind != "kb" and added.startswith(b"- ") and bool(_LIST.match(old)) and not _ODD.search(old)
