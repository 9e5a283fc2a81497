"""Who holds a place: the rules of answering about control, one by one."""

from tests.kb import Kb

STATE = "place controllers status basis since evidence grade"


def test_a_claim_decides(kb: Kb) -> None:
    kb.claims("- {id: one, subject: red, predicate: holds, object: ford, start: 2019, credibility: 2}")
    assert kb.rows(STATE, "control", "gate", "--kind", "quarter") == ["gate red held inferred 2019 one B2"]
