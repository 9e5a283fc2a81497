"""The shapes in which JSON holds rows: a line each, a list, features of GeoJSON, the results of a query.

What is nested becomes columns with a dot in their name (`location.name`); null is no cell.
"""

from __future__ import annotations  # Raw is the name of a type that is written as text

import json
from collections.abc import Iterator
from itertools import chain
from typing import IO, Any, NamedTuple, TypeAlias

from syriakb.errors import SyriakbError
from syriakb.model.readers import Raw
from syriakb.text import jsonl

_RETRACTION = "retracted"  # the one field of ours that is a mapping
_Row: TypeAlias = tuple[int, dict[str, Raw], str | None]


class Shape(NamedTuple):
    """The rows of a text that is one JSON value, None where each line is one; and what is to be noted."""

    rows: list[_Row] | None
    notes: tuple[str, ...] = ()


def shape(text: IO[str], name: str) -> Shape:
    """The rows of a text of JSON. Raises SyriakbError where it is one value, but not of rows."""
    lines = (line for line in text if line.strip())
    first, second = next(lines, ""), next(lines, "")
    if not first.lstrip("\ufeff ").startswith("["):
        try:
            begun = json.loads(first)
        except (ValueError, RecursionError):
            begun = None
            if first.strip() != "{" and first.rstrip().endswith("}"):
                return Shape(None)  # a line that is broken, among others
        if isinstance(begun, dict) and not (_one_value(begun) or (not second and _listed(begun))):
            return Shape(None)
    whole = "".join(chain([first, second], lines))
    try:
        value = json.loads(whole, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        if first.lstrip().startswith("[") or first.strip() == "{":
            where = f"{name}:{error.lineno}:{error.colno}"
            raise SyriakbError(f"{where}: This is no JSON that can be read on: {error.msg}.") from None
        return Shape(None)
    except RecursionError:
        raise SyriakbError(f"{name} is nested too deeply.") from None
    return _of_value(value, name)


def _one_value(begun: dict[str, Any]) -> bool:
    return _features(begun) is not None or _bindings(begun) is not None


def _features(value: Any) -> list[Any] | None:
    listed = value.get("features") if isinstance(value, dict) and value.get("type") == "FeatureCollection" else None
    return listed if isinstance(listed, list) else None


def _bindings(value: Any) -> list[Any] | None:
    results = value.get("results") if isinstance(value, dict) else None
    listed = results.get("bindings") if isinstance(results, dict) else None
    return listed if isinstance(listed, list) else None


def _listed(value: dict[str, Any]) -> list[Any] | None:
    """The one list of objects in what a service answers, beside how many there are and the like."""
    lists = [each for each in value.values() if isinstance(each, list) and each and isinstance(each[0], dict)]
    return lists[0] if len(lists) == 1 else None


def _of_value(value: Any, name: str) -> Shape:
    if (features := _features(value)) is not None:
        rows = [_feature(number, each) for number, each in enumerate(features, 1)]
        without = sum("lat" not in cells for _, cells, _ in rows)
        note = f"{without:,} of {len(rows):,} features are no points, and give no lat and lon."
        return Shape(rows, (note,) if without else ())
    if (bindings := _bindings(value)) is not None:
        return Shape([_row(number, _bound(each)) for number, each in enumerate(bindings, 1)])
    if isinstance(value, list):
        return Shape([_row(number, each) for number, each in enumerate(value, 1)])
    if isinstance(value, dict):
        if (listed := _listed(value)) is not None:
            return Shape([_row(number, each) for number, each in enumerate(listed, 1)])
        return Shape([_row(1, value)])
    raise SyriakbError(f"{name} holds no rows: a list of objects, an object a line, or GeoJSON.")


def _row(number: int, value: Any) -> _Row:
    if isinstance(value, dict):
        return number, cells(value), None
    return number, {}, 'This is no row: a row is an object, such as {"id": ...}.'


def _feature(number: int, feature: Any) -> _Row:
    if not isinstance(feature, dict):
        return number, {}, "This is no feature of GeoJSON."
    found = cells(feature.get("properties") or {})
    identity = feature.get("id")
    if isinstance(identity, str) and identity:
        found.setdefault("id", identity)
    geometry = feature.get("geometry")
    if isinstance(geometry, dict) and geometry.get("type") == "Point" and len(geometry.get("coordinates") or ()) >= 2:
        lon, lat, *_ = map(str, geometry["coordinates"])
        found |= {"lat": lat, "lon": lon}
    return number, found, None


def _bound(binding: Any) -> Any:
    """A result of a query in SPARQL: of each variable its value; of an item of Wikidata, its number."""
    if not isinstance(binding, dict):
        return binding
    return {name: each.get("value") if isinstance(each, dict) else each for name, each in binding.items()}


def line_cells(number: int, line: str) -> tuple[dict[str, Raw], str | None]:
    """The cells of a line of JSON, and why it cannot be read."""
    again: list[str] = []

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            again.append(next(name for name, _ in pairs if [each for each, _ in pairs].count(name) > 1))
        return found

    try:
        value = json.loads(line, object_pairs_hook=mapping, parse_int=str, parse_float=str, parse_constant=str)
        if not isinstance(value, dict) or "\\u" in line:
            return _told(number, line)
    except (json.JSONDecodeError, RecursionError):
        return _told(number, line)
    return cells(value), f"The field {again[0]} stands here a second time." if again else None


def _told(number: int, line: str) -> tuple[dict[str, Raw], str | None]:
    """The same in the words of whoever reads our own files."""
    item = jsonl.line_item(number, line)
    faults = [fault.message for _, _, fault in item.faults if fault.code not in ("empty-value", "too-deep")]
    return (cells(json.loads(line)), None) if not faults else (dict(item.raw), " ".join(faults))


def cells(value: dict[str, Any]) -> dict[str, Raw]:
    """The cells of an object."""
    return dict(_cells(value, ""))


def _cells(value: dict[str, Any], before: str) -> Iterator[tuple[str, Raw]]:
    for key, each in value.items():
        name = f"{before}{key}"
        if each.__class__ is str:
            yield name, each
        elif isinstance(each, dict) and name == _RETRACTION:
            yield name, {str(inner): _scalar(text) for inner, text in each.items() if text is not None}
        elif isinstance(each, dict):
            yield from _cells(each, f"{name}.")
        elif isinstance(each, list):
            yield name, [_scalar(item) for item in each if item is not None]
        else:
            yield name, _scalar(each)


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return ("true" if value else "false") if isinstance(value, bool) else json.dumps(value, ensure_ascii=False)
