"""One file in the place of another: what is on the disk when, whose it is, and what is left where it fails."""

import errno
import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from syriakb.disk.replace import ChangedError, content, holds, put, reason, remove, replace
from syriakb.errors import StoreError


@pytest.fixture
def umask() -> Iterator[int]:
    """What the surroundings keep from others: the mask that files are made under."""
    before = os.umask(0o002)
    yield 0o002
    os.umask(before)


def refuse(number: int) -> None:
    raise OSError(number, os.strerror(number))


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o7777


def test_file_and_folders_are_on_the_disk_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    sync, rename = os.fsync, Path.replace

    def syncing(handle: int) -> None:
        place = Path(f"/proc/self/fd/{handle}").readlink()
        told.append(f"{place.relative_to(tmp_path)}/" if place.is_dir() else place.read_text())
        sync(handle)

    def renaming(self: Path, target: Path) -> Path:
        told.append(f"to {target.relative_to(tmp_path)}")
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", syncing)
    monkeypatch.setattr(Path, "replace", renaming)
    replace(tmp_path / "claims" / "new" / "a.yaml", b"- {id: one}", None)
    assert told == ["- {id: one}", "to claims/new/a.yaml", "claims/new/", "claims/", "./"]


def test_that_a_file_is_gone_is_on_the_disk_before_its_folder_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    sync, rmdir = os.fsync, Path.rmdir

    def syncing(handle: int) -> None:
        place = Path(f"/proc/self/fd/{handle}").readlink()
        told.append(f"{place.relative_to(tmp_path)}/ with {len([*place.iterdir()])}")
        sync(handle)

    def removing(self: Path) -> None:
        told.append(f"without {self.relative_to(tmp_path)}")
        rmdir(self)

    path = tmp_path / "claims" / "a.yaml"
    path.parent.mkdir()
    path.write_bytes(b"- {id: one}")
    monkeypatch.setattr(os, "fsync", syncing)
    monkeypatch.setattr(Path, "rmdir", removing)
    remove(path, b"- {id: one}")
    assert told == ["claims/ with 0", "without claims"]


def test_a_folder_that_another_makes_meanwhile_is_as_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = Path.mkdir

    def late(self: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        make(self)
        make(self, mode, parents, exist_ok)

    monkeypatch.setattr(Path, "mkdir", late)
    replace(tmp_path / "claims" / "a.yaml", b"one", None)
    assert (tmp_path / "claims" / "a.yaml").read_bytes() == b"one"


def test_other_bytes_by_now_are_left_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"theirs")
    for was in (b"ours", None):
        with pytest.raises(ChangedError, match=r"Another program changed .*a\.yaml just now\. Nothing was written"):
            replace(path, b"new", was)
    replace(path, b"new", b"theirs")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a.yaml", b"new")]


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path, umask: int) -> None:
    replace(tmp_path / "a.yaml", b"one", None)
    assert mode(tmp_path / "a.yaml") == 0o666 & ~umask
    assert os.umask(umask) == umask


@pytest.mark.parametrize("own", [0o640, 0o4755, 0o600])
def test_a_file_keeps_its_permissions(tmp_path: Path, umask: int, own: int) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"one")
    path.chmod(own)
    replace(path, b"two", b"one")
    assert (path.read_bytes(), mode(path)) == (b"two", own)


@pytest.mark.parametrize("allowed", [True, False])
def test_a_file_keeps_its_owner_where_that_is_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, allowed: bool
) -> None:
    given: list[tuple[int, int]] = []

    def give(handle: int, owner: int, group: int) -> None:
        given.append((owner, group))
        if not allowed:
            refuse(errno.EPERM)

    monkeypatch.setattr(os, "fchown", give)
    path = tmp_path / "a.yaml"
    path.write_bytes(b"one")
    replace(path, b"two", b"one")
    assert (path.read_bytes(), given) == (b"two", [(path.stat().st_uid, path.stat().st_gid)])


def test_a_link_is_followed(tmp_path: Path) -> None:
    real, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    real.write_bytes(b"one")
    link.symlink_to(real)
    replace(link, b"two", b"one")
    assert (link.is_symlink(), real.read_bytes()) == (True, b"two")


@pytest.mark.parametrize("gone", [False, True])
def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: bool) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"one")

    def full(handle: int) -> None:
        if gone:
            Path(f"/proc/self/fd/{handle}").readlink().unlink()
        refuse(errno.ENOSPC)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError) as error:
        replace(path, b"two", b"one")
    assert str(error.value) == f"{path} cannot be written: no space left on device. It is as it was."
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a.yaml", b"one")]


def test_a_file_system_that_cannot_bring_a_folder_to_the_disk_is_good_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def only_files(handle: int) -> None:
        refuse(errno.EINVAL) if Path(f"/proc/self/fd/{handle}").is_dir() else sync(handle)

    monkeypatch.setattr(os, "fsync", only_files)
    replace(tmp_path / "a.yaml", b"one", None)
    assert (tmp_path / "a.yaml").read_bytes() == b"one"


def test_no_file_stays_open(tmp_path: Path) -> None:
    gc.collect()  # what other tests left open
    before = sorted(Path("/dev/fd").iterdir())
    replace(tmp_path / "claims" / "a.yaml", b"one", None)
    assert sorted(Path("/dev/fd").iterdir()) == before


def test_the_reason_is_in_the_words_of_the_system() -> None:
    assert reason(OSError(errno.EACCES, "Permission denied")) == "permission denied"
    assert reason(OSError("Something Odd")) == "something odd"


def test_a_file_holds_just_these_bytes(tmp_path: Path) -> None:
    path, large = tmp_path / "a.yaml", b"x" * (1 << 20)  # so large is one piece that is compared
    path.write_bytes(large + large + b"one")
    assert holds(path, large + large + b"one")
    others = (b"", large, large + large + b"on", large + large + b"two", b"y" + large[1:] + large + b"one")
    assert [holds(path, other) for other in (*others, large + large + b"one more", None)] == [False] * 7
    assert [holds(tmp_path / "none.yaml", other) for other in (None, b"")] == [True, False]


def test_bytes_are_put_in_the_place_of_others_and_none_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    put(path, None, None)
    assert content(path) is None
    put(path, b"one", None)
    put(path, b"two", b"one")
    assert content(path) == b"two"
    with pytest.raises(ChangedError):
        put(path, None, b"one")
    put(path, None, b"two")
    assert content(path) is None
