"""What changed between two moments: who gained and lost what, and which relations began and ended."""

from collections.abc import Iterable, Iterator
from sqlite3 import Connection
from typing import Any, NamedTuple

from syriakb.answers import Answer
from syriakb.model.dates import FIRST_DAY, LAST_DAY, day_text, parse
from syriakb.model.shortlist import shortlist
from syriakb.queries.control.side import folds
from syriakb.queries.control.states import Key, State, asked_for
from syriakb.queries.moment import Moment, latest_report
from syriakb.queries.relations.ties import Relation, between
from syriakb.queries.sql import fill, sql
from syriakb.queries.time import changes

_ORDER = (
    *("gained", "lost", "changed hands", "no longer known", "contested", "besieged", "disputed"),
    *("no longer contested", "no longer besieged", "no longer disputed"),
    *("began", "ended", "assessed", "stated", "claimed", "denied", "no longer denied", "first reported"),
    "not yet reported",
)

ONLY_KNOWN = ("first reported", "not yet reported")  # nothing that happened between the two


class Then(NamedTuple):
    """One of the two moments: what holds on a day, as of what had been reported by another."""

    as_of: int
    known_by: int = LAST_DAY


def diff(db: Connection, moment: Moment, before: Then, after: Then) -> Answer:
    """What changed from one moment to the other, in control and in relations, each change with its evidence.

    `what` is one of `_ORDER`. Gained and lost, began and ended are what claims date between the two days; where they
    only say how it is, without since when, it is first reported, or not yet, or changed hands where another is said to
    hold it, and no longer known where nobody is said to have lost it. Before and after are the controllers, of
    relations the standing. What is only dated after the latest report is named in a note (rule 1).
    """
    rows, found = _rows(db, moment, before, after)
    title = f"What changed from {_text(before, after)} to {_text(after, before)}"
    stamp = moment._replace(as_of=after.as_of, known_by=after.known_by).stamp
    empty = None if rows else "No change between the two is reported."
    notes = (*folds(db, found), *_announced(db, moment, before, after))
    return Answer("diff", title, changes.COLUMNS, tuple(rows), notes, **stamp, group="what", empty=empty)


def _rows(db: Connection, moment: Moment, before: Then, after: Then) -> tuple[list[tuple[Any, ...]], Iterable[State]]:
    """The changes, and the states that they are found in."""
    places = _moved(db, before, after)
    found = asked_for(db, moment, ((place, *then) for place in places for then in (before, after)))
    rows = [*_places(db, found, before, after, places), *_relations(db, before, after)]
    return sorted(rows, key=lambda row: _ORDER.index(row[0])), found.values()


def _announced(db: Connection, moment: Moment, before: Then, after: Then) -> Iterator[str]:
    """That nothing later than the latest report is reported, and what of the change is dated only then (rule 1)."""
    latest = latest_report(db, after.known_by)
    if latest is None or after.as_of <= latest:
        return
    yield f"Nothing later than {day_text(latest)} is reported here."
    rows, _ = _rows(db, moment, Then(max(latest, before.as_of), after.known_by), after)
    if names := [row[2] for row in rows]:
        yield f"Only announced by then: {shortlist(names, _NAMED, '; ')}."


_NAMED = 3  # of what is announced; the rest is counted


def _dated(since: str | None, absent: Then, present: Then) -> bool:
    """Whether what is so at one moment and not at the other came about in between, and did not only become known."""
    if absent.as_of > present.as_of and absent.known_by >= present.known_by:
        return True
    began = parse(since) if since else None  # what only says "before that day" does not tell that it came in between
    return began is not None and began.earliest > FIRST_DAY and began.latest > absent.as_of


def _text(one: Then, other: Then) -> str:
    known = "" if one.known_by == other.known_by else f" (knowing all reported by {_known(one)})"
    return f"{day_text(one.as_of)}{known}"


def _known(then: Then) -> str:
    return "now" if then.known_by == LAST_DAY else day_text(then.known_by)


# A claim can weigh more at one moment than at the other only if it begins, ends or is reported between the two.
_TURNED = """
    {facts} WHERE f.from_day > :first_day AND f.from_day <= :last_day
    UNION ALL
    {facts} WHERE f.until_day >= :first_day AND f.until_day < :last_day AND f.until_day < 99991231
    UNION ALL
    {facts} WHERE f.known_day > :first_known AND f.known_day <= :last_known
    {reported}
    LIMIT :many"""
