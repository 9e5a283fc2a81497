"""Reading record files into rows of the index; many large files are read by several processes."""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from syriakb.disk import store
from syriakb.disk.store import Base, RecordFile
from syriakb.errors import Problem
from syriakb.index.rows import loose, rows
from syriakb.model import records
from syriakb.text import load
from syriakb.text.load import Unsound

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Rows: TypeAlias = dict[str, list[tuple[Any, ...]]]
_BATCH = 5000
_WORTHWHILE = 8 * 1024 * 1024  # bytes; below, starting processes takes longer than they save
_WATCH = 0.5  # seconds between looks whether the parent of a process is still there
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


def read_files(base: Base, files: list[tuple[RecordFile, int]]) -> Iterator[Read]:
    """Read files, each with the number of its first row, in their order. Raises StoreError."""
    done = 0
    # What is only proposed is not sent to other processes, and is in memory a file at a time.
    if len(files) > 1 and not base.proposed and sum(file.look.size for file, _ in files) >= _WORTHWHILE:
        from concurrent.futures.process import BrokenProcessPool

        with suppress(BrokenProcessPool):  # a process was killed, or none can be had: then this one reads the rest
            for read in _shared_out(base, files):
                yield read
                done += 1
    yield from (_read(base, file, first) for file, first in files[done:])


def _shared_out(base: Base, files: list[tuple[RecordFile, int]]) -> Iterator[Read]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Forked processes start at once and import nothing again; elsewhere forking is not safe.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    processes = min(os.cpu_count() or 1, len(files))
    with ProcessPoolExecutor(processes, context, _end_with, (os.getpid(),)) as pool:
        yield from _in_order(pool, base, files, ahead=2 * processes)


def _end_with(parent: int) -> None:
    """Let this process end when its parent has, which a killed one cannot tell it."""
    from threading import Thread

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_WATCH)
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def _in_order(pool: "Executor", base: Base, files: list[tuple[RecordFile, int]], ahead: int) -> Iterator[Read]:
    """Hand the files out a few at a time, so that finished ones do not fill the memory."""
    left = iter(files)

    def hand_out(count: int) -> "list[Future[Read] | Read]":
        return [
            pool.submit(_read_whole, base, file, first) if file.look.size < _TOO_LARGE else _read(base, file, first)
            for file, first in islice(left, count)
        ]

    waiting = hand_out(ahead)
    while waiting:
        done = waiting.pop(0)
        yield done if isinstance(done, Read) else done.result()
        waiting += hand_out(1)


def _read_whole(base: Base, file: RecordFile, first: int) -> Read:
    read = _read(base, file, first)
    return read._replace(batches=list(read.batches))


def _read(base: Base, file: RecordFile, first: int) -> Read:
    seen = time.time_ns()
    data = store.read(base, file.path)
    return Read(file, store.digest(data), seen, batches(file, data, first))


def batches(file: RecordFile, data: bytes, first: int, above: int = 0) -> Iterator[Batch]:
    """The rows, numbered from `first` on, that bytes of a file give which have so many lines `above` them."""
    kind = records.Kb if file.kind == "kb" else records.KINDS[file.kind]
    batch = Batch({}, [])
    for row, each in enumerate(load.load(kind, file.path, data), first):
        found = each._replace(line=each.line + above) if above else each
        if isinstance(found, Problem):
            batch.problems.append(found)
            continue
        made = loose(row, file.kind, found) if isinstance(found, Unsound) else rows(row, *found)
        for table, values in made:
            batch.rows.setdefault(table, []).append(values)
        if len(batch.rows.get(file.kind, ())) >= _BATCH:
            yield batch
            batch = Batch({}, [])
    yield batch
