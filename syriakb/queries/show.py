"""One record, with all that touches it."""

from typing import Any

from syriakb.answers import Answer, Dossier
from syriakb.queries import control
from syriakb.queries.claims import Filter, claims
from syriakb.queries.lookup import Ref
from syriakb.queries.moment import Moment
from syriakb.queries.relations import relations

# The fields of a record under the names that its file gives them. Two of those are words of SQL, hence the quotes.
_FIELDS = {
    "predicate": 'id, label, inverse_label, symmetric, grp AS "group", effect',
    "source": "id, title, publisher, published, url, reliability, note",
    "actor": "id, name, kind, wikidata, note",
    "place": "id, name, kind, lat, lon, pcode, wikidata, source, note",
    "alliance": 'id, subject, predicate, object, start, until AS "end", note',
    "claim": "id, statement, subject, predicate, object, value, stance, modality, directness, said_by, via, source,"
    ' locator, exact, start, until AS "end", reported, credibility, note, retracted_on, retracted_reason,'
    " superseded_by, recorded",
}
_LISTS = {
    ("actor", "aliases"): "SELECT shown FROM name WHERE row = ? AND seq > 1 ORDER BY seq",
    ("place", "aliases"): "SELECT shown FROM name WHERE row = ? AND seq > 1 ORDER BY seq",
    ("place", "within"): "SELECT parent FROM within WHERE row = ? ORDER BY seq",
    ("alliance", "support_types"): "SELECT type FROM support_type WHERE row = ? ORDER BY seq",
    ("alliance", "evidence"): "SELECT claim FROM evidence WHERE row = ? ORDER BY seq",
    ("claim", "about"): "SELECT ref FROM about WHERE row = ? ORDER BY seq",
    ("predicate", "subject_kinds"): "SELECT kind FROM predicate_kind WHERE row = ? AND side = 'subject'",
    ("predicate", "object_kinds"): "SELECT kind FROM predicate_kind WHERE row = ? AND side = 'object'",
}


def show(moment: Moment, ref: Ref) -> Dossier:
    """The record, its relations, the control it is part of and the claims about it, at the moment."""
    record = fields(moment, ref)
    touching = {
        "relations": _relations(moment, ref, record),
        "control": _control(moment, ref),
        "claims": _claims(moment, ref, record),
    }
    return Dossier(ref.kind, record, tuple(touching.items()))


def fields(moment: Moment, ref: Ref) -> dict[str, Any]:
    """The fields of a record as its file has them; a list is a list, an absent field is None."""
    cursor = moment.db.execute(f"SELECT {_FIELDS[ref.kind]}, row FROM {ref.kind} WHERE id = ?", (ref.id,))
    *values, row = cursor.fetchone()
    found: dict[str, Any] = dict(zip([column[0] for column in cursor.description], values, strict=False))
    for (kind, name), sql in _LISTS.items():
        if kind == ref.kind:
            found[name] = [value for (value,) in moment.db.execute(sql, (row,))]
    if ref.kind == "claim":
        taken_back = {key: found.pop(old) for key, old in _RETRACTION.items()}
        found["retracted"] = taken_back if taken_back["on"] else None
    return found


_RETRACTION = {"on": "retracted_on", "reason": "retracted_reason", "superseded_by": "superseded_by"}


def _relations(moment: Moment, ref: Ref, record: dict[str, Any]) -> Answer:
    if ref.kind == "actor":
        return relations(moment, ref.id)
    ends = (record["subject"], record["object"]) if ref.kind == "alliance" else ()
    found = relations(moment, ends[0]) if ends else Answer("relations", "Relations", (), ())
    return found._replace(rows=tuple(row for row in found.rows if {row[0], row[2]} == set(ends)))


def _control(moment: Moment, ref: Ref) -> Answer:
    if ref.kind == "place":
        return control.control(moment, place=ref.id)
    if ref.kind == "actor":
        return control.control(moment, controller=ref.id)
    return Answer("control", "Who controls what", (), ())


def _claims(moment: Moment, ref: Ref, record: dict[str, Any]) -> Answer:
    if ref.kind in ("actor", "place"):
        said = claims(moment, Filter(said_by=ref.id)).rows if ref.kind == "actor" else ()
        about = claims(moment, Filter(about=ref.id))
        return about._replace(rows=tuple(dict.fromkeys((*about.rows, *said))), total=None)
    if ref.kind == "source":
        return claims(moment, Filter(source=ref.id))
    if ref.kind == "predicate":
        return claims(moment, Filter(predicate=ref.id))
    ids = record["evidence"] if ref.kind == "alliance" else [ref.id]
    return claims(moment, Filter(ids=tuple(ids)), None)
