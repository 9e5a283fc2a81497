"""Two actors or places of one name: people read their ids behind the name, programs have the ids anyway."""

import pytest

from tests.kb import MARCHES, Kb

CLAIMS = """
    - {id: first, subject: red, predicate: took, object: mill, start: 2020-01}
    - {id: second, subject: reds, predicate: took, object: mill-2, start: 2020-02}
    - {id: help, subject: red, predicate: backs, object: reds}
    - {id: help-too, subject: red, predicate: backs, object: reds-3}
    - {id: quay, subject: blue, predicate: took, object: quay, start: 2020-02}
    """
NEW = {
    "places": "        - {id: mill-2, name: Mill, kind: town, within: [south], lat: 1, lon: 2}\n"
    "        - {id: dale, name: Dale, kind: town, within: [south], lat: 2, lon: 1}\n",
    "actors": "        - {id: reds, name: Red Company, kind: militia}\n"
    "        - {id: reds-3, name: Red Company, kind: militia}\n",
}


@pytest.fixture
def twins(kb: Kb) -> Kb:
    """The Marches with a second Mill, and three actors that are all called Red Company."""
    for name, more in NEW.items():
        kb.write(f"{name}.yaml", MARCHES[name].rstrip(" ") + more)
    kb.claims(CLAIMS)
    return kb


@pytest.mark.parametrize("question", [("control",), ("diff", "2019", "2020"), ("claims", "--group-by", "proposition")])
def test_people_read_the_id_behind_a_name_that_several_have(
    twins: Kb, question: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "250")  # caveats are long
    for form in ("table", "markdown"):
        text = " ".join(twins.run(*question, "--format", form).out.replace("\\", "").split())
        for name in ("Mill (mill)", "Mill (mill-2)", "Red Company (red)", "Red Company (reds)", "Blue Guard", "Quay"):
            assert name in text, name
        assert "Blue Guard (" not in text
        assert "Quay (" not in text


def test_only_where_an_answer_shows_more_than_one_of_them(twins: Kb) -> None:
    shown = twins.run("control", "--controller", "red").out
    assert "Mill" in shown
    assert "(mill" not in shown
    assert "(red" not in shown


def test_rivals_of_one_name_stand_under_headings_of_their_own(twins: Kb) -> None:
    shown = twins.run("claims", "--group-by", "proposition").out
    assert "── Red Company (red) took Mill (mill)" in shown
    assert "── Red Company (reds) took Mill (mill-2)" in shown


def test_the_tally_and_the_headings_of_a_matrix_tell_them_apart(twins: Kb) -> None:
    assert "Red Company (reds-3)" in " ".join(twins.run("backing", "--matrix").out.split())
    twins.claims("""
        - {id: first, subject: red, predicate: took, object: mill, start: 2020-01}
        - {id: second, subject: reds, predicate: took, object: ford, start: 2020-02}
        """)
    assert "Of 3: Red Company (red) 1, Red Company (reds) 1, unknown 1." in twins.run("capitals", "--by-controller").out


def test_trees_and_the_legends_of_maps_do_so_too(twins: Kb) -> None:
    tree = twins.run("graph").out
    assert tree.count("Red Company (red)\n") == 1
    assert "Red Company (reds-3)" in tree
    twins.claims("""
        - {id: first, subject: red, predicate: took, object: dale, start: 2020-01}
        - {id: second, subject: reds, predicate: took, object: mill-2, start: 2020-02}
        """)
    legend = twins.run("map").out
    assert "Red Company (red) " in legend
    assert "Red Company (reds) " in legend


def test_the_two_ends_of_a_proof_are_told_apart(twins: Kb) -> None:
    assert "Red Company (red) backs Red Company (reds)" in " ".join(twins.run("why", "red", "reds").out.split())


def test_programs_get_the_names_as_they_are(twins: Kb) -> None:
    assert set(twins.rows("name", "control")) >= {"Mill", "Quay"}
    assert {row["name"] for row in twins.ask("diff", "2019", "2020")["rows"]} >= {
        "Mill",
        "Red Company backs Red Company",
    }
