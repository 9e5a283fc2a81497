"""Every question is asked of a second engine too, in the very SQL that SQLite is asked: both give the same rows."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings

from syriakb.disk.store import Base
from syriakb.index import open as index
from syriakb.queries.claims.listed import Filter, rivals
from syriakb.queries.control import places
from syriakb.queries.moment import Moment
from syriakb.queries.proof import place, relation
from syriakb.queries.relations import paths
from syriakb.queries.time import diff
from syriakb.queries.time.history import history
from syriakb.queries.time.timeline import timeline
from tests.kb import Kb
from tests.queries.engines import Both, both
from tests.rules.reference.facts import Then
from tests.rules.test_reference import indexed
from tests.rules.worlds import ACTORS, Conflict, conflicts, moments

QUESTIONS = (
    *("capitals", "capitals --by-controller", "capitals --controller blue"),
    *("control", "control north", "control --controller blue", "control --kind quarter", "control ford --history"),
    *("allies blue --depth 3", "backing", "backing --matrix", "relations blue", "relations blue --group hostility"),
    *("path blue red", "claims", "claims --group-by proposition", "claims --about ford --standing disputed"),
    *("claims --not-retracted", "diff 2020-01-01 2020-12-31", "timeline", "timeline ford", "why ford", "why blue red"),
    *("show blue", "show ford", "show c1", "info", "check"),
    *("list actors", "list places --kind quarter", "list sources", "list predicates", "list alliances", "list kinds"),
)


@pytest.fixture
def engines() -> Iterator[list[Both]]:
    """The connections that the questions of a test were asked over, each of both engines."""
    opened: list[Both] = []
    plain = index.open_index

    def open_both(*arguments: object) -> Both:
        opened.append(both(plain(*arguments)))  # type: ignore[arg-type]
        return opened[-1]

    with patch.object(index, "open_index", open_both):
        yield opened


@pytest.fixture
def war(kb: Kb) -> Kb:
    """A knowledge base in which every rule has something to say."""
    kb.claims("""
        - {id: c1, subject: red, predicate: took, object: ford, start: 2020-02-01, said_by: blue}
        - {id: c2, subject: blue, predicate: took, object: ford, start: 2020-05-01, credibility: "2", said_by: blue}
        - {id: c3, subject: green, predicate: holds, object: ford, start: 2020-05-01, credibility: "2"}
        - {id: c4, subject: red, predicate: besieges, object: ford, start: 2020-07}
        - {id: c5, subject: red, predicate: besieges, object: ford, start: 2020-07, stance: denies, source: press}
        - {id: c6, subject: blue, predicate: holds, object: north, start: 2018}
        - {id: c9, subject: blue, predicate: took, object: quay, stance: denies}
        - {id: c10, subject: blue, predicate: holds, object: quay, stance: denies, said_by: blue, source: press}
        - {id: c11, subject: blue, predicate: holds, object: marches, start: 2017}
        - {id: c7, subject: red, predicate: left, object: mill, start: 2020-03-01, end: 2020-11-01}
        - {id: c8, subject: league, predicate: controls_count, object: north, value: "2"}
        - {id: c9, subject: red, predicate: contests, object: quay, modality: possible}
        - {id: d1, subject: grey, predicate: backs, object: red, start: 2019, end: 2020-08, said_by: grey}
        - {id: d2, subject: grey, predicate: backs, object: red, stance: denies, source: press}
        - {id: d3, subject: green, predicate: allied_with, object: blue}
        - {id: d4, subject: blue, predicate: member_of, object: league, start: 2020-04}
        - {id: d5, subject: red, predicate: fights, object: blue, said_by: green}
        - {id: d6, subject: grey, predicate: rival_of, object: blue, retracted: {on: 2020-06-02, reason: Misread.}}
        - {id: d7, about: [blue, ford]}
        """)
    kb.alliances("""
        - {id: a1, subject: grey, predicate: backs, object: red, support_types: [weapons], evidence: [d1]}
        - {id: a2, subject: blue, predicate: allied_with, object: green, start: 2020, evidence: [d3]}
        """)
    return kb


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_gives_the_same_rows_on_both_engines(war: Kb, engines: list[Both], question: str) -> None:
    result = war.run(*question.split(), "--format", "json")
    assert result.status == 0 or question == "check", result
    assert engines[0].asked
    assert [sql for sql, agreed in engines[0].asked.items() if not agreed] == []


@settings(max_examples=3, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(conflicts(), moments, moments)
def test_made_up_conflicts_give_the_same_rows_on_both_engines(conflict: Conflict, one: Then, other: Then) -> None:
    with indexed(conflict) as plain:
        plain.commit()
        twin = both(plain)
    at = Moment(*one, chosen=True)
    places.control(twin, at)
    history(twin, at, "ford")
    diff.diff(twin, at, diff.Then(*one), diff.Then(*other))
    rivals(twin, at, Filter())
    timeline(twin, at, None, None, None, None)
    place.why(twin, at, "ford")
    for actor in ACTORS[1:]:
        paths.path(twin, at, ACTORS[0], actor, 3, None)
        relation.why(twin, at, ACTORS[0], actor)
    assert [sql for sql, agreed in twin.asked.items() if not agreed] == []


@pytest.mark.parametrize(
    "statement", ["SELECT 7 / 2", "SELECT MAX(1, 2)", "SELECT COUNT(*) AS claims FROM claim WHERE id = 1"]
)
def test_what_the_engines_understand_differently_is_told(war: Kb, statement: str) -> None:
    twin = both(index.open_index(Base(war.folder)))
    twin.execute(statement)
    assert twin.asked == {statement: False}
