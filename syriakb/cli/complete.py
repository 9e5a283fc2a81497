"""What the shell offers while somebody types: names from the index."""

import re
from collections.abc import Iterator
from typing import Any

import typer


def actors(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Ids of actors that an unfinished word may mean, each with its name."""
    return list(_names(ctx, incomplete, "actor"))


def places(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Ids of places that an unfinished word may mean, each with its name."""
    return list(_names(ctx, incomplete, "place"))


def records(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Ids of actors and places that an unfinished word may mean, each with its name."""
    return list(_names(ctx, incomplete, "actor", "place"))


class _Offer(str):
    """A word that a shell may put in the place of what was typed, though it does not begin with it."""

    __slots__ = ()

    def startswith(self, *_: object) -> bool:
        """Pass the test by which Typer would leave it out."""
        return True


def _names(ctx: typer.Context, incomplete: str, *kinds: str) -> Iterator[tuple[str, str]]:
    """Ids that begin with the word; where there are none, those whose name or alias does, case and spelling folded."""
    import sqlite3

    from syriakb.disk import store
    from syriakb.errors import SyriakbError
    from syriakb.index import open as index
    from syriakb.model.names import fold

    try:
        db = index.open_index(store.find(ctx.params.get("data")))
        found = _begun(db, "ref", incomplete.lower(), kinds) or _begun(db, "folded", fold(incomplete), kinds)
    except (SyriakbError, OSError, sqlite3.Error, UnicodeError):
        return  # a shell that completes has no place for messages
    yield from ((_Offer(ref), _plain(name)) for ref, name in found)


def _begun(db: Any, column: str, word: str, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    marks = ", ".join("?" * len(kinds))
    sql = f"""
        SELECT DISTINCT n.ref, shown.shown FROM name AS n JOIN name AS shown ON shown.row = n.row AND shown.seq = 1
        WHERE n.kind IN ({marks}) AND n.{column} >= ? AND n.{column} < ? ORDER BY n.ref LIMIT 200"""
    found: list[tuple[str, str]] = db.execute(sql, (*kinds, word, f"{word}\U0010ffff")).fetchall()
    return found


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
