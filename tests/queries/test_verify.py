"""The claims of a source held against its text."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syriakb.model.typography import folded
from tests.kb import Kb
from tests.terminal import Terminal

TEXT = """\
The ford “fell” at dawn — nobody saw it. Nobody, they say.

Red\u00a0Company took the mill; the mill burnt.
Grey said so\u00ad on the ra\u00addio.
"""


def verified(kb: Kb, tmp_path: Path, claims: str, text: str = TEXT, *more: str) -> tuple[int, list[str], str]:
    """Exit status, rows, and counts."""
    kb.claims(claims)
    file = tmp_path / "text.txt"
    file.write_text(text, encoding="utf-8")
    result = kb.run("verify", "radio", str(file), "--format", "csv", *more)
    rows = [",".join(line.split(",")[:2]) for line in result.out.splitlines()[1:]]
    return result.status, rows, result.err.partition(", of")[0].removeprefix("note: ")


@pytest.mark.parametrize(
    "exact",
    ["The ford", '"The ford \\"fell\\" at dawn - nobody"', "Red Company took", "on the radio", "'Nobody, they'"],
)
def test_an_anchor_is_found_with_typography_folded(kb: Kb, tmp_path: Path, exact: str) -> None:
    where = {"Red": "p2", "on ": "p3"}.get(exact[:3], "p1")
    status, rows, counts = verified(kb, tmp_path, f"- {{id: a, about: [ford], locator: {where}, exact: {exact}}}")
    assert (status, rows, counts) == (0, [], "1 checked, 0 failed, 0 skipped")


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ("locator: p1, exact: the mill burnt", "error,anchor-elsewhere"),
        ("locator: p2, exact: the mill", "error,anchor-repeated"),
        ("locator: p1, exact: The Ford", "error,anchor-not-found"),
        ("locator: p1, exact: he ford", "error,anchor-not-found"),
        ("locator: p9, exact: The ford", "error,anchor-elsewhere"),
        ("locator: p9, exact: the sea", "error,anchor-not-found"),
    ],
)
def test_an_anchor_that_is_not_once_in_its_paragraph_fails(kb: Kb, tmp_path: Path, claim: str, code: str) -> None:
    status, rows, counts = verified(kb, tmp_path, f"- {{id: a, about: [ford], {claim}}}")
    assert (status, rows, counts) == (1, [code], "1 checked, 1 failed, 0 skipped")


def test_what_cannot_be_checked_is_skipped_and_not_counted_as_checked(kb: Kb, tmp_path: Path) -> None:
    claims = """
        - {id: a, about: [ford], locator: p1, exact: The ford}
        - {id: b, about: [ford], locator: p1}
        - {id: c, about: [ford], locator: table 2, exact: The ford}
        - {id: d, about: [ford], source: press, exact: elsewhere}
        """
    status, rows, counts = verified(kb, tmp_path, claims)
    assert (status, rows) == (0, ["warning,no-anchor", "warning,no-paragraph"])
    assert counts == "1 checked, 0 failed, 2 skipped"


def test_a_paragraph_is_a_line_or_a_block(kb: Kb, tmp_path: Path) -> None:
    claim = "- {id: a, about: [ford], locator: p2, exact: Grey said so}"
    assert verified(kb, tmp_path, claim)[1] == ["error,anchor-elsewhere"]
    assert verified(kb, tmp_path, claim, TEXT, "--paragraphs", "block")[0] == 0
    assert verified(kb, tmp_path, claim, TEXT.replace("\n", "\r\n"), "--paragraphs", "block")[0] == 0


def test_the_text_that_is_kept_needs_no_file(kb: Kb) -> None:
    kb.claims("- {id: a, about: [ford], locator: p2, exact: the mill burnt}")
    missing = kb.run("verify", "radio")
    assert (missing.status, "No text of radio is kept here." in missing.err) == (2, True)
    kb.write("texts/radio.txt", TEXT)
    assert "1 checked, 0 failed, 0 skipped" in kb.run("verify", "radio").out


def test_a_failure_tells_where_it_is_in_the_data(kb: Kb, tmp_path: Path) -> None:
    kb.write(
        "claims.yaml", "- id: a\n  statement: So.\n  about: [ford]\n  source: radio\n  locator: p1\n  exact: the sea\n"
    )
    file = tmp_path / "text.txt"
    file.write_text(TEXT, encoding="utf-8")
    result = kb.run("verify", "radio", str(file), "--format", "csv")
    assert result.status == 1
    assert "claims.yaml,6,10,The anchor of a is nowhere in the text: the sea" in result.out


@pytest.mark.parametrize(
    ("content", "status", "says"),
    [
        (b"%PDF-1.7", 2, "is a PDF that cannot be read"),
        (b"<!DOCTYPE html><html></html>", 2, "is HTML, and no article was found in it"),
        (b"\xff\xfea\x00", 2, "UTF-8"),
        (b"a\x00b", 2, "plain text"),
        (None, 1, "no file"),
    ],
)
def test_what_is_no_plain_text_is_named(kb: Kb, tmp_path: Path, content: bytes | None, status: int, says: str) -> None:
    kb.claims("[]")
    file = tmp_path / "source"
    if content is not None:
        file.write_bytes(content)
    result = kb.run("verify", "radio", str(file))
    assert result.status == status
    assert says in result.err
    assert kb.run("verify", "nobody", str(file)).status == 1


@given(st.text())
def test_folding_is_final_and_unicode_forms_are_one(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert folded(unicodedata.normalize("NFD", text)) == folded(unicodedata.normalize("NFC", text))


KEPT = "Red Company took the mill. It burnt, they say.\nThe Grey Kingdom said nothing of it.\n"


def test_check_holds_anchors_against_a_text_that_is_kept(kb: Kb) -> None:
    kb.write("texts/radio.txt", KEPT)
    kb.claims(
        """
        - {id: a, about: [mill], locator: p1, exact: took the mill}
        - {id: b, about: [mill], locator: p2, exact: took the mill}
        - {id: c, about: [mill], locator: p2}
        """
    )
    assert kb.problems("severity code line") == ["error anchor-elsewhere 10"]
    assert kb.run("check").status == 1


def test_check_tells_of_statements_in_the_words_of_a_text(kb: Kb) -> None:
    long = "On Monday Red Company went down to the old mill and took it from nobody at all."
    kb.write("texts/radio.txt", f"{long}\n")
    kb.claims(f"- {{id: a, about: [mill], statement: '{long}'}}")
    assert "warning copied-statement claims.yaml 1" in kb.problems("severity code file line")[0]


@pytest.mark.parametrize("question", [("show", "claim:a"), ("why", "mill")])
def test_sentences_around_anchors_are_printed_on_a_terminal_only(kb: Kb, question: tuple[str, ...]) -> None:
    kb.write("texts/radio.txt", KEPT)
    kb.claims("- {id: a, subject: red, predicate: took, object: mill, locator: p1, exact: took the mill}")
    with Terminal(*question, "--data", str(kb.folder)) as somebody:
        shown = somebody.end()
    assert "In the text\np1 Red Company [took the mill]." in shown
    assert "they say" not in shown
    for form in ("table", "json", "markdown"):
        assert "Red Company [took" not in kb.run(*question, "--format", form).out
