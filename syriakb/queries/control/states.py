"""Who holds a place at a moment, and the claims that say so."""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import groupby
from sqlite3 import Connection
from typing import Any, NamedTuple, TypeAlias

from syriakb.answers import Column
from syriakb.queries.claims.interest import interests, rank
from syriakb.queries.control.caveats import caveats
from syriakb.queries.control.clans import gather
from syriakb.queries.moment import Moment
from syriakb.queries.sql import fill, ready, sql, steps
from syriakb.queries.voices import VOICES, Origins, Said, Voices, origins, voices

STATE = (
    Column("controllers", "Controller", "holders"),
    Column("status", "Status", "status"),
    Column("basis", "Basis", "basis"),
    Column("since", "Since", "date"),
    Column("evidence", "Evidence", "evidence"),
    Column("grade", "Grade", "grade"),
    Column("caveat", "Caveat", "wide"),
    *VOICES,
    Column("together", "Together", "data"),
    Column("challengers", "Challengers", "data"),
    Column("challenged_since", "Challenged since", "data"),
    Column("challenge_evidence", "Challenge evidence", "data"),
)


STALE = 90  # days after which what was reported of a place is stale


class State(NamedTuple):
    """Who holds a place on a day, as of what had been reported by another, and the claims that say so.

    `split`: it is disputed only since different actors are said to hold it. `folded` has each actor in whose place
    stands its side, with that. `takers` are the holders of whom a claim that decides says that they took it.
    """

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
    said: Voices = Voices()
    together: str | None = None
    challengers: tuple[str, ...] = ()
    challenged_since: str | None = None
    challenge_evidence: tuple[str, ...] = ()
    split: bool = False
    folded: tuple[tuple[str, str], ...] = ()
    takers: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[Any, ...]:
        """The columns that all questions about control share."""
        state = (self.controllers, self.status, self.basis, self.since, self.evidence, self.grade, self.caveat)
        return (*state, *self.said, self.together, self.challengers, self.challenged_since, self.challenge_evidence)


Key: TypeAlias = tuple[str, int, int]  # a place or actor, the day asked for, the day of report
Cautious: TypeAlias = Callable[[dict[Key, State]], Iterable[Key]]  # those of some states whose caveats matter
Seat: TypeAlias = tuple[str, int, int, str]  # the same, and the place for which what leaves it out does not count


class Part(NamedTuple):
    """A claim with a part in the answer to a question, as parts.sql gives it."""

    seat: int
    part: str
    subject: str
    claim: str
    grade: str
    start: str | None
    directness: str | None
    around: int
    undated: int
    rank: int
    day: int
    speaker: str | None
    source: str
    report: str | None
    report_day: int | None
    effect: str | None


def states(db: Connection, asked: Iterable[Key], cautious: Cautious | None = None) -> dict[Key, State]:
    """The state of each place, day and report day asked for; a place that nothing is known of is `unknown`.

    Caveats are told of those that `cautious` names when it sees the states without; where it is not given, of all.
    """
    keys = sorted(set(asked))
    seats = work_out(db, keys)
    number = {(place, *days): seat for seat, (place, *days, spared) in enumerate(seats) if spared in (place, "")}
    parts = _ranked(db, seats, [Part(*row) for row in db.execute(_PARTS)])
    found = {seat: list(group) for seat, group in groupby(parts, key=lambda part: part.seat)}
    apart = {seat for (seat,) in db.execute(sql("control/apart.sql"))}
    ruled = {seat for (seat,) in db.execute("SELECT seat FROM verdict")}
    depth = Counter((seat, holder) for seat, holder, _ in db.execute(sql("control/inner.sql")) if seat not in apart)
    bare = {key: _state(key, number[key], seats, found.get(number[key], []), apart, depth, ruled) for key in keys}
    if cautious:
        _ask(db, (seats[number[key]] for key in cautious(bare)))
    told, back = caveats(db), origins(db)
    return {
        key: state._replace(caveat=told.get(number[key]), said=_said(found.get(number[key], []), back, key[1]))
        for key, state in bare.items()
    }


