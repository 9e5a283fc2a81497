"""Why the answer about a place is what it is: the rule that decided, and every claim with its part in it."""

import sqlite3
from collections.abc import Iterator
from sqlite3 import Connection
from typing import Any

from syriakb.answers import Answer
from syriakb.model.dates import FIRST_DAY, day_text
from syriakb.queries.claims import interest
from syriakb.queries.control.announced import now
from syriakb.queries.control.states import State, states
from syriakb.queries.moment import Moment, latest_report
from syriakb.queries.proof.links import of_place
from syriakb.queries.proof.table import COLUMNS, COMMON, Reason, cells, counts, days, footnotes, rows
from syriakb.queries.sql import fill, sql

_NEWEST = (
    "Claims are read in the order of their days: the newest that says that somebody took or holds a place decides who"
    " holds it."
)
_RULES = {
    "held": _NEWEST,
    "contested": f"{_NEWEST} Another's fight for it, not ended by a later taking or holding, makes it contested; the"
    " holder stays.",
    "besieged": f"{_NEWEST} Another's siege of it makes it besieged until it is taken, lost or the siege is lifted; the"
    " holder stays.",
    "disputed": f"{_NEWEST} Newest claims for different sides of which none is told to be the later one make it"
    " disputed, the better graded named first; so do a denial of the holder that nothing later settles, and the own"
    " word of another side.",
    "unknown": f"{_NEWEST} A later loss, or the end of all claims that it holds the place, leaves it unknown who does;"
    " nothing older comes back.",
}
_RULED = (
    "The knowledge base itself holds {place} so, by its ruling {ruling}, and decides instead of the claims about it;"
    " later ones that say otherwise are told in the caveat."
)
_NOTHING = "No claim that counts says who holds it or any place around it, and nothing is guessed."


def why(db: Connection, moment: Moment, place: str, actor: str | None = None) -> Answer:
    """The proof of the state of a place at the moment, with what links an actor to it."""
    key = (place, moment.as_of, moment.known_by)
    beyond = moment.as_of > (latest_report(db, moment.known_by) or moment.as_of)
    told = now(db, moment, [place])[place].caveat if beyond else None  # before what is laid out for the proof itself
    state = states(db, [key])[key]
    state = state._replace(caveat=told or state.caveat)
    (seat,) = db.execute("SELECT seat FROM seat WHERE place = ? ORDER BY spared DESC", (place,)).fetchone()
    read = rows(
        db, sql("proof/place.sql"), {"seat": seat, "place": place, "together": int(state.together == "jointly")}
    )
    # A claim can be evidence of a ruling of the place and of one of an area around it: the nearer comes first.
    found = list({row["id"]: row for row in reversed(read)}.values())[::-1]
    interests = interest.now(db, moment, (row["id"] for row in found))
    names = _names(db, found, state)
    best = min((row["grade"] for row in found if row["outcome"] == "rival"), default="")
    ordered = sorted(found, key=lambda row: _order(row, interests))
    shown = tuple(cells(row, *_role(row, moment, names, best), interests) for row in ordered)
    verdict = _verdict(state, names)
    links = tuple(of_place(db, moment, actor, state)) if actor else ()
    notes = (*links, *_rules(moment, state, names, found), *footnotes(shown))
    title = f"Why {names[place]} {verdict}"
    return Answer("why", title, COLUMNS, shown, notes, **moment.stamp)


def _order(row: sqlite3.Row, interests: dict[str, str]) -> tuple[Any, ...]:
    place = list(_ROLES).index(row["outcome"])
    weighs = place < list(_ROLES).index("further away")
    return place, *((row["grade"], interest.rank(interests.get(row["id"]))) if weighs else ())


def _names(db: Connection, found: list[sqlite3.Row], state: State) -> dict[str, str]:
    several = _together(db, found)
    ids = {row["place"] for row in found} | {state.place, state.via or state.place} | set(state.controllers)
    ids |= {row["subject"] for row in found if row["subject"]} | {each for ids in several.values() for each in ids}
    marks = ", ".join("?" * len(ids))
    asked = (
        f"SELECT id, name FROM actor WHERE id IN ({marks}) UNION ALL SELECT id, name FROM place WHERE id IN ({marks})"
    )
    names: dict[str, str] = dict(db.execute(asked, (*ids, *ids)).fetchall())
    return names | {claim: " and ".join(names[each] for each in ids) for claim, ids in several.items()}


