"""The graph: who stands with and against whom, around one actor or among all."""

from collections.abc import Iterable, Sequence
from sqlite3 import Connection
from typing import Any

from syriakb.answers import Answer, Column
from syriakb.model.vocabulary import GROUPS
from syriakb.pictures.charts import Network, Node, Tie
from syriakb.pictures.origin import sources
from syriakb.queries.control import states
from syriakb.queries.control.side import stand_for
from syriakb.queries.moment import Moment
from syriakb.queries.relations import sides
from syriakb.queries.relations.ties import Relation, among, marked
from syriakb.queries.voices import aged


def network(
    db: Connection,
    moment: Moment,
    actor: str | None = None,
    depth: int = 1,
    groups: Iterable[str] = GROUPS,
    *,
    alone: bool = False,
    denied: bool = False,
) -> Network:
    """The relations of an actor (its id) over at most `depth` of them, or of all; and the actors at their ends.

    With `alone`, actors without a relation stand in it too; with `denied`, relations that are only denied. Where the
    moment wants sides, every actor is told by its side, the one that was asked for too.
    """
    wanted = list(groups)
    if moment.sides:
        return _of_sides(db, moment, actor, depth, wanted, alone=alone, denied=denied)
    every = among(db, moment, None, wanted) if actor is None else _around(db, moment, actor, depth, wanted)
    return networked(db, moment, marked(db, every), actor, alone=alone, denied=denied)


def _of_sides(
    db: Connection, moment: Moment, actor: str | None, depth: int, groups: list[str], *, alone: bool, denied: bool
) -> Network:
    found = sides.folded(db, marked(db, among(db, moment, None, groups)))
    centre = actor and side_of(db, moment, actor)
    every = around(found.ties, centre, depth) if centre else found.ties
    net = networked(db, moment, every, centre, alone=alone, denied=denied)
    return net._replace(inside=found.inside, folds=stand_for(db, found.pairs))


def side_of(db: Connection, moment: Moment, actor: str) -> str:
    """The side of an actor at the moment; its own id where it belongs to nobody."""
    key = actor, moment.as_of, moment.known_by
    return states.sides(db, [key]).get(key, actor)


def networked(
    db: Connection,
    moment: Moment,
    every: Sequence[Relation],
    actor: str | None = None,
    *,
    alone: bool = False,
    denied: bool = False,
) -> Network:
    """The same of relations that are known already."""
    found = [relation for relation in every if denied or relation.standing != "denied"]
    ends = {end for tie in found for end in (tie.subject, tie.object)} | ({actor} if actor else set())
    rows = db.execute("SELECT id, name, kind FROM actor ORDER BY name, id")
    nodes = tuple(Node(*row) for row in rows if alone or row[0] in ends)
    words = {row[0]: row[1:] for row in db.execute("SELECT id, label, inverse_label, mutual FROM predicate")}
    ties = tuple(_tie(relation, moment, *words[relation.predicate]) for relation in found)
    name = next((node.name for node in nodes if node.id == actor), None)
    title = f"Who stands with and against {name}" if name else "Who stands with and against whom"
    cited = sources(db, (claim for relation in found for claim in relation.evidence))
    left_out = len(every) - len(found)
    net = Network(title, **moment.stamp, nodes=nodes, ties=ties, sources=cited, centre=actor, denied=left_out)
    return net._replace(filters=moment.filters)


def around(every: Iterable[Relation], centre: str, depth: int) -> list[Relation]:
    """Those of the relations that lead from an actor on, over at most `depth` of them, in their order. What is only
    denied is among them, but leads nowhere."""
    ties = list(every)
    reached = {centre}
    for _ in range(depth - 1):
        led = [tie for tie in ties if tie.standing != "denied" and {tie.subject, tie.object} & reached]
        reached |= {end for tie in led for end in (tie.subject, tie.object)}
    return [tie for tie in ties if {tie.subject, tie.object} & reached]


def _around(db: Connection, moment: Moment, actor: str, depth: int, groups: list[str]) -> list[Relation]:
    found: dict[Any, Relation] = {}
    frontier, seen = {actor}, {actor}
    for _ in range(depth):
        ties = among(db, moment, frontier, groups)
        found.update({(tie.subject, tie.predicate, tie.object): tie for tie in ties})
        # A denied relation is shown, but leads nowhere.
        led = (tie for tie in ties if tie.standing != "denied")
        frontier = {end for tie in led for end in (tie.subject, tie.object)} - seen
        seen |= frontier
    return list(found.values())


def _tie(relation: Relation, moment: Moment, label: str, inverse: str | None, symmetric: int) -> Tie:
    return Tie(
        *(relation.subject, relation.predicate, label, inverse or label, relation.object, relation.group),
        *(bool(symmetric), relation.standing, relation.since, relation.until, relation.evidence, relation.grade),
        *(relation.caveat, *relation.said[:3], aged(relation.said, moment)),
    )


def answer(net: Network) -> Answer:
    """The ties of a graph as rows, for whoever looks up what their ids mean."""
    columns = (
        Column("subject", "Subject", "ref"),
        Column("predicate", "Relation", "ref"),
        Column("object", "Object", "ref"),
        Column("standing", "Standing", "standing"),
        Column("since", "Since", "date"),
        Column("until", "Until", "date"),
        Column("evidence", "Evidence", "evidence"),
        Column("grade", "Grade", "grade"),
    )
    rows = tuple(tuple(getattr(tie, column.key) for column in columns) for tie in net.ties)
    return Answer("graph", net.title, columns, rows, as_of=net.as_of, known_by=net.known_by, narrowed=net.filters)
