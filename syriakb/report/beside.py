"""What stands beneath a row: how several hold a place, who challenges them, what a careful reader would add."""

from collections.abc import Iterator

from syriakb.pictures.sides import old, remarks
from syriakb.queries.control.states import State
from syriakb.queries.relations.ties import Relation
from syriakb.queries.time.turns import Span
from syriakb.queries.voices import before
from syriakb.report.cells import Cell
from syriakb.report.cited import few
from syriakb.report.facts import Facts


def by_age(facts: Facts, span: Span, usual: int) -> Iterator[tuple[Span, bool]]:
    """A span in two where what it says is stale from some day on, which it `usual`ly is after so many days."""
    days, limit = facts.turns.days, facts.at.stale_after
    reported, fresh = span.value.said.reported, usual if limit is None else limit
    numbers = range(span.first, span.last + 1)
    first = next((at for at in numbers if before(reported, days[at], fresh)), span.last + 1)
    if first > span.first:
        yield span._replace(last=first - 1), False
    if first <= span.last:
        yield span._replace(first=first), True


def of_state(facts: Facts, state: State, *, stale: bool) -> Cell | None:
    """What stands beside who holds a place, with the claims of those who challenge it; None where nothing does."""
    said = remarks(state, facts.names, stale=stale)
    parts = [Cell("text", said.joint)] if said.joint else []
    if said.challenge:
        marks = (Cell("text", " "), Cell("evidence", few(state.challenge_evidence)))
        parts.append(Cell("line", (Cell("text", said.challenge), *marks)))
    parts += [Cell("text", each) for each in (said.caveat, said.stale) if each]
    between = [each for part in parts for each in (Cell("text", "; "), part)][1:]
    return Cell("line", tuple(between)) if between else None


def of_relation(tie: Relation, *, stale: bool) -> Cell | None:
    """What a careful reader would add to a relation."""
    said = "; ".join(filter(None, (tie.caveat, old(tie.said) if stale else None)))
    return Cell("line", (Cell("text", said),)) if said else None