def work_out(db: Connection, asked: list[Key]) -> list[Seat]:
    """Lay out in temporary tables who holds each place, and what speaks for and against it.

    Returns the places and days by the number (`seat`) that they have in those: what is asked for, all around it,
    and what is claimed of within it. A place that some claim about an area leaves out has areas of its own.
    """
    left_out = {place for (place,) in db.execute(_SPARED)}
    spared = ((*key, key[0] if key[0] in left_out else "") for key in asked)
    _ask(db, spared)
    around = """
        SELECT e.ancestor AS place, a.as_of, a.known_by, a.spared
        FROM asked AS a CROSS JOIN enclosing AS e WHERE e.place = a.place
        UNION
        SELECT e.place, a.as_of, a.known_by, '' FROM asked AS a CROSS JOIN enclosing AS e
        WHERE e.ancestor = a.place AND e.distance > 0 AND (
          EXISTS (SELECT 1 FROM control_fact AS f WHERE f.place = e.place)
          OR EXISTS (SELECT 1 FROM ruling_fact AS r WHERE r.place = e.place)
        )
        ORDER BY place, as_of, known_by, spared"""
    seats = db.execute(around).fetchall()
    rows = ((number, *key) for number, key in enumerate(seats))
    fill(db, "seat", "seat INTEGER, place TEXT, as_of INTEGER, known_by INTEGER, spared TEXT", rows)
    db.execute("CREATE INDEX IF NOT EXISTS seat_place ON seat (place, as_of, known_by, spared)")
    db.execute("CREATE UNIQUE INDEX IF NOT EXISTS seat_seat ON seat (seat)")
    ready(db, *_KIN, *_STEPS)
    steps(db, "control/leading.sql")
    gather(db)
    steps(db, "control/bounds.sql", "control/reading.sql")
    _mark_own_words(db)
    steps(db, "control/rulings.sql", "control/points.sql", *_KIN, "control/holding.sql", "control/areas.sql", *_KIN)
    steps(db, "control/inference.sql", "control/challenges.sql", *_KIN, "control/doubts.sql", "control/parts.sql")
    return seats


def _ask(db: Connection, asked: Iterable[Seat]) -> None:
    fill(db, "asked", "place TEXT, as_of INTEGER, known_by INTEGER, spared TEXT", asked)


_STEPS = tuple(
    f"control/{step}.sql"
    for step in (
        *("leading", "bounds", "reading", "rulings", "points", "holding", "areas", "inference", "challenges"),
        *("doubts", "parts", "caveats"),
    )
)
_KIN = ("memberships.sql", "control/kin.sql")  # add what whoever is asked about belongs to; mostly nobody is
_SPARED = "SELECT DISTINCT e.place FROM exemption AS x CROSS JOIN enclosing AS e WHERE e.ancestor = x.spared"


def _mark_own_words(db: Connection) -> None:
    """Mark what is read and serves the interest of whoever says it (rule 4e)."""
    unsure = db.execute("SELECT DISTINCT claim, as_of, known_by FROM reading WHERE sure = 0").fetchall()
    if unsure:
        ready(db, "control/own.sql")
        own = [key for key, interest in interests(db, unsure).items() if interest == "own"]
        db.executemany("INSERT INTO own_word VALUES (?, ?, ?)", own)
        steps(db, "control/own.sql")


def _ranked(db: Connection, seats: list[Seat], parts: list[Part]) -> list[Part]:
    """The parts, of equally graded ones those against their speakers' interest first (rule 10)."""
    groups = [list(group) for _, group in groupby(parts, key=lambda part: (part.seat, part.rank, part.grade))]
    tied = [(e.claim, *seats[e.seat][1:3]) for group in groups if len(group) > 1 for e in group if e.speaker]
    found = interests(db, tied) if tied else {}
    ranked = (sorted(group, key=lambda e: rank(found.get((e.claim, *seats[e.seat][1:3])))) for group in groups)
    return [each for group in ranked for each in group]


def _state(
    key: Key,
    seat: int,
    seats: list[Seat],
    parts: list[Part],
    apart: set[int],
    depth: Counter[tuple[int, str]],
    ruled: set[int],
) -> State:
    if not parts:
        return State(*key, (), "unknown", "unknown", None, (), None, None)
    holding = [each for each in parts if each.part in ("holds", "word")]
    around = next((each.around for each in parts if each.around != seat), seat)
    named = [each.subject for each in parts if each.part in ("before", "own")]
    disputed = bool(holding) and (seat in apart or any(each.part in _DOUBTS for each in parts))
    fought = [each for each in parts if each.part in _CHALLENGES]
    challenge = max((_CHALLENGES[each.part] for each in parts if each.part in _CHALLENGES), default=None)
    inferred = around != seat
    held_by = sorted(dict.fromkeys(each.subject for each in holding), key=lambda each: -depth[seat, each])
    return State(
        *key,
        controllers=tuple(dict.fromkeys([*held_by, *(named if disputed else ())])),
        status="disputed" if disputed else challenge or ("held" if holding else "unknown"),
        basis="assessed" if seat in ruled else _basis(holding or parts, inferred),
        since=_since(parts, holding, seat in apart),
        evidence=tuple(dict.fromkeys(each.claim for each in parts)),
        grade=_grade(holding or parts, inferred),
        via=seats[around][0],
        together=None if disputed else _together(holding, held_by, part=bool(held_by and depth[seat, held_by[0]])),
        split=disputed and not any(each.part in _DOUBTS for each in parts),
        challengers=tuple(dict.fromkeys(each.subject for each in fought if each.subject)),
        challenged_since=next((each.start for each in fought if each.start), None),
        challenge_evidence=tuple(dict.fromkeys(each.claim for each in fought)),
        takers=tuple(dict.fromkeys(each.subject for each in holding if each.effect == "gains")),
    )


def _together(holding: list[Part], held_by: list[str], *, part: bool) -> str | None:
    """How several holders are to be read: as holding it jointly, as part and whole, or, where there is one, not."""
    claims = Counter(claim for claim, _ in {(each.claim, each.subject) for each in holding})
    if len(held_by) > 1 and max(claims.values()) > 1:
        return "jointly"
    return "part" if part else None


