"""Revisions: a knowledge base as it was committed to git, read without a checkout."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import NamedTuple

from syriakb.disk import beside, git, store
from syriakb.disk.store import Base
from syriakb.errors import StoreError, UsageError

_LIKE_RECORDS = (".yaml", ".yml", ".json", ".jsonl", ".geojson")


class Range(NamedTuple):
    """Two commits, each by what somebody calls it and by its id; None for the files as they are."""

    before: tuple[str, str]
    after: tuple[str, str | None]


def between(folder: Path, text: str) -> Range:
    """Read what git calls a range: A..B, A...B from where B left A, or A alone, up to the files as they are.

    A side that is left out is HEAD. Raises UsageError, and StoreError where there is no such revision.
    """
    if not git.inside(folder):
        raise StoreError(f"{folder} lies in no repository of git, so it has no revisions.")
    first, dots, second = _split(text)
    if not dots:
        return Range((first, _commit(folder, first)), ("the files", None))
    before, after = _commit(folder, first), _commit(folder, second)
    if dots == "...":
        before = git.run(folder, "merge-base", before, after).decode().strip()
    return Range((first, before), (second, after))


def _split(text: str) -> tuple[str, str, str]:
    dots = "..." if "..." in text else ".." if ".." in text else ""
    first, _, second = text.partition(dots) if dots else (text, "", "")
    if not text.strip("."):
        raise UsageError("--rev needs a revision, or two such as main..branch.")
    return first or "HEAD", dots, second or "HEAD"


def _commit(folder: Path, name: str) -> str:
    try:
        if name.startswith("-"):
            raise StoreError(name)
        return git.run(folder, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").decode().strip()
    except StoreError:
        raise StoreError(f"There is no revision {name!r} in the repository of {folder}.") from None


@contextmanager
def taken(folder: Path, name: str, commit: str) -> Iterator[Base]:
    """Give the knowledge base of that folder as it was in a commit, in a folder that is gone afterwards.

    Raises StoreError where there was none.
    """
    prefix = git.run(folder, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").rstrip("\n")
    with TemporaryDirectory(prefix="syriakb-") as made:
        blobs = list(_blobs(folder, commit, prefix))
        if not any(path == store.MARK for _, path in blobs):
            raise StoreError(f"In {name} there is no knowledge base in {prefix or 'its top folder'}.")
        for path, data in _contents(folder, blobs):
            place = Path(made) / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        if (texts := folder / beside.TEXTS).is_dir():  # texts are kept for one's own use, whatever was committed
            copytree(texts, Path(made) / beside.TEXTS)
        yield Base(Path(made))


def _blobs(folder: Path, commit: str, prefix: str) -> Iterator[tuple[str, str]]:
    """The files that may tell of the knowledge base: the id of each and its path within it."""
    try:
        listed = git.run(folder, "ls-tree", "-r", "-z", "--full-tree", f"{commit}:{prefix}")
    except StoreError:
        return
    for line in listed.split(b"\0"):
        about, _, path = line.partition(b"\t")
        mode, kind, blob = about.split() if line else (b"", b"", b"")
        name = os.fsdecode(path)
        if kind == b"blob" and mode != b"120000" and _wanted(name):
            yield blob.decode(), name


def _wanted(path: str) -> bool:
    inside, slash, _ = path.partition("/")
    return inside in store.FOLDERS if slash else path.endswith(_LIKE_RECORDS)


def _contents(folder: Path, blobs: list[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    data = git.run(folder, "cat-file", "--batch", given="".join(f"{blob}\n" for blob, _ in blobs).encode())
    at = 0
    for _, path in blobs:
        begin = data.index(b"\n", at) + 1
        size = int(data[at:begin].split()[2])
        yield path, data[begin : begin + size]
        at = begin + size + 1
