"""Nothing is lost: several writers at once, killed writers, full disks, and files that others change meanwhile."""

import os
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from syriakb.disk import lock, replace
from syriakb.errors import StoreError
from tests.kb import Kb
from tests.stress import add_and_kill, add_at_once, command, left_behind, names

FULL = os.environ.get("SYRIAKB_STRESS") == "full"
ADD = ("add", "claim", "The mill fell.", "--source", "radio", "--locator", "p1", "--id", "new")


def test_processes_that_add_at_once_lose_nothing(kb: Kb) -> None:
    processes, claims = (8, 50) if FULL else (4, 3)
    acknowledged = add_at_once(kb, processes, claims)
    assert len(acknowledged) == processes * claims
    assert names(kb) == set(acknowledged)
    assert (kb.problems(), left_behind(kb)) == ([], [])


def test_a_killed_add_harms_nothing(kb: Kb) -> None:
    acknowledged, _ = add_and_kill(kb, 200 if FULL else 8)
    subprocess.run(command(kb, "last"), check=True, capture_output=True)
    assert {*acknowledged, "last"} <= names(kb)
    assert left_behind(kb) == []


def no_more_than(size: int) -> Any:
    """What a process must do first so that none of its files can grow beyond that."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_full_disk_is_one_message_and_no_change(kb: Kb) -> None:
    kb.claims("- {id: old, note: %s}" % ("x" * 50_000))
    before = (kb.folder / "claims.yaml").read_bytes()
    done = subprocess.run(command(kb, "new"), capture_output=True, text=True, preexec_fn=no_more_than(40_000))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"error: {kb.folder}/claims.yaml cannot be written: file too large. It is as it was.\n"
    assert (kb.folder / "claims.yaml").read_bytes() == before
    assert left_behind(kb) == []
    assert kb.run(*ADD).status == 0


def mounted(path: Path, *options: str) -> bool:
    """Whether a small file system could be mounted there."""
    path.mkdir(exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(path)], capture_output=True)
    return done.returncode == 0


def fill(disk: Path) -> None:
    """Leave no room on a disk."""
    try:
        with (disk / "rest").open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
    except OSError:
        return


def test_a_small_disk_that_is_full(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    if not mounted(disk, "size=96k"):
        pytest.skip("nothing can be mounted here")
    try:
        kb = Kb.made_up(disk)
        kb.claims("- {id: old, note: %s}" % ("x" * 30_000))
        before = (kb.folder / "claims.yaml").read_bytes()
        fill(disk)
        result = kb.run(*ADD)
        assert (result.status, result.err) == (
            1, f"error: {disk}/claims.yaml cannot be written: no space left on device. It is as it was.\n"
        )  # fmt: skip
        assert (kb.folder / "claims.yaml").read_bytes() == before
        assert left_behind(kb) == ["rest"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_read_only_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    if not mounted(disk, "size=1m"):
        pytest.skip("nothing can be mounted here")
    try:
        kb = Kb.made_up(disk)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        result = kb.run(*ADD)
        assert (result.status, result.err) == (1, f"error: Nothing can be written to {disk}: read-only file system.\n")
        assert kb.run(*ADD, "--dry-run").status == 0
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_file_that_its_owner_made_read_only_is_not_written_to(kb: Kb) -> None:
    kb.claims("- {id: old, subject: red, predicate: took, object: mill, start: 2020-01}")
    file = kb.folder / "claims.yaml"
    was = file.read_bytes()
    file.chmod(0o464)  # others may, its owner may not
    for change in (ADD, ("retract", "old", "--reason", "A slip.")):
        result = kb.run(*change)
        assert (result.status, result.out) == (1, "")
        assert result.err == f"error: {file} was made read-only by its owner. Nothing was written.\n"
        assert kb.run(*change, "--dry-run").status == 0
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (was, 0o464)
    file.chmod(0o644)
    assert kb.run(*ADD).status == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_read_only_folder(kb: Kb) -> None:
    kb.folder.chmod(0o500)
    try:
        assert kb.run(*ADD).err == f"error: Nothing can be written to {kb.folder}: permission denied.\n"
    finally:
        kb.folder.chmod(0o700)


def test_a_folder_that_vanishes(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    def vanish(real: Path, data: bytes) -> Path:
        kb.folder.rename(kb.folder.with_name("gone"))
        return beside(real, data)

    beside = replace._written_beside
    monkeypatch.setattr(replace, "_written_beside", vanish)
    result = kb.run(*ADD)
    assert (result.status, result.err) == (
        1, f"error: {kb.folder}/claims.yaml cannot be written: no such file or directory. It is as it was.\n"
    )  # fmt: skip


def test_a_file_that_an_editor_saves_meanwhile_is_never_overwritten(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    kb.claims("- {id: old}")
    path = kb.folder / "claims.yaml"
    beside = replace._written_beside
    saved: list[str] = []

    def save(real: Path, data: bytes) -> Path:
        made = beside(real, data)
        if not saved:
            saved.append("once")
            path.write_text(path.read_text() + "# by hand\n")
        return made

    monkeypatch.setattr(replace, "_written_beside", save)
    assert kb.run(*ADD).status == 0
    assert "# by hand\n- id: new\n" in path.read_text()


def test_a_file_that_never_rests_is_left_alone(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    kb.claims("- {id: old}")
    path = kb.folder / "claims.yaml"
    beside = replace._written_beside

    def save(real: Path, data: bytes) -> Path:
        path.write_text(path.read_text() + "# by hand\n")
        return beside(real, data)

    monkeypatch.setattr(replace, "_written_beside", save)
    result = kb.run(*ADD)
    assert (result.status, "Another program changed" in result.err) == (1, True)
    assert path.read_text().endswith("# by hand\n" * 3)
    assert left_behind(kb) == []


def test_waiting_is_said_and_ends(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.3)
    monkeypatch.setattr(lock, "_SILENT", 0.1)
    said: list[str] = []
    with lock.locked(kb.folder, said.append):
        result = kb.run(*ADD)
    assert said == []
    assert result.status == 1
    assert "waiting for at most 0.3 seconds" in result.err
    assert "Nothing was written; try again." in result.err


def test_who_waits_goes_on_when_the_other_is_done(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_SILENT", 0.1)
    holding = threading.Event()

    def hold() -> None:
        with lock.locked(kb.folder, lambda _: None):
            holding.set()
            time.sleep(0.4)

    other = threading.Thread(target=hold)
    other.start()
    holding.wait()
    result = kb.run(*ADD)
    other.join()
    assert (result.status, "waiting" in result.err) == (0, True)


def test_the_lock_of_a_dead_process_blocks_nobody(kb: Kb) -> None:
    hold = (
        "import sys, pathlib, os\nfrom syriakb.disk import lock\n"
        "with lock.locked(pathlib.Path(sys.argv[1]), print):\n    os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", hold, str(kb.folder)]).returncode == -9
    assert (kb.folder / ".syriakb.lock").exists()
    result = kb.run(*ADD)
    assert (result.status, result.err) == (0, "")


def test_an_index_without_room_keeps_nobody_from_writing(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null")
    assert kb.run(*ADD).status == 0
    assert names(kb) == {"new"}


def test_a_write_leaves_an_index_that_is_up_to_date(kb: Kb) -> None:
    from syriakb.disk.store import Base
    from syriakb.index import open as index

    assert kb.run(*ADD).status == 0
    db = index.open_index(Base(kb.folder))
    assert db.execute("SELECT id FROM claim").fetchall() == [("new",)]
    (size,) = db.execute("SELECT size FROM file WHERE path = 'claims.yaml'").fetchone()
    assert size == (kb.folder / "claims.yaml").stat().st_size


def test_replace_never_makes_half_a_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file.yaml"
    replace.replace(path, b"one", None)
    with pytest.raises(replace.ChangedError):
        replace.replace(path, b"two", None)
    with pytest.raises(StoreError):
        replace.replace(path / "below", b"x", None)
    assert [each.read_bytes() for each in path.parent.iterdir()] == [b"one"]
