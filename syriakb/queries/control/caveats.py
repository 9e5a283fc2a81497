"""What a careful reader would add to who holds a place (rule 14), in short cited sentences. It moves no answer."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from sqlite3 import Connection
from typing import NamedTuple

from syriakb.model.dates import day_text
from syriakb.model.shortlist import cited
from syriakb.queries.sql import sql, steps

_NAMED = 3  # sentences of a kind that are told; the rest are counted
_OTHERS = {"within": "and {:,} more places within it are held by others", "": "and {:,} more such claims"}


class Caveat(NamedTuple):
    """One caveat, as caveats.sql gives it, with the names that its sentence takes."""

    seat: int
    kind: str
    claim: str
    grade: str
    actor: str
    place: str | None
    other: str | None
    day: int
    locator: str | None
    voice: str
    said_by: str | None
    actor_id: str
    source: str

    @property
    def sentence(self) -> str:
        """What it says, without the claim that it cites."""
        return _SENTENCES[self.kind].format(
            claim=self.claim,
            actor=self.actor,
            place=self.place,
            other=self.other,
            voice=self.voice,
            grade=self.grade,
            day=day_text(self.day) if self.day > 10101 else "",
            who="itself denies that it" if self.said_by == self.actor_id else f"denies that {self.actor}",
        )


_SENTENCES = {
    "undated": "{claim} has no date",
    "not inferred": "{voice} {who} {other} {place}",
    "around": "{actor} holds {place} around it",
    "later around": "{actor} took or holds {place} around it later, {day}",
    "lost around": "{actor} lost {place} around it later, {day}",
    "within": "{place} within it is held by {actor}",
    "unexplained": "no claim says how it came from {actor} to {other}",
    "worse": "better graded, {grade}, {actor} held it before",
    "later gains": "{actor} took it later, {day}",
    "later holds": "{actor} is said to hold it later, {day}",
    "later loses": "{actor} lost it later, {day}",
    "later contests": "{actor} fights for it later, {day}",
    "later besieges": "{actor} besieges it later, {day}",
    "later denial": "{voice} {who} {other} it later, {day}",
    "most": "it is said of most of {place}",
    "part": "it is said of a part of {place}",
    "unnamed": "{actor}, who held it jointly, is no longer named",
    "later report": "a later report, {day}, says that {actor} held it then",
    "span": "{actor} took it some day of {other}, which may be before",
    "part lost": "{actor}, a part of the holder, lost it",
    "ally contests": "its ally {actor} fights for it",
    "ally besieges": "its ally {actor} besieges it",
    "around contests": "{actor} fights for {place} around it",
    "denied contests": "{voice} denies that {actor} fights for it",
    "denied besieges": "{voice} denies that {actor} besieges it",
    "own gains": "{other} says, in its own interest, that {actor} took it",
    "own holds": "{other} says, in its own interest, that {actor} holds it",
    "own loses": "{other} says, in its own interest, that {actor} lost it",
    "own contests": "{other} says, in its own interest, that {actor} fights for it",
    "own besieges": "{other} says, in its own interest, that {actor} besieges it",
    "own lifts": "{other} says, in its own interest, that {actor} besieges it no longer",
    "own calms": "{other} says, in its own interest, that {actor} fights for it no longer",
    "own denial": "{other} denies, in its own interest, what is said of {actor}",
    "improbable gains": "that {actor} took it is graded improbable",
    "improbable holds": "that {actor} holds it is graded improbable",
    "improbable loses": "that {actor} lost it is graded improbable",
    "improbable contests": "that {actor} fights for it is graded improbable",
    "improbable besieges": "that {actor} besieges it is graded improbable",
    "improbable denial": "a denial of what is said of {actor} is graded improbable",
}
_ORDER = tuple(_SENTENCES)


def caveats(db: Connection) -> dict[int, str]:
    """The caveats of each question of `asked` (its `seat`) that has any, as one text; asked when all is worked out."""
    steps(db, "control/caveats.sql")
    found = [Caveat(*row) for row in db.execute(sql("control/told.sql"))]
    found.sort(key=lambda each: (each.seat, _ORDER.index(each.kind)))
    return {seat: "; ".join(_told(group)) for seat, group in groupby(found, key=lambda each: each.seat)}


def _told(found: Iterable[Caveat]) -> Iterator[str]:
    """The sentences, each once with the claims that say so; of one kind the first few, and how many more there are."""
    for kind, group in groupby(found, key=lambda each: each.kind):
        said: dict[str, list[str]] = {}
        for each in group:
            said.setdefault(each.sentence, []).append(each.claim)
        yield from (told if kind == "undated" else f"{told} ({cited(said[told])})" for told in [*said][:_NAMED])
        if others := [claim for told in [*said][_NAMED:] for claim in said[told]]:
            number = len(said) - _NAMED if kind == "within" else len({*others})
            yield _OTHERS.get(kind, _OTHERS[""]).format(number)
