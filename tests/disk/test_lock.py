"""The lock: how long a writer waits, what it says, and what it clears away."""

import time
from pathlib import Path
from typing import Any

import filelock
import pytest

from syriakb.disk import lock
from syriakb.errors import StoreError


def test_waiting_is_said_after_a_second_and_ends_after_half_a_minute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    class Taken:
        def __init__(self, path: Path, **options: Any) -> None: ...

        def acquire(self, timeout: float) -> None:
            waited.append(timeout)
            raise filelock.Timeout(str(tmp_path))

    monkeypatch.setattr(filelock, "FileLock", Taken)
    said: list[str] = []
    with pytest.raises(StoreError) as error, lock.locked(tmp_path, said.append):
        pass
    assert waited == [1, 30]
    held = f"{tmp_path}/.syriakb.lock"
    assert said == [f"Another process is writing to {tmp_path} and holds {held}; waiting for at most 30 seconds."]
    assert str(error.value) == (
        f"Another process has been writing to {tmp_path} for 30 seconds and holds {held}. "
        "Nothing was written; try again."
    )


def test_everybody_who_may_write_may_lock(tmp_path: Path) -> None:
    with lock.locked(tmp_path, print):
        assert (tmp_path / lock.LOCK).stat().st_mode & 0o777 == 0o666


def test_who_waits_looks_often(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    sleep = time.sleep
    monkeypatch.setattr(time, "sleep", lambda seconds: pauses.append(seconds) or sleep(0.01))
    monkeypatch.setattr(lock, "_SILENT", 0.3)
    monkeypatch.setattr(lock, "PATIENCE", 0.3)
    with lock.locked(tmp_path, print), pytest.raises(StoreError), lock.locked(tmp_path, lambda _: None):
        pass
    assert pauses and max(pauses) < 0.1


def test_what_is_no_folder_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError) as error, lock.locked(tmp_path / "file", print):
        pass
    assert str(error.value).startswith(f"Nothing can be written to {tmp_path / 'file'}: ")


def test_a_writer_that_fails_lets_the_next_one_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locks: list[filelock.BaseFileLock] = []

    class Kept(filelock.FileLock):  # type: ignore[misc, valid-type]  # which class it is depends on the system
        """A lock that is not let go just because nobody remembers it."""

        def __init__(self, *place: Any, **options: Any) -> None:
            super().__init__(*place, **options)
            locks.append(self)

    monkeypatch.setattr(filelock, "FileLock", Kept)
    with pytest.raises(RuntimeError), lock.locked(tmp_path, print):
        raise RuntimeError
    assert [each.is_locked for each in locks] == [False]


def test_what_a_killed_writer_left_is_cleared_away(tmp_path: Path) -> None:
    left = [tmp_path / ".claims.yaml.x.syriakb-tmp", tmp_path / "claims" / ".a.yaml.x.syriakb-tmp"]
    kept = [tmp_path / "claims" / "a.yaml", tmp_path / "notes" / ".b.x.syriakb-tmp", tmp_path / "a.syriakb-tmp"]
    for path in (*left, *kept):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    stays = tmp_path / ".folder.syriakb-tmp"
    stays.mkdir()
    with lock.locked(tmp_path, print):
        assert [path.exists() for path in left] == [False, False]
    assert all(path.exists() for path in (*kept, stays))