# A holding speaks again on the day of its report (rule 4a).
_AGAIN = """
    UNION ALL
    SELECT f.place FROM control_fact AS f
    WHERE f.effect = 'holds' AND f.report_day > :first_day AND f.report_day <= :last_day"""
# An assertion speaks again on the day of its report, and an ending tells the last day on which it was so (rule 7).
_ENDED = """
    UNION ALL
    SELECT {0} WHERE f.report_day > f.from_day AND f.report_day > :first_day AND f.report_day <= :last_day
    UNION ALL
    SELECT {0} WHERE f.stance = 'ends' AND f.from_day >= :first_day AND f.from_day < :last_day"""
# Whose word serves whom changes with their relations (rule 10), and with that the places that are spoken of.
_SWAYED = """
    WITH RECURSIVE moved (actor) AS (
      SELECT subject FROM turned_pair UNION SELECT object FROM turned_pair
      UNION
      SELECT f.subject FROM moved AS m JOIN relation_fact AS f ON f.object = m.actor AND f.grp = 'membership'
    )
    SELECT f.place FROM moved AS m JOIN control_fact AS f ON f.subject = m.actor
    UNION
    SELECT f.place FROM moved AS m JOIN control_fact AS f ON f.speaker = m.actor WHERE f.sure = 0"""
_MANY = 20_000  # claims that turn: to read more of them costs more than to ask of whatever they can be about


def _turned(db: Connection, facts: str, before: Then, after: Then, reported: str = "") -> set[Any] | None:
    """What the facts give of the claims that can weigh more at one of the moments; None of very many."""
    days, known = sorted((before.as_of, after.as_of)), sorted((before.known_by, after.known_by))
    values = dict(zip(("first_day", "last_day", "first_known", "last_known"), (*days, *known), strict=True))
    found = db.execute(_TURNED.format(facts=facts, reported=reported), {**values, "many": _MANY}).fetchall()
    return set(found) if len(found) < _MANY else None


def _moved(db: Connection, before: Then, after: Then) -> list[str]:
    """The places that such a claim is about, and all that lie within them."""
    turned = _turned(db, "SELECT f.place FROM control_fact AS f", before, after, _AGAIN)
    ruled = _turned(db, "SELECT f.place FROM ruling_fact AS f", before, after)
    turned = None if turned is None or ruled is None else turned | ruled
    pairs = _turned(db, "SELECT f.subject, f.object FROM relation_fact AS f", before, after)
    if turned is not None and pairs is not None:
        fill(db, "turned_pair", "subject TEXT, object TEXT", pairs)
        turned |= set(db.execute(_SWAYED))
    fill(db, "moved", "place TEXT", turned or ())
    within = "SELECT DISTINCT e.place FROM moved AS m CROSS JOIN enclosing AS e WHERE e.ancestor = m.place"
    return [place for (place,) in db.execute("SELECT id FROM place" if turned is None or pairs is None else within)]


def _restated(db: Connection, before: Then, after: Then) -> list[tuple[str, str]]:
    """The pairs of actors of whose relations one can stand otherwise at one of the moments than at the other."""
    proposition = "f.subject, f.grp, f.object, f.predicate FROM relation_fact AS f"
    turned = _turned(db, f"SELECT {proposition}", before, after, _ENDED.format(proposition))
    if turned is None:
        turned = set(db.execute(f"SELECT DISTINCT {proposition}"))
    fill(db, "turned", "subject TEXT, grp TEXT, object TEXT, predicate TEXT", turned)
    fill(db, "moments", "as_of INTEGER, known_by INTEGER", {before, after})
    return db.execute(sql("time/restated.sql")).fetchall()


def _places(
    db: Connection, found: dict[Key, State], before: Then, after: Then, places: list[str]
) -> list[tuple[Any, ...]]:
    pairs = [(found[place, *before], found[place, *after]) for place in places]
    rows = [
        changes.place(_place_change(db, was, now), was.place, _called(db, was.place), was, now)
        for was, now in pairs
        if changes.held(was) != changes.held(now)
    ]
    return sorted(rows, key=lambda row: (row[7] == "inferred", row[2], row[1]))


