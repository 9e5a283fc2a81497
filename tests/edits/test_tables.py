"""Tables of every kind of record, in every format that other programs write."""

import io
import json
import sys
from datetime import datetime
from pathlib import Path

import pytest

from tests.kb import Kb

TOWNS = """\
Name,KIND,within,Lat,lon,aliases
Weir,town,Northern March,1.5,2,The Weir;السد
Lock,town,Weir,,,
"""


def records(kb: Kb, folder: str) -> list[dict[str, object]]:
    """The records that imports put into a folder of the knowledge base."""
    paths = sorted((kb.folder / folder).glob("*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def test_places_lie_in_places_by_name_also_in_later_rows(kb: Kb, tmp_path: Path) -> None:
    header, weir, lock = TOWNS.splitlines()
    (tmp_path / "towns.csv").write_text("\n".join([header, lock, weir]), encoding="utf-8")
    result = kb.run("import", str(tmp_path / "towns.csv"), "--kind", "places")
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith("Imported 2 places, ")
    assert records(kb, "places") == [
        {"id": "lock", "name": "Lock", "kind": "town", "within": ["weir"]},
        {"id": "weir", "name": "Weir", "aliases": ["The Weir", "السد"], "kind": "town", "within": ["north"],
         "lat": 1.5, "lon": 2},
    ]  # fmt: skip
    assert kb.ask("show", "السد")["record"]["id"] == "weir"


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("actors", "name,kind,wikidata\nSteel Band,militia,Q7\n",
         {"id": "steel-band", "name": "Steel Band", "kind": "militia", "wikidata": "Q7"}),
        ("source", "id,title,published\nwire,The Wire,2 May 2020\n",
         {"id": "wire", "title": "The Wire", "published": "2020-05-02"}),
        ("predicates", "id,label,group,symmetric,cues\nmeets,meets,diplomacy,yes,met;sat with\n",
         {"id": "meets", "label": "meets", "symmetric": "true", "group": "diplomacy", "cues": ["met", "sat with"]}),
        ("alliances", "subject,predicate,object,evidence,support_types\nBleus,is allied with,The Reds,old,weapons\n",
         {"id": "blue-allied-with-red", "subject": "blue", "predicate": "allied_with", "object": "red",
          "support_types": ["weapons"], "evidence": ["old"]}),
    ],
)  # fmt: skip
def test_every_kind_of_record(kb: Kb, tmp_path: Path, kind: str, text: str, expected: dict[str, object]) -> None:
    kb.claims("- {id: old, subject: blue, predicate: allied_with, object: red}")
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    assert kb.run("import", str(tmp_path / "t.csv"), "--kind", kind).status == 0
    assert records(kb, f"{kind.removesuffix('s')}s") == [expected]
    assert kb.problems() == []


