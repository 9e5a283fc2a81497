"""Answers as CSV (RFC 4180): the keys as header, then the rows, each line ended by CR LF.

A list is its items joined by one space, since ids hold none, and one of mappings is JSON; unknown is the empty field.
Text stands as it is, control characters too: CSV has no escape for them, and it is read by programs.
"""

import csv
import io
from typing import Any

from syriakb.answers import Answer, Dossier, Labels
from syriakb.render.dossier import tables
from syriakb.render.screen import Screen


def render(found: Answer | Dossier, labels: Labels, screen: Screen) -> str:  # noqa: ARG001 - all are called alike
    """Give the rows as CSV; title, days, notes and what touches a record have no place in it."""
    answer = tables(found)[0]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(column.key for column in answer.columns)
    writer.writerows(map(_field, row) for row in answer.rows)
    return text.getvalue()


def _field(value: Any) -> Any:
    if isinstance(value, tuple | list) and value and isinstance(value[0], dict):
        import json

        return json.dumps(value, ensure_ascii=False)
    return " ".join(map(str, value)) if isinstance(value, tuple | list) else value
