"""Every relation of one actor."""

from sqlite3 import Connection

from syriakb.answers import Answer, Column
from syriakb.model.vocabulary import GROUPS
from syriakb.queries.moment import Moment
from syriakb.queries.relations.ties import EVIDENCE, SINCE, among, name_of


def relations(db: Connection, moment: Moment, actor: str, group: str | None = None) -> Answer:
    """Every relation of an actor to another, friendly or hostile, of one group or of all."""
    found = sorted(among(db, moment, [actor], [group] if group else GROUPS), key=lambda r: GROUPS.index(r.group))
    columns = (
        Column("subject", "Subject", "ref"),
        Column("predicate", "Relation", "ref"),
        Column("object", "Object", "ref"),
        Column("group", "Group"),
        Column("standing", "Standing", "standing"),
        *SINCE,
        *EVIDENCE,
    )
    rows = (
        (r.subject, r.predicate, r.object, r.group, r.standing, r.since, r.until, r.evidence, r.grade) for r in found
    )
    return Answer(
        "relations", f"Relations of {name_of(db, actor)}", columns, tuple(rows), **moment.stamp, group="group"
    )
