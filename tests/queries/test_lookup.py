"""What a place or an actor may be called, besides its names: by a code, and by what it lies in."""

import pytest

from tests.kb import Kb

PLACES = """
    - {id: mill-south, name: Mill, aliases: [الطاحونة], kind: town, within: [south], pcode: XX0102, wikidata: Q31}
    - {id: mill-gate, name: The Mill, kind: quarter, within: [gate]}
    - {id: stow, name: "Stow, Upper", kind: town, within: [south]}
    """


@pytest.fixture
def mills(kb: Kb) -> Kb:
    """Three mills: one in the north, one in the south, one in a quarter of a town of the north."""
    kb.write("places/more.yaml", PLACES)
    kb.write("actors/more.yaml", "- {id: crown, name: Crown, kind: state, wikidata: Q30}\n")
    return kb


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Mill, Southern March", "mill-south"),
        ("mill, SOUTH", "mill-south"),
        ("الطاحونة، south", "mill-south"),
        ("mill,gate", "mill-gate"),
        ("the mill, ford", "mill-gate"),
        ("Stow, Upper", "stow"),
        ("Upper Stow, The Marches", None),
        ("Stow Upper, The Marches", "stow"),
        ("XX0102", "mill-south"),
        ("xx0102", "mill-south"),
        ("Q31", "mill-south"),
        ("q31", "mill-south"),
        ("Q30", None),
        ("Mill, nowhere", None),
        (", south", "south"),
        (",", None),
    ],
)
def test_a_place_goes_by_what_it_lies_in_and_by_its_code(mills: Kb, name: str, place: str | None) -> None:
    told = mills.run("show", f"place:{name}").status == 0
    found = mills.ask("show", f"place:{name}")["record"]["id"] if told else None
    assert found == place


def test_an_actor_goes_by_its_code(mills: Kb) -> None:
    assert mills.ask("show", "Q30")["record"]["id"] == "crown"
    assert mills.run("allies", "Q31").status == 1


def test_a_name_of_several_lists_each_with_what_it_lies_in(mills: Kb) -> None:
    told = mills.run("control", "MILL,the marches")
    assert (told.status, told.out) == (1, "")
    assert " ".join(told.err.split()) == (
        "error: 'MILL,the marches' can mean Mill, provincial-capital in Northern March (mill) or Mill, town in Southern"
        " March (mill-south). Use one of the ids in brackets, or add what it lies in: 'Name, Parent'."
    )
    assert "(mill-gate)" in mills.run("control", "the mill").err


def test_of_a_name_of_many_the_first_are_told(kb: Kb) -> None:
    kb.write("places/more.yaml", "".join(f"- {{id: n{at:02}, name: New Town, kind: town}}\n" for at in range(13)))
    told = " ".join(kb.run("control", "new town").err.split())
    assert "New Town, town (n09) or 3 more. Use" in told
    assert "n10" not in told


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("أحمد", "ahmad"),
        (" أحمد\t", "ahmad"),
        ("ا\u0654حمد", "ahmad"),  # the hamza as a sign of its own
        ("احمد", "ahmad-two"),
        ("Émile", "emile"),
        ("E\u0301mile", "emile"),
        (" Emile ", "emile-two"),
        (" emile ", "emile"),
    ],
)
def test_of_names_that_fold_alike_the_one_spelt_just_so_is_meant(kb: Kb, typed: str, found: str) -> None:
    kb.write(
        "actors/more.yaml",
        """
        - {id: ahmad, name: أحمد, kind: person}
        - {id: ahmad-two, name: احمد, kind: person}
        - {id: emile, name: Émile, kind: person}
        - {id: emile-two, name: Emile, kind: person}
        """,
    )
    assert kb.ask("show", typed)["record"]["id"] == found


def test_blanks_around_an_id_are_none_of_it(kb: Kb) -> None:
    kb.claims("- {id: old}")
    assert kb.ask("show", " old ")["record"]["id"] == "old"
    assert kb.run("claims", "--source", " radio ").status == 0


def test_wherever_a_name_is_shared_is_told_what_each_is_and_where(mills: Kb) -> None:
    shared = "Of one name: Mill (mill) in Northern March; Mill (mill-south) in Southern March."
    assert shared in mills.ask("control")["notes"]
    here = "Of several of that name this is Mill, provincial-capital in Northern March (mill)."
    assert here in mills.ask("control", "mill")["notes"]
    assert not [note for note in mills.ask("control", "quay")["notes"] if "name" in note]
    found = {row["id"]: row["snippet"] for row in mills.ask("search", "mill")["rows"]}
    assert found["mill-south"].startswith("town in Southern March")
    assert found["mill-gate"] == "quarter in Gate"
    assert mills.ask("search", "stow")["rows"][0]["snippet"] is None


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ("Upper Stew,holds,quay,So.,radio", "No actor is called 'Upper Stew'. The command"),
        ("blue,holds,Blu Guard,So.,radio", "No place is called 'Blu Guard'. The command"),
        ("Upper Stow,holds,quay,So.,radio", "No actor is called 'Upper Stow'. The command"),
    ],
)
def test_where_only_actors_fit_no_place_is_offered_and_the_other_way_round(mills: Kb, row: str, error: str) -> None:
    (mills.folder / "in.csv").write_text(f"subject,predicate,object,statement,source\n{row}\n", encoding="utf-8")
    assert error in mills.run("import", str(mills.folder / "in.csv")).err
