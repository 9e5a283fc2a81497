"""The relations between actors at a moment, and who belongs to whom."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby, islice
from sqlite3 import Connection
from typing import Any, NamedTuple, TypeAlias

from syriakb.answers import Column
from syriakb.model.dates import LAST_DAY, day_text
from syriakb.model.shortlist import cited
from syriakb.model.vocabulary import GROUPS
from syriakb.queries.moment import Moment, all_reported, latest_report
from syriakb.queries.relations.spells import spells
from syriakb.queries.sql import fill, sql
from syriakb.queries.voices import VOICES, Origins, Said, Voices, origins, voices

ALLIED = ("support", "alliance", "membership")
STANDINGS = ("assessed", "stated", "claimed", "disputed", "denied")
FIRM = ("assessed", "stated", "claimed")  # what nobody denies
SINCE = (Column("since", "Since", "date"), Column("until", "Until", "date"))
VOICED = (*VOICES, Column("caveat", "Caveat", "wide"))
EVIDENCE = (Column("evidence", "Evidence", "evidence"), Column("grade", "Grade", "grade"))


Proposition: TypeAlias = tuple[str, str, str]
"""Subject, predicate and object by their ids, of a symmetric one in order."""
Asked: TypeAlias = tuple[str, str, str, int, int]
"""A proposition, the day asked for, the day of report."""


STALE = 365  # days after which what was reported of a relation is stale


class Relation(NamedTuple):
    """A proposition between two actors as it stands at a moment, with the claims for and against it."""

    as_of: int
    known_by: int
    subject: str
    predicate: str
    object: str
    group: str
    standing: str
    since: str | None
    until: str | None
    evidence: tuple[str, ...]
    grade: str
    alliance: str | None
    denials: tuple[str, ...]
    said: Voices = Voices()
    caveat: str | None = None

    @property
    def voiced(self) -> tuple[Any, ...]:
        """Whose word it is, and what a careful reader would add."""
        return (*self.said, self.caveat)

    @property
    def proposition(self) -> Proposition:
        """The triple that it is."""
        return self.subject, self.predicate, self.object

    def other(self, actor: str) -> str:
        """The actor at the other end."""
        return self.object if self.subject == actor else self.subject


def among(
    db: Connection,
    moment: Moment,
    actors: Iterable[str] | None = None,
    groups: Iterable[str] = GROUPS,
    moments: Iterable[tuple[int, int]] | None = None,
) -> list[Relation]:
    """The relations of some actors, or of all, in the given groups, at the moment or at several (as of, known by)."""
    everybody = actors is None
    fill(db, "frontier", "actor TEXT", [] if actors is None else [(actor,) for actor in set(actors)])
    if everybody:
        db.execute("INSERT INTO frontier SELECT id FROM actor")
    return _found(db, "relations/around.sql", groups, moments or [(moment.as_of, moment.known_by)])


def told(db: Connection, moment: Moment, actors: Iterable[str] | None, groups: Iterable[str]) -> list[Relation]:
    """The relations of some actors, or of all, at the moment, marked where they are only announced."""
    return marked(db, among(db, moment, actors, groups))


def marked(db: Connection, found: list[Relation]) -> list[Relation]:
    """The relations; one that only what is announced makes other than on the day of the latest report says so in its
    caveat (rule 1), unless nobody knows when it was reported."""
    latest = {known: latest_report(db, known) or LAST_DAY for known in {each.known_by for each in found}}
    later = _later(db, found, latest)
    was = {(each.proposition, each.known_by): each.standing for each in propositions(db, later)} if later else {}

    def announced(each: Relation) -> Relation:
        last = latest[each.known_by]
        if each.as_of <= last or (*each.proposition, last, each.known_by) not in later:
            return each
        same = was.get((each.proposition, each.known_by)) == each.standing
        if same or not all_reported(db, each.evidence):
            return each
        words = f"announced by {day_text(last)}, the latest report"
        return each._replace(caveat="; ".join(filter(None, (words, each.caveat))))

    return [announced(each) for each in found]


def _later(db: Connection, found: list[Relation], latest: Mapping[int, int]) -> set[Asked]:
    """What to ask of the day of the latest report: the relations of a later day that can have been other on it."""
    behind = [each for each in found if each.as_of > latest[each.known_by]]
    touched = {
        (known, *pair)
        for known in {each.known_by for each in behind}
        for pair in db.execute(
            sql("relations/lately.sql"),
            {"last": latest[known], "until": max(each.as_of for each in behind if each.known_by == known)},
        )
    }
    return {
        (*each.proposition, latest[each.known_by], each.known_by)
        for each in behind
        if (each.known_by, each.subject, each.object) in touched
    }


def between(
    db: Connection,
    pairs: Iterable[tuple[str, str]],
    groups: Iterable[str] = GROUPS,
    moments: Iterable[tuple[int, int]] = (),
) -> list[Relation]:
    """The relations within pairs of actors, whichever of the two is the subject, in the order of `among`."""
    fill(
        db, "pair", "subject TEXT, object TEXT", {each for one, other in pairs for each in ((one, other), (other, one))}
    )
    return _found(db, "relations/between.sql", groups, moments)


def propositions(db: Connection, asked: Iterable[Asked]) -> list[Relation]:
    """The propositions asked for, each as it stands at a moment of its own; none where nothing is known of it then."""
    fill(db, "named", "subject TEXT, predicate TEXT, object TEXT, as_of INTEGER, known_by INTEGER", asked)
    return _related(db, "relations/named.sql")


def ended(db: Connection, moment: Moment) -> list[Relation]:
    """The relations that were over at the moment, each as it stood on the last day that is told of it."""
    last = (
        "SELECT subject, predicate, object, MAX(until_day) FROM relation_fact WHERE known_day <= ?"
        " GROUP BY subject, predicate, object HAVING MAX(until_day) < ?"
    )
    found = db.execute(last, (moment.known_by, moment.as_of)).fetchall()
    return propositions(db, [(*row, moment.known_by) for row in found])


def neighbours(db: Connection, moment: Moment, actors: Iterable[str], groups: Iterable[str]) -> list[tuple[str, str]]:
    """The pairs, subject and object, that relations asserted at the moment make with some actors."""
    fill(db, "frontier", "actor TEXT", [(actor,) for actor in actors])
    fill(db, "wanted", "grp TEXT", [(group,) for group in groups])
    days = {"as_of": moment.as_of, "known_by": moment.known_by}
    return db.execute(sql("relations/neighbours.sql"), days).fetchall()


def _found(db: Connection, which: str, groups: Iterable[str], moments: Iterable[tuple[int, int]]) -> list[Relation]:
    fill(db, "wanted", "grp TEXT", [(group,) for group in groups])
    fill(db, "moments", "as_of INTEGER, known_by INTEGER", moments)
    return _related(db, which)


def _related(db: Connection, which: str) -> list[Relation]:
    # Read one by one: thousands of claims of one relation, on hundreds of days, are not all held at once.
    rows = iter(db.execute(sql(which, "relations/steps.sql", "relations/states.sql")))
    first = [*islice(rows, 1)]
    groups = groupby(chain(first, rows), key=lambda row: row[:8])
    back = origins(db) if first else {}
    return _begun(db, [_relation(key, list(group), back) for key, group in groups])


def _begun(db: Connection, found: list[Relation]) -> list[Relation]:
    """The relations, since when they are so without a break; what is only denied began with its denials."""
    keys = [(*each.proposition, each.known_by) for each in found]
    told = spells(db, (key for key, each in zip(keys, found, strict=True) if each.standing != "denied"))
    return [
        each._replace(since=told[key].since(each.as_of)) if key in told and each.standing != "denied" else each
        for key, each in zip(keys, found, strict=True)
    ]


def _relation(key: tuple[Any, ...], rows: list[Any], back: Origins) -> Relation:
    as_of, known_by, subject, predicate, object_, group, standing, alliance = key
    told = [_Told(*row[8:]) for row in rows]
    asserting = [each for each in told if each.stance == "asserts"]
    denying = [each for each in told if each.stance == "denies" and not each.settled]
    weighing = asserting or denying
    ending = [each for each in told if each.stance == "ends"]
    evidence = [*asserting, *denying, *(ending if asserting else [])]
    return Relation(
        *(as_of, known_by, subject, predicate, object_, group, standing),
        since=next((each.start for each in weighing if each.start), None),
        until=next((each.until for each in weighing if each.until), None) or _end(asserting, ending),
        evidence=tuple(dict.fromkeys(each.claim for each in evidence)),
        grade=_grade(weighing),
        alliance=alliance,
        denials=tuple(each.claim for each in denying),
        said=voices(
            (Said(each.speaker, each.source, each.report, each.report_day) for each in weighing), back, as_of, STALE
        ),
        caveat="; ".join(_caveats(told, asserting, denying)) or None,
    )


class _Told(NamedTuple):
    """A claim on a relation, as states.sql gives it."""

    stance: str
    claim: str
    grade: str
    start: str | None
    until: str | None
    settled: int
    own: int
    speaker: str | None
    source: str
    report: str | None
    report_day: int | None


def _end(asserting: list[_Told], ending: list[_Told]) -> str | None:
    """When an ending says that it was so for the last time."""
    return next((each.start or each.report for each in ending), None) if asserting else None


def _grade(weighing: list[_Told]) -> str:
    """The best grade of a claim that says the very thing; where none does, the worst of the evidence (rule 3)."""
    own = [each.grade for each in weighing if each.own]
    return min(own) if own else max(each.grade for each in weighing)


def _caveats(told: list[_Told], asserting: list[_Told], denying: list[_Told]) -> Iterator[str]:
    if asserting and denying:
        yield f"denied too ({cited(each.claim for each in denying)})"
    if settled := [each.claim for each in told if each.settled]:
        yield f"denied before ({cited(settled)})"


def members(db: Connection, moment: Moment, actor: str, *, up: bool = False) -> frozenset[str]:
    """Everybody who belongs to an actor, directly or through others; with `up`, everybody it belongs to.

    To belong is to be `part_of`, or `member_of` what is no organisation: who leads or represents it is no member.
    """
    found: set[str] = set()
    frontier = {actor}
    outside = {each for (each,) in db.execute(_NO_SIDE)}
    while frontier:
        ties = [
            tie for tie in among(db, moment, frontier, ("membership",)) if tie.standing in FIRM and _joins(tie, outside)
        ]
        pairs = [(tie.subject, tie.object) if up else (tie.object, tie.subject) for tie in ties]
        frontier = {other for one, other in pairs if one in frontier} - found - {actor}
        found |= frontier
    return frozenset(found)


_NO_SIDE = "SELECT id FROM actor WHERE kind IN ('organisation', 'state', 'media', 'community', 'person')"


def _joins(tie: Relation, outside: set[str]) -> bool:
    return tie.predicate == "part_of" or (tie.predicate == "member_of" and tie.object not in outside)


def relation_words(db: Connection) -> dict[tuple[str, bool], str]:
    """What to call a predicate seen from its subject (its id) and from its object (its inverse label, as an id)."""
    words: dict[tuple[str, bool], str] = {}
    for name, inverse, symmetric in db.execute("SELECT id, inverse_label, mutual FROM predicate"):
        words[name, True] = name
        words[name, False] = name if symmetric or not inverse else inverse.replace(" ", "_")
    return words


def names_of(db: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The names of actors by their ids."""
    return {each: name_of(db, each) for each in ids}


def name_of(db: Connection, actor: str) -> str:
    """The name of an actor."""
    (name,) = db.execute("SELECT name FROM actor WHERE id = ?", (actor,)).fetchone()
    return str(name)
