"""The mappings that are shipped, each on a few made-up rows in the published form of that data set."""

import csv
import io
import json
from pathlib import Path

import pytest

from syriakb.edits.table import written
from syriakb.edits.table.written import Text
from tests.edits.test_mappings import claims
from tests.edits.test_tables import records
from tests.kb import SHIPPED, Kb, run

FOLDER = Path(written.__file__).parent / "mappings"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


@pytest.fixture
def war(tmp_path: Path) -> Kb:
    """An empty knowledge base with the vocabulary that is shipped, and a country with a province and a town."""
    kb = Kb(tmp_path / "war")
    assert run("init", str(kb.folder), "--empty").status == 0
    kb.write("places.yaml", """\
        - {id: marches, name: Marches, kind: country, pcode: MA}
        - {id: north, name: Northern March, kind: region, within: [marches]}
        - {id: ford, name: Ford, kind: city, within: [north]}
        """)  # fmt: skip
    kb.write("actors.yaml", """\
        - {id: army, name: Military Forces of the Marches, kind: military}
        - {id: red, name: Red Company, kind: group}
        - {id: blue, name: Blue Guard, kind: group}
        """)  # fmt: skip
    return kb


def table(path: Path, columns: str, *rows: dict[str, object], delimiter: str = ",") -> Path:
    """A table with all columns of a data set, of which the rows fill a few."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns.split(","), restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_mapping_can_be_read_and_shown(name: str) -> None:
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    assert written.rules(Text(name, text)).about
    assert run("import", "--show-mapping", name, "--data", str(SHIPPED)).out == text


def test_there_is_a_mapping_for_each_data_set_that_is_promised() -> None:
    assert NAMES == ["acled", "geonames", "ocha-places", "ucdp-external-support", "ucdp-ged", "wikidata"]


ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)
REGAINED, OVERTAKEN = "Government regains territory", "Non-state actor overtakes territory"
ARMY, RED, BLUE = "Military Forces of the Marches", "Red Company", "Blue Guard"


def battle(
    number: int, sub_type: str, one: tuple[str, str], other: tuple[str, str], **more: object
) -> dict[str, object]:
    usual: dict[str, object] = {
        "event_id_cnty": f"MAR{number}", "event_date": "02 June 2019", "event_type": "Battles",
        "admin1": "Northern March", "location": "Weir", "latitude": "35.5", "longitude": "36.5",
        "geo_precision": 1, "timestamp": 1559600000,
        "source": "Somebody; Else", "notes": "Made up.",
    }  # fmt: skip
    actors = {"actor1": one[0], "inter1": one[1], "actor2": other[0], "inter2": other[1]}
    return {**usual, "sub_event_type": sub_type, **actors, **more}


STATE, REBEL = "State forces", "Rebel group"


@pytest.mark.parametrize(
    ("sub_type", "one", "other", "gains"),
    [
        (REGAINED, (ARMY, STATE), (RED, REBEL), "army"),
        (REGAINED, (RED, REBEL), (ARMY, STATE), "army"),
        (OVERTAKEN, (ARMY, "1"), (RED, "2"), "red"),
        (OVERTAKEN, (RED, "2"), (ARMY, "1"), "red"),
        (OVERTAKEN, (RED, REBEL), (BLUE, REBEL), None),
        (OVERTAKEN, (BLUE, REBEL), (RED, REBEL), None),
        (REGAINED, (RED, REBEL), (BLUE, REBEL), None),
        ("Armed clash", (RED, REBEL), (ARMY, STATE), "nobody"),
    ],
)
def test_acled_who_gains_ground_is_told_by_the_sub_type_and_never_by_the_order(
    war: Kb, tmp_path: Path, sub_type: str, one: tuple[str, str], other: tuple[str, str], gains: str | None
) -> None:
    file = table(tmp_path / "e.csv", ACLED, battle(1, sub_type, one, other))
    assert war.run("import", str(file), "--mapping", "acled").status == 0
    found = claims(war)
    fight = found.pop("acled-MAR1")
    assert (fight["predicate"], fight["place"], fight["start"], fight["end"]) == (
        "fights", "weir", "2019-06-02", "2019-06-02"
    )  # fmt: skip
    assert fight["reported"] == "2019-06-03"
    ground = found.pop("acled-MAR1-ground", None)
    if gains == "nobody":
        assert ground is None
    elif gains is None:
        assert ground and "subject" not in ground and len(ground["about"]) == 3  # type: ignore[arg-type]
    else:
        assert ground and (ground["subject"], ground["predicate"], ground["object"]) == (gains, "captures", "weir")
        assert war.rows("controllers", "control", "weir") == [gains]
    assert found == {}
    assert records(war, "places")[-1]["within"] == ["north"]


def test_acled_what_is_located_imprecisely_is_possible(war: Kb, tmp_path: Path) -> None:
    rows = [battle(at, REGAINED, (ARMY, STATE), (RED, REBEL), geo_precision=at) for at in (1, 2, 3)]
    assert war.run("import", str(table(tmp_path / "e.csv", ACLED, *rows)), "--mapping", "acled").status == 0
    found = claims(war)
    assert [found[f"acled-MAR{at}-ground"]["modality"] for at in (1, 2, 3)] == ["actual", "possible", "possible"]
    assert [found[f"acled-MAR{at}"].get("place") for at in (1, 2, 3)] == ["weir", None, None]


def test_acled_ground_without_a_fight_and_events_of_other_sorts(war: Kb, tmp_path: Path) -> None:
    strategic = {"event_type": "Strategic developments"}
    rows = [
        battle(1, "Non-violent transfer of territory", (RED, REBEL), ("", ""), **strategic),
        battle(2, "Looting/property destruction", (RED, REBEL), ("", ""), location="Elsewhere", **strategic),
    ]
    (tmp_path / "e.json").write_text(json.dumps({"status": 200, "count": 2, "data": rows}))
    answer = war.ask("import", str(tmp_path / "e.json"), "--mapping", "acled")
    assert (answer["imported"], answer["left_out"]) == (1, 1)
    assert list(claims(war)) == ["acled-MAR1-ground"]
    assert [row["name"] for row in records(war, "places")] == ["Weir"]
    assert war.ask("import", str(tmp_path / "e.json"), "--mapping", "acled", "--update")["there"] == 1


def test_acled_actors_that_nobody_knows_are_to_be_decided(war: Kb, tmp_path: Path) -> None:
    file = table(tmp_path / "e.csv", ACLED, battle(1, REGAINED, (ARMY, STATE), ("The Reds", REBEL)))
    told = war.run("import", str(file), "--mapping", "acled")
    assert (told.status, "The Reds (actor, 1 row)" in told.err) == (1, True)


GED = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,"
    "dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,"
    "source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,"
    "where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,gwnoa,gwnob,region,"
    "event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low"
)


def test_ucdp_ged(war: Kb, tmp_path: Path) -> None:
    usual = {
        "side_a": ARMY, "side_b": RED, "country": "Marches", "adm_1": "Northern March", "where_coordinates": "Weir",
        "latitude": 35.5, "longitude": 36.5, "type_of_violence": 1, "where_prec": 1,
        "date_start": "2019-06-02 00:00:00.000", "date_end": "2019-06-03 00:00:00.000",
    }  # fmt: skip
    rows = [
        {**usual, "id": 1},
        {**usual, "id": 2, "type_of_violence": 2, "side_a": BLUE, "where_prec": 6, "where_coordinates": "Marches"},
        {**usual, "id": 3, "type_of_violence": 3, "side_b": "Civilians"},
        {**usual, "id": 4, "adm_1": ""},
    ]
    result = war.run("import", str(table(tmp_path / "e.csv", GED, *rows)), "--mapping", "ucdp-ged")
    assert result.status == 0, result.err
    found = [(row["subject"], row["predicate"], row["object"], row.get("place")) for row in claims(war).values()]
    assert found == [
        ("army", "fights", "red", "weir"), ("blue", "fights", "red", None), ("army", "attacks", "weir", None),
        ("army", "fights", "red", None),
    ]  # fmt: skip
    assert (claims(war)["ucdp-ged-1"]["start"], claims(war)["ucdp-ged-1"]["end"]) == ("2019-06-02", "2019-06-03")
    assert [row["name"] for row in records(war, "places")] == ["Weir"]


ESD = (
    "conflict_id,dyad_id,dyad_name,location,year,actor_id,actor_name,actor_nonstate,ext_sup,ext_id,ext_name,ext_nonstate,"
    "ext_coalition,ext_coalition_name,ext_elements,ext_bothsides,ext_alleged,ext_x,ext_p,ext_y,ext_w,ext_m,ext_t,ext_f,"
    "ext_i,ext_l,ext_o,ext_u"
)


def test_ucdp_external_support(war: Kb, tmp_path: Path) -> None:
    usual = {"dyad_id": 7, "year": 2017, "actor_id": 5, "actor_name": RED, "actor_nonstate": 1, "ext_sup": 1,
             "ext_id": 9, "ext_name": "Government of Grey", "ext_nonstate": 0, "ext_alleged": 0}  # fmt: skip
    rows = [
        {**usual, "ext_w": 1, "ext_f": 1},
        {**usual, "year": 2018, "ext_i": 1, "ext_alleged": 1},
        {**usual, "year": 2019, "ext_sup": 0, "ext_name": ""},
    ]
    answer = war.ask("import", str(table(tmp_path / "e.csv", ESD, *rows)), "--mapping", "ucdp-external-support")
    assert (answer["imported"], answer["left_out"]) == (2, 1)
    assert [(row["id"], row["predicate"], row["modality"], row["start"]) for row in claims(war).values()] == [
        ("ucdp-esd-7-5-9-2017-weapons", "arms", "actual", "2017"),
        ("ucdp-esd-7-5-9-2017-funding", "funds", "actual", "2017"),
        ("ucdp-esd-7-5-9-2018-other", "backs", "possible", "2018"),
    ]
    assert records(war, "actors") == [{"id": "government-of-grey", "name": "Government of Grey", "kind": "government"}]


@pytest.mark.parametrize(
    "columns",
    [
        "{0}_name1,{0}_name,{0}_pcode,{1}_name1,{1}_name,{1}_pcode,{2}_name1,{2}_name,{2}_pcode,center_lat,center_lon",
        "{0}_AR,{0}_EN,{0}_PCODE,{1}_AR,{1}_EN,{1}_PCODE,{2}_AR,{2}_EN,{2}_PCODE,center_lat,center_lon",
        "{0}Name_ar,{0}Name_en,{0}Pcode,{1}Name_ar,{1}Name_en,{1}Pcode,{2}Name_ar,{2}Name_en,{2}Pcode,center_lat,center_lon",
    ],
)
def test_ocha_places_under_the_names_that_columns_have_had(war: Kb, tmp_path: Path, columns: str) -> None:
    level = "admin" if "Name_ar" in columns else "ADM" if "_EN" in columns else "adm"
    header = columns.format(*(f"{level}{number}" for number in (2, 1, 0)))
    cells = ["السد,Weir,MA0101,الشرق,Eastern March,MA01,,Marches,MA,35.5,36.5",
             "Fen,Fen,MA0102,الشرق,Eastern March,MA01,,Marches,MA,35.6,36.6"]  # fmt: skip
    (tmp_path / "p.csv").write_text("\n".join([header, *cells]), encoding="utf-8")
    result = war.run("import", str(tmp_path / "p.csv"), "--mapping", "ocha-places")
    assert result.status == 0, result.err
    assert records(war, "places") == [
        {"id": "eastern-march", "name": "Eastern March", "aliases": ["الشرق"], "kind": "governorate",
         "within": ["marches"], "pcode": "MA01"},
        {"id": "weir", "name": "Weir", "aliases": ["السد"], "kind": "district", "within": ["eastern-march"],
         "lat": 35.5, "lon": 36.5, "pcode": "MA0101"},
        {"id": "fen", "name": "Fen", "aliases": ["Fen"], "kind": "district", "within": ["eastern-march"],
         "lat": 35.6, "lon": 36.6, "pcode": "MA0102"},
    ]  # fmt: skip
    again = war.ask("import", str(tmp_path / "p.csv"), "--mapping", "ocha-places")
    assert (again["imported"], again["rejected"]) == (0, 0)
    assert war.rows("place", "control", "MA0101") == ["weir"]


def test_geonames_has_no_first_row_of_names(war: Kb, tmp_path: Path) -> None:
    rest = "MA\t\t01\t\t\t\t0\t\t5\tAsia/Nowhere\t2019-01-01"
    rows = [
        f'1\tWeir "the old"\tWeir\tالسد,The Weir\t35.5\t36.5\tP\tPPL\t{rest}',
        f"2\tFord\tFord\t\t35\t36\tP\tPPLA\t{rest}",
        f"3\tBig River\tBig River\t\t35\t36\tH\tSTM\t{rest}",
    ]
    (tmp_path / "MA.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")
    answer = war.ask("import", str(tmp_path / "MA.txt"), "--mapping", "geonames")
    assert (answer["rows"], answer["rejected"]) == (3, 0)
    assert records(war, "places") == [
        {"id": "geonames-1", "name": 'Weir "the old"', "aliases": ["السد", "The Weir"], "kind": "town", "lat": 35.5,
         "lon": 36.5, "source": "geonames"}
    ]  # fmt: skip


def test_wikidata_gives_places_and_actors(war: Kb, tmp_path: Path) -> None:
    def bound(**values: str) -> dict[str, object]:
        return {name: {"type": "literal", "value": value} for name, value in values.items()}

    item = "http://www.wikidata.org/entity/Q"
    bindings = [
        bound(item=f"{item}11", itemLabel="Weir", itemAltLabel="The Weir, السد", typeLabel="small town",
              coord="Point(36.5 35.5)", inside=f"{item}9", insideLabel="Northern March"),
        bound(item=f"{item}12", itemLabel="Green Band", typeLabel="militia"),
    ]  # fmt: skip
    (tmp_path / "q.json").write_text(json.dumps({"head": {"vars": []}, "results": {"bindings": bindings}}, indent=1))
    assert war.run("import", str(tmp_path / "q.json"), "--mapping", "wikidata").status == 0
    assert records(war, "places") == [
        {"id": "weir", "name": "Weir", "aliases": ["The Weir", "السد"], "kind": "small-town", "within": ["north"],
         "lat": 35.5, "lon": 36.5, "wikidata": "Q11"}
    ]  # fmt: skip
    assert records(war, "actors") == [{"id": "green-band", "name": "Green Band", "kind": "militia", "wikidata": "Q12"}]
    assert war.ask("import", str(tmp_path / "q.json"), "--mapping", "wikidata")["imported"] == 0


def test_a_city_that_has_the_name_of_its_province_does_not_stand_in_its_way(war: Kb, tmp_path: Path) -> None:
    war.write("places.yaml", """\
        - {id: halab-province, name: Halab Province, kind: governorate}
        - {id: halab, name: Halab, kind: city, within: [halab-province]}
        - {id: weir, name: Weir, kind: town, within: [halab-province]}
        """)  # fmt: skip
    rows = [battle(at, REGAINED, (ARMY, STATE), (RED, REBEL), admin1="Halab", location=place)
            for at, place in ((1, "Weir"), (2, "Halab"), (3, "Fen"))]  # fmt: skip
    assert war.run("import", str(table(tmp_path / "e.csv", ACLED, *rows)), "--mapping", "acled").status == 0
    assert [claims(war)[f"acled-MAR{at}-ground"]["object"] for at in (1, 2, 3)] == ["weir", "halab", "fen"]
    assert [(row["id"], row["within"]) for row in records(war, "places")] == [("fen", ["halab-province"])]
