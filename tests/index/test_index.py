"""The index keeps itself up to date, reads only what changed, and mends whatever is wrong with it."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syriakb.disk import store
from syriakb.index import made
from syriakb.index import open as index
from tests.kb import PROGRAM, Kb, run_program

LONG_AGO = time.time_ns() - 3600 * 10**9
RED = "- {id: one, subject: red, predicate: holds, object: mill}"
GREY = RED.replace("subject: red", "subject: grey")


@pytest.fixture(autouse=True)
def fine_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files count as old after a moment: this file system's clock ticks more than once in two seconds."""
    monkeypatch.setattr(store, "_TICK", 20_000_000)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were read, in the order of reading."""
    seen: list[str] = []
    really = store.read

    def read(base: store.Base, path: str) -> bytes:
        seen.append(path)
        return really(base, path)

    monkeypatch.setattr(store, "read", read)
    return seen


def settle(kb: Kb) -> None:
    """Make all files old, so that their times tell whether they changed."""
    for path in kb.folder.rglob("*.*"):
        os.utime(path, ns=(LONG_AGO, LONG_AGO))
    time.sleep(0.05)


def holder(kb: Kb) -> str:
    (row,) = kb.rows("controllers", "control", "mill")
    return row


def cached() -> Path:
    (path,) = (Path(os.environ["XDG_CACHE_HOME"]) / "syriakb").glob("*.sqlite")
    return path


def test_a_warm_question_reads_no_file(kb: Kb, reads: list[str]) -> None:
    kb.claims(RED)
    settle(kb)
    assert holder(kb) == "red"
    assert sorted(reads) == [
        *("actors.yaml", "claims.yaml", "kb.yaml", "places.yaml", "predicates.yaml", "sources.yaml"),
    ]
    reads.clear()
    assert holder(kb) == "red"
    assert reads == []


def test_only_a_changed_file_is_read_again(kb: Kb, reads: list[str]) -> None:
    kb.claims(RED, "claims/a.yaml")
    kb.claims(RED.replace("one", "two").replace("mill", "ford"), "claims/b.yaml")
    settle(kb)
    assert holder(kb) == "red"
    reads.clear()
    kb.claims(GREY, "claims/a.yaml")
    assert holder(kb) == "grey"
    assert set(reads) == {"claims/a.yaml"}


def test_what_a_word_means_now_is_prepared_anew_without_reading_what_uses_it(kb: Kb, reads: list[str]) -> None:
    kb.claims("""
        - {id: held, subject: red, predicate: holds, object: mill}
        - {id: paid, subject: grey, predicate: backs, object: red}
        - {id: many, subject: red, predicate: controls_count, value: 3}
        """)
    assert kb.rows("controllers status", "control", "mill") == ["red held"]
    assert kb.rows("subject group", "relations", "red") == ["grey support"]
    words = (kb.folder / "predicates.yaml").read_text()
    settle(kb)
    kb.rows("controllers", "control", "mill")
    reads.clear()
    words = words.replace("effect: holds", "effect: loses").replace("group: support", "group: hostility")
    kb.write("predicates.yaml", words)
    assert kb.rows("controllers status", "control", "mill") == ["- unknown"]
    assert kb.rows("subject group", "relations", "red") == ["grey hostility"]
    assert kb.ask("capitals")["notes"] == ["The source counts 3 for Red Company (p1); these records give 0."]
    assert set(reads) == {"predicates.yaml"}


def test_an_added_and_a_removed_file_are_noticed(kb: Kb, reads: list[str]) -> None:
    settle(kb)
    assert holder(kb) == "-"
    reads.clear()
    kb.claims(RED, "claims/a.yaml")
    assert holder(kb) == "red"
    assert set(reads) == {"claims/a.yaml"}
    settle(kb)
    assert holder(kb) == "red"
    reads.clear()
    (kb.folder / "claims/a.yaml").unlink()
    assert holder(kb) == "-"
    assert reads == []


def test_a_renamed_file_keeps_its_records(kb: Kb) -> None:
    kb.claims(RED, "claims/a.yaml")
    settle(kb)
    assert holder(kb) == "red"
    (kb.folder / "claims/a.yaml").rename(kb.folder / "claims/b.yaml")
    assert holder(kb) == "red"
    assert kb.problems() == []


def test_an_edit_of_the_same_size_within_a_tick_of_the_clock_is_noticed(kb: Kb) -> None:
    kb.claims(RED)
    path = kb.folder / "claims.yaml"
    now = path.stat().st_mtime_ns
    assert holder(kb) == "red"
    path.write_text(path.read_text().replace("subject: red", "subject: mil").replace("subject: mil", "subject: ill"))
    os.utime(path, ns=(now, now))
    assert kb.problems("code") == ["dangling-reference"]


def test_a_file_that_was_only_touched_changes_nothing(kb: Kb, reads: list[str]) -> None:
    kb.claims(RED)
    settle(kb)
    assert holder(kb) == "red"
    (kb.folder / "claims.yaml").touch()
    assert [holder(kb), holder(kb)] == ["red", "red"]


def test_a_time_in_the_future_does_not_hide_a_change(kb: Kb) -> None:
    kb.claims(RED)
    path = kb.folder / "claims.yaml"
    later = time.time_ns() + 3600 * 10**9
    os.utime(path, ns=(later, later))
    assert holder(kb) == "red"
    path.write_text(path.read_text().replace("red", "rde"))
    os.utime(path, ns=(later, later))
    assert holder(kb) == "-"


def damage_head(path: Path) -> None:
    path.write_bytes(b"no database" + path.read_bytes()[11:])


def damage_middle(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(bytes(data))


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def other_schema(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {made.schema() ^ 1}")
        db.execute("PRAGMA application_id = 1")
        db.execute("DROP TABLE control_fact")
    db.close()


@pytest.mark.parametrize("damage", [damage_head, damage_middle, truncate, empty, other_schema])
def test_a_damaged_index_is_built_again_by_itself(kb: Kb, damage: object) -> None:
    kb.claims(RED)
    settle(kb)
    assert holder(kb) == "red"
    assert callable(damage)
    damage(cached())
    result = kb.run("control", "mill", "--format", "csv")
    assert (result.status, result.err) == (0, "")
    assert "red" in result.out
    with sqlite3.connect(cached()) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA user_version").fetchone() == (made.schema(),)
    db.close()


def test_a_damaged_page_that_shows_only_when_it_is_read_is_mended(kb: Kb) -> None:
    kb.claims(RED)
    settle(kb)
    assert holder(kb) == "red"
    path = cached()
    size = path.stat().st_size
    whole = path.read_bytes()
    for page in range(4096, size, 4096):
        path.write_bytes(whole[:page] + b"\xff" * 4096 + whole[page + 4096 :])
        result = kb.run("control", "mill", "--format", "csv")
        assert (result.status, result.err) == (0, ""), page
        assert "red" in result.out


@pytest.mark.parametrize(
    ("words", "first"),
    [("export jsonl --table claims", 1), ("export csv --table claims", 2), ("export graphml", 3)],
)
def test_what_is_written_piece_by_piece_is_written_once(kb: Kb, words: str, first: int) -> None:
    kb.claims("\n".join(RED.replace("one", f"c{n}") for n in range(200)))
    settle(kb)
    expected = kb.run(*words.split()).out
    path = cached()
    whole = path.read_bytes()
    for page in range(4096 * first, len(whole), 4096 * 3):  # between them, the three damage each page
        path.write_bytes(whole[:page] + b"\xff" * 4096 + whole[page + 4096 :])
        assert kb.run(*words.split()).out == expected, page


TOOK = {"statement": "It fell.", "subject": "blue", "predicate": "took", "object": "mill", "start": "2020-02"}
SAID = ("--source", "press", "--locator", "p1", "--subject", "blue", "--predicate", "took", "--object", "mill")
WRITES = {
    "add": ("add", "claim", "It fell.", *SAID, "--start", "2020-02", "--id", "two"),
    "edit": ("edit", "one"),
    "retract": ("retract", "one", "--reason", "A slip."),
    "import": ("import", "more.jsonl"),
}


@pytest.mark.parametrize("write", WRITES)
def test_a_damaged_page_keeps_nobody_from_writing(
    kb: Kb, write: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EDITOR", "sed -i 's/subject: red/subject: blue/'")
    Path("more.jsonl").write_text(json.dumps(TOOK | {"source": "press", "locator": "p1"}), encoding="utf-8")
    built = list[Path]()
    really = index._build

    def build(base: store.Base, path: Path, progress: store.Progress) -> None:
        built.append(path)
        really(base, path, progress)

    monkeypatch.setattr(index, "_build", build)
    kb.claims(RED)
    settle(kb)
    assert holder(kb) == "red"
    path = cached()
    whole = path.read_bytes()
    for page in range(4096, len(whole), 4096)[list(WRITES).index(write) :: len(WRITES)]:  # each write has its pages
        path.write_bytes(whole[:page] + b"\xff" * 4096 + whole[page + 4096 :])
        built.clear()
        written = kb.run(*WRITES[write])
        assert (written.status, written.err) == (0, ""), page
        assert holder(kb) == ("-" if write == "retract" else "blue"), page
        assert len(built) <= 1, page
        shutil.rmtree(kb.folder / "claims", ignore_errors=True)
        kb.claims(RED)
        assert holder(kb) == "red", page


def unwritable(home: Path) -> str:
    (home / "file").write_text("")
    return str(home / "file")


def folder_in_the_way(home: Path) -> str:
    (home / "syriakb").write_text("a file where the folder should be")
    return str(home)


def relative(home: Path) -> str:
    return os.path.relpath(home)


@pytest.mark.parametrize("cache", [unwritable, folder_in_the_way, relative])
def test_without_a_writable_cache_the_answers_are_the_same(
    kb: Kb, tmp_path: Path, cache: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    kb.claims(RED)
    expected = kb.run("control", "--format", "json")
    assert callable(cache)
    monkeypatch.setenv("XDG_CACHE_HOME", cache(tmp_path))
    assert kb.run("control", "--format", "json") == expected
    assert kb.run("check").status == 0


def test_what_was_read_without_a_cache_is_read_each_time(
    kb: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kb.claims(RED)
    monkeypatch.setenv("XDG_CACHE_HOME", unwritable(tmp_path))
    assert holder(kb) == "red"
    kb.claims(GREY)
    assert holder(kb) == "grey"


def test_processes_that_build_at_once_all_answer_right(kb: Kb) -> None:
    kb.claims(RED)
    for change in ("", "# changed\n"):
        with (kb.folder / "claims.yaml").open("a") as file:
            file.write(change)
        command = [PROGRAM, "control", "mill", "--format", "csv", "--data", str(kb.folder)]
        started = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(6)]
        ended = [(*process.communicate(timeout=60), process.returncode) for process in started]
        assert {(out.decode().splitlines()[1].split(",")[3], err, status) for out, err, status in ended} == {
            ("red", b"", 0)
        }
    assert {path.suffix for path in cached().parent.iterdir()} == {".sqlite", ".lock", ".held"}


def test_a_process_killed_while_it_builds_leaves_nothing_that_matters(kb: Kb) -> None:
    kb.claims(RED)
    kill = "import os, syriakb.index.build as i; i.prepare = lambda *a, **k: os._exit(9); "
    ask = "import sys; sys.argv[1:] = ['control', '--data', sys.argv[1]]; from syriakb.cli.app import main; main()"
    assert subprocess.run([sys.executable, "-c", kill + ask, str(kb.folder)]).returncode == 9
    assert holder(kb) == "red"


def test_each_knowledge_base_has_an_index_of_its_own(kb: Kb, tmp_path: Path) -> None:
    other = Kb.made_up(tmp_path / "other" / "marches")
    kb.claims(RED)
    other.claims(GREY)
    assert [holder(kb), holder(other), holder(kb)] == ["red", "grey", "red"]


def test_a_question_leaves_the_knowledge_base_as_it_was(kb: Kb) -> None:
    kb.claims(RED)
    before = {path: path.read_bytes() for path in kb.folder.rglob("*.*")}
    kb.run("capitals")
    kb.run("check")
    assert {path: path.read_bytes() for path in kb.folder.rglob("*.*")} == before


@pytest.mark.parametrize("format", ["json", "jsonl", "csv"])
def test_a_warm_question_imports_neither_the_yaml_library_nor_the_tables(kb: Kb, format: str) -> None:
    settle(kb)
    kb.run("capitals")
    code = (
        "import sys; from syriakb.cli.app import main\n"
        f"sys.argv = ['syriakb', 'allies', 'red', '--format', {format!r}, '--data', {str(kb.folder)!r}]\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print([n for n in ('yaml', 'rich', 'platformdirs', 'filelock', 'syriakb.text') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


# What a file may come to hold by and by: sound records, faulty ones, ones that refer to what is not always there.
VERSIONS = {
    "actors.yaml": [
        "- {id: red, name: Red}\n- {id: blue, name: Blue}\n",
        "- {id: red, name: Red}\n- {id: grey, name: Red}\n- {id: blue}\n",
        "- {id: blue, name: Blue}\n- {id: blue, name: Blue again}\n",
    ],
    "places.yaml": [
        "- {id: land, name: Land}\n- {id: mill, name: Mill, kind: provincial-capital, within: [land]}\n",
        "- {id: mill, name: Mill, within: [land]}\n- {id: red, name: Red Hill}\n",
        "- {id: mill, name: Mill, within: [land]}\n- {id: land, name: Land, within: [mill]}\n",
    ],
    "sources.yaml": [
        "- {id: radio, title: Radio, published: 2020}\n",
        "- {id: radio, title: Radio}\n",
        "- {id: press}\n",
    ],
    "claims/a.yaml": [
        "- {id: one, statement: A, subject: red, predicate: holds, object: mill, source: radio, locator: p1}\n",
        "- {id: one, statement: A, subject: blue, predicate: holds, object: land, source: radio}\n",
        "- {id: one, statement: A, subject: red, predicate: backs, object: blue, source: radio, locator: p1}\n",
        "- {id: [one\n",
    ],
    "claims/b.yaml": [
        "- {id: two, statement: B, about: [red, blue], source: radio, locator: p2, start: 2019}\n",
        "- {id: one, statement: B, about: [red, mill], source: radio, locator: p2}\n",
        "- {id: two, statement: B, about: [red, blue], source: radio, retracted: {on: 2020, reason: No.}}\n",
    ],
    "alliances.yaml": [
        "- {id: a, subject: red, predicate: backs, object: blue, evidence: [two]}\n",
        "- {id: a, subject: red, predicate: backs, object: blue, evidence: [one, two]}\n",
    ],
}
PREDICATES = """
- {id: holds, label: holds, group: control, effect: holds}
- {id: backs, label: backs, group: support, subject_kinds: [actor], object_kinds: [actor]}
"""
edits = st.one_of([st.tuples(st.just(file), st.sampled_from([*texts, None])) for file, texts in VERSIONS.items()])
QUESTIONS = (["control"], ["backing"], ["claims", "--all"], ["check"], ["capitals"], ["info"])


def answers(kb: Kb, cache: str) -> Iterator[str]:
    with patch.dict(os.environ, XDG_CACHE_HOME=cache):
        for question in QUESTIONS:
            yield kb.run(*question, "--format", "json").out


@settings(max_examples=int(os.environ.get("SYRIAKB_TEST_EXAMPLES", "25")), deadline=None)
@given(st.lists(edits, min_size=1, max_size=6))
def test_an_index_kept_up_to_date_is_the_same_as_one_built_anew(changes: list[tuple[str, str | None]]) -> None:
    with TemporaryDirectory() as name:
        kb = Kb(Path(name) / "kb")
        kb.write("kb.yaml", "title: The war\nschema: 1\n")
        kb.write("predicates.yaml", PREDICATES)
        for file, versions in VERSIONS.items():
            kb.write(file, versions[0])
        list(answers(kb, f"{name}/kept"))
        for number, (file, text) in enumerate(changes):
            if text is None:
                (kb.folder / file).unlink(missing_ok=True)
            else:
                kb.write(file, text)
            kept = list(answers(kb, f"{name}/kept"))
            anew = list(answers(kb, f"{name}/{number}"))
            assert kept == anew


def test_the_program_itself_answers_from_a_cold_and_a_warm_index_alike(kb: Kb) -> None:
    kb.claims(RED)
    settle(kb)
    first, second = (run_program("control", "--data", str(kb.folder)) for _ in range(2))
    assert first == second
    assert first.status == 0


def test_claims_come_in_the_order_of_their_files_however_often_one_is_added_between(kb: Kb) -> None:
    names = ["a"]
    for number in range(14):  # each new file belongs just behind the first, until no number is left between
        name = f"a{99 - number}"
        names.append(name)
        for each in (names[0], name):
            kb.claims(f"- {{id: claim-{each}, about: [red]}}", f"claims/{each}.yaml")
        assert kb.rows("claim", "claims") == [f"claim-{each}" for each in sorted(names)]


def test_processes_that_read_end_when_the_one_that_asked_is_killed(kb: Kb) -> None:
    for name in ("a", "b"):
        claims = "".join(f"- {{id: {name}{at}, statement: It fell., source: radio}}\n" for at in range(20_000))
        kb.write(f"claims/{name}.yaml", claims)
    code = (
        "import os, sys, syriakb.index.read as read\n"
        "read._WORTHWHILE = 0\n"
        "whole = read._read_whole\n"
        "def slow(*given):\n"
        "    print(os.getpid(), flush=True)\n"
        "    import time; time.sleep(60)\n"
        "read._read_whole = slow\n"
        "sys.argv[1:] = ['info', '--data', sys.argv[1]]\n"
        "from syriakb.cli.app import main; main()"
    )
    asking = subprocess.Popen([sys.executable, "-c", code, str(kb.folder)], stdout=subprocess.PIPE, text=True)
    assert asking.stdout
    worker = int(asking.stdout.readline())
    asking.kill()
    asking.wait()
    for _ in range(100):
        if not Path(f"/proc/{worker}").exists() or "Z" in Path(f"/proc/{worker}/stat").read_text().split()[2]:
            break
        time.sleep(0.05)
    else:
        os.kill(worker, 9)
        pytest.fail("The process that read goes on although nobody waits for it.")
    asking.stdout.close()
