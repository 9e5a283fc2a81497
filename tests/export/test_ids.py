"""What is named in an export is named so in no other knowledge base, and by no other thing in this one."""

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from syriakb.export.ftm import identifier
from tests.kb import Kb

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")

# "a" holds "b-city" and "a-b" holds "city": joined by hyphens alone both were a-b-city.
COLLIDING = """
    - {id: one, subject: a, predicate: holds, object: b-city, start: 2020}
    - {id: two, subject: a-b, predicate: holds, object: city, start: 2020}
    - {id: 'one.', subject: a, predicate: backs, object: a-b, start: 2020}
    - {id: one-, subject: a, predicate: backs, object: a_b, start: 2020}
    - {id: one_, about: [city]}
    """
slugs = st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,8}\Z")


@pytest.fixture
def alike(kb: Kb) -> Kb:
    kb.write(
        "actors.yaml", "- {id: a, name: A}\n- {id: a-b, name: AB}\n- {id: a_b, name: A B}\n- {id: a.b, name: AdB}\n"
    )
    kb.write("places.yaml", "- {id: city, name: City}\n- {id: b-city, name: B City, within: [city]}\n")
    kb.claims(COLLIDING)
    assert not [each for each in kb.problems("severity code") if each.startswith("error")]
    return kb


def entities(kb: Kb, *arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in kb.run("export", "ftm", *arguments).out.splitlines()]


def test_no_two_entities_have_one_id_not_even_when_signed(alike: Kb) -> None:
    namespaces = pytest.importorskip("followthemoney.namespace")
    model = pytest.importorskip("followthemoney").model
    found = [each["id"] for each in entities(alike)]
    assert len(found) == len(set(found))
    assert {"the-marches--control--a--b-city--2020-12-31", "the-marches--control--a-b--city--2020-12-31"} < set(found)
    signed = {namespaces.Namespace("dataset").apply(model.get_proxy(each)).id for each in entities(alike)}
    assert len(signed) == len(found)
    assert None not in signed


@given(st.lists(slugs, min_size=1, max_size=4), st.lists(slugs, min_size=1, max_size=4))
@example(["a", "b-city"], ["a-b", "city"])
@example(["a", "b"], ["a--b"])
@example(["a-", "b"], ["a", "-b"][:1])
@example(["a.b"], ["a---db"])
@example(["a-.b"], ["a.-b"])
@example(["a-", "b"], ["a---h", "b"])
@example(["a---h"], ["a-"])
def test_ids_are_one_for_what_is_one_alone(one: list[str], other: list[str]) -> None:
    registry = pytest.importorskip("followthemoney.types").registry
    made = identifier(*one)
    assert registry.entity.clean(made) == made
    assert "." not in made
    assert (made == identifier(*other)) == (one == other)


def ids(graph: Any) -> set[str]:
    """The IRIs of the things that it tells of; what has none has no colon in its name."""
    return {str(each) for each in graph.subjects() if ":" in each and not each.startswith("urn:syriakb:vocab#")}


def graph_of(kb: Kb, *arguments: str) -> Any:
    result = kb.run("export", "jsonld", *arguments)
    assert result.status == 0, result
    return pytest.importorskip("rdflib").Graph().parse(data=result.out, format="json-ld")


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("title: The Marches", "the-marches"),
        ("id: marches_2020\ntitle: The Marches", "marches_2020"),
        ("title: Marches, 2020!", "marches-2020"),
        ("title: Война 2020", "2020-"),
    ],
)
def test_two_knowledge_bases_share_no_id(alike: Kb, mark: str, expected: str) -> None:
    alike.write("kb.yaml", f"{mark}\nschema: 1\n")
    iris = [iri for iri in ids(graph_of(alike)) if iri.startswith("urn:syriakb:")]
    (space,) = {iri.split(":")[2].split("/")[0] for iri in iris}
    assert space.startswith(expected)
    assert {each["id"].partition("--")[0] for each in entities(alike)} == {identifier(space).partition("--")[0]}
    alike.write("kb.yaml", "title: Another\nschema: 1\n")
    assert not ids(graph_of(alike)) & set(iris)


def test_titles_of_other_letters_and_signs_are_told_apart(alike: Kb) -> None:
    spaces = set()
    for title in ("المسيرات", "الحدود", "Marches ü", "Marches u", "Marches: u", "Marches u!"):
        alike.write("kb.yaml", f"title: {title}\nschema: 1\n")
        spaces |= {each["id"].split("--")[0] for each in entities(alike)}
    assert len(spaces) == 6


@pytest.mark.parametrize("base", ["https://example.org/kb/", "https://example.org/kb", "https://example.org/kb#"])
def test_the_iris_can_be_ones_own(alike: Kb, base: str) -> None:
    begins = base if base.endswith("#") else "https://example.org/kb/"
    graph = graph_of(alike, "--base", base)
    pytest.importorskip("rdflib")
    named = {iri for iri in ids(graph) if "://" in iri}
    assert all(iri.startswith(begins) for iri in named)
    assert {f"{begins}actor/a_b", f"{begins}control/b-city/2020-12-31", begins} <= named


def test_a_base_that_is_no_iri_is_refused(alike: Kb) -> None:
    for base in ("example", "http://a b/", 'http://a"b/', "1x:y"):
        result = alike.run("export", "jsonld", "--base", base)
        assert (result.status, result.out) == (2, "")
        assert "is no IRI" in result.err
    assert "--base is for the format jsonld only" in alike.run("export", "csv", "--base", "urn:x:").err


def test_what_holds_on_a_day_is_named_with_it(alike: Kb) -> None:
    kinds = ("relation", "control")
    days = [{each["id"] for each in entities(alike, "--as-of", day) if each["id"].split("--")[1] in kinds}
            for day in ("2021-01-01", "2021-01-02")]  # fmt: skip
    assert all(one and not one & other for one, other in pairwise(days))
    graphs = [{iri for iri in ids(graph_of(alike, "--as-of", day)) if iri.split("/")[1] in kinds}
              for day in ("2021-01-01", "2021-01-02")]  # fmt: skip
    assert all(one and not one & other for one, other in pairwise(graphs))
