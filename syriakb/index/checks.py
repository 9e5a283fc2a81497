"""Checks: what must hold between records, each rule a question to the index that finds where it does not.

Every rule gives findings for the records whose rows lie in the table `scope`. A record with an error is left out of the
index, so the rules go by stages: a stage may rely on what the stages before it have left. What a record must hold by
itself is in `model.fields`.
"""

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeAlias

from syriakb.errors import ERROR, WARNING
from syriakb.index import enclosing, nearest
from syriakb.index.references import REFERENCES, Reference


class Finding(NamedTuple):
    """A fault of the record in row `row` of the table `kind`, which is `loose` for one that has faults of its own.

    `field` is where it shows, if in one field.
    """

    kind: str
    row: int
    field: str
    severity: str
    code: str
    message: str
    hint: str | None = None


Rule: TypeAlias = Callable[[sqlite3.Connection], Iterator[Finding]]
_SIDES = ("subject", "object")


def scoped(kind: str) -> str:
    """The FROM clause that gives the records of a kind within the scope, as `r`."""
    return f"FROM scope CROSS JOIN {kind} AS r ON r.row BETWEEN scope.first AND scope.last"


def _unique(kind: str) -> Rule:
    """No two records of a kind have one id; the one that was read later is at fault."""

    def rule(db: sqlite3.Connection) -> Iterator[Finding]:
        sql = f"""
            SELECT DISTINCT MAX(r.row, other.row), r.id, file.path, first.line
            {scoped(kind)} JOIN {kind} AS other ON other.id = r.id AND other.row <> r.row
            JOIN {kind} AS first ON first.row = MIN(r.row, other.row)
            JOIN file ON file.id = first.file"""
        for row, name, path, line in db.execute(sql):
            message = f"The id {name} is taken already, in {path}:{line}."
            yield Finding(kind, row, "id", ERROR, "duplicate-id", message, "Give one of the two another id.")

    return rule


def _actor_or_place(db: sqlite3.Connection) -> Iterator[Finding]:
    """Actors and places share their ids, since a claim's subject or object can be either."""
    for row, name in db.execute(f"SELECT r.row, r.id {scoped('place')} JOIN actor ON actor.id = r.id"):
        message = f"The id {name} is taken already, by an actor."
        yield Finding("place", row, "id", ERROR, "duplicate-id", message, "Give one of the two another id.")


def _references(kind: str) -> tuple[Rule, ...]:
    """The fields of a kind that hold ids hold those of records there are, in sound records and in unsound ones."""
    found = [reference for reference in REFERENCES if reference.kind == kind]
    fields = {reference.field: reference for reference in reversed(found)}
    return (
        *(_refers(reference) for reference in found),
        *(_refers_loosely(each) for each in reversed(fields.values())),
    )


def _refers(reference: Reference) -> Rule:
    kind, field, column, targets = reference
    table = column.partition(".")[0]
    join = "" if table == kind else f"JOIN {table} ON {table}.row = r.row"
    value = column if join else f"r.{field}"

    def rule(db: sqlite3.Connection) -> Iterator[Finding]:
        sql = f"SELECT r.row, {value} {scoped(kind)} {join} WHERE {value} IS NOT NULL AND {_missing(value, targets)}"
        return _dangling(db, kind, reference, db.execute(sql).fetchall())

    return rule


def _refers_loosely(reference: Reference) -> Rule:
    here = f"r.kind = '{reference.kind}' AND r.field = '{reference.field}'"

    def rule(db: sqlite3.Connection) -> Iterator[Finding]:
        sql = f"SELECT r.row, r.ref {scoped('loose')} WHERE {here} AND {_missing('r.ref', reference.targets)}"
        return _dangling(db, "loose", reference, db.execute(sql).fetchall())

    return rule


def _missing(value: str, targets: tuple[str, ...]) -> str:
    return " AND ".join(f"NOT EXISTS (SELECT 1 FROM {target} AS t WHERE t.id = {value})" for target in targets)


def _dangling(
    db: sqlite3.Connection, table: str, reference: Reference, found: list[tuple[int, str]]
) -> Iterator[Finding]:
    _, field, _, targets = reference
    hints = nearest.hints(db, {name for _, name in found}, targets)
    for row, name in found:
        message = f"The field {field} names {nearest.shown(name)}, but no {' or '.join(targets)} has that id."
        yield Finding(table, row, field, ERROR, "dangling-reference", message, hints[name])


