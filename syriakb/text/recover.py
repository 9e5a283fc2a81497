"""Recovery: where the YAML of one record breaks off, reading goes on at the next one.

A YAML parser gives up at the first slip, and what stands below it would be lost without a word. Records begin with a
hyphen in the column of the first one, so each below the slip is read apart from the others.
"""

import re
from collections.abc import Iterator

from syriakb.model.fields import Fault
from syriakb.text import yaml
from syriakb.text.items import Item, TextError, no_hyphen

_FIRST = re.compile(r"^( *)-(?=\s)", re.MULTILINE)


def items(text: str, found: Iterator[Item]) -> Iterator[Item]:
    """The records of a YAML list that `found` reads, and after a slip those below it, the broken ones as faults.

    Raises TextError where that gives no reason why the text could not be read on.
    """
    last, held = 0, None
    try:
        for item in found:
            if held:
                yield held
                last = held.line
            held = item  # the parser may have ended it too early: what follows in its text tells
    except TextError as error:
        if held and error.code == "several-documents":  # no slip in the record above it
            yield held
            last = held.line
        explained = False
        for item in _below(text, last):
            explained = explained or bool(item.faults)
            yield item
        if not explained:
            raise
    else:
        if held:
            yield held


def _below(text: str, last: int) -> Iterator[Item]:
    """Each record that begins below the line `last`, read by itself."""
    if not (first := _FIRST.search(text)):
        return
    starts = [match.start() for match in re.finditer(rf"^{first[1]}(?:-(?=\s)|id:)", text, re.MULTILINE)]
    line = 1
    for start, end, before in zip(starts, [*starts[1:], len(text)], [0, *starts], strict=False):
        line += text.count("\n", before, start)
        if line > last:
            yield _alone(text, start, end, line, len(first[1]))


def _alone(text: str, start: int, end: int, line: int, margin: int) -> Item:
    broken = Item(line, margin + 3)
    if text[start + margin] != "-":
        broken.accuse(line, margin + 1, no_hyphen())
        return broken
    try:
        return yaml.item_at(text, start, end, line)
    except TextError as error:
        broken.accuse(error.line, error.column, Fault("", error.code, error.message, error.hint))
        return broken
