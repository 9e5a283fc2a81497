"""What there is of a sort of records, each with how many claims speak of it."""

from sqlite3 import Connection
from typing import Any, NamedTuple

from syriakb.answers import Answer, Column
from syriakb.errors import NotFoundError, UsageError
from syriakb.queries.claims.listed import SHOWN, counted
from syriakb.queries.moment import Moment

_OF = {
    "about": """
        SELECT c.row FROM dated_claim AS c WHERE c.subject = r.id AND {counts}
        UNION SELECT c.row FROM dated_claim AS c WHERE c.object = r.id AND {counts}
        UNION SELECT c.row FROM dated_claim AS c WHERE c.place = r.id AND {counts}
        UNION SELECT c.row FROM joint AS j JOIN dated_claim AS c ON c.row = j.row WHERE j.subject = r.id AND {counts}
        UNION SELECT c.row FROM about AS a JOIN dated_claim AS c ON c.row = a.row WHERE a.ref = r.id AND {counts}""",
    "source": "SELECT c.row FROM dated_claim AS c WHERE c.source = r.id AND {counts}",
    "predicate": "SELECT c.row FROM dated_claim AS c WHERE c.predicate = r.id AND {counts}",
    "evidence": """
        SELECT c.row FROM evidence AS e JOIN dated_claim AS c ON c.id = e.claim WHERE e.row = r.row AND {counts}""",
}


class _Sort(NamedTuple):
    """A sort of records: its table, what gives the name and the kind of a record `r`, its further columns, each with
    what gives it, and which claims speak of it."""

    table: str
    name: str
    kind: str
    columns: tuple[tuple[Column, str], ...]
    claims: str


_WITHIN = (Column("within", "Within", "ref"), "(SELECT w.parent FROM within AS w WHERE w.row = r.row AND w.seq = 0)")
_PUBLISHED = (
    (Column("publisher", "Publisher"), "r.publisher"),
    (Column("published", "Published", "date"), "r.published"),
    (Column("reliability", "Grade"), "r.reliability"),
)
_TRIPLE = "r.subject || ' ' || r.predicate || ' ' || r.object"
_GROUP = "(SELECT p.grp FROM predicate AS p WHERE p.id = r.predicate)"
_SPAN = ((Column("start", "Start", "date"), "r.start"), (Column("end", "End", "date"), "r.until"))
_SORTS = {
    "actors": _Sort("actor", "r.name", "r.kind", (), "about"),
    "places": _Sort("place", "r.name", "r.kind", (_WITHIN,), "about"),
    "sources": _Sort("source", "r.title", "'source'", _PUBLISHED, "source"),
    "predicates": _Sort("predicate", "r.label", "r.grp", ((Column("effect", "Effect"), "r.effect"),), "predicate"),
    "alliances": _Sort("alliance", _TRIPLE, _GROUP, _SPAN, "evidence"),
    "rulings": _Sort("ruling", "(SELECT p.name FROM place AS p WHERE p.id = r.place)", "r.status", _SPAN, "evidence"),
}
_OF_KINDS = ("actors", "places")


def inventory(db: Connection, moment: Moment, what: str, kind: str | None = None, limit: int | None = SHOWN) -> Answer:
    """All records of one sort, by name, at most `limit` of them (None for all); `kind` keeps those of one kind.

    `what` is one of these sorts, or `kinds`. `claims` counts the claims that speak of each: of actors and places those
    about them, of sources those published in them, of predicates those with them, of alliances their evidence. They
    were not taken back and had been reported by the moment's report day; where somebody chose a day, they are in effect
    on it.
    Raises UsageError, and NotFoundError where nothing is of that kind.
    """
    if kind is not None:
        _check(db, what, kind)
    if what == "kinds":
        return _kinds(db, moment, limit)
    sort = _SORTS[what]
    where = "WHERE :kind IS NULL OR kind = :kind" if what in _OF_KINDS else ""
    (total,) = db.execute(f"SELECT COUNT(*) FROM {sort.table} {where}", {"kind": kind}).fetchone()
    few = f"SELECT r.* FROM {sort.table} AS r {where} ORDER BY {sort.name}, r.id LIMIT :limit"
    cells = ", ".join((sort.name, sort.kind, *(given for _, given in sort.columns)))
    rows = _counted(db, moment, f"r.id, {cells}", few, _OF[sort.claims], kind=kind, limit=_most(limit, total))
    names = Column("name", "Name", "proposition" if what == "alliances" else "text")
    columns = (
        Column("id", "Id", "value"),
        names,
        Column("kind", "Kind"),
        *(column for column, _ in sort.columns),
        _CLAIMS,
    )
    return Answer("list", what.capitalize(), columns, rows, counted(rows, total), **moment.stamp, total=total)


_CLAIMS = Column("claims", "Claims", "number")


def _check(db: Connection, what: str, kind: str) -> None:
    if what not in _OF_KINDS:
        raise UsageError(f"Only actors and places are of kinds: syriakb list {what} shows all.")
    table = _SORTS[what].table
    kinds = [name for (name,) in db.execute(f"SELECT DISTINCT kind FROM {table} ORDER BY kind")]
    if kind not in kinds:
        from difflib import get_close_matches

        close = get_close_matches(kind, kinds, 1, 0.7)
        meant = f" Did you mean {close[0]}?" if close else ""
        raise NotFoundError(f"No {table} is of the kind {kind!r}.{meant} Kinds: {', '.join(kinds) or 'none yet'}.")


def _most(limit: int | None, total: int) -> int:
    return total if limit is None else limit


def _counted(
    db: Connection, moment: Moment, cells: str, few: str, claims: str, **values: Any
) -> tuple[tuple[Any, ...], ...]:
    """The rows of `few`, each with how many of the claims that speak of it count."""
    in_effect = " AND c.from_day <= :as_of AND c.until_day >= :as_of" if moment.chosen else ""
    counts = f"c.retracted_on IS NULL AND c.known_day <= :known_by{in_effect}"
    sql = f"SELECT {cells}, (SELECT COUNT(*) FROM ({claims.format(counts=counts)}) AS speaking) FROM ({few}) AS r"
    return tuple(db.execute(sql, {**values, "as_of": moment.as_of, "known_by": moment.known_by}).fetchall())


def _kinds(db: Connection, moment: Moment, limit: int | None) -> Answer:
    """The kinds of actors and of places, with how many records are of each; a claim counts once for a kind."""
    each = "SELECT '{0}' AS sort, kind, COUNT(*) AS records FROM {0} GROUP BY kind"
    every = f"SELECT * FROM ({each.format('actor')} UNION ALL {each.format('place')}) AS k"
    few = f"{every} ORDER BY sort, kind LIMIT :limit"
    one = "SELECT a.id FROM actor AS a WHERE r.sort = 'actor' AND a.kind = r.kind"
    other = "SELECT p.id FROM place AS p WHERE r.sort = 'place' AND p.kind = r.kind"
    claims = _OF["about"].replace("= r.id", f"IN ({one} UNION ALL {other})")
    total = len(db.execute(every).fetchall())
    rows = _counted(db, moment, "r.kind, r.kind, r.sort, r.records", few, claims, limit=_most(limit, total))
    columns = (
        *(
            Column("id", "Kind"),
            Column("name", "Name", "data"),
            Column("kind", "Of"),
            Column("records", "Records", "number"),
        ),
        _CLAIMS,
    )
    return Answer("list", "Kinds", columns, rows, counted(rows, total), **moment.stamp, total=total)
