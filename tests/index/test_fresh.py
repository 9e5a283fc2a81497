"""A used index answers as a new one does, whatever people and programs did to the folder in between."""

import os
import shutil
import subprocess
import tarfile
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syriakb.disk.store import Base
from syriakb.index import open as index
from syriakb.text import load
from tests.kb import Kb, run

LONG_AGO = 1_500_000_000
FILES = ("claims.yaml", "claims/a.yaml", "claims/b.yaml", "claims/c.jsonl")
# What a program leaves a file's time at: as it is, an old one, those of archives and images, one in the future.
TIMES = st.sampled_from((None, LONG_AGO, 0, 1, 4_000_000_000))
WORDS = st.sampled_from(("one", "two", "six", "ten"))  # of one length: no size tells them apart
_FILTER: Any = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # from Python 3.11.4 on


def claim(path: str, word: str) -> str:
    """A file with one claim, whose id no other file has."""
    name = path.replace("/", "-").replace(".", "-")
    if path.endswith(".jsonl"):
        return f'{{"id": "{name}", "statement": "The {word}.", "source": "radio"}}\n'
    if path == "claims/b.yaml":
        return f"- id: {name}\n  statement: The {word}.\n  source: radio\n"
    return f"- {{id: {name}, statement: The {word}., source: radio}}\n"


def dated(path: Path, seconds: int | None) -> None:
    if seconds is not None:
        os.utime(path, (seconds, seconds))


Step = Callable[[Path], None]


def write(path: str, word: str, seconds: int | None) -> Step:
    def step(folder: Path) -> None:
        (folder / path).unlink(missing_ok=True)
        (folder / path).write_text(claim(path, word), encoding="utf-8")
        dated(folder / path, seconds)

    return step


def edit_in_place(path: str, word: str, seconds: int | None) -> Step:
    def step(folder: Path) -> None:
        if (folder / path).exists():
            with (folder / path).open("r+") as file:
                file.write(claim(path, word))
            dated(folder / path, seconds)

    return step


def append(path: str, word: str) -> Step:
    def step(folder: Path) -> None:
        if (folder / path).exists():
            with (folder / path).open("a") as file:
                file.write(claim(path, word).replace("claims", word))

    return step


def go_on(path: str, text: str) -> Step:
    """Whatever somebody writes below the last line of a file: more of the last record, another one, half of one."""

    def step(folder: Path) -> None:
        if (folder / path).exists():
            with (folder / path).open("a") as file:
                file.write(text)

    return step


def rewrite_longer(path: str, word: str) -> Step:
    """A file that begins as it did, or nearly so, and goes on otherwise."""

    def step(folder: Path) -> None:
        if (folder / path).exists():
            old = (folder / path).read_text()
            (folder / path).unlink()
            (folder / path).write_text(
                old.replace("The one", f"The {word}") + claim(path, word).replace("claims", word)
            )

    return step


def add_by_tool(folder: Path) -> None:
    run("add", "claim", "It fell.", "--source", "radio", "--no-input", "--data", str(folder))


def keep_time(path: str, word: str) -> Step:
    """Another content under the time of the old one: `touch -r`, or `cp -p` of an older file."""

    def step(folder: Path) -> None:
        if (folder / path).exists():
            was = (folder / path).stat()
            (folder / path).write_text(claim(path, word), encoding="utf-8")
            os.utime(folder / path, ns=(was.st_atime_ns, was.st_mtime_ns))

    return step


def remove(path: str) -> Step:
    return lambda folder: (folder / path).unlink(missing_ok=True)


def remove_folder(folder: Path) -> None:
    shutil.rmtree(folder / "claims")
    (folder / "claims").mkdir()


def swap(one: str, other: str) -> Step:
    def step(folder: Path) -> None:
        if one != other and (folder / one).exists() and (folder / other).exists():
            (folder / one).rename(folder / "aside")
            (folder / other).rename(folder / one)
            (folder / "aside").rename(folder / other)

    return step


