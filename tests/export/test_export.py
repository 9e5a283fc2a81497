"""The formats of other tools, each read back by a program that nobody here wrote."""

import csv
import io
import json
import shutil
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.kb import SHIPPED, Kb, run, run_program

# Libraries that read the formats warn of their own future, which is not ours.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")

HOSTILE = "=cmd|' /C calc'!A0 <b>&amp;</b> \"quoted\", \N{RIGHT-TO-LEFT OVERRIDE}evil\x1b[31m \N{SNOWMAN} \U0001f600"
WAR = """
    - {id: red-takes-ford, subject: red, predicate: took, object: ford, start: 2020-02, credibility: 1, said_by: red,
       exact: the ford is ours}
    - {id: blue-besieges, subject: blue, predicate: besieges, object: ford, start: 2020-03}
    - {id: league-holds, subject: league, predicate: holds, object: north, start: 2019}
    - {id: grey-pays, subject: grey, predicate: backs, object: red, start: 2019~, end: 2021}
    - {id: grey-does-not, subject: grey, predicate: backs, object: green, stance: denies, said_by: grey}
    - {id: rivals, subject: red, predicate: rival_of, object: blue}
    - {id: old, about: [mill, red], retracted: {on: 2020-05-05, reason: "Wrong: see press", superseded_by: rivals}}
    """


@pytest.fixture
def war(kb: Kb) -> Kb:
    kb.claims(WAR)
    kb.alliances("- {id: pact, subject: grey, predicate: backs, object: red, evidence: [grey-pays]}")
    with (kb.folder / "places.yaml").open("a", encoding="utf-8") as file:
        file.write("- {id: isle, name: Isle, lat: -12.5, lon: 101.25}\n")
    return kb


def exported(kb: Kb, name: str, *arguments: str) -> str:
    result = kb.run("export", name, *arguments)
    assert result.status == 0, result
    return result.out


def folder_of(kb: Kb, name: str, folder: Path, *arguments: str) -> Path:
    assert kb.run("export", name, "--out", str(folder), *arguments).status == 0
    return folder


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_csv_has_a_table_for_each_kind_and_for_what_the_questions_answer(war: Kb, tmp_path: Path) -> None:
    folder = folder_of(war, "csv", tmp_path / "out")
    sizes = {path.stem: len(table(path)) for path in sorted(folder.iterdir())}
    assert sizes == {
        "actors": 5,
        "alliances": 1,
        "claims": 7,
        "control": 8,
        "places": 8,
        "predicates": 12,
        "relations": 3,
        "rulings": 0,
        "sources": 2,
    }
    states = {row["place"]: (row["controllers"], row["status"]) for row in table(folder / "control.csv")}
    assert states["ford"] == ("red", "besieged")
    assert states["mill"] == ("league", "held")
    assert states["quay"] == ("", "unknown")
    old = next(row for row in table(folder / "claims.csv") if row["id"] == "old")
    assert old["about"] == "mill red"
    assert (old["retracted_on"], old["retracted_reason"], old["superseded_by"]) == (
        *("2020-05-05", "Wrong: see press", "rivals"),
    )
    assert json.loads(table(folder / "actors.csv")[1]["aliases"]) == ["Bleus", "الزرق"]


def test_csv_and_jsonl_say_what_the_questions_say(war: Kb, tmp_path: Path) -> None:
    for name in ("relations", "control"):
        rows = [json.loads(line) for line in exported(war, "jsonl", "--table", name).splitlines()]
        sql = war.ask("sql", f"SELECT * FROM {name}", "--all")["rows"]
        assert [json.dumps(row["evidence"]) for row in rows] == [row["evidence"] for row in sql]
    answered = war.ask("control")["rows"]
    given = [json.loads(line) for line in exported(war, "jsonl", "--table", "control").splitlines()]
    assert [{key: row[key] for key in answered[0]} for row in given] == answered


def test_a_zip_holds_the_same_files_as_a_folder_and_the_same_bytes_each_time(war: Kb, tmp_path: Path) -> None:
    folder = folder_of(war, "csv", tmp_path / "folder")
    first, second = (folder_of(war, "csv", tmp_path / name) for name in ("one.zip", "two.zip"))
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            path.name: path.read_bytes() for path in folder.iterdir()
        }
        assert {each.compress_type for each in archive.infolist()} == {zipfile.ZIP_DEFLATED}


