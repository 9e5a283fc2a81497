"""What the shell offers while somebody types: names from the index."""

from collections.abc import Iterator

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


def _names(ctx: typer.Context, incomplete: str, *kinds: str) -> Iterator[tuple[str, str]]:
    from syriakb import index, store
    from syriakb.errors import SyriakbError

    try:
        db = index.open_index(store.find(ctx.params.get("data")))
    except (SyriakbError, OSError):
        return  # a shell that completes has no place for messages
    marks = ", ".join("?" * len(kinds))
    sql = f"""
        SELECT n.ref, MIN(CASE WHEN n.seq = 1 THEN n.shown END) FROM name AS n
        WHERE n.kind IN ({marks}) AND n.ref >= ? AND n.ref < ? GROUP BY n.ref ORDER BY n.ref LIMIT 200"""
    yield from db.execute(sql, (*kinds, incomplete, incomplete + "\U0010ffff"))