def move(folder: Path) -> None:
    """Another folder takes the place of this one, with files of the same sizes and times."""
    shutil.copytree(folder, beside := folder.with_name("beside"))
    for path in beside.rglob("claims*.*"):
        if path.is_file() and not path.is_symlink():
            was = path.stat()
            path.write_text(path.read_text().replace("The one", "The ten"), encoding="utf-8")
            os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    folder.rename(aside := folder.with_name("aside"))
    beside.rename(folder)
    shutil.rmtree(aside)


def unpack_over(path: str, word: str, seconds: int) -> Step:
    """An archive with a time of its own for each file, unpacked over what is there."""

    def step(folder: Path) -> None:
        with TemporaryDirectory() as name:
            packed = Path(name) / "new"
            packed.write_text(claim(path, word), encoding="utf-8")
            os.utime(packed, (seconds, seconds))
            with tarfile.open(Path(name) / "tar", "w") as archive:
                archive.add(packed, path)
            if (folder / path).is_symlink():
                (folder / path).unlink()
            with tarfile.open(Path(name) / "tar") as archive:
                archive.extractall(folder, **_FILTER)

    return step


def link(path: str, word: str) -> Step:
    """A link pointed to another file of the same size and time."""

    def step(folder: Path) -> None:
        target = folder.parent / f"{word}-{path.replace('/', '-')}"
        target.write_text(claim(path, word), encoding="utf-8")
        dated(target, LONG_AGO)
        (folder / path).unlink(missing_ok=True)
        (folder / path).symlink_to(target)

    return step


MORE = (
    *("  note: More of it.\n", "\n", "# Later\n", "- {id: new, statement: New, source: radio}", "- {id: half", "...\n"),
    *("- {id: claims-a-yaml, statement: Again, source: press}\n", "- {id: odd, statement: Odd, source: nobody}\n"),
    *('{"id": "new", "statement": "New", "source": "radio"}', '{"id": "half', "- id: old\n", "=======\n", "  - x\n"),
)
PATHS = st.sampled_from(FILES)
STEPS = st.one_of(
    st.builds(write, PATHS, WORDS, TIMES),
    st.builds(edit_in_place, PATHS, WORDS, TIMES),
    st.builds(append, PATHS, WORDS),
    st.builds(go_on, PATHS, st.sampled_from(MORE)),
    st.builds(rewrite_longer, PATHS, WORDS),
    st.just(add_by_tool),
    st.builds(keep_time, PATHS, WORDS),
    st.builds(remove, PATHS),
    st.just(remove_folder),
    st.builds(swap, PATHS, PATHS),
    st.just(move),
    st.builds(unpack_over, PATHS, WORDS, st.sampled_from((0, 1, LONG_AGO))),
    st.builds(link, PATHS, WORDS),
)


def told(db: Any) -> tuple[list[Any], list[Any]]:
    """Every claim and every problem that an index knows of."""
    claims = db.execute("SELECT id, statement, note, source, line, col FROM claim ORDER BY id").fetchall()
    claims += db.execute("SELECT w.called, w.more FROM claim AS c JOIN words AS w ON w.rowid = c.row ORDER BY 1, 2")
    problems = db.execute("SELECT code, file, line, message FROM problem ORDER BY 2, 3, 1, 4").fetchall()
    db.close()
    return claims, problems


# Each question sets down what it trusts, and each wait lets times become old enough to be trusted.
@given(steps=st.lists(st.tuples(STEPS, st.booleans()), min_size=1, max_size=5))
@settings(deadline=None, max_examples=30)
def test_a_used_index_answers_as_a_new_one(steps: list[tuple[Step, bool]]) -> None:
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr("syriakb.disk.store._TICK", 10_000_000)
        patch.setenv("XDG_CACHE_HOME", f"{name}/cache")
        kb = Kb.made_up(Path(name) / "marches")
        (kb.folder / "claims").mkdir()
        for path in FILES:
            write(path, "one", LONG_AGO)(kb.folder)
        for step, waits in steps:
            if waits:
                time.sleep(0.02)
                index.open_index(Base(kb.folder)).close()
            step(kb.folder)
            used = told(index.open_index(Base(kb.folder)))
            patch.setenv("XDG_CACHE_HOME", f"{name}/new")
            assert used == told(index.open_index(Base(kb.folder)))
            shutil.rmtree(f"{name}/new")
            patch.setenv("XDG_CACHE_HOME", f"{name}/cache")


