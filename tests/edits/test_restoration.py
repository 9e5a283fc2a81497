"""A backup is restored as a whole or not at all, and what is none, or was tampered with, is refused in one sentence."""

import json
import os
import re
import signal
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from syriakb.disk import archive
from tests.disk.test_writes import fill, mounted, no_more_than
from tests.kb import PROGRAM, Kb, run

CLAIMS = """
    - {id: one, subject: red, predicate: took, object: ford, start: 2020-02}
    - {id: two, about: [mill, red], note: "No: not so"}
    """
Members = dict[str, bytes]


@pytest.fixture
def good(kb: Kb, tmp_path: Path) -> Path:
    """A backup of the Marches."""
    kb.claims(CLAIMS)
    path = tmp_path / "good.zip"
    assert kb.run("export", "backup", "-o", str(path)).status == 0
    return path


@pytest.fixture
def members(good: Path) -> Members:
    with zipfile.ZipFile(good) as found:
        return {name: found.read(name) for name in found.namelist()}


def packed(path: Path, members: Iterable[tuple[str, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
    return path


def refused(path: Path, because: str, folder: Path | None = None) -> None:
    """Nothing is restored, for that reason, and nothing is left: neither the folder nor anything beside it."""
    folder = folder or path.parent / "new"
    before = sorted(folder.parent.iterdir())
    assert run("init", str(folder), "--from", str(path)) == (1, "", f"error: {path} cannot be restored: {because}.\n")
    assert sorted(folder.parent.iterdir()) == before


def test_it_says_what_it_made_and_what_to_try_next(good: Path, tmp_path: Path) -> None:
    result = run("init", str(tmp_path / "new"), "--from", str(good))
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith(
        f"Made the knowledge base of the backup in {tmp_path}/new.\n\nTry next:\n  syriakb info"
    )
    assert (tmp_path / "new" / ".gitignore").read_text() == ".syriakb.lock\n"
    assert (tmp_path / "new" / "kb.yaml").read_text() == "title: The Marches\nschema: 1\nas_of: 2020-12-31\n"
    assert (tmp_path / "new" / "claims.yaml").read_text() == (
        "- id: one\n  statement: As the radio says.\n  subject: red\n  predicate: took\n  object: ford\n"
        "  source: radio\n  locator: p1\n  start: 2020-02\n"
        "- id: two\n  statement: As the radio says.\n  about: [mill, red]\n  source: radio\n  locator: p1\n"
        '  note: "No: not so"\n'
    )


def test_a_folder_is_made_with_those_above_it_and_the_permissions_of_any(good: Path, tmp_path: Path) -> None:
    was = os.umask(0o027)
    try:
        assert run("init", str(tmp_path / "far" / "far" / "away"), "--from", str(good)).status == 0
        (tmp_path / "any").mkdir()
        (tmp_path / "file").touch()
    finally:
        assert os.umask(was) == 0o027
    assert {(tmp_path / name).stat().st_mode & 0o777 for name in ("any", "far", "far/far", "far/far/away")} == {0o750}
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "far/far/away").iterdir()} == {0o640}
    assert sorted(path.name for path in (tmp_path / "far" / "far").iterdir()) == ["away"]


@pytest.mark.parametrize("there", [False, True], ids=["new", "empty"])
def test_all_is_on_the_disk_before_it_is_in_its_place(
    kb: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    kb.write("mappings/feed.yaml", "a: b")
    kb.run("export", "backup", "-o", str(tmp_path / "b.zip"))
    new = tmp_path / "place" / "new"
    (new if there else new.parent).mkdir(parents=True)
    done, fsync, rename = list[str](), os.fsync, Path.rename

    def synced(handle: int) -> None:
        path = Path(f"/proc/self/fd/{handle}").readlink()
        if path.is_dir() or path.stat().st_size:  # what has no size yet is still in memory alone
            done.append(re.sub(r"\.syriakb\.[^/]*", "stage", path.relative_to(new.parent).as_posix()))
        fsync(handle)

    def renamed(path: Path, to: Path) -> Path:
        done.append("renamed")
        return rename(path, to)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "rename", renamed)
    assert run("init", str(new), "--from", str(tmp_path / "b.zip")).status == 0
    stage = "new/stage" if there else "stage"
    inside = ("kb.yaml", "actors.yaml", "mappings/feed.yaml", ".gitignore", "mappings")
    assert {stage, *(f"{stage}/{name}" for name in inside)} <= {*done[: done.index("renamed")]}
    assert done[-1] == ("new" if there else ".")


def test_an_empty_folder_is_filled_where_it_is(good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "new").mkdir(mode=0o700)
    monkeypatch.chdir(tmp_path / "new")
    assert run("init", ".", "--from", str(good)).status == 0
    assert Kb(Path.cwd()).rows("claim", "claims") == ["one", "two"]
    assert stat.S_IMODE(Path.cwd().stat().st_mode) == 0o700
    assert [path.name for path in Path.cwd().iterdir() if path.name.startswith(".")] == [".gitignore"]


def test_a_link_to_a_folder_is_followed(good: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "there")
    assert run("init", str(tmp_path / "link"), "--from", str(good)).status == 0
    assert (tmp_path / "there" / "kb.yaml").is_file()
    assert (tmp_path / "link").is_symlink()


def test_nothing_is_overwritten(good: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "mine").write_text("mine")
    assert run("init", str(tmp_path / "new"), "--from", str(good)) == (
        1, "", f"error: {tmp_path}/new is not empty, and nothing there is overwritten. Name a new folder.\n"
    )  # fmt: skip
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["mine"]


def test_a_backup_is_restored_as_it_is(good: Path, tmp_path: Path) -> None:
    for words in (("--empty",), ("--title", "X")):
        assert run("init", str(tmp_path / "new"), "--from", str(good), *words) == (
            2, "", "error: A backup is restored as it is. Leave out --empty and --title.\n"
        )  # fmt: skip


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all", b"PK\x03\x04" + bytes(100)])
def test_what_is_no_zip(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "b.zip").write_bytes(content)
    refused(tmp_path / "b.zip", "it is no zip archive, or only a part of one")


def test_what_is_not_there_or_no_file(tmp_path: Path) -> None:
    assert run("init", str(tmp_path / "new"), "--from", str(tmp_path / "b.zip")) == (
        1, "", f"error: {tmp_path}/b.zip cannot be read: no such file or directory.\n"
    )  # fmt: skip
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name, what in (("folder", "a folder"), ("pipe", "no ordinary file")):
        assert run("init", str(tmp_path / "new"), "--from", str(tmp_path / name)) == (
            1, "", f"error: {tmp_path}/{name} cannot be read: it is {what}.\n"
        )  # fmt: skip


def test_an_empty_zip(tmp_path: Path) -> None:
    refused(packed(tmp_path / "b.zip", []), "it holds no datapackage.json, which a backup begins with")


def test_a_zip_that_ends_early_wherever_that_is(good: Path, tmp_path: Path) -> None:
    whole = good.read_bytes()
    for size in range(0, len(whole), max(1, len(whole) // 40)):
        (tmp_path / "part.zip").write_bytes(whole[:size])
        refused(tmp_path / "part.zip", "it is no zip archive, or only a part of one")


def test_a_damaged_zip_is_refused_or_harmless(good: Path, tmp_path: Path) -> None:
    """Any byte may be another one: either all comes back as it was, or nothing does."""
    random, whole, path = Random(7), good.read_bytes(), tmp_path / "b.zip"
    for number in range(150):
        damaged = bytearray(whole)
        for _ in range(random.choice((1, 1, 3))):
            damaged[random.randrange(len(damaged))] ^= 1 << random.randrange(8)
        path.write_bytes(damaged)
        result = run("init", str(tmp_path / f"{number}"), "--from", str(path))
        if result.status:
            assert result.status == 1
            assert result.err.startswith(f"error: {path} cannot be re"), result
            assert result.err.count("\n") == 1
            assert not (tmp_path / f"{number}").exists()
        else:
            run("export", "backup", "-o", str(tmp_path / "again.zip"), "--data", str(tmp_path / f"{number}"))
            assert (tmp_path / "again.zip").read_bytes() == whole
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "../x",
            "/etc/x",
            "mappings/../../x.yaml",
            "mappings/../x.yaml",
            "texts/a/b.txt",
            "C:\\x",
            "mappings\\x.yaml",
        ),
        *(
            "mappings/.yaml",
            "mappings/x.yml",
            "mappings/",
            "texts/\x1b[31m.txt",
            "claims.yaml",
            "kb.yaml",
            "x",
            "texts",
        ),
        *("verdicts.jsonl", "claims/1.jsonl", ".gitignore", "mappings/.hidden.yaml", f"texts/{'x' * 200}.txt"),
    ],
)
def test_a_file_that_belongs_to_no_backup(members: Members, tmp_path: Path, name: str) -> None:
    package = json.loads(members["datapackage.json"])
    package["resources"].append({"name": "more", "path": name})
    members |= {"datapackage.json": json.dumps(package).encode(), name: b"{}"}
    refused(packed(tmp_path / "b.zip", members.items()), f"it holds {name!r}, which is no part of a backup")


