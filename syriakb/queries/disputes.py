"""Where voices disagree on the day asked for: places and relations, each with who says what (rule 14)."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from sqlite3 import Connection
from typing import Any, NamedTuple

from syriakb.answers import Answer, Column
from syriakb.queries.control.caveats import Caveat
from syriakb.queries.control.states import State, now
from syriakb.queries.moment import Moment
from syriakb.queries.relations.ties import ALLIED, Relation, among, names_of
from syriakb.queries.sql import sql

_COLUMNS = (
    Column("kind", "Kind"),
    Column("id", "Name", "data"),
    Column("name", "Name", "value"),
    Column("why", "Why"),
    Column("positions", "Positions", "positions"),
    *(Column(key, key.capitalize(), "data") for key in ("subject", "predicate", "object")),
)
CONTRADICTED, OWN_WORD, UNSETTLED, BOTH = "contradicted", "own-word", "unsettled", "ally-and-enemy"
_SAYS = {
    "holds": "{} holds it",
    "word": "{} holds it, by their own word",
    "before": "{} held it before",
    "denies": "it is denied of {}",
    "own gains": "{} took it, by an own word",
    "own holds": "{} holds it, by an own word",
    "own loses": "{} lost it, by an own word",
    "denied loss": "{} lost it",
    "loses": "{} lost it",
    "expired": "{} held it",
    "contests": "{} fights for it",
    "besieges": "{} besieges it",
}
# Caveats that tell of no disagreement: what is within, or only of how or when.
_AGREED = ("undated", "within", "most", "part", "ally contests", "ally besieges", "around contests", "unexplained")
_PARTS = """
    SELECT s.place, CASE WHEN p.part = 'own' THEN 'own ' || v.effect ELSE p.part END AS said, p.subject, p.claim,
      p.grade, COALESCE(c.speaker, c.source), p.day
    FROM seat AS s JOIN part AS p ON p.seat = s.seat JOIN dated_claim AS c ON c.id = p.claim
    LEFT JOIN predicate AS v ON v.id = c.predicate
    WHERE s.spared IN (s.place, '') AND p.around = p.seat
    ORDER BY s.place, s.spared, p.day DESC, said, p.subject, p.grade, p.claim"""
_CLAIMED = "SELECT place FROM control_fact UNION SELECT place FROM ruling_fact ORDER BY place"


class Position(NamedTuple):
    """What one side of a dispute says, by whose voices (speakers, or sources in their own voice), on what evidence."""

    says: str
    voices: tuple[str, ...]
    evidence: tuple[str, ...]
    grade: str

    @property
    def cell(self) -> dict[str, Any]:
        """As a program reads it."""
        return {"says": self.says, "voices": list(self.voices), "evidence": list(self.evidence), "grade": self.grade}


class _Dispute(NamedTuple):
    kind: str
    id: str
    name: str
    why: str
    positions: tuple[Position, ...]
    triple: tuple[str | None, str | None, str | None] = (None, None, None)


def disputes(db: Connection, moment: Moment, between: tuple[str, str] | None = None) -> Answer:
    """Where voices disagree at the moment; `between` keeps what two of them, speakers or sources, say otherwise.

    `why` is `contradicted`, `own-word` where somebody's own word is in it, `unsettled` where claims that do not move
    the answer say otherwise, or `ally-and-enemy`. A place that takes its holder from an area is told with that.
    """
    found = [*_places(db, moment), *_relations(db, moment)]
    if between:
        found = [each for each in found if _apart(each, *between)]
    rows = tuple((*each[:4], tuple(p.cell for p in each.positions), *each.triple) for each in found)
    empty = None if rows else "Nobody disagrees, as far as is known here."
    return Answer("disputes", "Where voices disagree", _COLUMNS, rows, **moment.stamp, empty=empty)


def _apart(each: _Dispute, one: str, other: str) -> bool:
    ours = {p.says for p in each.positions if one in p.voices}
    theirs = {p.says for p in each.positions if other in p.voices}
    return bool(ours and theirs and ours != theirs)


def _places(db: Connection, moment: Moment) -> Iterator[_Dispute]:
    places = [place for (place,) in db.execute(_CLAIMED)]
    found = now(db, moment, places)
    parts = {place: list(rows) for place, rows in groupby(db.execute(_PARTS).fetchall(), key=lambda row: row[0])}
    caveats = _caveats(db)
    names = dict(db.execute("SELECT id, name FROM actor UNION ALL SELECT id, name FROM place"))
    for place in sorted(places, key=lambda each: (names[each], each)):
        if dispute := _place(found[place], parts.get(place, []), caveats.get(place, []), names):
            yield dispute


def _place(state: State, parts: list[Any], caveats: list[Caveat], names: dict[str, str]) -> _Dispute | None:
    told = [row for row in parts if row[1] in _SAYS]
    said = {(row[1], row[2]) for row in told}
    positions = [
        _position(_SAYS[part].format(names.get(who, who)), [r for r in told if r[1:3] == (part, who)])
        for part, who in dict.fromkeys((row[1], row[2]) for row in told)
    ]
    positions += _doubts(caveats)
    if state.status != "disputed" and not caveats:
        return None
    kinds = (*(part for part, _ in said), *(each.kind for each in caveats))
    own = any(kind.startswith(("own ", "word")) for kind in kinds)
    why = OWN_WORD if own else CONTRADICTED if state.status == "disputed" else UNSETTLED
    return _Dispute("place", state.place, names[state.place], why, tuple(positions))


def _doubts(caveats: list[Caveat]) -> Iterator[Position]:
    """What caveats say, what is said alike as one."""
    alike: dict[str, list[Caveat]] = {}
    for each in caveats:
        alike.setdefault(each.sentence, []).append(each)
    for says, said in alike.items():
        voices = tuple(dict.fromkeys(each.said_by or each.source for each in said))
        evidence = tuple(dict.fromkeys(each.claim for each in said))
        yield Position(says, voices, evidence, min(each.grade for each in said))


def _position(says: str, rows: list[Any]) -> Position:
    voices = tuple(dict.fromkeys(row[5] for row in rows))
    return Position(says, voices, tuple(dict.fromkeys(row[3] for row in rows)), min(row[4] for row in rows))


def _caveats(db: Connection) -> dict[str, list[Caveat]]:
    """What caveats say otherwise of each place, of the questions that were worked out last."""
    seats = dict(db.execute("SELECT seat, place FROM seat WHERE spared IN (place, '') ORDER BY spared"))
    found: dict[str, list[Caveat]] = {}
    for row in db.execute(sql("control/told.sql")):
        each = Caveat(*row)
        if each.seat in seats and each.kind not in _AGREED:
            found.setdefault(seats[each.seat], []).append(each)
    return found


def _relations(db: Connection, moment: Moment) -> Iterator[_Dispute]:
    ties = among(db, moment)
    names = names_of(db, {end for tie in ties for end in (tie.subject, tie.object)})
    labels = dict(db.execute("SELECT id, label FROM predicate"))

    def reads(tie: Relation) -> str:
        return f"{names[tie.subject]} {labels[tie.predicate]} {names[tie.object]}"

    for tie in sorted(ties, key=reads):
        against = tuple(_denials(db, tie))
        asserting = tuple(each for each in tie.evidence if each not in {p for d in against for p in d.evidence})
        if against and asserting:
            told = (Position(reads(tie), _speaking(db, asserting), asserting, tie.grade), *against)
            yield _Dispute("relation", " ".join(tie.proposition), reads(tie), CONTRADICTED, told, tie.proposition)
    yield from _both(db, ties, names, reads)


def _denials(db: Connection, tie: Relation) -> Iterator[Position]:
    if tie.denials:
        grades = [
            grade
            for (grade,) in db.execute(
                f"SELECT grade FROM dated_claim WHERE id IN ({_marks(tie.denials)})", tie.denials
            )
        ]
        yield Position("it is denied", _speaking(db, tie.denials), tie.denials, min(grades))


def _both(db: Connection, ties: list[Relation], names: dict[str, str], reads: Any) -> Iterator[_Dispute]:
    """Pairs of actors who are allies and enemies of one another at once."""
    pairs: dict[frozenset[str], list[Relation]] = {}
    for tie in ties:
        if tie.standing != "denied" and tie.group in (*ALLIED, "hostility"):
            pairs.setdefault(frozenset((tie.subject, tie.object)), []).append(tie)
    for pair, own in sorted(pairs.items(), key=lambda each: sorted(names[end] for end in each[0])):
        if len({tie.group == "hostility" for tie in own}) > 1:
            one, other = sorted(pair, key=lambda end: (names[end], end))
            told = tuple(Position(reads(t), _speaking(db, t.evidence), t.evidence, t.grade) for t in own)
            yield _Dispute(
                "relation", f"{one} {other}", f"{names[one]} and {names[other]}", BOTH, told, (one, None, other)
            )


def _speaking(db: Connection, claims: Iterable[str]) -> tuple[str, ...]:
    """The speakers of claims, or their sources in their own voice."""
    wanted = tuple(claims)
    found = db.execute(
        f"SELECT DISTINCT COALESCE(speaker, source) AS voice FROM dated_claim WHERE id IN ({_marks(wanted)})"
        " ORDER BY voice",
        wanted,
    )
    return tuple(voice for (voice,) in found)


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))
