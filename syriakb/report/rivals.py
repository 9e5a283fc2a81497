"""Claims that cannot all be right: of a proposition that somebody denies, of a place that several are said to hold."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import groupby
from sqlite3 import Connection
from typing import Any, NamedTuple

from syriakb.model.dates import parse
from syriakb.model.records import several
from syriakb.queries.claims.listed import Filter, rivals
from syriakb.queries.control.states import State
from syriakb.queries.moment import Moment
from syriakb.queries.records.read import some
from syriakb.queries.relations.ties import Relation
from syriakb.queries.time.turns import Span, Turns
from syriakb.report.cited import Cited

_SIDE = 4  # claims of a side that are shown
_EMBATTLED = ("contested", "besieged", "disputed")


class Rival(NamedTuple):
    """What it is about, how it stands, the claims on each side, the best first; and the numbers of the first and the
    last day of that."""

    reads: str
    standing: str
    sides: Mapping[str, Cited]
    first: int
    last: int


def contradicted(db: Connection, moment: Moment, turns: Turns) -> Iterator[Rival]:
    """The propositions that somebody denies, those that somebody asserts too first."""
    answer = rivals(db, moment._replace(chosen=False), Filter(retracted=False), None)
    at = {column.key: number for number, column in enumerate(answer.columns)}
    for _, group in groupby(answer.rows, key=lambda row: row[at["proposition"]]):
        claims = list(group)
        sides: dict[str, list[str]] = {"asserts": [], "denies": []}
        for row in claims:
            if row[at["modality"]] == "actual" and row[at["stance"]] in sides:  # an ending contradicts nobody
                sides[row[at["stance"]]].append(row[at["claim"]])
        if sides["denies"]:
            first = claims[0]
            reads, standing = (str(first[at[key]]) for key in ("reads", "standing"))
            one, predicate, other = first[at["proposition"]].split(" ")
            related = turns.relations.get((one, predicate, other))
            if related is None:
                starts = [row[at["start"]] for row in claims]
                yield Rival(reads, standing, _sides(sides), _first(turns, starts), turns.last)
            else:
                yield from _by_day(reads, sides, related)


def _by_day(reads: str, sides: Mapping[str, list[str]], related: list[Span]) -> Iterator[Rival]:
    """A relation on those days on which somebody denies it, with the claims that count then."""
    for span in related:
        tie: Relation = span.value
        if tie.denials:
            evidence = set(tie.evidence)
            count = {side: [claim for claim in sides[side] if claim in evidence] for side in sides}
            yield Rival(reads, tie.standing, _sides(count), span.first, span.last)


def _sides(sides: Mapping[str, list[str]]) -> dict[str, Cited]:
    return {"asserted": _best(sides["asserts"]), "denied": _best(sides["denies"])}


def _first(turns: Turns, starts: list[str | None]) -> int:
    """The number of the first day that any of the dates can be; what has none may be from the beginning."""
    if None in starts:
        return 0
    earliest = min(parse(start).earliest for start in starts if start)
    return min(bisect_left(turns.days, earliest), turns.last)


def contested(
    db: Connection, turns: Turns, names: Mapping[str, str], labels: Mapping[str, Mapping[str, Any]]
) -> Iterator[Rival]:
    """The places that several claim, besiege or fight for, by their names."""
    fought = [span for spans in turns.control.values() for span in spans if embattled(span.value)]
    evidence = {claim for span in fought for claim in span.value.evidence}
    claims = {each["id"]: each for each in some(db, "claim", evidence)}
    for span in fought:
        state: State = span.value
        sides: dict[str, list[str]] = {}
        for claim in state.evidence:
            record = claims[claim]
            who = " and ".join(names[each] for each in several(record["subject"]))
            side = f"{who} {labels[record['predicate']]['label'] if record['predicate'] else ''}".strip() or "evidence"
            sides.setdefault(f"{side} (denied)" if record["stance"] == "denies" else side, []).append(claim)
        shown = {side: _best(found) for side, found in sides.items()}
        yield Rival(f"Who holds {names[state.place]}", state.status, shown, span.first, span.last)


def embattled(state: State) -> bool:
    """Whether somebody fights for the place itself, besieges it, or disputes who holds it."""
    return state.status in _EMBATTLED and state.basis != "inferred"


def _best(claims: list[str]) -> Cited:
    return Cited(tuple(claims[:_SIDE]), max(0, len(claims) - _SIDE))
