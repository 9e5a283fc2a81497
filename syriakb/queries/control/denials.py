"""Denials that an inferred holding stands against: cited with it, and told in its caveat."""

from collections.abc import Iterable
from sqlite3 import Connection
from typing import NamedTuple

from syriakb.queries.sql import fill, sql


class Inferred(NamedTuple):
    """A holding that is inferred: the number of its question, the place, its holder, the area it is inferred from."""

    ask: int
    place: str
    holder: str
    area: str
    as_of: int
    known_by: int


class Denial(NamedTuple):
    """A claim that denies such a holding, of the place or of one between it and the area, with the names it takes."""

    ask: int
    subject: str
    claim: str
    grade: str
    speaker: str | None
    voice: str
    holder: str
    label: str
    place: str
    denied: str

    @property
    def sentence(self) -> str:
        """What a caveat says of it."""
        itself = self.speaker == self.subject
        who = f"{self.voice} itself denies that it" if itself else f"{self.voice} denies that {self.holder}"
        return f"{who} {self.label} {self.denied} ({self.claim})"


def denials(db: Connection, holdings: Iterable[Inferred]) -> list[Denial]:
    """Everything that is denied of inferred holdings at their moments, by question, the best graded first."""
    fill(
        db,
        "inferred",
        "ask INTEGER, place TEXT, holder TEXT, area TEXT, as_of INTEGER, known_by INTEGER",
        dict.fromkeys(holdings),
    )
    return [Denial(*row) for row in db.execute(sql("control/denials.sql"))]
