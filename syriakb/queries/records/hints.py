"""What `check` hints at, where nothing is wrong: records that somebody may want to look at again, on the day asked."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, groupby
from sqlite3 import Connection
from typing import NamedTuple

from syriakb.errors import HINT, Problem
from syriakb.model.dates import day_text
from syriakb.queries.control.side import names
from syriakb.queries.control.states import now, outermost
from syriakb.queries.disputes import CONTRADICTED, disputes
from syriakb.queries.moment import Opened
from syriakb.queries.relations.ties import FIRM, among
from syriakb.queries.voices import Said, independent, origins

_PLACED = "SELECT f.path, r.line, r.col FROM {} AS r JOIN file AS f ON f.id = r.file WHERE r.id = ?"
# A taking is of the days that its start can mean: that it was taken in spring is no word for its being taken in autumn.
_AGREEING = """
    SELECT
      p.subject, p.predicate, p.object, d.id, d.speaker, d.source,
      CASE WHEN v.effect = 'gains' THEN COALESCE(d.start_first, d.from_day) ELSE d.from_day END,
      CASE WHEN v.effect = 'gains' AND d.from_day < d.until_day THEN d.from_day ELSE d.until_day END, d.credibility
    FROM proposition AS p JOIN dated_claim AS d ON d.row = p.row LEFT JOIN predicate AS v ON v.id = p.predicate
    WHERE p.stance = 'asserts' AND d.known_day <= :known AND EXISTS (
      SELECT 1 FROM proposition AS o JOIN dated_claim AS e ON e.row = o.row
      WHERE o.subject = p.subject AND o.object = p.object AND o.predicate = p.predicate AND o.stance = p.stance
        AND e.source <> d.source
    )
    ORDER BY p.subject, p.predicate, p.object, d.row"""
_ENDED = """
    SELECT DISTINCT a.id, a.until, e.claim, e.from_day
    FROM alliance AS a JOIN relation_fact AS f ON f.row = a.row
    JOIN relation_fact AS e ON e.subject = f.subject AND e.object = f.object AND e.grp = f.grp AND e.stance = 'ends'
    WHERE a.until IS NOT NULL AND (
        e.predicate = f.predicate
        OR (e.predicate IN ('part_of', 'member_of') AND f.predicate IN ('part_of', 'member_of'))
      )
      AND (e.from_day < a.until_first OR e.from_day > a.until_last) AND e.known_day <= :known
    ORDER BY a.id, e.from_day, e.claim"""
_AROUND = """
    SELECT e.place, e.ancestor FROM enclosing AS e
    WHERE e.distance > 0 AND EXISTS (
      SELECT 1 FROM within AS w JOIN place AS p ON p.row = w.row WHERE p.id = e.place GROUP BY w.row HAVING COUNT(*) > 1
    )
    ORDER BY e.place, e.distance, e.ancestor"""


class _Said(NamedTuple):
    """A claim of a proposition: who says it, for which days, and how it is graded."""

    claim: str
    speaker: str | None
    source: str
    start: int
    end: int
    credibility: int | None


def hints(kb: Opened) -> Iterator[Problem]:
    """What to look at again: grades of what agrees or contradicts, ends that differ, and who is of two sides."""
    yield from _agreeing(kb)
    yield from _contradicting(kb)
    yield from _ended(kb)
    yield from _of_two_sides(kb)
    yield from _in_two_areas(kb)


def _agreeing(kb: Opened) -> Iterator[Problem]:
    """Independent sources that say the same of the same days, where none is graded as confirmed."""
    back = origins(kb.db)
    rows = kb.db.execute(_AGREEING, {"known": kb.at.known_by}).fetchall()
    for triple, group in groupby(rows, key=lambda row: row[:3]):
        told = [_Said(*row[3:]) for row in group]
        if any(each.credibility == 1 for each in told):
            continue
        pair = next((pair for pair in combinations(told, 2) if _at_once(*pair) and _apart(pair, back)), None)
        if pair:
            one, other = (each.claim for each in pair)
            message = f"The independent {one} and {other} agree that {_reads(kb.db, *triple)}, and none is graded 1."
            hint = f"If one confirms the other: syriakb edit {one} --credibility 1"
            yield _problem(kb.db, "claim", one, "unconfirmed-agreement", message, hint)


def _at_once(one: _Said, other: _Said) -> bool:
    return one.start <= other.end and other.start <= one.end


def _apart(said: Iterable[_Said], back: Mapping[str, frozenset[str]]) -> bool:
    return independent((Said(each.speaker, each.source, None, None) for each in said), back) > 1


def _contradicting(kb: Opened) -> Iterator[Problem]:
    """Independent sources that contradict each other on the day, where none is graded as improbable."""
    back = origins(kb.db)
    for row in disputes(kb.db, kb.at).records():
        if row["why"] != CONTRADICTED:
            continue
        positions = [_said(kb.db, position["evidence"]) for position in row["positions"]]
        pairs = (pair for one, other in combinations(positions, 2) for pair in ((a, b) for a in one for b in other))
        if pair := next(
            (pair for pair in pairs if _apart(pair, back) and not any(each.credibility == 5 for each in pair)), None
        ):
            one, other = (each.claim for each in pair)
            message = f"The independent {one} and {other} contradict each other on {row['name']}, and none is graded 5."
            hint = "If one of the two is improbable: syriakb edit ID --credibility 5 tells which answers that changes."
            yield _problem(kb.db, "claim", one, "ungraded-contradiction", message, hint)


def _said(db: Connection, claims: Iterable[str]) -> list[_Said]:
    sql = "SELECT id, speaker, source, from_day, until_day, credibility FROM dated_claim WHERE id = ?"
    return [_Said(*row) for claim in claims for row in db.execute(sql, (claim,))]


def _ended(kb: Opened) -> Iterator[Problem]:
    """Alliances with an end of their own and a claim that ends them on another day (rule 7)."""
    for alliance, until, claim, day in kb.db.execute(_ENDED, {"known": kb.at.known_by}).fetchall():
        message = f"The alliance ends {until}, but {claim} says that it was so for the last time on {day_text(day)}."
        hint = f"The alliance's own end counts. To change it: syriakb edit {alliance} --end {day_text(day)}"
        yield _problem(kb.db, "alliance", alliance, "other-end", message, hint)


def _of_two_sides(kb: Opened) -> Iterator[Problem]:
    """Actors that belong to two sides, or in a circle to themselves, and so are told as a side of their own."""
    everybody = [actor for (actor,) in kb.db.execute("SELECT id FROM actor ORDER BY id")]
    ties = [tie for tie in among(kb.db, kb.at, None, ("membership",)) if tie.standing in FIRM]
    for actor, sides in outermost(kb.db, kb.at, everybody).items():
        if len(sides) == 1:
            continue
        if sides:
            listed = " and to ".join(names(kb.db, "actor", sides))
            message = f"On {day_text(kb.at.as_of)} it belongs to {listed}, so --sides tells it as a side of its own."
        else:
            message = f"On {day_text(kb.at.as_of)} it belongs to itself, by way of others: it is a side of its own."
        claims = sorted({claim for tie in ties if tie.subject == actor for claim in tie.evidence})
        hint = f"If it left one of them, say so: syriakb add claim --stance ends. The claims: {', '.join(claims)}"
        yield _problem(kb.db, "actor", actor, "two-sides", message, hint if claims else None)


def _in_two_areas(kb: Opened) -> Iterator[Problem]:
    """Places in areas of which none lies in the other, held by different sides, so that nobody is inferred (rule 5)."""
    around = {
        place: [row[1] for row in group]
        for place, group in groupby(kb.db.execute(_AROUND).fetchall(), lambda row: row[0])
    }
    states = now(kb.db, kb.at._replace(sides=True), {each for place in around for each in (place, *around[place])})
    for place, areas in around.items():
        holders = {area: states[area].controllers for area in areas if states[area].controllers}
        if states[place].controllers or len(set(holders.values())) < 2:
            continue
        held = "; ".join(
            f"{names(kb.db, 'place', [area])[0]} by {' and '.join(names(kb.db, 'actor', who))}"
            for area, who in holders.items()
        )
        message = f"What it lies within is held by different sides ({held}), so nobody is inferred to hold it."
        hint = f"If it lies within one of them only: syriakb edit {place} --within AREA"
        yield _problem(kb.db, "place", place, "two-sides", message, hint)


def _reads(db: Connection, subject: str, predicate: str, object_: str) -> str:
    (label,) = db.execute("SELECT label FROM predicate WHERE id = ?", (predicate,)).fetchone()
    sql = "SELECT name FROM actor WHERE id = :id UNION ALL SELECT name FROM place WHERE id = :id"
    one, other = (db.execute(sql, {"id": each}).fetchone()[0] for each in (subject, object_))
    return f"{one} {label} {other}"


def _problem(db: Connection, kind: str, name: str, code: str, message: str, hint: str | None) -> Problem:
    file, line, column = db.execute(_PLACED.format(kind), (name,)).fetchone()
    return Problem(HINT, code, file, line, column, message, hint, name)
