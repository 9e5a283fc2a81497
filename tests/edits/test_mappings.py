"""Mappings: rows of somebody else's table become records as a small YAML file says."""

import json
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from syriakb.edits.table.days import DayError, edtf
from tests.edits.test_tables import records
from tests.kb import Kb, Result

TOWNS = """\
code,town,area,holder,kind,since,source
652.0,Weir,Northern March,The Reds,Full,02 June 2019,Their site
653,Mill,Northern March,Bleus,Full,20190603,Their site
654,Fen,Southern March,Nobody,Unclear,2019-06-04 10:00:00,Their site
"""
MAPPING = """\
about: Towns and who holds them.
kind: claims
ignore: [source]
only: {kind: [full]}
fields:
  id: "towns-{code}"
  statement: "{holder} hold {town}."
  subject: "{holder}"
  predicate: holds
  object: {column: town, resolve: {within: area}}
  source: radio
  start: {column: since, date: yes}
  credibility: {column: kind, map: {Full: 2}, default: refuse}
create:
  places: {kind: town, within: "{area}", pcode: "T{code|number}"}
"""


def mapped(kb: Kb, folder: Path, mapping: str, table: str, *options: str, name: str = "t.csv") -> Result:
    """Import a table by a mapping, both as they stand in the test."""
    (folder / "m.yaml").write_text(dedent(mapping), encoding="utf-8")
    (folder / name).write_text(dedent(table), encoding="utf-8")
    return kb.run("import", str(folder / name), "--mapping", str(folder / "m.yaml"), *options)


def asked(kb: Kb, folder: Path, mapping: str, table: str, *options: str) -> Any:
    """The same, as its JSON gives it."""
    return json.loads(mapped(kb, folder, mapping, table, *options, "--format", "json").out)


def claims(kb: Kb) -> dict[str, dict[str, object]]:
    """The claims that were imported, by their ids, without the day of it."""
    return {str(row["id"]): {k: v for k, v in row.items() if k != "recorded"} for row in records(kb, "claims")}


def test_a_mapping_says_how_rows_become_records(kb: Kb, tmp_path: Path) -> None:
    result = mapped(kb, tmp_path, MAPPING, TOWNS)
    assert (result.status, result.err.splitlines()[0]) == (0, "1 row was left out.")
    assert result.out.startswith("Imported 2 claims and 1 place, ")
    assert claims(kb) == {
        "towns-652": {
            "id": "towns-652", "statement": "The Reds hold Weir.", "subject": "red", "predicate": "holds",
            "object": "weir", "source": "radio", "start": "2019-06-02", "credibility": 2,
        },
        "towns-653": {
            "id": "towns-653", "statement": "Bleus hold Mill.", "subject": "blue", "predicate": "holds",
            "object": "mill", "source": "radio", "start": "2019-06-03", "credibility": 2,
        },
    }  # fmt: skip
    assert records(kb, "places") == [
        {"id": "weir", "name": "Weir", "kind": "town", "within": ["north"], "pcode": "T652"}
    ]
    assert kb.problems("code") == ["no-locator", "no-locator"]


def test_a_name_within_an_area_is_not_that_of_elsewhere(kb: Kb, tmp_path: Path) -> None:
    table = TOWNS.replace("Mill,Northern", "Mill,Southern")
    assert mapped(kb, tmp_path, MAPPING, table).status == 0
    assert [row["id"] for row in records(kb, "places")] == ["weir", "mill-southern-march"]
    assert claims(kb)["towns-653"]["object"] == "mill-southern-march"


def test_a_column_of_ids_goes_before_the_name(kb: Kb, tmp_path: Path) -> None:
    mapping = """
        kind: claims
        fields:
          statement: "{who} seen at {where}."
          about: [{column: who, resolve: {by: code}}, "{where}"]
          source: radio
    """
    table = "who,code,where\nSomebody,red,Ford\nBleus,,Mill\nBleus,Q99,Quay\n"
    assert mapped(kb, tmp_path, mapping, table).status == 0
    assert [row["about"] for row in claims(kb).values()] == [["red", "ford"], ["blue", "mill"], ["blue", "quay"]]


ROWS = """
rows:
  - kind: places
    known: skip
    fields: {name: "{region}", kind: region, within: [marches]}
  - kind: places
    known: skip
    fields: {name: "{town}", within: "{region}", kind: town}
  - kind: claims
    only: {event: [clash, battle]}
    except: {actor2: ""}
    fields:
      statement: "{actor1} and {actor2} fight in {town}."
      subject: "{actor1}"
      predicate: fights
      object: "{actor2}"
      about: {column: others, split: ","}
      source: radio
      start: "{day}"
"""


