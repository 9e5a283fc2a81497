"""Statements are in one's own words: twelve in a row from the text are refused, where the text is at hand."""

import pytest

from tests.kb import Kb
from tests.terminal import Terminal, script

TEXT = "On Monday the Blue Guard’s men went down to the old ford and took it without a single shot being fired.\n"
COPIED = "The Blue Guard's men went down to the old Ford and took it without a shot."
OWN = "The Blue Guard took Ford, and nobody fired."
REFUSED = (
    "The statement has 12 words in a row from p2 of the text: “The Blue Guard's men went down to the old Ford and"
    " took”. Say it in your own words."
)
CLAIM = ("--subject", "blue", "--predicate", "took", "--object", "ford", "--source", "radio", "--locator", "p2")


@pytest.fixture
def kept(kb: Kb) -> Kb:
    kb.write("texts/radio.txt", f"News.\n{TEXT}")
    return kb


def test_a_statement_with_twelve_words_of_the_text_is_refused(kept: Kb) -> None:
    result = kept.run("add", "claim", COPIED, *CLAIM)
    assert (result.status, result.err) == (2, f"error: {REFUSED}\n")
    assert kept.run("add", "claim", OWN, *CLAIM).status == 0


def test_eleven_are_no_copy(kept: Kb) -> None:
    eleven = "The Blue Guard's men went down to the old ford and then took it."
    assert kept.run("add", "claim", eleven, *CLAIM).status == 0


def test_of_a_source_whose_text_is_not_kept_nothing_is_refused(kept: Kb) -> None:
    assert kept.run("add", "claim", COPIED, *CLAIM[:6], "--source", "press").status == 0


def test_somebody_at_a_terminal_is_asked_for_other_words(kept: Kb) -> None:
    with Terminal("add", "claim", COPIED, *CLAIM, "--id", "new", "--data", str(kept.folder)) as somebody:
        somebody.see("Say it in your own words.")
        somebody.answer("Statement: ", COPIED)
        somebody.see("Say it in your own words.")
        somebody.answer("Statement: ", OWN)
        somebody.end()
    assert somebody.status == 0
    assert OWN in (kept.folder / "claims.yaml").read_text()


def test_rows_with_the_words_of_a_text_are_refused(kept: Kb) -> None:
    table = kept.write(
        "../table.csv",
        f"""
        statement,subject,predicate,object,source
        "{COPIED}",blue,took,ford,radio
        "{OWN}",blue,took,ford,radio
        "{COPIED}",blue,took,ford,press
        """,
    )
    result = kept.run("import", str(table), "--keep-going")
    assert (result.status, f"line 2: {REFUSED}" in result.err) == (1, True)
    assert result.out.startswith("Imported 2 claims")


def test_a_text_can_be_named_to_import(kb: Kb) -> None:
    text = kb.write("../article.txt", f"News.\n{TEXT}")
    drafts = kb.write("../drafts.yaml", f'- {{statement: "{COPIED}", source: press}}\n')
    result = kb.run("import", str(drafts), "--text", str(text))
    assert (result.status, REFUSED in result.err) == (1, True)
    assert kb.run("import", str(drafts)).status == 0


def test_an_edited_statement_is_held_to_it_too(kept: Kb, tmp_path_factory: pytest.TempPathFactory) -> None:
    kept.claims(f"- {{id: one, statement: '{OWN}', subject: blue, predicate: took, object: ford, locator: p2}}")
    folder = tmp_path_factory.mktemp("editor")
    editor = script(folder / "editor", f'sed -i "s/statement: .*/statement: \\"{COPIED}\\"/" "$1"')
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EDITOR", editor)
        result = kept.run("edit", "one", "--no-input")
    assert (result.status, REFUSED in result.err) == (1, True)


def test_a_statement_given_by_option_too(kept: Kb) -> None:
    kept.claims(f"- {{id: one, statement: '{OWN}', subject: blue, predicate: took, object: ford, locator: p2}}")
    result = kept.run("edit", "one", "--statement", COPIED)
    assert (result.status, result.err) == (2, f"error: {REFUSED}\n")
