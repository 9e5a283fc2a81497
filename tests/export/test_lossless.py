"""What JSON-LD and FollowTheMoney say of a knowledge base: all that their models can hold."""

import json
from typing import Any

import pytest

from tests.kb import Kb

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")

WAR = """
    - {id: paid, subject: grey, predicate: backs, object: red, start: 2019~, said_by: blue, via: Telegram,
       note: So far., exact: grey pays, recorded: 2020-07-02, credibility: 3, reported: 2020-02}
    - {id: wrong, subject: red, predicate: took, object: ford, start: 2020-03, source: press,
       retracted: {on: 2020-07, reason: Mistaken., superseded_by: paid}}
    - {id: talked, subject: red, predicate: member_of, object: league, start: 2018, end: 2019-06, said_by: green}
    - {id: never, subject: grey, predicate: backs, object: green, stance: denies}
    """


@pytest.fixture
def war(kb: Kb) -> Kb:
    kb.claims(WAR)
    kb.alliances("- {id: pact, subject: grey, predicate: backs, object: red, start: 2019, support_types: [weapons],"
                 " evidence: [paid], note: Our own.}")  # fmt: skip
    assert kb.problems() == []
    return kb


def asked(kb: Kb, query: str) -> list[tuple[str, ...]]:
    text = kb.run("export", "jsonld").out
    graph = pytest.importorskip("rdflib").Graph().parse(data=text, format="json-ld")
    return [tuple("" if each is None else str(each).rpartition("/")[2] for each in row) for row in graph.query(query)]


def test_json_ld_has_the_alliances(war: Kb) -> None:
    query = """SELECT ?a ?s ?p ?o ?start ?type ?note ?claim WHERE { ?a a kb:Alliance ;
        rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kb:start ?start ;
        kb:supportType ?type ; skos:note ?note ; prov:wasDerivedFrom ?claim }"""
    assert asked(war, query) == [("pact", "grey", "backs", "red", "2019", "weapons", "Our own.", "paid")]
    assert asked(war, "SELECT ?r ?a WHERE { ?r a kb:Relation ; kb:alliance ?a }") == [("2020-12-31", "pact")]


def test_json_ld_has_when_a_claim_was_reported_and_recorded(war: Kb) -> None:
    query = "SELECT ?c ?r ?e WHERE { ?c a kb:Claim ; kb:reported ?r OPTIONAL { ?c kb:recorded ?e } } ORDER BY ?c"
    assert asked(war, query) == [
        ("never", "2020-01-01", ""),
        ("paid", "2020-02", "2020-07-02"),
        ("talked", "2020-01-01", ""),
        ("wrong", "2020-06-01", ""),
    ]


def test_json_ld_annotations_say_what_they_are_for_and_how_they_point(war: Kb) -> None:
    query = """SELECT ?c ?why ?how WHERE { ?n a oa:Annotation ; oa:hasBody ?c ; oa:motivatedBy ?why ;
        oa:hasTarget/oa:hasSelector ?s . ?s a oa:FragmentSelector ; dcterms:conformsTo ?how .
        ?how a dcterms:Standard ; rdfs:label ?label } ORDER BY ?c"""
    assert [row[0] for row in asked(war, query)] == ["never", "paid", "talked", "wrong"]
    assert {row[1] for row in asked(war, query)} == {"oa#describing"}


def test_json_ld_says_what_it_is_of_and_which_day(war: Kb) -> None:
    text = war.run("export", "jsonld", "--as-of", "2020-06", "--known-by", "2020-07").out
    graph = pytest.importorskip("rdflib").Graph().parse(data=text, format="json-ld")
    query = "SELECT ?k ?t ?d ?by WHERE { ?k a kb:KnowledgeBase ; dcterms:title ?t ; dcterms:valid ?d ; kb:knownBy ?by }"
    assert [tuple(map(str, row)) for row in graph.query(query)] == [
        ("urn:syriakb:the-marches/", "The Marches", "2020-06-30", "2020-07-31")
    ]


def entities(kb: Kb, *arguments: str) -> dict[str, Any]:
    """Entities by what stands behind the namespace in their ids, as followthemoney reads them."""
    model = pytest.importorskip("followthemoney").model
    lines = kb.run("export", "ftm", *arguments).out.splitlines()
    found = [model.get_proxy(json.loads(line)) for line in lines]
    return {each.id.partition("--")[2]: each for each in found}


def test_followthemoney_has_all_of_a_claim(war: Kb) -> None:
    found = entities(war)
    note = found["claim--paid"]
    assert (
        note.first("summary")
        == "asserts, actual, stated; said by Blue Guard; via Telegram; at p1; grade B3; standing assessed"
    )
    assert note.get("description") == [
        "As the radio says.",
        "“grey pays”",
        "since 2019~; reported 2020-02; recorded 2020-07-02",
    ]
    assert (note.first("createdAt"), note.first("retrievedAt"), note.first("notes")) == (
        *("2020-02", "2020-07-02", "So far."),
    )
    assert found["claim--never"].first("createdAt") == "2020-01-01"  # of its source
    wrong = found["claim--wrong"]
    assert (wrong.first("keywords"), wrong.first("notes")) == (
        *("retracted", "Taken back 2020-07: Mistaken. In its stead: paid."),
    )
    says = found["says--paid"]
    assert (says.first("subject"), says.first("object"), says.first("role"), says.first("date")) == (
        *("the-marches--actor--blue", "the-marches--claim--paid", "says", "2020-02"),
    )
    assert {name for name in found if name.startswith("says")} == {"says--paid", "says--talked"}


def test_followthemoney_has_what_places_lie_within(war: Kb) -> None:
    link = entities(war)["within--gate--ford"]
    assert (link.first("subject"), link.first("object"), link.first("role")) == (
        *("the-marches--place--gate", "the-marches--place--ford", "lies within"),
    )


def test_followthemoney_has_relations_that_are_over(war: Kb) -> None:
    ended = "relation--red--member---uof--league--2019-06-01"
    link = entities(war)[ended]
    assert link.schema.name == "Membership"
    assert (link.first("startDate"), link.first("endDate"), link.get("status")) == (
        "2018",
        "2019-06",
        ["claimed", "ended"],
    )
    assert ended not in entities(war, "--as-of", "2020-12-31")
    on_the_day = entities(war, "--as-of", "2019-06-01")[ended]
    assert on_the_day.get("status") == ["claimed"]


def test_followthemoney_tells_what_an_alliance_says(war: Kb) -> None:
    link = entities(war)["relation--grey--backs--red--2020-12-31"]
    assert link.get("description") == ["since 2019~", "support: weapons", "Our own."]
    assert (link.first("summary"), link.first("date")) == (
        *("grade B3; only by the word of Blue Guard; reported last 2020-02", "2020-12-31"),
    )


def test_the_help_tells_what_each_export_leaves_out(war: Kb) -> None:
    from syriakb.export import EXPORTS
    from tests.kb import run

    told = " ".join(run("export", "--help").out.replace("│", " ").split())
    for name, each in EXPORTS.items():
        assert f"{name}: {each.about}. Left out: {each.lacks}." in told
