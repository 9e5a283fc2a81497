"""Who holds a place at a moment, and the claims that say so."""

from collections.abc import Iterable
from itertools import groupby
from sqlite3 import Connection
from typing import Any, NamedTuple, TypeAlias

from syriakb.answers import Column
from syriakb.queries.claims.interest import interests, rank
from syriakb.queries.control.denials import Inferred, denials
from syriakb.queries.moment import Moment
from syriakb.queries.sql import fill, sql

_STATES = ("control/reach.sql", "control/steps.sql", "control/states.sql")
_APART = {"holds": 0, "began": 2, "denied": 3}  # the parts that are cited apart from the others
STATE = (
    Column("controllers", "Controller", "holders"),
    Column("status", "Status", "status"),
    Column("basis", "Basis", "basis"),
    Column("since", "Since", "date"),
    Column("evidence", "Evidence", "evidence"),
    Column("grade", "Grade", "grade"),
    Column("caveat", "Caveat", "wide"),
)


class State(NamedTuple):
    """Who holds a place on a day, as of what had been reported by another, and the claims that say so."""

    place: str
    as_of: int
    known_by: int
    controllers: tuple[str, ...]
    status: str
    basis: str
    since: str | None
    evidence: tuple[str, ...]
    grade: str | None
    via: str | None
    caveat: str | None = None

    @property
    def cells(self) -> tuple[Any, ...]:
        """The columns that all questions about control share."""
        return self.controllers, self.status, self.basis, self.since, self.evidence, self.grade, self.caveat


Key: TypeAlias = tuple[str, int, int]  # a place, the day asked for, the day of report


class _Part(NamedTuple):
    """A claim with a part in the answer to a question, as states.sql gives it; `place` is the one that it is about.

    One that is `denied` has none, but denies what is inferred (denials.sql), and `caveat` says so.
    """

    ask: int
    status: str
    basis: str
    part: str
    subject: str
    claim: str
    grade: str
    start: str | None
    place: str
    undated: int
    caveat: str | None = None


def states(db: Connection, asked: Iterable[Key]) -> dict[Key, State]:
    """The state of each place, day and report day asked for; a place that nothing is known of is `unknown`."""
    keys = sorted(set(asked))
    fill(db, "asked", "ask INTEGER, place TEXT, as_of INTEGER, known_by INTEGER", ((n, *k) for n, k in enumerate(keys)))
    parts = [_Part(*row) for row in db.execute(sql(*_STATES))]
    if denied := _denied(db, keys, parts):
        parts = sorted([*parts, *denied], key=lambda part: (part.ask, part.part == "denied"))
    parts = _ranked(db, keys, parts)
    known = {keys[ask]: _state(keys[ask], list(group)) for ask, group in groupby(parts, key=lambda part: part.ask)}
    return {key: known.get(key) or State(*key, (), "unknown", "unknown", None, (), None, None) for key in keys}


def _ranked(db: Connection, keys: list[Key], parts: Iterable[_Part]) -> list[_Part]:
    """The parts, of equally graded ones those against their speakers' interest first (rule 10).

    What decides stays before all else that is cited, what a lasting holding began with behind it, and then what denies
    an inferred one.
    """
    groups = [list(group) for _, group in groupby(parts, key=lambda e: (e.ask, _APART.get(e.part), e.grade))]
    days = [key[1:] for key in keys]
    tied = [(each.claim, *days[each.ask]) for group in groups if len(group) > 1 for each in group]
    found = interests(db, tied) if tied else {}
    ranked = (sorted(group, key=lambda e: rank(found.get((e.claim, *days[e.ask])))) for group in groups)
    return [each for group in ranked for each in group]


def _denied(db: Connection, keys: list[Key], parts: list[_Part]) -> list[_Part]:
    """The claims that deny what is inferred, as parts of its answer."""
    holdings = [
        Inferred(each.ask, keys[each.ask][0], each.subject, each.place, *keys[each.ask][1:])
        for each in parts
        if each.basis == "inferred" and each.part == "holds"
    ]
    return [
        _Part(each.ask, "", "", "denied", each.subject, each.claim, each.grade, None, each.place, 0, each.sentence)
        for each in (denials(db, holdings) if holdings else ())
    ]


def _state(key: Key, parts: list[_Part]) -> State:
    holding = [each for each in parts if each.part == "holds"]
    undated = [f"{each.claim} has no date" for each in holding if each.undated]
    # The claim that a lasting holding began with, where there is one, comes before those that say it lasts.
    starting = [each for each in parts if each.part == "began"] or holding or parts
    return State(
        *key,
        controllers=tuple(dict.fromkeys(each.subject for each in holding)),
        status=parts[0].status,
        basis=parts[0].basis,
        # In whose interest a claim is orders what is cited and moves no answer, so not since when either.
        since=next((each.start for each in sorted(starting, key=_by_grade) if each.start), None),
        evidence=tuple(dict.fromkeys(each.claim for each in parts)),
        grade=min(each.grade for each in holding or parts),
        via=parts[0].place,
        caveat="; ".join(dict.fromkeys([*undated, *(each.caveat for each in parts if each.caveat)])) or None,
    )


def _by_grade(part: _Part) -> tuple[str, str, str]:
    return part.grade, part.subject, part.claim


def now(db: Connection, moment: Moment, places: Iterable[str]) -> dict[str, State]:
    """The state of places at the moment."""
    asked = ((place, moment.as_of, moment.known_by) for place in places)
    return {state.place: state for state in states(db, asked).values()}