ROWS = [
    {"id": "one", "statement": "Seen.", "source": "radio", "note": None, "about": ["Bleus"], "more": {"x": 1}},
    {"id": "two", "statement": "Heard.", "source": "radio", "note": ""},
]
SEEN = [
    {"id": "one", "statement": "Seen.", "about": ["blue"], "source": "radio"},
    {"id": "two", "statement": "Heard.", "source": "radio"},
]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("t.json", json.dumps(ROWS)),
        ("t.json", json.dumps(ROWS, indent=2)),
        ("t.json", json.dumps({"count": 2, "data": ROWS}, indent=1)),
        ("t.json", "".join(f"{json.dumps(row)}\n" for row in ROWS)),
        ("t.jsonl", "\ufeff" + "".join(f"{json.dumps(row)}\n" for row in ROWS)),
        ("t.ndjson", "\n\n".join(json.dumps(row) for row in ROWS)),
        ("t.tsv", "ID\tStatement\tSource\tABOUT\tNote\none\tSeen.\tradio\tBleus\tNULL\ntwo\tHeard.\tradio\t\t\n"),
        ("t.txt", "id|statement|source|about\r\none|Seen.|radio|Bleus\r\n\r\ntwo|Heard.|radio|\r\n"),
    ],
)
def test_one_table_in_many_formats(kb: Kb, tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    result = kb.run("import", str(tmp_path / name))
    assert result.status == 0, result
    assert [{key: value for key, value in row.items() if key != "recorded"} for row in records(kb, "claims")] == SEEN


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_a_spreadsheet_saves_text_in_many_encodings(kb: Kb, tmp_path: Path, encoding: str) -> None:
    mark = "\ufeff" if encoding[-2:] in ("le", "be") else ""
    (tmp_path / "t.csv").write_text(
        f"{mark}statement;source\r\nالسد\r\n".replace("د\r", "د;radio\r"), encoding=encoding
    )
    assert kb.run("import", str(tmp_path / "t.csv")).status == 0
    assert [row["statement"] for row in records(kb, "claims")] == ["السد"]


def test_points_of_geojson_are_places(kb: Kb, tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [36.25, 35.5, 400]}
    area = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    features = [
        {"type": "Feature", "id": "weir", "geometry": point, "properties": {"NAME": "Weir", "kind": "town"}},
        {"type": "Feature", "geometry": area, "properties": {"NAME": "Fen"}},
    ]
    (tmp_path / "t.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    result = kb.run("import", str(tmp_path / "t.geojson"), "--kind", "places")
    assert result.err == "note: 1 of 2 features are no points, and give no lat and lon.\n"
    assert records(kb, "places") == [
        {"id": "weir", "name": "Weir", "kind": "town", "lat": 35.5, "lon": 36.25},
        {"id": "fen", "name": "Fen"},
    ]


def test_a_sheet_of_a_workbook(kb: Kb, tmp_path: Path) -> None:
    writer = pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    with writer.Workbook(tmp_path / "t.xlsx") as book:
        book.add_worksheet("read me").write_row(0, 0, ["Nothing here"])
        sheet = book.add_worksheet("towns")
        sheet.write_row(2, 0, ["id", "statement", "source", "credibility", "start"])
        sheet.write_row(3, 0, [652, "Seen.", "radio", 2.0])
        sheet.write_datetime(3, 4, datetime(2020, 5, 2), book.add_format({"num_format": "d/m/y"}))
    noted = kb.run("import", str(tmp_path / "t.xlsx")).err
    assert "The sheet 'read me' is read, not 'towns'. For another one: --sheet NAME" in noted
    assert "It has 'read me', 'towns'." in kb.run("import", str(tmp_path / "t.xlsx"), "--sheet", "x").err
    assert kb.run("import", str(tmp_path / "t.xlsx"), "--sheet", "towns").status == 0
    (row,) = records(kb, "claims")
    assert (row["id"], row["credibility"], row["start"]) == ("652", 2, "2020-05-02")


def test_a_workbook_needs_its_library_and_has_to_be_one(
    kb: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "t.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    assert "t.xlsx is no workbook that can be read" in kb.run("import", str(tmp_path / "t.xlsx")).err
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    told = kb.run("import", str(tmp_path / "t.xlsx"))
    assert (told.status, "pip install 'syriakb[xlsx]'" in told.err) == (1, True)


@pytest.mark.parametrize("text", ["statement,source\nSeen.,radio\n", '[{"statement": "Seen.", "source": "radio"}]'])
def test_standard_input(kb: Kb, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert kb.ask("import", "-")["imported"] == 1


def test_rows_of_standard_input_that_are_refused_are_all_told(
    kb: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "statement,source\n" + "".join(f"{number},nowhere\n" for number in range(9))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    told = kb.run("import", "-")
    assert (told.status, told.err.count("No source has the id")) == (1, 9)
    assert [path.name for path in tmp_path.iterdir()] == ["marches"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("t.json", '[{"a": 1},\n {"a": }]', "t.json:2:8: This is no JSON that can be read on"),
        ("t.json", '"words"', "t.json holds no rows"),
        ("t.json", "[]", "t.json has no rows."),
        ("t.json", '[{"statement": "A", "source": "radio"}, 1]', "This is no row: a row is an object"),
        ("t.csv", "a,b\n1,2\n", "There is no statement and no source."),
    ],
)
def test_what_is_no_table(kb: Kb, tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    told = kb.run("import", str(tmp_path / name))
    assert (told.status in (1, 2), message in told.err) == (True, True), told


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--kind", "weapons"], "There is no kind of record 'weapons'. There are predicates, sources, actors,"),
        (["--mapping", "acled", "--kind", "places"], "A mapping says itself what --kind, --map and --set say."),
        (["--retract-missing"], "--retract-missing and --reason TEXT belong together"),
        (["--reason", "Gone."], "--retract-missing and --reason TEXT belong together"),
    ],
)
def test_wrong_usage(kb: Kb, tmp_path: Path, options: list[str], message: str) -> None:
    (tmp_path / "t.csv").write_text("statement,source\nA,radio\n")
    told = kb.run("import", str(tmp_path / "t.csv"), *options)
    assert (told.status, message in told.err) == (2, True), told


def test_in_every_case_a_program_is_told(kb: Kb, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("statement,source,said_by\nA,radio,Bleu\nB,radio,\n")
    result = kb.run("import", str(tmp_path / "t.csv"), "--format", "json")
    answer = json.loads(result.out)
    assert (result.status, answer["rows"], answer["imported"], answer["rejected"]) == (1, 2, 0, 1)
    assert answer["file"] is None
    assert answer["refused"][0]["line"] == 2
    assert answer["unresolved"] == [
        {"name": "Bleu", "kinds": ["actor"], "problem": "unknown", "rows": 1, "nearest": ["blue"]}
    ]
    assert "1 row of 2 was refused, so nothing was written." in result.err
