"""A table for a colleague: names for ids, and words for codes."""

from tests.kb import Kb

CLAIMS = """
    - {id: both, subject: [red, blue], predicate: holds, object: mill, start: 2019}
    - {id: aid, subject: grey, predicate: backs, object: red}
    """


def test_csv_has_names_and_words(kb: Kb) -> None:
    kb.claims(CLAIMS)
    head, *rows = kb.run("control", "mill", "--format", "csv", "--labels").out.splitlines()
    assert head.startswith("Place,Name,Kind,Controller,Status,Basis,Since,Evidence,Grade")
    assert rows[0].startswith(
        'Mill,Mill,provincial-capital,Blue Guard; Red Company,held,stated,2019,both,"source usually reliable, claim'
    )


def test_relations_read_as_sentences(kb: Kb) -> None:
    kb.claims(CLAIMS)
    out = kb.run("relations", "grey", "-f", "csv", "--labels").out
    assert "Grey Kingdom,backs,Red Company,support,stated" in out


def test_markdown_has_words_for_grades(kb: Kb) -> None:
    kb.claims(CLAIMS)
    out = kb.run("control", "mill", "--format", "markdown", "--labels").out
    assert "| Mill | provincial-capital | Blue Guard; Red Company |" in out
    assert "source usually reliable, claim cannot be judged" in out


def test_other_formats_have_none(kb: Kb) -> None:
    kb.claims(CLAIMS)
    for name in ("json", "jsonl", "table"):
        result = kb.run("control", "--format", name, "--labels")
        assert (result.status, result.out) == (2, "")
        assert "--labels is for csv and markdown" in result.err
