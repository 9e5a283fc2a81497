"""Drafts of claims: shown, given to programs, and filled in and imported."""

from pathlib import Path

import pytest

from tests.kb import Kb

TEXT = """\
The Blue Guard took Ford on May 3. Tobias Ember was there.
The Grey Kingdom said so.

Nothing else happened.
Red Company may back the Green Band.
"""
CUES = """
    - {id: took, label: took, inverse_label: was taken by, group: control, effect: gains, cues: [took]}
    - {id: backs, label: backs, inverse_label: is backed by, group: support, subject_kinds: [actor],
       object_kinds: [actor], cues: [back*]}
    """


@pytest.fixture
def article(kb: Kb) -> Path:
    kb.write("predicates.yaml", CUES)
    kb.claims("- {id: known, subject: blue, predicate: took, object: ford, locator: p1}")
    return kb.write("../article.txt", TEXT)


def drafted(kb: Kb, article: Path, *more: str) -> Path:
    out = article.with_name("drafts.yaml")
    result = kb.run("read", str(article), "--draft", str(out), *more)
    assert (result.status, result.err) == (0, f"Written: {out}\n")
    return out


def test_drafts_are_claims_to_be_filled_in(kb: Kb, article: Path) -> None:
    assert (
        drafted(kb, article, "--source", "radio").read_text().replace(str(article), "article.txt")
        == """\
# Drafts of claims from article.txt.
# Where one says what the text says, put a statement in your own words behind `statement:` and mend what is wrong.
# Those without a statement are left aside by: syriakb import drafts.yaml --text article.txt
# Behind a # stands what is only offered, or known already.

# p1
#   named: Blue Guard (blue), Ford (ford)
#   unknown: Tobias Ember
#   claims: known
- statement: # Blue Guard took Ford.
  subject: blue
  predicate: took
  object: ford
  source: radio
  locator: p1
  exact: Guard took Ford
  # start: 2019-05-03
  # known says so already

# p2
#   named: Grey Kingdom (grey)

# p3

# p4
#   named: Red Company (red), Green Band (green)
- statement: # Red Company backs Green Band.
  subject: red
  predicate: backs
  object: green
  source: radio
  locator: p4
  exact: may back the
  # modality: possible
"""
    )


def test_programs_get_the_same(kb: Kb, article: Path) -> None:
    rows = kb.rows("locator statement subject predicate object exact mentions", "read", str(article))
    assert rows == [
        "p1 - blue took ford Guard took Ford blue,ford",
        "p2 - - - - - grey",
        "p3 - - - - - -",
        "p4 - red backs green may back the red,green",
    ]
    assert kb.ask("read", str(article))["notes"] == ["Names that nobody has: Tobias Ember (p1)."]


def test_what_is_filled_in_is_imported_and_the_rest_left_aside(kb: Kb, article: Path) -> None:
    out = drafted(kb, article, "--source", "radio")
    out.write_text(out.read_text().replace("statement: # Red", "statement: The Reds may stand behind the band. # Red"))
    result = kb.run("import", str(out))
    assert (result.status, result.out.splitlines()[0].split(",")[0]) == (0, "Imported 1 claim")
    rows = kb.rows("statement said_by source locator", "claims", "--about", "green")
    assert rows == ["The Reds may stand behind the band. - radio p4"]
    assert kb.run("verify", "radio", str(article)).status == 0


def test_drafts_that_nobody_filled_in_are_not_imported(kb: Kb, article: Path) -> None:
    out = drafted(kb, article, "--source", "radio")
    result = kb.run("import", str(out))
    assert (result.status, result.err) == (
        1,
        f"error: No draft in {out} has a statement yet, so there is nothing to import.\n",
    )


def test_without_a_source_the_drafts_say_how_to_name_it(kb: Kb, article: Path) -> None:
    out = drafted(kb, article)
    assert "# No source was named: import it with --set source=ID\n" in out.read_text()
    out.write_text(out.read_text().replace("statement: # Red", "statement: So. # Red"))
    assert kb.run("import", str(out)).status == 2
    assert kb.run("import", str(out), "--set", "source=press").status == 0


def test_a_file_that_may_be_filled_in_is_never_written_over(kb: Kb, article: Path) -> None:
    out = drafted(kb, article)
    before = out.read_bytes()
    result = kb.run("read", str(article), "--draft", str(out))
    assert (result.status, "is there already, and may be filled in" in result.err) == (1, True)
    assert out.read_bytes() == before


def test_a_source_that_is_not_there_is_named(kb: Kb, article: Path) -> None:
    result = kb.run("read", str(article), "--source", "radoi", "--format", "json")
    assert (result.status, result.err) == (
        1,
        f"error: No source has the id 'radoi'. Did you mean radio?\n{kb.asked}",
    )


@pytest.mark.parametrize(
    ("text", "message"), [("- [a\n", "drafts.yaml:2:1: "), ("- {statement: So., colour: red}", "")]
)
def test_what_is_no_list_of_drafts_is_refused(kb: Kb, tmp_path: Path, text: str, message: str) -> None:
    out = tmp_path / "drafts.yaml"
    out.write_text(text)
    result = kb.run("import", str(out), "--set", "source=radio")
    assert message in result.err
    assert "Traceback" not in result.err


def test_names_in_drafts_steer_nothing(kb: Kb, article: Path) -> None:
    article.write_text("Tobias\u202e Ember came.\n\nBlue Guard\x1b[31m took Ford.\n")
    text = drafted(kb, article).read_text()
    assert not {"\u202e", "\x1b"} & set(text)
