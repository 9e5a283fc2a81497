"""What of a text has claims, and what not."""

import pytest

from tests.kb import SHIPPED, Kb, run
from tests.reading.article import ARTICLE, article

TEXT = """\
The Blue Guard took Ford, said the Grey Kingdom.

Red Company left Mill. Blue Guard watched from Quay.
Nothing happened elsewhere.
"""
CUES = """
    - {id: took, label: took, group: control, effect: gains, cues: [took]}
    - {id: left, label: left, group: control, effect: loses, cues: ["left"]}
    """


@pytest.fixture
def told(kb: Kb) -> Kb:
    kb.write("predicates.yaml", CUES)
    kb.write("texts/radio.txt", TEXT)
    return kb


def covered(kb: Kb) -> list[str]:
    return kb.rows("locator claims mentions missing", "coverage", "radio")


def test_what_is_in_no_claim_is_told_by_paragraph(told: Kb) -> None:
    told.claims("- {id: a, subject: red, predicate: left, object: mill, locator: p2}")
    assert covered(told) == [
        "p1 - blue,ford,grey blue,ford,grey,“said”,“took”",
        "p2 a red,mill,blue,quay blue,quay",
        "p3 - - -",
    ]


def test_a_speaker_an_anchor_and_a_statement_cover_what_they_name(told: Kb) -> None:
    told.claims(
        """
        - {id: a, about: [blue], statement: Ford fell., said_by: grey, locator: p1, exact: took Ford}
        - {id: b, about: [red, quay], locator: p2, exact: left Mill, stance: denies}
        """
    )
    assert covered(told)[:2] == ["p1 a blue,ford,grey -", "p2 b red,mill,blue,quay mill,blue"]


def test_where_something_happened_covers_that_place(told: Kb) -> None:
    told.claims("- {id: a, subject: red, predicate: left, object: mill, place: quay, locator: p2}")
    assert covered(told)[1] == "p2 a red,mill,blue,quay blue"


def test_the_totals_stand_on_top_and_lost_claims_below(told: Kb) -> None:
    told.claims(
        "- {id: a, subject: red, predicate: left, object: mill, locator: p2}\n- {id: b, about: [red], locator: p9}"
    )
    shown = " ".join(told.run("coverage", "radio").out.split())
    assert "claims: 1 of 3, with 1 claims. Names in no claim of their paragraph: 5 of 7. Words" in shown
    assert "without a claim: 2." in shown
    assert "Claims that cite no paragraph of this text: b." in shown


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "markdown", "table"])
def test_no_format_tells_the_text(told: Kb, form: str) -> None:
    result = told.run("coverage", "radio", "--format", form)
    assert (result.status, "watched" in result.out) == (0, False)


def test_a_file_may_be_named_instead(told: Kb) -> None:
    file = told.write("elsewhere.md", "# Ford\n\nRed Company\nleft.\n")
    assert told.rows("locator mentions", "coverage", "radio", str(file)) == ["p1 ford", "p2 red"]


def test_every_paragraph_of_the_shipped_article_has_claims() -> None:
    result = run("coverage", ARTICLE, str(article()), "--data", str(SHIPPED), "--format", "csv")
    lines = result.out.splitlines()[1:]
    assert len(lines) == 17
    assert [line for line in lines if line.split(",")[1] == ""] == []
