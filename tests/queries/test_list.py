"""What there is of a sort, and how many claims speak of each."""

import re

import pytest

from tests.kb import Kb

CLAIMS = """
    - {id: pays, subject: grey, predicate: backs, object: red, start: 2019}
    - {id: self, subject: red, predicate: fights, object: blue, about: [red], start: 2020-03}
    - {id: took, subject: red, predicate: took, object: mill, start: 2020-07, source: press}
    - {id: hope, about: [red, mill]}
    - {id: gone, subject: red, predicate: took, object: ford, retracted: {on: 2020-02, reason: Misread.}}
    """


@pytest.fixture
def told(kb: Kb) -> Kb:
    kb.claims(CLAIMS)
    kb.alliances("- {id: pact, subject: grey, predicate: backs, object: red, start: 2019, evidence: [pays]}")
    return kb


@pytest.mark.parametrize(
    ("options", "keys", "expected"),
    [
        (["actors"], "id kind claims", "blue army 1|green militia 0|grey state 1|league coalition 0|red militia 4"),
        (["actors", "--kind", "militia"], "id claims", "green 0|red 4"),
        (["actors", "--kind", "militia", "--known-by", "2020-05"], "id claims", "green 0|red 3"),
        (["actors", "--kind", "militia", "--as-of", "2019-12-31"], "id claims", "green 0|red 1"),
        (
            ["places", "--kind", "provincial-capital"],
            "id name within claims",
            "ford Ford north 0|mill Mill north 2|quay Quay south 0",
        ),
        (
            ["sources"],
            "id name published reliability claims",
            "radio Radio March 2020-01-01 B 3|press The March Press 2020-06-01 D 1",
        ),
        (["alliances"], "id name kind start end claims", "pact grey backs red support 2019 - 1"),
        (
            ["kinds"],
            "id kind records claims",
            "army actor 1 1|coalition actor 1 0|militia actor 2 4|state actor 1 1|"
            "country place 1 0|provincial-capital place 3 2|region place 2 0",
        ),
    ],
)
def test_what_there_is(told: Kb, options: list[str], keys: str, expected: str) -> None:
    found = told.rows(keys, "list", *options)
    assert [row for row in found if "quarter" not in row] == expected.split("|")


def test_predicates_have_their_group_and_effect(told: Kb) -> None:
    found = told.rows("id name kind effect claims", "list", "predicates")
    assert "took took control gains 1" in found
    assert "backs backs support - 1" in found
    assert len(found) == 12


def test_a_long_list_tells_how_long_it_is(told: Kb) -> None:
    found = told.run("list", "actors", "--limit", "2")
    assert "The first 2 of 5." in found.out
    assert len(told.ask("list", "actors")["rows"]) == 5


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (["actors", "--kind", "pirate"], 1, "Kinds: army, coalition, militia, state."),
        (["sources", "--kind", "army"], 2, "Only actors and places are of kinds: syriakb list sources shows all."),
        (["rumours"], 2, "actors"),
    ],
)
def test_what_cannot_be_listed_is_told(told: Kb, options: list[str], status: int, message: str) -> None:
    found = told.run("list", *options)
    assert (found.status, found.out) == (status, "")
    assert message in " ".join(found.err.split())


def test_ids_stand_as_they_are_typed_and_a_mistyped_kind_is_answered_with_the_nearest(kb: Kb) -> None:
    assert re.search(r"^allied_with +is allied with ", kb.run("list", "predicates").out, re.M)
    result = kb.run("list", "actors", "--kind", "milita")
    assert result.err.startswith("error: No actor is of the kind 'milita'. Did you mean militia? Kinds: army, ")
