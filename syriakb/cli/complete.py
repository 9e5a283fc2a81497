"""What the shell offers while somebody types: names from the index."""

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import typer

Completer: TypeAlias = Callable[[typer.Context, str], list[tuple[str, str]]]
_CALLED = ("actor", "place")
# What stands for a record of a kind that is found by its id and by the words of it, beside what it is offered.
_SHOWN = {
    "claim": "statement",
    "source": "title",
    "predicate": "label",
    "alliance": "subject || ' ' || predicate || ' ' || object",
}
_KIND_OF = "kind of "
_MOST = 200
_LAST = "\U0010ffff"


def of(*kinds: str) -> Completer:
    """What offers the ids of records of these kinds, each with what it stands for; of `kind of actor`, the kinds."""

    def offer(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        return _offered(ctx, incomplete, kinds)

    return offer


def among(choices: Iterable[str]) -> Callable[[str], list[str]]:
    """What offers those of the words that begin as what was typed."""

    def offer(incomplete: str) -> list[str]:
        return [each for each in choices if each.startswith(incomplete)]

    return offer


actors, places, records = of("actor"), of("place"), of(*_CALLED)
claims = of("claim")
voices = of("actor", "source", "claim")
anything = of(*_CALLED, *_SHOWN)


class _Offer(str):
    """A word that a shell may put in the place of what was typed, though it does not begin with it."""

    __slots__ = ()

    def startswith(self, *_: object) -> bool:
        """Pass the test by which Typer would leave it out."""
        return True


def _offered(ctx: typer.Context, incomplete: str, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    """Ids that begin with the word; where there are none, those of which a name, or a word, does, spelling folded."""
    import sqlite3

    from syriakb.disk import store
    from syriakb.errors import SyriakbError
    from syriakb.index import open as index

    try:
        db = index.open_index(store.find(ctx.params.get("data")))
        found = _by_id(db, incomplete.lower(), kinds) or _by_words(db, incomplete, kinds)
    except (SyriakbError, OSError, sqlite3.Error, UnicodeError):
        return []  # a shell that completes has no place for messages
    return [(_Offer(ref), _plain(name)) for ref, name in found]


def _by_id(db: Any, begun: str, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    found = _named(db, "ref", begun, kinds)
    for kind in _SHOWN.keys() & set(kinds):
        sql = f"SELECT id, {_SHOWN[kind]} FROM {kind} WHERE id >= ? AND id < ? ORDER BY id LIMIT {_MOST}"
        found += db.execute(sql, (begun, f"{begun}{_LAST}"))
    for kind in (each.removeprefix(_KIND_OF) for each in kinds if each.startswith(_KIND_OF)):
        sql = f"SELECT kind, COUNT(*) || ' {kind}s' FROM {kind} WHERE kind >= ? AND kind < ? GROUP BY kind"
        found += db.execute(sql, (begun, f"{begun}{_LAST}"))
    return sorted(found)


def _by_words(db: Any, begun: str, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    from syriakb.model.names import fold, search_text

    found = _named(db, "folded", fold(begun), kinds)
    words = search_text(begun)
    for kind in _SHOWN.keys() & set(kinds) if words else ():
        sql = f"""
            SELECT id, {_SHOWN[kind]} FROM {kind} WHERE row IN (
              SELECT rowid FROM words WHERE words MATCH ?
                AND rowid BETWEEN (SELECT MIN(id) << 32 FROM file WHERE kind = ?)
                  AND (SELECT (MAX(id) + 1 << 32) - 1 FROM file WHERE kind = ?)
              LIMIT {_MOST})"""
        found += db.execute(sql, (f'called : ("{words}" *)', kind, kind))
    return sorted(found)


def _named(db: Any, column: str, begun: str, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    called = [kind for kind in kinds if kind in _CALLED]
    sql = f"""
        SELECT DISTINCT n.ref, shown.shown FROM name AS n JOIN name AS shown ON shown.row = n.row AND shown.seq = 1
        WHERE n.kind IN ({", ".join("?" * len(called))}) AND n.{column} >= ? AND n.{column} < ?
        ORDER BY n.ref LIMIT {_MOST}"""
    return list(db.execute(sql, (*called, begun, f"{begun}{_LAST}"))) if called else []


def _plain(name: str) -> str:
    # Typer hands it to the shell to evaluate, and reads it as markup before.
    return " ".join(re.sub(r"[^\w\s.,()-]", "", name).split())


def mappings(ctx: typer.Context, incomplete: str) -> list[str]:
    """Names of mappings that an unfinished word may mean."""
    from syriakb.disk import store
    from syriakb.edits.table import written
    from syriakb.errors import SyriakbError

    try:
        names = written.names(store.find(ctx.params.get("data")))
    except (SyriakbError, OSError):
        return []
    return [name for name in names if name.startswith(incomplete)]
