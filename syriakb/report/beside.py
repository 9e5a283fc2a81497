"""What stands beneath a row: how several hold a place, who challenges them, what a careful reader would add."""

from syriakb.pictures.sides import remarks
from syriakb.queries.control.states import State
from syriakb.queries.relations.ties import Relation
from syriakb.report.cells import Cell
from syriakb.report.cited import few
from syriakb.report.facts import Facts


def of_state(facts: Facts, state: State) -> Cell | None:
    """What stands beside who holds a place, with the claims of those who challenge it; None where nothing does."""
    said = remarks(state, facts.names)
    parts = [Cell("text", said.joint)] if said.joint else []
    if said.challenge:
        marks = (Cell("text", " "), Cell("evidence", few(state.challenge_evidence)))
        parts.append(Cell("line", (Cell("text", said.challenge), *marks)))
    parts += [Cell("text", said.caveat)] if said.caveat else []
    between = [each for part in parts for each in (Cell("text", "; "), part)][1:]
    return Cell("line", tuple(between)) if between else None


def of_relation(tie: Relation) -> Cell | None:
    """What a careful reader would add to a relation."""
    return Cell("line", (Cell("text", tie.caveat),)) if tie.caveat else None