def test_a_folder_of_claims_that_is_gone_no_longer_answers(kb: Kb) -> None:
    kb.write("claims/new.yaml", "- {id: new, statement: The ford fell., source: radio, locator: p1}")
    assert kb.rows("claim", "claims") == ["new"]
    shutil.rmtree(kb.folder / "claims")
    assert kb.rows("claim", "claims") == []


def test_a_branch_of_git_that_is_left_takes_its_claims_along(kb: Kb) -> None:
    def git(*words: str) -> None:
        named = ("-c", "user.name=x", "-c", "user.email=x@x")
        subprocess.run(["git", *named, *words], cwd=kb.folder, check=True, capture_output=True)

    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "without claims")
    git("checkout", "-b", "claims")
    kb.claims("- {id: one, subject: red, predicate: holds, object: mill}")
    git("add", ".")
    git("commit", "-m", "a claim")
    assert kb.rows("claim", "claims") == ["one"]
    git("checkout", "main")
    assert kb.rows("claim", "claims") == []
    git("checkout", "claims")
    assert kb.rows("claim", "claims") == ["one"]


def test_an_import_that_is_taken_away_again_is_gone(kb: Kb, tmp_path: Path) -> None:
    table = tmp_path / "new.csv"
    table.write_text("statement,source\nThe ford fell.,radio\n", encoding="utf-8")
    assert run("import", str(table), "--data", str(kb.folder)).status == 0
    shutil.rmtree(kb.folder / "claims")
    assert kb.rows("claim", "claims") == []


OLD = "- {id: one, statement: One., source: radio, locator: p1}\n"
BLOCK = "# Claims\n\n- id: one\n  statement: One.\n  source: radio\n  note: |\n    Said.\n"
NEW = "- {id: two, statement: Two., source: radio, locator: p1}\n"
LINE = '{"id": "one", "statement": "One.", "source": "radio"}\n'
NEW_LINE = LINE.replace("ne", "wo")


def after(kb: Kb, path: str, old: str, added: str) -> tuple[list[int], object, object]:
    """What a file that goes on gives: how many bytes were read of it, what the used index knows then, and a new one."""
    (kb.folder / path).parent.mkdir(exist_ok=True)
    (kb.folder / path).write_bytes(old.encode())
    index.open_index(Base(kb.folder)).close()
    (kb.folder / path).write_bytes((old + added).encode())
    sizes: list[int] = []
    really = load.load

    def counted(kind: type[Any], file: str, data: bytes) -> Any:
        sizes.append(len(data))
        return really(kind, file, data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "load", counted)
        used = told(index.open_index(Base(kb.folder)))
    return sizes, used, told(index.rebuilt(Base(kb.folder)))


@pytest.mark.parametrize(
    ("path", "old", "added"),
    [
        ("claims.yaml", OLD, NEW),
        ("claims.yaml", OLD, NEW.removesuffix("\n")),
        ("claims.yaml", BLOCK, NEW),
        ("claims.yaml", BLOCK + "\n\n", NEW + "# The end\n"),
        ("claims.yaml", "\ufeff" + OLD, NEW),
        ("claims.yaml", BLOCK.replace("\n", "\r\n"), NEW.replace("\n", "\r\n")),
        ("claims.yaml", OLD, NEW.replace("locator: p1", "note: B")),  # whose fault is a warning, with its line
        ("claims.yaml", OLD.replace("locator: p1", "note: B"), NEW),
        ("claims/all.jsonl", LINE, NEW_LINE),
        ("claims/all.jsonl", LINE, "\n" + NEW_LINE.removesuffix("\n")),
    ],
)
def test_of_a_file_that_only_grew_no_more_is_read_than_what_was_added(kb: Kb, path: str, old: str, added: str) -> None:
    sizes, used, new = after(kb, path, old, added)
    assert used == new
    assert sizes == [len(added.encode())]


