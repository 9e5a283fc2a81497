"""Relations told by the sides of those who have them: what all of a side have with all of another is one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from sqlite3 import Connection
from typing import NamedTuple

from syriakb.model.dates import parse
from syriakb.model.shortlist import cited
from syriakb.queries.control.states import sides
from syriakb.queries.relations.ties import STALE, STANDINGS, Proposition, Relation, names_of
from syriakb.queries.voices import Said, Voices, origins, voices


class Folded(NamedTuple):
    """Relations between sides; how many within one side are left out; and who is told by which side, as pairs."""

    ties: list[Relation]
    inside: int
    pairs: tuple[tuple[str, str], ...]


def folded(db: Connection, found: Iterable[Relation]) -> Folded:
    """Relations, each told by the sides of its two ends on its day; those of the same sides as one."""
    known = grouped(db, found)
    ties = [joined(db, key, ties) for (*_, key), ties in known.groups.items()]
    return Folded(ties, sum(known.inside.values()), known.pairs)


class Grouped(NamedTuple):
    """Relations by what they are between sides, on which day and as known by which; how many of a day are within one
    side; and who is told by which side, as pairs."""

    groups: dict[tuple[int, int, Proposition], list[Relation]]
    inside: Counter[int]
    pairs: tuple[tuple[str, str], ...]


def grouped(db: Connection, found: Iterable[Relation]) -> Grouped:
    """Relations of one moment or of several by the sides of their ends."""
    ties = list(found)
    ends = {(end, tie.as_of, tie.known_by) for tie in ties for end in (tie.subject, tie.object)}
    side = sides(db, ends)
    mutual = {name for (name,) in db.execute("SELECT id FROM predicate WHERE mutual = 1")}
    groups, inside = dict[tuple[int, int, Proposition], list[Relation]](), Counter[int]()
    for tie in ties:
        one, other = (side.get((end, tie.as_of, tie.known_by), end) for end in (tie.subject, tie.object))
        if one == other:
            inside[tie.as_of] += 1
            continue
        one, other = sorted((one, other)) if tie.predicate in mutual else (one, other)
        groups.setdefault((tie.as_of, tie.known_by, (one, tie.predicate, other)), []).append(tie)
    pairs = {(end, side[end, day, known]) for end, day, known in ends if side.get((end, day, known), end) != end}
    return Grouped(groups, inside, tuple(sorted(pairs)))


def joined(db: Connection, key: Proposition, ties: Sequence[Relation]) -> Relation:
    """What several have with each other as what their sides have: with all claims, as well founded as the best of them.

    What is only denied of some, where it is asserted of others, denies nothing of the side: a caveat tells of it.
    """
    said = [tie for tie in ties if tie.standing != "denied"] or list(ties)
    best = min(said, key=lambda tie: STANDINGS.index(tie.standing))
    subject, _, object_ = key
    if len(ties) == 1:
        return best._replace(subject=subject, object=object_)
    others = [tie for tie in ties if tie not in said]
    caveats = [*dict.fromkeys(tie.caveat for tie in said if tie.caveat), *_denied(db, others)]
    return best._replace(
        subject=subject,
        object=object_,
        since=min((tie.since for tie in said if tie.since), key=_day, default=None),
        until=None if any(tie.until is None for tie in said) else max((str(tie.until) for tie in said), key=_day),
        evidence=tuple(dict.fromkeys(claim for tie in (*said, *others) for claim in tie.evidence)),
        grade=min(tie.grade for tie in said),
        alliance=next((tie.alliance for tie in said if tie.alliance), None),
        denials=tuple(dict.fromkeys(claim for tie in ties for claim in tie.denials)),
        said=_voiced(db, said),
        caveat="; ".join(caveats) or None,
    )


def _day(date: str) -> int:
    return parse(date).latest


def _denied(db: Connection, ties: Sequence[Relation]) -> Iterable[str]:
    names = names_of(db, {end for tie in ties for end in (tie.subject, tie.object)})
    for tie in ties:
        yield f"of {names[tie.subject]} and {names[tie.object]} it is denied ({cited(tie.denials)})"


def _voiced(db: Connection, ties: Sequence[Relation]) -> Voices:
    """Whose word it is that any of them is so."""
    denials = {claim for tie in ties if tie.standing != "denied" for claim in tie.denials}
    claims = sorted({claim for tie in ties for claim in tie.evidence} - denials)
    marks = ", ".join("?" * len(claims))
    words = f"SELECT speaker, source, report, report_last FROM dated_claim WHERE stance <> 'ends' AND id IN ({marks})"
    told = (Said(*row) for row in db.execute(f"{words} ORDER BY id", claims))
    return voices(told, origins(db), ties[0].as_of, STALE)
