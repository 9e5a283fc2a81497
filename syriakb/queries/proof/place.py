"""Why the answer about a place is what it is: the rule that decided, and every claim with its part in it."""

import sqlite3
from collections.abc import Iterator
from sqlite3 import Connection
from typing import Any

from syriakb.answers import Answer
from syriakb.model.dates import day_text
from syriakb.queries.claims import interest
from syriakb.queries.control.states import State, states
from syriakb.queries.moment import Moment
from syriakb.queries.proof.table import COLUMNS, COMMON, Reason, cells, counts, days, footnotes, rows
from syriakb.queries.sql import sql

_PROOF = ("control/reach.sql", "control/steps.sql", "proof/place.sql")
_NEWEST = "The newest claim that counts and says that somebody took or holds a place decides who holds it."
_RULES = {
    "held": _NEWEST,
    "contested": f"{_NEWEST} A claim of that day or later that another fights for it makes it contested; the holder"
    " stays.",
    "besieged": f"{_NEWEST} A claim of that day or later that another besieges it makes it besieged; the holder stays.",
    "disputed": f"{_NEWEST} Newest claims of one day for different sides make it disputed, the better graded named"
    " first; so does a claim with a part in the answer that is denied too.",
    "unknown": f"{_NEWEST} A later claim that this side lost it leaves it unknown who holds it.",
}
_NOTHING = "No claim that counts says who holds it or any place around it, and nothing is guessed."


def why(db: Connection, moment: Moment, place: str) -> Answer:
    """The proof of the state of a place at the moment."""
    key = (place, moment.as_of, moment.known_by)
    state = states(db, [key])[key]
    found = rows(db, sql(*_PROOF), {})
    interests = interest.now(db, moment, (row["id"] for row in found))
    names = _names(db, found, state)
    best = min((row["grade"] for row in found if row["outcome"] == "rival"), default="")
    ordered = sorted(found, key=lambda row: _order(row, interests))
    shown = tuple(cells(row, *_role(row, moment, names, best), interests) for row in ordered)
    verdict = _verdict(state, names)
    notes = (*_rules(moment, state, names, [row["outcome"] for row in found]), *footnotes(shown))
    title = f"Why {names[place]} {verdict}"
    return Answer("why", title, COLUMNS, shown, notes, **moment.stamp)


def _order(row: sqlite3.Row, interests: dict[str, str]) -> tuple[Any, ...]:
    place = list(_ROLES).index(row["outcome"])
    weighs = place < list(_ROLES).index("further away")
    return place, *((row["grade"], interest.rank(interests.get(row["id"]))) if weighs else ())


def _names(db: Connection, found: list[sqlite3.Row], state: State) -> dict[str, str]:
    ids = {row["subject"] for row in found} | {row["place"] for row in found} | {state.place}
    marks = ", ".join("?" * len(ids))
    asked = (
        f"SELECT id, name FROM actor WHERE id IN ({marks}) UNION ALL SELECT id, name FROM place WHERE id IN ({marks})"
    )
    return dict(db.execute(asked, (*ids, *ids)).fetchall())


def _verdict(state: State, names: dict[str, str]) -> str:
    """The state in words that follow the name of the place."""
    holders = " and ".join(names[each] for each in state.controllers)
    if state.status == "disputed" and len(state.controllers) > 1:
        return f"is disputed between {holders}"
    held = f"is held by {holders}" if holders else "has no known holder"
    return held if state.status in ("held", "unknown") else f"{held} and is {state.status}"


def _rules(moment: Moment, state: State, names: dict[str, str], outcomes: list[str]) -> Iterator[str]:
    verdict = f"{names[state.place]} {_verdict(state, names)} ({state.status}, basis {state.basis})."
    yield f"Answer: {verdict}"
    yield f"Rule: {_RULES[state.status] if state.evidence else _NOTHING}"
    if state.basis == "inferred" and state.via:
        yield (
            f"Inference: no claim that counts says who holds {names[state.place]} itself, so it takes the state of the"
            f" nearest place around it of which one does: {names[state.via]}."
        )
    if state.basis == "implied":
        yield "Basis: implied, since what decides does not say so outright but lets it be understood."
    if "began" in outcomes:
        yield (
            "Since: a side that is said to hold a place held it ever since it was said to have taken or to hold it"
            " before, if no claim tells of another holder or a loss in between."
        )
    if state.caveat:
        yield f"Caveat: {state.caveat}."
    if len(set(state.controllers)) == 1 and state.since is None and state.evidence:
        yield "Since: unknown, because the claims that decide do not say when it began."
    yield days(moment)


def _role(row: sqlite3.Row, moment: Moment, names: dict[str, str], best: str) -> tuple[str, str]:
    role, reason = _ROLES[row["outcome"]]
    if row["outcome"] == "rival" and row["grade"] > best:
        role = "decides, lower grade"
    text = reason(row, moment).format(subject=names[row["subject"]], place=names[row["place"]])
    if row["denied"] and row["stance"] == "asserts" and row["outcome"] in _DOUBTED:
        text += " The same is denied, too, which makes the state disputed."
    return role, text


_DOUBTED = ("holds", "rival", "contests", "besieges", "loses")


def _older(row: sqlite3.Row, _: Moment) -> str:
    return f"It {counts(row)}; the newest claim counts from {day_text(row['decided'])}."


def _lost(row: sqlite3.Row, _: Moment) -> str:
    return (
        f"It {counts(row)}, and would decide, but {{subject}} is said to have lost the place {day_text(row['lost'])}."
    )


def _challenge(what: str) -> Reason:
    return lambda row, _: f"It {counts(row)}, not before the holding, and says that {{subject}} {what} the place."


# Outcomes of place.sql, in the order in which a proof tells of them: their role, and the reason in words.
_ROLES: dict[str, tuple[str, Reason]] = {
    "holds": (
        "decides",
        lambda r, _: f"It {counts(r)}, and none that says that somebody took or holds {{place}} is newer.",
    ),
    "rival": (
        "decides",
        lambda r, _: f"It {counts(r)}, the same day as the claim for another side, and none is newer.",
    ),
    "loses": (
        "loses",
        lambda r, _: f"It {counts(r)}, no earlier than any holding, and says that {{subject}} lost the place.",
    ),
    "besieges": ("besieges", _challenge("besieges")),
    "contests": ("contests", _challenge("fights for")),
    "denies": ("denies", lambda _, __: "It denies what a claim with a part in the answer asserts."),
    "began": ("began", lambda r, _: f"It {counts(r)}: the holding that goes on began then, as far as is known."),
    "further away": ("further away", lambda _, __: "It is about {place}, and something nearer has a claim of its own."),
    "older": ("older", _older),
    "lost since": ("lost since", _lost),
    "without effect": (
        "without effect",
        lambda r, _: f"It {counts(r)}: older than what decides, or of a side that it does not concern now.",
    ),
    "denies nothing that decides": (
        "denies",
        lambda _, __: (
            "It denies what no claim with a part in the answer asserts; to deny a holding gives it to nobody."
        ),
    ),
    **COMMON,
}
