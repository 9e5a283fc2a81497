"""The last change taken back: all its files, or none, and refused where something stands in its way."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from syriakb.disk import recall, replace
from syriakb.errors import StoreError
from tests.kb import Kb, lines, run

CLAIM = "- {id: old, subject: red, predicate: took, object: mill, start: 2020-01-02}"
ADD = ("add", "claim", "The ford fell.", "--source", "radio", "--locator", "p1", "--id", "new")
PUT = ("--subject", "red", "--predicate", "took", "--object", "ford", "--start", "2020-02-01")


def files(kb: Kb) -> dict[str, bytes]:
    found = (path for path in kb.folder.rglob("*") if path.is_file() and ".git/" not in f"{path}")
    return {str(path.relative_to(kb.folder)): path.read_bytes() for path in found if path.name != ".syriakb.lock"}


def kept(home: Path) -> list[Path]:
    return sorted((home / "state" / "syriakb" / "undo").glob("*/*"))


@pytest.fixture
def held(kb: Kb) -> Kb:
    """The reds took the mill, and more stands beside the records."""
    kb.claims(CLAIM)
    ring = [[0, 0], [1, 0], [1, 1], [0, 0]]
    mill = {"properties": {"id": "mill"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    kb.write("geometry.geojson", json.dumps({"type": "FeatureCollection", "features": [mill]}))
    return kb


@pytest.mark.parametrize(
    "change",
    [
        (*ADD, *PUT),
        ("add", "source", "Wire"),
        ("retract", "old", "--reason", "A slip."),
        ("edit", "old", "--object", "ford", "--unset", "start"),
        ("rename", "mill", "old-mill"),
        ("remove", "grey"),
        ("merge", "mill", "ford"),
    ],
)
def test_whatever_was_done_last_is_undone(held: Kb, change: tuple[str, ...]) -> None:
    before = files(held)
    assert held.run(*change).status == 0
    assert files(held) != before
    answer = held.ask("undo")
    assert (answer["answer"], answer["undone"]["command"]) == ("undo", change[0])
    assert files(held) == before
    assert {*held.problems("severity")} <= {"warning"}


def test_it_says_what_it_undoes_and_what_that_changes(held: Kb) -> None:
    held.run(*ADD, *PUT)
    now = files(held)
    tried = held.run("undo", "--dry-run")
    assert tried.out.startswith("Dry run, nothing is written: Would undo: Added the claim new (2")
    assert files(held) == now
    result = held.run("undo")
    assert result.out.startswith("Undid: Added the claim new (2")
    assert "lost  Ford  2020-02-01 " in result.out
    assert result.err == f"{held.folder}/claims.yaml is as it was before.\n"


def test_each_undo_takes_back_the_one_before(held: Kb) -> None:
    states = [files(held)]
    for name in ("Wire", "Post", "Leaflet"):
        held.run("add", "source", name)
        states.append(files(held))
    for state in reversed(states[:-1]):
        assert held.run("undo").status == 0
        assert files(held) == state
    result = held.run("undo")
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith(f"error: Of {held.folder} no change is known that was made with this tool")


def test_an_import_of_thousands_is_undone_as_a_whole(held: Kb, tmp_path: Path) -> None:
    rows = [f"c{at},Number {at}.,radio,p{at},Wire {at % 3}" for at in range(3000)]
    (tmp_path / "t.csv").write_text("\n".join(["id,statement,source,locator,said_by", *rows]))
    before = files(held)
    result = held.run("import", str(tmp_path / "t.csv"), "--create")
    assert (result.status, "Imported 3,000 claims and 3 actors" in result.out) == (0, True), result
    assert len(files(held)) == len(before) + 2
    result = held.run("undo")
    assert (result.status, result.out.startswith("Undid: Imported 3,000 claims and 3 actors (2")) == (0, True), result
    gone = (f"{held.folder}/{kind}/t.jsonl is gone again.\n" for kind in ("actors", "claims"))
    assert result.err == "".join(gone)
    assert files(held) == before
    assert not (held.folder / "claims").exists()


def test_nobody_else_reads_what_is_kept_and_only_the_last_changes_are(
    held: Kb, own_surroundings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recall, "_KEPT", 2)
    for at in range(4):
        held.run("edit", "old", "--note", f"secret {at}")
    found = kept(own_surroundings)
    assert len(found) == 2
    assert {path.stat().st_mode & 0o777 for path in found} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in (found[0].parent, found[0].parent.parent)} == {0o700}
    assert all(path.stat().st_size < 700 for path in found)
    found[-1].chmod(0o666)  # by then anybody could have put something there
    assert "no change is known" in held.run("undo").err


@pytest.mark.parametrize(
    ("change", "serves"),
    [
        (ADD, "syriakb retract new --reason TEXT"),
        (("add", "source", "Wire"), "syriakb remove wire"),
        (("edit", "old", "--note", "x"), "syriakb edit old"),
        (("retract", "old", "--reason", "x"), "syriakb edit old --unset retracted"),
        (("rename", "mill", "weir"), "syriakb rename weir OLD"),
        (("remove", "grey"), "syriakb add actor --id grey"),
        (("merge", "red", "green"), "syriakb edit ID, syriakb retract ID."),
    ],
)
def test_what_changed_since_is_left_and_the_verb_that_serves_is_named(
    held: Kb, change: tuple[str, ...], serves: str
) -> None:
    before = files(held)
    assert held.run(*change).status == 0
    (touched,) = [path for path, data in files(held).items() if before.get(path) != data][:1]
    with (held.folder / touched).open("a") as file:
        file.write("# by hand\n")
    now = files(held)
    result = held.run("undo")
    assert (result.status, result.out) == (1, "")
    assert f"cannot be undone: {touched} was changed since. To put " in result.err
    assert serves in result.err
    assert files(held) == now


def test_a_file_that_is_gone_was_changed_since(held: Kb) -> None:
    held.run("add", "source", "Wire")
    (held.folder / "sources.yaml").unlink()
    assert "sources.yaml was changed since" in held.run("undo").err


def test_what_others_rest_on_by_now_is_left(held: Kb, tmp_path: Path) -> None:
    held.run("add", "actor", "Pink Band")
    held.write("claims/more.yaml", "- {id: more, statement: S., about: [pink-band], source: radio, locator: p1}\n")
    now = files(held)
    result = held.run("undo")
    assert (result.status, "cannot be undone by now." in result.err) == (1, True)
    assert "pink-band" in result.err
    assert "Nothing was written. To put it right: syriakb remove pink-band" in result.err
    assert files(held) == now


def git(kb: Kb, *arguments: str) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@b.example")
    done = subprocess.run(["git", "-C", str(kb.folder), *who, *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_what_git_committed_is_left_to_git(held: Kb) -> None:
    git(held, "init", "-q")
    git(held, "add", ".")
    git(held, "commit", "-qm", "Before")
    held.run(*ADD)
    assert held.run("undo").status == 0
    held.run(*ADD)
    git(held, "commit", "-qam", "After")
    commit = git(held, "log", "-1", "--format=%h")
    result = held.run("undo")
    assert (result.status, result.out) == (1, "")
    assert f"is in git by now, in the commit {commit}, so it is not undone here." in result.err
    assert f"To take back that commit: git revert {commit}." in result.err
    assert "syriakb retract new --reason TEXT" in result.err
    assert b"id: new" in files(held)["claims.yaml"]


def test_a_file_that_cannot_be_written_leaves_all_as_they_were(held: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    held.run("rename", "mill", "weir")
    now, real, done = files(held), replace.replace, list[str]()

    def fails(path: Path, data: bytes, was: bytes | None) -> None:
        done.append(path.name)
        if len(done) == 3:
            raise StoreError("No room.")
        real(path, data, was)

    monkeypatch.setattr(replace, "replace", fails)
    assert (held.run("undo").status, len(done)) == (1, 5)
    assert files(held) == now
    assert held.run("undo").status == 0


@pytest.mark.parametrize("change", [("rename", "mill", "weir"), ("undo",)])
@pytest.mark.parametrize("after", [0, 2])
def test_a_change_that_was_cut_off_is_put_back_by_the_next(held: Kb, change: tuple[str, ...], after: int) -> None:
    if change == ("undo",):
        held.run("rename", "mill", "weir")
    before = files(held)
    dying = f"""
