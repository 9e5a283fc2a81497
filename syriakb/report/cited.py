"""The claims that a cell of the page leads to: those that decide it, where there are too many to name all."""

from collections.abc import Mapping
from typing import NamedTuple

from syriakb.queries.control.states import State
from syriakb.queries.relations.ties import Relation

FEW = 5  # links in a cell


class Cited(NamedTuple):
    """Claims by their ids, and how many more there are."""

    claims: tuple[str, ...]
    more: int = 0


def few(claims: tuple[str, ...], most: int = FEW) -> Cited:
    """The first of the claims, and the last, with which a long holding began."""
    return Cited(claims) if len(claims) <= most else Cited((*claims[: most - 1], claims[-1]), len(claims) - most)


def of_state(state: State) -> Cited:
    """The claims that a state rests on, in their order."""
    return few(state.evidence)


def of_relation(tie: Relation, grades: Mapping[str, str]) -> Cited:
    """The claims that a relation rests on; of many the first that asserts it, the best graded and the newest, and of
    those that deny it likewise."""
    if len(tie.evidence) <= FEW:
        return Cited(tie.evidence)
    denying = set(tie.denials)
    asserted = [claim for claim in tie.evidence if claim not in denying]
    chosen = {claim: None for side in (asserted, tie.denials) for claim in _telling(side, grades)}
    return Cited(tuple(chosen), len(tie.evidence) - len(chosen))


def _telling(claims: list[str] | tuple[str, ...], grades: Mapping[str, str]) -> tuple[str, ...]:
    """Of claims in the order of their days the first, the first of the best grade, and the last."""
    return (claims[0], min(claims, key=lambda claim: grades[claim]), claims[-1]) if claims else ()
