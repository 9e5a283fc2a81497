"""Changes: a change is tried out against the whole knowledge base, and written only if that stays sound."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, suppress
from pathlib import Path
from signal import SIGINT, signal
from sqlite3 import Connection
from threading import current_thread, main_thread
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

from syriakb.disk import recall, store
from syriakb.disk.lock import Say, locked
from syriakb.disk.recall import What
from syriakb.disk.replace import ChangedError, holds, put, read_only
from syriakb.disk.store import Base
from syriakb.errors import ERROR, Problem, StoreError, SyriakbError, WrittenError
from syriakb.index import open as index

_TRIES = 3
Before = TypeVar("Before")
Told = TypeVar("Told")


class Draft(NamedTuple):
    """A file as it shall become: its path, the bytes it was drafted from (None for a new file), its new ones (None
    where it is to go; the path of a file that has them where they are many), and the line of the change.
    """

    path: str
    was: bytes | None
    become: bytes | Path | None
    line: int = 1

    @property
    def data(self) -> bytes | None:
        """The bytes that it shall have."""
        return self.become.read_bytes() if isinstance(self.become, Path) else self.become


class _Proposed(Mapping[str, bytes | None]):
    """The bytes of files as they are drafted, by their paths, of which one is in memory at a time."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._drafts = {draft.path: draft for draft in drafts}

    def __getitem__(self, path: str) -> bytes | None:
        return self._drafts[path].data

    def __iter__(self) -> Iterator[str]:
        return iter(self._drafts)

    def __len__(self) -> int:
        return len(self._drafts)

    def __contains__(self, path: object) -> bool:
        return path in self._drafts


class _Files(Sequence[recall.Written]):
    """The same as files that are about to be written."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._drafts = drafts

    def __getitem__(self, at: Any) -> Any:
        return self._drafts[at].path, self._drafts[at].was, self._drafts[at].data

    def __len__(self) -> int:
        return len(self._drafts)


class Outcome(NamedTuple, Generic[Told]):
    """What a change came to: what it changes in the answers, the files, the warnings that are new.

    `doubts` say why what was written may not last.
    """

    told: Told
    drafts: tuple[Draft, ...]
    warnings: tuple[Problem, ...]
    doubts: tuple[str, ...] = ()


class RefusedError(SyriakbError):
    """The change would leave records unsound. `problems` are the new errors, in the files as they would have become."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(" ".join(filter(None, (each.message, each.hint))) for each in problems))
        self.problems = tuple(problems)


class ReadOnlyError(StoreError):
    """Files were made read-only by their owner. `paths` are those, within the knowledge base."""

    def __init__(self, base: Base, paths: Sequence[str]) -> None:
        self.paths = frozenset(paths)
        files, were = " and ".join(str(base.folder / path) for path in paths), "were" if paths[1:] else "was"
        super().__init__(
            f"{files} {were} made read-only by {'their' if paths[1:] else 'its'} owner. Nothing was written."
        )


Plan = Callable[[Base], Sequence[Draft]]
_Write: TypeAlias = Callable[[Sequence[Draft]], list[str]]


class Watch(NamedTuple, Generic[Before, Told]):
    """What to ask of the index before a change, and what to tell from that once the change is made in it."""

    before: Callable[[Connection], Before]
    after: Callable[[Connection, Before], Told]


def make(
    base: Base,
    plan: Plan,
    watch: Watch[Before, Told],
    what: What,
    *,
    say: Say,
    dry_run: bool,
    despite: Set[str] = frozenset(),
) -> Outcome[Told]:
    """Make a change, or with `dry_run` only try it out. `plan` drafts it from the newest files, `what` it is is kept.

    Raises RefusedError where the knowledge base would have new errors, ReadOnlyError where a file that is not among
    `despite` is read-only, and StoreError where one cannot be written; then nothing was.
    """
    write = None if dry_run else lambda drafts: _write(base, drafts, despite, what, say)
    if write is None:
        return _tried(base, plan, watch, None)
    with locked(base.folder, say):
        recall.mended(base.folder, say)
        for _ in range(_TRIES - 1):
            try:
                return _tried(base, plan, watch, write)
            except ChangedError:
                continue  # an editor saved the file in between: the change is drafted anew from what it saved
        return _tried(base, plan, watch, write)


