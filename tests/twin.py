"""Every question of the suite asked a second time, of a server, and its answer held against that of the files.

`SYRIAKB_TEST_SERVER=1 python -m pytest tests/queries` does so with all that `tests.kb` runs: what a test asks of files
is published to a PostgreSQL server that is started for it, asked there, and must be told to the letter, in the same
order. At the end stands how many answers agreed. With another number, one question in so many is asked.
"""

import json
import os
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from difflib import unified_diff
from pathlib import Path
from pprint import pformat
from typing import Any

from syriakb.disk import store, texts
from syriakb.disk.store import Base
from syriakb.edits.publish import publish
from syriakb.index import open as index
from syriakb.index import states
from syriakb.questions import QUESTIONS
from tests import postgres

EACH = int(os.environ.get("SYRIAKB_TEST_SERVER") or 0)
WANTED = EACH > 0 and postgres.PROGRAMS is not None
# `sql` takes the SQL of PostgreSQL there, and `verify` cannot look up where in a file a field stands.
_ASKED = QUESTIONS - {"sql", "verify"}
_PUBLISHED = re.compile(r"As published on \d{4}-\d\d-\d\d [^\n\"]*")
_OPEN = index.open_index
Run = Callable[..., Any]


class Twin:
    """A server, what was published there last, and how many answers agreed."""

    def __init__(self, url: str) -> None:
        self.url = f"{url}?schema=twin"
        self.told = Counter[bool]()
        self._there: tuple[str, bytes | None] | None = None

    def asked(self, run: Run, arguments: Sequence[str], here: Any) -> None:
        """Ask what was asked of files there, too. Raises AssertionError where the answer is another."""
        if not arguments or arguments[0] not in _ASKED or "--rev" in arguments or index.open_index is not _OPEN:
            return
        words, folder = _without_folder(arguments)
        base = store.find(store.place(folder) if folder else None)
        sample = zlib.crc32(f"{base.folder.parent.name} {words}".encode())
        if base.url or sample % EACH or _tells_where(arguments, base.folder):
            return
        self._publish(base)
        there = run(*words, "--data", self.url)
        told, expected = plain(there, self.url), plain(here, str(base.folder))
        self.told[told == expected] += 1
        assert told == expected, "\n".join(["of the server: syriakb", *words, *_difference(expected, told)])

    def _publish(self, base: Base) -> None:
        with closing(index.open_index(base)) as db:
            now = (str(base.folder), states.token(db))
        if now != self._there:
            publish(base, self.url, None)
            self._there = now


def _tells_where(arguments: Sequence[str], folder: Path) -> bool:
    """Whether an answer is laid out by the length of a path, or is about what lies in a folder beside the records."""
    if arguments[0] not in ("check", "info"):
        return False
    plain = {"json", "csv"} & {*arguments}
    return not plain or "hint" in arguments or bool(texts.sources(folder)) or Path.cwd().is_relative_to(folder)


def _difference(one: object, other: object) -> Iterator[str]:
    return unified_diff(*(pformat(each).splitlines() for each in (one, other)), "files", "server", n=0, lineterm="")


def _without_folder(arguments: Sequence[str]) -> tuple[list[str], str | None]:
    """The words of a command but for its folder, and that folder."""
    words = list(arguments)
    if "--data" not in words:
        return words, None
    at = words.index("--data")
    folder = words[at + 1]
    del words[at : at + 2]
    return words, folder


def plain(result: Any, folder: str) -> tuple[Any, ...]:
    """A result as it can be compared: without when it was published, and where it lies."""
    place = str(store.place(folder))
    out, err = ("\n".join(_lines(text, place)) for text in (result.out, result.err))
    try:
        told = json.loads(out)
    except ValueError:
        return result.status, out, err
    if isinstance(told, dict):
        if told.get("answer") == "search":  # each engine has its own measure of how well a record matches
            told["rows"].sort(key=repr)
        told["notes"] = [note for note in told.get("notes", ()) if not _PUBLISHED.match(note)]
    return result.status, told, err


def _lines(text: str, folder: str) -> Iterator[str]:
    for line in text.replace(f"{folder}/", "").replace(folder, "FOLDER").splitlines():
        if not re.match(r"(?:note: )?As published on ", line) and line:
            yield line


@contextmanager
def twin() -> Iterator[Twin]:
    """One on a server of its own."""
    with postgres.server() as url:
        yield Twin(url)
