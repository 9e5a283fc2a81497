"""Importing again next week: what is new, what differs, what is gone; and names that somebody decided about."""

import json
from pathlib import Path

import pytest

from tests.edits.test_mappings import MAPPING, TOWNS, asked, claims, mapped
from tests.edits.test_tables import records
from tests.kb import Kb

WEEK = TOWNS.replace("653,Mill,Northern March,Bleus", "653,Mill,Northern March,The Reds").replace("652.0,", "662,")


def test_with_ids_an_import_can_be_made_again(kb: Kb, tmp_path: Path) -> None:
    assert mapped(kb, tmp_path, MAPPING, TOWNS).status == 0
    again = asked(kb, tmp_path, MAPPING, TOWNS)
    assert (again["imported"], again["there"], again["left_out"], again["file"]) == (0, 2, 1, None)
    before = records(kb, "claims")
    told = mapped(kb, tmp_path, MAPPING, WEEK)
    assert told.status == 1
    assert "The id towns-653 is taken already. The row differs in statement, subject. To change" in told.err
    assert records(kb, "claims") == before
    assert "653,Mill,Northern March,The Reds" in (tmp_path / "t.rejects.csv").read_text()


def test_an_update_adds_changes_and_leaves_the_rest(kb: Kb, tmp_path: Path) -> None:
    mapped(kb, tmp_path, MAPPING, TOWNS)
    file = kb.folder / "claims" / "t.jsonl"
    file.write_text(file.read_text().replace('"credibility": 2', '"credibility": 2, "note": "My own."'))
    answer = asked(kb, tmp_path, MAPPING, WEEK, "--update")
    assert [answer[key] for key in ("imported", "updated", "there", "retracted")] == [1, 1, 0, 0]
    assert set(claims(kb)) == {"towns-652", "towns-653", "towns-662"}
    mill = claims(kb)["towns-653"]
    assert (mill["subject"], mill["statement"], mill["note"]) == ("red", "The Reds hold Mill.", "My own.")
    again = asked(kb, tmp_path, MAPPING, WEEK, "--update")
    assert [again[key] for key in ("imported", "updated", "there", "retracted")] == [0, 0, 2, 0]


def test_what_no_row_has_is_taken_back_only_for_a_reason(kb: Kb, tmp_path: Path) -> None:
    kb.claims("- {id: other, subject: red, predicate: holds, object: quay}")
    mapped(kb, tmp_path, MAPPING, TOWNS)
    retract = ("--update", "--retract-missing", "--reason", "No longer listed.")
    answer = asked(kb, tmp_path, MAPPING, WEEK, *retract)
    assert [answer[key] for key in ("imported", "updated", "retracted")] == [1, 1, 1]
    assert claims(kb)["towns-652"]["retracted"]["reason"] == "No longer listed."  # type: ignore[index]
    again = asked(kb, tmp_path, MAPPING, WEEK, *retract)
    assert [again[key] for key in ("imported", "updated", "there", "retracted")] == [0, 0, 2, 0]
    # what was taken back stays so, whoever lists it again
    back = asked(kb, tmp_path, MAPPING, TOWNS, "--update")
    assert "retracted" in claims(kb)["towns-652"]
    assert back["there"] == 1


def test_a_refused_row_is_not_missing(kb: Kb, tmp_path: Path) -> None:
    mapped(kb, tmp_path, MAPPING, TOWNS)
    table = TOWNS.replace("Bleus", "Unheard")
    options = ("--update", "--retract-missing", "--reason", "No longer listed.", "--keep-going")
    answer = asked(kb, tmp_path, MAPPING, table, *options)
    assert (answer["rejected"], answer["retracted"]) == (1, 0)


def test_where_a_row_cannot_be_read_nothing_is_missing(kb: Kb, tmp_path: Path) -> None:
    mapped(kb, tmp_path, MAPPING, TOWNS)
    table = TOWNS.replace("653,Mill,Northern March,Bleus,Full,20190603,Their site", "653")
    options = ("--update", "--retract-missing", "--reason", "No longer listed.", "--keep-going")
    answer = asked(kb, tmp_path, MAPPING, table, *options)
    assert (answer["rejected"], answer["retracted"]) == (1, 0)


def test_what_is_missing_is_only_known_with_ids_of_ones_own(kb: Kb, tmp_path: Path) -> None:
    for id_ in ('  id: "{code|number}"\n', ""):
        mapping = MAPPING.replace('  id: "towns-{code}"\n', id_)
        told = mapped(kb, tmp_path, mapping, TOWNS, "--retract-missing", "--reason", "Gone.")
        assert (told.status, "with a beginning of its own" in told.err) == (2, True), told


def test_records_of_yaml_are_changed_where_they_stand(kb: Kb, tmp_path: Path) -> None:
    kb.write("places.yaml", """\
        # My places.
        - {id: marches, name: The Marches, kind: country}
        - {id: north, name: Northern March, kind: region, within: [marches]}  # cold

        -   id: mill
            name: Mill    # old
            kind: city
            note: My own.
        # end
        """)  # fmt: skip
    (tmp_path / "t.csv").write_text("id,name,kind\nmill,Mill,town\nnorth,North,region\nmarches,The Marches,country\n")
    answer = kb.ask("import", str(tmp_path / "t.csv"), "--kind", "places", "--update")
    assert [answer[key] for key in ("imported", "updated", "there")] == [0, 2, 1]
    assert (kb.folder / "places.yaml").read_text() == (
        "# My places.\n"
        "- {id: marches, name: The Marches, kind: country}\n"
        "- {id: north, name: North, kind: region, within: [marches]}  # cold\n"
        "\n"
        "-   id: mill\n    name: Mill    # old\n    kind: town\n    note: My own.\n"
        "# end\n"
    )