def _fits(kind: str, side: str) -> Rule:
    """The subject and the object are of a kind that the predicate allows; `actor` and `place` stand for any.

    Where a predicate that moves control names none, it takes an actor and a place: no other claim would count.
    """
    type_of_control = {"subject": "actor", "object": "place"}[side]
    named = f"SELECT 1 FROM {side}_kind AS k WHERE k.row = p.row"
    joint = (kind, side) == ("claim", "subject")
    others = " OR e.id IN (SELECT j.subject FROM joint AS j WHERE j.row = r.row)" if joint else ""

    def rule(db: sqlite3.Connection) -> Iterator[Finding]:
        sql = f"""
            SELECT r.row, r.predicate, e.id, e.kind, p.row {scoped(kind)}
            JOIN predicate AS p ON p.id = r.predicate
            JOIN (SELECT id, kind, 'actor' AS type FROM actor UNION ALL SELECT id, kind, 'place' FROM place) AS e
              ON e.id = r.{side}{others}
            WHERE CASE
              WHEN EXISTS ({named}) THEN NOT EXISTS ({named} AND k.kind IN (e.kind, e.type))
              ELSE p.effect IS NOT NULL AND e.type <> '{type_of_control}'
            END"""
        for row, predicate, name, has, predicate_row in db.execute(sql).fetchall():
            allowed = db.execute(f"SELECT kind FROM {side}_kind WHERE row = ? ORDER BY seq", (predicate_row,))
            kinds = ", ".join(each for (each,) in allowed) or f"{'an' if side == 'subject' else 'a'} {type_of_control}"
            message = f"The {side} of {predicate} is {name}, which is of the kind {has}."
            yield Finding(kind, row, side, ERROR, "wrong-kind", message, f"It takes {kinds}.")

    return rule


def _acyclic(db: sqlite3.Connection) -> Iterator[Finding]:
    """No place lies within itself. A circle can go through places outside of the scope, which are at fault as well."""
    for name in enclosing.circles(db):
        message = f"The place {name} lies within itself, by way of the places that it is said to be within."
        for (row,) in db.execute("SELECT row FROM place WHERE id = ?", (name,)):
            yield Finding("place", row, "within", ERROR, "within-cycle", message, "Take one of them out of the circle.")


def _one_meaning(kind: str) -> Rule:
    """A name or an alias means one record of its kind; of places, within what they lie in.

    Several may share a common noun, which both write in small letters, such as `rebels`.
    """
    parent = "SELECT 1 FROM within AS w WHERE w.row = {0}.row"
    shared = (
        "SELECT 1 FROM within AS w JOIN within AS o ON o.parent = w.parent WHERE w.row = r.row AND o.row = other.row"
    )
    apart = f"EXISTS ({parent.format('r')}) AND EXISTS ({parent.format('other')}) AND NOT EXISTS ({shared})"
    beside = f"AND NOT ({apart})" if kind == "place" else ""
    small = " AND ".join(
        f"{each} = LOWER({each}) AND {each} <> UPPER({each})" for each in ("name.shown", "other.shown")
    )

    def rule(db: sqlite3.Connection) -> Iterator[Finding]:
        sql = f"""
            SELECT DISTINCT r.row, name.shown, other.ref {scoped(kind)}
            JOIN name ON name.row = r.row
            JOIN name AS other ON other.folded = name.folded AND other.kind = name.kind AND other.ref < name.ref
              {beside}
            WHERE NOT ({small})"""
        for row, shown, other in db.execute(sql):
            message = f"The name {shown} means {other} too."
            hint = "Whoever asks for it is told to be more precise; keep it where it belongs most."
            yield Finding(kind, row, "aliases", WARNING, "ambiguous-alias", message, hint)

    return rule


def _said_once(db: sqlite3.Connection) -> Iterator[Finding]:
    """No two claims are the same in every field, but their ids and when they were recorded; the later is told."""
    sql = f"""
        SELECT r.row, first.id {scoped("claim")}
        JOIN claim AS first ON first.row = (SELECT MIN(row) FROM claim AS o WHERE o.twin = r.twin)
        WHERE first.row < r.row AND r.retracted_on IS NULL"""
    for row, first in db.execute(sql):
        message = f"The claim {first} says the same, in every field."
        hint = "Retract one of them, or say in a note what makes them two."
        yield Finding("claim", row, "id", WARNING, "repeated-claim", message, hint)