def _together(db: Connection, found: list[sqlite3.Row]) -> dict[str, list[str]]:
    """Of the claims that say something of several together, of whom."""
    fill(db, "telling", "claim TEXT", {(row["id"],) for row in found})
    sql_text = (
        "SELECT c.id, m.subject FROM telling AS t JOIN claim AS c ON c.id = t.claim JOIN said_of AS m ON m.row = c.row"
        " WHERE EXISTS (SELECT 1 FROM joint AS j WHERE j.row = c.row) ORDER BY c.id, m.first DESC, m.subject"
    )
    several: dict[str, list[str]] = {}
    for claim, subject in db.execute(sql_text):
        several.setdefault(claim, []).append(subject)
    return several


def _subject(row: sqlite3.Row, names: dict[str, str]) -> str:
    return names.get(row["id"]) or names.get(row["subject"], "")


def _verdict(state: State, names: dict[str, str]) -> str:
    """The state in words that follow the name of the place."""
    holders = " and ".join(names[each] for each in state.controllers)
    if state.status == "disputed" and len(state.controllers) > 1:
        return f"is disputed between {holders}"
    held = f"is held by {holders}" if holders else "has no known holder"
    return held if state.status in ("held", "unknown") else f"{held} and is {state.status}"


def _rules(moment: Moment, state: State, names: dict[str, str], found: list[sqlite3.Row]) -> Iterator[str]:
    outcomes = [row["outcome"] for row in found]
    verdict = f"{names[state.place]} {_verdict(state, names)} ({state.status}, basis {state.basis})."
    yield f"Answer: {verdict}"
    deciding = state.via or state.place if state.basis in ("assessed", "inferred") else None
    ruled = next((row for row in found if row["outcome"] == "ruling" and row["place"] == deciding), None)
    if ruled:
        yield f"Rule: {_RULED.format(place=names[ruled['place']], ruling=ruled['ruling'])}"
        if ruled["ruling_note"]:
            yield f"Its note: {ruled['ruling_note']}"
    else:
        yield f"Rule: {_RULES[state.status] if state.evidence else _NOTHING}"
    if state.basis == "own-word":
        yield "Basis: own-word, since only voices say so whom it serves, and nobody confirms it."
    if reading := [told for *_, told in sorted(_reading(found, names))]:
        yield f"Reading, in the order of days: {'; '.join(reading[-_LATEST:])}."
    if state.basis == "inferred" and state.via:
        yield (
            f"Inference: no claim that counts says who holds {names[state.place]} itself, so it takes the state of the"
            f" nearest place around it of which one does: {names[state.via]}."
        )
    if state.basis == "implied":
        yield "Basis: implied, since what decides does not say so outright but lets it be understood."
    if "began" in outcomes and state.since is not None:
        yield (
            "Since: a side that is said to hold a place held it ever since it was said to have taken or to hold it"
            " before, if no claim tells of another holder or a loss in between."
        )
    if state.caveat:
        yield f"Caveat: {state.caveat}."
    if len(set(state.controllers)) == 1 and state.since is None and state.evidence:
        yield "Since: unknown, because the claims that decide do not say when it began."
    yield days(moment)


_LATEST = 12  # claims that a reading tells of: the newest
_DID = {  # of one, of several
    "gains": ("took", "took"),
    "holds": ("holds", "hold"),
    "loses": ("lost", "lost"),
    "contests": ("fights for", "fight for"),
    "besieges": ("besieges", "besiege"),
}
_UNREAD = ("retracted", "improbable", "not yet reported", "not begun", "further away", "ruling", "overruled")


def _reading(found: list[sqlite3.Row], names: dict[str, str]) -> Iterator[tuple[int, str, str]]:
    """What each claim that is read says and does (rule 4), behind the day and the claim that it is ordered by."""
    read = [row for row in found if row["outcome"] not in _UNREAD and not row["outcome"].startswith("only ")]
    read = [row for row in read if row["effect"]]  # a ruling may rest on a count, which nobody holds a place by
    for row in read:
        did = f"{_subject(row, names)} {_DID[row['effect']][row['id'] in names]} {names[row['place']]}"
        told = {"denies": "it is denied that ", "ends": "it ends that "}.get(row["stance"], "")
        for turn, (day, does) in enumerate(_turns(row)):
            when = "undated" if day == FIRST_DAY else day_text(day)
            yield day, row["id"], f"{when} {told}{did}{', by its report' * turn} ({row['id']}, {does})"


