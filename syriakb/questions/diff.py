"""What changed between two days."""

from typing import Annotated

from syriakb.answers import Answer
from syriakb.errors import UsageError
from syriakb.queries.moment import Opened, read_day
from syriakb.queries.time import diff as asked
from syriakb.questions.words import Given

From = Annotated[str, Given("The first day: 2018-12-31, 2018-12 or 2018.", "FROM", argument=True)]
To = Annotated[str, Given("The other day.", "TO", argument=True)]
KnownFrom = Annotated[str | None, Given("Ask for FROM with only what was reported by then.", "DATE")]
KnownTo = Annotated[str | None, Given("Ask for TO with only what was reported by then.", "DATE")]


def diff(kb: Opened, start: From, end: To, known_by_from: KnownFrom = None, known_by_to: KnownTo = None) -> Answer:
    """What changed between two days in control and in relations; --known-by holds for both.

    With the same day twice and different report dates it tells what was learnt in between.
    """
    before = asked.Then(_day("FROM", start), read_day("--known-by-from", known_by_from) or kb.at.known_by)
    after = asked.Then(_day("TO", end), read_day("--known-by-to", known_by_to) or kb.at.known_by)
    return asked.diff(kb.db, kb.at, before, after)


def _day(what: str, text: str) -> int:
    if day := read_day(what, text):
        return day
    raise UsageError(f"{what} is empty: write a day, such as 2018-12-31.")
