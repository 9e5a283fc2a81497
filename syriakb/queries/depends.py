"""Which answers about control and relations rest on whose word (rules 12 and 13)."""

from collections import Counter
from collections.abc import Iterable
from sqlite3 import Connection
from typing import Any, NamedTuple

from syriakb.answers import Answer, Column
from syriakb.queries.control.states import State, now
from syriakb.queries.moment import Moment, Opened
from syriakb.queries.relations.ties import Proposition, Relation, among
from syriakb.queries.sql import fill
from syriakb.queries.trust import Trust, narrow

_ON = (
    Column("voice", "Voice", "data"),
    Column("what", "What"),
    Column("id", "Name", "proposition"),
    Column("name", "Name", "data"),
    Column("with", "With", "refs"),
    Column("status_with", "Status with", "data"),
    Column("without", "Without", "refs"),
    Column("status_without", "Status", "status"),
    Column("evidence", "Evidence", "evidence"),
)
_VOICES = (Column("voice", "Voice", "value"), Column("name", "Name", "data"), Column("answers", "Answers", "number"))
_CLAIMED = (
    "SELECT e.place FROM enclosing AS e"
    " WHERE e.ancestor IN (SELECT place FROM control_fact UNION SELECT place FROM ruling_fact)"
)


class _All(NamedTuple):
    """Every answer about control that some claim is about, and every relation."""

    places: dict[str, State]
    relations: dict[Proposition, Relation]


def _all(db: Connection, moment: Moment, places: Iterable[str]) -> _All:
    return _All(now(db, moment, places), {tie.proposition: tie for tie in among(db, moment)})


def on(kb: Opened, ref: str) -> Answer:
    """The answers that would change without the word of an actor, a source or a claim, as they are and would be.

    What narrows the question narrows both. Raises NotFoundError, AmbiguousError, UsageError.
    """
    places = sorted({place for (place,) in kb.db.execute(_CLAIMED)})
    before = _all(kb.db, kb.at, places)
    names = dict(
        kb.db.execute(
            "SELECT id, name FROM actor UNION ALL SELECT id, name FROM place UNION ALL SELECT id, label FROM predicate"
        )
    )
    kept = Trust(**{name: tuple(value) if isinstance(value, list) else value for name, value in kb.filters.items()})  # type: ignore[arg-type]
    narrow(kb.db, kb.at, kept._replace(without=(*kept.without, ref)))
    after = _all(kb.db, kb.at, places)
    rows = [*_control(ref, before, after, names), *_relations(ref, before, after, names)]
    empty = None if rows else f"No answer about control or relations would change without {ref}."
    return Answer("depends", f"What rests on {ref}", _ON, tuple(rows), **kb.at.stamp, group="what", empty=empty)


def _control(ref: str, before: _All, after: _All, names: dict[str, str]) -> Iterable[tuple[Any, ...]]:
    for place, was in sorted(before.places.items(), key=lambda each: (names[each[0]], each[0])):
        now_ = after.places[place]
        if (set(was.controllers), was.status) != (set(now_.controllers), now_.status):
            states = (was.controllers, was.status, now_.controllers, now_.status)
            yield (ref, "control", place, names[place], *states, was.evidence)


def _relations(ref: str, before: _All, after: _All, names: dict[str, str]) -> Iterable[tuple[Any, ...]]:
    for key in sorted(before.relations.keys() | after.relations.keys()):
        was, now_ = before.relations.get(key), after.relations.get(key)
        standings = [each.standing if each else None for each in (was, now_)]
        if standings[0] != standings[1]:
            called = " ".join(names[each] for each in key)
            told = [(each,) if each else () for each in standings]
            evidence = was.evidence if was else now_.evidence if now_ else ()
            yield (ref, "relation", " ".join(key), called, told[0], None, told[1], None, evidence)


def alone(db: Connection, moment: Moment) -> Answer:
    """The voices by how many answers about places and relations rest on the word of each alone, the most first.

    An answer rests on a voice alone where every claim that decides it is its word: that of a speaker, or of a source in
    its own voice. What is inferred rests on what it is inferred from, and is counted there.
    """
    places = [place for (place,) in db.execute("SELECT DISTINCT place FROM control_fact ORDER BY place")]
    cited = [
        each.evidence for each in now(db, moment, places).values() if each.controllers and each.basis != "inferred"
    ]
    cited += [tie.evidence for tie in among(db, moment) if tie.standing != "denied"]
    fill(db, "telling", "claim TEXT", {(claim,) for each in cited for claim in each})
    voices = dict(
        db.execute(
            "SELECT c.id, COALESCE(c.speaker, c.source) FROM telling AS t JOIN dated_claim AS c ON c.id = t.claim"
        )
    )
    counted = Counter(found.pop() for each in cited if len(found := {voices[claim] for claim in each}) == 1)
    names = dict(db.execute("SELECT id, title FROM source UNION ALL SELECT id, name FROM actor"))
    rows = tuple(
        (voice, names[voice], number) for voice, number in sorted(counted.items(), key=lambda e: (-e[1], e[0]))
    )
    return Answer("depends", "Whose word alone answers rest on", _VOICES, rows, **moment.stamp)
