"""Answers as JSON: one object. Ids stay ids, unknown is null, dates are whole EDTF."""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from syriakb.answers import Answer, Dossier, Labels, Unread
from syriakb.render.screen import Screen

# What JSON allows in strings and a terminal, a JavaScript parser or an encoder does not bear. These stand in strings
# only, so that they can be escaped in the finished text; the C0 controls are escaped by the json module.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_PIECES = 1000  # of a text that are written at once


def render(found: Answer | Dossier, labels: Labels, screen: Screen) -> str:  # noqa: ARG001 - all are called alike
    """Give one object: the answer, its days, rows and notes, `total` where it is of a part of the rows, `unread`."""
    return dumps(content(found), screen, indent=2) + "\n"


def content(found: Answer | Dossier) -> dict[str, Any]:
    """Give an answer as plain data; of a record its fields and, each under its key, the rows of what touches it."""
    if isinstance(found, Dossier):
        sections: dict[str, Any] = {key: list(answer.records()) for key, answer in found.sections}
        totals = [{"total": answer.total} for _, answer in found.sections if answer.total is not None]
        notes = [note for _, answer in found.sections for note in answer.notes]
        head: dict[str, Any] = {"answer": "show", "kind": found.kind, "record": found.record}
        return {**head, **sections, **(totals[-1] if totals else {}), **_asked(found), **_said(notes, found.unread)}
    total = {} if found.total is None else {"total": found.total}
    rows = list(found.records())
    head = {"answer": found.answer, **_asked(found), **found.dates(), "filters": dict(found.filters)}
    return {**head, "rows": rows, **total, **_said(found.notes, found.unread)}


def _asked(found: Answer | Dossier) -> dict[str, Any]:
    """Which knowledge base was asked, where that is told."""
    return {"base": dict(found.base)} if found.base else {}


def _said(notes: Iterable[str], unread: Unread | None) -> dict[str, Any]:
    """The notes, and where the answer tells of it how many records it lacks."""
    if unread is None:
        return {"notes": list(notes)}
    return {"notes": [*notes, *unread.sentences()], "unread": unread.number}


def dumps(content: Any, screen: Screen, indent: int | None = None) -> str:
    """Give plain data as JSON that is safe on a terminal, with all but ASCII escaped where the screen has no more."""
    return _safe(json.dumps(content, ensure_ascii=not screen.unicode, indent=indent))


def pieces(content: Any, screen: Screen, indent: int) -> Iterator[str]:
    """The same bit by bit, for what may be long: where it has `Rows`, they are made as they are written."""
    found = json.JSONEncoder(ensure_ascii=not screen.unicode, indent=indent).iterencode(content)
    while piece := "".join(islice(found, _PIECES)):
        yield _safe(piece)


class Rows(list[Any]):
    """Rows that `pieces` asks for one by one, and once; for everybody else the list is empty."""

    def __init__(self, rows: Iterable[Any]) -> None:
        super().__init__()
        self._rows = iter(rows)
        self._first = list(islice(self._rows, 1))

    def __bool__(self) -> bool:
        return bool(self._first)

    def __iter__(self) -> Iterator[Any]:
        return chain(self._first, self._rows)


def _safe(text: str) -> str:
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