NAMES = "name,what,rows,problem,nearest,decision,kind\n"
PEOPLE = "statement,source,said_by,about\nA,radio,Bleu,Isle\nB,radio,Bleu,Isle\nC,radio,Old Man,Ford\n"


def test_names_are_written_down_to_be_decided_and_the_table_is_obeyed(kb: Kb, tmp_path: Path) -> None:
    table, names = tmp_path / "t.csv", tmp_path / "names.csv"
    table.write_text(PEOPLE)
    told = kb.run("import", str(table), "--names", str(names))
    assert told.status == 1
    assert f"Decide in the column decision of {names}: new, skip or an id. Then give it again." in told.err
    lines = names.read_text().splitlines()
    assert lines == [
        NAMES.strip(),
        "Isle,actor or place,2,unknown,,,",
        "Bleu,actor,2,unknown,blue,,",
        "Old Man,actor,1,unknown,,,",
    ]
    names.write_text(
        f"{NAMES}Bleu,actor,2,unknown,blue,same as blue,\nIsle,place,2,unknown,,new,island\n"
        "Old Man,actor,1,unknown,,skip,\n"
    )
    answer = kb.ask("import", str(table), "--names", str(names))
    assert (answer["imported"], answer["left_out"], answer["added"]) == (2, 1, {"place": 1, "claim": 2})
    assert records(kb, "places") == [{"id": "isle", "name": "Isle", "kind": "island"}]
    assert {row["said_by"] for row in claims(kb).values()} == {"blue"}


def test_what_was_decided_stays_in_the_table_of_names(kb: Kb, tmp_path: Path) -> None:
    table, names = tmp_path / "t.csv", tmp_path / "names.csv"
    table.write_text(PEOPLE)
    names.write_text(f"{NAMES}Bleu,actor,2,unknown,blue,blue,\nIsle,actor or place,2,unknown,,,\n")
    assert kb.run("import", str(table), "--names", str(names)).status == 1
    assert names.read_text().splitlines()[1:] == [
        "Bleu,actor,2,unknown,blue,blue,", "Isle,actor or place,2,unknown,,,", "Old Man,actor,1,unknown,,,"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Bleu,actor,2,unknown,,perhaps not,", "names.csv:2: The decision 'perhaps not' is none. It is new, skip, or"),
        ("Isle,actor or place,2,unknown,,new,", "names.csv:2: 'Isle' is new, but as what? Leave one word"),
        ("Bleu,actor,2,unknown,,mill,", "names.csv: 'Bleu' is to be mill, but no actor has that id."),
    ],
)
def test_decisions_that_are_none(kb: Kb, tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "t.csv").write_text(PEOPLE)
    (tmp_path / "names.csv").write_text(f"{NAMES}{line}\n")
    told = kb.run("import", str(tmp_path / "t.csv"), "--names", str(tmp_path / "names.csv"))
    assert (told.status, message in told.err) == (1, True), told.err


def test_create_makes_new_ones_of_all_names_that_can_be_but_one_thing(kb: Kb, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(PEOPLE.replace("Isle", "Ford"))
    answer = kb.ask("import", str(table), "--create")
    assert answer["added"] == {"claim": 3, "actor": 2}
    assert records(kb, "actors") == [
        {"id": "bleu", "name": "Bleu"}, {"id": "old-man", "name": "Old Man"}
    ]  # fmt: skip
    table.write_text(PEOPLE)
    told = kb.run("import", str(table), "--create")
    assert (told.status, "'Isle' can be an actor or a place. Say which in a file of names" in told.err) == (1, True)


def test_names_that_several_have_stand_apart(kb: Kb, tmp_path: Path) -> None:
    kb.write("actors.yaml", "- {id: one, name: Twin}\n- {id: two, name: Twin}\n- {id: blue, name: Blue Guard}\n")
    (tmp_path / "t.csv").write_text("statement,source,said_by\nA,radio,Twin\nB,radio,Bleu\n")
    told = kb.run("import", str(tmp_path / "t.csv"), "--create")
    assert f"Names that several have in The Marches ({kb.folder}):\n  Twin (actor, 1 row)" in told.err
    assert "Names that nobody has" not in told.err
    answer = json.loads(kb.run("import", str(tmp_path / "t.csv"), "--format", "json").out)
    assert [(row["name"], row["problem"]) for row in answer["unresolved"]] == [
        ("Twin", "ambiguous"), ("Bleu", "unknown")
    ]  # fmt: skip


def test_what_a_refused_row_would_have_made_is_not_made(kb: Kb, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("statement,source,said_by,credibility\nA,radio,Bleu,9\nB,radio,Bleu,2\nC,radio,Ghost,9\n")
    result = kb.run("import", str(table), "--create", "--keep-going")
    assert (result.status, result.out.split(", ")[0]) == (1, "Imported 1 claim and 1 actor")
    assert [row["id"] for row in records(kb, "actors")] == ["bleu"]
