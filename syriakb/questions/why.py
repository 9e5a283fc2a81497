"""The proof of an answer."""

from typing import Annotated

from syriakb.answers import Answer
from syriakb.queries.claims import listed
from syriakb.queries.moment import Opened
from syriakb.queries.proof import choice
from syriakb.questions.words import Given, Limit

Refs = Annotated[list[str], Given("What to prove.", "PLACE | A [PREDICATE] B", ("actor", "place"), argument=True)]


def why(kb: Opened, refs: Refs, limit: Limit = listed.SHOWN) -> Answer:
    """The proof of an answer: the rule that decided, and each claim for and against it."""
    return choice.why(kb.db, kb.at, refs, limit)
