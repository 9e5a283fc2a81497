"""Fields: the text of each field typed by the field it stands in, never by how it looks.

`no` is a word in a statement and an error in `credibility`. Faults are collected as values, so that one look at a
record tells everything that is wrong with it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any, NamedTuple, TypeAlias

from syriakb.model import dates
from syriakb.model.dates import Date
from syriakb.model.records import Actor, Alliance, Claim, Kb, Place, Predicate, Retraction, Source
from syriakb.model.vocabulary import (
    ANCHOR_WORDS,
    COUNTING,
    CREDIBILITIES,
    DIRECTNESS,
    EFFECTS,
    GROUPS,
    MODALITIES,
    RELIABILITIES,
    STANCES,
)

Raw: TypeAlias = "str | list[str] | dict[str, str]"


class Fault(NamedTuple):
    """What is wrong with one field of a record; `field` is empty when it is the record as a whole."""

    field: str
    code: str
    message: str
    hint: str | None = None


class UnfitError(ValueError):
    """A field's text does not fit the field."""

    def __init__(self, message: str, hint: str | None = None, code: str = "wrong-type") -> None:
        super().__init__(message)
        self.hint, self.code = hint, code


def _text(raw: Raw) -> str:
    if isinstance(raw, str) and raw.strip():
        return raw
    if isinstance(raw, str):
        raise UnfitError("is empty", "Give it a value, or leave the field out.", "empty-value")
    raise UnfitError("is a list or a mapping where one text is expected")


_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}").fullmatch


def _slug(raw: Raw) -> str:
    if isinstance(raw, str) and _SLUG(raw):
        return raw
    raise UnfitError(
        f"is {_text(raw)!r}, which is no id", "An id is up to 100 letters a-z, digits, hyphens, dots and underscores."
    )


def _one_of(*words: str) -> Callable[[Raw], str]:
    def read(raw: Raw) -> str:
        if raw in words:
            return str(raw)
        raise UnfitError(f"is {_text(raw)!r}", f"It is one of {', '.join(words)}.")

    return read


def _many(one: Callable[[Raw], str]) -> Callable[[Raw], tuple[str, ...]]:
    def read(raw: Raw) -> tuple[str, ...]:
        if not isinstance(raw, list):
            raise UnfitError("is not a list", "Write a list, such as [one, two].")
        return tuple(one(item) for item in raw)

    return read


def _date(raw: Raw) -> Date:
    try:
        return dates.parse(_text(raw))
    except dates.BadDate as bad:
        raise UnfitError(f"is no date. {bad}", code="bad-date") from None


def _whole(raw: Raw) -> int:
    text = _text(raw)
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return int(text)
    raise UnfitError(f"is {text!r}", "It is a whole number, such as 4.")


def _grade_number(raw: Raw) -> int:
    return int(_one_of(*CREDIBILITIES)(raw))


def _schema(raw: Raw) -> int:
    return int(_one_of("1")(raw))


def _degrees(limit: int) -> Callable[[Raw], float]:
    def read(raw: Raw) -> float:
        text = _text(raw)
        if re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]+)?", text) and abs(float(text)) <= limit:
            return float(text)
        raise UnfitError(f"is {text!r}", f"It is in degrees between -{limit} and {limit}, such as 35.93.")

    return read


def _flag(raw: Raw) -> bool:
    return _one_of("true", "false")(raw) == "true"


def _pattern(pattern: str, hint: str) -> Callable[[Raw], str]:
    def read(raw: Raw) -> str:
        text = _text(raw)
        if re.fullmatch(pattern, text):
            return text
        raise UnfitError(f"is {text!r}", hint)

    return read


def _retraction(raw: Raw) -> Retraction:
    if not isinstance(raw, dict):
        raise UnfitError("is not a mapping", "Write `on` and `reason` below it, each on a line of its own.")
    retraction, faults = _typed(Retraction, raw)
    if isinstance(retraction, Retraction):
        return retraction
    raise UnfitError(f"has a fault. {faults[0].message}", faults[0].hint, faults[0].code)


_qid = _pattern("Q[1-9][0-9]*", "It is a Wikidata item, such as Q2007044.")
_url = _pattern(r"https?://\S+", "It is a web address that begins with https:// or http://.")
_triple: dict[str, Callable[[Raw], Any]] = {"subject": _slug, "predicate": _slug, "object": _slug}

