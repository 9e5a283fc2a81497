"""Why the relations of two actors stand as they do: the rule, and every claim for and against each."""

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from sqlite3 import Connection
from typing import Any

from syriakb.answers import Answer, Column
from syriakb.model.vocabulary import GROUPS
from syriakb.queries.claims import interest
from syriakb.queries.labels import told_apart
from syriakb.queries.moment import Moment
from syriakb.queries.proof.links import about_both
from syriakb.queries.proof.table import COLUMNS, COMMON, Reason, cells, counts, days, footnotes, rows
from syriakb.queries.sql import fill, sql

_COLUMNS = (
    *COLUMNS,
    Column("proposition", "Proposition", "data"),
    Column("standing", "Standing", "data"),
    Column("reads", "Proposition"),
)
_RULES = {
    "assessed": "assessed, because the knowledge base itself holds this relation on that evidence; that somebody"
    " denies it is told and does not undo it",
    "stated": "stated, because a source says so in its own voice, nobody denies it, and the knowledge base itself does"
    " not hold it",
    "claimed": "claimed, because only named speakers assert it, nobody denies it, and the knowledge base itself does"
    " not hold it",
    "disputed": "disputed, because it is both asserted and denied, and the knowledge base itself does not hold it",
    "denied": "denied, because it is only denied",
    None: "nothing, because no claim about it counts",
}

_PROOF = ("relations/around.sql", "relations/steps.sql", "proof/relation.sql")
Key = tuple[str, str, str]


def why(db: Connection, moment: Moment, one: str, other: str, predicate: str | None = None) -> Answer:
    """The proof of each relation between two actors, or, with a predicate, of `one predicate other`."""
    fill(db, "frontier", "actor TEXT", [(one,)])
    fill(db, "wanted", "grp TEXT", [(group,) for group in GROUPS])
    fill(db, "moments", "as_of INTEGER, known_by INTEGER", [(moment.as_of, moment.known_by)])
    found = rows(db, sql(*_PROOF), {"one": one, "other": other})
    if predicate:
        (symmetric,) = db.execute("SELECT mutual FROM predicate WHERE id = ?", (predicate,)).fetchone()
        found = [r for r in found if r["predicate"] == predicate and (symmetric or r["subject"] == one)]
    names = told_apart(dict(db.execute("SELECT id, name FROM actor WHERE id IN (?, ?)", (one, other)).fetchall()))
    interests = interest.now(db, moment, (row["claim"] for row in found))
    proofs = [_proof(moment, list(group), names, interests) for _, group in groupby(found, key=_key)]
    shown = tuple(row for proof in proofs for row in proof)
    notes = (*_rules(shown), *([days(moment), _ALLIANCES] if shown else []), *footnotes(shown))
    if not shown:
        notes = (
            notes[0],
            about_both(db, moment, one, other),
            f"By way of others: syriakb path {one} {other}",
            *notes[1:],
        )
    title = f"Why {names[one]} and {names[other]}"
    empty = None if shown else "There is no match: nothing on record says how the one stands to the other."
    return Answer("why", title, _COLUMNS, shown, notes, **moment.stamp, group="reads", empty=empty)


_ALLIANCES = (
    "A relation that the knowledge base holds counts by its own start and end, without a start from the day on which"
    " its first evidence was reported; evidence that was taken back does not count."
)


def _key(row: sqlite3.Row) -> Key:
    return row["subject"], row["predicate"], row["object"]


def _proof(moment: Moment, found: list[sqlite3.Row], names: dict[str, str], interests: dict[str, str]) -> list[Any]:
    """The claims of one proposition; one that is evidence too is told once, as such."""
    key = _key(found[0])
    standing = found[0]["standing"]
    reads = f"{names[key[0]]} {found[0]['label']} {names[key[2]]}: {standing or 'nothing that counts'}"
    order = list(_ROLES)
    found.sort(key=lambda row: (order.index(row["outcome"]), row["grade"], interest.rank(interests.get(row["claim"]))))
    told = {row["claim"]: row for row in reversed(found)}
    return [
        (*cells(row, *_role(row, moment), interests), " ".join(key), standing, reads)
        for row in found
        if told[row["claim"]] is row
    ]


def _rules(shown: tuple[Any, ...]) -> Iterator[str]:
    if not shown:
        yield "No claim and no relation of the knowledge base links the two so."
    for standing in dict.fromkeys(row[11] for row in shown):
        which = list(dict.fromkeys(row[10] for row in shown if row[11] == standing))
        yield f"Rule: {', '.join(which)}: {_RULES[standing]}."


def _role(row: sqlite3.Row, moment: Moment) -> tuple[str, str]:
    role, reason = _ROLES[row["outcome"]]
    return role, reason(row, moment)


def _held(row: sqlite3.Row) -> str:
    span = [f"from {row['alliance_start']}"] if row["alliance_start"] else []
    span += [f"to {row['alliance_until']}"] if row["alliance_until"] else []
    return f"{row['alliance']}, which the knowledge base holds{' ' + ' '.join(span) if span else ''}"


_ROLES: dict[str, tuple[str, Reason]] = {
    "evidence": ("evidence", lambda r, _: f"It is evidence of {_held(r)}."),
    "asserts": ("asserts", lambda r, _: f"It {counts(r)}, and asserts it."),
    "denies": ("denies", lambda r, _: f"It {counts(r)}, and denies it."),
    "ends": ("ends", lambda r, _: f"It says that it was so for the last time in {r['start'] or r['reported']}."),
    "over by an ending": (
        "not in effect",
        lambda r, _: f"It {counts(r)}, and another claim says that it ended then or later.",
    ),
    "settled": ("denies", lambda r, _: f"It {counts(r)}, and denies it; what is asserted later settles that."),
    "alliance ended": ("not in effect", lambda r, _: f"It is evidence of {_held(r)}: that has ended."),
    "alliance not begun": ("not in effect", lambda r, _: f"It is evidence of {_held(r)}: that has not begun."),
    **COMMON,
}
