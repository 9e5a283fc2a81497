"""A question asked of a knowledge base: its index is opened, the terms are read, and the answer told what it lacks."""

from collections.abc import Callable, Iterator
from contextlib import closing
from sqlite3 import Connection
from typing import TypeVar

from syriakb.answers import Answer, Dossier, Unread
from syriakb.disk.store import Base
from syriakb.index import open as index
from syriakb.model.dates import day_text
from syriakb.queries.asked import looking
from syriakb.queries.days import understood
from syriakb.queries.moment import Opened, latest_report, moment
from syriakb.queries.voices import told
from syriakb.questions.terms import Terms

T = TypeVar("T")
_FEW = 3  # places that are named of the records that are left out


def ask(
    base: Base,
    terms: Terms,
    question: Callable[[Opened], T],
    *,
    opened: Callable[[Base], Connection] = index.open_index,
    long: bool = False,
) -> T:
    """Ask a question on these terms. Raises what it raises, StoreError, and UsageError for terms that are none.

    What takes `long`, asking much or writing as it asks, is asked of one state and holds no writer up. Where the index
    turns out to be damaged, which often shows only when a page of it is read, it is made anew and asked again.
    """

    def asked(db: Connection, *, mended: bool = False) -> T:
        with closing(db):
            as_of, known = understood("--as-of", terms.as_of, db), understood("--known-by", terms.known_by, db)
            at = moment(db, as_of.text, known.text)._replace(stale_after=terms.stale_after)
            kb = Opened(db, at, base.folder, mended, understood=(*as_of.notes, *known.notes))
            with looking(db, base.folder):
                return question(_narrowed(kb, terms) if terms.narrowed else kb)

    try:
        db = opened(base)
        return asked(index.unchanging(db) if long else db)
    except index.DAMAGE:
        return asked(index.rebuilt(base), mended=True)


def _narrowed(kb: Opened, terms: Terms) -> Opened:
    """The knowledge base as if only some had spoken (rule 13)."""
    from syriakb.queries.trust import Trust, narrow

    trust = Trust(tuple(terms.without or ()), tuple(terms.only or ()), terms.grade, terms.impartial)
    left_out = narrow(kb.db, kb.at, trust)
    return kb._replace(at=kb.at._replace(narrowed=str(trust)), filters=trust.filters, left_out=left_out)


def whole(kb: Opened, found: Answer | Dossier, *, base: bool = False) -> Answer | Dossier:
    """The answer with what narrows it and with the records that it lacks; a check tells of those in its rows.

    How its days were understood, and when what is asked was published, is told before all else; with `base`, which
    knowledge base was asked, for which git may have to look at its files.
    """
    found = _told_apart(kb, found._replace(base=_base(kb)) if base else found)
    if isinstance(found, Answer):
        found = told(found, kb.at)
    if isinstance(found, Answer):
        there = filter(None, [index.published(kb.db)])
        found = found._replace(notes=(*kb.understood, *there, *found.notes, *_beyond(kb, found)))
    if isinstance(found, Answer) and (found.answer == "check" or found.unread is not None):
        return found
    places = index.left_out(kb.db)
    return found._replace(unread=Unread(len(places), tuple(f"{file}:{line}" for file, line in places[:_FEW])))


def _base(kb: Opened) -> dict[str, str | None]:
    """The title, the path and the revision of the knowledge base that is asked."""
    from syriakb.disk.git import revision

    (title,) = kb.db.execute("SELECT title FROM kb").fetchone() or (None,)
    there = index.published_revision(kb.db) if index.published(kb.db) else revision(kb.folder)
    return {"title": title, "path": str(kb.folder), "revision": there}


def _told_apart(kb: Opened, found: Answer | Dossier) -> Answer | Dossier:
    """The answer with what narrows it; one that this empties says how many claims were left out."""
    if not isinstance(found, Answer) or not kb.narrowed:
        return found
    claims = "1 claim was" if kb.left_out == 1 else f"{kb.left_out:,} claims were"
    notes = () if _known(found) else (f"{claims} left out: {kb.narrowed}.",)
    return found._replace(filters=kb.filters, narrowed=kb.narrowed, notes=(*found.notes, *notes))


def _known(found: Answer) -> bool:
    """Whether a row says anything: not that it is unknown who holds the place, on no evidence."""
    keys = [column.key for column in found.columns]
    if not {"status", "evidence"} <= {*keys}:
        return bool(found.rows)
    status, evidence = keys.index("status"), keys.index("evidence")
    return any(row[status] != "unknown" or row[evidence] for row in found.rows)


def _beyond(kb: Opened, found: Answer) -> Iterator[str]:
    """What is known of later days, or is not (rule 1)."""
    if found.as_of is None or found.answer in _OF_NO_DAY or not (latest := latest_report(kb.db)):
        return
    if found.as_of > latest and kb.at.chosen:
        yield f"Nothing later than {day_text(latest)} is reported here: so it was, as far as was known then."
    if latest > kb.at.as_of and not kb.at.chosen:
        yield f"Reports are newer than that day, which kb.yaml pins: --as-of {day_text(latest)}"


_OF_NO_DAY = ("info", "check", "verify", "coverage", "search", "list", "sql", "schema", "claims", "timeline")