def test_one_row_gives_several_records(kb: Kb, tmp_path: Path) -> None:
    table = (
        """\
        region,town,event,actor1,actor2,day
        Northern March,Ford,Clash,The Reds,Bleus,2019/2020
        Eastern March,Isle,Clash,The Reds,Green Band,2019
        Eastern March,Isle,Clash,The Reds,,2019
        Eastern March,Bank,Talk,The Reds,Bleus,2019
    """.replace("day\n", "day,others\n")
        .replace("2019\n", "2019,\n")
        .replace("2020\n", "2020,\n")
    )
    result = mapped(kb, tmp_path, ROWS, table)
    assert (result.status, result.out.split(", ")[0]) == (0, "Imported 2 claims and 3 places"), result
    assert [(row["id"], row["within"]) for row in records(kb, "places")] == [
        ("eastern-march", ["marches"]), ("isle", ["eastern-march"]), ("bank", ["eastern-march"])
    ]  # fmt: skip
    found = list(claims(kb).values())
    assert [(row["object"], row["start"], row.get("end")) for row in found] == [
        ("blue", "2019", "2020"), ("green", "2019", None)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "formats", "expected"),
    [
        ("2019-06", (), "2019-06"),
        ("02 June 2023", (), "2023-06-02"),
        ("2 Jun 2023", (), "2023-06-02"),
        ("June 2, 2023", (), "2023-06-02"),
        ("June 2023", (), "2023-06"),
        ("20230602", (), "2023-06-02"),
        ("2023/6/2", (), "2023-06-02"),
        ("2.6.2023", (), "2023-06-02"),
        ("2023-06-02T10:00:00Z", (), "2023-06-02"),
        ("2023-06-02 00:00:00.000", (), "2023-06-02"),
        ("2017/2019", (), "2017/2019"),
        ("02/06/2023", ("%d/%m/%Y",), "2023-06-02"),
        ("02/06/2023", ("%Y", "%m/%d/%Y"), "2023-02-06"),
        ("06/23", ("%m/%y",), "2023-06"),
        ("1685664000", ("epoch",), "2023-06-02"),
        ("02/06/2023", (), DayError),
        ("30 February 2023", (), DayError),
        ("2 Foo 2023", (), DayError),
        ("soon", ("%d/%m/%Y",), DayError),
    ],
)
def test_dates_as_other_people_write_them(text: str, formats: tuple[str, ...], expected: Any) -> None:
    if expected is DayError:
        with pytest.raises(DayError):
            edtf(text, formats)
    else:
        assert edtf(text, formats) == expected


def test_a_date_that_can_be_two_days_is_refused(kb: Kb, tmp_path: Path) -> None:
    told = mapped(kb, tmp_path, MAPPING, TOWNS.replace("02 June 2019", "02/06/2019"))
    assert "line 2: start: 02/06/2019 can be read as two days. Say which in a mapping: date: '%d/%m/%Y'" in told.err


