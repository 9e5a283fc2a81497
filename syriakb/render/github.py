"""Problems of the data as commands of GitHub's workflows, which then show each at its line in a review."""

from typing import Any

from syriakb.answers import Answer, Dossier, Labels
from syriakb.render.dossier import tables
from syriakb.render.screen import Screen

_LEVELS = {"hint": "notice"}  # what GitHub calls them, where otherwise


def render(found: Answer | Dossier, labels: Labels, screen: Screen) -> str:  # noqa: ARG001 - all are called alike
    """Give each problem a line; files are named as from the working directory."""
    return "".join(f"{_line(row)}\n" for row in tables(found)[0].records())


def _line(row: dict[str, Any]) -> str:
    where = {"file": row["file"], "line": row["line"], "col": row["column"], "title": row["code"]}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in where.items())
    level = _LEVELS.get(row["severity"], row["severity"])
    return f"::{level} {properties}::{_text(' '.join(filter(None, (row['message'], row['hint']))))}"


def _text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