FIELDS: Mapping[type[Any], Mapping[str, Callable[[Raw], Any]]] = {
    Kb: {"title": _text, "about": _text, "schema": _schema, "as_of": _date},
    Predicate: {
        "id": _slug,
        "label": _text,
        "inverse_label": _text,
        "symmetric": _flag,
        "subject_kinds": _many(_slug),
        "object_kinds": _many(_slug),
        "group": _one_of(*GROUPS),
        "effect": _one_of(*EFFECTS),
    },
    Source: {
        "id": _slug,
        "title": _text,
        "publisher": _text,
        "published": _date,
        "url": _url,
        "reliability": _one_of(*RELIABILITIES),
        "note": _text,
    },
    Actor: {"id": _slug, "name": _text, "aliases": _many(_text), "kind": _slug, "wikidata": _qid, "note": _text},
    Place: {
        "id": _slug,
        "name": _text,
        "aliases": _many(_text),
        "kind": _slug,
        "within": _many(_slug),
        "lat": _degrees(90),
        "lon": _degrees(180),
        "pcode": _text,
        "wikidata": _qid,
        "source": _slug,
        "note": _text,
    },
    Alliance: {
        "id": _slug,
        **_triple,
        "start": _date,
        "end": _date,
        "support_types": _many(_text),
        "evidence": _many(_slug),
        "note": _text,
    },
    Retraction: {"on": _date, "reason": _text, "superseded_by": _slug},
    Claim: {
        "id": _slug,
        "statement": _text,
        **_triple,
        "value": _whole,
        "about": _many(_slug),
        "stance": _one_of(*STANCES),
        "modality": _one_of(*MODALITIES),
        "directness": _one_of(*DIRECTNESS),
        "said_by": _slug,
        "via": _text,
        "source": _slug,
        "locator": _text,
        "exact": _text,
        "start": _date,
        "end": _date,
        "reported": _date,
        "credibility": _grade_number,
        "note": _text,
        "retracted": _retraction,
        "recorded": _date,
    },
}
REQUIRED: Mapping[type[Any], frozenset[str]] = {
    kind: frozenset(field.name for field in fields(kind) if field.default is MISSING) for kind in FIELDS
}


def build(kind: type[Any], raw: Mapping[str, Raw]) -> tuple[Any | None, list[Fault]]:
    """Type the fields of one record.

    Gives the record, or None where it has errors, and everything that is wrong with it. A fault whose code is in
    `WARNINGS` does not keep the record out.
    """
    record, faults = _typed(kind, raw)
    if record is not None:
        for rule in _RULES.get(kind, ()):
            faults += rule(record)
    if faults and any(fault.code not in WARNINGS for fault in faults):
        record = None
    return record, faults


def _typed(kind: type[Any], raw: Mapping[str, Raw]) -> tuple[Any | None, list[Fault]]:
    readers = FIELDS[kind]
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, value in raw.items():
        try:
            values[name] = readers[name](value)
        except KeyError:
            faults.append(_unknown_field(kind, name))
        except UnfitError as unfit:
            faults.append(Fault(name, unfit.code, f"The field {name} {unfit}".rstrip(".") + ".", unfit.hint))
    if not REQUIRED[kind] <= raw.keys():
        lacking = [name for name in readers if name in REQUIRED[kind] - raw.keys()]
        what = kind.__name__.lower()
        faults += [Fault("", "missing-field", f"The {what} has no {name}.", f"Add {name}.") for name in lacking]
    return (None if faults else kind(**values)), faults


def _unknown_field(kind: type[Any], name: str) -> Fault:
    from difflib import get_close_matches

    near = get_close_matches(name, FIELDS[kind], 1)
    hint = f"Did you mean {near[0]}?" if near else "All fields: syriakb help data-model"
    what = f"A{'n' if kind in (Actor, Alliance) else ''} {kind.__name__.lower()}"
    return Fault(name, "unknown-field", f"{what} has no field {name!r}.", hint)


def _predicate_effect(predicate: Predicate) -> list[Fault]:
    if predicate.effect and predicate.group != "control":
        return [Fault("effect", "wrong-type", "Only a predicate of the group control has an effect.")]
    return []


def _whole_triple(claim: Claim) -> list[Fault]:
    if claim.predicate == COUNTING:
        if claim.subject is None or claim.value is None:
            return [Fault("predicate", "half-triple", f"A claim of {COUNTING} needs a subject and a value.")]
        return []
    if claim.value is not None:
        return [Fault("value", "half-triple", f"Only a claim of {COUNTING} has a value.")]
    given = [name for name in ("subject", "predicate", "object") if getattr(claim, name) is not None]
    if len(given) in (0, 3):
        return []
    lacking = [name for name in ("subject", "predicate", "object") if name not in given]
    message = f"The claim has {' and '.join(given)} but no {' and no '.join(lacking)}."
    return [Fault(given[0], "half-triple", message, "Give all three, or none and say in `about` what it is about.")]


def _end_after_start(record: Claim | Alliance) -> list[Fault]:
    if record.start and record.end and dates.before(record.end, record.start):
        message = f"The end {record.end.text} is before the start {record.start.text}."
        return [Fault("end", "end-before-start", message)]
    return []


def _short_anchor(claim: Claim) -> list[Fault]:
    words = len(claim.exact.split()) if claim.exact else 0
    if words <= ANCHOR_WORDS:
        return []
    message = f"The anchor has {words} words; at most {ANCHOR_WORDS} are quoted."
    return [Fault("exact", "long-anchor", message, "Keep the few words that make the place certain.")]


def _locator_given(claim: Claim) -> list[Fault]:
    if claim.locator:
        return []
    hint = "Add locator, the paragraph in the source, such as p4."
    return [Fault("", "no-locator", "The claim does not say where in its source it stands.", hint)]


def _evidence_given(alliance: Alliance) -> list[Fault]:
    if alliance.evidence:
        return []
    return [Fault("", "no-evidence", "The alliance names no claim as evidence.", "Add evidence: [claim-id].")]


WARNINGS = frozenset({"no-locator"})
_RULES: Mapping[type[Any], tuple[Callable[[Any], list[Fault]], ...]] = {
    Predicate: (_predicate_effect,),
    Alliance: (_end_after_start, _evidence_given),
    Claim: (_whole_triple, _end_after_start, _short_anchor, _locator_given),
}
