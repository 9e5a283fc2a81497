"""Claims that cannot all be right: of a proposition that somebody denies, of a place that several are said to hold."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from sqlite3 import Connection
from typing import Any, NamedTuple

from syriakb.queries.claims.listed import Filter, rivals
from syriakb.queries.control.states import State
from syriakb.queries.moment import Moment
from syriakb.queries.records.read import some
from syriakb.queries.time.turns import Turns
from syriakb.report.cited import Cited

_SIDE = 4  # claims of a side that are shown
_EMBATTLED = ("contested", "besieged", "disputed")


class Rival(NamedTuple):
    """What it is about, how it stands, and the claims on each side, the best first."""

    reads: str
    standing: str
    sides: Mapping[str, Cited]


def contradicted(db: Connection, moment: Moment) -> Iterator[Rival]:
    """The propositions that somebody denies, those that somebody asserts too first."""
    answer = rivals(db, moment._replace(chosen=False), Filter(retracted=False), None)
    at = {column.key: number for number, column in enumerate(answer.columns)}
    for _, group in groupby(answer.rows, key=lambda row: row[at["proposition"]]):
        claims = list(group)
        sides: dict[str, list[str]] = {"asserts": [], "denies": []}
        for row in claims:
            if row[at["modality"]] == "actual":
                sides[row[at["stance"]]].append(row[at["claim"]])
        if sides["denies"]:
            first = claims[0]
            shown = {"asserted": _best(sides["asserts"]), "denied": _best(sides["denies"])}
            yield Rival(str(first[at["reads"]]), str(first[at["standing"]]), shown)


def contested(
    db: Connection, turns: Turns, names: Mapping[str, str], labels: Mapping[str, Mapping[str, Any]]
) -> Iterator[Rival]:
    """The places that several claim, besiege or fight for, by their names."""
    fought = [state for spans in turns.control.values() if embattled(state := spans[-1].value)]
    claims = {each["id"]: each for each in some(db, "claim", {claim for each in fought for claim in each.evidence})}
    for state in fought:
        sides: dict[str, list[str]] = {}
        for claim in state.evidence:
            record = claims[claim]
            side = f"{names[record['subject']]} {labels[record['predicate']]['label']}"
            sides.setdefault(f"{side} (denied)" if record["stance"] == "denies" else side, []).append(claim)
        shown = {side: _best(found) for side, found in sides.items()}
        yield Rival(f"Who holds {names[state.place]}", state.status, shown)


def embattled(state: State) -> bool:
    """Whether somebody fights for the place itself, besieges it, or disputes who holds it."""
    return state.status in _EMBATTLED and state.basis != "inferred"


def _best(claims: list[str]) -> Cited:
    return Cited(tuple(claims[:_SIDE]), max(0, len(claims) - _SIDE))
