"""Where voices disagree."""

from typing import Annotated

from syriakb.answers import Answer
from syriakb.errors import UsageError
from syriakb.queries import disputes as asked
from syriakb.queries.moment import Opened
from syriakb.queries.trust import voice
from syriakb.questions.words import Given

Between = Annotated[
    list[str] | None, Given("Only what two speakers or sources say otherwise: give it twice.", "REF", ("actor",))
]


def disputes(kb: Opened, between: Between = None) -> Answer:
    """Where voices disagree: places and relations, each with who says what."""
    if between and len(between) != 2:
        raise UsageError("--between takes two speakers or sources: --between A --between B.")
    pair = (voice(kb.db, between[0]), voice(kb.db, between[1])) if between else None
    return asked.disputes(kb.db, kb.at, pair)
