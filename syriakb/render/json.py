"""Answers as JSON: one object, or one row a line. Ids stay ids, unknown is null, dates are whole EDTF."""

import json
import re
from typing import Any

from syriakb.answers import Answer, Labels
from syriakb.render import Screen

# What JSON allows in strings and a terminal, a JavaScript parser or an encoder does not bear. These stand in strings
# only, so that they can be escaped in the finished text; the C0 controls are escaped by the json module.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def render(answer: Answer, labels: Labels, screen: Screen) -> str:  # noqa: ARG001 - all renderers are called alike
    """Give one object with the answer, its days, rows and notes, and `total` where rows were left out of a list."""
    content: dict[str, Any] = {"answer": answer.answer, **answer.dates(), "rows": list(answer.records())}
    if answer.total is not None:
        content["total"] = answer.total
    return dumps({**content, "notes": answer.notes}, screen, indent=2) + "\n"


def render_lines(answer: Answer, labels: Labels, screen: Screen) -> str:  # noqa: ARG001 - all renderers are called alike
    """Give each row as an object on a line of its own, and nothing else."""
    return "".join(dumps(record, screen) + "\n" for record in answer.records())


def dumps(content: Any, screen: Screen, indent: int | None = None) -> str:
    """Give plain data as JSON that is safe on a terminal, with all but ASCII escaped where the screen has no more."""
    text = json.dumps(content, ensure_ascii=not screen.unicode, indent=indent)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