def _tried(base: Base, plan: Plan, watch: Watch[Before, Told], write: _Write | None) -> Outcome[Told]:
    drafts = tuple(plan(base))
    try:
        return _on_trial(base, drafts, watch, write, in_memory=False)
    except index.DAMAGE as error:
        # The index is damaged, has no room, or somebody else keeps it busy: none shall keep anybody from writing.
        if not isinstance(error, sqlite3.OperationalError):
            index.rebuilt(base).close()
        return _on_trial(base, drafts, watch, write, in_memory=True)


def _on_trial(
    base: Base, drafts: tuple[Draft, ...], watch: Watch[Before, Told], write: _Write | None, *, in_memory: bool
) -> Outcome[Told]:
    proposed = base._replace(proposed=_Proposed(drafts))
    with index.trial(base, in_memory=in_memory) as db:
        known, before = index.problems(db), watch.before(db)
        index.propose(db, proposed)
        new = _new(known, index.problems(db))
        if errors := [problem for problem in new if problem.severity == ERROR]:
            raise RefusedError(errors)
        told = watch.after(db, before)
        doubts: list[str] = []
        if write:
            with _uninterrupted():
                doubts = write(drafts)
                _keep(db, proposed)
    return Outcome(told, drafts, tuple(new), tuple(doubts))


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keep Ctrl-C waiting: whoever presses it while something is written would not know whether it was."""
    if current_thread() is not main_thread():
        yield
        return
    pressed = list[int]()
    before = signal(SIGINT, lambda number, _: pressed.append(number))
    try:
        yield
    finally:
        signal(SIGINT, before)


def _write(base: Base, drafts: Sequence[Draft], despite: Set[str], what: What, say: Say) -> list[str]:
    """Write the files, all or none; gives what could not be made sure of. Raises ChangedError, StoreError."""
    if refused := [each.path for each in drafts if each.path not in despite and read_only(base.folder / each.path)]:
        raise ReadOnlyError(base, refused)
    for draft in drafts:
        if not holds(base.folder / draft.path, draft.was):
            raise ChangedError(f"Another program changed {draft.path} just now. Nothing was written; try again.")
    with recall.noted(base.folder, what, _Files(drafts), say):
        return _put_all(base, drafts)


def _put_all(base: Base, drafts: Sequence[Draft]) -> list[str]:
    doubts = list[str]()
    for at, draft in enumerate(drafts):
        try:
            put(base.folder / draft.path, draft.data, draft.was)
        except WrittenError as error:
            doubts.append(str(error))
        except StoreError:
            _take_back(base, drafts[:at])
            raise
    return doubts


def _take_back(base: Base, drafts: Iterable[Draft]) -> None:
    """Put the files back as they were before, as far as that can be done."""
    for draft in drafts:
        with suppress(OSError, StoreError):
            put(base.folder / draft.path, draft.was, draft.data)


def _keep(db: Connection, proposed: Base) -> None:
    """The files are written: what becomes of the index no longer matters, since the next question mends it."""
    try:
        index.keep(db, proposed)
    except (sqlite3.DatabaseError, StoreError):
        return


def _new(before: Iterable[Problem], after: Iterable[Problem]) -> list[Problem]:
    """The problems that were not there before, whatever line the old ones stand on now."""
    left = Counter(map(_sense, before))
    new = []
    for problem in after:
        left[_sense(problem)] -= 1
        if left[_sense(problem)] < 0:
            new.append(problem)
    return new


def _sense(problem: Problem) -> tuple[str | None, ...]:
    return (problem.file, problem.code, problem.message, problem.record)


def target(base: Base, kind: str) -> str:
    """The file that takes new records of a kind: `claims.yaml`, or `claims/added.yaml` where there is only a folder."""
    name = f"{kind}s"
    single = base.folder / f"{name}.yaml"
    return f"{name}/added.yaml" if (base.folder / name).is_dir() and not single.exists() else single.name


def current(base: Base, path: str) -> bytes | None:
    """The bytes of a file; None where there is none yet."""
    return store.read(base, path) if (base.folder / path).exists() else None