@pytest.mark.parametrize(
    ("path", "old", "added"),
    [
        ("claims.yaml", OLD.removesuffix("\n"), "\n" + NEW),
        ("claims.yaml", BLOCK.removesuffix("\n"), "\n" + NEW),
        ("claims.yaml", BLOCK, "    More.\n"),
        ("claims.yaml", BLOCK, "  via: Post\n" + NEW),
        ("claims.yaml", BLOCK, "\n" + NEW),
        ("claims.yaml", BLOCK, "    - {id: two}\n"),
        ("claims.yaml", f"[{OLD[2:-1]}]\n", NEW),
        ("claims.yaml", f"---\n{OLD}", NEW),
        ("claims.yaml", f"{OLD}...\n", NEW),
        ("claims.yaml", f"{OLD}---\n", NEW),
        ("claims.yaml", "".join(f" {line}" for line in OLD.splitlines(True)), NEW),
        ("claims.yaml", OLD.replace("One.", '"One\u2028more."'), NEW),
        ("claims.yaml", OLD.replace("One.", '"One\u0085more."'), NEW),
        ("claims.yaml", OLD + "# so\r", NEW),
        ("claims.yaml", OLD + "# so\rfar\n", NEW),
        ("claims.yaml", OLD, "- {id: two\n"),
        ("claims.yaml", OLD, NEW.replace("source", "sources")),
        ("claims.yaml", OLD, NEW + "<<<<<<< ours\n"),
        ("claims.yaml", OLD, NEW + "...\n" + NEW.replace("two", "six")),
        ("claims.yaml", OLD.replace("radio", "nobody"), NEW),
        ("claims/all.jsonl", LINE.removesuffix("\n"), NEW_LINE),
        ("claims/all.jsonl", LINE.removesuffix("\n"), "\n" + NEW_LINE),
        ("claims/all.jsonl", LINE, "{"),
        ("claims/all.jsonl", LINE, "=======\n" + NEW_LINE),
        ("kb.yaml", "title: The Marches\nschema: 1\n", "as_of: 2020-12-31\n"),
        ("kb.yaml", "title: The Marches\nschema: 1\n", "- x\n"),
    ],
)
def test_where_what_was_added_could_change_what_stands_above_all_is_read(
    kb: Kb, path: str, old: str, added: str
) -> None:
    sizes, used, new = after(kb, path, old, added)
    assert used == new
    assert len((old + added).encode()) in sizes


@pytest.mark.parametrize(("old", "added"), [(OLD, NEW), (BLOCK, NEW.replace("two", "one"))])
def test_what_is_added_is_held_against_what_stands_above(kb: Kb, old: str, added: str) -> None:
    """An id that stands there already, a twin, and a claim that an alliance rests on."""
    kb.alliances("- {id: pact, subject: red, predicate: backs, object: blue, evidence: [two]}")
    sizes, used, new = after(kb, "claims.yaml", old, added.replace("Two.", "One."))
    assert used == new
    assert sizes[0] == len(added)


def test_a_file_that_begins_otherwise_did_not_grow(kb: Kb) -> None:
    kb.write("claims.yaml", OLD)
    assert kb.rows("statement", "claims") == ["One."]
    kb.write("claims.yaml", OLD.replace("One.", "Six.") + NEW)
    assert kb.rows("statement", "claims") == ["Six.", "Two."]


def test_much_that_is_added_is_not_kept_apart(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("syriakb.index.growth._MOST", len(NEW) - 1)
    sizes, used, new = after(kb, "claims.yaml", OLD, NEW)
    assert used == new
    assert sizes == [len(OLD + NEW)]
