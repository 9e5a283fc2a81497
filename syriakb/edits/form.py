"""The fields that `add` takes, each as an option and as a question."""

from typing import NamedTuple

from syriakb.model.vocabulary import CREDIBILITIES, DIRECTNESS, MODALITIES, RELIABILITIES, STANCES


class Field(NamedTuple):
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

FIELDS: dict[str, tuple[Field, ...]] = {
    "claim": (
        Field("statement", "What is claimed, in one sentence of your own.", "STATEMENT"),
        Field("predicate", "What the proposition says, such as controls.", "P",
              names=("predicate",), asked=True),
        Field("subject", "Who or what the proposition is about.", "NAME", names=_WHO, asked=True),
        Field("object", "Whom or what it says it of.", "NAME", names=_WHO, asked=True),
        Field("value", "The number, for a claim that counts.", "N"),
        Field("about", "An actor or a place that it is about, where there is no proposition.", "NAME",
              names=_WHO, many=True, asked=True),
        Field("stance", "Whether the speaker asserts or denies it.", choices=STANCES),
        Field("modality", "Whether it is so, or may be.", choices=MODALITIES),
        Field("directness", "Whether it is said, or follows.", choices=DIRECTNESS),
        Field("said_by", "Who says it; without one, the source itself.", "ACTOR", names=("actor",), asked=True),
        Field("via", "The medium it was said through, such as Telegram."),
        Field("source", "Where it was published.", "ID", names=("source",)),
        Field("locator", "Where it stands in the source, such as p4.", asked=True),
        Field("exact", "At most 8 words copied from there.", asked=True),
        Field("start", "Since when it is so.", _DATE, asked=True),
        Field("end", "Until when.", _DATE),
        Field("reported", "When it was said, if not when the source was published.", _DATE),
        Field("credibility", "1 confirmed ... 5 improbable, 6 cannot be judged.", "1-6", CREDIBILITIES, asked=True),
        Field("note", "A remark of your own."),
    ),
    "actor": (
        Field("name", "What it is called.", "NAME"),
        Field("aliases", "Another name or spelling, in any script.", "NAME", many=True, asked=True),
        Field("kind", "What it is, such as group, state or person.", "KIND", names=("kind of actor",), asked=True),
        Field("wikidata", "Its item in Wikidata, such as Q2007044.", "Q"),
        Field("note", "A remark of your own."),
    ),
    "place": (
        Field("name", "What it is called.", "NAME"),
        Field("aliases", "Another name or spelling, in any script.", "NAME", many=True, asked=True),
        Field("kind", "What it is, such as city.", "KIND", names=("kind of place",), asked=True),
        Field("within", "A place that encloses it.", "NAME", names=("place",), many=True, asked=True),
        Field("lat", "Degrees north.", "DEGREES"),
        Field("lon", "Degrees east.", "DEGREES"),
        Field("pcode", "Its P-code."),
        Field("wikidata", "Its item in Wikidata.", "Q"),
        Field("source", "The source of what stands here.", "ID", names=("source",)),
        Field("note", "A remark of your own."),
    ),
    "source": (
        Field("title", "What it is called.", "TITLE"),
        Field("publisher", "Who published it.", asked=True),
        Field("published", "When it was published.", _DATE, asked=True),
        Field("url", "Where it is on the web.", "URL", asked=True),
        Field("reliability", "A completely reliable ... E unreliable, F cannot be judged.", "A-F", RELIABILITIES,
              asked=True),
        Field("note", "A remark of your own."),
    ),
    "alliance": (
        Field("predicate", "What holds between them, such as backs.", "P", names=("predicate",)),
        Field("subject", "The actor on the one side.", "ACTOR", names=("actor",)),
        Field("object", "The actor on the other.", "ACTOR", names=("actor",)),
        Field("start", "Since when.", _DATE, asked=True),
        Field("end", "Until when.", _DATE),
        Field("support_types", "A kind of support, such as weapons.", many=True),
        Field("evidence", "A claim that it rests on.", "ID", names=("claim",), many=True),
        Field("note", "A remark of your own."),
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
        lacking += [field.name for field in FIELDS[kind] if field.name in triple - given]
    return lacking
