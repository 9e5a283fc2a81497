"""Pictures, page and exports on the terms of the questions: whose word counts, and holders told by their sides."""

import csv
import io
import json
import sqlite3
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from syriakb.export import EXPORTS
from tests.kb import Kb, lines

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")

WAR = """
    - {id: in, subject: blue, predicate: member_of, object: league, start: 2000}
    - {id: war, subject: red, predicate: fights, object: blue, start: 2000, source: press}
    - {id: held, subject: blue, predicate: holds, object: ford, start: 2015, reported: 2015, credibility: 3}
    - {id: boast, subject: red, predicate: took, object: ford, start: 2019, said_by: red, source: press}
    - {id: joint-quay, subject: [green, grey], predicate: holds, object: quay, start: 2020-05, source: press}
    - {id: poor, subject: green, predicate: took, object: mill, start: 2019, credibility: 4}
    - {id: told, subject: grey, predicate: backs, object: red, start: 2020, source: press}
    - {id: vow, subject: blue, predicate: holds, object: mill, start: 2020, source: press}
    - {id: aid, subject: grey, predicate: backs, object: red, said_by: blue, start: 2020-05, source: press}
    """
FILTERS = {
    ("--without", "red"): "without red",
    ("--only", "press", "--without", "boast"): "only press; without boast",
    ("--grade", "B3"): "graded B3 or better",
    ("--impartial",): "nobody's own word",
    ("--sides",): "by sides",
    ("--sides", "--without", "red"): "without red; by sides",
}
STATE = "place controllers status basis since evidence grade caveat voices sources reported stale"


@pytest.fixture
def war(kb: Kb) -> Kb:
    places = (kb.folder / "places.yaml").read_text(encoding="utf-8")
    for at, place in enumerate(("ford", "mill", "quay")):
        places = places.replace(f"{{id: {place},", f"{{id: {place}, lat: {at}, lon: {at}, source: press,")
    kb.write("places.yaml", places)
    kb.claims(WAR)
    kb.alliances("- {id: pact, subject: grey, predicate: backs, object: red, start: 2020, evidence: [told, aid]}")
    kb.write("rulings.yaml", "- {id: held-mill, place: mill, holders: [blue], start: 2020, evidence: [vow]}")
    return kb


@pytest.fixture(params=FILTERS, ids=" ".join)
def options(request: pytest.FixtureRequest) -> tuple[str, ...]:
    found: tuple[str, ...] = request.param
    return found


def states(kb: Kb, *options: str) -> list[str]:
    """What `control` answers, stale as an export writes it."""
    rows = kb.ask("control", *options)["rows"]
    return lines([row | {"stale": int(row["stale"])} for row in rows], STATE)


def exported(kb: Kb, table: str, *options: str) -> list[dict[str, Any]]:
    out = kb.run("export", "jsonl", "--table", table, *options).out
    return [json.loads(line) for line in out.splitlines()]


def test_the_control_of_an_export_is_that_of_the_question(war: Kb, options: tuple[str, ...]) -> None:
    rows = exported(war, "control", *options)
    assert lines(rows, STATE) == states(war, *options)
    assert {row["filters"] for row in rows} == {FILTERS[options]}


def test_so_is_that_of_geojson_which_says_what_it_was_asked_for(war: Kb, options: tuple[str, ...]) -> None:
    found = json.loads(war.run("export", "geojson", *options).out)
    rows = [feature["properties"] | {"place": feature["id"]} for feature in found["features"]]
    assert lines(rows, STATE) == states(war, *options)
    assert found["filters"] == FILTERS[options]
    folds = ["League of the Marches stands for Blue Guard."]
    assert found.get("folds") == (folds if "--sides" in options else None)


def test_the_picture_of_a_map_shows_the_rows_of_the_question_and_says_so(
    war: Kb, options: tuple[str, ...], tmp_path: Path
) -> None:
    war.run("map", "-o", str(tmp_path / "map.svg"), *options)
    root = ET.fromstring((tmp_path / "map.svg").read_text(encoding="utf-8"))
    shown = {each.get("data-place"): each for each in root.iter() if each.get("data-place")}
    found = {row["place"]: row for row in war.ask("control", *options)["rows"] if row["place"] in shown}
    names = {row["id"]: row["name"] for row in war.ask("list", "actors")["rows"]}
    assert shown.keys() == found.keys() == {"ford", "mill", "quay"}
    for place, row in found.items():
        assert shown[place].get("data-status") == row["status"]
        assert set(filter(None, str(shown[place].get("data-holder") or "").split(" and "))) - {"unknown"} == {
            names[each] for each in row["controllers"]
        }
        assert (shown[place].get("data-evidence") or "").split() == row["evidence"]
        assert ("stale: reported last" in str(shown[place].get("data-beside"))) == row["stale"]
    words = "\n".join("".join(each.itertext()) for each in root.iter() if each.tag.endswith("text"))
    assert f"as of 2020-12-31, {FILTERS[options]}" in words
    assert ("League of the Marches stands for Blue Guard." in words) == ("--sides" in options)
    drawn = war.run("map", *options).out
    assert f"as of 2020-12-31, {FILTERS[options]}" in drawn
    assert ("League of the Marches stands for Blue Guard." in drawn) == ("--sides" in options)


