"""Which places are capitals, and of what, is the knowledge base's to say."""

import re

import pytest

from tests.kb import Kb

PLACES = """
- {id: land, name: Land, kind: country}
- {id: west, name: West, kind: zone, within: [land]}
- {id: north-darfur, name: North Darfur, kind: state, within: [land]}
- {id: locality, name: El Fasher locality, kind: locality, within: [north-darfur]}
- {id: el-fasher, name: El Fasher, kind: state-capital, within: [west, locality]}
- {id: other, name: Other, kind: provincial-capital, within: [land]}
"""
KB = "title: Land\nschema: 1\nas_of: 2020-12-31\n"


@pytest.fixture
def land(kb: Kb) -> Kb:
    kb.write("places.yaml", PLACES)
    kb.claims("- {id: one, subject: red, predicate: took, object: el-fasher, start: 2020-01-02}")
    return kb


def test_the_kind_and_what_it_is_called_come_from_the_knowledge_base(land: Kb) -> None:
    land.write(
        "kb.yaml", KB + "capitals: {kind: state-capital, of: state, called: Capitals of states, of_called: State}\n"
    )
    shown = land.run("capitals").out
    assert shown.startswith("Capitals of states\n")
    assert re.search("Capital +State +Controller", shown)
    assert land.rows("capital governorate controllers", "capitals") == ["el-fasher north-darfur red"]
    assert land.run("capitals", "--by-controller").out.startswith("Capitals of states by controller\n")
    land.write(
        "places.yaml", PLACES.replace("el-fasher, name: El Fasher", "el-fasher, lat: 13, lon: 25, name: El Fasher")
    )
    page = land.folder / "page.html"
    assert land.run("report", str(page)).status == 0
    text = page.read_text(encoding="utf-8")
    assert text.count("Capitals of states") >= 2
    assert "Of 1 capitals of states: Red Company 1." in text
    assert "rovincial capitals" not in text
    assert land.run("map", "-o", str(land.folder / "map.svg")).status == 0


def test_without_names_of_their_own_kinds_are_called_by_their_words(land: Kb) -> None:
    land.write("kb.yaml", KB + "capitals: {kind: state-capital, of: state}\n")
    assert land.run("capitals").out.startswith("State capitals\n")
    assert re.search("Capital +State +Controller", land.run("capitals").out)


def test_where_nothing_is_said_they_are_those_of_provinces(land: Kb) -> None:
    land.write("kb.yaml", KB)
    assert land.rows("capital governorate", "capitals") == ["other land"]
    assert land.run("capitals").out.startswith("Provincial capitals\n")


@pytest.mark.parametrize(
    ("capitals", "message"),
    [
        ("{kind: state-capital}", "The field capitals has a fault. The capitals has no of. Add of."),
        ("{kind: a b, of: state}", "The field capitals has a fault. The field kind is 'a b', which is no id."),
        ("state-capital", "The field capitals is not a mapping"),
    ],
)
def test_what_is_wrong_there_is_said(land: Kb, capitals: str, message: str) -> None:
    land.write("kb.yaml", f"{KB}capitals: {capitals}\n")
    assert message in " ".join(land.run("check").out.replace("\n", " ").split())


@pytest.mark.parametrize(("leaning", "said"), [(0, ""), (1, ", of which 1 rests"), (2, ", of which 2 rest")])
def test_a_count_is_no_check_of_what_rests_on_it(kb: Kb, leaning: int, said: str) -> None:
    kb.claims("""
        - {id: two, subject: red, predicate: controls_count, object: north, value: 2, about: [ford, mill]}
        - {id: ford-held, subject: red, predicate: holds, object: ford}
        - {id: mill-held, subject: red, predicate: holds, object: mill}
        """)
    ruling = "- {{id: r-{0}, place: {0}, holders: [red], evidence: [{0}-held, two]}}\n"
    kb.write("rulings.yaml", "".join(ruling.format(place) for place in ("ford", "mill")[:leaning]))
    end = " on that count itself, so that it is no check." if leaning else "."
    assert kb.ask("capitals")["notes"] == [f"The source counts 2 for Red Company (p1); these records give 2{said}{end}"]
