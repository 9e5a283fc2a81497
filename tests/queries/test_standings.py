"""`claims --standing`: how what a claim says stands among all claims, and what finding the denied ones costs."""

import pytest

from syriakb.queries.claims.listed import Filter, claims
from syriakb.queries.moment import Moment
from tests.kb import Kb
from tests.steps import steps

CLAIMS = """
    - {id: pays, subject: grey, predicate: backs, object: red}
    - {id: never, subject: grey, predicate: backs, object: red, stance: denies, source: press}
    - {id: friends, subject: blue, predicate: allied_with, object: green}
    - {id: strangers, subject: green, predicate: allied_with, object: blue, stance: denies, source: press}
    - {id: taken, subject: blue, predicate: took, object: ford}
    - {id: untaken, subject: blue, predicate: took, object: mill, stance: denies}
    - {id: may-deny, subject: blue, predicate: took, object: ford, stance: denies, modality: possible}
    - {id: was-denied, subject: blue, predicate: took, object: ford, stance: denies,
       retracted: {on: 2020-02, reason: Misread.}}
    - {id: hope, about: [red]}
    """
ALLIANCE = "- {id: grey-red, subject: grey, predicate: backs, object: red, evidence: [pays]}"
MOMENT = Moment(20201231, 99991231)


@pytest.fixture
def told(kb: Kb) -> Kb:
    kb.claims(CLAIMS)
    kb.alliances(ALLIANCE)
    return kb


@pytest.mark.parametrize(
    ("standing", "found"),
    [
        ("assessed", "pays never"),
        ("disputed", "friends strangers"),
        ("denied", "untaken"),
        ("stated", "taken may-deny was-denied"),
    ],
)
def test_a_claim_stands_as_its_proposition_does(told: Kb, standing: str, found: str) -> None:
    assert told.rows("claim", "claims", "--standing", standing) == found.split()


def test_a_denial_that_is_not_known_yet_disputes_nothing(told: Kb) -> None:
    assert told.rows("claim", "claims", "--standing", "disputed", "--known-by", "2020-05") == []
    assert told.rows("claim", "claims", "--standing", "stated", "--known-by", "2020-05", "--about", "green") == [
        "friends"
    ]


@pytest.mark.parametrize("standing", ["disputed", "denied"])
def test_claims_that_nobody_denies_cost_nearly_nothing(told: Kb, standing: str) -> None:
    """Steps of the database's machine, with and without 2,000 more claims: far fewer than asking each of them takes."""
    few = _steps(told, standing)
    alike = (f"- {{id: m{at}, subject: red, predicate: backs, object: grey}}" for at in range(2000))
    told.claims("\n".join(alike), "claims/more.yaml")
    more = _steps(told, standing) - few
    assert more < 2000 * 20
    assert _steps(told, "claimed") - few > 2000 * 50


def _steps(kb: Kb, standing: str) -> int:
    return steps(kb.folder, lambda db: claims(db, MOMENT, Filter(standing=standing)))
