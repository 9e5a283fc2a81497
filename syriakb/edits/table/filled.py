"""Filled drafts: claims as a YAML list, those of which somebody filled in the statement."""

from typing import NamedTuple

from syriakb.errors import SyriakbError
from syriakb.model.readers import Raw
from syriakb.text import yaml
from syriakb.text.items import TextError


class Draft(NamedTuple):
    """A draft that was filled in: the line it begins on, its fields, and why it could not be read."""

    line: int
    cells: dict[str, Raw]
    fault: str | None


def drafts(file: str, text: str) -> list[Draft]:
    """The drafts of a text that have a statement. Raises SyriakbError."""
    try:
        items = list(yaml.items(text, single=False))
    except TextError as error:
        raise SyriakbError(f"{file}:{error.line}:{error.column}: {error.message}") from None
    made = []
    for item in items:
        faults = [fault.message for _, _, fault in item.faults if fault.code != "empty-value"]
        cells: dict[str, Raw] = {name: value for name, value in item.raw.items() if value not in ("", [])}
        made.append(Draft(item.line, cells, " ".join(faults) or None))
    filled = [each for each in made if each.cells.get("statement") or each.fault]
    if made and not filled:
        raise SyriakbError(f"No draft in {file} has a statement yet, so there is nothing to import.")
    return filled
