"""Fields: the texts of a record typed, and what is wrong with them.

Faults are collected as values, so that one look at a record tells everything that is wrong with it.
"""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import MISSING, fields
from typing import Any, NamedTuple

from syriakb.model import dates
from syriakb.model.readers import NESTED, Raw, UnfitError
from syriakb.model.records import FIELDS, Actor, Alliance, Claim, Predicate, Ruling, attribute
from syriakb.model.vocabulary import ANCHOR_WORDS, COUNTING


class Fault(NamedTuple):
    """What is wrong with one field of a record; `field` is empty when it is the record as a whole."""

    field: str
    code: str
    message: str
    hint: str | None = None


def _inner(kind: type[Any]) -> Callable[[Raw], Any]:
    """The reader of a record within a record."""

    def read(raw: Raw) -> Any:
        inner, faults = _typed(kind, NESTED.read(raw))
        if inner is not None:
            return inner
        raise UnfitError(f"has a fault. {faults[0].message}", faults[0].hint, faults[0].code)

    return read


_READERS: Mapping[type[Any], Mapping[str, Callable[[Raw], Any]]] = {
    kind: {name: _inner(field.inner) if field.inner else field.kind.read for name, field in table.items()}
    for kind, table in FIELDS.items()
}
_REQUIRED: Mapping[type[Any], frozenset[str]] = {
    kind: frozenset(field.name for field in fields(kind) if field.default is MISSING) for kind in FIELDS
}


def build(kind: type[Any], raw: Mapping[str, Raw]) -> tuple[Any | None, list[Fault]]:
    """Type the fields of one record.

    Gives the record, or None where it has errors, and everything that is wrong with it. A fault whose code is in
    `WARNINGS` does not keep the record out.
    """
    record, faults = _typed(kind, raw)
    wrong = {fault.field for fault in faults} | (_REQUIRED[kind] - raw.keys())
    for looked_at, rule in _RULES.get(kind, ()):
        if wrong.isdisjoint(looked_at):
            faults += rule(record or _as_far_as_typed(kind, raw, wrong))
    if faults and any(fault.code not in WARNINGS for fault in faults):
        record = None
    return record, faults


def _typed(kind: type[Any], raw: Mapping[str, Raw]) -> tuple[Any | None, list[Fault]]:
    readers = _READERS[kind]
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, value in raw.items():
        try:
            values[name] = readers[name](value)
        except KeyError:
            faults.append(_unknown_field(kind, name))
        except UnfitError as unfit:
            faults.append(Fault(name, unfit.code, f"The field {name} {unfit}".rstrip(".") + ".", unfit.hint))
    if not _REQUIRED[kind] <= raw.keys():
        lacking = [name for name in readers if name in _REQUIRED[kind] - raw.keys()]
        what = kind.__name__.lower()
        faults += [Fault("", "missing-field", f"The {what} has no {name}.", f"Add {name}.") for name in lacking]
    return (None if faults else kind(**_attributes(values))), faults


def _attributes(values: dict[str, Any]) -> dict[str, Any]:
    """What was read of the fields, as the record is made of it."""
    if isinstance(several := values.get("subject"), tuple):
        values["subject"], values["jointly"] = several[0], several[1:]
    if "except" in values:
        values[attribute("except")] = values.pop("except")
    return values


def _as_far_as_typed(kind: type[Any], raw: Mapping[str, Raw], wrong: AbstractSet[str]) -> Any:
    """A record with faults as far as it could be typed; None in the fields that could not."""
    typed = {name: _READERS[kind][name](value) for name, value in raw.items() if name not in wrong}
    return kind(**dict.fromkeys(_REQUIRED[kind]) | _attributes(typed))


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
        if claim.jointly:
            return [Fault("subject", "half-triple", f"A claim of {COUNTING} has one subject.", "Name one actor.")]
        return []
    if claim.value is not None:
        return [Fault("value", "half-triple", f"Only a claim of {COUNTING} has a value.")]
    given = [name for name in ("subject", "predicate", "object") if getattr(claim, name) is not None]
    if len(given) in (0, 3):
        return []
    lacking = [name for name in ("subject", "predicate", "object") if name not in given]
    message = f"The claim has {' and '.join(given)} but no {' and no '.join(lacking)}."
    return [Fault(given[0], "half-triple", message, "Give all three, or none and say in `about` what it is about.")]


def _of_an_object(claim: Claim) -> list[Fault]:
    given = [name for name in ("except", "extent") if getattr(claim, attribute(name))]
    if not given or claim.object:
        return []
    hint = "Name the object that it is said of."
    return [Fault(given[0], "half-triple", f"A claim without an object has no {given[0]}.", hint)]


def _end_after_start(record: Claim | Alliance | Ruling) -> list[Fault]:
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


def _evidence_given(record: Alliance | Ruling) -> list[Fault]:
    if record.evidence:
        return []
    what = type(record).__name__.lower()
    return [Fault("", "no-evidence", f"The {what} names no claim as evidence.", "Add evidence: [claim-id].")]


def _held_by_somebody(ruling: Ruling) -> list[Fault]:
    if ruling.holders or ruling.status == "held":
        return []
    message = f"A place that nobody is known to hold is not {ruling.status}."
    return [Fault("status", "wrong-type", message, "Name its holders, or leave the status out.")]


WARNINGS = frozenset({"no-locator"})
# Each rule with the fields that it looks at: where one of them has a fault of its own there is nothing to be said.
_RULES: Mapping[type[Any], tuple[tuple[tuple[str, ...], Callable[[Any], list[Fault]]], ...]] = {
    Predicate: ((("group", "effect"), _predicate_effect),),
    Alliance: ((("start", "end"), _end_after_start), (("evidence",), _evidence_given)),
    Ruling: (
        (("start", "end"), _end_after_start),
        (("evidence",), _evidence_given),
        (("holders", "status"), _held_by_somebody),
    ),
    Claim: (
        (("subject", "predicate", "object", "value"), _whole_triple),
        (("object", "except", "extent"), _of_an_object),
        (("start", "end"), _end_after_start),
        (("exact",), _short_anchor),
        (("locator",), _locator_given),
    ),
}
