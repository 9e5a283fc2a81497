"""An index is its owner's alone, is believed only as such, and goes on in surroundings that have no place for it."""

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from syriakb.disk.store import Base
from syriakb.index import cache
from syriakb.index import open as index
from tests.kb import Kb

RED = "- {id: one, subject: red, predicate: holds, object: mill}"


def placed(kb: Kb) -> Path:
    path = cache.place(kb.folder)
    assert path
    return path


def mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


def test_only_its_owner_may_read_an_index(kb: Kb) -> None:
    kb.claims(RED)
    kb.ask("control", "mill")
    assert (mode(placed(kb).parent), mode(placed(kb))) == ("0o700", "0o600")
    assert {mode(path) for path in placed(kb).parent.iterdir()} == {"0o600"}


def test_a_folder_that_all_could_read_no_longer_is(kb: Kb) -> None:
    placed(kb).parent.mkdir(parents=True)
    placed(kb).parent.chmod(0o755)
    kb.ask("control", "mill")
    assert mode(placed(kb).parent) == "0o700"


@pytest.mark.parametrize("bits", [0o620, 0o602])
def test_an_index_that_others_may_write_is_not_believed(kb: Kb, bits: int) -> None:
    kb.claims(RED)
    kb.ask("control", "mill")
    forged = sqlite3.connect(placed(kb))
    forged.execute("UPDATE control_fact SET subject = 'blue'")
    forged.commit()
    forged.close()
    assert kb.rows("controllers", "control", "mill") == ["blue"]
    placed(kb).chmod(bits)
    assert kb.rows("controllers", "control", "mill") == ["red"]
    assert mode(placed(kb)) == "0o600"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to somebody else")
def test_an_index_of_somebody_else_is_not_believed(kb: Kb) -> None:
    kb.claims(RED)
    kb.ask("control", "mill")
    forged = sqlite3.connect(placed(kb))
    forged.execute("UPDATE control_fact SET subject = 'blue'")
    forged.commit()
    forged.close()
    os.chown(placed(kb), 12345, 12345)
    assert kb.rows("controllers", "control", "mill") == ["red"]
    assert placed(kb).stat().st_uid == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to somebody else")
def test_in_a_folder_of_somebody_else_nothing_is_written(kb: Kb) -> None:
    kb.claims(RED)
    placed(kb).parent.mkdir(parents=True)
    os.chown(placed(kb).parent, 12345, 12345)
    assert kb.rows("controllers", "control", "mill") == ["red"]
    assert list(placed(kb).parent.iterdir()) == []


def test_a_pipe_where_the_index_should_lie_is_replaced(kb: Kb) -> None:
    kb.claims(RED)
    placed(kb).parent.mkdir(parents=True)
    os.mkfifo(placed(kb))
    assert kb.rows("controllers", "control", "mill") == ["red"]
    assert placed(kb).is_file()


def test_what_killed_processes_left_half_built_is_cleared_away(kb: Kb) -> None:
    kb.ask("control", "mill")
    left = [placed(kb).with_suffix(f".{end}") for end in ("4711.tmp", "4711.tmp-journal", "4712-copy.tmp")]
    for path in left:
        path.write_bytes(b"half")
    kb.claims(RED)
    assert kb.rows("controllers", "control", "mill") == ["red"]
    assert [path for path in left if path.exists()] == []


def as_nobody(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command where there is neither HOME nor an entry for the user, as in a container with a user's number."""
    code = (
        "import os, pwd, sys\n"
        "def nobody(uid): raise KeyError(uid)\n"
        "pwd.getpwuid = nobody\n"
        "from syriakb.cli.app import main; main()"
    )
    bare = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return subprocess.run([sys.executable, "-c", code, *words], env=bare, cwd=folder, capture_output=True, text=True)


def test_who_has_neither_a_home_nor_a_name_is_answered(kb: Kb, tmp_path: Path) -> None:
    kb.claims(RED)
    done = as_nobody(tmp_path, "control", "mill", "--format", "csv", "--data", str(kb.folder))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1].startswith("mill,Mill,provincial-capital,red,held")
    assert as_nobody(tmp_path, "info", "--format", "csv").returncode == 0


def test_who_has_no_home_is_told_where_a_record_could_go(tmp_path: Path) -> None:
    done = as_nobody(tmp_path, "add", "actor", "Red", "--kind", "military")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "error: This user has no home folder for a knowledge base. Begin one elsewhere: syriakb init DIR\n"
    )


def test_who_reads_for_long_sees_one_state_and_holds_nobody_up(kb: Kb) -> None:
    kb.claims(RED)
    reader = index.unchanging(index.open_index(Base(kb.folder)))
    before = reader.execute("SELECT id FROM claim")  # a reader who stands still
    added = kb.run("add", "claim", "It fell.", "--source", "radio", "--locator", "p1", "--id", "two")
    assert added.status == 0
    assert kb.rows("claim", "claims") == ["one", "two"]
    assert before.fetchall() == [("one",)]
    assert reader.execute("SELECT COUNT(*) FROM claim").fetchone() == (1,)
    assert list(placed(kb).parent.glob("*.tmp*")) == []


def test_without_room_for_a_copy_the_state_is_one_all_the_same(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path) -> sqlite3.Connection:
        raise OSError(28, "No space left on device")

    kb.claims(RED)
    monkeypatch.setattr(cache, "copied", full)
    reader = index.unchanging(index.open_index(Base(kb.folder)))
    other = sqlite3.connect(placed(kb), timeout=0, isolation_level=None)
    with pytest.raises(sqlite3.OperationalError):
        other.execute("DELETE FROM claim")
    assert reader.execute("SELECT COUNT(*) FROM claim").fetchone() == (1,)
    reader.close()
    other.close()
