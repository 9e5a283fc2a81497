"""An index is built anew when what fills it changes, of itself, and not when nothing did."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import syriakb
from syriakb.index import made
from tests.kb import Kb

WRONG_KIND = "- {id: a, subject: mill, predicate: took, object: ford}"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the program, to change something in."""
    copy = tmp_path / "program" / "syriakb"
    shutil.copytree(Path(syriakb.__file__).parent, copy, ignore=shutil.ignore_patterns("__pycache__", "data"))
    return copy


def check(package: Path, kb: Kb) -> str:
    command = [sys.executable, "-m", "syriakb", "check", "--format", "csv", "--data", str(kb.folder)]
    environment = os.environ | {"PYTHONPATH": str(package.parent)}
    return subprocess.run(command, capture_output=True, text=True, cwd=package.parent, env=environment).stdout


def cached() -> Path:
    (path,) = (Path(os.environ["XDG_CACHE_HOME"]) / "syriakb").glob("*.sqlite")
    return path


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("index/checks.py", "wrong-kind", "other-kind"),
        ("model/fields.py", "needs a subject", "wants a subject"),
        ("index/schema.sql", "INDEX place_kind ON place (kind)", "INDEX place_kind ON place (kind, name)"),
    ],
)
def test_a_change_of_what_fills_an_index_has_it_built_anew(
    kb: Kb, package: Path, file: str, old: str, new: str
) -> None:
    kb.claims(WRONG_KIND)
    check(package, kb)
    before = cached().stat().st_ino
    replace(package / file, old, new)
    check(package, kb)
    assert cached().stat().st_ino != before


def test_a_new_rule_of_check_is_seen_by_the_next_question(kb: Kb, package: Path) -> None:
    kb.claims(WRONG_KIND)
    assert "wrong-kind" in check(package, kb)
    replace(package / "index" / "checks.py", "wrong-kind", "other-kind")
    assert "other-kind" in check(package, kb)


def test_files_that_were_only_touched_have_nothing_built_anew(kb: Kb, package: Path) -> None:
    kb.claims(WRONG_KIND)
    for path in kb.folder.iterdir():
        os.utime(path, (0, 0))
    first = check(package, kb)
    before = cached().stat()
    for path in package.rglob("*.py"):
        path.touch()
    assert check(package, kb) == first
    assert (cached().stat().st_ino, cached().stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_everything_that_an_index_is_filled_with_is_among_the_files_of_its_number() -> None:
    code = (
        "import sys, syriakb.index.build\n"
        "print(*(m.__file__ for n, m in sys.modules.items() if n.split('.')[0] == 'syriakb'), sep='\\n')"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert len(loaded) > 20
    assert set(loaded) <= {entry.path for entry in made._files()}
