"""Every relation of one actor."""

from sqlite3 import Connection

from syriakb.answers import Answer, Column
from syriakb.model.vocabulary import GROUPS
from syriakb.queries.moment import Moment
from syriakb.queries.relations.nearby import nearby
from syriakb.queries.relations.ties import ALLIED, EVIDENCE, SINCE, VOICED, among, name_of


def relations(db: Connection, moment: Moment, actor: str, group: str | None = None) -> Answer:
    """Every relation of an actor to another, friendly or hostile, of one group or of all.

    Where it shows no friends or no foes, these may be told of whom it leads or belongs to: notes say so.
    """
    found = sorted(among(db, moment, [actor], [group] if group else GROUPS), key=lambda r: GROUPS.index(r.group))
    columns = (
        Column("subject", "Subject", "ref"),
        Column("predicate", "Relation", "ref"),
        Column("object", "Object", "ref"),
        Column("group", "Group"),
        Column("standing", "Standing", "standing"),
        *SINCE,
        *EVIDENCE,
        *VOICED,
    )
    rows = (
        (r.subject, r.predicate, r.object, r.group, r.standing, r.since, r.until, r.evidence, r.grade, *r.voiced)
        for r in found
    )
    sides = [{r.group for r in found} & set(side) for side in (ALLIED, ("hostility",))]
    notes = () if all(sides) or (found and group) else nearby(db, moment, [actor], "relations")
    title = f"Relations of {name_of(db, actor)}"
    return Answer("relations", title, columns, tuple(rows), notes, **moment.stamp, group="group")
