"""Where a record stands that somebody names: a sound one, or one with errors, which editing mends."""

from sqlite3 import Connection
from typing import NamedTuple

from syriakb.disk import store
from syriakb.disk.recall import What
from syriakb.errors import NotFoundError
from syriakb.queries import lookup


class Place(NamedTuple):
    """Where a record stands: the file of its kind, and its id there."""

    kind: str
    path: str
    id: str

    def what(self, command: str, done: str) -> What:
        """What a change of the record is, by its command and a word for what it did."""
        return What(command, f"{done} the {self.kind} {self.id}", self.kind, self.id)


def a_kind(kind: str) -> str:
    """A kind of record with its article, as `an actor`."""
    return f"a{'n' if kind[0] in 'aeiou' else ''} {kind}"


def found(db: Connection, name: str) -> Place:
    """The place of the record that is called so. Raises NotFoundError, AmbiguousError."""
    try:
        ref = lookup.record(db, name)
    except NotFoundError:
        # A record with errors is in no answer, and editing is how it gets mended.
        if path := lookup.faulty(db, name):
            return Place(store.kind_of(path), path, name)
        raise
    return Place(ref.kind, lookup.file_of(db, ref), ref.id)
