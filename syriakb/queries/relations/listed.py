"""Every relation of one actor."""

from sqlite3 import Connection
from typing import Any

from syriakb.answers import Answer, Column
from syriakb.model.vocabulary import GROUPS
from syriakb.queries.moment import Moment
from syriakb.queries.relations.nearby import nearby, over
from syriakb.queries.relations.ties import ALLIED, EVIDENCE, SINCE, VOICED, Relation, name_of, told

TRIPLE = (
    Column("subject", "Subject", "ref"),
    Column("predicate", "Relation", "ref"),
    Column("object", "Object", "ref"),
    Column("group", "Group"),
)
TOLD = (Column("standing", "Standing", "standing"), *SINCE, *EVIDENCE, *VOICED)


def relations(db: Connection, moment: Moment, actor: str, group: str | None = None) -> Answer:
    """Every relation of an actor to another, friendly or hostile, of one group or of all.

    Where it shows no friends or no foes, these may be told of whom it leads or belongs to: notes say so.
    """
    found = sorted(told(db, moment, [actor], [group] if group else GROUPS), key=lambda r: GROUPS.index(r.group))
    rows = tuple((*each.proposition, each.group, *cells(each)) for each in found)
    sides = [{r.group for r in found} & set(side) for side in (ALLIED, ("hostility",))]
    notes = () if all(sides) or (found and group) else nearby(db, moment, [actor], "relations")
    notes = (*notes, *(() if found else over(db, moment, [actor], [group] if group else GROUPS)))
    title = f"Relations of {name_of(db, actor)}"
    return Answer("relations", title, (*TRIPLE, *TOLD), rows, notes, **moment.stamp, group="group")


def cells(relation: Relation) -> tuple[Any, ...]:
    """What is told of a relation, in the columns of `TOLD`."""
    told = relation.standing, relation.since, relation.until, relation.evidence, relation.grade
    return (*told, *relation.voiced)
