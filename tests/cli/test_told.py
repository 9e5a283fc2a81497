"""What was written is said to be, whatever becomes of the rest; who does not read on is no fault."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from syriakb.disk import replace
from tests.kb import PROGRAM, Kb

ADD = ("add", "claim", "The mill fell.", "--source", "radio", "--locator", "p1", "--id", "new")


def shell(line: str, kb: Kb, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a line in a shell, `KB` in it being the program asked of this knowledge base."""
    words = line.replace("KB", f"'{PROGRAM}'")
    return subprocess.run(
        ["bash", "-c", words], capture_output=True, text=True, env={**os.environ, **more}, cwd=kb.folder, timeout=60
    )


def add(kb: Kb) -> str:
    return f"KB {' '.join(repr(word) for word in ADD)} --data '{kb.folder}'"


@pytest.mark.parametrize(
    ("redirect", "why"),
    [
        (">/dev/full", "no space left on device"),
        (">&-", "bad file descriptor"),
        ("2>/dev/full >/dev/full", None),
        (">&- 2>&-", None),
    ],
)
def test_a_record_that_is_written_is_said_to_be_where_the_answer_cannot_be(
    kb: Kb, redirect: str, why: str | None
) -> None:
    done = shell(f"{add(kb)} {redirect}", kb)
    assert done.returncode == 4
    assert kb.rows("claim", "claims") == ["new"]
    told = f"error: Added the claim new, claims.yaml:1. More could not be told: {why}.\n"
    assert done.stderr == (told if why else "")


def test_a_reader_who_left_before_is_told_the_same(kb: Kb) -> None:
    done = shell(f"{add(kb)} | true; echo ${{PIPESTATUS[0]}}", kb)
    assert kb.rows("claim", "claims") == ["new"]
    assert done.stdout in ("4\n", "0\n")  # 0 where the pipe took it before the reader left
    if done.stdout == "4\n":
        assert done.stderr.startswith("error: Added the claim new, claims.yaml:1. More could not be told")


