"""Coverage: what of a text has claims, and what is named or said in it that is in none."""

from collections.abc import Iterator, Sequence
from sqlite3 import Connection

from syriakb.answers import Answer, Column, Row
from syriakb.queries.records import lexicon
from syriakb.queries.records.lexicon import Cited
from syriakb.reading.candidates import Found
from syriakb.reading.language import Finder, phrase
from syriakb.reading.names import Known, known, longest
from syriakb.reading.survey import by_paragraph, published, survey
from syriakb.reading.words import words

_COLUMNS = (
    Column("locator", "At", "locator"),
    Column("claims", "Claims", "words"),
    Column("mentions", "Named", "refs"),
    Column("missing", "In no claim of it", "refs"),
)
_CONTROL = "control"


class Gaps:
    """Tells what of a paragraph is in none of its claims."""

    def __init__(self, db: Connection) -> None:
        self._names: Known = known(lexicon.names(db))
        verbs = lexicon.verbs(db)
        self._control = frozenset(verb.id for verb in verbs if verb.group == _CONTROL)

    def of(self, found: Found, claims: Sequence[Cited]) -> tuple[str, ...]:
        """The ids of those who are named in no claim, then words of saying and of control without one, in quotes."""
        said = {ref for claim in claims for ref in (*claim.refs, *self._named(claim.statement))}
        gone = [each.ref for each in found.paragraph.mentions if said.isdisjoint((each.ref, *each.others))]
        return tuple(dict.fromkeys([*gone, *(f"“{word}”" for word in self._unsaid(found, claims))]))

    def _named(self, statement: str) -> Iterator[str]:
        text = words(statement)
        for at in range(len(text)):
            yield from (hit.name.ref for hit in longest(self._names, text, at))

    def _unsaid(self, found: Found, claims: Sequence[Cited]) -> Iterator[str]:
        """Words of saying where nobody is cited, and of control where no claim says so; those of an anchor are said."""
        each, cited = found.paragraph, Finder([(phrase(claim.exact), claim.id) for claim in claims if claim.exact])
        taken = {at for first, end, _ in cited.find(each.words) for at in range(first, end)}
        predicates = {claim.triple[1] for claim in claims if claim.triple}
        if not any(claim.said_by for claim in claims):
            yield from (each.words[at].text for at in found.saying if at not in taken)
        for first, end, verb in found.cues:
            if verb in self._control - predicates and taken.isdisjoint(range(first, end)):
                yield each.text[each.words[first].start : each.words[end - 1].end]


def coverage(db: Connection, source: str, paragraphs: Sequence[str], name: str) -> Answer:
    """What of the text of a source has claims: a row for each paragraph, the totals above."""
    read = survey(db, paragraphs, published(db, source))
    claims = by_paragraph(lexicon.cited(db, source))
    gaps = Gaps(db)
    rows = tuple(_row(gaps, each, claims.get(each.paragraph.number, [])) for each in read.found)
    note = _elsewhere(claims, len(rows))
    return Answer("coverage", f"What claims of {source} cover of {name}", _COLUMNS, rows, note, lead=_total(rows))


def _row(gaps: Gaps, found: Found, claims: Sequence[Cited]) -> Row:
    named = tuple(dict.fromkeys(mention.ref for mention in found.paragraph.mentions))
    ids = tuple(claim.id for claim in claims)
    return (f"p{found.paragraph.number}", ids, named, gaps.of(found, claims))


def _total(rows: Sequence[Row]) -> str:
    covered = sum(1 for row in rows if row[1])
    named = sum(len(row[2]) for row in rows)
    open_names = sum(1 for row in rows for each in row[3] if each[0] != "“")
    open_words = sum(len(row[3]) for row in rows) - open_names
    claims = sum(len(row[1]) for row in rows)
    return (
        f"Paragraphs with claims: {covered} of {len(rows)}, with {claims} claims. Names in no claim of their paragraph:"
        f" {open_names} of {named}. Words of saying or control without a claim: {open_words}."
    )


def _elsewhere(claims: dict[int, list[Cited]], last: int) -> tuple[str, ...]:
    """What to say of claims that cite no paragraph of the text."""
    lost = [claim.id for number, each in claims.items() if not 1 <= number <= last for claim in each]
    return (f"Claims that cite no paragraph of this text: {', '.join(lost)}.",) if lost else ()
