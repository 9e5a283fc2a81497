"""Full text."""

from typing import Annotated

from syriakb.answers import Answer
from syriakb.queries.claims import listed
from syriakb.queries.moment import Opened
from syriakb.queries.search import found
from syriakb.questions.words import Best, Given

Words = Annotated[list[str], Given("Words; '\"a phrase\"'; begin*; '-word' for without it.", "WORDS", argument=True)]


def search(kb: Opened, words: Words, limit: Best = listed.SHOWN) -> Answer:
    """Full text of statements, anchors, names and notes, the best matches first."""
    return found.search(kb.db, kb.at, " ".join(words), limit)
