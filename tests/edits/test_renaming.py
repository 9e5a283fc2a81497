"""A record given another id, with every reference to it; and one removed that nobody refers to."""

import json

import pytest

from tests.kb import Kb

CLAIMS = """\
# What is said.
- id: one
  statement: The reds hold it.
  subject: red  # or blue?
  predicate: holds
  object: mill
  source: radio
- {id: two, statement: No., about: [red, blue, red-two], source: press, said_by: red}
- id: three
  statement: Yes.
  source: radio
  retracted:
    on: 2020-02
    reason: red erred.
    superseded_by: one
"""
OUTLINES = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"id": id}, "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}}  # noqa: E501
        for id in ("mill", "quay")
    ],
}  # fmt: skip
MAPPING = """\
# Ours
about: red is the colour
rows:
  - kind: claims
    fields:
      statement: red
      said_by: {column: who, map: {R: red, B: blue}, default: "red"}  # whose
      predicate: holds
      object: mill
      source: radio
create:
  places: {name: red, within: mill}
"""


@pytest.fixture
def named(kb: Kb) -> Kb:
    """The Marches with claims, an alliance, outlines, a mapping and a text."""
    kb.write("actors.yaml", (kb.folder / "actors.yaml").read_text() + "- {id: red-two, name: Second Reds}\n")
    kb.write("claims.yaml", CLAIMS)
    ends = {"subject": "blue", "predicate": "backs", "object": "red"}
    four = {"id": "four", "statement": "Yes.", **ends, "source": "radio"}
    kb.write("claims/more.jsonl", json.dumps(four) + "\n")
    kb.alliances("- {id: pact, subject: blue, predicate: backs, object: red, evidence: [four]}\n")
    kb.write("geometry.geojson", json.dumps(OUTLINES, indent=1))
    kb.write("mappings/ours.yaml", MAPPING)
    kb.write("texts/radio.txt", "The mill is red.\n")
    return kb


def text(kb: Kb, name: str) -> str:
    return (kb.folder / name).read_text(encoding="utf-8")


def test_an_actor_is_renamed_wherever_it_is_named(named: Kb) -> None:
    places = text(named, "places.yaml")
    answer = named.ask("rename", "Red Company", "reds")
    assert (answer["renamed"], answer["was"], answer["record"]["id"], answer["changed"]) == (4, "red", "reds", [])
    assert text(named, "claims.yaml") == (
        CLAIMS.replace("subject: red ", "subject: reds ")
        .replace("[red, blue", "[reds, blue")
        .replace("by: red", "by: reds")
    )  # fmt: skip
    assert '"object": "reds"' in text(named, "claims/more.jsonl")
    assert "object: reds," in text(named, "alliances.yaml")
    assert "{id: reds, name: Red Company, aliases: [The Reds], kind: militia}" in text(named, "actors.yaml")
    assert text(named, "mappings/ours.yaml") == MAPPING.replace("R: red", "R: reds").replace('"red"', '"reds"')
    assert text(named, "places.yaml") == places
    assert {*named.problems("code")} <= {"no-locator"}


def test_a_place_takes_its_outline_and_what_lies_in_it_along(named: Kb) -> None:
    geometry = text(named, "geometry.geojson")
    result = named.run("rename", "mill", "old-mill")
    assert "Renamed the place mill to old-mill, " in result.out
    assert result.err == "1 record names it so.\nSo do geometry.geojson, mappings/ours.yaml.\n"
    assert text(named, "geometry.geojson") == geometry.replace('"mill"', '"old-mill"')
    assert text(named, "mappings/ours.yaml") == MAPPING.replace(": mill", ": old-mill")
    assert named.run("rename", "north", "norther").status == 0
    assert text(named, "places.yaml").count("within: [norther]") == 2
    assert {*named.problems("code")} <= {"no-locator"}


def test_a_source_takes_its_text_along(named: Kb) -> None:
    assert named.run("rename", "radio", "wireless").status == 0
    assert text(named, "texts/wireless.txt") == "The mill is red.\n"
    assert not (named.folder / "texts/radio.txt").exists()
    assert text(named, "claims.yaml") == CLAIMS.replace("source: radio", "source: wireless")
    assert "source: wireless" in text(named, "mappings/ours.yaml")


