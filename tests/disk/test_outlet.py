"""What is written goes where it is sent: whole or not at all, into devices and pipes, behind links."""

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from syriakb.disk import outlet
from syriakb.errors import StoreError
from tests.kb import Kb, run_program


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ValueError("the rest cannot be made")

    path = tmp_path / "page.html"
    path.write_bytes(b"old")
    with pytest.raises(ValueError, match="the rest"):
        outlet.save(path, broken())
    assert (path.read_bytes(), left(tmp_path)) == (b"old", ["page.html"])
    outlet.save(path, [b"ne", b"w"])
    assert (path.read_bytes(), left(tmp_path)) == (b"new", ["page.html"])


def test_owner_and_permissions_of_a_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"old")
    path.chmod(0o640)
    outlet.save(path, [b"new"])
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "page.html").write_bytes(b"old")
    (tmp_path / "page.html").symlink_to(tmp_path / "far" / "page.html")
    outlet.save(tmp_path / "page.html", [b"new"])
    assert (tmp_path / "page.html").is_symlink()
    assert (tmp_path / "far" / "page.html").read_bytes() == b"new"
    assert left(tmp_path / "far") == ["page.html"]


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=outlet.save, args=(tmp_path / "pipe", [b"ne", b"w"]))
    writer.start()
    assert (tmp_path / "pipe").read_bytes() == b"new"
    writer.join()
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a device")
def test_a_device_is_written_to_and_stays_one(kb: Kb, tmp_path: Path) -> None:
    device = tmp_path / "null"
    try:
        os.mknod(device, 0o666 | stat.S_IFCHR, os.makedev(1, 3))
    except OSError:
        pytest.skip("No device can be made here.")
    kb.claims("- {id: one, subject: red, predicate: backs, object: blue}")
    for words in (("graph", "-f", "dot", "-o"), ("export", "jsonl", "--table", "claims", "-o"), ("report",)):
        assert kb.run(*words, str(device)).status == 0
        assert stat.S_ISCHR(device.stat().st_mode)
    assert left(tmp_path) == ["marches", "null"]


def test_standard_output_by_its_name_is_standard_output(kb: Kb, tmp_path: Path) -> None:
    kb.claims("- {id: one, subject: red, predicate: backs, object: blue}")
    asked = ("export", "jsonl", "--table", "claims", "--data", str(kb.folder))
    plain = run_program(*asked).out
    assert plain.startswith('{"id": "one"')
    assert run_program(*asked, "-o", "-").out == plain
    assert run_program(*asked, "-o", "/dev/stdout").out == plain
    appended = tmp_path / "all.jsonl"
    appended.write_text("{}\n", encoding="utf-8")
    with appended.open("ab") as file:
        subprocess.run([sys.executable, "-m", "syriakb", *asked, "-o", "/dev/stdout"], stdout=file, check=True)
    assert appended.read_text(encoding="utf-8") == "{}\n" + plain


def test_several_files_are_all_new_or_all_as_they_were(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise OSError(28, "No space left on device")

    (tmp_path / "a").write_bytes(b"old a")
    (tmp_path / "b").write_bytes(b"old b")
    with pytest.raises(StoreError) as error:
        outlet.save_all(tmp_path, [("a", [b"new a"]), ("b", broken())])
    assert str(error.value) == f"{tmp_path} cannot be written: no space left on device."
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old a", "b": b"old b"}
    assert outlet.save_all(tmp_path, [("a", [b"new a"]), ("b", [b"new b"])]) == ["a", "b"]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"new a", "b": b"new b"}


def test_what_a_killed_process_left_is_cleared_away_by_the_next(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib\nfrom syriakb.disk import outlet\n"
        "with outlet.fresh(pathlib.Path(sys.argv[1])) as file:\n"
        "    file.write(b'half'); print('open', flush=True)\n"
        "    import time; time.sleep(60)"
    )
    path = tmp_path / "page.html"
    with subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == "open\n"
        outlet.save(path, [b"from beside"])
        assert len(left(tmp_path)) == 2  # the other still writes
        writer.send_signal(signal.SIGKILL)
    time.sleep(0.05)
    assert len(left(tmp_path)) == 2
    outlet.save(path, [b"new"])
    assert (left(tmp_path), path.read_bytes()) == (["page.html"], b"new")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as error:
        outlet.save(tmp_path, [b"new"])
    assert str(error.value) == f"{tmp_path} cannot be written: it is a folder."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("graph", "-f", "dot", "-o", "x.svg"), "what is written is dot"),
        (("map", "-o", "x.png"), "what is written is svg"),
        (("report", "x.pdf"), "what is written is html"),
        (("export", "geojson", "-o", "x.graphml"), "what is written is geojson"),
        (("report",), "Name one file for the page"),
        (("report", "x.html", "-o", "y.html"), "Name one file for the page"),
    ],
)
def test_an_ending_that_says_another_format_is_refused(kb: Kb, words: tuple[str, ...], said: str) -> None:
    result = kb.run(*words)
    assert (result.status, result.out) == (2, "")
    assert said in result.err


def test_the_ending_of_a_file_is_its_format(kb: Kb, tmp_path: Path) -> None:
    kb.claims("- {id: one, subject: red, predicate: backs, object: blue}")
    assert kb.run("graph", "-o", str(tmp_path / "g.dot")).status == 0
    assert (tmp_path / "g.dot").read_text(encoding="utf-8") == kb.run("graph", "-f", "dot").out
