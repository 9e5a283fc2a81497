"""Who controls what: one place and all within it, the places of a kind, or what somebody holds."""

from sqlite3 import Connection
from typing import Any

from syriakb.answers import Answer, Column
from syriakb.queries.control.announced import now
from syriakb.queries.control.side import Side, folds, jointly
from syriakb.queries.control.states import STATE
from syriakb.queries.lookup import of_one_name, one_of_several
from syriakb.queries.moment import Moment

COLUMNS = (Column("place", "Place", "ref"), Column("name", "Name", "data"), Column("kind", "Kind"), *STATE)


def control(
    db: Connection,
    moment: Moment,
    *,
    place: str | None = None,
    controller: str | None = None,
    kind: str | None = None,
) -> Answer:
    """Who controls what: one place and all within it, the places of a kind, what a controller holds, or all places."""
    rows = _places(db, moment, place, controller, kind)
    found = now(db, moment, [row[0] for row in rows])
    notes: tuple[str, ...] = ()
    if controller:
        side = Side.of(db, moment, controller)
        rows = [row for row in rows if side.holds(found[row[0]])]
        notes = side.notes(db, (found[row[0]] for row in rows))
    notes += (*jointly(db, (found[row[0]] for row in rows)), *folds(db, (found[row[0]] for row in rows)))
    same = of_one_name(db, {row[0]: row[1] for row in rows}) or (place and one_of_several(db, place))
    notes += (same,) if same else ()
    cells = tuple((*row, *found[row[0]].cells) for row in rows)
    return Answer("control", "Who controls what", COLUMNS, cells, notes, **moment.stamp)


def folded(db: Connection, moment: Moment) -> tuple[str, ...]:
    """Which actors are told by their sides at the moment, whatever place they hold, in sentences."""
    return folds(db, now(db, moment, [place for (place,) in db.execute("SELECT id FROM place")]).values())


def _places(db: Connection, moment: Moment, place: str | None, controller: str | None, kind: str | None) -> list[Any]:
    """The places that can belong to the answer: those asked for, or within what the side of the controller claims."""
    conditions, values = ["1 = 1"], []
    if place:
        conditions.append("p.id IN (SELECT place FROM enclosing WHERE ancestor = ?)")
        values.append(place)
    if kind:
        conditions.append("p.kind = ?")
        values.append(kind)
    if controller:
        side = sorted(Side.of(db, moment, controller).all)
        conditions.append(
            "p.id IN (SELECT e.place FROM control_fact AS f JOIN enclosing AS e ON e.ancestor = f.place"
            f" WHERE f.subject IN ({', '.join('?' * len(side))})"
            " AND f.effect IN ('gains', 'holds') AND f.stance = 'asserts'"
            " UNION SELECT e.place FROM ruled AS h JOIN ruling AS r ON r.row = h.row"
            f" JOIN enclosing AS e ON e.ancestor = r.place WHERE h.holder IN ({', '.join('?' * len(side))}))"
        )
        values += [*side, *side]
    sql_text = f"SELECT p.id, p.name, p.kind FROM place AS p WHERE {' AND '.join(conditions)} ORDER BY p.name, p.id"
    return db.execute(sql_text, values).fetchall()
