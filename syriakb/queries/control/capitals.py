"""The provincial capitals and who holds them, beside what sources count."""

from collections.abc import Iterator
from itertools import groupby
from sqlite3 import Connection
from typing import Any, NamedTuple

from syriakb.answers import Answer, Column
from syriakb.queries.control.announced import now
from syriakb.queries.control.side import Side, folds, jointly, names
from syriakb.queries.control.states import STATE, State
from syriakb.queries.labels import told_apart
from syriakb.queries.moment import Moment

_PLACE = (Column("capital", "Capital", "ref"), Column("name", "Name", "data"))


class Called(NamedTuple):
    """Which kind of place is a capital, of which kind of place, and what both are called, as `kb.yaml` says."""

    kind: str = "provincial-capital"
    of: str | None = None
    title: str = "Provincial capitals"
    around: str = "Area"


def called(db: Connection) -> Called:
    """What `kb.yaml` says of capitals; without names of their own kinds are called by their words."""
    sql = "SELECT capital_kind, capital_of, capitals_called, capitals_of_called FROM kb WHERE capital_kind IS NOT NULL"
    row = db.execute(sql).fetchone()
    if row is None:
        return Called()
    kind, of, title, around = row
    return Called(kind, of, title or f"{_words(kind)}s", around or _words(of))


def _words(kind: str) -> str:
    return kind.replace("-", " ").capitalize()


def capitals(db: Connection, moment: Moment, *, by_controller: bool = False, controller: str | None = None) -> Answer:
    """The provincial capitals and who holds them; `controller` (an actor's id) keeps what it holds, also jointly."""
    words = called(db)
    rows = db.execute(
        "SELECT p.id, p.name, COALESCE((SELECT e.ancestor FROM enclosing AS e JOIN place AS o ON o.id = e.ancestor"
        " WHERE e.place = p.id AND e.distance > 0 AND o.kind = :of ORDER BY e.distance, o.id LIMIT 1), w.parent)"
        " FROM place AS p LEFT JOIN within AS w ON w.row = p.row AND w.seq = 0"
        " WHERE p.kind = :kind ORDER BY p.name, p.id",
        {"kind": words.kind, "of": words.of},
    ).fetchall()
    found = now(db, moment, [row[0] for row in rows])
    notes = noted(db, moment, found)
    if controller:
        side = Side.of(db, moment, controller)
        rows = [row for row in rows if side.holds(found[row[0]])]
        notes = side.notes(db, (found[row[0]] for row in rows))
    notes += (*jointly(db, (found[row[0]] for row in rows)), *folds(db, (found[row[0]] for row in rows)))
    cells = [(*row, *found[row[0]].cells) for row in rows]
    if by_controller:
        cells = _by_controller(cells)
        notes = (*_tally(db, cells), *notes)
    return Answer(
        "capitals",
        f"{words.title} by controller" if by_controller else words.title,
        (*_PLACE, Column("governorate", words.around, "ref"), *STATE),
        tuple(cells),
        notes,
        **moment.stamp,
        group="controllers" if by_controller else None,
    )


def _by_controller(cells: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    sizes: dict[tuple[str, ...], int] = {}
    for row in cells:
        sizes[row[3]] = sizes.get(row[3], 0) + 1
    return sorted(cells, key=lambda row: (not row[3], -sizes[row[3]], row[3], row[1]))


def _tally(db: Connection, cells: list[tuple[Any, ...]]) -> Iterator[str]:
    ids = sorted({holder for row in cells for holder in row[3]})
    told = told_apart(dict(zip(ids, names(db, "actor", ids), strict=True)))
    counted = []
    for held_by, group in groupby(cells, key=lambda row: row[3]):
        holders = " and ".join(told[each] for each in held_by)
        counted.append(f"{holders or 'unknown'} {len(list(group))}")
    yield f"Of {len(cells)}: {', '.join(counted)}."


def noted(db: Connection, moment: Moment, found: dict[str, State]) -> tuple[str, ...]:
    """What sources count beside what the records give; where these lean on the count themselves, it is no check."""
    return tuple(
        f"The source counts {count.claimed} for {count.name} ({count.locator or count.claim});"
        f" these records give {count.given}{_leaning(count)}."
        for count in counts(db, moment, found)
    )


def _leaning(count: "Count") -> str:
    if not count.leaning:
        return ""
    some = "rests" if count.leaning == 1 else "rest"
    return f", of which {count.leaning} {some} on that count itself, so that it is no check"


class Count(NamedTuple):
    """How many capitals a claim counts for an actor, how many the records give it, how many of these by it."""

    claim: str
    name: str
    locator: str | None
    claimed: int
    given: int
    leaning: int = 0


def counts(db: Connection, moment: Moment, found: dict[str, State]) -> list[Count]:
    """Hold the counting claims in effect against the state of the capitals."""
    rows = db.execute(
        "SELECT f.claim, a.name, f.locator, f.subject, f.place, f.value"
        " FROM count_fact AS f JOIN actor AS a ON a.id = f.subject"
        " WHERE f.from_day <= :as_of AND f.until_day >= :as_of AND f.known_day <= :known_by ORDER BY f.claim",
        {"as_of": moment.as_of, "known_by": moment.known_by},
    ).fetchall()
    if not rows:
        return []
    from syriakb.queries.relations.ties import members  # seldom is there such a claim

    result = []
    for claim, name, locator, subject, place, value in rows:
        own = members(db, moment, subject) | {subject}
        inside = _inside(db, place) if place else found.keys()
        given = [
            state for capital, state in found.items() if capital in inside and not own.isdisjoint(state.controllers)
        ]
        leaning = sum(claim in state.evidence for state in given)
        result.append(Count(claim, name, locator, value, len(given), leaning))
    return result


def _inside(db: Connection, place: str) -> set[str]:
    return {row[0] for row in db.execute("SELECT place FROM enclosing WHERE ancestor = ?", (place,))}
