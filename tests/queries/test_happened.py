"""Where something happened that is claimed between actors."""

from pathlib import Path

from tests.kb import Kb

CLASH = """
- {id: clash, subject: red, predicate: fights, object: blue, place: ford, start: 2019-05-02}
- {id: other, subject: red, predicate: fights, object: green, place: quay, start: 2019-05-03}
"""


def test_what_happened_at_a_place_is_found_from_it(kb: Kb) -> None:
    kb.claims(CLASH)
    assert kb.rows("claim", "timeline", "ford") == ["clash"]
    assert kb.rows("claim", "claims", "--about", "Ford") == ["clash"]
    assert [row["claim"] for row in kb.ask("show", "ford")["claims"]] == ["clash"]
    assert kb.rows("id claims", "list", "places", "--kind", "provincial-capital") == ["ford 1", "mill 0", "quay 1"]
    assert kb.ask("show", "clash")["record"]["place"] == "ford"


def test_it_moves_no_control(kb: Kb) -> None:
    kb.claims(CLASH)
    assert kb.rows("place status", "control", "quay") == ["quay unknown"]


def test_a_place_that_is_none_is_told(kb: Kb) -> None:
    kb.claims(CLASH.replace("place: ford", "place: red"))
    (told,) = kb.problems("severity message")
    assert told == "error The field place names red, but no place has that id."


def test_exports_and_the_page_have_it(kb: Kb, tmp_path: Path) -> None:
    kb.claims(CLASH)
    assert '"place": "ford"' in kb.run("export", "jsonl", "--table", "claims").out
    assert '"prov:atLocation": {' in kb.run("export", "jsonld").out
    assert kb.run("report", "-o", str(tmp_path / "page.html")).status == 0
    assert "<dt>Place</dt>" in (tmp_path / "page.html").read_text(encoding="utf-8")