def test_values_can_be_refused_left_out_or_absent(kb: Kb, tmp_path: Path) -> None:
    mapping = """
        kind: claims
        fields:
          statement: "Tie {a} {b}."
          subject: "{a}"
          predicate: {column: tie, map: {Ally: allied_with, Foe: fights, None: skip, Odd: refuse}}
          object: "{b}"
          source: radio
          note: {column: tie, map: {Ally: "", Foe: "They fight {so to speak}."}, default: Else}
    """
    good = "a,b,tie\nBleus,The Reds,ally\nBleus,Green Band, Foe \nBleus,The Reds,None\n"
    assert mapped(kb, tmp_path, mapping, good).status == 0
    assert [(row["predicate"], row.get("note")) for row in claims(kb).values()] == [
        ("allied_with", None), ("fights", "They fight {so to speak}.")
    ]  # fmt: skip
    told = mapped(kb, tmp_path, mapping, "a,b,tie\nBleus,The Reds,Odd\nBleus,The Reds,Friend\n").err
    assert "line 2: predicate: 'Odd' is refused by the mapping, which takes Ally, Foe, None, Odd." in told
    assert "line 3: predicate: 'Friend' is refused by the mapping" in told


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ("kind: claims\nfield: {}\n", "m.yaml:2:1: A mapping has no 'field'. Did you mean fields?"),
        ("kind: claims\nfields:\n  statment: x\n", "m.yaml:3:3: The claim has no 'statment'. Did you mean statement?"),
        ("kind: claim\nfields:\n  start: {colum: x}\n", "m.yaml:3:11: A value has no 'colum'. Did you mean column?"),
        ("kind: wars\nfields: {a: b}\n", "m.yaml:1:7: 'wars' is no kind of record. It is one of predicates,"),
        ("fields: {a: b}\n", "m.yaml:1:1: The mapping has no kind, such as claims."),
        ("kind: claims\n", "m.yaml:1:1: A mapping has either fields, or rows"),
        ("kind: claims\nfields:\n  subject: {actor1}\n", "m.yaml:3:13: A value has no 'actor1'. For"),
        ('kind: claims\nfields:\n  subject: "{a"\n', "m.yaml:3:12: A brace does not close."),
        ('kind: claims\nfields:\n  subject: "{a|upper}"\n', "m.yaml:3:12: 'upper' is nothing that can be"),
        ("kind: claims\nfields:\n  subject: [a, b]\n", "m.yaml:3:12: The field subject takes one value, not a list."),
        ("kind: claims\nfields:\n  start: {date: yes}\n", "m.yaml:3:10: A value has one of column, value"),
        ("kind: [\n", "m.yaml:2:1: The YAML cannot be read on from here"),
        ("kind: claims\nonly: x\nfields: {note: a}\n", "m.yaml:2:7: only names columns with their values"),
        ("kind: claims\nkind: claims\n", "m.yaml:2:1: kind stands here a second time."),
        ("rows: []\n", "m.yaml:1:7: Here at least one record is to stand"),
        ("create: {actor: {}}\nkind: claims\nfields: {note: a}\n", "m.yaml:1:10: create has no 'actor'. Did you mean"),
    ],
)  # fmt: skip
def test_a_fault_of_a_mapping_is_told_with_its_place(kb: Kb, tmp_path: Path, mapping: str, message: str) -> None:
    told = mapped(kb, tmp_path, mapping, TOWNS)
    assert (told.status, message in told.err) == (1, True), told.err


def test_every_fault_of_a_mapping_is_told_at_once(kb: Kb, tmp_path: Path) -> None:
    told = mapped(kb, tmp_path, "kind: claims\nfields:\n  one: a\n  start: {x: y}\n  two: b\n", TOWNS).err
    assert [line.split(":")[-3:-1] for line in told.replace("error: ", "").splitlines()] and told.count("m.yaml:") == 3


def test_a_column_that_is_not_there_names_those_that_are(kb: Kb, tmp_path: Path) -> None:
    told = mapped(kb, tmp_path, MAPPING.replace("town,", "twon,"), TOWNS)
    assert (told.status, told.err) == (
        2, "error: There is no column 'twon'. There are code, town, area, holder, kind, since, source.\n"
    )  # fmt: skip


def test_mappings_of_ones_own_stand_in_the_knowledge_base(kb: Kb, tmp_path: Path) -> None:
    kb.write("mappings/towns.yaml", MAPPING)
    (tmp_path / "t.csv").write_text(TOWNS, encoding="utf-8")
    assert kb.run("import", str(tmp_path / "t.csv"), "--mapping", "towns").status == 0
    assert kb.run("import", "--show-mapping", "towns").out == MAPPING
    told = kb.run("import", str(tmp_path / "t.csv"), "--mapping", "twons")
    assert (told.status, "No mapping is called 'twons'. Did you mean towns? There are towns" in told.err) == (1, True)


def test_a_mapping_is_suggested_that_can_be_read(kb: Kb, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TOWNS.replace("02 June 2019", "13/06/2019"), encoding="utf-8")
    suggested = kb.run("import", str(tmp_path / "t.csv"), "--suggest-mapping").out
    assert '  object: "{town}"  # Weir, Mill, Fen' in suggested
    assert "  # predicate: is needed:" in suggested
    assert '  - "area"  # Northern March, Southern March' in suggested
    (tmp_path / "t.csv").write_text("id,statement,source,date\na,Seen.,radio,13/06/2019\n", encoding="utf-8")
    suggested = kb.run("import", str(tmp_path / "t.csv"), "--suggest-mapping").out
    assert '  start: {column: "date", date: "%d/%m/%Y"}' in suggested
    assert mapped(kb, tmp_path, suggested, "id,statement,source,date\na,Seen.,radio,13/06/2019\n").status == 0
    assert claims(kb)["a"]["start"] == "2019-06-13"
