"""Who is denied to hold a place is not inferred to hold it (rule 5): the caveat says who denies what."""

import pytest

from tests.kb import Kb

NORTH = "- {id: red-north, subject: red, predicate: holds, object: north, start: 2019}"
KEYS = "place controllers status basis evidence grade caveat"


def held(kb: Kb, *others: str) -> dict[str, str]:
    kb.claims("\n".join([NORTH, *others]))
    rows = kb.rows(KEYS, "control", "north")
    return {row.split()[0]: row.partition(" ")[2] for row in rows}


def test_the_holder_itself_denies_what_is_inferred(kb: Kb) -> None:
    found = held(kb, "- {id: no, subject: red, predicate: holds, object: ford, stance: denies, said_by: red}")
    sentence = "Red Company itself denies that it holds Ford (no)"
    assert found == {
        "ford": f"- unknown unknown - - {sentence}",
        "gate": f"- unknown unknown - - {sentence}",
        "mill": "red held inferred red-north B6 -",
        "north": "red held stated red-north B6 -",
    }


@pytest.mark.parametrize(
    ("denial", "sentence"),
    [
        ("predicate: took, said_by: blue", "Blue Guard denies that Red Company took Ford (no)"),
        ("predicate: holds", "Radio March denies that Red Company holds Ford (no)"),
        ("predicate: holds, said_by: red, credibility: 1", "Red Company itself denies that it holds Ford (no)"),
    ],
)
def test_the_caveat_says_who_denies_what(kb: Kb, denial: str, sentence: str) -> None:
    found = held(kb, f"- {{id: no, subject: red, object: ford, stance: denies, {denial}}}")
    assert found["ford"] == f"- unknown unknown - - {sentence}"


@pytest.mark.parametrize("area", ["north", "marches"])
def test_what_is_denied_of_the_area_itself_or_beyond_is_not_denied_of_what_lies_in_it(kb: Kb, area: str) -> None:
    found = held(kb, f"- {{id: no, subject: red, predicate: took, object: {area}, stance: denies, said_by: red}}")
    assert found["gate"] == "red held inferred red-north B6 -"


def test_several_denials_are_told_the_best_graded_first(kb: Kb) -> None:
    found = held(
        kb,
        "- {id: one, subject: red, predicate: took, object: ford, stance: denies, said_by: blue}",
        "- {id: two, subject: red, predicate: holds, object: gate, stance: denies, said_by: red, credibility: 2}",
    )
    told = ["Red Company itself denies that it holds Gate (two)", "Blue Guard denies that Red Company took Ford (one)"]
    assert found["gate"] == f"- unknown unknown - - {'; '.join(told)}"
    assert found["ford"] == f"- unknown unknown - - {told[1]}"


@pytest.mark.parametrize(
    "other",
    [
        "- {id: no, subject: blue, predicate: holds, object: ford, stance: denies}",
        "- {id: no, subject: red, predicate: besieges, object: ford, stance: denies}",
        "- {id: no, subject: red, predicate: left, object: ford, stance: denies}",
        "- {id: no, subject: red, predicate: holds, object: mill, stance: denies}",
        "- {id: no, subject: red, predicate: holds, object: marches, stance: denies}",
        "- {id: no, subject: red, predicate: holds, object: ford, stance: denies, start: 2021}",
        "- {id: no, subject: red, predicate: holds, object: ford, stance: denies, start: 2019, end: 2019-11}",
        "- {id: no, subject: red, predicate: holds, object: ford, stance: denies, modality: possible}",
        "- {id: no, subject: red, predicate: holds, object: ford, stance: denies, start: 2018, reported: 2018}",
    ],
)
def test_what_does_not_count_or_denies_something_else_is_no_caveat(kb: Kb, other: str) -> None:
    assert held(kb, other)["ford"] == "red held inferred red-north B6 -"


def test_a_denial_reported_later_is_not_known_before(kb: Kb) -> None:
    kb.claims(f"{NORTH}\n- {{id: no, subject: red, predicate: holds, object: ford, start: 2019, stance: denies,"
              " said_by: red, reported: 2020-09-01}")  # fmt: skip
    assert kb.rows("caveat", "control", "ford", "--known-by", "2020-08-31") == ["-", "-"]
    assert kb.rows("status", "control", "ford", "--known-by", "2020-08-31") == ["held", "held"]
    assert kb.rows("status", "control", "ford", "--known-by", "2020-09-01") == ["unknown", "unknown"]


@pytest.mark.parametrize(("reported", "status"), [("2015-05-04", "held"), ("2015-05-05", "unknown")])
def test_a_report_of_the_area_settles_only_what_was_denied_before_it(kb: Kb, reported: str, status: str) -> None:
    kb.claims(f"""
        - {{id: area, subject: red, predicate: holds, object: north, start: 2010, reported: 2015-05-05}}
        - {{id: no, subject: red, predicate: holds, object: ford, start: 2014, stance: denies, reported: {reported}}}
        """)
    caveat = "-" if status == "held" else "Radio March denies that Red Company holds Ford (no)"
    assert kb.rows("status caveat", "control", "ford", "--as-of", "2016") == [f"{status} {caveat}"] * 2


def test_a_place_with_a_claim_of_its_own_has_no_such_caveat(kb: Kb) -> None:
    found = held(
        kb,
        "- {id: no, subject: red, predicate: holds, object: ford, stance: denies, said_by: red}",
        "- {id: blue-ford, subject: blue, predicate: took, object: ford, start: 2018}",
    )
    assert "denies" not in found["ford"]


def test_proof_map_and_exports_tell_it_too(kb: Kb) -> None:
    held(kb, "- {id: no, subject: red, predicate: holds, object: ford, stance: denies, said_by: red}")
    sentence = "Red Company itself denies that it holds Ford (no)"
    assert f"Caveat: {sentence}." in kb.ask("why", "ford")["notes"]
    assert kb.rows("caveat", "sql", "SELECT caveat FROM control WHERE place = 'ford'") == [sentence]
    for name in ("csv", "jsonl", "geojson"):
        table = [] if name == "geojson" else ["--table", "control"]
        assert sentence in kb.run("export", name, *table).out
    with (kb.folder / "places.yaml").open("a", encoding="utf-8") as file:
        file.write("- {id: weir, name: Weir, kind: provincial-capital, within: [ford], lat: 1, lon: 2}\n")
    drawn = kb.run("map", "--out", str(kb.folder / "map.svg"))
    assert drawn.status == 0, drawn
    said = f"Weir: unknown; {sentence}"
    assert said in (kb.folder / "map.svg").read_text(encoding="utf-8")
