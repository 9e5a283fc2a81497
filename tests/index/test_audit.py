"""`check` holds the index against the files too: what is damaged or differs is built anew, and said to be."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from syriakb.disk.store import Base
from syriakb.index import audit, build, cache
from syriakb.index import open as index
from tests.kb import Kb

MENDED = "The index, which answers are read from, was damaged or differed from the files."
CLAIMS = """
    - {id: one, subject: red, predicate: holds, object: mill}
    - {id: two, subject: blue, predicate: backs, object: red, about: [], start: 2019-02}
    - {id: off, subject: nobody, predicate: holds, object: mill}
    """


@pytest.fixture
def used(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> Kb:
    """The Marches with three claims, one of them faulty, asked before; the times of all files are trusted."""
    monkeypatch.setattr("syriakb.disk.store._TICK", -(10**18))
    kb.claims(CLAIMS)
    kb.alliances("- {id: pact, subject: blue, predicate: backs, object: red, evidence: [two]}")
    assert kb.rows("controllers", "control", "mill") == ["red"]
    return kb


def placed(kb: Kb) -> Path:
    path = cache.place(kb.folder)
    assert path
    return path


@contextmanager
def tampered(kb: Kb) -> Iterator[sqlite3.Connection]:
    """The cached index as any program can change it."""
    with closing(sqlite3.connect(placed(kb))) as db, db:
        yield db


def told(kb: Kb) -> bool:
    """Whether `check` says that it built the index anew; whatever it does, it finds the one faulty claim."""
    result = kb.run("check", "--format", "json")
    assert (result.status, result.err) == (1, "")
    assert "no actor or place has that id" in result.out
    return MENDED in result.out


def test_an_index_that_is_right_is_not_talked_of(used: Kb) -> None:
    assert not told(used)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE control_fact SET subject = 'blue'",
        "UPDATE claim SET statement = 'No.' WHERE id = 'one'",
        "DELETE FROM relation_fact WHERE alliance = 'pact'",
        "INSERT INTO enclosing VALUES ('mill', 'south', 1)",
        "INSERT INTO evidence SELECT * FROM evidence",
        "UPDATE name SET folded = 'grey' WHERE ref = 'red' AND seq = 1",
        "UPDATE kb SET title = 'Another war'",
        "DELETE FROM problem",
        "UPDATE file SET digest = x'00' WHERE path = 'claims.yaml'",
        "INSERT INTO words (rowid, called, more) VALUES (1, 'no', 'record')",
        "UPDATE words_data SET block = x'00000000' WHERE id = 10",
    ],
)
def test_a_row_that_differs_is_found_and_said_once(used: Kb, change: str) -> None:
    whole = dump(used)
    with tampered(used) as db:
        db.execute(change)
    assert told(used)
    assert not told(used)
    assert dump(used) == whole


def dump(kb: Kb) -> list[str]:
    with closing(sqlite3.connect(placed(kb))) as db:
        # How files look, and what no two indexes have in common.
        own = ('INSERT INTO "file"', 'INSERT INTO "index_state"')
        return [line for line in db.iterdump() if not line.startswith(own)]


def test_people_are_told_beside_the_problems(used: Kb) -> None:
    with tampered(used) as db:
        db.execute("DELETE FROM claim WHERE id = 'one'")
    shown = " ".join(used.run("check").out.split())
    assert f"1 error, no warnings. {MENDED} It was built anew just now" in shown


def test_flipped_bytes_are_mended_wherever_they_are(used: Kb) -> None:
    whole, place = placed(used).read_bytes(), random.Random(20241207)
    expected = dump(used)
    mended = 0
    for at in (*range(0, len(whole), 4096), *(place.randrange(len(whole)) for _ in range(25))):
        flipped = bytearray(whole)
        flipped[at] ^= 0xFF
        placed(used).write_bytes(flipped)
        mended += told(used)
        assert used.rows("controllers", "control", "mill") == ["red"], at
        assert dump(used) == expected, at
    assert mended > 20  # the others were in no use: in free pages, or behind the last row of one


def test_what_is_unchanged_since_it_was_built_is_not_built_again(used: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> sqlite3.Connection:
        raise AssertionError("nothing had to be compared")

    monkeypatch.setattr(build, "in_memory", never)
    assert not told(used)
    monkeypatch.undo()
    assert used.run("add", "actor", "Teal Host", "--kind", "militia").status == 0
    compared = list[bool]()
    really = build.in_memory

    def counted(*arguments: object) -> sqlite3.Connection:
        compared.append(True)
        return really(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(build, "in_memory", counted)
    assert [told(used), told(used)] == [False, False]
    assert compared == [True]


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM claim WHERE id = 'one'",
        "DELETE FROM actor WHERE id = 'grey'",
        "DELETE FROM problem WHERE record = 'off'",
        "UPDATE file SET digest = x'00' WHERE path = 'claims.yaml'",
    ],
)
def test_of_a_large_one_records_are_counted_and_bytes_compared(
    used: Kb, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "_LITTLE", 0)
    monkeypatch.setattr(audit, "_LARGE", 0)
    assert not told(used)
    with tampered(used) as db:
        db.execute(change)
    assert told(used)
    assert not told(used)


def test_a_file_that_looks_the_same_and_is_another_is_found(used: Kb) -> None:
    path = used.folder / "claims.yaml"
    path.write_text(path.read_text().replace("subject: red", "subject: rde"), encoding="utf-8")
    with tampered(used) as db:
        found = path.stat()
        look = (found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
        db.execute("UPDATE file SET mtime = ?, ctime = ?, inode = ? WHERE path = 'claims.yaml'", look)
    assert used.rows("controllers", "control", "mill") == ["red"]
    assert MENDED in used.run("check", "--format", "json").out
    assert used.rows("controllers", "control", "mill") == ["-"]


def test_files_that_change_meanwhile_are_no_difference(used: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    with tampered(used) as db:
        db.execute("PRAGMA application_id = 7")  # another look of the index alone
    really = build.in_memory

    def meanwhile(*arguments: object) -> sqlite3.Connection:
        used.claims("- {id: new, subject: grey, predicate: holds, object: mill}")
        return really(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(build, "in_memory", meanwhile)
    assert not told(used)
    monkeypatch.undo()
    assert used.rows("controllers", "control", "mill") == ["grey"]


def test_who_has_no_room_for_notes_is_answered(used: Kb) -> None:
    placed(used).with_suffix(".held").unlink()
    placed(used).with_suffix(".held").mkdir()
    assert [told(used), told(used)] == [False, False]
    with closing(index.open_index(Base(used.folder))) as db:
        assert db.execute("SELECT COUNT(*) FROM claim").fetchone() == (2,)
    assert list(placed(used).with_suffix(".held").iterdir()) == []