def test_one_table_goes_to_standard_output(war: Kb) -> None:
    result = war.run("export", "csv")
    assert result.out.startswith("id,statement,")
    assert result.err.startswith("note: Only the claims.")
    assert exported(war, "csv", "--table", "sources").splitlines()[1].startswith("radio,Radio March,")


def test_csv_keeps_hostile_text_as_it_is_and_tames_formulas_when_asked(kb: Kb, tmp_path: Path) -> None:
    texts = [HOSTILE, "+1", "-1", "@SUM(A1)", "a,b\nc", "plain"]
    claims = ({"id": f"c{number}", "statement": text, "source": "radio"} for number, text in enumerate(texts))
    kb.write("claims/all.jsonl", "".join(f"{json.dumps(claim)}\n" for claim in claims))
    given = [row["statement"] for row in csv.DictReader(io.StringIO(exported(kb, "csv"), newline=""))]
    assert given == texts
    safe = exported(kb, "csv", "--excel-safe")
    assert safe.startswith("\ufeffid,")
    tame = [row["statement"] for row in csv.DictReader(io.StringIO(safe[1:], newline=""))]
    assert tame == [*(f"'{text}" for text in texts[:4]), *texts[4:]]


def test_negative_numbers_stay_numbers_in_csv_for_spreadsheets(war: Kb) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(war, "csv", "--table", "places", "--excel-safe")[1:])))
    assert next(row for row in rows if row["id"] == "isle")["lat"] == "-12.5"


def test_jsonl_can_be_laid_into_another_knowledge_base(war: Kb, tmp_path: Path) -> None:
    other = Kb.made_up(tmp_path / "other")
    for name in ("claims", "places", "actors", "sources", "predicates", "alliances"):
        (other.folder / f"{name}.yaml").unlink(missing_ok=True)
        (other.folder / name).mkdir()
        (other.folder / name / "all.jsonl").write_text(exported(war, "jsonl", "--table", name), encoding="utf-8")
    assert sorted(other.problems("severity code")) == sorted(war.problems("severity code"))
    for name in ("csv", "jsonld", "ftm", "geojson"):
        assert exported(other, name) == exported(war, name)


def test_the_shipped_claims_survive_a_round_trip_through_jsonl(tmp_path: Path) -> None:
    copy = Kb(tmp_path / "copy")
    for path in SHIPPED.iterdir():
        copy.write(path.name, path.read_text(encoding="utf-8"))
    (copy.folder / "claims.yaml").unlink()
    (copy.folder / "claims").mkdir()
    lines = run("export", "jsonl", "--data", str(SHIPPED)).out
    (copy.folder / "claims" / "all.jsonl").write_text(lines, encoding="utf-8")
    assert exported(copy, "jsonl") == lines
    assert copy.ask("capitals")["rows"] == json.loads(run("capitals", "-f", "json", "--data", str(SHIPPED)).out)["rows"]


@pytest.mark.parametrize("name", ["csv", "jsonl"])
def test_import_takes_back_what_was_exported(name: str, war: Kb, tmp_path: Path) -> None:
    hostile = {"id": "evil", "statement": HOSTILE, "source": "press", "about": ["red", "ford"], "note": 'a\nb, "c"'}
    counted = {"id": "count", "statement": "=1", "subject": "red", "predicate": "controls_count", "object": "marches"}
    more = [hostile, {**counted, "value": 3, "source": "radio", "start": "[2019..2020-03]", "end": "2020-06~"}]
    war.write("claims/more.jsonl", "".join(f"{json.dumps(claim)}\n" for claim in more))
    path = tmp_path / f"claims.{name}"
    path.write_text(exported(war, name), encoding="utf-8", newline="")
    other = Kb(tmp_path / "other")
    shutil.copytree(war.folder, other.folder)
    (other.folder / "claims.yaml").unlink()
    shutil.rmtree(other.folder / "claims")
    (other.folder / "alliances.yaml").rename(tmp_path / "alliances.yaml")  # it rests on claims that are not there yet
    result = other.run("import", str(path))
    assert result.status == 0, result
    (tmp_path / "alliances.yaml").rename(other.folder / "alliances.yaml")
    back = {json.loads(line)["id"]: json.loads(line) for line in exported(other, "jsonl").splitlines()}
    kept = {json.loads(line)["id"]: json.loads(line) for line in exported(war, "jsonl").splitlines()}
    assert len(kept) == 9
    for claim in back.values():
        claim.pop("recorded")  # when it entered this knowledge base
    assert back == kept


