"""Problems of the data in SARIF 2.1.0, the format in which tools hand findings to whoever shows them in a review."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from syriakb.answers import Answer, Dossier, Labels
from syriakb.render.dossier import tables
from syriakb.render.screen import Screen
from syriakb.version import __version__

_LEVELS = {"hint": "note"}  # what the format calls them, where otherwise
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(found: Answer | Dossier, labels: Labels, screen: Screen) -> str:  # noqa: ARG001 - all are called alike
    """Give the problems as the results of one run; files are named as from the working directory."""
    rows = list(tables(found)[0].records())
    rules = [{"id": code} for code in sorted({row["code"] for row in rows})]
    tool = {"driver": {"name": "syriakb", "version": __version__, "rules": rules}}
    run = {"tool": tool, "columnKind": "unicodeCodePoints", "results": [_result(row) for row in rows]}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return f"{json.dumps(log, ensure_ascii=False, indent=2)}\n"


def _result(row: dict[str, Any]) -> dict[str, Any]:
    file = Path(row["file"])
    uri = file.as_uri() if file.is_absolute() else quote(file.as_posix())
    place = {"artifactLocation": {"uri": uri}, "region": {"startLine": row["line"], "startColumn": row["column"]}}
    message = {"text": " ".join(filter(None, (row["message"], row["hint"])))}
    return {
        "ruleId": row["code"],
        "level": _LEVELS.get(row["severity"], row["severity"]),
        "message": message,
        "locations": [{"physicalLocation": place}],
    }
