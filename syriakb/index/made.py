"""How an index is made: the number of its schema, taken from the content of the files that fill it.

So a new column, a new rule of `check` or another way to read a date makes every index there is be built anew, and
nobody has to remember to say so.
"""

import os
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_ROOMS = ("", "disk", "index", "model", "text")  # what `index.build` imports, and the SQL beside it


@cache
def schema() -> int:
    """The number of the schema: a checksum of what the files hold, as SQLite's `user_version` can carry it."""
    number = 0
    for path in sorted(entry.path for entry in _files()):
        number = zlib.crc32(Path(path).read_bytes(), number)
    return _signed(number)


@cache
def stamp() -> int:
    """A checksum of the files' paths, sizes and times of change: as long as it stays, so does the schema.

    Reading them all costs a question more than opening its index does, a look at each a quarter of that.
    """
    looks = ((entry.path, (found := entry.stat()).st_size, found.st_mtime_ns) for entry in _files())
    return _signed(zlib.crc32(repr(sorted(looks)).encode()))


def _files() -> Iterator[os.DirEntry[str]]:
    for room in _ROOMS:
        with os.scandir(_PACKAGE / room) as entries:
            yield from (entry for entry in entries if entry.name.endswith((".py", ".sql")))


def _signed(number: int) -> int:
    return number - (1 << 32) if number >> 31 else number
