"""Tests that are collected once: those asked for run in the order asked for, each time on what stands there by then."""

from pathlib import Path

from tests.mutants.process import Collected

TESTS = """
from pathlib import Path

def test_one(): assert Path("rule.sql").read_text() != "one"
def test_two(): assert Path("rule.sql").read_text() == "right"
def test_dies(): assert Path("rule.sql").read_text() != "dies" or __import__("os")._exit(1)
"""


def test_the_first_that_fails_is_told_and_what_a_run_did_is_forgotten(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "test_rule.py").write_text(TESTS)
    one, two, dies = (f"test_rule.py::test_{name}" for name in ("one", "two", "dies"))
    collected = Collected(tree, ["test_rule.py"])
    found = []
    try:
        for text, names in (
            *(("right", [two, "test_rule.py"]), ("one", [two, "test_rule.py"]), ("one", ["test_rule.py"])),
            *(("one", [dies]), ("dies", [dies, two]), ("right", [one]), ("right", ["test_no_more.py"])),
        ):
            (tree / "rule.sql").write_text(text)
            failed, took = collected.begin(names, 60).end()
            found.append((failed, list(took)))
    finally:
        collected.kill()
    assert found == [
        *(("", [two, one, dies]), (two, [two]), (one, [one])),
        *(("", [dies]), ("the end of the process", []), ("", [one]), ("", [])),
    ]


def test_where_they_cannot_be_collected_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "test_rule.py").write_text("a b")
    collected = Collected(tmp_path / "tree", ["test_rule.py"])
    try:
        assert collected.begin(["test_rule.py"], 60).end() == ("the start of the tests", {})
    finally:
        collected.kill()
