"""Full-text search over what records say and are called."""

from collections import Counter
from sqlite3 import Connection
from typing import Any

from syriakb.answers import Answer, Column
from syriakb.model.dates import LAST_DAY
from syriakb.model.names import fold
from syriakb.queries.moment import Moment
from syriakb.queries.search import bearers, spelling
from syriakb.queries.search.bearers import Sought
from syriakb.queries.search.snippet import hit
from syriakb.queries.search.terms import parse

_COLUMNS = (Column("kind", "Kind"), Column("id", "Id"), Column("name", "Name"), Column("snippet", "Text", "wide"))
# Being called so weighs more than being described so, or naming who is called so, or another form of the word.
_RANK = "bm25(words, 4.0, 1.0, 3.0, 2.0)"
_WEIGHED = 2000  # of more than so many that are found, only the first are ranked: common words mean little
_FOUND = "FROM words WHERE words MATCH :query"
_FOUND_THEN = f"""
    {_FOUND} AND NOT EXISTS (
      SELECT 1 FROM dated_claim AS c WHERE c.row = words.rowid
        AND (c.known_day > :known_by OR (:chosen = 1 AND (c.from_day > :as_of OR c.until_day < :as_of)))
    )"""
# Where not everybody's word counts: no claim that does not, nothing of which no evidence is left.
_OF_SOME = """
    AND NOT EXISTS (SELECT 1 FROM left_out AS l WHERE l.number = words.rowid)
    AND (
      NOT EXISTS (SELECT 1 FROM evidence AS e WHERE e.row = words.rowid)
      OR EXISTS (SELECT 1 FROM evidence AS e JOIN dated_claim AS d ON d.id = e.claim WHERE e.row = words.rowid)
    )"""
_NOT_ALL = "Nothing has all of these words: this is what has all but one."
_SOME = "Nothing has all of these words: this is what has some, the best first."
_MANY = 8  # words of which no more combinations are tried


def search(db: Connection, moment: Moment, text: str, limit: int | None) -> Answer:
    """The records that have all the words in what they say or are called, or name somebody who is called so.

    First those that are called so, then alliances, then the others, of each the best first. Words in double quotes
    stand next to each other, a star behind a word leaves its end open, what a hyphen is before is not there;
    everything else is words, whatever signs are in it, and other forms of them count. A word that nothing has is
    looked for as it may have been meant; where nothing has all words, some will do: notes say so. Claims are kept as
    `claims` keeps them.
    """
    values: dict[str, Any] = {"chosen": int(moment.chosen), "as_of": moment.as_of, "known_by": moment.known_by}
    values["body"] = _FOUND_THEN if moment.chosen or moment.known_by < LAST_DAY else _FOUND
    values["body"] += _OF_SOME if moment.narrowed else ""

    def there(query: str) -> bool:
        return db.execute(f"SELECT 1 {values['body']} LIMIT 1", {**values, "query": query}).fetchone() is not None

    terms, notes = spelling.known(there, parse(text))
    wanted = [term for term in terms if not term.without]
    if not wanted:
        return _answer(moment, text, (), (), 0, empty=" ".join(notes) or _nothing(text))
    found = bearers.sought(db, terms)
    values, note = _query(db, values, found)
    shown = values["total"] if limit is None else min(limit, values["total"])
    rows = _rows(db, values, found, shown, text)
    notes += [note] if note else []
    notes += _counted(shown, values["total"])
    return _answer(moment, text, tuple(hit(db, row, wanted) for row in rows), tuple(notes), values["total"])


def _nothing(text: str) -> str:
    what = "only words to leave out" if parse(text) else "no word"
    return f"There is {what} in {text!r} to search for." if what == "no word" else f"There are {what} in {text!r}."


def _answer(
    moment: Moment, text: str, rows: tuple[Any, ...], notes: tuple[str, ...], total: int, empty: str | None = None
) -> Answer:
    title = f"Search for {text}"
    return Answer("search", title, _COLUMNS, rows, notes, **moment.stamp, total=total, empty=empty)


def _query(db: Connection, values: dict[str, Any], found: list[Sought]) -> tuple[dict[str, Any], str | None]:
    """What finds something, as the values of the search, and a sentence where that is not all that is wanted."""
    wanted = [each for each in found if not each.term.without]
    unwanted = [each for each in found if each.term.without]
    for missing, note in _attempts(len(wanted)):
        values["query"] = bearers.match(wanted, unwanted, missing=missing)
        (values["total"],) = db.execute(f"SELECT COUNT(*) {values['body']}", values).fetchone()
        if values["total"]:
            return values, note
    return values, None


def _attempts(number: int) -> list[tuple[int, str | None]]:
    """How many of the words may be missing, one after the other, and what to say of it."""
    some = [(number - 1, _SOME)] if number > 1 else []
    return [(0, None), *([(1, _NOT_ALL)] if 2 < number <= _MANY else []), *some]


def _rows(db: Connection, values: dict[str, Any], found: list[Sought], shown: int, text: str) -> list[int]:
    """The rows of what is shown, in order."""
    first = {kind: (low << 32, high + 1 << 32) for kind, low, high in db.execute(_KINDS)}
    alliances = range(*first.get("alliance", (0, 0)))
    named = frozenset[int].intersection(*(each.rows for each in found if not each.term.without))
    exact = {row for (row,) in db.execute("SELECT row FROM name WHERE folded = ?", (fold(text),))} & named
    sql = f"SELECT words.rowid, {_RANK} {values['body']} LIMIT :weighed"
    weighed = db.execute(sql, {**values, "weighed": max(shown, _WEIGHED)}).fetchall()
    ends = _ends(db, [each for each in found if not each.term.without], [row for row, _ in weighed])
    order = sorted(
        (row not in exact, 0 if row in named else 1 if row in alliances else 2, -ends.get(row, 0), rank, row)
        for row, rank in weighed
    )
    return [row for *_, row in order[:shown]]


def _ends(db: Connection, wanted: list[Sought], rows: list[int]) -> dict[int, int]:
    """How many of the words name the subject and the object of each row, where all of the words name somebody."""
    if len(wanted) < 2 or not all(each.ids for each in wanted):
        return {}
    counts = Counter(name for each in wanted for name in each.ids)
    sql = " UNION ALL ".join(f"SELECT row, subject, object FROM {kind} WHERE row = :row" for kind in _TRIPLES)
    ends = (db.execute(sql, {"row": row}).fetchone() for row in rows)
    return {end[0]: sum(counts[name] for name in {*end[1:]}) for end in ends if end}


_TRIPLES = ("claim", "alliance")
_KINDS = "SELECT kind, MIN(id), MAX(id) FROM file GROUP BY kind"


def _counted(shown: int, total: int) -> list[str]:
    if shown == total:
        return []
    best = f", the best of {_WEIGHED} that were compared" if total > _WEIGHED > shown else ""
    return [f"The first {shown} of {total}{best}. Show more with --limit N or --all."]
