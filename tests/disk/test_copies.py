"""Copies: a knowledge base of files in a new folder, and the user's own of the packaged one."""

from pathlib import Path

import pytest

from syriakb.disk import copies, store
from syriakb.disk.store import Base
from syriakb.errors import StoreError
from tests.kb import Kb

FILES = {"kb.yaml": b"title: New\n", "actors.yaml": b"[]\n", "claims.yaml": b"[]\n"}

LEFT = (".syriakb.lock", ".gitignore")  # what is no part of a knowledge base


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name not in LEFT}


def test_one_is_planted_in_a_folder_that_is_made_for_it(tmp_path: Path) -> None:
    copies.plant(tmp_path / "far" / "away", FILES, print)
    assert written(tmp_path / "far" / "away") == FILES


def test_its_mark_comes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []
    monkeypatch.setattr(copies, "replace", lambda path, *_: names.append(path.name))
    copies.plant(tmp_path, FILES, print)
    assert names == [".gitignore", "actors.yaml", "claims.yaml", "kb.yaml"]


def test_half_a_one_is_completed(tmp_path: Path) -> None:
    (tmp_path / "actors.yaml").write_bytes(b"[]\n")
    copies.plant(tmp_path, FILES, print)
    assert written(tmp_path) == FILES


def test_the_lock_does_not_end_in_a_commit(tmp_path: Path) -> None:
    copies.plant(tmp_path, FILES, print)
    assert (tmp_path / ".gitignore").read_text() == ".syriakb.lock\n"


def test_a_gitignore_there_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine\n")
    copies.plant(tmp_path, FILES, print)
    assert (tmp_path / ".gitignore").read_text() == "mine\n"


@pytest.mark.parametrize("name", ["kb.yaml", "claims.yaml"])
def test_nothing_there_is_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"mine")
    with pytest.raises(StoreError) as error:
        copies.plant(tmp_path, FILES, print)
    assert str(error.value) == f"{tmp_path} holds {name} already, and nothing there is overwritten."
    assert written(tmp_path) == {name: b"mine"}


def test_the_same_mark_is_one_already(tmp_path: Path) -> None:
    (tmp_path / "kb.yaml").write_bytes(FILES["kb.yaml"])
    with pytest.raises(StoreError, match=r"holds kb\.yaml already"):
        copies.plant(tmp_path, FILES, print)


def test_where_no_folder_can_be_made_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError) as error:
        copies.plant(tmp_path / "file" / "kb", FILES, print)
    assert str(error.value) == f"The folder {tmp_path / 'file' / 'kb'} cannot be made: not a directory."


def test_the_packaged_one_is_copied_once(kb: Kb) -> None:
    said: list[str] = []
    packaged = Base(kb.folder, packaged=True)
    own = copies.own(packaged, said.append)
    assert own == Base(store.own_folder())
    assert said == [
        f"The packaged knowledge base is read-only, so it was copied to {own.folder}, which is asked from now on."
        " More: syriakb help changing"
    ]
    assert written(own.folder) == {path.name: path.read_bytes() for path in kb.folder.iterdir()}
    with pytest.raises(StoreError) as error:
        copies.own(packaged, said.append)
    assert str(error.value) == (
        f"{kb.folder} is the packaged copy, which is read-only. Your own is in {own.folder}: name that."
    )


def test_any_other_is_written_to_as_it_is(kb: Kb) -> None:
    said: list[str] = []
    assert copies.own(Base(kb.folder), said.append) == Base(kb.folder)
    assert (said, store.own_folder().exists()) == ([], False)


def test_a_copy_takes_along_what_is_no_record(kb: Kb) -> None:
    kb.claims("- {id: one, about: [red]}")
    beside = ("geometry.geojson", "mappings/sheet.yaml", "texts/radio.txt")
    for name in (*beside, "notes.txt"):
        kb.write(name, "{}")
    assert {*beside, "claims.yaml", "kb.yaml"} < {*copies.whole(Base(kb.folder))}
    assert "notes.txt" not in copies.whole(Base(kb.folder))
