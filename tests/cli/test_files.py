"""An answer goes into the file that somebody names, in the format that the file's name says."""

import csv
import json
import os
import re
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from syriakb.render.formats import FORMATS
from tests.cli.test_told import shell
from tests.disk.test_writes import fill, mounted
from tests.kb import Kb

CLAIMS = """
    - {id: one, subject: red, predicate: holds, object: mill, start: 2019, credibility: 2}
    - {id: two, subject: grey, predicate: backs, object: red}
    - {id: count, subject: red, predicate: controls_count, value: 1}
    """
QUESTIONS = (
    *("allies red", "backing", "relations red", "path grey red", "capitals", "control", "diff 2018 2020", "timeline"),
    *("claims", "search mill", "show red", "why mill", "check", "info", "verify radio text", "sql --schema"),
)


@pytest.fixture
def told(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> Kb:
    """The Marches with a few claims; files are named as seen from its folder."""
    kb.claims(CLAIMS)
    kb.write("text", "The mill is held.\n")
    monkeypatch.chdir(kb.folder)
    return kb


def text(name: str) -> str:
    """A file as it is, with its line ends."""
    return Path(name).read_bytes().decode()


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_can_be_answered_into_a_file(told: Kb, question: str) -> None:
    shown = told.run(*question.split(), "--format", "json")
    result = told.run(*question.split(), "-o", "answer.json")
    assert result == (shown.status, "", "Written: answer.json\n")
    assert text("answer.json") == shown.out


@pytest.mark.parametrize("name", FORMATS)
def test_the_ending_of_the_file_is_the_format(told: Kb, name: str) -> None:
    shown = told.run("capitals", "--format", name)
    result = told.run("capitals", "-o", f"answer.{FORMATS[name].ending}")
    assert (result.status, result.out) == (0, "")
    assert result.err == f"{shown.err}Written: answer.{FORMATS[name].ending}\n"
    assert text(f"answer.{FORMATS[name].ending}") == shown.out


@pytest.mark.parametrize(
    ("file", "format"),
    [
        *(("a.JSON", "json"), ("a.ndjson", "jsonl"), ("a.markdown", "markdown"), ("a.b.csv", "csv")),
        *(("a", "table"), ("a.log", "table"), (".csv", "table")),
    ],
)
def test_endings_are_read_as_they_are_meant(told: Kb, file: str, format: str) -> None:
    assert told.run("capitals", "-o", file).status == 0
    assert text(file) == told.run("capitals", "--format", format).out


@pytest.mark.parametrize("file", ["answer.csv", "answer.dat", "answer"])
def test_a_format_that_is_named_is_the_format(told: Kb, file: str) -> None:
    assert told.run("capitals", "--format", "csv", "-o", file).status == 0
    assert text(file).startswith("capital,name,")


@pytest.mark.parametrize(
    ("words", "written"),
    [
        (("--format", "json", "-o", "x.csv"), "json"),
        (("--format", "csv", "-o", "x.md"), "csv"),
        (("--format", "table", "-o", "x.json"), "table"),
        (("-o", "x.svg"), "table or json or jsonl or csv or markdown"),
        (("--format", "csv", "-o", "x.json"), "csv"),
        (("-o", "x.yml"), "table or json or jsonl or csv or markdown"),
    ],
)
def test_an_ending_that_says_another_format_is_refused(told: Kb, words: tuple[str, ...], written: str) -> None:
    assert told.run("capitals", *words) == (
        2, "", f"error: {words[-1]} ends as another format does, and what is written is {written}."
        " Name the file otherwise.\n"
    )  # fmt: skip
    assert not Path(words[-1]).exists()


def test_the_formats_of_problems_are_for_problems_alone(told: Kb) -> None:
    assert told.run("check", "-o", "x.sarif").status == 0
    assert '"version": "2.1.0"' in Path("x.sarif").read_text(encoding="utf-8")
    result = told.run("control", "-o", "y.sarif")
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("error: y.sarif ends as another format does")
    assert not Path("y.sarif").exists()


def test_a_hyphen_is_standard_output(told: Kb) -> None:
    for name in FORMATS:
        assert told.run("capitals", "--format", name, "-o", "-") == told.run("capitals", "--format", name)
    assert told.run("capitals", "--out", "-") == told.run("capitals")
    assert not Path("-").exists()


def test_standard_output_by_its_name_is_added_to(told: Kb) -> None:
    done = shell("KB capitals --format jsonl -o /dev/stdout; echo end", told)
    assert done.stdout == told.run("capitals", "--format", "jsonl").out + "end\n"
    shell("(echo begin; KB capitals -o /dev/stdout) > all.txt", told)
    assert text("all.txt") == "begin\n" + told.run("capitals").out


def test_a_table_in_a_file_is_plain_and_80_columns_wide_whatever_the_terminal(
    told: Kb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert told.run("claims", "-o", "answer.txt").status == 0
    assert 60 < max(map(len, text("answer.txt").splitlines())) <= 80
    assert "\x1b" not in text("answer.txt")


def test_a_file_holds_as_much_of_a_long_list_as_its_format_shows(told: Kb) -> None:
    told.claims("\n".join(f"- {{id: c{at}, subject: red, predicate: holds, object: mill}}" for at in range(120)))
    for words, rows in (((), 50), (("--all",), 120), (("--limit", "7"), 7)):
        assert told.run("claims", *words, "-o", "answer.md").status == 0
        assert text("answer.md").count("As the radio says.") == rows
    assert told.run("claims", "-o", "answer.csv").status == 0
    assert len(list(csv.reader(text("answer.csv").splitlines()))) == 121
    assert told.run("claims", "-o", "answer.json").status == 0
    assert len(json.loads(text("answer.json"))["rows"]) == 120


def test_signs_that_steer_a_terminal_stay_data_in_a_file(told: Kb) -> None:
    told.claims('- {id: one, statement: "\\e[31mRed", subject: red, predicate: holds, object: mill}')
    told.run("claims", "-o", "answer.csv")
    assert "\x1b[31mRed" in text("answer.csv")
    for ending in ("txt", "md", "json"):
        told.run("claims", "-o", f"answer.{ending}")
        assert "\x1b" not in text(f"answer.{ending}")


def test_a_terminal_by_its_name_is_not_steered_either(told: Kb) -> None:
    told.claims('- {id: one, statement: "\\e[31mRed", subject: red, predicate: holds, object: mill}')
    ours, theirs = os.openpty()
    for words in (("claims", "--format", "csv"), ("export", "csv", "--table", "claims"), ("graph", "-f", "dot")):
        assert told.run(*words, "-o", os.ttyname(theirs)).status == 0
        assert b"\x1b" not in os.read(ours, 65536)
    binary = told.run("export", "sqlite", "-o", os.ttyname(theirs))
    assert (binary.status, binary.out) == (2, "")
    assert "no text for a terminal" in binary.err
    os.close(ours)
    os.close(theirs)


def test_problems_go_into_a_file_and_the_exit_status_tells_of_them(told: Kb) -> None:
    told.write("claims/more.yaml", "- {id: three, statement: C, source: nobody}\n")
    result = told.run("check", "-o", "problems.csv")
    assert result.status == 1
    assert result.err == "note: 1 error, 1 warning.\nWritten: problems.csv\n"
    assert "nobody" in text("problems.csv")


def test_what_is_left_out_is_said_beside_a_file_that_has_no_place_for_it(told: Kb) -> None:
    told.write("claims/more.yaml", "- {id: three, statement: C, source: nobody}\n")
    beside = "warning: 1 record with errors is left out of this answer. To see them: syriakb check\n"
    assert told.run("claims", "-o", "a.jsonl").err == f"{beside}Written: a.jsonl\n"
    assert told.run("claims", "-o", "a.json").err == "Written: a.json\n"
    assert json.loads(text("a.json"))["unread"] == 1


def test_in_a_folder_a_file_is_called_as_the_question(told: Kb, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    for words in ("capitals", "show red --format json", "claims --format csv"):
        assert told.run(*words.split(), "-o", str(tmp_path / "out")).status == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["capitals.txt", "claims.csv", "show.json"]


def test_a_folder_that_is_not_there_is_not_made(told: Kb) -> None:
    result = told.run("capitals", "-o", "no/answer.csv")
    assert (result.status, result.out) == (1, "")
    assert result.err.endswith("error: no/answer.csv cannot be written: no such file or directory.\n")
    assert not Path("no").exists()


def test_a_link_is_followed_and_a_pipe_is_written_to(told: Kb, tmp_path: Path) -> None:
    shown = told.run("capitals", "--format", "json").out
    (tmp_path / "far.json").write_text("old", encoding="utf-8")
    Path("near.json").symlink_to(tmp_path / "far.json")
    assert told.run("capitals", "-o", "near.json").status == 0
    assert Path("near.json").is_symlink()
    assert text(str(tmp_path / "far.json")) == shown

    os.mkfifo("pipe.json")
    read = list[str]()
    reader = threading.Thread(target=lambda: read.append(text("pipe.json")))
    reader.start()
    assert told.run("capitals", "-o", "pipe.json").status == 0
    reader.join()
    assert read == [shown]
    assert stat.S_ISFIFO(Path("pipe.json").stat().st_mode)


@pytest.mark.parametrize("words", ["claims --format csv", "claims --all", "export jsonl --table claims"])
def test_a_reader_of_a_pipe_who_went_away_is_no_fault(told: Kb, words: str) -> None:
    lines = (f'{{"id": "c{n}", "statement": "{"long " * 30}", "source": "radio"}}\n' for n in range(1000))
    told.write("claims/many.jsonl", "".join(lines))
    done = shell(f"KB {words} -o /dev/stdout | true; echo ${{PIPESTATUS[0]}}", told)
    assert (done.stdout, done.stderr) == ("141\n", "")


def test_a_full_disk_leaves_the_file_as_it_was(told: Kb, tmp_path: Path) -> None:
    full = told.run("capitals", "--format", "json", "-o", "/dev/full")
    assert full == (1, "", "error: /dev/full cannot be written: no space left on device.\n")
    if not mounted(disk := tmp_path / "disk", "size=64k"):
        pytest.skip("nothing can be mounted here")
    try:
        (disk / "answer.json").write_text("old", encoding="utf-8")
        fill(disk)
        result = told.run("capitals", "-o", str(disk / "answer.json"))
        assert result == (1, "", f"error: {disk}/answer.json cannot be written: no space left on device.\n")
        assert text(str(disk / "answer.json")) == "old"
        assert sorted(path.name for path in disk.iterdir()) == ["answer.json", "rest"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize(
    ("words", "file"),
    [
        ("capitals -o a.json", "a.json"),
        ("graph -o a.svg", "a.svg"),
        ("report a.html", "a.html"),
        ("export csv -o a.zip", "a.zip"),
        ("export csv -o folder", "folder/claims.csv"),
    ],
)
def test_a_file_that_is_written_and_cannot_be_told_of_is_its_own_exit_status(told: Kb, words: str, file: str) -> None:
    assert shell(f"KB {words} 2>/dev/full", told).returncode == 4
    assert Path(file).stat().st_size > 0


def test_what_cannot_be_told_before_is_no_file(told: Kb) -> None:
    assert shell("KB capitals -o a.csv 2>/dev/full", told).returncode == 1
    assert not Path("a.csv").exists()


def test_refused_rows_go_into_a_pipe(told: Kb) -> None:
    told.write("t.csv", "statement,source,locator\nThe ford fell.,radio,p1\nThe quay fell.,nowhere,p2\n")
    os.mkfifo("refused")
    done = shell("KB import t.csv --keep-going --rejects refused --data . & cat refused; wait", told)
    assert "The quay fell.,nowhere,p2," in done.stdout
    assert stat.S_ISFIFO(Path("refused").stat().st_mode)


def test_a_file_in_the_memory_of_the_system_is_replaced_as_any_is(told: Kb, tmp_path: Path) -> None:
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        pytest.skip("there is none here")
    path = memory / f"{tmp_path.name}-{os.getpid()}.csv"
    try:
        for _ in range(2):
            assert told.run("capitals", "-o", str(path)).status == 0
        assert path.read_bytes().decode() == told.run("capitals", "--format", "csv").out
    finally:
        path.unlink()


def test_the_help_names_the_option(told: Kb) -> None:
    shown = " ".join(told.run("allies", "-h").out.split())
    assert re.search(r"-o, --out FILE Where to write it; - is standard output", shown)
    assert "else as the file ends, else as a table" in shown


def test_nothing_that_only_files_need_is_imported_by_a_question(told: Kb) -> None:
    code = (
        "import atexit, sys; sys.argv[1:] = ['capitals', '-f', 'json']\n"
        "named = {'syriakb.cli.files', 'syriakb.export', 'syriakb.disk.outlet', 'syriakb.render.safe'}\n"
        "atexit.register(lambda: print(named & sys.modules.keys(), file=sys.stderr))\n"
        "from syriakb.cli.app import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "set()\n"