def _turns(row: sqlite3.Row) -> Iterator[tuple[int, str]]:
    """The days for which a claim speaks, of its start and of a holding again of its report (4a), and what it did."""
    does, again = _WORDS[row["outcome"]], row["again"]
    late = again is not None and (row["outcome"] in ("holds", "rival") or row["spoke"] == again)
    yield row["from_day"], _WORDS["older"] if late else does
    if again is not None:
        yield again, does if late or row["outcome"] != "began" else _WORDS["lasts"]


_WORDS = {
    "own word": "own word, moves nothing",
    "own": "own word, disputes it",
    "word": "own word, decides",
    "holds": "decides",
    "rival": "decides",
    "loses": "leaves it to nobody known",
    "denied loss": "denied",
    "expired": "over",
    "ended": "over",
    "besieges": "goes on",
    "contests": "goes on",
    "denies": "disputes it",
    "before": "held it before",
    "lasts": "goes on",
    "began": "begins it",
    "older": "followed by others",
    "lost since": "lost since",
    "without effect": "over or without effect",
    "denies nothing that decides": "moves nothing",
}


def _role(row: sqlite3.Row, moment: Moment, names: dict[str, str], best: str) -> tuple[str, str]:
    role, reason = _ROLES[row["outcome"]]
    if row["outcome"] == "rival" and row["grade"] > best:
        role = "decides, lower grade"
    text = reason(row, moment).format(subject=_subject(row, names), place=names[row["place"]])
    return role, text


def _speaks(row: sqlite3.Row) -> str:
    """From which day a claim counts, and from which again, as a holding does for its report (4a)."""
    again = row["again"] is not None and row["spoke"] == row["again"]
    return counts(row) + (f", and again from {day_text(row['again'])}, when it was reported" if again else "")


def _older(row: sqlite3.Row, _: Moment) -> str:
    return f"It {counts(row)}; the newest claim counts from {day_text(row['decided'])}."


def _lost(row: sqlite3.Row, _: Moment) -> str:
    return (
        f"It {counts(row)}, and would decide, but the place is said to have been lost since, {day_text(row['lost'])}."
    )


def _challenge(what: str, ends: str) -> Reason:
    return lambda row, _: f"It {counts(row)}, and says that {{subject}} {what} the place; {ends}."


# Outcomes of place.sql, in the order in which a proof tells of them: their role, and the reason in words.
_ROLES: dict[str, tuple[str, Reason]] = {
    "holds": (
        "decides",
        lambda r, _: f"It {_speaks(r)}, and none that says that somebody took or holds {{place}} is newer.",
    ),
    "ruling": ("evidence", lambda r, _: f"It is evidence of the ruling {r['ruling']}, which the knowledge base holds."),
    "rival": (
        "decides",
        lambda r, _: f"It {_speaks(r)}, the same day as the claim for another side, and none is newer.",
    ),
    "word": (
        "decides",
        lambda r, _: f"It {counts(r)}, and nothing but what a side says for itself tells who holds the place.",
    ),
    "loses": (
        "loses",
        lambda r, _: f"It {counts(r)}, later than the holding, and says that {{subject}} lost the place.",
    ),
    "denied loss": ("loses", lambda r, _: f"It {counts(r)}, and is denied, so that the holder stays, disputed."),
    "expired": ("ended", lambda r, _: f"It {counts(r)}, and with its end nobody is known to hold the place."),
    "besieges": ("besieges", _challenge("besieges", "nothing told since lifts that")),
    "contests": ("contests", _challenge("fights for", "no later taking or holding ends that")),
    "denies": (
        "denies",
        lambda _, __: "It denies what a claim with a part in the answer asserts, which makes the state disputed.",
    ),
    "own": (
        "disputes",
        lambda r, _: (
            f"It {counts(r)}, and what {{subject}} has of it serves whoever says so: it moves no holder, but makes the"
            " place disputed."
        ),
    ),
    "before": ("held before", lambda r, _: f"It {counts(r)}: who held the place before, since the holder is denied."),
    "lasts": ("lasts", lambda r, _: f"It {counts(r)}: the holding goes on by it."),
    "began": ("began", lambda r, _: f"It {_speaks(r)}: the holding that goes on began then, as far as is known."),
    "further away": ("further away", lambda _, __: "It is about {place}, and something nearer has a claim of its own."),
    "own word": (
        "own word",
        lambda _, __: "It serves the interest of whoever says it, and does not move the answer.",
    ),
    "improbable": (
        "improbable",
        lambda _, __: "It is graded 5, improbable, and is for the answer as if it were not there.",
    ),
    "overruled": (
        "overruled",
        lambda r, _: (
            f"It {counts(r)}; from {day_text(r['ruled_from'])} on the knowledge base holds it as {r['ruling']}."
        ),
    ),
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