def test_claims_and_words_are_renamed_too(named: Kb) -> None:
    assert named.run("rename", "four", "nine").status == 0
    assert "evidence: [nine]" in text(named, "alliances.yaml")
    assert named.run("rename", "one", "first").status == 0
    assert text(named, "claims.yaml") == CLAIMS.replace("id: one", "id: first").replace("by: one", "by: first")
    assert named.run("rename", "holds", "keeps").status == 0
    assert "predicate: keeps" in text(named, "claims.yaml")
    assert "predicate: keeps" in text(named, "mappings/ours.yaml")
    assert {*named.problems("code")} <= {"no-locator"}


def test_a_record_with_errors_that_names_it_is_found(named: Kb) -> None:
    named.write("claims/odd.yaml", "- {id: odd, statement: S., source: nowhere, about: [red]}\n")
    assert named.run("rename", "red", "reds").status == 0
    assert "about: [reds]" in text(named, "claims/odd.yaml")


@pytest.mark.parametrize(
    ("old", "new", "status", "message"),
    [
        ("red", "blue", 1, "The actor blue has that id already. To make the two one: syriakb merge blue red"),
        ("red", "mill", 1, "The place mill has that id already. Choose another id."),
        ("red", "red", 2, "The actor red has that id already."),
        ("red", "the reds", 2, "The new id is 'the reds', which is no id."),
        ("rde", "reds", 1, "'rde'"),
    ],
)
def test_renaming_that_is_refused(named: Kb, old: str, new: str, status: int, message: str) -> None:
    result = named.run("rename", old, new)
    assert (result.status, result.out, message in result.err) == (status, "", True), result
    assert text(named, "claims.yaml") == CLAIMS


def test_outlines_written_in_an_odd_way_are_left_to_an_editor(named: Kb) -> None:
    odd = text(named, "geometry.geojson").replace('"mill"', '"m\\u0069ll"')
    named.write("geometry.geojson", odd)
    result = named.run("rename", "mill", "mole")
    assert (result.status, "geometry.geojson is written in a form that cannot be changed" in result.err) == (1, True)
    assert text(named, "geometry.geojson") == odd


def test_two_places_made_one_have_the_outlines_of_both(named: Kb) -> None:
    assert named.run("merge", "mill", "quay").status == 0
    assert text(named, "geometry.geojson").count('"mill"') == 2
    assert {*named.problems("code")} <= {"no-locator"}


def test_what_nobody_refers_to_is_removed(named: Kb) -> None:
    assert named.run("remove", "Grey Kingdom", "--dry-run").out.startswith("Dry run, nothing is written: Would remove")
    result = named.run("remove", "Grey Kingdom")
    assert "Removed the actor grey, " in result.out
    assert "grey" not in text(named, "actors.yaml")
    assert named.run("remove", "gate").status == 0
    assert "Gate" not in text(named, "places.yaml")
    assert named.run("remove", "pact").status == 0
    assert text(named, "alliances.yaml") == ""
    assert named.run("edit", "two", "--source", "radio").status == 0
    assert named.run("remove", "press").status == 0
    assert {*named.problems("code")} <= {"no-locator"}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("one", "A claim is taken back, and stays: syriakb retract one --reason TEXT."
         " If it was the last change here: syriakb undo"),
        ("red", "The actor red is named by 1 alliance (pact); 3 claims (four, one, two); mappings/ours.yaml."
         " Change those first (syriakb edit ID). If another is the same: syriakb merge KEEP red."),
        ("quay", "The place quay is named by geometry.geojson."),
        ("north", "The place north is named by 2 places (ford, mill)."),
        ("radio", "The source radio is named by 3 claims (four, one, three); mappings/ours.yaml."
         " Change those first (syriakb edit ID). Nothing was written."),
    ],
)  # fmt: skip
def test_removing_that_is_refused(named: Kb, name: str, message: str) -> None:
    result = named.run("remove", name)
    assert (result.status, result.out) == (1, "")
    assert message in result.err
    assert text(named, "claims.yaml") == CLAIMS
