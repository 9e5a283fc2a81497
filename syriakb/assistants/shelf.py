"""The knowledge base that a session with an assistant is about, and what it tried out there."""

from hashlib import blake2b
from json import dumps
from threading import Lock
from typing import Any

from syriakb.disk.store import Base


class Shelf:
    """A knowledge base, and the changes that were tried on it in this session and may be made.

    `base` is another one after the first change of the packaged copy: the user's own copy.
    """

    def __init__(self, base: Base) -> None:
        self.base = base
        self.writing = Lock()
        self._tried: dict[str, Any] = {}

    def tried(self, tool: str, arguments: Any, kept: Any) -> str:
        """The word that makes a change which was tried; `kept` is what has to be the same when it is made."""
        word = blake2b(dumps([tool, arguments], sort_keys=True, default=str).encode(), digest_size=4).hexdigest()
        self._tried[word] = kept
        return word

    def allowed(self, tool: str, arguments: Any, word: str) -> Any:
        """What was kept of a change that was tried with just these arguments; None where it was not."""
        kept = self._tried.get(word)
        return self._tried.pop(word) if kept is not None and self.tried(tool, arguments, kept) == word else None