def _called(db: Connection, place: str) -> str:
    (name,) = db.execute("SELECT name FROM place WHERE id = ?", (place,)).fetchone()
    return str(name)


# That a place, or an area around it, was lost or its holding ended between two days, or that this was reported then.
_LEFT = """
    SELECT 1 FROM enclosing AS e JOIN control_fact AS f ON f.place = e.ancestor
    WHERE e.place = :place AND f.stance = 'asserts' AND f.known_day <= :last_known AND f.subject NOT IN ({still})
      AND (f.effect = 'loses' AND (f.from_day > :first_day OR f.known_day > :first_known) AND f.from_day <= :last_day
        OR f.effect IN ('gains', 'holds') AND f.until_day >= :first_day AND f.until_day < :last_day)
    LIMIT 1"""


def _left(db: Connection, before: State, after: State) -> bool:
    """Whether a claim says that somebody who holds the place no more lost it, or held it up to a day in between; of a
    change back in time that is not asked."""
    (place, first_day, first_known), (_, last_day, last_known) = before[:3], after[:3]
    if first_day > last_day or first_known > last_known:
        return True
    still = {f"still{number}": who for number, who in enumerate(after.controllers)}
    values = {"place": place, "first_day": first_day, "last_day": last_day}
    values |= {"first_known": first_known, "last_known": last_known, **still}
    told = _LEFT.format(still=", ".join(f":{name}" for name in still) or "''")
    return db.execute(told, values).fetchone() is not None


def _taken(db: Connection, before: State, after: State) -> bool:
    """Whether a claim of a day in between says that one of the holders took it."""
    told = (
        "SELECT subject FROM control_fact WHERE place = ? AND effect = 'gains' AND stance = 'asserts'"
        " AND from_day > ? AND from_day <= ? AND known_day <= ?"
    )
    takers = db.execute(told, (after.via, before.as_of, after.as_of, after.known_by))
    return any(who in after.controllers for (who,) in takers)


def _place_change(db: Connection, before: State, after: State) -> str:
    if before.controllers and not after.controllers:
        if not _dated(before.since, Then(*after[1:3]), Then(*before[1:3])):
            return "not yet reported"
        return "lost" if _left(db, before, after) else "no longer known"
    if after.controllers and not before.controllers:
        return "gained" if _dated(after.since, Then(*before[1:3]), Then(*after[1:3])) else "first reported"
    dated = _dated(after.since, Then(*before[1:3]), Then(*after[1:3]))
    settled = before.status == "disputed" and after.status != "disputed"
    if settled and after.takers and _taken(db, before, after):
        return "gained"  # one of those who disputed it is said to have taken it since
    what = changes.moved(before, after, dated=dated)
    if what != "lost" or _left(db, before, after):
        return what
    return "gained" if after.takers else "changed hands"  # by one of those who held it together


def _relations(db: Connection, before: Then, after: Then) -> Iterator[tuple[Any, ...]]:
    found = between(db, _restated(db, before, after), moments={before, after})
    sides = [
        {each.proposition: each for each in found if (each.as_of, each.known_by) == then} for then in (before, after)
    ]
    names = dict(db.execute("SELECT id, name FROM actor UNION ALL SELECT id, label FROM predicate").fetchall())
    for key in sorted(sides[0].keys() | sides[1].keys(), key=lambda key: ([names[each] for each in key], key)):
        was, now = (side.get(key) for side in sides)
        if changes.standing(was) != changes.standing(now):
            yield changes.relation(_relation_change(was, now, before, after), key, names, was, now)


def _relation_change(was: Relation | None, now: Relation | None, before: Then, after: Then) -> str:
    if now is None or (was and was.standing != "denied" and now.standing == "denied"):
        assert was is not None
        gone = "ended" if _dated(was.since, after, before) else "not yet reported"
        return now.standing if now else "no longer denied" if was.standing == "denied" else gone
    if was is None or was.standing == "denied":
        came = "began" if _dated(now.since, before, after) else "first reported"
        return "denied" if now.standing == "denied" else came
    return now.standing
