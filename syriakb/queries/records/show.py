"""One record, with all that touches it."""

from sqlite3 import Connection
from typing import Any

from syriakb.answers import Answer, Dossier
from syriakb.queries.claims.listed import SHOWN, Filter, claims, counted
from syriakb.queries.control.places import control
from syriakb.queries.lookup import Ref
from syriakb.queries.moment import Moment
from syriakb.queries.records.read import record
from syriakb.queries.relations.listed import relations


def show(db: Connection, moment: Moment, ref: Ref, limit: int | None = SHOWN) -> Dossier:
    """The record, its relations, the control it is part of and the claims about it (at most `limit`), at the moment."""
    found = record(db, ref.kind, ref.id)
    touching = {
        "relations": _relations(db, moment, ref, found),
        "control": _control(db, moment, ref, found),
        "claims": _claims(db, moment, ref, found, limit),
    }
    return Dossier(ref.kind, found, tuple(touching.items()))


def _relations(db: Connection, moment: Moment, ref: Ref, record: dict[str, Any]) -> Answer:
    if ref.kind == "actor":
        return relations(db, moment, ref.id)
    if ref.kind == "claim" and _is(db, "actor", _first(record["subject"])):
        return _resting_on(ref.id, relations(db, moment, _first(record["subject"])))
    ends = (record["subject"], record["object"]) if ref.kind == "alliance" else ()
    found = relations(db, moment, ends[0]) if ends else Answer("relations", "Relations", (), ())
    return found._replace(rows=tuple(row for row in found.rows if {row[0], row[2]} == set(ends)))


def _first(subject: Any) -> Any:
    return subject[0] if isinstance(subject, list) else subject


def _is(db: Connection, kind: str, name: str | None) -> bool:
    return db.execute(f"SELECT 1 FROM {kind} WHERE id = ?", (name,)).fetchone() is not None


def _resting_on(claim: str, answer: Answer) -> Answer:
    """The rows that have the claim among their evidence."""
    evidence = [column.key for column in answer.columns].index("evidence")
    return answer._replace(rows=tuple(row for row in answer.rows if claim in row[evidence]))


def _control(db: Connection, moment: Moment, ref: Ref, record: dict[str, Any]) -> Answer:
    if ref.kind == "claim" and _is(db, "place", record["object"]):
        return _resting_on(ref.id, control(db, moment, place=record["object"]))
    if ref.kind in ("place", "ruling"):
        return control(db, moment, place=ref.id if ref.kind == "place" else record["place"])
    if ref.kind == "actor":
        return control(db, moment, controller=ref.id)
    return Answer("control", "Who controls what", (), ())


def _claims(db: Connection, moment: Moment, ref: Ref, record: dict[str, Any], limit: int | None) -> Answer:
    if ref.kind == "actor":
        return _about_or_by(db, moment, ref.id, limit)
    ids = tuple(record.get("evidence", (ref.id,)))
    wanted = {
        "place": Filter(about=(ref.id,)),
        "source": Filter(source=ref.id),
        "predicate": Filter(predicate=ref.id),
    }
    return claims(db, moment, wanted.get(ref.kind, Filter(ids=ids)), limit)


def _about_or_by(db: Connection, moment: Moment, actor: str, limit: int | None) -> Answer:
    """The claims about an actor, then those by it about others."""
    about, said = (claims(db, moment, wanted, limit) for wanted in (Filter(about=(actor,)), Filter(said_by=actor)))
    both = claims(db, moment, Filter(about=(actor,), said_by=actor), 0)
    rows = tuple(dict.fromkeys((*about.rows, *said.rows)))[:limit]
    total = sum(each.total or 0 for each in (about, said)) - (both.total or 0)
    return about._replace(rows=rows, total=total, notes=counted(rows, total))
