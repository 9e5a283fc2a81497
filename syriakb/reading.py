"""Reading record files into rows of the index; many large files are read by several processes."""

import os
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from syriakb import records, store, text
from syriakb.errors import Problem
from syriakb.rows import rows
from syriakb.store import RecordFile

Rows: TypeAlias = dict[str, list[tuple[Any, ...]]]
_BATCH = 5000
_WORTHWHILE = 8 * 1024 * 1024  # bytes; below, starting processes takes longer than they save
_TOO_LARGE = 64 * 1024 * 1024  # bytes; the rows of a larger file are passed on bit by bit, not gathered


class Batch(NamedTuple):
    """Rows by table, and the problems that were met, of a part of a file."""

    rows: Rows
    problems: list[Problem]


class Read(NamedTuple):
    """A file as it was read: what its bytes hash to, when they were read, and the rows that they give."""

    file: RecordFile
    digest: bytes
    seen: int
    batches: Iterable[Batch]


def digest(data: bytes) -> bytes:
    """What tells two contents of a file apart."""
    from hashlib import blake2b

    return blake2b(data, digest_size=16).digest()


def read_files(folder: Path, files: list[tuple[RecordFile, int]]) -> Iterator[Read]:
    """Read files, each with the number of its first row, in their order. Raises StoreError."""
    processes = min(os.cpu_count() or 1, len(files))
    if processes < 2 or sum(file.size for file, _ in files) < _WORTHWHILE:
        yield from (_read(folder, file, first) for file, first in files)
        return
    from multiprocessing import get_context

    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        yield from _in_order(pool, folder, files, ahead=2 * processes)


def _in_order(
    pool: ProcessPoolExecutor, folder: Path, files: list[tuple[RecordFile, int]], ahead: int
) -> Iterator[Read]:
    """Hand the files out a few at a time, so that finished ones do not fill the memory."""
    left = iter(files)

    def hand_out(count: int) -> list[Future[Read] | Read]:
        return [
            pool.submit(_read_whole, folder, file, first) if file.size < _TOO_LARGE else _read(folder, file, first)
            for file, first in islice(left, count)
        ]

    waiting = hand_out(ahead)
    while waiting:
        done = waiting.pop(0)
        yield done.result() if isinstance(done, Future) else done
        waiting += hand_out(1)


def _read_whole(folder: Path, file: RecordFile, first: int) -> Read:
    read = _read(folder, file, first)
    return read._replace(batches=list(read.batches))


def _read(folder: Path, file: RecordFile, first: int) -> Read:
    seen = time.time_ns()
    data = store.read(folder, file.path)
    return Read(file, digest(data), seen, _batches(file, data, first))


def _batches(file: RecordFile, data: bytes, first: int) -> Iterator[Batch]:
    kind = records.Kb if file.kind == "kb" else records.KINDS[file.kind]
    batch = Batch({}, [])
    for row, found in enumerate(text.load(kind, file.path, data), first):
        if isinstance(found, Problem):
            batch.problems.append(found)
            continue
        for table, values in rows(row, found.line, found.column, found.record):
            batch.rows.setdefault(table, []).append(values)
        if len(batch.rows[file.kind]) >= _BATCH:
            yield batch
            batch = Batch({}, [])
    yield batch
