"""What changed between two days."""

from typing import Annotated

from syriakb.answers import Answer
from syriakb.errors import UsageError
from syriakb.queries.days import understood
from syriakb.queries.moment import Opened, read_day
from syriakb.queries.time import diff as asked
from syriakb.questions.words import Given, Sides

From = Annotated[str | None, Given("The first day: 2018-12-31, 2018, latest-7d, yesterday.", "FROM", argument=True)]
To = Annotated[str | None, Given("The other day.", "TO", argument=True)]
KnownFrom = Annotated[str | None, Given("Ask for FROM with only what was reported by then.", "DATE")]
KnownTo = Annotated[str | None, Given("Ask for TO with only what was reported by then.", "DATE")]
Rev = Annotated[str | None, Given("Two revisions in git, on one day: main..branch, or main for main and now.", "A..B")]
All = Annotated[bool, Given("What was only first reported too, which tables count.", shaped=True)]


def diff(
    kb: Opened,
    start: From = None,
    end: To = None,
    known_by_from: KnownFrom = None,
    known_by_to: KnownTo = None,
    rev: Rev = None,
    sides: Sides = False,
    all: All = False,
) -> Answer:
    """What changed between two days in control and in relations; --known-by holds for both.

    With the same day twice and different report dates it tells what was learnt in between. With --rev it tells which
    records a change of the files adds, changes and retracts, and which answers on the day --as-of.
    """
    if rev is not None:
        if start or end or known_by_from or known_by_to:
            raise UsageError("Two days, or two revisions with --rev: not both.")
        return _revisions(kb, rev)
    if kb.at.chosen:
        raise UsageError("Two days are asked for without --as-of, which is for --rev.")
    if start is None or end is None:
        raise UsageError("diff needs two days, FROM and TO, or two revisions: --rev main..branch")
    (before, told), (after, told_too) = (
        _then(kb, ("FROM", start), ("--known-by-from", known_by_from)),
        _then(kb, ("TO", end), ("--known-by-to", known_by_to)),
    )
    answer = asked.diff(kb.db, kb.at._replace(sides=sides), before, after)
    return answer._replace(notes=(*told, *told_too, *answer.notes), counted=() if all else asked.ONLY_KNOWN)


def _revisions(kb: Opened, rev: str) -> Answer:
    from syriakb.queries import revisions

    with revisions.opened(kb, rev) as sides:
        return revisions.diff(sides)


def _then(kb: Opened, *given: tuple[str, str | None]) -> tuple[asked.Then, tuple[str, ...]]:
    """The days of one of the two, and how they were understood."""
    day, known = (understood(name, text, kb.db) for name, text in given)
    as_of = read_day(given[0][0], day.text)
    if not as_of:
        raise UsageError(f"{given[0][0]} is empty: write a day, such as 2018-12-31.")
    return asked.Then(as_of, read_day(given[1][0], known.text) or kb.at.known_by), (*day.notes, *known.notes)
