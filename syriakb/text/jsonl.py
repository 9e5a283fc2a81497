"""JSON lines to items: the same records as in YAML, one object a line."""

import json
import re
from collections.abc import Iterator
from typing import Any

from syriakb.model.fields import Fault
from syriakb.model.readers import Raw
from syriakb.text.items import MAX_SCALAR, Item, Spot, lines, too_long


def items(text: str) -> Iterator[Item]:
    """The records of a text of JSON lines; a line that is no record is an item with that fault."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield line_item(number, line)


def line_item(number: int, line: str) -> Item:
    """The record of one line, with that number."""
    item = Item(number, 1)
    value = _parsed(item, line)
    if isinstance(value, dict):
        for name, each in value.items():
            item.raw[name] = each if each.__class__ is str else _value(item, name, each, line)
        if len(line) > MAX_SCALAR:
            _accuse_long(item, line)
    elif not item.faults:
        message = 'This is no record: a record is an object, such as {"id": ...}.'
        item.accuse(number, 1, Fault("", "wrong-shape", message))
    return item


def _accuse_long(item: Item, line: str) -> None:
    for name, value in item.raw.items():
        texts = [value] if isinstance(value, str) else value.values() if isinstance(value, dict) else value
        if any(len(text) > MAX_SCALAR for text in texts):
            item.accuse(item.line, line.find(f'"{name}"') + 1, too_long(name))


def _parsed(item: Item, line: str) -> Any:
    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            again = next(name for name in names if names.count(name) > 1)
            fault = Fault(again, "duplicate-field", f"The field {again} stands here a second time.", "Keep one.")
            item.accuse(item.line, line.rfind(f'"{again}"') + 1, fault)
        return found

    try:
        value = json.loads(line, object_pairs_hook=mapping, parse_int=str, parse_float=str, parse_constant=str)
        if "\\u" in line:
            json.dumps(value, ensure_ascii=False).encode()
    except (json.JSONDecodeError, RecursionError, UnicodeEncodeError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "it is nested too deeply"
        if isinstance(error, UnicodeEncodeError):
            reason = "it holds half of a surrogate pair, which is no character"
        fault = Fault(
            "", "syntax", f"The line is not JSON that can be read: {reason}.", "Each line is one JSON object."
        )
        item.accuse(item.line, getattr(error, "colno", 1), fault)
        return None
    return value


def _value(item: Item, name: str, value: Any, line: str) -> Raw:
    if isinstance(value, list):
        return [_scalar(item, name, each, line) for each in value]
    if isinstance(value, dict):
        return {key: _scalar(item, name, each, line) for key, each in value.items()}
    return _scalar(item, name, value, line)


def _scalar(item: Item, name: str, value: Any, line: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if value is None:
        fault = Fault(name, "empty-value", f"The field {name} is null.", "Give it a value, or leave the field out.")
    else:
        fault = Fault(name, "too-deep", f"The field {name} is nested deeper than any field is.")
    item.accuse(item.line, line.find(f'"{name}"') + 1, fault)
    return ""


def spots(text: str, item: Item) -> dict[str, Spot]:
    """Where each field of an item stands."""
    line = lines(text)[item.line - 1]
    found: dict[str, Spot] = {}
    for match in re.finditer(r'"(\w+)"\s*:\s*', line):
        found.setdefault(match[1], Spot((item.line, match.start() + 1), (item.line, match.end() + 1)))
    return found
