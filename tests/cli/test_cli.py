"""The command line as a program: what goes where, how it ends, and that nothing breaks it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from syriakb import __version__
from syriakb.cli.commands import COMMANDS
from syriakb.render.formats import FORMATS
from tests.kb import PROGRAM, Kb, run, run_program

CLAIMS = """
    - {id: one, subject: red, predicate: holds, object: mill, start: 2019, credibility: 2}
    - {id: two, subject: grey, predicate: backs, object: red}
    """


@pytest.fixture
def told(kb: Kb) -> Kb:
    kb.claims(CLAIMS)
    return kb


def test_plain_syriakb_says_what_it_is_and_what_to_try(told: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYRIAKB_DATA", str(told.folder))
    result = run()
    assert (result.status, result.err) == (0, "")
    for part in ("The Marches", "2020-12-31", str(told.folder.parent), "syriakb --help"):
        assert part in result.out.replace("\n            ", "")
    tried = [line.split()[1:] for line in result.out.splitlines() if line.startswith("  syriakb ")]
    assert len(tried) >= 4
    assert {run(*arguments).status for arguments in tried} == {0}


def test_where_there_is_no_knowledge_base_the_help_says_which_is_asked_and_how_to_begin_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run()
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith(run("--help").out)
    told = result.out.partition("There is no knowledge base in this folder or above it.")[2]
    assert "The advance on Damascus, December 2024, the one that is shipped, in\n" in told
    assert told.endswith(
        "To begin one of your own here:\n  syriakb init mine --empty\n  cd mine\n  syriakb add source\n"
    )
    assert run("init", "mine", "--empty").status == 0
    monkeypatch.chdir(tmp_path / "mine")
    assert run("add", "source", "Radio").status == 0
    assert run().out.startswith("mine\nas of ")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SYRIAKB_DATA", "mine")
    assert "There is no knowledge base" not in run().out


@pytest.mark.parametrize("command", [[], *[[name] for names in COMMANDS.values() for name in names]])
def test_help_and_version(command: list[str]) -> None:
    for option in ("--help", "-h"):
        result = run(*command, option)
        assert (result.status, result.err) == (0, "")
        assert result.out.startswith("Usage: syriakb")
        assert "{" not in result.out
        assert "<str>" not in result.out
        assert "<int" not in result.out
    assert run("--version") == (0, f"syriakb {__version__}\n", "")


@pytest.mark.parametrize(("command", "sentence"), [each for named in COMMANDS.values() for each in named.items()])
def test_the_list_of_commands_has_the_first_sentence_of_each(command: str, sentence: str) -> None:
    own = " ".join(run(command, "--help").out.split("\n\n")[1].split())
    assert own == sentence or own.startswith(f"{sentence} ")
    assert command in run("--help").out


@pytest.mark.parametrize(
    "arguments",
    [
        ["alies"],
        ["allies"],
        ["allies", "red", "blue"],
        ["allies", "red", "--depht", "2"],
        ["allies", "red", "--depth", "0"],
        ["allies", "red", "--depth", "many"],
        ["allies", "red", "--format", "xml"],
        ["allies", "red", "--as-of", "2015-02-30"],
        ["allies", "red", "--known-by", "the day before"],
        ["allies", "red", "--as-of", ""],
        ["allies", "red", "--as-of", ".."],
        ["allies", "red", "--known-by", "[2015..]"],
        ["claims", "--stance", "maybe"],
        ["--nonsense"],
    ],
)
def test_wrong_usage_ends_with_2_and_says_so_on_standard_error(told: Kb, arguments: list[str]) -> None:
    result = told.run(*arguments)
    assert (result.status, result.out) == (2, "")
    assert "rror: " in result.err


def test_a_misspelt_command_is_answered_with_the_nearest() -> None:
    assert "Did you mean 'allies'" in run("alies").err


@pytest.mark.parametrize(
    ("words", "quotes"),
    [
        (["control", "northern", "march"], True),
        (["path", "red", "company", "blue"], True),
        (["add", "claim", "The", "reds", "came."], True),
        (["capitals", "north"], False),  # which takes no name
    ],
)
def test_whoever_forgets_quotes_is_told_of_them(told: Kb, words: list[str], quotes: bool) -> None:
    result = told.run(*words)
    assert (result.status, "unexpected extra argument" in result.err) == (2, True)
    assert ("). What has several words stands in quotes, such as 'one name'.\n" in result.err) is quotes


def test_a_bad_date_says_what_is_wrong_with_it(told: Kb) -> None:
    assert told.run("capitals", "--as-of", "2015-02-30").err == (
        "error: --as-of: 2015-02-30 is not a day of the calendar: February 2015 has 28 days.\n"
    )


def test_the_day_of_a_knowledge_base_that_tells_of_no_report(kb: Kb) -> None:
    kb.write("kb.yaml", "{title: The Marches, schema: 1}\n")
    kb.write("sources.yaml", "- {id: radio, title: Radio March, reliability: B}\n")
    today = time.strftime("%Y-%m-%d")
    kb.claims("- {id: one, subject: red, predicate: holds, object: mill}")
    assert kb.ask("control", "mill")["as_of"] == today
    assert kb.rows("status caveat", "control", "mill") == ["held one has no date"]
    kb.claims("- {id: one, subject: red, predicate: holds, object: mill, recorded: 2020-02-03}")
    assert kb.ask("control", "mill")["as_of"] == "2020-02-03"
    assert kb.rows("status", "control", "mill") == ["held"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["allies", "rde"], "No actor is called 'rde'. Did you mean Red Company, militia (red)?"),
        (["allies", "mill"], "No actor is called 'mill'. Mill is a place: syriakb control mill"),
        (["control", "the reds"], "No place is called 'the reds'. Red Company is an actor: syriakb show red"),
        (
            ["control", "ford mill"],
            "No place is called 'ford mill'. Did you mean Ford, provincial-capital in Northern March (ford) or",
        ),
        (
            ["capitals", "--controller", "Blue Gard"],
            "No actor is called 'Blue Gard'. Did you mean Blue Guard, army (blue)?",
        ),
        (["claims", "--source", "rdio"], "No source has the id 'rdio'. Did you mean radio?"),
        (["claims", "--predicate", "hold"], "No predicate has the id 'hold'. Did you mean holds?"),
        (["show", "nothing at all"], "No actor or place is called 'nothing at all'. The command `search` helps"),
        (["show", "x" * 5000], f"No actor or place is called '{'x' * 57}...'."),
        (["control", "--kind", "capital"], "No place is of the kind 'capital'. There are country, provincial-capital,"),
    ],
)
def test_what_nobody_is_called_ends_with_1_and_names_the_nearest(told: Kb, arguments: list[str], message: str) -> None:
    result = told.run(*arguments)
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith(f"error: {message}")


def test_a_folder_without_a_knowledge_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("capitals", "--data", str(tmp_path))
    assert (result.status, result.out) == (1, "")
    assert result.err == (
        f"error: {tmp_path}, named by --data, holds no kb.yaml. To begin one there: syriakb init {tmp_path}\n"
    )
    monkeypatch.setenv("SYRIAKB_DATA", str(tmp_path / "none"))
    assert "named by $SYRIAKB_DATA, is not a folder" in run("capitals").err
    (tmp_path / "file").write_text("")
    assert run("capitals", "--data", str(tmp_path / "file")).status in (1, 2)


def test_a_working_directory_that_is_gone(told: Kb) -> None:
    for question in ("capitals", f"check --data '{told.folder}'"):
        command = f"mkdir gone; cd gone; rmdir ../gone; '{PROGRAM}' {question}"
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=told.folder)
        assert "itself failed" not in done.stderr
        assert done.stderr in ("", "error: The working directory is no longer there. Change to another one.\n")


def test_a_file_that_cannot_be_read(told: Kb) -> None:
    (told.folder / "claims.yaml").unlink()
    (told.folder / "claims.yaml").mkdir()
    result = told.run("capitals")
    assert result.status == 1
    assert result.err.startswith("error: ")
    assert "claims.yaml cannot be read" in result.err


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (os.mkfifo, "it is no ordinary file"),
        (lambda path: path.symlink_to("/dev/zero"), "it is no ordinary file"),
        (lambda path: path.symlink_to("nowhere"), "No such file or directory"),
    ],
)
def test_what_is_no_ordinary_file_is_named_and_not_read(told: Kb, make: Callable[[Path], None], reason: str) -> None:
    make(told.folder / "alliances.yaml")
    result = told.run("capitals")
    assert (result.status, result.out) == (1, "")
    assert result.err == f"error: {told.folder / 'alliances.yaml'} cannot be read: {reason}.\n"


def test_answers_go_to_standard_output_and_warnings_beside_it(told: Kb) -> None:
    told.write("claims/more.yaml", "- {id: three, statement: C, source: nobody}\n")
    for format in FORMATS:
        result = told.run("backing", "--format", format)
        assert "grey" in result.out.lower()
        assert "warning" not in result.out
        beside = "warning: 1 record with errors is left out of this answer. To see them: syriakb check\n"
        assert result.err == (beside if format in ("jsonl", "csv") else "")


def test_notes_stand_in_json_and_under_tables_and_beside_the_formats_that_have_no_place_for_them(told: Kb) -> None:
    told.claims("- {id: count, subject: red, predicate: controls_count, value: 1}", "claims/count.yaml")
    note = "The source counts 1 for Red Company (p1); these records give 1."
    for format in FORMATS:
        result = told.run("capitals", "--format", format)
        assert (note in result.out.replace("\n", " ")) == (format in ("table", "json", "markdown"))
        assert result.err == (f"note: {note}\n" if format in ("jsonl", "csv") else "")


def test_json_lines_and_csv_carry_the_keys_of_json(told: Kb) -> None:
    rows = told.ask("capitals")["rows"]
    lines = told.run("capitals", "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == rows
    table = told.run("capitals", "--format", "csv").out.splitlines()
    assert table[0].split(",") == list(rows[0])
    assert len(table) == len(rows) + 1


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_tables_keep_to_the_width_there_is(told: Kb, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for question in (["capitals"], ["allies", "red"], ["claims"], ["show", "red"], ["info"], ["check"]):
        lines = told.run(*question).out.splitlines()
        assert max(map(len, lines)) <= columns, question


def terminal(*arguments: str, **environment: str) -> str:
    """What the program writes to a terminal."""
    import pty

    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update({"TERM": "xterm-256color", **environment})
        os.execv(PROGRAM, [PROGRAM, *arguments])
    written = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # Linux tells the end of a terminal's other side so
            part = b""
        if not part:
            break
        written += part
    os.close(terminal)
    os.waitpid(pid, 0)
    return written.decode()


def test_colours_only_on_a_terminal_that_wants_them(told: Kb) -> None:
    question = ("capitals", "--data", str(told.folder))
    assert "\x1b[" in terminal(*question)
    assert "\x1b" not in terminal(*question, NO_COLOR="1")
    assert "\x1b" not in terminal(*question, TERM="dumb")
    assert "\x1b" not in run_program(*question).out
    assert "\x1b" not in terminal(*question, "--format", "json")


def test_colour_never_carries_the_meaning_alone(told: Kb) -> None:
    question = ("capitals", "--data", str(told.folder))
    plain = terminal(*question, NO_COLOR="1")
    for word in ("held", "unknown", "stated", "Red Company"):
        assert word in plain


def test_a_reader_that_stops_early_is_no_failure_to_tell_of(told: Kb) -> None:
    lines = (f'{{"id": "c{n}", "statement": "{"long " * 30}", "source": "radio"}}\n' for n in range(1000))
    told.write("claims/many.jsonl", "".join(lines))
    command = f"'{PROGRAM}' claims --all --format csv --data '{told.folder}' | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert (done.stdout.split(",")[0], done.stderr) == ("claim", "")


@pytest.mark.parametrize("redirect", [">&-", "2>&-", ">&- 2>&-", ">/dev/full", "<&-"])
@pytest.mark.parametrize("question", ["capitals", "check", "--help", "allies nobody", "--nonsense"])
def test_closed_and_full_streams_cause_no_traceback(told: Kb, redirect: str, question: str) -> None:
    command = f"'{PROGRAM}' {question} {redirect}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=told.folder)
    assert "Traceback" not in done.stdout + done.stderr
    assert "syriakb itself failed" not in done.stderr
    said = {">/dev/full": "No space left on device", ">&-": "Bad file descriptor"}.get(redirect)
    if said and question in ("capitals", "check", "--help"):
        assert (done.returncode, done.stderr) == (1, f"error: The output cannot be written: {said}.\n")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
@pytest.mark.parametrize("format", FORMATS)
def test_any_encoding_of_the_output_will_do(told: Kb, encoding: str, format: str) -> None:
    result = told.run("show", "blue", "--format", format)
    done = subprocess.run(
        [PROGRAM, "show", "blue", "--format", format, "--data", str(told.folder)],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert result.status == 0
    if encoding == "utf-8":
        assert done.stdout.decode() == result.out
    else:
        assert "الزرق" not in done.stdout.decode(encoding)
        assert done.stdout.decode(encoding)


def test_json_stays_json_in_ascii(told: Kb) -> None:
    done = run_program("show", "blue", "--format", "json", "--data", str(told.folder), PYTHONIOENCODING="ascii")
    assert "الزرق" in json.loads(done.out)["record"]["aliases"]


def test_an_interrupt_ends_with_130_and_silence(told: Kb) -> None:
    # A pipe in the place of a text: the program waits for it until it is interrupted.
    os.mkfifo(pipe := told.folder / "text")
    process = subprocess.Popen(
        [PROGRAM, "verify", "radio", str(pipe), "--data", str(told.folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err


def test_a_fault_of_our_own_is_a_sentence_and_its_traceback_a_file(told: Kb, own_surroundings: Path) -> None:
    code = (
        "import sys; from syriakb.disk import store; from syriakb.cli.app import main\n"
        "store.find = lambda data: 1 / 0\n"
        "sys.argv[1:] = ['capitals']; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("error: syriakb itself failed (ZeroDivisionError: division by zero).")
    (log,) = own_surroundings.rglob("error.log")
    assert "ZeroDivisionError" in log.read_text()


def test_python_m_syriakb_is_the_same_program(told: Kb) -> None:
    done = subprocess.run([sys.executable, "-m", "syriakb", "--version"], capture_output=True, text=True)
    assert done.stdout == f"syriakb {__version__}\n"


def test_where_the_knowledge_base_is_found(kb: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def title() -> str:
        return str(next(r["value"] for r in json.loads(run("info", "-f", "json").out)["rows"] if r["what"] == "title"))

    deep = kb.folder / "a" / "b"
    deep.mkdir(parents=True)
    nowhere = tmp_path / "nowhere"
    nowhere.mkdir()
    monkeypatch.chdir(nowhere)
    assert title() == "The advance on Damascus, December 2024"
    monkeypatch.chdir(deep)
    assert title() == "The Marches"
    project = tmp_path / "project"
    Kb(project / "data").write("kb.yaml", "title: Beside\nschema: 1\n")
    (project / "src").mkdir()
    monkeypatch.chdir(project / "src")
    assert title() == "Beside"
    own = Path(os.environ["XDG_DATA_HOME"]) / "syriakb"
    Kb(own).write("kb.yaml", "title: My own\nschema: 1\n")
    assert title() == "Beside"
    monkeypatch.chdir(nowhere)
    assert title() == "My own"
    monkeypatch.setenv("SYRIAKB_DATA", str(project))
    assert title() == "Beside"
    assert "The Marches" in run("info", "--data", str(kb.folder)).out
