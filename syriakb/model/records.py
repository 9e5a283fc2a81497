"""The records: what a knowledge base holds, as frozen values.

Each class is the table of its fields: a line has a field's name, its type, what it is, and what stands for it where it
is absent. Whatever reads, keeps, adds, finds or exports a field asks here. Every list is a tuple, every date an EDTF
`Date`, every id the id of another record of the same knowledge base.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from keyword import iskeyword
from typing import Annotated, Any, NamedTuple, TypeAlias

from syriakb.model.dates import Date
from syriakb.model.readers import (
    DATE,
    GRADE,
    ID,
    IDS,
    LATITUDE,
    LONGITUDE,
    NAMES,
    NESTED,
    NUMBER,
    PLAIN,
    REF,
    REFS,
    SCHEMA,
    TEXTS,
    TOGETHER,
    URL,
    WIKIDATA,
    YES,
    Kind,
    one_of,
)
from syriakb.model.vocabulary import DIRECTNESS, EFFECTS, EXTENTS, GROUPS, MODALITIES, RELIABILITIES, RULED, STANCES

# How full-text search finds a record: by what it is called or says, by what else is said of it, by whom it names.
CALLED, MORE, NAMED = "called", "more", "named"


class Field(NamedTuple):
    """A field of a record: what its text can be, and what it means, in words that follow its name.

    `refers` are the kinds of records that it names. A list stands in the table `table` of the index, in the column
    `column`; else the column has the field's name, or `column` where that is a word of SQL. `words` tells how
    full-text search finds it. Who adds a record can give those that are `added`; those that are `asked` are asked for
    where somebody is led through the whole record. A record within the record is one of the class `inner`.
    """

    kind: Kind
    meaning: str
    refers: tuple[str, ...] = ()
    table: str | None = None
    column: str | None = None
    words: str | None = None
    added: bool = True
    asked: bool = False
    inner: type[Any] | None = None


_ID = Field(ID, "its id", words=CALLED, added=False)
_NOTE = Field(PLAIN, "a remark of your own", words=MORE)
_WIKIDATA = Field(WIKIDATA, "its item in Wikidata, such as Q2007044")
_ALIASES = Field(
    NAMES, "another name or spelling, in any script", table="name", column="shown", words=CALLED, asked=True
)
_KINDS = Field(IDS, "a kind that it takes on that side; none means any", column="kind")
_ENDS = ("actor", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Capitals:
    """Which kind of place is a capital, of which kind of place around it, and what both are called in answers."""

    kind: Annotated[str, Field(ID, "the kind of place that is one, such as state-capital", column="capital_kind")]
    of: Annotated[str, Field(ID, "the kind of place that it is one of, such as state", column="capital_of")]
    called: Annotated[
        str | None, Field(PLAIN, "what they are called, such as State capitals", column="capitals_called")
    ] = None
    of_called: Annotated[
        str | None, Field(PLAIN, "what that around them is called, such as State", column="capitals_of_called")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kb:
    """`kb.yaml`: what this knowledge base is. `as_of` is the day that questions are asked for by default."""

    id: Annotated[str | None, Field(ID, "what exports name it by; without one, its title")] = None
    title: Annotated[str, Field(PLAIN, "what it is called")]
    about: Annotated[str | None, Field(PLAIN, "what it is about")] = None
    schema: Annotated[int, Field(SCHEMA, "the form of its files: 1")]
    as_of: Annotated[Date | None, Field(DATE, "the day that questions are asked for")] = None
    capitals: Annotated[
        Capitals | None, Field(NESTED, "which places the question `capitals` is about", inner=Capitals)
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """A word of the vocabulary: `subject label object`, `object inverse_label subject`."""

    id: Annotated[str, _ID]
    label: Annotated[str, Field(PLAIN, "reads between subject and object", words=CALLED)]
    inverse_label: Annotated[str | None, Field(PLAIN, "reads between object and subject", words=CALLED)] = None
    symmetric: Annotated[bool, Field(YES, "1 where it holds both ways", column="mutual")] = False
    subject_kinds: Annotated[tuple[str, ...], _KINDS._replace(table="subject_kind")] = ()
    object_kinds: Annotated[tuple[str, ...], _KINDS._replace(table="object_kind")] = ()
    group: Annotated[str, Field(one_of(GROUPS), "group, such as support or hostility", column="grp")]
    effect: Annotated[str | None, Field(one_of(EFFECTS), "what it does to the control of a place")] = None
    cues: Annotated[
        tuple[str, ...], Field(NAMES, "words by which texts say it; * is any ending", table="cue", column="cue")
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where something was published. `reliability` is the Admiralty code's letter; F = cannot be judged."""

    id: Annotated[str, _ID]
    title: Annotated[str, Field(PLAIN, "what it is called", words=CALLED)]
    publisher: Annotated[str | None, Field(PLAIN, "who published it", words=MORE, asked=True)] = None
    published: Annotated[Date | None, Field(DATE, "when it was published", asked=True)] = None
    url: Annotated[str | None, Field(URL, "where it is on the web", asked=True)] = None
    reliability: Annotated[
        str,
        Field(one_of(RELIABILITIES, "A-F"), "A completely reliable ... E unreliable, F cannot be judged", asked=True),
    ] = "F"
    derives_from: Annotated[
        tuple[str, ...],
        Field(REFS, "a source that it repeats", ("source",), table="derivation", column="origin"),
    ] = ()
    speaks_for: Annotated[str | None, Field(REF, "the actor whose word its own voice is", ("actor",))] = None
    note: Annotated[str | None, _NOTE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who acts: identity only, whatever is asserted of an actor is a claim."""

    id: Annotated[str, _ID]
    name: Annotated[str, Field(PLAIN, "what it is called", words=CALLED)]
    aliases: Annotated[tuple[str, ...], _ALIASES] = ()
    kind: Annotated[str, Field(ID, "what it is, such as group, state or person", asked=True)] = "actor"
    wikidata: Annotated[str | None, _WIKIDATA] = None
    note: Annotated[str | None, _NOTE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place; `within` lists the places that enclose it, `lat` and `lon` are degrees of WGS 84."""

    id: Annotated[str, _ID]
    name: Annotated[str, Field(PLAIN, "what it is called", words=CALLED)]
    aliases: Annotated[tuple[str, ...], _ALIASES] = ()
    kind: Annotated[str, Field(ID, "what it is, such as city", asked=True)] = "place"
    within: Annotated[
        tuple[str, ...],
        Field(REFS, "a place that encloses it", ("place",), table="within", column="parent", asked=True),
    ] = ()
    lat: Annotated[float | None, Field(LATITUDE, "degrees north")] = None
    lon: Annotated[float | None, Field(LONGITUDE, "degrees east")] = None
    pcode: Annotated[str | None, Field(PLAIN, "its P-code")] = None
    wikidata: Annotated[str | None, _WIKIDATA] = None
    source: Annotated[str | None, Field(REF, "the source of what stands here", ("source",))] = None
    note: Annotated[str | None, _NOTE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alliance:
    """A relation that the knowledge base itself holds, with the claims that are its evidence."""

    id: Annotated[str, _ID]
    subject: Annotated[str, Field(REF, "the actor on the one side", ("actor",), words=NAMED)]
    predicate: Annotated[str, Field(REF, "what holds between them, such as backs", ("predicate",), words=NAMED)]
    object: Annotated[str, Field(REF, "the actor on the other", ("actor",), words=NAMED)]
    start: Annotated[Date | None, Field(DATE, "since when", asked=True)] = None
    end: Annotated[Date | None, Field(DATE, "until when", column="until")] = None
    support_types: Annotated[
        tuple[str, ...],
        Field(TEXTS, "a kind of support, such as weapons", table="support_type", column="type", words=MORE),
    ] = ()
    evidence: Annotated[
        tuple[str, ...], Field(REFS, "a claim that it rests on", ("claim",), table="evidence", column="claim")
    ] = ()
    note: Annotated[str | None, _NOTE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What the knowledge base itself holds of a place, with the claims that are its evidence; no `holders`: nobody."""

    id: Annotated[str, _ID]
    place: Annotated[str, Field(REF, "the place that it is about", ("place",))]
    holders: Annotated[
        tuple[str, ...],
        Field(
            REFS,
            "an actor who holds it; none means that nobody is known to",
            ("actor",),
            table="ruled",
            column="holder",
        ),
    ] = ()
    status: Annotated[str, Field(one_of(RULED), "how it is held", asked=True)] = "held"
    start: Annotated[Date | None, Field(DATE, "since when", asked=True)] = None
    end: Annotated[Date | None, Field(DATE, "until when", column="until")] = None
    evidence: Annotated[
        tuple[str, ...], Field(REFS, "a claim that it rests on", ("claim",), table="evidence", column="claim")
    ] = ()
    note: Annotated[str | None, _NOTE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction:
    """That a claim was taken back: when, why, and which claim stands in its stead."""

    on: Annotated[Date, Field(DATE, "when it was taken back", column="retracted_on")]
    reason: Annotated[str, Field(PLAIN, "why it was taken back", column="retracted_reason")]
    superseded_by: Annotated[str | None, Field(REF, "the claim in its stead", ("claim",))] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one speaker says in one source; `said_by` None is the source's own voice.

    Where it is said of several together, `subject` is the first and `jointly` the others.
    """

    id: Annotated[str, _ID._replace(words=MORE)]
    statement: Annotated[str, Field(PLAIN, "what is claimed, in one sentence of your own", words=CALLED)]
    subject: Annotated[
        str | None,
        Field(
            TOGETHER, "who or what the proposition is about; several are so together", _ENDS, words=NAMED, asked=True
        ),
    ] = None
    jointly: Annotated[
        tuple[str, ...],
        Field(REFS, "who it is said of besides", _ENDS, table="joint", column="subject", words=NAMED, added=False),
    ] = ()
    predicate: Annotated[
        str | None, Field(REF, "what the proposition says, such as controls", ("predicate",), words=NAMED, asked=True)
    ] = None
    object: Annotated[str | None, Field(REF, "whom or what it says it of", _ENDS, words=NAMED, asked=True)] = None
    value: Annotated[int | None, Field(NUMBER, "the number, for a claim that counts")] = None
    about: Annotated[
        tuple[str, ...],
        Field(
            REFS,
            "an actor or a place that it is about, where there is no proposition",
            _ENDS,
            table="about",
            column="ref",
            words=NAMED,
            asked=True,
        ),
    ] = ()
    place: Annotated[str | None, Field(REF, "where it happened, for what is claimed between actors", ("place",))] = None
    except_: Annotated[
        tuple[str, ...],
        Field(REFS, "a place within the object that is left out", ("place",), table="exemption", column="spared"),
    ] = ()
    extent: Annotated[str | None, Field(one_of(EXTENTS), "how much of the object, where it is not all of it")] = None
    stance: Annotated[str, Field(one_of(STANCES), "whether it is asserted, denied, or said to have ended")] = "asserts"
    modality: Annotated[str, Field(one_of(MODALITIES), "whether it is so, or may be")] = "actual"
    directness: Annotated[str, Field(one_of(DIRECTNESS), "whether it is said, or follows")] = "stated"
    said_by: Annotated[
        str | None, Field(REF, "who says it; without one, the source itself", ("actor",), words=NAMED, asked=True)
    ] = None
    via: Annotated[str | None, Field(PLAIN, "the medium it was said through, such as Telegram", words=MORE)] = None
    source: Annotated[str, Field(REF, "where it was published", ("source",))]
    locator: Annotated[str | None, Field(PLAIN, "where it stands in the source, such as p4", asked=True)] = None
    exact: Annotated[str | None, Field(PLAIN, "at most 8 words copied from there", words=MORE, asked=True)] = None
    start: Annotated[Date | None, Field(DATE, "since when it is so", asked=True)] = None
    end: Annotated[Date | None, Field(DATE, "until when", column="until")] = None
    reported: Annotated[Date | None, Field(DATE, "when it was said, if not when the source was published")] = None
    credibility: Annotated[int, Field(GRADE, "1 confirmed ... 5 improbable, 6 cannot be judged", asked=True)] = 6
    note: Annotated[str | None, _NOTE] = None
    retracted: Annotated[Retraction | None, Field(NESTED, "that it was taken back", added=False, inner=Retraction)] = (
        None
    )
    recorded: Annotated[Date | None, Field(DATE, "when it entered the knowledge base", added=False)] = None


Record: TypeAlias = Kb | Predicate | Source | Actor | Place | Alliance | Ruling | Claim
KINDS: Mapping[str, type[Any]] = {
    "predicate": Predicate,
    "source": Source,
    "actor": Actor,
    "place": Place,
    "alliance": Alliance,
    "ruling": Ruling,
    "claim": Claim,
}


_ALL: tuple[type[Any], ...] = (Kb, *KINDS.values(), Retraction, Capitals)
# Every field that a record has a value for, by its name; of those of the files, `jointly` is a part of `subject`.
KEPT: Mapping[type[Any], Mapping[str, Field]] = {
    kind: {field.name.rstrip("_"): field.type.__metadata__[0] for field in fields(kind)}  # type: ignore[union-attr]
    for kind in _ALL
}
FIELDS: Mapping[type[Any], Mapping[str, Field]] = {
    kind: {name: field for name, field in kept.items() if name != "jointly"} for kind, kept in KEPT.items()
}


def attribute(name: str) -> str:
    """What a record calls the value of a field: its name, unless that is a word of Python."""
    return f"{name}_" if iskeyword(name) else name


def rejoined(values: dict[str, Any]) -> dict[str, Any]:
    """The values of a record by their fields as the files have them: all who do something together in one list."""
    if others := values.pop("jointly", ()):
        values["subject"] = [values["subject"], *others]
    return values


def named(*kinds: Kind) -> frozenset[str]:
    """The names that fields of these kinds have, in whichever records."""
    return frozenset(name for record in KINDS.values() for name, field in KEPT[record].items() if field.kind in kinds)


def several(subject: str | list[str] | None) -> list[str]:
    """The ids of all that something is said of, as files have them: one, or those who do it together."""
    return [] if subject is None else [subject] if isinstance(subject, str) else subject
