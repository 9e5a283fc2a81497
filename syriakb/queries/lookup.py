"""Looking up what somebody calls an actor, a place or any other record."""

from collections import Counter
from collections.abc import Mapping, Sequence
from sqlite3 import Connection
from typing import NamedTuple

from syriakb.errors import AmbiguousError, Candidate, NotFoundError
from syriakb.model.names import fold, plain

_BY_ID = ("alliance", "ruling", "claim", "source", "predicate")
_SHOWN = 60  # characters of a name that nobody has
_NEAR = 3  # of what is near one, that are told
_MANY = 10  # of what a name can mean, that are told
_CALLED = {
    "actor": "name",
    "place": "name",
    "source": "title",
    "predicate": "label",
    "claim": "statement",
    "alliance": "id",
}
_CODES = (("place", "pcode"), ("actor", "wikidata"), ("place", "wikidata"))
_ASK = {"actor": "show", "place": "control"}  # what to ask of whatever is not of the kind that was wanted
_A = {"actor": "an actor", "place": "a place"}


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
    """The actor or place of one of the kinds called `name`: by its id, else a name or an alias, spelt just so before
    spelt alike; by its code (pcode, wikidata); or, a place, as `Name, Parent`, by whatever it lies in.

    Raises NotFoundError with the nearest, or with what to ask where it is of another kind; AmbiguousError with each
    that it can mean.
    """
    found = meant(db, name, *kinds)
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousError(_choice(db, name, found), _candidates(db, found))
    what, near = _otherwise(db, name, kinds)
    raise NotFoundError(f"{nobody(name, *kinds)} {what}", _candidates(db, near))


def meant(db: Connection, name: str, *kinds: str) -> list[Ref]:
    """The actors or places of these kinds that `name` can mean: one, several, or none. Raises nothing."""
    return _called(db, name, kinds) or _coded(db, name, kinds) or _within(db, name, kinds)


def nobody(name: str, *kinds: str) -> str:
    """The sentence that says that nothing of these kinds has that name, without what is near."""
    return f"No {' or '.join(kinds)} is called {_quoted(name)}."


def _called(db: Connection, name: str, kinds: tuple[str, ...]) -> list[Ref]:
    """What goes by the name: the one of that id, or spelt just so, or of that id folded; else all."""
    rows = db.execute(
        f"SELECT kind, ref, seq, shown FROM name WHERE folded = ? AND kind IN ({_marks(kinds)}) ORDER BY seq, ref",
        (fold(name), *kinds),
    ).fetchall()
    typed = plain(name)
    for better in (
        [row for row in rows if row[1] == typed],
        [row for row in rows if plain(row[3]) == typed],
        [row for row in rows if row[2] == 0],
    ):
        if len(refs := list(dict.fromkeys(Ref(*row[:2]) for row in better))) == 1:
            return refs
    return list(dict.fromkeys(Ref(*row[:2]) for row in rows))


def _coded(db: Connection, name: str, kinds: tuple[str, ...]) -> list[Ref]:
    fields = [(kind, field) for kind, field in _CODES if kind in kinds]
    given = {"code": name.strip().upper()}
    found = [
        Ref(kind, ref)
        for kind, field in fields
        for (ref,) in db.execute(f"SELECT id FROM {kind} WHERE {field} = :code ORDER BY id", given)
    ]
    return list(dict.fromkeys(found))


def _within(db: Connection, name: str, kinds: tuple[str, ...]) -> list[Ref]:
    """The places called by what stands before the last comma that lie, however deep, within what stands after it."""
    own, comma, parent = name.replace("،", ",").rpartition(",")
    if not comma or "place" not in kinds:
        return []
    found = db.execute(
        "SELECT DISTINCT n.ref FROM name AS n JOIN enclosing AS e ON e.place = n.ref AND e.distance > 0"
        " JOIN name AS p ON p.ref = e.ancestor WHERE n.folded = ? AND p.folded = ? AND n.kind = 'place'"
        " AND p.kind = 'place' ORDER BY n.ref",
        (fold(own), fold(parent)),
    )
    return [Ref("place", ref) for (ref,) in found]


def _choice(db: Connection, name: str, found: list[Ref]) -> str:
    """What to say of a name that means several."""
    told = [_described(db, ref) for ref in found[:_MANY]]
    more = [f"{len(found) - _MANY} more"] if len(found) > _MANY else []
    by_place = ", or add what it lies in: 'Name, Parent'" if any(ref.kind == "place" for ref in found) else ""
    return f"{_quoted(name)} can mean {_listed([*told, *more])}. Use one of the ids in brackets{by_place}."


def _described(db: Connection, ref: Ref) -> str:
    """A record as people tell it from others: `Mill, quarter in Ford (mill-2)`."""
    (name,) = db.execute(f"SELECT name FROM {ref.kind} WHERE id = ?", (ref.id,)).fetchone()
    return f"{name}, {told_from_others(db, ref)} ({ref.id})"


def enclosing(db: Connection, place: str) -> str | None:
    """The name of the first that a place lies in, if it does."""
    parents = "SELECT o.name FROM place AS p JOIN within AS w ON w.row = p.row JOIN place AS o ON o.id = w.parent"
    row = db.execute(f"{parents} WHERE p.id = ? ORDER BY w.seq LIMIT 1", (place,)).fetchone()
    return row[0] if row else None


def of_one_name(db: Connection, places: Mapping[str, str]) -> str | None:
    """A sentence that says where those of some places lie that have one name. In: their names, by id."""
    count = Counter(places.values())
    shared = [each for each in places if count[places[each]] > 1]
    told = [f"{places[each]} ({each}) in {where}" for each in shared[:_MANY] if (where := enclosing(db, each))]
    more = f"; and {len(shared) - _MANY} more" if len(shared) > _MANY else ""
    return f"Of one name: {'; '.join(told)}{more}." if told else None


