"""FollowTheMoney: entities as JSON lines, for Aleph, OpenAleph and what else reads that model.

An actor is a Person (kind person), a PublicBody (state, government), a LegalEntity (community) or an Organization. A
place is an Address, which is a Thing with coordinates in every version of the model; an UnknownLink with the role
`lies within` leads to each place around it. A source is a Document, whose `fileName`, which the model demands, is the
id.

A claim is a Note on whatever it is about, with the statement as its description and its source as `proof`;
`createdAt` is when it was reported, `retrievedAt` when it was recorded, `summary` its manner, grade and standing,
`notes` its note and why it was taken back (keyword `retracted`). An UnknownLink with the role `says` leads from the
speaker to it.

A relation at the moment is a Membership where it is of the group membership and its object is an organisation, else an
UnknownLink; `role` is the predicate's label, `status` the standing. Where no day was asked for, those that are over are
there too, as they last stood, with the further status `ended`. Who controls a place is an UnknownLink from the actor to
the Address with the role `controls` and the status held, contested, besieged or disputed; the model's own Control is
between legal entities. `summary` says grade and basis, `description` dates and caveat, `date` the day for which it is
so, and `notes` whose word alone counts, where not everybody's does. A link has the ids of the claims that it rests on
in `recordId`, since before version 4 of the model links have no `proof`.

What the model cannot hold: a denied relation (a link would assert it; its claims are there); an uncertain date (its
dates are a year, a month or a day: any other EDTF date stands in texts only); a place that nobody holds, or who held
it before; that a relation is symmetric; outlines; P-codes; the kinds of support but as text; inverse labels and kinds
of predicates.

Ids are `NAMESPACE--KIND--ID`, of links for a day with all that they link and the day. They are of letters, digits and
hyphens alone, since Aleph cuts off what stands behind a dot, and no two things have one: `identifier` can be read
back.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from syriakb.export import Options, Part
from syriakb.export.asked import answer_of
from syriakb.export.namespace import namespace
from syriakb.model.dates import day_text
from syriakb.queries.moment import Opened
from syriakb.queries.relations.ties import ended
from syriakb.queries.tables.views import rows, subjects

_SCHEMATA = {"person": "Person", "state": "PublicBody", "government": "PublicBody", "community": "LegalEntity"}
_ORGANISATIONS = ("Organization", "PublicBody")
_DEGREES = {"latitude": "lat", "longitude": "lon"}
_ESCAPES = {"-": "---h", ".": "---d", "_": "---u"}
# A hyphen within a word stays; only escapes have three, and only what parts the words has two.
_ESCAPED = re.compile(r"(?<![A-Za-z0-9])-|-(?![A-Za-z0-9])|[._]")

Row = dict[str, Any]
Entity = dict[str, Any]


def parts(kb: Opened, options: Options) -> Iterator[Part]:  # noqa: ARG001 - all formats are called alike
    """One file: the entities."""
    lines = (f"{json.dumps(entity, ensure_ascii=False)}\n" for entity in _entities(kb))
    yield Part("entities.ftm.json", (line.encode() for line in lines))


def identifier(*words: str) -> str:
    """The id that is made of ids and no others: letters, digits and hyphens, with neither end a hyphen."""
    return "--".join(_ESCAPED.sub(lambda sign: _ESCAPES[sign[0]], word) for word in words)


class _Terms(NamedTuple):
    """What all entities of an export share: the namespace, schemata and names of actors, labels of predicates."""

    namespace: str
    schemata: dict[str, str]
    labels: dict[str, str]
    names: dict[str, str]

    def id(self, *words: str) -> str:
        return identifier(self.namespace, *words)

    def end(self, name: str) -> str:
        """The id of an actor or a place."""
        return self.id("actor" if name in self.schemata else "place", name)


def _entities(kb: Opened) -> Iterator[Entity]:
    def table(name: str) -> Iterator[Row]:
        return rows(kb.db, kb.at, name)

    actors = list(table("actors"))
    terms = _Terms(
        namespace(kb),
        {row["id"]: _SCHEMATA.get(row["kind"], "Organization") for row in actors},
        {row["id"]: row["label"] for row in table("predicates")},
        {row["id"]: row["name"] for row in actors},
    )
    yield from (_source(terms, row) for row in table("sources"))
    yield from (_named(terms, row, "actor", terms.schemata[row["id"]]) for row in actors)
    for row in table("places"):
        yield _place(terms, row)
        yield from (_within(terms, row["id"], around) for around in row["within"])
    for row in table("claims"):
        yield _note(terms, row)
        if row["said_by"]:
            yield _said(terms, row)
    alliances = {row["id"]: row for row in table("alliances")}
    for row in _relations(kb):
        if row["standing"] != "denied":
            yield _relation(terms, row, alliances.get(row["alliance"], {}))
    for row in table("control"):
        yield from (_control(terms, row, actor) for actor in row["controllers"])


def _relations(kb: Opened) -> Iterator[Row]:
    """The relations at the moment; where no day was asked for, also those that are over."""
    for row in rows(kb.db, kb.at, "relations"):
        yield {**row, "status": [row["standing"]]}
    for tie in [] if kb.at.chosen else ended(kb.db, kb.at):
        told = tie.said._asdict() | {"as_of": day_text(tie.as_of), "filters": kb.at.narrowed or None}
        yield {**tie._asdict(), **told, "status": [tie.standing, "ended"]}


def _entity(name: str, schema: str, /, **properties: Any) -> Entity:
    listed = {key: value if isinstance(value, list) else [value] for key, value in properties.items() if value}
    return {"id": name, "schema": schema, "properties": listed}


def _date(text: str | None) -> str | None:
    return text if text and re.fullmatch(r"\d{4}(-\d\d){0,2}", text) else None


def _source(terms: _Terms, row: Row) -> Entity:
    return _entity(
        terms.id("source", row["id"]),
        "Document",
        fileName=row["id"],
        title=row["title"],
        publisher=row["publisher"],
        date=_date(row["published"]),
        sourceUrl=row["url"],
        description=_known(f"Reliability {row['reliability']}.", row["note"], _dates(published=row["published"])),
    )


def _named(terms: _Terms, row: Row, kind: str, schema: str, **more: Any) -> Entity:
    return _entity(
        terms.id(kind, row["id"]),
        schema,
        name=row["name"],
        alias=list(row["aliases"]),
        summary=row["kind"],
        wikidataId=row["wikidata"],
        notes=row["note"],
        **more,
    )


def _place(terms: _Terms, row: Row) -> Entity:
    at = {key: None if row[short] is None else str(row[short]) for key, short in _DEGREES.items()}
    source = terms.id("source", row["source"]) if row["source"] else None
    return _named(terms, row, "place", "Address", full=row["name"], proof=source, **at)


def _within(terms: _Terms, place: str, around: str) -> Entity:
    ends = {"subject": terms.id("place", place), "object": terms.id("place", around)}
    return _entity(terms.id("within", place, around), "UnknownLink", role="lies within", **ends)


def _note(terms: _Terms, row: Row) -> Entity:
    concerned = dict.fromkeys(each for each in (*subjects(row), row["object"], row["place"], *row["about"]) if each)
    said_by = terms.names[row["said_by"]] if row["said_by"] else None
    manner = [f"{row['stance']}, {row['modality']}, {row['directness']}"]
    facts = {
        "said by": said_by,
        "via": row["via"],
        "at": row["locator"],
        "but": ", ".join(terms.names[each] for each in row["except"]) or None,
        "extent": row["extent"],
        "grade": row["grade"],
        "standing": row["standing"],
    }
    return _entity(
        terms.id("claim", row["id"]),
        "Note",
        entity=[terms.end(each) for each in concerned],
        name=row["id"],
        description=_known(
            row["statement"],
            f"“{row['exact']}”" if row["exact"] else None,
            _dates(since=row["start"], until=row["end"], reported=row["reported"], recorded=row["recorded"]),
        ),
        summary="; ".join([*manner, *(f"{word} {text}" for word, text in facts.items() if text)]),
        createdAt=_date(row["reported"]),
        retrievedAt=_date(row["recorded"]),
        notes=_known(row["note"], _taken_back(row)),
        keywords="retracted" if row["retracted_on"] else None,
        proof=terms.id("source", row["source"]),
    )


def _said(terms: _Terms, row: Row) -> Entity:
    return _entity(
        terms.id("says", row["id"]),
        "UnknownLink",
        subject=terms.id("actor", row["said_by"]),
        object=terms.id("claim", row["id"]),
        role="says",
        date=_date(row["reported"]),
        description=_dates(reported=row["reported"]),
    )


def _taken_back(row: Row) -> str | None:
    instead = f" In its stead: {row['superseded_by']}." if row["superseded_by"] else ""
    reason = f"Taken back {row['retracted_on']}: {row['retracted_reason']}"
    return f"{reason}{instead}" if row["retracted_on"] else None


def _relation(terms: _Terms, row: Row, alliance: Row) -> Entity:
    member = row["group"] == "membership" and terms.schemata[row["object"]] in _ORGANISATIONS
    ends = ("member", "organization") if member else ("subject", "object")
    support = ", ".join(alliance.get("support_types", ()))
    return _entity(
        terms.id("relation", row["subject"], row["predicate"], row["object"], answer_of(row)),
        "Membership" if member else "UnknownLink",
        **{ends[0]: terms.id("actor", row["subject"]), ends[1]: terms.id("actor", row["object"])},
        role=terms.labels[row["predicate"]],
        status=row["status"],
        summary=_summary(terms, row, f"grade {row['grade']}"),
        date=row["as_of"],
        startDate=_date(row["since"]),
        endDate=_date(row["until"]),
        description=_known(
            _dates(since=row["since"], until=row["until"]),
            support and f"support: {support}",
            alliance.get("note"),
            row["caveat"],
        ),
        notes=row["filters"],
        recordId=_evidence(terms, row),
    )


def _control(terms: _Terms, row: Row, actor: str) -> Entity:
    return _entity(
        terms.id("control", actor, row["place"], answer_of(row)),
        "UnknownLink",
        subject=terms.id("actor", actor),
        object=terms.id("place", row["place"]),
        role="controls",
        status=row["status"],
        summary=_summary(terms, row, f"{row['basis']}; grade {row['grade']}"),
        date=row["as_of"],
        startDate=_date(row["since"]),
        description=_known(_dates(since=row["since"]), row["caveat"]),
        notes=row["filters"],
        recordId=_evidence(terms, row),
    )


def _summary(terms: _Terms, row: Row, judged: str) -> str:
    """How an answer is judged, whose word alone it is, and when it was reported last."""
    named = ", ".join(terms.names[each] for each in row["voices"])
    reported = f"{'stale, ' if row['stale'] else ''}reported last {row['reported']}" if row["reported"] else None
    return "; ".join(_known(judged, f"only by the word of {named}" if named else None, reported))


def _dates(**dates: str | None) -> str | None:
    return "; ".join(f"{word} {text}" for word, text in dates.items() if text) or None


def _known(*texts: str | None) -> list[str]:
    return [text for text in texts if text]


def _evidence(terms: _Terms, row: Row) -> list[str]:
    return [terms.id("claim", claim) for claim in row["evidence"]]
