"""The dated claims in order."""

from typing import Annotated

from syriakb.answers import Answer
from syriakb.queries import lookup
from syriakb.queries.claims import listed
from syriakb.queries.days import understood
from syriakb.queries.moment import Opened, read_date
from syriakb.queries.time import timeline as asked
from syriakb.questions.words import Given, Limit

Ref = Annotated[str | None, Given("An actor, a place or a source.", "REF", ("actor", "place"), argument=True)]
From = Annotated[str | None, Given("Only what can have been on that day or later.", "DATE", option="--from")]
To = Annotated[str | None, Given("Only what can have been on that day or earlier.", "DATE", option="--to")]


def timeline(
    kb: Opened,
    ref: Ref = None,
    start: From = None,
    end: To = None,
    limit: Limit = listed.SHOWN,
) -> Answer:
    """Dated claims in order, by the earliest day that their dates can mean."""
    about = lookup.record(kb.db, ref) if ref else None
    since, until = understood("--from", start, kb.db), understood("--to", end, kb.db)
    span = read_date("--from", since.text), read_date("--to", until.text)
    answer = asked.timeline(kb.db, kb.at, about, *span, limit)
    return answer._replace(notes=(*since.notes, *until.notes, *answer.notes))
