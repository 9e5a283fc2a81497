"""The terms on which every question is asked: for which days, and whose word counts."""

from typing import Annotated, NamedTuple

from syriakb.questions.words import TRUST, Given

_DAY = "What holds on that day: 2024-12-07, 2018, yesterday, latest-7d."
_KNOWN = "With only what had been reported by then."
_WITHOUT = "As if an actor, source or claim had said nothing."
_ONLY = "As if nobody but these had said anything."
_GRADE = "Only claims graded so or better: C3, a letter or a number."
_IMPARTIAL = "As if nobody had spoken in the own interest."
_STALE = "Days after which a report is stale; else 90 of places, 365 of relations."


class Terms(NamedTuple):
    """The terms of a question; without a day it is the knowledge base's own."""

    as_of: Annotated[str | None, Given(_DAY, "DATE")] = None
    known_by: Annotated[str | None, Given(_KNOWN, "DATE")] = None
    without: Annotated[list[str] | None, Given(_WITHOUT, "REF", ("actor",), heading=TRUST)] = None
    only: Annotated[list[str] | None, Given(_ONLY, "REF", ("actor",), heading=TRUST)] = None
    grade: Annotated[str | None, Given(_GRADE, "GRADE", heading=TRUST)] = None
    impartial: Annotated[bool, Given(_IMPARTIAL, heading=TRUST)] = False
    stale_after: Annotated[int | None, Given(_STALE, "DAYS", least=0, heading=TRUST)] = None

    @property
    def narrowed(self) -> bool:
        """Whether not everybody's word counts."""
        return bool(self.without or self.only or self.grade is not None or self.impartial)
