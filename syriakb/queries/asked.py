"""Which knowledge base was asked: by its title and its folder, for whoever finds nobody of some name there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection

from syriakb.errors import NotFoundError


def asked(db: Connection, folder: Path) -> str:
    """The title and the folder of a knowledge base, as `The Marches (data)`: as somebody would type it there."""
    (title,) = db.execute("SELECT title FROM kb").fetchone() or ("one without a title",)
    return f"{title} ({_shown(folder)})"


def _shown(folder: Path) -> str:
    """A folder below the working one as it is from there, any other as a whole, as is the address of a server."""
    try:
        inside = folder.is_relative_to(here := Path.cwd()) and folder != here
    except OSError:  # the working folder is gone
        return str(folder)
    return str(folder.relative_to(here) if inside else folder)


@contextmanager
def looking(db: Connection, folder: Path) -> Iterator[None]:
    """Look names up within; a NotFoundError that leaves says which knowledge base has nobody of that name."""
    try:
        yield
    except NotFoundError as error:
        error.asked = error.asked or f"Asked: {asked(db, folder)}."
        raise
