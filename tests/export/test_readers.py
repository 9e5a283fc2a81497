"""What analysts open the exports with: data frames with days that are days, maps, and RDF by a second library."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.kb import Kb

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
CLAIMS = """
    - {id: late, subject: blue, predicate: took, object: mill, start: '[2020-03..2020-05-03]', source: press}
    - {id: early, subject: red, predicate: took, object: ford, start: '2019-05~', end: 2020, note: 'a, "b"'}
    - {id: talk, about: [red, mill], statement: الزرق تكلموا,
       retracted: {on: 2020-07, reason: No., superseded_by: early}}
    - {id: paid, subject: grey, predicate: backs, object: red, exact: grey pays}
    """


@pytest.fixture
def war(kb: Kb) -> Kb:
    kb.claims(CLAIMS)
    kb.alliances("- {id: pact, subject: grey, predicate: backs, object: red, start: 2019, evidence: [paid]}")
    places = (kb.folder / "places.yaml").read_text(encoding="utf-8")
    kb.write("places.yaml", places.replace("{id: mill,", "{id: mill, lat: 35.5, lon: -36.25,"))
    assert kb.problems("severity") == []
    return kb


def exported(kb: Kb, name: str, path: Path, *options: str) -> Path:
    assert kb.run("export", name, *options, "-o", str(path)).status == 0
    return path


@pytest.mark.parametrize("name", ["csv", "parquet"])
def test_polars_has_days_that_sort(war: Kb, tmp_path: Path, name: str) -> None:
    polars = pytest.importorskip("polars")
    path = exported(war, name, tmp_path / f"claims.{name}", "--table", "claims")
    claims = polars.read_csv(path, try_parse_dates=True) if name == "csv" else polars.read_parquet(path)
    days = ["start_from", "start_to", "end_from", "end_to", "reported_from", "reported_to"]
    assert {str(claims.schema[day]) for day in days} == {"Date"}
    dated = claims.filter(polars.col("start").is_not_null()).sort("start_from").select("id", "start", *days[:2])
    assert dated.rows() == [
        ("early", "2019-05~", date(2019, 5, 1), date(2019, 5, 31)),
        ("late", "[2020-03..2020-05-03]", date(2020, 3, 1), date(2020, 5, 3)),
    ]
    assert claims.filter(polars.col("end_to") >= date(2020, 12, 31))["note"].to_list() == ['a, "b"']


def test_polars_has_the_lists_and_records_of_json_lines(war: Kb, tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    claims = polars.read_ndjson(exported(war, "jsonl", tmp_path / "claims.jsonl", "--table", "claims"))
    (talk,) = claims.filter(polars.col("id") == "talk").to_dicts()
    assert (talk["about"], talk["statement"]) == (["red", "mill"], "الزرق تكلموا")
    assert talk["retracted"] == {"on": "2020-07", "reason": "No.", "superseded_by": "early"}


def test_geopandas_puts_places_where_they_are_with_who_holds_them(war: Kb, tmp_path: Path) -> None:
    geopandas = pytest.importorskip("geopandas")
    places = geopandas.read_file(exported(war, "geojson", tmp_path / "places.geojson")).set_index("id")
    assert places.crs.to_epsg() == 4326
    mill = places.loc["mill"]
    assert (mill.geometry.x, mill.geometry.y, mill.status) == (-36.25, 35.5, "held")
    assert [*mill.controllers] == ["blue"]
    assert (mill.since_from.date(), mill.since_to.date()) == (date(2020, 3, 1), date(2020, 5, 3))
    assert places.loc["quay"].geometry is None


def test_pyld_reads_the_same_triples_as_rdflib(war: Kb, tmp_path: Path) -> None:
    jsonld = pytest.importorskip("pyld").jsonld
    compare = pytest.importorskip("rdflib.compare")
    text = exported(war, "jsonld", tmp_path / "war.jsonld").read_text(encoding="utf-8")
    expanded = {node["@id"]: node for node in jsonld.expand(json.loads(text)) if "@id" in node}
    claim: Any = expanded["urn:syriakb:the-marches/claim/talk"]
    assert claim["http://purl.org/dc/terms/description"] == [{"@value": "الزرق تكلموا"}]
    quads = jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"})
    graphs = (graph(text, "json-ld"), graph(quads, "nt"))
    _, only_one, only_other = compare.graph_diff(*graphs)
    assert [*only_one] == [*only_other] == []


def graph(text: str, format: str) -> Any:
    return pytest.importorskip("rdflib").Graph().parse(data=text, format=format)