def test_geojson_is_valid_and_its_outlines_lie_around_their_capitals() -> None:
    shapely = pytest.importorskip("shapely")
    collection = json.loads(run("export", "geojson", "--data", str(SHIPPED)).out)
    places = {feature["id"]: feature for feature in collection["features"]}
    shapes = {key: shapely.geometry.shape(each["geometry"]) for key, each in places.items() if each["geometry"]}
    assert all(shape.is_valid for shape in shapes.values())
    outlines = {key: shape for key, shape in shapes.items() if shape.geom_type == "Polygon"}
    assert len(outlines) == 14
    assert all(
        shape.exterior.is_ccw and not any(hole.is_ccw for hole in shape.interiors) for shape in outlines.values()
    )
    capitals = [key for key, each in places.items() if each["properties"]["kind"] == "provincial-capital"]
    for capital in capitals:
        (governorate,) = places[capital]["properties"]["within"]
        assert outlines[governorate].buffer(0.05).contains(shapes[capital]), capital
    assert places["damascus"]["properties"]["controllers"] == ["syrian-government"]
    assert places["geneva"]["geometry"] is None


def test_geojson_gives_points_without_outlines(war: Kb) -> None:
    features = {feature["id"]: feature for feature in json.loads(exported(war, "geojson"))["features"]}
    assert features["isle"]["geometry"] == {"type": "Point", "coordinates": [101.25, -12.5]}
    assert features["ford"]["geometry"] is None
    assert features["ford"]["properties"]["status"] == "besieged"


def test_graphml_is_read_by_networkx(war: Kb, tmp_path: Path) -> None:
    networkx = pytest.importorskip("networkx")
    path = tmp_path / "out.graphml"
    path.write_text(exported(war, "graphml"), encoding="utf-8")
    graph = networkx.read_graphml(path)
    assert {node: data["label"] for node, data in graph.nodes(data=True)}["grey"] == "Grey Kingdom"
    edges = {(one, other): data for one, other, data in graph.edges(data=True)}
    assert sorted(edges) == [("blue", "red"), ("grey", "red"), ("red", "blue")]
    assert edges["grey", "red"]["standing"] == "assessed"
    assert edges["grey", "red"]["evidence"] == "grey-pays"
    assert edges["blue", "red"] | {"id": "e0-back"} == edges["red", "blue"]
    assert edges["blue", "red"]["symmetric"] is True
    assert graph.graph["note"] == "1 relation that is only denied is left out."


def test_no_path_in_graphml_leads_over_what_is_only_denied(kb: Kb, tmp_path: Path) -> None:
    """Grey is said to back Red, which is Blue's rival; that it backs Green, who is in the League, is only denied."""
    networkx = pytest.importorskip("networkx")
    kb.claims("""
        - {id: pays, subject: grey, predicate: backs, object: red}
        - {id: rivals, subject: blue, predicate: rival_of, object: red}
        - {id: denied, subject: grey, predicate: backs, object: green, stance: denies}
        - {id: greens, subject: green, predicate: member_of, object: league}
        """)
    path = tmp_path / "out.graphml"
    path.write_text(exported(kb, "graphml"), encoding="utf-8")
    graph = networkx.read_graphml(path)
    assert networkx.shortest_path(graph, "grey", "blue") == ["grey", "red", "blue"]
    assert networkx.shortest_path(graph, "blue", "red") == ["blue", "red"]
    assert networkx.shortest_path(graph, "green", "league") == ["green", "league"]
    assert not networkx.has_path(graph, "league", "green")
    assert "green" in graph
    assert not networkx.has_path(graph, "grey", "green")
    path.write_text(exported(kb, "graphml", "--with-denied"), encoding="utf-8")
    asked = networkx.read_graphml(path)
    assert asked.edges["grey", "green"]["standing"] == "denied"
    assert asked.edges["grey", "green"]["label"] == "backs (denied)"
    assert "note" not in asked.graph


