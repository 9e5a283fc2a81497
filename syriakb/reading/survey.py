"""The survey of a text: its paragraphs with all that a reader is offered, by the knowledge base that shall take it."""

from collections.abc import Sequence
from sqlite3 import Connection
from typing import NamedTuple

from syriakb.model.dates import Date, parse
from syriakb.queries.records import lexicon
from syriakb.queries.records.lexicon import Cited, Verb
from syriakb.reading.anchors import Anchors
from syriakb.reading.candidates import Finding, Found
from syriakb.reading.mentions import Reader
from syriakb.reading.names import known


class Survey(NamedTuple):
    """A text as it was read: its paragraphs, its anchors, what everybody is called, and the predicates by their ids."""

    found: list[Found]
    anchors: Anchors
    called: dict[str, str]
    kinds: dict[str, frozenset[str]]
    verbs: dict[str, Verb]


def survey(db: Connection, paragraphs: Sequence[str], published: Date | None) -> Survey:
    """Read a text."""
    kinds, verbs = lexicon.kinds(db), lexicon.verbs(db)
    read = Reader(known(lexicon.names(db)), kinds, lexicon.weigher(db)).read(paragraphs)
    found = Finding(verbs, kinds, published).read(read)
    return Survey(found, Anchors(paragraphs), lexicon.called(db), kinds, {verb.id: verb for verb in verbs})


def published(db: Connection, source: str) -> Date | None:
    """When a source was published, as far as that is known."""
    row = db.execute("SELECT published FROM source WHERE id = ?", (source,)).fetchone()
    return parse(row[0]) if row and row[0] else None


def by_paragraph(claims: Sequence[Cited]) -> dict[int, list[Cited]]:
    """The claims of a source by the number of the paragraph that each cites; 0 of those that cite none."""
    found: dict[int, list[Cited]] = {}
    for claim in claims:
        locator = claim.locator or ""
        number = int(locator[1:]) if locator[:1] == "p" and locator[1:].isdecimal() else 0
        found.setdefault(number, []).append(claim)
    return found
