"""Looking up what somebody calls an actor, a place or any other record."""

from sqlite3 import Connection
from typing import NamedTuple

from syriakb.errors import AmbiguousError, NotFoundError
from syriakb.model.names import fold, nearest

_BY_ID = ("alliance", "claim", "source", "predicate")
_SHOWN = 60  # characters of a name that nobody has


class Ref(NamedTuple):
    """A record by kind and id."""

    kind: str
    id: str


def actor(db: Connection, name: str) -> str:
    """The id of the actor called `name`: an id, a name or an alias. Raises NotFoundError, AmbiguousError."""
    return named(db, name, "actor").id


def place(db: Connection, name: str) -> str:
    """The id of the place called `name`. Raises NotFoundError, AmbiguousError."""
    return named(db, name, "place").id


def named(db: Connection, name: str, *kinds: str) -> Ref:
    """The actor or place of one of the kinds called `name`; an id goes before the names and aliases of others."""
    marks = ", ".join("?" * len(kinds))
    rows = db.execute(
        f"SELECT kind, ref, MIN(seq) FROM name WHERE folded = ? AND kind IN ({marks}) GROUP BY kind, ref ORDER BY 3, 2",
        (fold(name), *kinds),
    ).fetchall()
    exact = [Ref(kind, ref) for kind, ref, _ in rows if ref == name]
    best = [Ref(kind, ref) for kind, ref, seq in rows if min(seq, 1) == min(rows[0][2], 1)]
    if len(exact) == 1 or len(best) == 1:
        return (exact or best)[0]
    what = " or ".join(kinds)
    if rows:
        raise AmbiguousError(f"{name!r} can mean {_listed([ref for _, ref, _ in rows])}. Use one of these ids.")
    raise NotFoundError(f"No {what} is called {_quoted(name)}. {_suggestion(db, name, kinds)}")


def record(db: Connection, name: str) -> Ref:
    """Any record: an actor or a place by what it is called, everything else by its id; `kind:id` says which."""
    kind, _, rest = name.partition(":")
    if rest and kind in ("actor", "place"):
        return named(db, rest, kind)
    kinds = (kind,) if rest and kind in _BY_ID else _BY_ID
    wanted = rest if rest and kind in _BY_ID else name
    found = [Ref(k, wanted) for k in kinds if db.execute(f"SELECT 1 FROM {k} WHERE id = ?", (wanted,)).fetchone()]
    if not found:
        try:
            return named(db, name, "actor", "place")
        except NotFoundError as error:
            raise _nearest_record(db, name, kinds) or error from None
    if len(found) > 1:
        raise AmbiguousError(
            f"{name!r} can mean {_listed([f'{ref.kind}:{ref.id}' for ref in found])}. Use one of these."
        )
    return found[0]


def by_id(db: Connection, kind: str, name: str) -> str:
    """The id of a source, predicate, claim or alliance, as given. Raises NotFoundError with the nearest ids."""
    ids = [row[0] for row in db.execute(f"SELECT id FROM {kind} WHERE id = ?", (name,))]
    if ids:
        return name
    near = nearest(name, (row[0] for row in db.execute(f"SELECT id FROM {kind} LIMIT 10000")))
    hint = f" Did you mean {_listed(near)}?" if near else ""
    raise NotFoundError(f"No {kind} has the id {_quoted(name)}.{hint}")


def place_kind(db: Connection, kind: str) -> str:
    """A kind that places are of, as given. Raises NotFoundError with the kinds that there are."""
    kinds = [row[0] for row in db.execute("SELECT DISTINCT kind FROM place ORDER BY kind")]
    if kind in kinds:
        return kind
    hint = f" There are {', '.join(kinds)}." if kinds else ""
    raise NotFoundError(f"No place is of the kind {_quoted(kind)}.{hint}")


def file_of(db: Connection, ref: Ref) -> str:
    """The path of the file that a record stands in."""
    sql = f"SELECT f.path FROM {ref.kind} AS r JOIN file AS f ON f.id = r.file WHERE r.id = ?"
    return str(db.execute(sql, (ref.id,)).fetchone()[0])


def faulty(db: Connection, name: str) -> str | None:
    """The path of the file where the record of that id was left out because of its errors; None if none was."""
    row = db.execute("SELECT file FROM problem WHERE record = ? AND severity = 'error'", (name,)).fetchone()
    return row[0] if row else None


def _nearest_record(db: Connection, name: str, kinds: tuple[str, ...]) -> NotFoundError | None:
    """What to say where the name or the id of any record is near; None where none is."""
    refs = {row[0]: row[0] for kind in kinds for row in db.execute(f"SELECT id FROM {kind} LIMIT 10000")}
    refs.update(db.execute("SELECT folded, ref FROM name").fetchall())
    near = list(dict.fromkeys(refs[key] for key in nearest(name, refs)))
    return NotFoundError(f"No record is called {name!r}. Did you mean {_listed(near)}?") if near else None


def _suggestion(db: Connection, name: str, kinds: tuple[str, ...]) -> str:
    rows = db.execute(f"SELECT folded, ref FROM name WHERE kind IN ({', '.join('?' * len(kinds))})", kinds)
    refs: dict[str, str] = dict(rows.fetchall())
    near = list(dict.fromkeys(refs[key] for key in nearest(name, refs)))
    return f"Did you mean {_listed(near)}?" if near else "The command `search` helps to find names."


def _quoted(name: str) -> str:
    return repr(name if len(name) <= _SHOWN else f"{name[: _SHOWN - 3]}...")


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