import os
from syriakb.disk import replace
real, done = replace.replace, []
def dies(*given):
    if len(done) == {after}:
        os.kill(os.getpid(), 9)
    done.append(real(*given))
replace.replace = dies
from syriakb.cli.app import main
main()
"""
    program = [sys.executable, "-c", dying, *change, "--data", str(held.folder)]
    assert subprocess.run(program, capture_output=True).returncode == -9
    result = held.run("add", "source", "Wire")
    assert (result.status, "was cut off between two files" in result.err) == (0, after > 0)
    assert held.run("undo").status == 0
    assert files(held) == before


def test_where_nothing_can_be_kept_the_change_is_made_all_the_same(held: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null")
    result = held.run(*ADD)
    assert (result.status, result.err) == (0, "note: This change is not kept for syriakb undo: not a directory.\n")
    assert held.run("undo").status == 1


def test_two_knowledge_bases_have_changes_of_their_own(held: Kb, tmp_path: Path) -> None:
    other = Kb.made_up(tmp_path / "other")
    held.run(*ADD)
    assert "no change is known" in other.run("undo").err
    link = tmp_path / "link"
    link.symlink_to(held.folder)
    assert run("undo", "--data", str(link)).status == 0


@pytest.mark.parametrize(("old", "new"), [
    (b"", b"x"), (b"x", b""), (b"abc", b"abXc"), (b"aaaa", b"aa"), (b"aa", b"aaaa"),
    (b"x" * 200_000 + b"y", b"x" * 200_000 + b"zy"),
    (None, b"new"), (b"gone", None),
])  # fmt: skip
def test_what_is_kept_gives_the_old_bytes_back(tmp_path: Path, old: bytes | None, new: bytes | None) -> None:
    with recall.noted(tmp_path, recall.What("edit", "Changed it"), [("f", old, new)], print):
        pass
    entry = recall.last(tmp_path)
    assert entry is not None
    assert entry.files[0].old(new) == old
    assert entry.kept_in.stat().st_size < 600
    assert lines([entry.what._asdict()], "command sentence") == ["edit Changed it"]