def test_relations_claims_and_what_the_knowledge_base_holds_are_those_that_count(war: Kb) -> None:
    asked = ("--without", "press")
    assert [row["id"] for row in exported(war, "claims", *asked)] == ["in", "held", "poor"]
    assert exported(war, "alliances", *asked) == exported(war, "rulings", *asked) == []
    (pact,) = exported(war, "alliances", "--without", "blue")
    assert (pact["evidence"], pact["filters"]) == (["told"], "without blue")
    assert [row["id"] for row in exported(war, "rulings", "--as-of", "2019")] == []
    (ruling,) = exported(war, "rulings", "--as-of", "2020")
    assert (ruling["id"], ruling["as_of"]) == ("held-mill", "2020-12-31")
    keys = "subject predicate object standing evidence grade caveat voices sources reported stale"
    given = [row | {"stale": int(row["stale"])} for row in war.ask("relations", "grey")["rows"]]
    found = [row for row in exported(war, "relations") if "grey" in (row["subject"], row["object"])]
    assert lines(found, keys) == lines(given, keys) != []


@pytest.mark.parametrize("name", [name for name, each in EXPORTS.items() if not each.whole])
def test_no_export_has_a_claim_of_somebody_who_does_not_count(war: Kb, name: str, tmp_path: Path) -> None:
    path = tmp_path / f"out.{name}"
    if EXPORTS[name].tables:
        path = tmp_path / "out"
    assert war.run("export", name, "-o", str(path), "--without", "press").status == 0
    files = [path] if path.is_file() else [*path.iterdir()]
    if name in ("parquet", "xlsx"):
        pytest.importorskip("pyarrow")
        return
    content = b"".join(each.read_bytes() for each in files)
    assert b"poor" in content or name == "graphml"
    assert not any(each in content for each in (b"boast", b'"war"', b"joint-quay", b'"aid"'))


def test_what_an_export_was_asked_for_stands_in_it(war: Kb, tmp_path: Path) -> None:
    asked, words = ("--grade", "b", "--sides"), "graded b or better; by sides"
    war.run("export", "sqlite", "-o", str(tmp_path / "kb.sqlite"), *asked)
    about = sqlite3.connect(tmp_path / "kb.sqlite").execute("SELECT filters, folds FROM about").fetchall()
    assert about == [(words, "League of the Marches stands for Blue Guard.")]
    base = json.loads(war.run("export", "jsonld", *asked).out)["@graph"][0]
    assert (base["kb:filters"], base["kb:fold"]) == (words, ["League of the Marches stands for Blue Guard."])
    graph = war.run("export", "graphml", "--grade", "B3").out
    assert '<data key="graph_filters">graded B3 or better</data>' in graph
    table = csv.DictReader(io.StringIO(war.run("export", "csv", "--table", "control", *asked).out))
    assert {row["filters"] for row in table} == {words}
    arrow = pytest.importorskip("pyarrow.parquet")
    war.run("export", "parquet", "--table", "control", "-o", str(tmp_path / "control.parquet"), *asked)
    metadata = arrow.read_schema(tmp_path / "control.parquet").metadata
    said = "As of 2020-12-31, graded b or better; by sides. League of the Marches stands for Blue Guard."
    assert metadata[b"asked"].decode() == said
    openpyxl = pytest.importorskip("openpyxl")
    war.run("export", "xlsx", "-o", str(tmp_path / "kb.xlsx"), *asked)
    assert openpyxl.load_workbook(tmp_path / "kb.xlsx").properties.description == said


def test_answers_on_other_terms_have_ids_of_their_own(war: Kb) -> None:
    def ids(*options: str) -> set[str]:
        entities = map(json.loads, war.run("export", "ftm", *options).out.splitlines())
        return {each["id"] for each in entities if "--control--" in each["id"]}

    assert ids()
    assert not ids() & ids("--grade", "B")
    (link,) = (
        each
        for each in map(json.loads, war.run("export", "ftm", "--grade", "B").out.splitlines())
        if "--control--" in each["id"] and "mill" in each["id"]
    )
    assert link["properties"]["notes"] == ["graded B or better"]


@pytest.mark.parametrize("name", [name for name, each in EXPORTS.items() if not each.places])
def test_formats_without_holders_take_no_sides(war: Kb, name: str) -> None:
    result = war.run("export", name, "--sides")
    assert (result.status, result.err.partition(" is for")[0]) == (2, "error: --sides")


def test_a_backup_has_all_there_is(war: Kb) -> None:
    result = war.run("export", "backup", "--without", "red", "--impartial")
    assert (result.status, result.out) == (2, "")
    assert "whoever says it. Leave out --without and --impartial." in result.err


def test_the_graph_is_of_the_relations_that_count_and_says_so(war: Kb) -> None:
    whole, less = war.run("graph").out, war.run("graph", "--without", "blue").out
    assert "without" not in whole
    assert "without blue" in less.splitlines()[1]
    assert war.run("graph", "--without", "press").out.count("backs") == 0
    for name in ("dot", "mermaid"):
        assert "without blue" in war.run("graph", "-f", name, "--without", "blue").out


def test_the_page_says_whose_word_counts_and_has_no_other(war: Kb) -> None:
    page = war.run("report", "-o", "-", "--only", "radio", "--sides").out
    assert "Whose word counts: only radio." in page
    assert "Every actor is told by its side. League of the Marches stands for Blue Guard." in page
    assert "boast" not in page
    assert "Whose word counts" not in war.run("report", "-o", "-").out


def test_the_page_marks_what_was_stale_on_each_day(war: Kb) -> None:
    page = war.run("report", "-o", "-").out
    assert "stale: reported last 2015" in page
    assert "stale: reported last" not in war.run("report", "-o", "-", "--stale-after", "9999").out


def test_the_map_names_what_is_stale(war: Kb) -> None:
    assert "Stale, reported last long before that day: Ford" in war.run("map").out
    assert "Stale" not in war.run("map", "--stale-after", "9999").out