def _of_two(kind: str, severity: str) -> Rule:
    """Nobody is related to himself."""

    among = " OR r.object IN (SELECT j.subject FROM joint AS j WHERE j.row = r.row)" if kind == "claim" else ""

    def rule(db: sqlite3.Connection) -> Iterator[Finding]:
        for row, name in db.execute(f"SELECT r.row, r.object {scoped(kind)} WHERE r.subject = r.object{among}"):
            message = f"The {kind} relates {name} to itself."
            yield Finding(kind, row, "object", severity, "self-relation", message, "Name another object.")

    return rule


def _dated(db: sqlite3.Connection) -> Iterator[Finding]:
    """It is known when a claim was reported, or from when what it says is so."""
    sql = f"""
        SELECT r.row {scoped("claim")} JOIN dated_claim AS d ON d.row = r.row
        WHERE d.report IS NULL AND d.start IS NULL"""
    for (row,) in db.execute(sql):
        message = "This claim has no date: it counts on every day, as older than every claim with one."
        hint = "Add start or reported here, or published to its source."
        yield Finding("claim", row, "source", WARNING, "undated-claim", message, hint)


def _told_afterwards(db: sqlite3.Connection) -> Iterator[Finding]:
    """What is said to be so already began no later than it was reported."""
    sql = f"""
        SELECT r.row, r.start, d.report {scoped("claim")} JOIN dated_claim AS d ON d.row = r.row
        WHERE d.modality = 'actual' AND d.retracted_on IS NULL AND d.start_first > d.report_last"""
    for row, start, report in db.execute(sql):
        message = f"The start {start} is after the report {report}."
        hint = "Mend one of them; what was only planned or expected has the modality intended or possible."
        yield Finding("claim", row, "start", WARNING, "start-after-report", message, hint)


def _evidence(db: sqlite3.Connection) -> Iterator[Finding]:
    """Each claim that is evidence of an alliance asserts something of both its actors."""
    involves = "{side} IN (c.subject, c.object) OR EXISTS (SELECT 1 FROM about WHERE row = c.row AND ref = {side})"
    sql = f"""
        SELECT r.row, e.claim, c.stance, c.modality, r.subject, r.object,
          ({involves.format(side="r.subject")}) AND ({involves.format(side="r.object")})
        {scoped("alliance")} JOIN evidence AS e ON e.row = r.row JOIN claim AS c ON c.id = e.claim"""
    for row, claim, stance, modality, subject, object_, involved in db.execute(sql):
        if stance == "denies":
            message, hint = f"The evidence {claim} denies what it says.", "Name a claim that asserts it."
        elif modality != "actual":
            message, hint = f"The evidence {claim} is only {modality}.", "Name a claim of something actual."
        elif not involved:
            message = f"The evidence {claim} is not about both {subject} and {object_}."
            hint = "Name a claim whose subject, object or `about` has them both."
        else:
            continue
        yield Finding("alliance", row, "evidence", ERROR, "evidence-mismatch", message, hint)


def _standing_evidence(kind: str) -> Rule:
    """No claim that is evidence was retracted."""

    def rule(db: sqlite3.Connection) -> Iterator[Finding]:
        sql = f"""
            SELECT r.row, c.id, c.superseded_by {scoped(kind)} JOIN evidence AS e ON e.row = r.row
            JOIN claim AS c ON c.id = e.claim WHERE c.retracted_on IS NOT NULL"""
        for row, claim, instead in db.execute(sql):
            message = f"The evidence {claim} was retracted, so it no longer counts."
            hint = f"Name {instead} in its stead." if instead else f"Name another claim, or give the {kind} an end."
            yield Finding(kind, row, "evidence", WARNING, "retracted-evidence", message, hint)

    return rule


def _evidence_of_a_place(db: sqlite3.Connection) -> Iterator[Finding]:
    """Each claim that is evidence of a ruling is of something actual, about its place, around or within it."""
    around = "SELECT ancestor FROM enclosing WHERE place = r.place"
    near = f"({around} UNION SELECT place FROM enclosing WHERE ancestor = r.place)"
    about = "SELECT 1 FROM about AS a WHERE a.row = c.row AND a.ref IN"
    sql = f"""
        SELECT r.row, e.claim, c.modality, r.place,
          COALESCE(c.object IN {near}, 0) OR COALESCE(c.place IN {near}, 0) OR EXISTS ({about} {near})
        {scoped("ruling")} JOIN evidence AS e ON e.row = r.row JOIN claim AS c ON c.id = e.claim
        JOIN place AS p ON p.id = r.place"""
    for row, claim, modality, place, involved in db.execute(sql):
        if modality != "actual":
            message, hint = f"The evidence {claim} is only {modality}.", "Name a claim of something actual."
        elif not involved:
            message = f"The evidence {claim} is not about {place}, nor what lies around or within it."
            hint = "Name a claim whose object, `place` or `about` has one of these."
        else:
            continue
        yield Finding("ruling", row, "evidence", ERROR, "evidence-mismatch", message, hint)


