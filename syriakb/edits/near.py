"""Which predicate, source or kind somebody may have meant by a word that none is called."""

from collections.abc import Iterable
from difflib import get_close_matches
from fnmatch import fnmatchcase
from sqlite3 import Connection

from syriakb.errors import Candidate, NotFoundError
from syriakb.model.names import fold
from syriakb.queries import mistyped

_LIKE = 0.75
_SHOWN = 60  # letters of what was typed
_MANY = 2000  # sources whose titles are compared; of more the ids alone are
_PREDICATES = """
    SELECT id, id AS said FROM predicate UNION ALL SELECT id, label FROM predicate
    UNION ALL SELECT id, inverse_label FROM predicate WHERE inverse_label IS NOT NULL
    UNION ALL SELECT p.id, c.cue FROM predicate AS p JOIN cue AS c ON c.row = p.row"""


def predicate(db: Connection, name: str) -> NotFoundError:
    """What to say of a predicate that there is not: those near to it by id, label and the words that texts have."""
    typed = fold(name)
    # Folded, a cue would lose the star that stands for any ending.
    said = [(word, fold(text) + "*" * text.endswith("*")) for word, text in db.execute(_PREDICATES)]
    cued = [word for word, text in said if any(fnmatchcase(each, text) for each in (typed, *map(fold, name.split())))]
    plain = {text.rstrip("*"): word for word, text in reversed(said)}
    close = [plain[each] for each in get_close_matches(typed, plain, 5, _LIKE)]
    near = list(dict.fromkeys([*cued, *close, *mistyped.ids(db, name, ("predicate",))]))[:3]
    return _told(db, "predicate", name, near)


def source(db: Connection, name: str) -> NotFoundError:
    """What to say of a source that there is not: those near to it by id and title."""
    near = mistyped.ids(db, name, ("source",))
    titles = {fold(title): word for word, title in db.execute(f"SELECT id, title FROM source LIMIT {_MANY}")}
    near += [titles[each] for each in get_close_matches(fold(name), titles, 3, _LIKE)]
    return _told(db, "source", name, list(dict.fromkeys(near))[:3])


def kind(name: str, there: Iterable[str]) -> str | None:
    """The kind that somebody may have meant by one of which nothing is yet."""
    known = list(there)
    return None if name in known else next(iter(get_close_matches(name, known, 1, _LIKE)), None)


def _told(db: Connection, sort: str, name: str, near: list[str]) -> NotFoundError:
    column = "label" if sort == "predicate" else "title"
    found = {ref: db.execute(f"SELECT {column} FROM {sort} WHERE id = ?", (ref,)).fetchone()[0] for ref in near}
    listed = near[0] if len(near) == 1 else f"{', '.join(near[:-1])} or {near[-1]}" if near else ""
    meant = f" Did you mean {listed}?" if near else ""
    candidates = tuple(Candidate(sort, ref, str(called)) for ref, called in found.items())
    return NotFoundError(f"No {sort} has the id {name[:_SHOWN]!r}.{meant} All: syriakb list {sort}s", candidates)