def test_a_file_that_is_missing_or_not_named(members: Members, tmp_path: Path) -> None:
    without = [(name, content) for name, content in members.items() if name != "claims.jsonl"]
    refused(packed(tmp_path / "a.zip", without), "claims.jsonl is missing in it")
    more = [*members.items(), ("texts/x.txt", b"")]
    refused(packed(tmp_path / "b.zip", more), "texts/x.txt in it is not named in its datapackage.json")
    package = json.loads(members["datapackage.json"])
    package["resources"] = [each for each in package["resources"] if each["name"] != "kb"]
    del members["kb.jsonl"]
    rest = members | {"datapackage.json": json.dumps(package).encode()}
    refused(packed(tmp_path / "c.zip", rest.items()), "kb.jsonl is missing in it")


def test_a_backup_from_before_there_was_a_kind_of_record(members: Members, tmp_path: Path) -> None:
    package = json.loads(members["datapackage.json"])
    package["resources"] = [each for each in package["resources"] if each["name"] != "alliances"]
    del members["alliances.jsonl"]
    rest = members | {"datapackage.json": json.dumps(package).encode()}
    path = packed(tmp_path / "b.zip", rest.items())
    assert run("init", str(tmp_path / "new"), "--from", str(path)).status == 0
    assert Kb(tmp_path / "new").rows("claim", "claims") == ["one", "two"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_there_twice(members: Members, tmp_path: Path) -> None:
    path = packed(tmp_path / "b.zip", [*members.items(), ("claims.jsonl", b"{}")])
    refused(path, "it holds claims.jsonl twice")
    package = json.loads(members["datapackage.json"])
    package["resources"] *= 2
    members["datapackage.json"] = json.dumps(package).encode()
    refused(packed(tmp_path / "c.zip", members.items()), "datapackage.json in it names a file twice")


def test_a_link(members: Members, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = (stat.S_IFLNK if name == "claims.jsonl" else stat.S_IFREG) << 16
            made.writestr(info, content)
    refused(path, "claims.jsonl in it is a link")


@pytest.mark.parametrize(("offset", "value"), [(8, 1), (10, 14)], ids=["encrypted", "packed otherwise"])
def test_what_cannot_be_unpacked_here(good: Path, tmp_path: Path, offset: int, value: int) -> None:
    content = bytearray(good.read_bytes())
    content[content.index(b"PK\x01\x02") + offset] = value
    (tmp_path / "b.zip").write_bytes(content)
    refused(tmp_path / "b.zip", "datapackage.json in it is encrypted or packed in a way that is not read here")


def test_a_bomb_that_says_so(members: Members, tmp_path: Path) -> None:
    rest = sum(map(len, members.values())) - len(members["claims.jsonl"])
    members["claims.jsonl"] = b" " * ((64 << 20) - rest + 1)
    path = packed(tmp_path / "b.zip", members.items())
    assert path.stat().st_size < 200_000
    refused(path, "it says that it holds far more than a file of its size can")


def test_what_may_be_packed_so_small(members: Members, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hundred bytes for one; a comment at its end makes a zip larger."""
    monkeypatch.setattr(archive, "_SMALL", 0)
    size = 25_000
    rest = sum(map(len, members.values())) - len(members["claims.jsonl"])
    members["claims.jsonl"] = b" " * (200 * size - rest)
    path = packed(tmp_path / "b.zip", members.items())
    with zipfile.ZipFile(path, "a") as made:
        made.comment = b"x" * (size - path.stat().st_size)
    assert run("init", str(tmp_path / "new"), "--from", str(path)).status == 0
    with zipfile.ZipFile(path, "a") as made:
        made.comment = made.comment[1:]
    path.write_bytes(path.read_bytes()[: size - 1])
    refused(path, "it says that it holds far more than a file of its size can", tmp_path / "other")


def test_a_bomb_that_says_it_is_small(members: Members, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    members["claims.jsonl"] = b" " * (80 << 20)
    path = packed(tmp_path / "b.zip", members.items())
    size = (80 << 20).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (1000).to_bytes(4, "little")))
    refused(path, "claims.jsonl in it is damaged")


def test_a_line_that_never_ends(members: Members, tmp_path: Path) -> None:
    line = b'{"id": "' + b"x" * (16 << 20)
    path = packed(tmp_path / "b.zip", (members | {"claims.jsonl": line[: 16 << 20]}).items())
    refused(path, "claims.jsonl in it has a line of 16 MiB or more")
    path = packed(tmp_path / "b.zip", (members | {"claims.jsonl": line[: (16 << 20) - 1]}).items())
    result = run("init", str(tmp_path / "new"), "--from", str(path))
    assert "claims.jsonl:1:8: The line is not JSON that can be read: Unterminated string" in result.err


@pytest.mark.parametrize(
    ("line", "because"),
    [
        (b"{", "2: The line is not JSON that can be read: Expecting property name enclosed in double quotes"),
        (b"[1]", '1: This is no record: a record is an object, such as {"id": ...}'),
        (b"[" * 9999, "1: The line is not JSON that can be read: it is nested too deeply"),
        (b'{"id": "x", "statement": "y"}', "1: The claim has no source"),
        (b'{"id": "x", "statement": "\xff"}', "27: The byte 0xff is not UTF-8"),
        (b'{"statement": "y", "source": "z", "id": "../x"}', "41: The field id is '../x', which is no id"),
        (b'{"id": "x", "statement": "y", "source": "z", "colour": "y"}', "46: A claim has no field 'colour'"),
        (b'{"id": "x", "statement": "y", "source": "z", "id": "y"}', "46: The field id stands here a second time"),
        (b'{"id": "x", "statement": "y", "source": "z", "start": "May"}', "55: The field start is no date."),
        (b'{"id": "x", "statement": null, "source": "z"}', "13: The field statement is null"),
    ],
)
def test_a_line_that_is_no_record(members: Members, tmp_path: Path, line: bytes, because: str) -> None:
    members["claims.jsonl"] += line + b"\n"
    path = packed(tmp_path / "b.zip", members.items())
    result = run("init", str(tmp_path / "new"), "--from", str(path))
    assert (result.status, result.err.count("\n")) == (1, 1)
    assert result.err.startswith(f"error: {path} cannot be restored: claims.jsonl:3:{because}"), result.err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(("times", "lines"), [(0, "no line"), (2, "more than one line"), (3, "more than one line")])
def test_a_knowledge_base_is_one(members: Members, tmp_path: Path, times: int, lines: str) -> None:
    path = packed(tmp_path / "b.zip", (members | {"kb.jsonl": members["kb.jsonl"] * times}).items())
    refused(path, f"kb.jsonl in it has {lines}")


@pytest.mark.parametrize(
    ("description", "because"),
    [
        (b'{"name": "x",\n nonsense', "datapackage.json:2:2: It is not JSON: Expecting property name enclosed in"),
        (b"\xff", "datapackage.json in it is not UTF-8"),
        (b"[" * 99_999, "datapackage.json:1:1: It is not JSON that can be read: it is nested too deeply"),
        (b"[]", "datapackage.json:1:1: It is no backup of syriakb, but a package of another program"),
        (b'{"name": "x", "resources": []}', "datapackage.json:1:1: It is no backup of syriakb, but a package of"),
        (b'{"syriakb": 1}', "datapackage.json:1:1: It is no backup of syriakb, but a package of another program"),
        (
            b'{"syriakb": {"backup": 2}}',
            "datapackage.json:1:1: It is a backup of the form 2, and this version of syriakb",
        ),
        (b'{"syriakb": {"backup": 1}}', "datapackage.json:1:1: It does not say which files there are"),
        (
            b'{"syriakb": {"backup": 1}, "resources": [{"path": 1}]}',
            "datapackage.json:1:1: It does not say which files",
        ),
        (b'{"syriakb": {"backup": 1}, "resources": ["x"]}', "datapackage.json:1:1: It does not say which files there"),
        (b'{"syriakb": {"backup": 1}, "resources": {"x": 1}}', "datapackage.json:1:1: It does not say which files"),
    ],
)
def test_a_description_of_something_else(members: Members, tmp_path: Path, description: bytes, because: str) -> None:
    path = packed(tmp_path / "b.zip", (members | {"datapackage.json": description}).items())
    result = run("init", str(tmp_path / "new"), "--from", str(path))
    assert (result.status, result.err.count("\n")) == (1, 1)
    assert result.err.startswith(f"error: {path} cannot be restored: {because}"), result.err
    assert not (tmp_path / "new").exists()


def test_a_description_that_is_too_large(members: Members, tmp_path: Path) -> None:
    members["datapackage.json"] = members["datapackage.json"].ljust((16 << 20) + 1)
    path = packed(tmp_path / "b.zip", members.items())
    refused(path, "datapackage.json in it is larger than any is")
    members["datapackage.json"] = members["datapackage.json"][:-1]
    path = packed(tmp_path / "b.zip", members.items())
    assert run("init", str(tmp_path / "new"), "--from", str(path)).status == 0


def test_a_table_beyond_16_mib_becomes_a_folder(members: Members, tmp_path: Path) -> None:
    for more, files in ((0, ["claims.yaml"]), (1, ["claims", "0001.yaml"])):
        blank = (b" " * 9_999 + b"\n") * 2000
        padded = members | {"claims.jsonl": (members["claims.jsonl"] + blank)[: (16 << 20) + more]}
        path = packed(tmp_path / "b.zip", padded.items())
        new = tmp_path / f"new{more}"
        assert run("init", str(new), "--from", str(path)).status == 0
        assert [path.name for path in new.rglob("*") if path.name[0] in "c0"] == files
        assert Kb(new).rows("claim", "claims") == ["one", "two"]


def test_where_no_folder_can_be_made(good: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for folder in ("file", "file/new"):
        assert run("init", str(tmp_path / folder), "--from", str(good)) == (
            1, "", f"error: {tmp_path}/{folder} cannot be written: not a directory. Nothing was left there.\n"
        )  # fmt: skip
    long = tmp_path / ("x" * 300)
    assert run("init", str(long), "--from", str(good)).err == (
        f"error: {long} cannot be written: file name too long. Nothing was left there.\n"
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
def test_where_nobody_may_write(good: Path, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    assert run("init", str(tmp_path / "closed" / "new"), "--from", str(good)).err == (
        f"error: {tmp_path}/closed/new cannot be written: permission denied. Nothing was left there.\n"
    )


def test_a_full_disk(good: Path, tmp_path: Path) -> None:
    if not mounted(disk := tmp_path / "disk", "size=64k"):
        pytest.skip("nothing can be mounted here")
    try:
        (disk / "empty").mkdir()
        fill(disk)
        for folder in (disk / "new", disk / "empty"):
            assert run("init", str(folder), "--from", str(good)) == (
                1, "", f"error: {folder} cannot be written: no space left on device. Nothing was left there.\n"
            )  # fmt: skip
        assert sorted(path.name for path in disk.rglob("*")) == ["empty", "rest"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_read_only_disk(good: Path, tmp_path: Path) -> None:
    if not mounted(disk := tmp_path / "disk", "size=1m"):
        pytest.skip("nothing can be mounted here")
    try:
        (disk / "empty").mkdir()
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        for folder in (disk / "new", disk / "empty"):
            assert run("init", str(folder), "--from", str(good)) == (
                1, "", f"error: {folder} cannot be written: read-only file system. Nothing was left there.\n"
            )  # fmt: skip
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_file_that_may_not_grow(good: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [PROGRAM, "init", str(tmp_path / "new"), "--from", str(good)],
        capture_output=True, text=True, preexec_fn=no_more_than(300),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (
        1, f"error: {tmp_path}/new cannot be written: file too large. Nothing was left there.\n"
    )  # fmt: skip
    assert sorted(path.name for path in tmp_path.iterdir()) == ["good.zip", "marches"]


@pytest.mark.parametrize("there", [False, True], ids=["new", "empty"])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_killed_half_way_it_is_no_knowledge_base_and_the_next_one_clears_away(
    good: Path, tmp_path: Path, there: bool, how: signal.Signals
) -> None:
    new = tmp_path / "place" / "new"
    (new if there else new.parent).mkdir(parents=True)
    halt = (
        "import os, sys, time\nfrom syriakb.edits import restoration\nfrom syriakb.cli.app import main\n"
        "def wait(*_):\n    print('half', flush=True)\n    time.sleep(60)\n"
        "restoration._mark = wait\nsys.argv[1:] = ['init', *sys.argv[1:]]\nmain()"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", halt, str(new), "--from", str(good)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stdout and running.stdout.readline() == b"half\n"
    running.send_signal(how)
    assert running.communicate()[1] in (b"", b"Aborted.\n")
    assert new.exists() is there
    left = [path.name for path in new.parent.rglob(".syriakb.*") if path.is_dir()]
    assert len(left) == (1 if how == signal.SIGKILL else 0)
    assert run("init", str(new), "--from", str(good)).status == 0
    assert Kb(new).rows("claim", "claims") == ["one", "two"]
    assert sorted(path.name for path in new.parent.iterdir()) == ["new"]


def test_in_an_empty_folder_the_mark_comes_last(good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "new").mkdir()
    names, rename = list[str](), Path.rename
    monkeypatch.setattr(Path, "rename", lambda path, to: names.append(path.name) or rename(path, to))
    assert run("init", str(tmp_path / "new"), "--from", str(good)).status == 0
    assert (names[-1], len(names)) == ("kb.yaml", 9)


def test_two_at_once_make_one(good: Path, tmp_path: Path) -> None:
    command = [PROGRAM, "init", str(tmp_path / "new"), "--from", str(good)]
    both = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    told = [each.communicate()[1] for each in both]
    assert sorted(each.returncode for each in both) in ([0, 1], [0, 1])
    assert next(each for each in told if each).startswith(f"error: {tmp_path}/new ")
    assert Kb(tmp_path / "new").rows("claim", "claims") == ["one", "two"]
