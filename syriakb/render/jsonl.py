"""Answers as JSON lines: a row a line, and nothing else."""

from syriakb.answers import Answer, Dossier, Labels
from syriakb.render.json import content, dumps
from syriakb.render.screen import Screen


def render(found: Answer | Dossier, labels: Labels, screen: Screen) -> str:  # noqa: ARG001 - all are called alike
    """Give each row as an object on a line of its own; a record with all that touches it is one."""
    records = [content(found)] if isinstance(found, Dossier) else found.records()
    return "".join(dumps(record, screen) + "\n" for record in records)
