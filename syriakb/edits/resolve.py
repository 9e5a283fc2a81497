"""Names in the fields of a record that somebody gives, resolved to ids as those in questions are."""

from collections.abc import Callable, Mapping
from sqlite3 import Connection

from syriakb.errors import AmbiguousError, SyriakbError
from syriakb.model.names import fold
from syriakb.model.readers import Raw
from syriakb.model.records import FIELDS, KINDS
from syriakb.queries import lookup

Resolver = Callable[[Connection, str, Mapping[str, Raw]], str]


def _actor(db: Connection, name: str, _: Mapping[str, Raw]) -> str:
    return lookup.actor(db, name)


def _place(db: Connection, name: str, _: Mapping[str, Raw]) -> str:
    return lookup.place(db, name)


def _either(db: Connection, name: str, _: Mapping[str, Raw]) -> str:
    return lookup.named(db, name, "actor", "place").id


def _side(side: str) -> Resolver:
    """An actor or a place, whichever the predicate takes on that side."""

    def resolve(db: Connection, name: str, raw: Mapping[str, Raw]) -> str:
        kinds = kinds_of(db, raw.get("predicate"), side)
        # Whoever is of the wrong kind gets told so by the check of the record, not that there is nobody.
        other = not lookup.meant(db, name, *kinds) and lookup.meant(db, name, "actor", "place")
        return lookup.named(db, name, *(("actor", "place") if other else kinds)).id

    return resolve


def kinds_of(db: Connection, predicate: object, side: str) -> tuple[str, ...]:
    """Whether a predicate takes actors, places or both on a side; one that moves control, actors and places."""
    sql = f"SELECT k.kind FROM {side}_kind AS k JOIN predicate AS p ON p.row = k.row WHERE p.id = ?"
    kinds = {kind for (kind,) in db.execute(sql, (predicate,))} if isinstance(predicate, str) else set[str]()
    found = {
        each
        for each in ("actor", "place")
        if each in kinds
        or any(db.execute(f"SELECT 1 FROM {each} WHERE kind = ? LIMIT 1", (kind,)).fetchone() for kind in kinds)
    }
    if not found and db.execute("SELECT 1 FROM predicate WHERE id = ? AND effect IS NOT NULL", (predicate,)).fetchone():
        return ("actor",) if side == "subject" else ("place",)
    return tuple(sorted(found)) or ("actor", "place")


def _predicate(db: Connection, name: str, _: Mapping[str, Raw]) -> str:
    """By its id or its label, as in `is allied with`."""
    for word, label in db.execute("SELECT id, label FROM predicate"):
        if fold(name) in (fold(word), fold(label)):
            return str(word)
    from syriakb.edits import near

    raise near.predicate(db, name)


def _source(db: Connection, name: str, _: Mapping[str, Raw]) -> str:
    """By its id or its title."""
    if not db.execute("SELECT 1 FROM source WHERE id = ?", (name,)).fetchone():
        titled = [
            word for word, title in db.execute("SELECT id, title FROM source ORDER BY id") if fold(title) == fold(name)
        ]
        if len(titled) == 1:
            return str(titled[0])
        if titled:
            raise AmbiguousError(f"{name!r} is the title of {' and '.join(titled)}. Use one of these ids.")
        from syriakb.edits import near

        raise near.source(db, name)
    return name


def _by_id(kind: str) -> Resolver:
    return lambda db, name, _: lookup.by_id(db, kind, name)


_SIDES = {side: _side(side) for side in ("subject", "object")}
_RESOLVERS: Mapping[tuple[str, ...], Resolver] = {
    ("actor",): _actor,
    ("place",): _place,
    ("predicate",): _predicate,
    ("source",): _source,
    ("claim",): _by_id("claim"),
}


def resolver(kind: str, name: str) -> Resolver | None:
    """How names in a field of a kind of record become ids; None where it holds none."""
    field = FIELDS[KINDS[kind]].get(name)
    either = _SIDES.get(name, _either)
    return (either if field.refers == ("actor", "place") else _RESOLVERS.get(field.refers)) if field else None


def resolve(db: Connection, kind: str, field: str, value: Raw, raw: Mapping[str, Raw]) -> Raw:
    """A field's value with ids in the place of names; `raw` holds the other fields, so far as they are known.

    Raises NotFoundError, AmbiguousError.
    """
    named = resolver(kind, field)
    if named is None:
        return value
    if isinstance(value, list):
        ids = [named(db, each, raw) for each in value]
        return ids[0] if field == "subject" and len(ids) == 1 else ids
    return named(db, value, raw) if isinstance(value, str) else value


BEFORE = ("ends", "denies")  # words before a predicate that say what becomes of it


def stanced(db: Connection, words: str) -> tuple[str, str]:
    """A predicate, by its id or label, and the stance that a word before it gives; empty where there is none."""
    stance, _, predicate = words.partition(" ")
    if stance not in BEFORE or not predicate:
        return words, ""
    try:
        _predicate(db, words, {})
    except SyriakbError:
        return predicate, stance
    return words, ""  # a predicate that is called so


def twins(db: Connection, raw: Mapping[str, Raw]) -> list[tuple[str, str]]:
    """The ids and statements of standing claims by which the same speaker says the same in the same source.

    The same is the same proposition, or where there is none the same statement.
    """
    values = {name: raw.get(name) for name in ("source", "said_by", "subject", "predicate", "object", "statement")}
    subject = values["subject"]
    values["subject"] = "; ".join(subject) if isinstance(subject, list) else subject
    others = "SELECT '; ' || j.subject AS each FROM joint AS j WHERE j.row = claim.row ORDER BY j.seq"
    whole = f"subject || COALESCE((SELECT group_concat(each, '') FROM ({others})), '')"
    same = f"{whole} = :subject AND predicate = :predicate AND COALESCE(object, '') = COALESCE(:object, '')"
    if not raw.get("predicate"):
        same = "source = :source AND predicate IS NULL AND statement = :statement"
    sql = f"""
        SELECT id, statement FROM claim WHERE {same} AND source = :source
          AND COALESCE(said_by, '') = COALESCE(:said_by, '') AND retracted_on IS NULL ORDER BY row LIMIT 5"""
    return db.execute(sql, values).fetchall()