def _within_the_object(db: sqlite3.Connection) -> Iterator[Finding]:
    """What a claim leaves out lies within what it is about, where there are both."""
    sql = f"""
        SELECT r.row, x.spared, r.object {scoped("claim")} JOIN exemption AS x ON x.row = r.row
        JOIN place AS p ON p.id = x.spared
        JOIN (SELECT id FROM place UNION ALL SELECT id FROM actor) AS o ON o.id = r.object
        WHERE NOT EXISTS (
          SELECT 1 FROM enclosing AS e WHERE e.place = x.spared AND e.ancestor = r.object AND e.distance > 0
        )"""
    for row, spared, object_ in db.execute(sql):
        message = f"The claim leaves out {spared}, which does not lie within {object_}."
        hint = f"Leave out places within {object_} only, or say in `within` that it lies there."
        yield Finding("claim", row, "except", ERROR, "exception-outside", message, hint)


def _ruled_of_late(db: sqlite3.Connection) -> Iterator[Finding]:
    """No claim that says otherwise was reported later than all that a ruling rests on."""
    side = """
        SELECT 1 FROM ruled AS h WHERE h.row = r.row AND (h.holder = f.subject OR EXISTS (
          SELECT 1 FROM relation_fact AS m WHERE m.grp = 'membership' AND m.stance = 'asserts' AND (
            (m.subject = h.holder AND m.object = f.subject) OR (m.subject = f.subject AND m.object = h.holder))))"""
    cited = "FROM evidence AS e JOIN standing_claim AS c ON c.id = e.claim WHERE e.row = r.row"
    sql = f"""
        SELECT r.row, r.id, MIN(f.claim) {scoped("ruling")} JOIN control_fact AS f ON f.place = r.place
        WHERE f.stance = 'asserts' AND (
            (f.effect IN ('gains', 'holds') AND NOT EXISTS ({side})) OR (f.effect = 'loses' AND EXISTS ({side}))
          )
          AND f.known_day > (SELECT MAX(c.known_day) {cited})
          AND f.from_day >= COALESCE(r.start_last, (SELECT MIN(c.known_day) {cited}))
          AND f.from_day <= COALESCE(r.until_last, 99991231)
        GROUP BY r.row, r.id"""
    for row, name, claim in db.execute(sql):
        message = f"The claim {claim} says otherwise, and was reported later than all that this ruling rests on."
        hint = f"Give the ruling an end, or name the newer claim as evidence: syriakb edit {name}"
        yield Finding("ruling", row, "evidence", WARNING, "outdated-ruling", message, hint)


class Stage(NamedTuple):
    """The rules for a kind of record, and those that compare the records that the first have left."""

    kind: str
    rules: tuple[Rule, ...]
    comparing: tuple[Rule, ...] = ()


STAGES = (
    Stage("predicate", (_unique("predicate"),)),
    Stage("actor", (_unique("actor"),), (_one_meaning("actor"),)),
    Stage("source", (_unique("source"), *_references("source"))),
    Stage("place", (_unique("place"), _actor_or_place, _acyclic, *_references("place")), (_one_meaning("place"),)),
    Stage(
        "claim",
        (
            *(_unique("claim"), *_references("claim"), *(_fits("claim", side) for side in _SIDES)),
            *(_within_the_object, _dated, _told_afterwards, _of_two("claim", WARNING)),
        ),
        (_said_once,),
    ),
    Stage(
        "alliance",
        (
            *(_unique("alliance"), *_references("alliance"), *(_fits("alliance", side) for side in _SIDES)),
            *(_evidence, _standing_evidence("alliance"), _of_two("alliance", ERROR)),
        ),
    ),
    Stage(
        "ruling",
        (_unique("ruling"), *_references("ruling"), _evidence_of_a_place, _standing_evidence("ruling")),
        (_ruled_of_late,),
    ),
)
COMPARED = ("ambiguous-alias", "repeated-claim", "outdated-ruling")  # the codes of what the comparing rules find


def find(db: sqlite3.Connection, rules: tuple[Rule, ...]) -> list[Finding]:
    """Everything that the rules find within the scope."""
    found: list[Any] = [finding for rule in rules for finding in rule(db)]
    return found
