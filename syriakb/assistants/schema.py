"""Schemas: what tools take and give, as JSON Schema, made of what the questions say of their parameters."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from syriakb.questions.fit import Taken
from syriakb.questions.words import Given

LIMIT = Taken("limit", int, (), True, 50, Given("How many rows, the first of them.", least=1, most=1000))
_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", Path: "string"}
_TEXTS = {"type": "array", "items": {"type": "string"}}


def takes(parameters: Iterable[Taken]) -> dict[str, Any]:
    """The schema of what a tool takes."""
    listed = list(parameters)
    called = {each.given.metavar: each.name for each in listed if each.given.metavar}
    return {
        "type": "object",
        "properties": {each.name: _parameter(each, called) for each in listed},
        "required": [each.name for each in listed if not each.optional],
        "additionalProperties": False,
    }


def _parameter(taken: Taken, called: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = dict(_TEXTS) if taken.type is list else {"type": _TYPES[taken.type]}
    if told := _told(taken, called):
        found["description"] = told
    if taken.words:
        found["enum"] = list(taken.words)
    if taken.given.least is not None:
        found["minimum"] = taken.given.least
    if taken.given.most is not None:
        found["maximum"] = taken.given.most
    if isinstance(taken.default, str | int | float) and taken.default is not False:
        found["default"] = taken.default
    return found


def _told(taken: Taken, called: Mapping[str, str]) -> str:
    """What is told of a parameter; others that are named as on the command line are named as here."""
    told = taken.given.help or ""
    if taken.type is list and taken.given.metavar and "|" in taken.given.metavar:
        told = f"{told.rstrip('.')}: {taken.given.metavar.replace('|', 'or')}, each a text."
    return re.sub(r"\b[A-Z]{2,}\b", lambda word: f"`{called[word[0]]}`" if word[0] in called else word[0], told)


def _any(meaning: str, kind: str | list[str]) -> dict[str, Any]:
    return {"type": kind, "description": meaning}


_ROWS = {
    "type": "array",
    "items": {"type": "object"},
    "description": "What was found. `evidence` are ids of claims, told under `claims`; `standing` (assessed, stated,"
    " claimed, disputed, denied) and `grade` (source A-F, claim 1-6) say how far it can be relied on; `voices` are the"
    " speakers whose word alone it is, empty where a source says it in its own voice; null is not known.",
}
ANSWER: dict[str, Any] = {
    "type": "object",
    "properties": {
        "answer": _any("Which question was answered.", "string"),
        "as_of": _any("The day that the answer holds for.", ["string", "null"]),
        "known_by": _any("The day by which what it rests on had been reported; null for all.", ["string", "null"]),
        "filters": _any("What narrows it: whose word counts, by which grade.", "object"),
        "rows": _ROWS,
        "total": _any("How many rows there are, where not all are given.", "integer"),
        "kind": _any("Of one record: its kind.", "string"),
        "record": _any("Of one record: its fields.", "object"),
        "relations": _ROWS,
        "control": _ROWS,
        "notes": {"type": "array", "items": {"type": "string"}, "description": "What else has to be said with it."},
        "unread": _any("How many records are left out because of their errors.", "integer"),
        "claims": _any("The claims that rows rest on, by id; of one record a list of claims.", ["object", "array"]),
        "cited": _any("Of one record: the claims that it rests on, by id.", "object"),
        "sources": _any("Their sources, by id.", "object"),
        "names": _any("What ids are called.", "object"),
        "unknown": _any("Where nothing was found by a name: why. Ask again with one of `candidates`.", "string"),
        "candidates": {
            "type": "array",
            "items": {"type": "object"},
            "description": "What may be meant: kind, id, name.",
        },
    },
    "required": ["answer"],
}
