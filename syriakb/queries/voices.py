"""Whose word a row is: which voices say so, how many independent sources, and how late (rule 12)."""

from collections.abc import Iterable, Mapping
from sqlite3 import Connection
from typing import NamedTuple, TypeAlias

from syriakb.answers import Answer, Column
from syriakb.model.dates import parse, shifted
from syriakb.queries.moment import Moment

VOICES = (
    Column("voices", "Voices", "data"),
    Column("sources", "Sources", "data"),
    Column("reported", "Reported", "data"),
    Column("stale", "Stale", "data"),
)
Origins: TypeAlias = Mapping[str, frozenset[str]]
"""What each source that repeats others goes back to, to the end."""


_WIDE = {
    "voices": Column("voices", "Voices", "refs"),
    "sources": Column("sources", "Sources", "number"),
    "reported": Column("reported", "Reported", "date"),
}
_ITSELF = ("its source",)  # in the place of named speakers


class Said(NamedTuple):
    """A claim as a word: its speaker (None for the source itself), its source, its report as text and day."""

    speaker: str | None
    source: str
    report: str | None
    day: int | None


class Voices(NamedTuple):
    """The named speakers whose word it is, none where a source says so; independent sources; the latest report.

    It is `stale` where that is older, on the day asked for, than people can rely on.
    """

    voices: tuple[str, ...] = ()
    sources: int = 0
    reported: str | None = None
    stale: bool = False


def widened(found: Answer) -> Answer:
    """An answer as people read it who want to see in columns how much stands behind each row."""
    if VOICES[0] not in found.columns:  # others, as those of disputes, tell the voices in columns of their own
        return found
    at, sources = map(found.columns.index, VOICES[:2])
    rows = ((*row[:at], row[at] or (_ITSELF if row[sources] else ()), *row[at + 1 :]) for row in found.rows)
    return found._replace(columns=tuple(_WIDE.get(each.key, each) for each in found.columns), rows=tuple(rows))


def origins(db: Connection) -> Origins:
    """The sources that repeat others, each with those that it goes back to."""
    sql = "SELECT s.id, d.origin FROM derivation AS d JOIN source AS s ON s.row = d.row"
    steps: dict[str, set[str]] = {}
    for source, origin in db.execute(sql):
        steps.setdefault(source, set()).add(origin)
    return {source: _ends(source, steps) for source in steps}


def _ends(source: str, steps: Mapping[str, set[str]]) -> frozenset[str]:
    """Where the steps from a source lead to; in a circle all of it, since nobody is first."""
    reached, waiting = {source}, [source]
    for each in waiting:
        new = steps.get(each, set()) - reached
        reached |= new
        waiting += sorted(new)
    return frozenset(each for each in reached if each not in steps) or frozenset(reached)


def voices(said: Iterable[Said], goes_back: Origins, day: int, fresh: int) -> Voices:
    """What the claims are as words: those of one speaker, or that go back to one source, are one.

    It is stale on the day asked for (int YYYYMMDD) where the latest report is more than `fresh` days older.
    """
    told = list(said)
    if not told:
        return Voices()
    speakers = [each.speaker for each in told if each.speaker]
    named = tuple(dict.fromkeys(speakers)) if len(speakers) == len(told) else ()
    latest = max(told, key=lambda each: each.day or 0)
    stale = latest.day is not None and shifted(latest.day, fresh) < day
    return Voices(named, independent(told, goes_back), latest.report, stale)


def aged(said: Voices, moment: Moment) -> bool:
    """Whether it is stale on the day asked for, by the days after which it is at this moment."""
    return said.stale if moment.stale_after is None else before(said.reported, moment.as_of, moment.stale_after)


def told(found: Answer, moment: Moment) -> Answer:
    """The answer with that as stale which is by the days after which it is at this moment."""
    keys = [column.key for column in found.columns]
    if moment.stale_after is None or found.as_of is None or not {"stale", "reported"} <= {*keys}:
        return found
    stale, reported = keys.index("stale"), keys.index("reported")
    rows = (
        (*row[:stale], before(row[reported], found.as_of, moment.stale_after), *row[stale + 1 :]) for row in found.rows
    )
    return found._replace(rows=tuple(rows))


def before(reported: str | None, day: int, days: int) -> bool:
    """Whether that was reported more than so many days before a day."""
    return reported is not None and parse(reported).latest < shifted(day, -days)


def independent(said: Iterable[Said], goes_back: Origins) -> int:
    """How many independent ones the claims are: those of one speaker, or that go back to one source, are one."""
    groups: list[set[str]] = []
    for speaker, source in {(each.speaker, each.source) for each in said}:
        mine = {f"source {origin}" for origin in goes_back.get(source, (source,))}
        mine |= {f"speaker {speaker}"} if speaker else set()
        met = [group for group in groups if group & mine]
        groups = [group for group in groups if not group & mine] + [mine.union(*met)]
    return len(groups)