_PARTS = """
    SELECT p.*, c.speaker, c.source, c.report, c.report_last, q.effect
    FROM part AS p JOIN dated_claim AS c ON c.id = p.claim LEFT JOIN predicate AS q ON q.id = c.predicate
    ORDER BY p.seat, p.rank, p.grade, p.subject, p.claim, p.part"""
_CHALLENGES = {"contests": "contested", "besieges": "besieged"}
_DOUBTS = ("denies", "before", "denied loss", "own")


def _said(parts: list[Part], back: Origins, day: int) -> Voices:
    """Whose word it is who holds the place; where nobody is known to, whose that is."""
    saying = [each for each in parts if each.part in ("holds", "word")] or parts
    said = (Said(each.speaker, each.source, each.report, each.report_day) for each in saying)
    return voices(said, back, day, STALE)


def _basis(parts: list[Part], inferred: bool) -> str:
    if inferred:
        return "inferred"
    if parts[0].part == "word":
        return "own-word"
    return "stated" if any(each.directness == "stated" for each in parts) else "implied"


def _since(parts: list[Part], holding: list[Part], apart: bool) -> str | None:
    """The start that a holding began with; of a dispute the best graded one's that has any."""
    beginning = [each for each in parts if each.part == "began"]
    if beginning and not apart:
        first = min(each.day for each in beginning)
        beginning = [each for each in beginning if each.day == first]
    starting = beginning or holding or parts
    return next(
        (each.start for each in sorted(starting, key=lambda e: (e.grade, e.subject, e.claim)) if each.start), None
    )


def _grade(parts: list[Part], inferred: bool) -> str:
    """The best grade of what says so; what is inferred has no better number than 3 (rule 3)."""
    best = min(each.grade for each in parts)
    return best[0] + max(best[1], "3") if inferred else best


def now(db: Connection, moment: Moment, places: Iterable[str]) -> dict[str, State]:
    """The state of places at the moment."""
    found = asked_for(db, moment, ((place, moment.as_of, moment.known_by) for place in places))
    return {state.place: state for state in found.values()}


def asked_for(
    db: Connection, moment: Moment, asked: Iterable[Key], cautious: Cautious | None = None
) -> dict[Key, State]:
    """The states asked for, their holders told by their sides where the moment wants that.

    Which of them are told with caveats `cautious` cannot say of sides, which it does not see: then all are.
    """
    return folded(db, states(db, asked)) if moment.sides else states(db, asked, cautious)


def folded(db: Connection, found: dict[Key, State]) -> dict[Key, State]:
    """The same states, every holder and challenger told by its side on the day asked for; what several of one side are
    said to hold is held by that."""
    named = {(who, *key[1:]) for key, each in found.items() for who in (*each.controllers, *each.challengers)}
    known = sides(db, named)
    return {key: _folded(each, known) for key, each in found.items()}


def sides(db: Connection, named: Iterable[Key]) -> dict[Key, str]:
    """The side of each of the actors (actor, day, known by) who has one other than itself: the outermost actor that it
    belongs to; who belongs to two, or in a circle to itself, is its own."""
    _belonging(db, named)
    return {(one, day, known_by): side for one, day, known_by, side in db.execute(_SIDES)}


def outermost(db: Connection, moment: Moment, actors: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Of those of the actors who belong to others at the moment, the outermost ones; none where they go in a circle."""
    _belonging(db, {(actor, moment.as_of, moment.known_by) for actor in actors})
    found: dict[str, tuple[str, ...]] = {}
    for actor, other, out in db.execute("SELECT one, other, outmost FROM kin WHERE up = 1 ORDER BY one, other"):
        found[actor] = (*found.get(actor, ()), *((other,) if out else ()))
    return found


def _belonging(db: Connection, asked: Iterable[Key]) -> None:
    """Lay out in `kin` what actors belong to on a day, as of what had been reported by another."""
    ready(db, *_KIN)
    db.executemany("INSERT INTO asking VALUES (?, ?, ?)", sorted(asked))
    steps(db, *_KIN)


def _folded(state: State, known: dict[Key, str]) -> State:
    def told(actors: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(known.get((each, *state[1:3]), each) for each in actors))

    holders, challengers = told(state.controllers), told(state.challengers)
    pairs = [(each, *told((each,))) for each in dict.fromkeys((*state.controllers, *state.challengers))]
    one = len(holders) == 1
    return state._replace(
        controllers=holders,
        challengers=challengers,
        takers=told(state.takers),
        status="held" if one and state.split else state.status,
        together=None if one else state.together,
        folded=tuple((actor, side) for actor, side in pairs if actor != side),
    )


# The outermost that an actor belongs to; who has two of them is its own side.
_SIDES = """
    SELECT one, day, known_by, MIN(other) FROM kin WHERE up = 1 AND outmost = 1
    GROUP BY one, day, known_by HAVING COUNT(DISTINCT other) = 1"""