def test_only_formats_of_edges_are_asked_for_what_is_only_denied(war: Kb) -> None:
    result = war.run("export", "csv", "--with-denied")
    assert result == (2, "", "error: --with-denied is for the format graphml only. Leave it out.\n")


def test_graphml_escapes_what_xml_cannot_hold(kb: Kb, tmp_path: Path) -> None:
    networkx = pytest.importorskip("networkx")
    kb.write("actors/more.jsonl", json.dumps({"id": "evil", "name": HOSTILE}))
    path = tmp_path / "out.graphml"
    path.write_text(exported(kb, "graphml"), encoding="utf-8")
    label = networkx.read_graphml(path).nodes["evil"]["label"]
    assert label == HOSTILE.replace("\x1b", "\ufffd").replace("\N{RIGHT-TO-LEFT OVERRIDE}", "\ufffd")


BACKERS = """
    SELECT ?backer ?backed ?standing WHERE {
      ?relation a kb:Relation ; rdf:subject/rdfs:label ?backer ; rdf:object/rdfs:label ?backed ;
        rdf:predicate/kb:group "support" ; kb:standing ?standing .
    } ORDER BY ?backer ?backed
    """


def graph_of(text: str) -> Any:
    rdflib = pytest.importorskip("rdflib")
    return rdflib.Graph().parse(data=text, format="json-ld")


def test_json_ld_tells_who_backs_whom_when_asked_in_sparql() -> None:
    graph = graph_of(run("export", "jsonld", "--data", str(SHIPPED)).out)
    asked = json.loads(run("backing", "--format", "json", "--data", str(SHIPPED)).out)["rows"]
    rows = json.loads(run("sql", "SELECT id, name FROM actors", "-f", "json", "--data", str(SHIPPED)).out)["rows"]
    by_id = {row["id"]: row["name"] for row in rows}
    answered = {tuple(map(str, row)) for row in graph.query(BACKERS)}
    assert answered == {(by_id[row["backer"]], by_id[row["backed"]], row["standing"]) for row in asked}
    assert ("Turkey", "Syrian National Army", "assessed") in answered


def test_json_ld_asserts_nothing_that_is_only_said(war: Kb) -> None:
    graph = graph_of(exported(war, "jsonld"))
    asserted = "ASK { ?s <urn:syriakb:the-marches/predicate/took> ?o }"
    assert not graph.query(asserted).askAnswer
    said = """
        SELECT ?speaker ?words WHERE {
          ?claim a rdf:Statement ; rdf:predicate <urn:syriakb:the-marches/predicate/took> .
          ?claim prov:wasAttributedTo/rdfs:label ?speaker .
          ?note oa:hasBody ?claim ; oa:hasTarget/oa:hasSelector/oa:refinedBy/oa:exact ?words .
        }"""
    assert [tuple(map(str, row)) for row in graph.query(said)] == [("Red Company", "the ford is ours")]


@pytest.mark.parametrize("folder", ["shipped", "war"])
def test_followthemoney_finds_nothing_wrong(folder: str, war: Kb) -> None:
    ftm = pytest.importorskip("followthemoney")
    text = exported(war, "ftm") if folder == "war" else run("export", "ftm", "--data", str(SHIPPED)).out
    entities = {}
    for line in text.splitlines():
        data = json.loads(line)
        assert ftm.model.get(data["schema"]).validate(data) is None
        entity = ftm.model.get_proxy(data, cleaned=False)
        for name, values in data["properties"].items():
            # What the model would clean away, it would silently lose.
            assert sorted(entity.get(name)) == sorted(set(values)), (data["id"], name)
        assert entity.id not in entities
        entities[entity.id] = entity
    for entity in entities.values():
        for prop, value in entity.itervalues():
            if prop.type.name == "entity":
                assert entities[value].schema.is_a(prop.range), (entity.id, prop.name, value)


