"""Full text."""

from typing import Annotated

from syriakb.answers import Answer
from syriakb.queries.claims import listed
from syriakb.queries.moment import Opened
from syriakb.queries.records import search as asked
from syriakb.questions.words import Best, Given

Words = Annotated[list[str], Given("Words; '\"a phrase\"' in double quotes; begin*.", "WORDS", argument=True)]


def search(kb: Opened, words: Words, limit: Best = listed.SHOWN) -> Answer:
    """Full text of statements, names, aliases and notes, the best matches first."""
    return asked.search(kb.db, kb.at, " ".join(words), limit)
