"""The fields that `add` takes, each as an option and as a question."""

from typing import NamedTuple

from syriakb.model.readers import LIST, TOGETHER
from syriakb.model.records import FIELDS, KINDS, Field


class FormField(NamedTuple):
    """A field of a new record: what it is, what stands for its value in help, and what it can be chosen from.

    `names` are the tables whose names complete it. Of the fields that need not be given, those that are `asked` are
    asked for where somebody is asked for the record as a whole.
    """

    name: str
    help: str
    metavar: str = "TEXT"
    choices: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    many: bool = False
    asked: bool = False


# What stands without an option on the command line: what a record is called, or says.
ARGUMENT = {"claim": "statement", "actor": "name", "place": "name", "source": "title"}
_METAVARS = {("predicate",): "P", ("actor",): "ACTOR", ("place",): "NAME", ("actor", "place"): "NAME"}


def _form(kind: str) -> tuple[FormField, ...]:
    """The fields of a kind; the predicate comes before the ends, since it says what they can be."""
    found = [(name, field) for name, field in FIELDS[KINDS[kind]].items() if field.added]
    names = [name for name, _ in found]
    if "predicate" in names:
        found.insert(names.index("subject"), found.pop(names.index("predicate")))
    return tuple(_field(kind, *pair) for pair in found)


def _field(kind: str, name: str, field: Field) -> FormField:
    help = f"{field.meaning[0].upper()}{field.meaning[1:]}."
    names = (f"kind of {kind}",) if name == "kind" else field.refers
    metavar = name.upper() if name in ("kind", ARGUMENT.get(kind)) else _METAVARS.get(names, field.kind.metavar)
    return FormField(
        name, help, metavar, field.kind.choices, names, field.kind.type == LIST or field.kind is TOGETHER, field.asked
    )


FORMS = {kind: _form(kind) for kind in ("claim", "actor", "place", "source", "alliance", "ruling")}
REQUIRED = {
    "claim": ("statement", "source"),
    "actor": ("name",),
    "place": ("name",),
    "source": ("title",),
    "alliance": ("subject", "predicate", "object", "evidence"),
    "ruling": ("place", "evidence"),
}


def option(name: str) -> str:
    """The option that gives a field."""
    return {"aliases": "--alias", "support_types": "--support-type", "holders": "--holder"}.get(
        name, "--" + name.replace("_", "-")
    )


def missing(kind: str, given: frozenset[str]) -> list[str]:
    """The fields that a record of the kind still needs, beside those that are given."""
    lacking = [name for name in REQUIRED[kind] if name not in given]
    triple = {"subject", "predicate", "object"} if kind == "claim" and "value" not in given else set[str]()
    if triple & given:
        lacking += [field.name for field in FORMS[kind] if field.name in triple - given]
    return lacking
