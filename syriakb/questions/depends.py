"""What rests on whose word."""

from typing import Annotated

from syriakb.answers import Answer
from syriakb.queries import depends as asked
from syriakb.queries.moment import Opened
from syriakb.questions.words import Given

Whose = Annotated[str | None, Given("An actor, a source or a claim.", "REF", ("actor",), argument=True)]


def depends(kb: Opened, ref: Whose = None) -> Answer:
    """Which answers would change without a voice.

    Without a name: the voices, by how many answers rest on the word of each alone.
    """
    return asked.on(kb, ref) if ref else asked.alone(kb.db, kb.at)