def test_a_folder_that_cannot_be_synced_is_told_beside_what_was_written(
    kb: Kb, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(folder: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(replace, "to_disk", broken)
    result = kb.run(*ADD)
    assert result.status == 4
    assert result.out.startswith("Added the claim new, ")
    assert "claims.yaml is written, but a loss of power now could undo that: input/output error." in result.err
    monkeypatch.undo()
    assert kb.rows("claim", "claims") == ["new"]


def test_of_several_files_all_are_written_or_none(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    kb.claims("- {id: one, subject: red, predicate: holds, object: mill}")
    before = {path.name: path.read_bytes() for path in kb.folder.glob("*.yaml")}
    really = replace._written_beside

    def full(real: Path, data: bytes) -> Path:
        if real.name == "claims.yaml" and b"new" in data:
            raise OSError(28, "No space left on device")
        return really(real, data)

    monkeypatch.setattr(replace, "_written_beside", full)
    made = [("add", "actor", "Teal Host", "--kind", "militia")]
    assert all(kb.run(*words).status == 0 for words in made)
    before["actors.yaml"] = (kb.folder / "actors.yaml").read_bytes()
    assert kb.run(*ADD).status == 1
    assert {path.name: path.read_bytes() for path in kb.folder.glob("*.yaml")} == before


def test_ctrl_c_while_something_is_written_waits_until_it_is(kb: Kb) -> None:
    code = (
        "import os, signal, sys\n"
        "from syriakb.disk import replace\n"
        "really = replace._written_beside\n"
        "def pressed(real, data):\n"
        "    path = really(real, data)\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    return path\n"
        "replace._written_beside = pressed\n"
        "from syriakb.cli.app import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *ADD, "--data", str(kb.folder)], capture_output=True, text=True, cwd=kb.folder
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Added the claim new, claims.yaml:1")
    assert kb.rows("claim", "claims") == ["new"]


TABLE = "statement,source,locator\nThe ford fell.,radio,p1\nThe quay fell.,nowhere,p2\n"


def test_refused_rows_do_not_go_into_the_file_to_import(kb: Kb, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(TABLE, encoding="utf-8")
    result = kb.run("import", str(table), "--keep-going", "--rejects", str(table))
    assert (result.status, table.read_text(encoding="utf-8")) == (2, TABLE)
    assert "is the file to import" in result.err
    assert kb.rows("claim", "claims") == []


def test_without_a_place_for_refused_rows_nothing_is_written(kb: Kb, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(TABLE, encoding="utf-8")
    result = kb.run("import", str(table), "--keep-going", "--rejects", str(tmp_path / "no" / "r.csv"))
    assert result.status == 1
    assert "r.csv cannot be written: no such file or directory." in result.err
    assert kb.rows("claim", "claims") == []


def test_rows_that_are_written_are_said_to_be_where_the_refused_cannot_be(
    kb: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "t.csv"
    table.write_text(TABLE, encoding="utf-8")

    def full(given: object, refused: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("syriakb.edits.batch.rejects", full)
    result = kb.run("import", str(table), "--keep-going")
    assert result.status == 4
    assert "error: Imported 1 claim, " in result.err
    assert len(kb.rows("claim", "claims")) == 1


def test_no_file_for_refused_rows_is_made_where_none_are(kb: Kb, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(TABLE.replace("nowhere", "press"), encoding="utf-8")
    assert kb.run("import", str(table), "--keep-going").status == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["marches", "t.csv"]


@pytest.mark.parametrize("words", ["claims --all --format csv", "claims --all", "export jsonl --table claims"])
def test_a_reader_that_stops_early_is_no_fault(kb: Kb, words: str) -> None:
    lines = (f'{{"id": "c{n}", "statement": "{"long " * 30}", "source": "radio"}}\n' for n in range(1000))
    kb.write("claims/many.jsonl", "".join(lines))
    done = shell(f"KB {words} --data '{kb.folder}' | true; echo ${{PIPESTATUS[0]}}", kb)
    assert (done.stdout.splitlines()[-1], done.stderr) == ("141", "")


def test_a_map_fits_any_width(kb: Kb) -> None:
    kb.write("places.yaml", "- {id: mill, name: Mill, kind: provincial-capital, lat: 35, lon: 36}")
    for width in ("1", "2", "5", "12", "13"):
        done = shell(f"KB map --data '{kb.folder}'", kb, COLUMNS=width)
        assert (done.returncode, done.stderr) == (0, ""), width


def test_few_open_files_are_enough(kb: Kb) -> None:
    kb.claims("- {id: one, subject: red, predicate: holds, object: mill}")
    done = shell(f"ulimit -n 12; KB control mill --format csv --data '{kb.folder}'", kb)
    assert (done.returncode, done.stderr) == (0, "")


def test_ctrl_c_at_any_moment_of_the_start_is_quiet(kb: Kb) -> None:
    for delay in (0.0, 0.01, 0.02, 0.04, 0.06, 0.08, 0.12):
        process = subprocess.Popen(
            [PROGRAM, "capitals", "--data", str(kb.folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        try:
            process.wait(timeout=delay)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
        if err and "syriakb/__main__.py" not in err:
            continue  # Python, or the script that pip made, was still starting: nothing of ours ran
        assert (process.returncode in (0, 130, -signal.SIGINT), err) == (True, ""), delay


def test_a_reader_who_stands_still_holds_no_writer_up_and_sees_one_state(kb: Kb) -> None:
    lines = (f'{{"id": "c{n}", "statement": "{"long " * 60}", "source": "radio"}}\n' for n in range(8000))
    kb.write("claims/many.jsonl", "".join(lines))
    assert kb.run("info").status == 0
    words = [PROGRAM, "export", "jsonl", "--table", "claims", "--data", str(kb.folder)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout
        assert reader.stdout.readline().startswith('{"id": "c0"')  # and now it waits for whoever reads it
        begun = time.monotonic()
        assert kb.run(*ADD).status == 0
        assert time.monotonic() - begun < 30  # less than the minute that a writer waits for a reader
        assert reader.poll() is None
        assert [line for line in reader.stdout if '"id": "new"' in line] == []
    assert reader.returncode == 0
    assert "new" in kb.rows("claim", "claims", "--all")
