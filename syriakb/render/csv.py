"""Answers as CSV (RFC 4180): the keys as header, then the rows, each line ended by CR LF.

A list is its items joined by one space, since ids hold none; unknown is the empty field. Text stands as it is, control
characters too: CSV has no escape for them, and it is read by programs.
"""

import csv
import io
from typing import Any

from syriakb.answers import Answer, Labels
from syriakb.render import Screen


def render(answer: Answer, labels: Labels, screen: Screen) -> str:  # noqa: ARG001 - all renderers are called alike
    """Give the rows as CSV; title, days and notes have no place in it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(column.key for column in answer.columns)
    writer.writerows(map(_field, row) for row in answer.rows)
    return text.getvalue()


def _field(value: Any) -> Any:
    return " ".join(map(str, value)) if isinstance(value, tuple | list) else value
