"""The fields that `add` takes, each as an option and as a question."""

from typing import NamedTuple

from syriakb.model.vocabulary import CREDIBILITIES, DIRECTNESS, MODALITIES, RELIABILITIES, STANCES


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


_WHO = ("actor", "place")
_DATE = "DATE"

FORMS: dict[str, tuple[FormField, ...]] = {
    "claim": (
        FormField("statement", "What is claimed, in one sentence of your own.", "STATEMENT"),
        FormField("predicate", "What the proposition says, such as controls.", "P",
              names=("predicate",), asked=True),
        FormField("subject", "Who or what the proposition is about.", "NAME", names=_WHO, asked=True),
        FormField("object", "Whom or what it says it of.", "NAME", names=_WHO, asked=True),
        FormField("value", "The number, for a claim that counts.", "N"),
        FormField("about", "An actor or a place that it is about, where there is no proposition.", "NAME",
              names=_WHO, many=True, asked=True),
        FormField("stance", "Whether the speaker asserts or denies it.", choices=STANCES),
        FormField("modality", "Whether it is so, or may be.", choices=MODALITIES),
        FormField("directness", "Whether it is said, or follows.", choices=DIRECTNESS),
        FormField("said_by", "Who says it; without one, the source itself.", "ACTOR", names=("actor",), asked=True),
        FormField("via", "The medium it was said through, such as Telegram."),
        FormField("source", "Where it was published.", "ID", names=("source",)),
        FormField("locator", "Where it stands in the source, such as p4.", asked=True),
        FormField("exact", "At most 8 words copied from there.", asked=True),
        FormField("start", "Since when it is so.", _DATE, asked=True),
        FormField("end", "Until when.", _DATE),
        FormField("reported", "When it was said, if not when the source was published.", _DATE),
        FormField("credibility", "1 confirmed ... 5 improbable, 6 cannot be judged.", "1-6", CREDIBILITIES, asked=True),
        FormField("note", "A remark of your own."),
    ),
    "actor": (
        FormField("name", "What it is called.", "NAME"),
        FormField("aliases", "Another name or spelling, in any script.", "NAME", many=True, asked=True),
        FormField("kind", "What it is, such as group, state or person.", "KIND", names=("kind of actor",), asked=True),
        FormField("wikidata", "Its item in Wikidata, such as Q2007044.", "Q"),
        FormField("note", "A remark of your own."),
    ),
    "place": (
        FormField("name", "What it is called.", "NAME"),
        FormField("aliases", "Another name or spelling, in any script.", "NAME", many=True, asked=True),
        FormField("kind", "What it is, such as city.", "KIND", names=("kind of place",), asked=True),
        FormField("within", "A place that encloses it.", "NAME", names=("place",), many=True, asked=True),
        FormField("lat", "Degrees north.", "DEGREES"),
        FormField("lon", "Degrees east.", "DEGREES"),
        FormField("pcode", "Its P-code."),
        FormField("wikidata", "Its item in Wikidata.", "Q"),
        FormField("source", "The source of what stands here.", "ID", names=("source",)),
        FormField("note", "A remark of your own."),
    ),
    "source": (
        FormField("title", "What it is called.", "TITLE"),
        FormField("publisher", "Who published it.", asked=True),
        FormField("published", "When it was published.", _DATE, asked=True),
        FormField("url", "Where it is on the web.", "URL", asked=True),
        FormField("reliability", "A completely reliable ... E unreliable, F cannot be judged.", "A-F", RELIABILITIES,
              asked=True),
        FormField("note", "A remark of your own."),
    ),
    "alliance": (
        FormField("predicate", "What holds between them, such as backs.", "P", names=("predicate",)),
        FormField("subject", "The actor on the one side.", "ACTOR", names=("actor",)),
        FormField("object", "The actor on the other.", "ACTOR", names=("actor",)),
        FormField("start", "Since when.", _DATE, asked=True),
        FormField("end", "Until when.", _DATE),
        FormField("support_types", "A kind of support, such as weapons.", many=True),
        FormField("evidence", "A claim that it rests on.", "ID", names=("claim",), many=True),
        FormField("note", "A remark of your own."),
    ),
}  # fmt: skip
# What stands without an option on the command line.
ARGUMENT = {"claim": "statement", "actor": "name", "place": "name", "source": "title"}
REQUIRED = {
    "claim": ("statement", "source"),
    "actor": ("name",),
    "place": ("name",),
    "source": ("title",),
    "alliance": ("subject", "predicate", "object", "evidence"),
}


def option(name: str) -> str:
    """The option that gives a field."""
    return {"aliases": "--alias", "support_types": "--support-type"}.get(name, "--" + name.replace("_", "-"))


def missing(kind: str, given: frozenset[str]) -> list[str]:
    """The fields that a record of the kind still needs, beside those that are given."""
    lacking = [name for name in REQUIRED[kind] if name not in given]
    triple = {"subject", "predicate", "object"} if kind == "claim" and "value" not in given else set[str]()
    if triple & given:
        lacking += [field.name for field in FORMS[kind] if field.name in triple - given]
    return lacking
