"""One record, with all that touches it."""

from sqlite3 import Connection
from typing import Any

from syriakb.answers import Answer, Dossier
from syriakb.queries.claims.listed import Filter, claims
from syriakb.queries.control.places import control
from syriakb.queries.lookup import Ref
from syriakb.queries.moment import Moment
from syriakb.queries.records.read import record
from syriakb.queries.relations.listed import relations


def show(db: Connection, moment: Moment, ref: Ref) -> Dossier:
    """The record, its relations, the control it is part of and the claims about it, at the moment."""
    found = record(db, ref.kind, ref.id)
    touching = {
        "relations": _relations(db, moment, ref, found),
        "control": _control(db, moment, ref, found),
        "claims": _claims(db, moment, ref, found),
    }
    return Dossier(ref.kind, found, tuple(touching.items()))


def _relations(db: Connection, moment: Moment, ref: Ref, record: dict[str, Any]) -> Answer:
    if ref.kind == "actor":
        return relations(db, moment, ref.id)
    if ref.kind == "claim" and _is(db, "actor", record["subject"]):
        return _resting_on(ref.id, relations(db, moment, record["subject"]))
    ends = (record["subject"], record["object"]) if ref.kind == "alliance" else ()
    found = relations(db, moment, ends[0]) if ends else Answer("relations", "Relations", (), ())
    return found._replace(rows=tuple(row for row in found.rows if {row[0], row[2]} == set(ends)))


def _is(db: Connection, kind: str, name: str | None) -> bool:
    return db.execute(f"SELECT 1 FROM {kind} WHERE id = ?", (name,)).fetchone() is not None


def _resting_on(claim: str, answer: Answer) -> Answer:
    """The rows that have the claim among their evidence."""
    evidence = [column.key for column in answer.columns].index("evidence")
    return answer._replace(rows=tuple(row for row in answer.rows if claim in row[evidence]))


def _control(db: Connection, moment: Moment, ref: Ref, record: dict[str, Any]) -> Answer:
    if ref.kind == "claim" and _is(db, "place", record["object"]):
        return _resting_on(ref.id, control(db, moment, place=record["object"]))
    if ref.kind == "place":
        return control(db, moment, place=ref.id)
    if ref.kind == "actor":
        return control(db, moment, controller=ref.id)
    return Answer("control", "Who controls what", (), ())


def _claims(db: Connection, moment: Moment, ref: Ref, record: dict[str, Any]) -> Answer:
    if ref.kind in ("actor", "place"):
        said = claims(db, moment, Filter(said_by=ref.id)).rows if ref.kind == "actor" else ()
        about = claims(db, moment, Filter(about=ref.id))
        return about._replace(rows=tuple(dict.fromkeys((*about.rows, *said))), total=None)
    if ref.kind == "source":
        return claims(db, moment, Filter(source=ref.id))
    if ref.kind == "predicate":
        return claims(db, moment, Filter(predicate=ref.id))
    ids = record["evidence"] if ref.kind == "alliance" else [ref.id]
    return claims(db, moment, Filter(ids=tuple(ids)), None)