def test_followthemoney_links_controllers_to_places(war: Kb) -> None:
    links = [json.loads(line) for line in exported(war, "ftm").splitlines()]
    ford = "the-marches--place--ford"
    (held,) = [
        link
        for link in links
        if link["properties"].get("object") == [ford] and link["properties"]["role"] == ["controls"]
    ]
    assert held["schema"] == "UnknownLink"
    assert held["id"] == "the-marches--control--red--ford--2020-12-31"
    assert {key: held["properties"][key] for key in ("subject", "status", "date", "recordId")} == {
        "subject": ["the-marches--actor--red"],
        "status": ["besieged"],
        "date": ["2020-12-31"],
        "recordId": ["the-marches--claim--red-takes-ford", "the-marches--claim--blue-besieges"],
    }
    assert not [link for link in links if "grey--backs--green" in link["id"]]


def test_sqlite_holds_the_documented_tables(war: Kb, tmp_path: Path) -> None:
    path = folder_of(war, "sqlite", tmp_path / "out.db")
    db = sqlite3.connect(path)
    sql = "SELECT a.name, c.status FROM control AS c, json_each(c.controllers) AS e JOIN actors AS a ON a.id = e.value"
    assert ("Red Company", "besieged") in db.execute(sql).fetchall()
    assert db.execute("SELECT title, as_of FROM about").fetchall() == [("The Marches", "2020-12-31")]
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert "-- id of the place" in db.execute("SELECT sql FROM sqlite_master WHERE name = 'control'").fetchone()[0]
    db.close()


def test_parquet_is_read_by_duckdb(war: Kb, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    duckdb = pytest.importorskip("duckdb")
    folder = folder_of(war, "parquet", tmp_path / "out")
    sql = f"SELECT place, controllers, status FROM '{folder}/control.parquet' WHERE len(controllers) > 0 ORDER BY place"
    assert duckdb.sql(sql).fetchall() == [
        ("ford", ["red"], "besieged"),
        ("gate", ["red"], "besieged"),
        ("mill", ["league"], "held"),
        ("north", ["league"], "held"),
    ]
    kinds = duckdb.sql(f"SELECT count(*), max(lat) FROM '{folder}/places.parquet'").fetchall()
    assert kinds == [(8, -12.5)]


def test_a_missing_library_is_named_in_one_sentence(war: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    result = war.run("export", "parquet", "--out", "never")
    assert result.status == 1
    assert result.err.splitlines()[-1].endswith("is not installed: pip install 'syriakb[parquet]'")


@pytest.mark.parametrize("name", ["csv", "jsonl", "geojson", "graphml", "jsonld", "ftm", "sqlite"])
def test_an_empty_knowledge_base_is_exported_too(name: str, tmp_path: Path) -> None:
    empty = Kb(tmp_path / "empty")
    empty.write("kb.yaml", "title: Nothing\nschema: 1\n")
    folder_of(empty, name, tmp_path / f"out.{name}")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("geojson", "--table", "claims"), "The format geojson has no tables to choose from. Leave out --table."),
        (("jsonl", "--excel-safe"), "--excel-safe is for the format csv only. Leave it out."),
    ],
)
def test_options_that_do_not_fit_are_refused(war: Kb, arguments: tuple[str, ...], sentence: str) -> None:
    result = war.run("export", *arguments)
    assert (result.status, result.err) == (2, f"error: {sentence}\n")


def test_a_file_that_cannot_be_written_is_one_sentence_and_leaves_nothing(war: Kb, tmp_path: Path) -> None:
    result = war.run("export", "geojson", "--out", str(tmp_path / "missing" / "out.json"))
    assert result.status == 1
    assert result.err.endswith("cannot be written: no such file or directory.\n")
    geometry = war.write("geometry.geojson", "{")
    broken = war.run("export", "geojson", "--out", str(tmp_path / "out.json"))
    assert broken.status == 1
    assert broken.err.startswith(f"error: {geometry}:")
    assert not [path for path in tmp_path.iterdir() if "out.json" in path.name]


def test_the_installed_program_writes_bytes_whatever_the_locale(war: Kb) -> None:
    result = run_program("export", "csv", "--table", "actors", "--data", str(war.folder), LC_ALL="C", PYTHONUTF8="0")
    assert "الزرق" in result.out