def one_of_several(db: Connection, place: str) -> str | None:
    """A sentence that says which place this is, where others are called as it is."""
    ref = Ref("place", place)
    several = shares_its_name(db, ref, _called_by(db, ref))
    return f"Of several of that name this is {_described(db, ref)}." if several else None


def shares_its_name(db: Connection, ref: Ref, name: str) -> bool:
    """Whether another actor, or another place, is called as this one is."""
    sql = "SELECT 1 FROM name WHERE folded = ? AND kind = ? AND ref <> ? AND seq > 0 LIMIT 1"
    return db.execute(sql, (fold(name), ref.kind, ref.id)).fetchone() is not None


def told_from_others(db: Connection, ref: Ref) -> str:
    """What an actor or a place is, for whoever knows its name: `quarter in Ford`."""
    (kind,) = db.execute(f"SELECT kind FROM {ref.kind} WHERE id = ?", (ref.id,)).fetchone()
    around = enclosing(db, ref.id) if ref.kind == "place" else None
    return f"{kind} in {around}" if around else str(kind)


def _candidates(db: Connection, refs: Sequence[Ref]) -> list[Candidate]:
    """The records with what they are called."""
    return [Candidate(*ref, _called_by(db, ref)) for ref in refs[:_MANY]]


def _called_by(db: Connection, ref: Ref) -> str:
    return str(db.execute(f"SELECT {_CALLED[ref.kind]} FROM {ref.kind} WHERE id = ?", (ref.id,)).fetchone()[0])


def _otherwise(db: Connection, name: str, kinds: tuple[str, ...]) -> tuple[str, list[Ref]]:
    """What to do where nothing of these kinds goes by the name: ask what it is, or something near; and what that is."""
    others = tuple(kind for kind in _ASK if kind not in kinds)
    if others and (found := _called(db, name, others)):
        (called,) = db.execute(f"SELECT name FROM {found[0].kind} WHERE id = ?", (found[0].id,)).fetchone()
        return f"{called} is {_A[found[0].kind]}: syriakb {_ASK[found[0].kind]} {found[0].id}", found[:1]
    return _suggestion(db, name, kinds)


def record(db: Connection, name: str) -> Ref:
    """Any record: an actor or a place by what it is called, everything else by its id; `kind:id` says which."""
    kind, _, rest = name.partition(":")
    if rest and kind in ("actor", "place"):
        return named(db, rest, kind)
    kinds = (kind,) if rest and kind in _BY_ID else _BY_ID
    wanted = (rest if rest and kind in _BY_ID else name).strip()
    found = [Ref(k, wanted) for k in kinds if db.execute(f"SELECT 1 FROM {k} WHERE id = ?", (wanted,)).fetchone()]
    if not found:
        try:
            return named(db, name, "actor", "place")
        except NotFoundError as error:
            raise _nearest_record(db, name, kinds) or error from None
    if len(found) > 1:
        choice = _listed([f"{ref.kind}:{ref.id}" for ref in found])
        raise AmbiguousError(f"{name!r} can mean {choice}. Use one of these.", _candidates(db, found))
    return found[0]


def by_id(db: Connection, kind: str, name: str) -> str:
    """The id of a source, predicate, claim or alliance, as given. Raises NotFoundError with the nearest ids."""
    if db.execute(f"SELECT id FROM {kind} WHERE id = ?", (name.strip(),)).fetchone():
        return name.strip()
    from syriakb.queries import mistyped

    near = mistyped.ids(db, name, (kind,))
    hint = f" Did you mean {_listed(near)}?" if near else ""
    found = _candidates(db, [Ref(kind, each) for each in near])
    raise NotFoundError(f"No {kind} has the id {_quoted(name)}.{hint}", found)


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
    """What to say where the id or the name of any record is near; None where none is."""
    from syriakb.queries import mistyped, suggest

    ids = mistyped.ids(db, name, kinds)
    called = [Ref(*each[:2]) for each in suggest.suggest(db, name, ("actor", "place"))]
    refs = [Ref(_kind_of(db, each, kinds), each) for each in ids]
    near = [*refs, *called][: max(_NEAR, len(called))]
    told = [_described(db, ref) if ref in called else ref.id for ref in near]
    message = f"No record is called {_quoted(name)}. Did you mean {_listed(told)}?" if near else ""
    return NotFoundError(message, _candidates(db, near)) if near else None


def _kind_of(db: Connection, name: str, kinds: tuple[str, ...]) -> str:
    """The first of the kinds of which a record has that id."""
    return next(kind for kind in kinds if db.execute(f"SELECT 1 FROM {kind} WHERE id = ?", (name,)).fetchone())


def _suggestion(db: Connection, name: str, kinds: tuple[str, ...]) -> tuple[str, list[Ref]]:
    from syriakb.queries.suggest import suggest

    found = [Ref(*each[:2]) for each in suggest(db, name, kinds)]
    told = [_described(db, ref) for ref in found]
    return f"Did you mean {_listed(told)}?" if told else "The command `search` helps to find names.", found


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))


def _quoted(name: str) -> str:
    return repr(name if len(name) <= _SHOWN else f"{name[: _SHOWN - 3]}...")


def _listed(words: list[str]) -> str:
    between = "; " if any("," in word for word in words) else ", "
    return words[0] if len(words) == 1 else f"{between.join(words[:-1])} or {words[-1]}"
