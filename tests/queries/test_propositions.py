"""Propositions asked for by name, each at a moment of its own: what `diff` holds against each other."""

from contextlib import closing

import pytest

from syriakb.disk.store import Base
from syriakb.index import open as index
from syriakb.queries.relations.ties import propositions
from tests.kb import Kb

PAYS = "{id: pays, subject: grey, predicate: backs, object: red, start: 2019-03-01, end: 2019-06-30, source: press}"


@pytest.fixture
def war(kb: Kb) -> Kb:
    """The press of June 2020 says that Grey backed Red from March to June 2019, and Blue fought Red all the while."""
    kb.claims(f"[{PAYS}, {{id: war, subject: blue, predicate: fights, object: red, start: 2018}}]")
    return kb


def standing(kb: Kb, words: str, as_of: int, known_by: int) -> list[str]:
    subject, predicate, object_ = words.split()
    with closing(index.open_index(Base(kb.folder))) as db:
        asked = [(subject, predicate, object_, as_of, known_by)]
        return [f"{each.subject} {each.predicate} {each.standing}" for each in propositions(db, asked)]


@pytest.mark.parametrize(
    ("as_of", "known_by", "stands"),
    [
        (20190228, 99991231, []),
        (20190301, 99991231, ["grey backs stated"]),
        (20190630, 99991231, ["grey backs stated"]),
        (20190701, 99991231, []),
        (20190401, 20200531, []),
        (20190401, 20200601, ["grey backs stated"]),
    ],
)
def test_a_proposition_stands_from_its_start_to_its_end_once_it_is_reported(
    war: Kb, as_of: int, known_by: int, stands: list[str]
) -> None:
    assert standing(war, "grey backs red", as_of, known_by) == stands


@pytest.mark.parametrize("words", ["blue backs red", "grey fights red", "grey backs blue", "red backs grey"])
def test_nothing_else_of_these_actors_is_told(war: Kb, words: str) -> None:
    assert standing(war, words, 20190401, 99991231) == []


def test_each_is_asked_of_at_its_own_moment(war: Kb) -> None:
    with closing(index.open_index(Base(war.folder))) as db:
        moments = ((20190401, 99991231), (20190801, 99991231))
        found = propositions(db, [("grey", "backs", "red", *each) for each in moments])
    assert [(each.as_of, each.evidence) for each in found] == [(20190401, ("pays",))]
